"""why: the reason in words, the features with their shares, and what a person should judge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tacitus import linkage
from tacitus.store import open_store, views
from tests.cli.test_cli import tacitus
from tests.cli.test_compare import PAGES

OTHER = """Gunmen kill two at a bank in Izmir

IZMIR, 9 March 2021 (Ege Postasi) - Gunmen killed two guards at a bank in Izmir on Monday, police said. The
attack was the work of the same group that had bombed a ferry on Sunday.

On Sunday, 7 March 2021, a bomb on a ferry wounded three people in Bodrum.
"""
ADDED = (
    PAGES["1.txt"].replace("Bomb kills four", "Four dead").replace("(Nevra)", "(Nevra agency)")
    + """
A porter at the station told this paper that he had carried seven bodies out of the waiting room himself.
"""
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("why")
    (folder / "pages").mkdir()
    for name, text in {**PAGES, "4.txt": OTHER, "5.txt": ADDED}.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    done = tacitus("ingest", str(folder / "pages"), "--store", str(folder / "t.db"))
    assert done.code == 0, done.err
    return folder / "t.db"


def page(path: Path, name: str) -> str:
    with open_store(path, create=False) as store:
        return next(row.document.id for row in views.documents(store).rows if row.sources[0].endswith(name))


def test_why_two_pages_are_one_incident(path: Path) -> None:
    done = tacitus("why", page(path, "1.txt"), page(path, "2.txt"), "--json", "--store", str(path))
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["because"].startswith("together")
    (pair,) = found["pairs"]
    shares = sum(feature["share"] for feature in pair["features"])
    assert shares == pytest.approx(pair["log_odds"], abs=0.02)
    assert pair["one"]["incident"] == pair["other"]["incident"] is not None


def test_why_two_pages_are_two(path: Path) -> None:
    done = tacitus("why", page(path, "1.txt"), page(path, "4.txt"), "--store", str(path))
    assert done.out.startswith("apart")
    assert "log-odds" in done.out


def test_an_unknown_id_is_said(path: Path) -> None:
    done = tacitus("why", "inc-0", "inc-1", "--store", str(path))
    assert (done.code, done.err) == (1, "tacitus: no incident inc-0\n")


def test_what_is_sure_is_not_asked(path: Path) -> None:
    with open_store(path, create=False) as store:
        for row in views.incidents(store).rows:
            assert all(pair["band"] == "ask" for pair in linkage.to_ask(store, row.id))


def incident_of(path: Path, document: str, role: str = "main") -> dict[str, Any]:
    with open_store(path, create=False) as store:
        (found,) = (
            incident
            for incident in views.incident_stream(store)
            if any((r["document"], r["role"]) == (document, role) for r in incident["reports"])
        )
    return found


def test_a_sentence_added_to_a_copy_speaks_with_its_own_voice(path: Path) -> None:
    first, copy = page(path, "1.txt"), page(path, "5.txt")
    found = incident_of(path, copy)
    voices = {
        claim["evidence"][0]["quote"]: claim["voice"]
        for claim in found["claims"]
        if claim["document"] == copy and claim["slot"] in ("killed", "injured")
    }
    assert voices == {"Four dead": first, "seven bodies": copy, "wounded at least 11": first}
    (seven,) = (point for point in found["course"]["killed"] if point["low"] == 7)
    assert seven["voice"] == copy


def test_two_happenings_that_a_page_ties_are_tied_both_ways(path: Path) -> None:
    document = page(path, "4.txt")
    main, recalled = incident_of(path, document), incident_of(path, document, "background")
    for one, other in ((main, recalled), (recalled, main)):
        (relation,) = one["relations"]
        assert (relation["kind"], relation["to"]) == ("same_operation", other["id"])
        assert relation["evidence"][0]["quote"] == "the work of the same group"
