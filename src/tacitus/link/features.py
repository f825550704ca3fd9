"""What speaks for and against two reports telling of one happening: named numbers, each a function of the
pair.

Each is 0 where it says nothing. Weights: data/lexicons/link_weights.toml.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tacitus.link.ground import holds, is_town, kilometres, names_place
from tacitus.link.rarity import Rarity, cosine
from tacitus.link.signature import Signature
from tacitus.model import When

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


def features(a: Side, b: Side, rarity: Rarity) -> dict[str, float]:
    """Every feature of a pair by name; symmetric."""
    x, y = a.signature, b.signature
    return {
        "always": 1.0,
        **_words(a, b, rarity),
        **_people(x, y),
        **_days(x, y),
        **_places(a, b),
        **_kinds(x, y),
        **_tolls(x, y),
    }


def _words(a: Side, b: Side, rarity: Rarity) -> dict[str, float]:
    x, y = a.signature, b.signature
    names = [rarity.weight(name) for name in set(x.names).intersection(y.names)]
    least = min(rarity.total(x.names), rarity.total(y.names)) if names else 0.0
    shared = a.vector.keys() & b.vector.keys()
    return {
        "words": min(math.sqrt(cosine(a.vector, b.vector)), SAME_WORDS),
        "rare_words": _beyond((rarity.weight(word) for word in shared), COMMON_WORD),
        "rare_names": _beyond(names, COMMON_NAME),
        "names_share": sum(names) / least if least else 0.0,
        "title": math.log1p(rarity.total(set(x.title).intersection(y.title))),
        "title_told": max(_told(x, b.vector, rarity), _told(y, a.vector, rarity)),
    }


def _beyond(weights: Iterable[float], common: float) -> float:
    return math.log1p(sum(weight - common for weight in weights if weight > common))


def _told(x: Signature, words: Mapping[str, float], rarity: Rarity) -> float:
    """The share of the weight of `x`'s title that stands in the other page."""
    whole = rarity.total(x.title)
    return rarity.total(word for word in x.title if word in words) / whole if whole else 0.0


def _people(x: Signature, y: Signature) -> dict[str, float]:
    last = [{name.split()[-1] for name in s.people} for s in (x, y)]
    ages = len(set(x.ages).intersection(y.ages))
    both = bool(x.ages and y.ages)
    return {
        "same_people": float(same_people(x, y)),
        "person_named": float(person_named(x, y)),
        "other_people": float(bool(last[0] and last[1]) and not last[0] & last[1]),
        "ages": min(ages, 3.0),
        "ages_in_one": float(len(set(x.ages) ^ set(y.ages))) if both else 0.0,
        "other_ages": float(both and not ages),
    }


def same_people(x: Signature, y: Signature) -> bool:
    """A victim or perpetrator with the same first and last name."""
    ends = [{(name.split()[0], name.split()[-1]) for name in s.people} for s in (x, y)]
    return bool(ends[0] & ends[1])


def person_named(x: Signature, y: Signature) -> bool:
    """The last name of a victim or perpetrator of the one is a name in the other."""
    return any(name.split()[-1] in q.names for p, q in ((x, y), (y, x)) for name in p.people)


def _days(x: Signature, y: Signature) -> dict[str, float]:
    apart, later = UNKNOWN_APART, x
    if x.published and y.published:
        apart, later = abs((x.published - y.published).days), x if x.published > y.published else y
    gap = days_between(x.day, y.day) if x.day and y.day else None
    after = later.follow_up
    return {
        "published_apart": 0.0 if gap == 0 else math.log1p(apart),
        "follow_up_apart": 0.0 if gap == 0 or not after else math.log1p(apart),
        "same_day": float(gap == 0),
        "same_day_later": math.log1p(apart) if gap == 0 else 0.0,
        "other_day": math.log1p(gap or 0),
        "follow_up_other_day": math.log1p(gap or 0) if after else 0.0,
        "same_day_and_town": float(gap == 0) * _same_town(x, y),
    }


def days_between(a: When, b: When) -> int:
    """Days from the end of one interval to the start of the other; 0 where they overlap."""
    if a.overlaps(b):
        return 0
    gaps = [(q.earliest - p.latest).days for p, q in ((a, b), (b, a)) if q.earliest and p.latest]
    return max(gaps)


def _apart(x: Signature, y: Signature) -> float | None:
    """Kilometres between the nearest towns of the two; None where one names none."""
    gaps = [kilometres(p, q) for p in x.places for q in y.places if is_town(p) and is_town(q)]
    return min(gaps, default=None)


def _same_town(x: Signature, y: Signature) -> float:
    apart = _apart(x, y)
    return float(apart is not None and apart <= NEAR_KM)


def _places(a: Side, b: Side) -> dict[str, float]:
    x, y = a.signature, b.signature
    apart = _apart(x, y)
    areas = [{p.admin[0] for p in s.places if p.admin} for s in (x, y)]
    countries = [{p.country for p in s.places if p.country} for s in (x, y)]
    return {
        "same_town": _same_town(x, y),
        "kilometres": 0.0 if apart is None else math.log1p(apart),
        "no_town": float(apart is None),
        "area_holds": float(any(holds(p, q) or holds(q, p) for p in x.places for q in y.places)),
        "place_named": float(names_place(a.vector, y.places) or names_place(b.vector, x.places)),
        "other_area": float(all(areas) and not areas[0] & areas[1]),
        "other_country": float(all(countries) and not countries[0] & countries[1]),
    }


def _kinds(x: Signature, y: Signature) -> dict[str, float]:
    found = {"other_type": float(bool(x.types and y.types) and not set(x.types).intersection(y.types))}
    for name in ("actor", "target", "weapon", "site"):
        p, q = set(getattr(x, f"{name}s")), set(getattr(y, f"{name}s"))
        found[f"same_{name}"] = float(bool(p & q))
        found[f"other_{name}"] = float(bool(p and q) and not p & q)
    return found


def _tolls(x: Signature, y: Signature) -> dict[str, float]:
    both = [(f, g) for f, g in ((x.killed, y.killed), (x.injured, y.injured)) if f and g]
    agree = [(f, g) for f, g in both if f.overlaps(g)]
    return {
        "same_toll": float(len(agree)),
        "same_big_toll": float(any(min(f.low, g.low) >= MANY for f, g in agree)),
        "other_toll": float(len(both) - len(agree)),
    }
