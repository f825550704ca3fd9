"""Who speaks, and what that does to the place of a figure."""

from __future__ import annotations

import pytest

from tacitus.model import Organisation, Span, Speaker, Value
from tacitus.reconcile import Told, headline, weigh
from tacitus.reconcile.stations import parties_of, station_of
from tacitus.reconcile.testimony import Testimony
from tests.reconcile.claims import claim, figure, report


def speaker(words: str, role: str | None = None, name: str | None = None) -> Speaker:
    return Speaker(name=name, as_written=words, role=role, span=Span(document="doc-1", start=0, end=1))


@pytest.mark.parametrize(
    ("said_by", "station"),
    [
        (None, "outlet"),
        (speaker("a surgeon at the general hospital"), "counts"),
        (speaker("Ines Marl", role="coroner"), "counts"),
        (speaker("the provincial police"), "official"),
        (speaker("the health ministry"), "official"),
        (speaker("Oda Lind", role="mayor"), "official"),
        (speaker("an army officer"), "party"),
        (speaker("a rebel commander"), "party"),
        (speaker("a spokesman for the Amber Front"), "party"),
        (speaker("two elders"), "witness"),
        (speaker("a source"), "unnamed"),
        (speaker("Ines Marl"), "speaker"),
    ],
)
def test_a_speaker_has_a_station(said_by: Speaker | None, station: str) -> None:
    named = claim(
        "perpetrator_organisation", Organisation(name="Amber Front", link="denied"), "Amber Front", "1"
    )
    assert station_of(said_by, parties_of([named])) == station


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("type", "excessive_force"),
        ("perpetrator_organisation", Organisation(name="Border Guard", actor_kind="state_forces")),
    ],
)
def test_where_the_state_did_it_its_officials_are_a_party(slot: str, value: Value) -> None:
    parties = parties_of([claim(slot, value, "words", "1")])
    assert station_of(speaker("the interior ministry"), parties) == "party"
    assert station_of(speaker("doctors"), parties) == "counts"


def test_the_worst_of_what_is_known_of_a_claim_gives_its_place() -> None:
    made = claim("killed", figure("5"), "5", "1")
    places = [
        Testimony(claim=made, voice="a", station=station, role=role).place
        for station, role in [
            ("outlet", "main"),
            ("witness", "main"),
            ("witness", "background"),
            ("party", "main"),
        ]
    ]
    assert places == sorted(places)
    assert len(set(places)) == 4


def test_who_speaks_is_looked_up_by_the_statement_of_the_claim() -> None:
    ours = claim("killed", figure("3"), "3", "a", attributed_to="st-1")
    theirs = claim("killed", figure("40"), "40", "b", attributed_to="st-2")
    told = [
        Told(
            report=report("a", [ours]), voice="a", spoken="2031-05-01", speakers={"st-1": speaker("doctors")}
        ),
        Told(
            report=report("b", [theirs]),
            voice="b",
            spoken="2031-05-02",
            speakers={"st-2": speaker("the army")},
        ),
    ]
    found = headline("killed", weigh(told), "tacitus")
    assert found is not None
    assert (found.low, found.best, found.high) == (3, 3, 40)
    assert "party to the fight" in found.trace


def test_a_claim_may_have_a_voice_of_its_own() -> None:
    copied, own = claim("killed", figure("3"), "3", "a"), claim("killed", figure("4"), "4", "b")
    told = Told(report=report("a", [copied, own]), voice="page", voices={copied.id: "agency"})
    assert {t.voice for t in weigh([told])} == {"page", "agency"}
