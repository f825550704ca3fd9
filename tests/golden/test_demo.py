"""The pages that ship as a demonstration, ingested once: what a reader believes of their incidents."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tacitus import archive, pipeline, public
from tacitus.config import load_settings
from tacitus.extract.reader import RULES_ALONE
from tacitus.read import Worker
from tacitus.store import open_store
from tacitus.store.views import IncidentFilter

Incidents = list[dict[str, Any]]
NOW = "2030-01-01T00:00:00Z"


def pages() -> list[str]:
    with resources.as_file(resources.files("tacitus.data") / "demo") as folder:
        return sorted(str(path) for path in folder.iterdir())


def ingested(paths: list[str], kept: Path, tools: pipeline.Tools) -> tuple[Incidents, archive.Summary]:
    """The incidents as they leave, and what the ingest says of itself."""
    with open_store(kept) as store:
        summary = archive.ingest(paths, store, tools, now=lambda: NOW, step=lambda _: None)
        archive.relink(store)
        return list(public.incidents(store, IncidentFilter(), unmasked=True)), summary


@pytest.fixture(scope="session")
def tools() -> Iterator[pipeline.Tools]:
    loaded = pipeline.Tools.load(load_settings().cache, reader=RULES_ALONE)
    yield loaded
    assert isinstance(loaded.parser, Worker)
    loaded.parser.close()
    loaded.gazetteer.close()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo.db"


@pytest.fixture(scope="session")
def incidents(kept: Path, tools: pipeline.Tools) -> Incidents:
    found, summary = ingested(pages(), kept, tools)
    assert (summary.read, summary.failures) == (len(pages()), [])
    return found


def names(incident: dict[str, Any], *roles: str) -> set[str]:
    """The files whose reports the incident holds, without their ends; of these roles, where any is given."""
    wanted = [r for r in incident["reports"] if not roles or r["role"] in roles]
    return {Path(report["source"]).stem for report in wanted}


def of_page(incidents: Incidents, page: str, *roles: str) -> dict[str, Any]:
    """The one incident that the page tells of (in one of these roles, where any is given)."""
    (found,) = (one for one in incidents if page in names(one, *roles))
    return found


def day(incident: dict[str, Any]) -> str:
    (standing,) = incident["slots"]["started"]
    return str(standing["value"]["earliest"])


def town(incident: dict[str, Any]) -> str:
    (standing,) = incident["slots"]["place"]
    return str(standing["value"]["name"])


def toll(incident: dict[str, Any], slot: str = "killed") -> tuple[int, int, int]:
    """low, best and high of the headline figure."""
    first = incident["slots"][slot][0]
    assert first["value"].get("scope", "total") == "total"
    return first["low"], first["best"], first["high"]


def voices(incident: dict[str, Any]) -> int:
    return len({report["voice"] for report in incident["reports"]})


@pytest.mark.parametrize(
    ("page", "where", "when", "what"),
    [
        ("mwanza-2-courier", "Mwanza", "2024-05-14", "bombing"),
        ("segou-1b-daily", "Ségou", "2024-06-03", "bombing"),
        ("segou-2b-carta", "Ségou", "2024-06-05", "bombing"),
        ("popayan-1-cauca", "Popayán", "2024-07-09", "hostage_barricade"),
        ("abalak-2-elders", "Abalak", "2024-02-15", "air_or_drone_strike"),
        ("loja-1-abduction", "Loja", "2024-02-06", "kidnapping"),
        ("kosice-1-agency", "Košice", "2024-09-24", "armed_assault"),
        ("lichinga-2-maputo", "Lichinga", "2024-05-29", "armed_assault"),
        ("oruro-1-altiplano", "Oruro", "2024-10-23", "armed_assault"),
    ],
)
def test_an_incident_has_its_place_day_and_type(
    incidents: Incidents, page: str, where: str, when: str, what: str
) -> None:
    found = of_page(incidents, page)
    assert (town(found), day(found), found["slots"]["type"][0]["value"]) == (where, when, what)


def test_all_reports_of_one_happening_meet(incidents: Incidents) -> None:
    for place, count in (("mwanza", 5), ("popayan", 4), ("abalak", 5), ("oruro", 3), ("kosice", 4)):
        found = [
            one for one in incidents if any(n.startswith(place) for n in names(one, "main", "aftermath"))
        ]
        assert [len({n for n in names(one) if n.startswith(place)}) for one in found] == [count], place


def test_two_markets_two_days_apart_are_two_incidents(incidents: Incidents) -> None:
    first, second = (of_page(incidents, f"segou-{n}b-{site}") for n, site in ((1, "daily"), (2, "carta")))
    assert first["id"] != second["id"]
    assert {n for n in names(first, "main") if n.startswith("segou-2")} == set()
    assert {n for n in names(second, "main") if n.startswith("segou-1")} == set()
    assert (toll(first)[1], toll(second)[1]) == (12, 12)


def test_the_toll_grows_and_its_course_is_kept(incidents: Incidents) -> None:
    found = of_page(incidents, "mwanza-2-courier")
    _, best, high = toll(found)
    assert (best, high) == (17, 17)
    course = [(point["as_of"][:10], point["low"]) for point in found["course"]["killed"]]
    for point in (("2024-05-14", 9), ("2024-05-14", 14), ("2024-05-15", 17), ("2024-05-18", 17)):
        assert point in course
    assert toll(found, "injured")[1] == 51


def test_a_repost_and_its_original_are_one_voice(incidents: Incidents) -> None:
    for original, copy in (
        ("mwanza-2-courier", "mwanza-3-repost"),
        ("abalak-2-elders", "abalak-5-repost"),
        ("kosice-2-gazette", "kosice-3-karpaten"),
    ):
        reports = {Path(r["source"]).stem: r for r in of_page(incidents, original, "main")["reports"]}
        assert reports[original]["voice"] == reports[copy]["voice"]


def test_agency_copy_is_one_voice(incidents: Incidents) -> None:
    found = of_page(incidents, "lichinga-2-maputo")
    assert (len(found["reports"]), voices(found)) == (4, 1)


def test_a_recalled_attack_is_background_of_its_own_incident(incidents: Incidents) -> None:
    raid = of_page(incidents, "lichinga-1-agency", "main")
    recalled = of_page(incidents, "lichinga-1-agency", "background")
    assert recalled["id"] == of_page(incidents, "mwanza-1-agency")["id"]
    killed = raid["slots"]["killed"]
    assert {17} & {standing["best"] for standing in killed} == set()


def test_an_older_case_is_an_incident_of_its_own(incidents: Incidents) -> None:
    older = of_page(incidents, "kosice-2-gazette", "background")
    assert day(older).startswith("2011")
    assert older["id"] != of_page(incidents, "kosice-2-gazette", "main")["id"]


def test_a_denied_strike_is_disputed_and_keeps_both_figures(incidents: Incidents) -> None:
    found = of_page(incidents, "abalak-2-elders")
    assert found["occurrence"] == "disputed"
    bests = {(r["value"].get("of", {}).get("side"), r["best"]) for r in found["slots"]["killed"]}
    assert {("attackers", 16), ("civilians", 23)} <= bests
    assert toll(found) == (16, 23, 23)


def test_a_siege_is_one_incident_whose_toll_grows_by_a_late_death(incidents: Incidents) -> None:
    found = of_page(incidents, "popayan-1-cauca")
    assert names(found) == {
        "popayan-1-cauca",
        "popayan-2-andes",
        "popayan-3-tageblatt",
        "popayan-4-cauca",
    }
    assert toll(found)[1] == 4
    taken = [r["best"] for r in found["slots"]["hostages_taken"]]
    released = [r["best"] for r in found["slots"]["hostages_released"]]
    assert (26 in taken, 11 in released) == (True, True)


def test_a_foiled_plot_is_prospective(incidents: Incidents) -> None:
    found = of_page(incidents, "linz-3-notes")
    assert {report["role"] for report in found["reports"]} == {"prospective"}
    assert [r["value"] for r in found["slots"]["stage"]] == ["foiled"]
    assert "killed" not in found["slots"]


def test_a_ministry_and_doctors_disagree_until_the_ministry_gives_in(incidents: Incidents) -> None:
    assert toll(of_page(incidents, "oruro-1-altiplano")) == (3, 5, 5)


def test_a_second_ingest_changes_nothing(incidents: Incidents, kept: Path, tools: pipeline.Tools) -> None:
    again, summary = ingested(pages(), kept, tools)
    assert (summary.read, summary.known) == (0, len(pages()))
    assert again == incidents


def test_the_order_of_ingest_does_not_matter(
    incidents: Incidents, tmp_path: Path, tools: pipeline.Tools
) -> None:
    shuffled = sorted(pages(), key=lambda path: path[::-1])
    found, _ = ingested(shuffled, tmp_path / "shuffled.db", tools)
    assert found == incidents
