"""Pages years apart: the verdict, the burial and the anniversary lead to the deed, and the deed to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from starlette.testclient import TestClient

from tacitus import archive, judgements, public
from tacitus.desk import Options, create_app
from tacitus.export.incident_terminal import print_incident
from tacitus.judgements import Act
from tacitus.model import Individual, Organisation, Place, Record, Site, Victim, When
from tacitus.store import Store, views
from tests.export.made import NOW, Page, leaving, store_of

NORVIK = Place(name="Norvik", country="TR", lat=39.5, lon=32.25, precision="town")
FARROW = Place(name="Farrow", country="TR", lat=36.5, lon=30.0, precision="town")
DEED = (
    "A bomb in the Zelim arcade of Norvik killed the baker Mara Lindqvist on 3 May 2031. Police blamed the "
    "Zorvan Column."
)
VERDICT = "A court jailed Tomas Rekev for life over the death of Mara Lindqvist in Norvik."
BURIAL = "Hundreds followed the coffin of Mara Lindqvist through Norvik."
YEARS_ON = "Candles were lit at the Zelim arcade of Norvik, which the Zorvan Column bombed ten years ago."
ANA = Act(by="Ana", at=NOW)


def on(day: date) -> When:
    return When(earliest=day, latest=day)


def told(
    text: str, name: str, published: date, anchor: str, claims: dict[str, Any], role: str = "aftermath"
) -> Record:
    """A page on which each claim's words are the name in its value."""
    title = "Court" if role == "aftermath" else "Bomb"
    page = Page(text, f"https://news.example/{name}.html", published=on(published), title=title)
    return page.record(anchor, [(slot, value, value.name) for slot, value in claims.items()], role=role)


def deed(text: str = DEED, name: str = "deed", town: Place = NORVIK, day: int = 4, **rest: Any) -> Record:
    claims = {
        "place": town, "site": Site(name="Zelim arcade", kind="business"),
        "perpetrator_organisation": Organisation(name="Zorvan Column", link="accused"),
        "victim": Victim(name="Mara Lindqvist", effect="killed"), **rest,
    }  # fmt: skip
    return told(text, name, date(2031, 5, day), "A bomb", claims, role="main")


def verdict(**rest: Any) -> Record:
    claims = {
        "place": NORVIK, "victim": Victim(name="Mara Lindqvist", effect="killed"),
        "perpetrator_individual": Individual(name="Tomas Rekev", status="convicted"), **rest,
    }  # fmt: skip
    return told(VERDICT, "verdict", date(2035, 9, 1), "the death", claims)


def burial() -> Record:
    return told(
        BURIAL,
        "burial",
        date(2031, 5, 5),
        "coffin",
        {"place": NORVIK, "victim": Victim(name="Mara Lindqvist")},
    )


def anniversary() -> Record:
    claims = {
        "place": NORVIK, "site": Site(name="Zelim arcade", kind="business"),
        "perpetrator_organisation": Organisation(name="Zorvan Column", link="stated"),
    }  # fmt: skip
    return told(YEARS_ON, "years", date(2041, 5, 3), "bombed", claims)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Any]:
    """Keeps pages, each as an incident of its own as if a person had parted those that were linked."""
    opened: list[Store] = []

    def keep(*pages: Record) -> tuple[Store, list[str]]:
        store = store_of(tmp_path / f"{len(opened)}.db", *pages)
        opened.append(store)
        reports = [page.reports[0].id for page in pages]
        with store.atomic():
            for pair in combinations(reports, 2):
                judgements.decide(store, ANA, "different", pair)
        archive.link_new(store)
        incident_of = views.incidents_of(store, reports)
        return store, [incident_of[report] or "" for report in reports]

    yield keep
    for store in opened:
        store.close()


def relations(store: Store, ident: str, **how: Any) -> list[tuple[str, str, list[str]]]:
    found = public.incident(store, ident, unmasked=True, **how)["relations"]
    assert all(r["kind"] == "aftermath_of" for r in found)
    return sorted(
        (end, r[end], [w["quote"] for w in r["evidence"]])
        for r in found
        for end in ("to", "from")
        if end in r
    )


@pytest.mark.parametrize("later", [verdict, burial, anniversary], ids=lambda f: f.__name__)
def test_each_shows_on_both_with_words_of_both(kept: Any, later: Any) -> None:
    page = later()
    store, (first, second) = kept(deed(), page)
    ((way, other, words),) = relations(store, second)
    assert (way, other) == ("to", first)
    assert relations(store, first) == [("from", second, words)]
    name = "Zelim arcade" if later is anniversary else "Mara Lindqvist"
    quoted = [w["document"] for w in public.incident(store, first)["relations"][0]["evidence"]]
    assert words.count(name) == 2
    assert set(quoted) == {page.document.id, deed().document.id}


def test_a_deed_lists_all_that_came_after(kept: Any) -> None:
    store, (first, *later) = kept(deed(), verdict(), burial(), anniversary())
    assert {other for _, other, _ in relations(store, first)} == set(later)


def test_of_two_deeds_that_fit_none_is_tied(kept: Any) -> None:
    again = deed(DEED.replace("3 May", "9 May"), "again", day=10)
    store, idents = kept(deed(), again, anniversary())
    assert [relations(store, ident) for ident in idents] == [[], [], []]


def test_a_namesake_in_another_town_is_nobody_of_the_deed(kept: Any) -> None:
    text = DEED.replace("Norvik", "Farrow").replace("Zelim arcade", "Pelun mill").replace("Zorvan", "Ostrel")
    rest = {
        "site": Site(name="Pelun mill", kind="business"),
        "perpetrator_organisation": Organisation(name="Ostrel Column", link="accused"),
    }
    store, idents = kept(deed(text, "farrow", FARROW, **rest), verdict())
    assert [relations(store, ident) for ident in idents] == [[], []]


def test_as_of_a_day_there_is_what_was_told_by_then(kept: Any) -> None:
    store, (first, second) = kept(deed(), verdict())
    assert relations(store, first, as_of=date(2035, 8, 31)) == []
    assert relations(store, first, as_of=date(2035, 9, 1)) == relations(store, first)
    assert relations(store, second, as_of=date(2035, 9, 1))


def test_what_a_person_said_of_the_two_is_not_said_again(kept: Any) -> None:
    store, (first, second) = kept(deed(), verdict())
    with store.atomic():
        judgements.relate(store, ANA, second, "aftermath_of", first)
    archive.link_new(store)
    assert relations(store, second) == [("to", first, [])]
    assert relations(store, first) == [("from", second, [])]


def test_the_names_of_the_other_pages_are_masked_in_what_leaves(kept: Any) -> None:
    text = f"{YEARS_ON} “We sang,” said Ode Falkner, a baker, in the Zelim arcade."
    page = Page(text, "https://news.example/song.html", published=on(date(2041, 5, 3)), title="Years on")
    page.say("report", "Ode Falkner", "We sang", "a baker")
    claims = [
        ("place", NORVIK, "Norvik"),
        ("site", Site(name="Zelim arcade"), "Ode Falkner, a baker, in the Zelim arcade"),
        ("perpetrator_organisation", Organisation(name="Zorvan Column", link="stated"), "Zorvan Column"),
    ]
    store, (first, _) = kept(deed(), page.record("bombed", claims, role="aftermath"))
    assert "Falkner" in str(relations(store, first))
    assert "Falkner" not in json.dumps(public.incident(store, first))
    assert "Falkner" not in json.dumps(leaving(store))


def test_the_words_of_a_restricted_page_leave_by_no_relation(kept: Any) -> None:
    page = verdict()
    store, (first, second) = kept(deed(), page)
    with store.atomic():
        judgements.decide(store, ANA, "restricted", [page.document.id])
    archive.link_new(store)
    for incident in leaving(store):
        (relation,) = incident["relations"]
        told = {words["document"]: words for words in relation["evidence"]}
        assert told[page.document.id]["quote"] == ""
        assert told[page.document.id]["withheld"] == "restricted"
    assert {first, second} == {incident["id"] for incident in leaving(store)}


def test_both_ends_stand_in_the_terminal_and_at_the_desk(kept: Any) -> None:
    store, (first, second) = kept(deed(), verdict())
    ends = ((second, "aftermath of", first), (first, "has as its aftermath", second))
    with TestClient(
        create_app(store, Options(now=lambda: NOW, double=0)), base_url="http://127.0.0.1:8700"
    ) as desk:
        for one, words, other in ends:
            out = StringIO()
            print_incident(Console(file=out, width=120), public.incident(store, one))
            assert f"{words} {other}" in out.getvalue()
            page = desk.get(f"/incidents/{one}").text
            assert f'{words} <a href="/incidents/{other}">' in page
