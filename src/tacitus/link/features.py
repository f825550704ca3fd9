"""What speaks for and against two reports telling of one happening: named numbers, each a function of the
pair.

Each is 0 where it says nothing. Weights: data/lexicons/link_weights.toml.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from tacitus.link.ground import holds, is_town, kilometres, names_place
from tacitus.link.rarity import Rarity, vector
from tacitus.link.signature import Signature
from tacitus.model import Place, When

NEAR_KM = 25.0
"""Two named places of one happening lie in one town or next to it."""
SAME_WORDS = 0.7
"""Root of the cosine from which more shared words say no more: two accounts of one event seldom reach it."""
COMMON_NAME, COMMON_WORD = 4.0, 4.5
"""Rarity (log of pages a page) up to which a shared name or word is no sign: one page in 55, one in 90."""
MANY = 3
"""Deaths from which an equal toll says more: most attacks kill fewer."""
UNKNOWN_APART = 30
"""Days between pages of which one is undated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A signature with what is computed from it once."""

    signature: Signature
    vector: Mapping[str, float]
    names: frozenset[str]
    names_weight: float
    title: frozenset[str]
    title_weight: float
    ages: frozenset[int]
    last_names: frozenset[str]
    towns: tuple[Place, ...]
    areas: frozenset[str]
    countries: frozenset[str]

    @classmethod
    def of(cls, signature: Signature, rarity: Rarity) -> Self:
        """The side of this report."""
        return cls(
            signature=signature,
            vector=vector(signature, rarity),
            names=frozenset(signature.names),
            names_weight=rarity.total(signature.names),
            title=frozenset(signature.title),
            title_weight=rarity.total(signature.title),
            ages=frozenset(signature.ages),
            last_names=frozenset(name.split()[-1] for name in signature.people),
            towns=tuple(p for p in signature.places if is_town(p)),
            areas=frozenset(p.admin[0] for p in signature.places if p.admin),
            countries=frozenset(p.country for p in signature.places if p.country),
        )


def features(a: Side, b: Side, rarity: Rarity) -> dict[str, float]:
    """Every feature of a pair by name; symmetric."""
    x, y = a.signature, b.signature
    apart = min((kilometres(p, q) for p in a.towns for q in b.towns), default=None)
    same_town = float(apart is not None and apart <= NEAR_KM)
    return {
        "always": 1.0,
        **_words(a, b, rarity),
        **_people(a, b),
        **_days(x, y, same_town),
        "same_town": same_town,
        "kilometres": 0.0 if apart is None else math.log1p(apart),
        "no_town": float(apart is None),
        **_places(a, b),
        **_kinds(x, y),
        **_tolls(x, y),
    }


def _words(a: Side, b: Side, rarity: Rarity) -> dict[str, float]:
    names = [rarity.weight(name) for name in a.names & b.names]
    least = min(a.names_weight, b.names_weight)
    shared = a.vector.keys() & b.vector.keys()
    # in one order, so that the sum is the same whichever comes first
    cos = math.fsum(a.vector[word] * b.vector[word] for word in shared)
    return {
        "words": min(math.sqrt(cos), SAME_WORDS),
        "rare_words": _beyond(map(rarity.weight, shared), COMMON_WORD),
        "rare_names": _beyond(names, COMMON_NAME),
        "names_share": math.fsum(names) / least if least else 0.0,
        "title": math.log1p(rarity.total(a.title & b.title)),
        "title_told": max(_told(a, b, rarity), _told(b, a, rarity)),
    }


def _beyond(weights: Iterable[float], common: float) -> float:
    return math.log1p(math.fsum(weight - common for weight in weights if weight > common))


def _told(a: Side, b: Side, rarity: Rarity) -> float:
    """The share of the weight of the title of `a` that stands in the other page."""
    return rarity.total(a.title & b.vector.keys()) / a.title_weight if a.title_weight else 0.0


def _people(a: Side, b: Side) -> dict[str, float]:
    x, y = a.signature, b.signature
    ages = len(a.ages & b.ages)
    both = bool(a.ages and b.ages)
    people = bool(a.last_names and b.last_names)
    return {
        "same_people": float(people and same_people(x, y)),
        "person_named": float(not (a.last_names.isdisjoint(b.names) and b.last_names.isdisjoint(a.names))),
        "other_people": float(people and a.last_names.isdisjoint(b.last_names)),
        "ages": min(ages, 3.0),
        "ages_in_one": float(len(a.ages ^ b.ages)) if both else 0.0,
        "other_ages": float(both and not ages),
    }


def same_people(x: Signature, y: Signature) -> bool:
    """A victim or perpetrator with the same first and last name."""
    if not (x.people and y.people):
        return False
    ends = [{(name.split()[0], name.split()[-1]) for name in s.people} for s in (x, y)]
    return bool(ends[0] & ends[1])


def person_named(x: Signature, y: Signature) -> bool:
    """The last name of a victim or perpetrator of the one is a name in the other."""
    return any(name.split()[-1] in q.names for p, q in ((x, y), (y, x)) for name in p.people)


def _days(x: Signature, y: Signature, same_town: float) -> dict[str, float]:
    apart, later = UNKNOWN_APART, x
    if x.published and y.published:
        apart, later = abs((x.published - y.published).days), x if x.published > y.published else y
    gap = days_between(x.day, y.day) if x.day and y.day else None
    published, other = math.log1p(apart), math.log1p(gap or 0)
    return {
        "published_apart": 0.0 if gap == 0 else published,
        "follow_up_apart": 0.0 if gap == 0 or not later.follow_up else published,
        "same_day": float(gap == 0),
        "same_day_later": published if gap == 0 else 0.0,
        "other_day": other,
        "follow_up_other_day": other if later.follow_up else 0.0,
        "same_day_and_town": float(gap == 0) * same_town,
    }


def days_between(a: When, b: When) -> int:
    """Days from the end of one interval to the start of the other; 0 where they overlap."""
    if a.overlaps(b):
        return 0
    gaps = [(q.earliest - p.latest).days for p, q in ((a, b), (b, a)) if q.earliest and p.latest]
    return max(gaps)


def _places(a: Side, b: Side) -> dict[str, float]:
    x, y = a.signature.places, b.signature.places
    towns_alone = len(a.towns) == len(x) and len(b.towns) == len(y)
    within = not towns_alone and any(holds(p, q) or holds(q, p) for p in x for q in y)
    return {
        "area_holds": float(within),
        "place_named": float(names_place(a.vector, y) or names_place(b.vector, x)),
        "other_area": float(bool(a.areas and b.areas) and a.areas.isdisjoint(b.areas)),
        "other_country": float(bool(a.countries and b.countries) and a.countries.isdisjoint(b.countries)),
    }


def _kinds(x: Signature, y: Signature) -> dict[str, float]:
    found = {"other_type": float(bool(x.types and y.types) and set(x.types).isdisjoint(y.types))}
    for name, p, q in (
        ("actor", x.actors, y.actors),
        ("target", x.targets, y.targets),
        ("weapon", x.weapons, y.weapons),
        ("site", x.sites, y.sites),
    ):
        both = bool(p and q)
        same = both and not set(p).isdisjoint(q)
        found[f"same_{name}"] = float(same)
        found[f"other_{name}"] = float(both and not same)
    return found


def _tolls(x: Signature, y: Signature) -> dict[str, float]:
    both = [(f, g) for f, g in ((x.killed, y.killed), (x.injured, y.injured)) if f and g]
    agree = [(f, g) for f, g in both if f.overlaps(g)]
    return {
        "same_toll": float(len(agree)),
        "same_big_toll": float(any(min(f.low, g.low) >= MANY for f, g in agree)),
        "other_toll": float(len(both) - len(agree)),
    }
