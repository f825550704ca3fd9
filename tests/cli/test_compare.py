"""Rule books and days at the command line: --profile and --as-of, and compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tacitus import public
from tacitus.lens import Look
from tacitus.reconcile import PROFILES
from tacitus.store import open_store, views
from tacitus.store.views import IncidentFilter
from tests.cli.test_cli import Done, tacitus

PAGES = {
    "1.txt": """Bomb kills four at Adana bus station

ADANA, 5 May 2019 (Nevra) - A bomb killed four people and wounded at least 11 at the main bus station in Adana
on Saturday, 4 May 2019, police said.
""",
    "2.txt": """Death toll of Adana bus station bombing rises to six

ADANA, 7 May 2019 (Toros Gazetesi) - The death toll from Saturday's bombing at the main bus station in Adana
rose to six on Tuesday after two of the wounded died, the general hospital said.

The bomb went off on 4 May 2019. A man who planted it was killed too.
""",
    "3.txt": """Dozens hurt in Adana bus station bombing

ADANA, 6 May 2019 (Cukurova Post) - Dozens of people were wounded in Saturday's bombing at the main bus
station in Adana on 4 May 2019. Five people were killed, hospital officials said.
""",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    (folder / "pages").mkdir()
    for name, text in PAGES.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    done = tacitus("ingest", str(folder / "pages"), "--store", str(folder / "t.db"))
    assert done.code == 0, done.err
    return folder / "t.db"


def found(done: Done) -> list[dict]:
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def killed(incident: dict, profile: str = "tacitus") -> tuple[int, int, int]:
    head = next(r for r in incident["slots"]["killed"] if r["profile"] == profile and not r["value"]["of"])
    return head["low"], head["best"], head["high"]


def test_as_of_a_day_only_what_had_been_said_is_there(path: Path) -> None:
    (early,) = found(tacitus("incidents", "--json", "--as-of", "2019-05-05", "--store", str(path)))
    (late,) = found(tacitus("incidents", "--json", "--store", str(path)))
    assert killed(early) == (4, 4, 4)
    assert killed(late)[1] == 6
    assert (len(early["reports"]), len(late["reports"])) == (1, 3)
    documents = {report["document"] for report in early["reports"]}
    assert {claim["document"] for claim in early["claims"]} == documents
    assert {s["document"] for s in early["statements"]} <= documents
    assert {point["as_of"] for point in early["course"]["killed"]} == {"2019-05-05"}


def test_nothing_is_known_before_the_first_page(path: Path) -> None:
    assert found(tacitus("incidents", "--json", "--as-of", "2019-05-03", "--store", str(path))) == []
    (incident,) = found(tacitus("incidents", "--json", "--store", str(path)))
    done = tacitus("show", incident["id"], "--as-of", "2019-05-03", "--store", str(path))
    assert (done.code, done.out) == (2, "") or "nothing was known" in done.err
    assert tacitus("incidents", "--as-of", "soon", "--store", str(path)).code == 2


def test_what_is_asked_is_asked_of_what_was_known(path: Path) -> None:
    asked = ("incidents", "--json", "--min-killed", "5", "--store", str(path))
    assert len(found(tacitus(*asked))) == 1
    assert len(found(tacitus(*asked, "--as-of", "2019-05-05"))) == 0
    assert len(found(tacitus(*asked, "--as-of", "2019-05-06"))) == 1
    word = ("incidents", "--json", "--text", "rises", "--store", str(path))
    assert len(found(tacitus(*word))) == 1
    assert len(found(tacitus(*word, "--as-of", "2019-05-06"))) == 0


def test_a_rule_book_is_asked_by_name(path: Path) -> None:
    (acled,) = found(tacitus("incidents", "--json", "--profile", "acled", "--store", str(path)))
    assert {r["profile"] for told in acled["slots"].values() for r in told} == {"acled"}
    (every,) = found(tacitus("incidents", "--json", "--profile", "all", "--store", str(path)))
    assert {r["profile"] for r in every["slots"]["type"]} == set(PROFILES)
    assert killed(acled, "acled") == killed(every, "acled")
    done = tacitus("incidents", "--profile", "oracle", "--store", str(path))
    assert done.code == 2
    assert "tacitus, acled" in done.err


def test_the_default_resolved_on_demand_is_what_is_kept(path: Path) -> None:
    with open_store(path, create=False, read_only=True) as kept:
        (ident,) = [row.id for row in views.incidents(kept).rows]
        stored = views.incident(kept, ident)
        assert views.incident(kept, ident, lens=Look(profiles=("tacitus",))) == stored


def test_the_list_of_one_profile_narrows_like_the_kept_one(path: Path) -> None:
    """The conditions in Python are those in SQL."""
    with open_store(path, create=False, read_only=True) as kept:
        for wanted in (
            IncidentFilter(), IncidentFilter(country="TR"), IncidentFilter(country="PE"),
            IncidentFilter(type="bombing"), IncidentFilter(since="2019-05-05"),
            IncidentFilter(until="2019-05-03"),
            IncidentFilter(since="2019-05-04", until="2019-05-04"), IncidentFilter(min_killed=6),
            IncidentFilter(min_killed=7), IncidentFilter(occurrence="established"),
            IncidentFilter(review_status="accepted"), IncidentFilter(facets=(("type", "arson"),)),
        ):  # fmt: skip
            in_sql = [row.id for row in public.incident_rows(kept, wanted)]
            look = Look(profiles=("tacitus",))
            rows = views.incidents(kept).rows
            assert [row.id for row in public._seen_rows(kept, rows, wanted, look)] == in_sql, wanted


def test_compare_shows_an_incident_under_every_rule_book(path: Path) -> None:
    (incident,) = found(tacitus("incidents", "--json", "--store", str(path)))
    data = json.loads(tacitus("compare", incident["id"], "--json", "--store", str(path)).out)
    told = data["slots"]["killed"]
    assert told["differs"]
    assert list(told["profiles"]) == list(PROFILES)
    best = {profile: answer["best"] for profile, answer in told["profiles"].items()}
    assert (best["tacitus"], best["conservative"], best["informative"], best["ibc"]) == (6, 4, 6, None)
    claims = {claim["id"] for claim in incident["claims"]}
    for answers in data["slots"].values():
        for answer in answers["profiles"].values():
            assert answer is None or {*answer["supporting"], *answer["opposing"]} <= claims
    assert {rule["mark"] for rule in data["rules"]["gtd"]} == {"R", "V"}
    shown = tacitus("compare", incident["id"], "--store", str(path)).out
    assert "differs" in shown
    assert "[unchecked:" in " ".join(shown.split())


def test_compare_without_an_id_sums_the_data_set(path: Path) -> None:
    data = json.loads(tacitus("compare", "--json", "--store", str(path)).out)
    totals = data["totals"]["killed"]
    assert data["incidents"] == 1
    best = {profile: sums["best"] for profile, sums in totals["profiles"].items()}
    assert (best["tacitus"], best["conservative"], best["ibc"]) == (6, 4, None)
    assert totals["spread"] == 2
    assert totals["diagnostics"]["several_voices"]["disagreement"] == 1.0
    (row,) = data["by_incident"]
    assert row["slots"]["killed"]["spread"] == 2
    early = json.loads(tacitus("compare", "--json", "--as-of", "2019-05-05", "--store", str(path)).out)
    assert early["totals"]["killed"]["spread"] == 0
    assert "best moves by 2" in tacitus("compare", "--store", str(path)).out


@pytest.mark.parametrize("option", [("--profile", "gtd"), ("--profile", "all"), ("--as-of", "2019-05-06")])
def test_show_prints_under_a_rule_book_and_a_day(path: Path, option: tuple[str, str]) -> None:
    (incident,) = found(tacitus("incidents", "--json", "--store", str(path)))
    done = tacitus("show", incident["id"], *option, "--store", str(path))
    assert done.code == 0, done.err
    assert "killed" in done.out
