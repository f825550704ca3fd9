"""Whether an incident of which only pages about what came after tell (an arrest, a trial, a funeral, an
anniversary, years later) is that of another one with which it was not linked: by names, as days say little.

Two that share the full name of a victim or perpetrator are tied where they share a town, a site, a group or
a day as well; without such a name it takes all of site, group and town. Never by a surname, a town or a
group alone, nor where their days or towns exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Self

from tacitus.link.features import NEAR_KM, days_between
from tacitus.link.ground import is_town, kilometres
from tacitus.link.signature import Signature
from tacitus.model import Place, When

COURT = timedelta(days=10)
"""Days before a page of an aftermath that are those of the court or the burial, not of the deed."""
NARROW = 31
"""Days of an interval that still says when: a month."""

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the reports of one incident name together, in lower case. `phrases`: names of several words
    anywhere in their text, sites and groups those with a name of their own; `begun`: the earliest day that
    it may have begun, else that of the first page; `told`: the day of the last page."""

    people: frozenset[str]
    phrases: frozenset[str]
    sites: frozenset[str]
    groups: frozenset[str]
    towns: tuple[Place, ...]
    days: tuple[When, ...]
    begun: date | None
    told: date | None

    @classmethod
    def of(cls, reports: Iterable[Signature]) -> Self:
        """The account of these reports."""
        told = list(reports)
        days = tuple(s.day for s in told if s.day is not None and not _is_of_court(s))
        published = [s.published for s in told if s.published]
        first = [day.earliest for day in days if day.earliest] or published
        return cls(
            people=frozenset(name for s in told for name in s.people) - _places_of(told),
            phrases=frozenset(name for s in told for name in s.phrases),
            sites=frozenset(name for s in told for name in s.sites if _is_own(name, s)),
            groups=frozenset(name for s in told for name in s.actors if _is_own(name, s)),
            towns=tuple(place for s in told for place in s.places if is_town(place)),
            days=days,
            begun=min(first, default=None),
            told=max(published, default=None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What two accounts have in common: names as the one or the other has them, in lower case; ids or names
    of towns."""

    people: frozenset[str]
    sites: frozenset[str]
    groups: frozenset[str]
    towns: frozenset[str]
    day: bool

    @property
    def holds(self) -> bool:
        """Whether it is enough."""
        if self.people:
            return bool(self.towns or self.sites or self.groups or self.day)
        return bool(self.sites and self.groups and self.towns)


def is_aftermath(reports: Sequence[Signature]) -> bool:
    """True of an incident whose every report is of a page about what came after: none is news of the deed,
    none recalls it in passing."""
    return bool(reports) and all(s.follow_up and s.role in ("aftermath", "main") for s in reports)


def may_be_tied(one: Account) -> bool:
    """False of an account that names too little for any tie."""
    return bool(one.people or one.phrases or (one.sites and one.groups and one.towns))


def tie(later: Account, earlier: Account) -> Tie | None:
    """What ties an aftermath to an earlier account; None where it is not enough or they exclude each
    other."""
    if later.told is None or earlier.begun is None or earlier.begun > later.told:
        return None
    days = [(a, b) for a in later.days for b in earlier.days]
    if days and all(days_between(a, b) > 1 for a, b in days):
        return None
    near = [(p, q) for p, q in product(later.towns, earlier.towns) if kilometres(p, q) <= NEAR_KM]
    if later.towns and earlier.towns and not near:
        return None
    found = Tie(
        people=_named_in_both(later, earlier),
        sites=later.sites & earlier.sites,
        groups=later.groups & earlier.groups,
        towns=frozenset(town_key(place) for pair in near for place in pair),
        day=any(_is_narrow(a) and _is_narrow(b) and days_between(a, b) == 0 for a, b in days),
    )
    return found if found.holds else None


def ends(name: str) -> Ends:
    """First and last word of a name: what is written between them differs from page to page."""
    words = name.lower().split()
    return words[0], words[-1]


def town_key(place: Place) -> str:
    """What a town is known by."""
    return place.gazetteer_id or place.name.lower()


def _named_in_both(one: Account, other: Account) -> frozenset[str]:
    """Victims and perpetrators of the one who are named in full by the other as well."""
    return _named(one, other) | _named(other, one)


def _named(one: Account, other: Account) -> frozenset[str]:
    known = {ends(name) for name in other.people}
    texts = [f" {phrase} " for phrase in other.phrases]
    return frozenset(
        name for name in one.people if ends(name) in known or any(f" {name} " in text for text in texts)
    )


def _is_of_court(s: Signature) -> bool:
    """True where the day that an aftermath gives is that of its own occasion."""
    if s.role != "aftermath" or s.day is None or s.published is None or s.day.earliest is None:
        return False
    return s.published - s.day.earliest <= COURT


def _places_of(reports: Iterable[Signature]) -> set[str]:
    """The names of their places, which may have been read as those of people."""
    return {name.lower() for s in reports for place in s.places for name in (place.name, *place.admin)}


def _is_own(name: str, s: Signature) -> bool:
    """True of a name with a capital in the text: "the bank" and "police" are those of many."""
    return not set(name.split()).isdisjoint(s.names)


def _is_narrow(when: When) -> bool:
    return when.days is not None and when.days <= NARROW
