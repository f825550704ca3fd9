"""Whether an aftermath is that of an earlier incident: by names, never a surname, a town or a group alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tacitus.link import Account, Signature, Tie, is_aftermath, may_be_tied, tie
from tacitus.model import Place, When
from tests.link.test_cluster import ADANA, IZMIR, on, told

BORNOVA = Place(name="Bornova", country="TR", lat=38.46, lon=27.21, precision="town", gazetteer_id="3")
SITE, GROUP = ("basmane market",), ("red dawn front",)
NAMES = ("basmane", "dawn", "front", "kordon", "red", "yilmaz")


def deed(**more: object) -> Account:
    """A bombing of 4 May 2019 in Izmir."""
    return Account.of([told("deed", "market", **({"names": NAMES} | more))])


def later(**more: object) -> Account:
    """A court's page of June 2023 that names neither day nor place of the deed."""
    own = {
        "role": "aftermath", "published": date(2023, 6, 12), "day": None, "places": (), "names": NAMES,
        "follow_up": True,
    }  # fmt: skip
    return Account.of([told("later", "market", **(own | more))])


def shared(first: dict[str, object], second: dict[str, object]) -> Tie | None:
    return tie(later(**second), deed(**first))


PERSON = {"people": ("ferhan soydal",)}


@pytest.mark.parametrize(
    "one",
    [
        {"places": (IZMIR,)},
        {"places": (BORNOVA,)},
        {"sites": SITE},
        {"actors": GROUP},
        {"day": When(earliest=date(2019, 5, 1), latest=date(2019, 5, 31))},
    ],
)
def test_a_full_name_and_one_thing_more_are_enough(one: dict[str, object]) -> None:
    first = {**PERSON, "sites": SITE, "actors": GROUP}
    assert shared(first, {**PERSON, **one})
    assert shared(first, one) is None
    assert shared(first, PERSON) is None


def test_a_full_name_may_stand_in_the_words_of_one_of_them() -> None:
    named = {"phrases": ("clerk ferhan soydal",), "places": (IZMIR,)}
    assert shared(PERSON, named)
    assert shared({"phrases": ("ferhan soydal",)}, {**PERSON, "places": (IZMIR,)})
    assert shared(PERSON, {"phrases": ("ferhan soydal-demir", "nur ferhan"), "places": (IZMIR,)}) is None


def test_a_surname_a_town_or_a_group_is_not_enough() -> None:
    whole = {"places": (IZMIR,), "actors": GROUP}
    assert shared({**PERSON, "actors": GROUP}, {**whole, "people": ("susan soydal",)}) is None


def test_without_a_name_it_takes_site_and_group_and_town() -> None:
    whole = {"sites": SITE, "actors": GROUP, "places": (IZMIR,)}
    assert shared(whole, whole)
    for missing in whole:
        rest = {key: value for key, value in whole.items() if key != missing}
        assert shared(whole, {"places": (), **rest}) is None, missing


def test_a_site_or_a_group_without_a_name_of_its_own_is_none() -> None:
    whole = {"sites": ("bank",), "actors": GROUP, "places": (IZMIR,)}
    assert shared(whole, whole) is None
    assert shared({**PERSON, "actors": ("police",)}, {**PERSON, "actors": ("police",)}) is None


def test_days_or_towns_that_exclude_each_other_tie_nothing() -> None:
    other = When(earliest=date(2018, 1, 1), latest=date(2018, 12, 31))
    first, second = {**PERSON, "sites": SITE}, {**PERSON, "sites": SITE}
    assert shared(first, second)
    assert shared(first, {**second, "day": other}) is None
    assert shared(first, {**second, "places": (ADANA,)}) is None


def test_the_day_of_the_court_says_nothing_of_that_of_the_deed() -> None:
    court = When(earliest=date(2023, 6, 11), latest=date(2023, 6, 11))
    assert shared({**PERSON, "sites": SITE}, {**PERSON, "sites": SITE, "day": court})


def test_what_happened_after_the_page_is_not_what_it_looks_back_on() -> None:
    before = {**PERSON, "places": (IZMIR,), "published": date(2019, 5, 1)}
    assert shared(PERSON, before) is None


def test_an_incident_that_some_page_tells_as_news_is_no_aftermath() -> None:
    court = told("a", "market", role="aftermath", follow_up=True)
    arrest, news = told("b", "market", follow_up=True), told("c", "market")
    assert is_aftermath([court, arrest])
    assert not is_aftermath([court, news])
    assert not is_aftermath([told("d", "market", role="background", follow_up=True)])
    assert not is_aftermath([])


def test_a_new_deed_at_a_burial_is_no_aftermath_of_the_first() -> None:
    at_burial = {**PERSON, "role": "main", "places": (IZMIR,), "published": date(2019, 5, 7)}
    assert shared(PERSON, {**at_burial, "day": on(7)}) is None
    assert shared(PERSON, at_burial)


def test_a_town_that_was_read_as_a_person_ties_nothing() -> None:
    port = replace(IZMIR, name="Port Ege")
    misread = {"people": ("port ege",), "places": (port,)}
    assert shared(misread, misread) is None


def test_what_names_nobody_need_not_be_looked_for() -> None:
    def may(**more: object) -> bool:
        signature: Signature = told("a", "market", **({"names": NAMES} | more))
        return may_be_tied(Account.of([signature]))

    assert may(**PERSON)
    assert may(sites=SITE, actors=GROUP)
    assert not may(sites=SITE)
    assert not may()
