"""Acts that pages tie to each other: parts of one operation and the whole that has their toll, revenge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import pytest

from tacitus import archive, pipeline, public
from tacitus.lang.gazetteer import Gazetteer
from tacitus.read import InProcess
from tacitus.store import Store, open_store
from tacitus.store.views import IncidentFilter

AT = "2031-01-01T00:00:00+00:00"
WAVE = {
    "wave.txt": """Coordinated attacks in three towns kill 40

SAN SALVADOR, 7 August 2014 (Pacific Wire) - Coordinated bombings in San Salvador, Apopa and Metapan killed 40
people on Thursday, officials said.

In Apopa a car bomb went off outside a police station. In Metapan a suicide bomber struck a
market. In San Salvador a roadside bomb hit an army patrol.

The Black Banner Army has killed 300 people this year.
""",
    "part.txt": """Suicide bomber strikes market in Metapan

METAPAN, El Salvador, 7 August 2014 (Lake News) - A bomber who wore a vest of explosives killed himself and 17
people among the stalls of a market in Metapan on Thursday, police said.
""",
}
REVENGE = {
    "first.txt": """Bomb kills five at mosque in Ankara

ANKARA, Turkey, 3 April 2013 (Plateau Press) - A bomb killed five worshippers at the Nur mosque in Ankara on
Wednesday, police said.
""",
    "second.txt": """Gunmen kill three at cafe in Istanbul

ISTANBUL, Turkey, 5 April 2013 (Plateau Press) - Gunmen killed three people at a cafe in Istanbul on Friday in
revenge for the bombing of the Nur mosque in Ankara two days earlier, police said.

The attackers fled in a white van.
""",
}
VERDICT = {
    "deed.txt": """Bomb kills six at bus station in Ankara

ANKARA, 4 March 2015 (Plateau Press) - A bomb killed six people and wounded 21 at the Zelim bus station in
Ankara on Wednesday, police said. Among the dead was Ferhan Soydal, 34, a ticket clerk.
""",
    "court.txt": """Man jailed for life over bus station bombing

ISTANBUL, 12 June 2019 (Strait Courier) - A court in Istanbul on Wednesday sentenced Cemal Ozgur to life in
prison for the bombing of the Zelim bus station in Ankara that killed six people in March 2015.
""",
}


@pytest.fixture(scope="module")
def tools(tiny_gazetteer: Gazetteer) -> pipeline.Tools:
    return pipeline.Tools(gazetteer=tiny_gazetteer, parser=InProcess())


def linked(folder: Path, pages: dict[str, str], tools: pipeline.Tools) -> Store:
    (folder / "pages").mkdir()
    for name, text in pages.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    store = open_store(folder / "kept.db")
    archive.ingest([str(folder / "pages")], store, tools, now=lambda: AT, step=lambda _: None)
    archive.link_new(store)
    return store


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory, tools: pipeline.Tools) -> Iterator[list[dict[str, Any]]]:
    with linked(tmp_path_factory.mktemp("wave"), WAVE, tools) as store:
        yield list(public.incidents(store, IncidentFilter()))


def pages_of(incident: dict[str, Any]) -> set[str]:
    return {PurePath(report["source"]).name for report in incident["reports"]}


def killed(incident: dict[str, Any]) -> list[int]:
    return [value["best"] for value in incident["slots"].get("killed", ()) if not value["value"]["of"]]


def related(incident: dict[str, Any], kind: str, end: str) -> set[str]:
    return {r[end] for r in incident["relations"] if r["kind"] == kind and end in r}


def test_a_wave_is_a_whole_with_the_toll_and_a_part_for_each_town(wave: list[dict[str, Any]]) -> None:
    (whole,) = (one for one in wave if {r["role"] for r in one["reports"]} == {"aggregate"})
    parts = [one for one in wave if one is not whole]
    assert killed(whole) == [40]
    assert related(whole, "part_of", "from") == {part["id"] for part in parts}
    assert {part["slots"]["place"][0]["value"]["name"] for part in parts} == {
        "Apopa",
        "Metapán",
        "San Salvador",
    }
    for part in parts:
        assert related(part, "part_of", "to") == {whole["id"]}
        assert related(part, "same_operation", "to") == {other["id"] for other in parts} - {part["id"]}
        assert 40 not in killed(part)


def test_a_page_about_one_part_joins_that_part_alone(wave: list[dict[str, Any]]) -> None:
    (joined,) = (one for one in wave if "part.txt" in pages_of(one))
    assert pages_of(joined) == {"part.txt", "wave.txt"}
    assert joined["slots"]["place"][0]["value"]["name"] == "Metapán"
    assert killed(joined)[0] == 17


def test_a_total_over_a_year_feeds_no_incident(wave: list[dict[str, Any]]) -> None:
    assert len(wave) == 4
    assert not [
        one for one in wave if any(c["value"]["low"] == 300 for c in one["claims"] if c["slot"] == "killed")
    ]


def test_revenge_leads_to_the_act_that_it_answers(tmp_path: Path, tools: pipeline.Tools) -> None:
    with linked(tmp_path, REVENGE, tools) as store:
        found = {
            one["slots"]["place"][0]["value"]["name"]: one
            for one in public.incidents(store, IncidentFilter())
        }
    assert found.keys() == {"Ankara", "Istanbul"}
    answered, revenge = found["Ankara"], found["Istanbul"]
    assert pages_of(answered) == {"first.txt", "second.txt"}
    assert pages_of(revenge) == {"second.txt"}
    assert (killed(answered), killed(revenge)) == ([5], [3])
    assert related(revenge, "retaliation_for", "to") == {answered["id"]}
    assert related(answered, "retaliation_for", "from") == {revenge["id"]}
    assert revenge["slots"]["started"][0]["value"]["earliest"] == "2013-04-05"


def test_a_verdict_years_later_is_one_more_report_of_the_deed(tmp_path: Path, tools: pipeline.Tools) -> None:
    with linked(tmp_path, VERDICT, tools) as store:
        (found,) = public.incidents(store, IncidentFilter())
    roles = {PurePath(report["source"]).name: report["role"] for report in found["reports"]}
    assert roles == {"deed.txt": "main", "court.txt": "aftermath"}
    assert killed(found) == [6]
    assert found["relations"] == []
    assert all(c["value"]["latest"] < "2019" for c in found["claims"] if c["slot"] == "started")
