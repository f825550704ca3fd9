"""Two reports, one score: named features times weights, summed; the sum reads as log-odds of one
happening."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.link.rarity import Rarity, cosine
from tacitus.link.signature import Signature
from tacitus.model import Place, When

_EARTH_KM = 6371.0
NEAR_KM = 25.0
"""Two named places of one happening lie in one town or next to it."""
SAME_WORDS = 0.7
"""Root of the cosine from which more shared words say no more: two accounts of one event seldom reach it."""
FRESH_DAYS = 3
"""On GVA train two fresh reports of one incident give different days in 4 pairs of 100."""
FAR_KM = 100.0
"""Beyond this two towns are not two names for one place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`parts`: (feature, its value, its share of the sum), in the order of the table; `forbidden` says why
    never."""

    total: float
    parts: tuple[tuple[str, float, float], ...]
    forbidden: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A signature with what is computed from it once."""

    signature: Signature
    vector: Mapping[str, float]


def compare(a: Side, b: Side, rarity: Rarity) -> Score:
    """The score of a pair; symmetric. Weights: data/lexicons/link_weights.toml, with the command that made
    them."""
    weights = _weights()
    values = features(a, b, rarity)
    parts = tuple((name, values[name], weights[name] * values[name]) for name in weights)
    return Score(total=sum(p[2] for p in parts), parts=parts, forbidden=forbidden(a.signature, b.signature))


def features(a: Side, b: Side, rarity: Rarity) -> dict[str, float]:
    """Every feature of a pair by name, each 0 where it says nothing."""
    x, y = a.signature, b.signature
    cos = cosine(a.vector, b.vector)
    names = rarity.total(set(x.names) & set(y.names))
    least = min(rarity.total(x.names), rarity.total(y.names))
    ages = len(set(x.ages) & set(y.ages))
    days, places = _day_features(x, y), _place_features(x, y)
    return {
        "always": 1.0,
        "words": min(math.sqrt(cos), SAME_WORDS),
        "names": math.log1p(names),
        "names_share": names / least if least else 0.0,
        "full_names": math.log1p(len(set(x.phrases) & set(y.phrases))),
        "same_people": float(_same_people(x, y)),
        "ages": min(ages, 3.0),
        "other_ages": float(bool(x.ages and y.ages and not ages)),
        "title": math.log1p(rarity.total(set(x.title) & set(y.title))),
        **days,
        **places,
        "same_day_and_town": days["same_day"] * places["same_town"],
        **_other_features(x, y),
    }


def _day_features(x: Signature, y: Signature) -> dict[str, float]:
    apart = abs((x.published - y.published).days) if x.published and y.published else 30
    known = x.day is not None and y.day is not None
    gap = days_between(x.day, y.day) if x.day and y.day else 0
    same = known and gap == 0
    return {
        "published_apart": 0.0 if same else math.log1p(apart),
        "same_day": float(same),
        "same_day_later": math.log1p(apart) if same else 0.0,
        "other_day": math.log1p(gap),
    }


def _place_features(x: Signature, y: Signature) -> dict[str, float]:
    towns = [(p, q) for p in x.places for q in y.places if _is_town(p) and _is_town(q)]
    gaps = [kilometres(p, q) for p, q in towns]
    shared = {p.country for p in x.places} & {p.country for p in y.places} - {None}
    both = bool(x.places and y.places)
    return {
        "same_town": float(bool(gaps) and min(gaps) <= NEAR_KM),
        "other_town": float(bool(gaps) and min(gaps) > FAR_KM),
        "other_country": float(both and not shared),
    }


def _other_features(x: Signature, y: Signature) -> dict[str, float]:
    types = bool(set(x.types) & set(y.types)) or not (x.types and y.types)
    tolls = [(f, g) for f, g in ((x.killed, y.killed), (x.injured, y.injured)) if f and g]
    agree = sum(f.overlaps(g) for f, g in tolls)
    return {
        "other_type": float(not types),
        "same_toll": float(agree),
        "other_toll": float(len(tolls) - agree),
    }


def forbidden(x: Signature, y: Signature) -> str | None:
    """Why the two can never be one happening, whatever the words say; None where they may.

    A day or a town can be misread: a victim or perpetrator named in full in both reports outweighs it.
    """
    if x.document == y.document:
        return "one page tells of them apart"
    if ("prospective" in (x.role, y.role)) and x.role != y.role:
        return "one is planned, the other happened"
    if _same_people(x, y):
        return None
    if x.day and y.day and _fresh(x) and _fresh(y) and days_between(x.day, y.day) > 1:
        return "different days"
    if _far_apart(x, y) and not (_names(x, y) or _names(y, x) or set(x.phrases) & set(y.phrases)):
        return "different towns"
    return None


def _same_people(x: Signature, y: Signature) -> bool:
    """A victim or perpetrator with the same first and last name."""
    ends = [{(name.split()[0], name.split()[-1]) for name in s.people} for s in (x, y)]
    return bool(ends[0] & ends[1])


def _fresh(s: Signature) -> bool:
    """The report was published within FRESH_DAYS of the day it gives: then that day is seldom misread."""
    if s.day is None or s.day.latest is None or s.day.basis == "assumed" or (s.day.days or 9) > 2:
        return False
    return s.published is not None and 0 <= (s.published - s.day.latest).days <= FRESH_DAYS


def _far_apart(x: Signature, y: Signature) -> bool:
    """Every town of the one lies far from every town of the other."""
    pairs = [(p, q) for p in x.places for q in y.places]
    return bool(pairs) and all(_is_town(p) and _is_town(q) and kilometres(p, q) > FAR_KM for p, q in pairs)


def _names(x: Signature, y: Signature) -> bool:
    """The words of `x` hold the name of a place of `y`: one of the two may have been misread."""
    words = {word for word, _ in x.words}
    return any(set(place.name.lower().split()) <= words for place in y.places)


def days_between(a: When, b: When) -> int:
    """Days from the end of one interval to the start of the other; 0 where they overlap."""
    if a.overlaps(b):
        return 0
    gaps = [(q.earliest - p.latest).days for p, q in ((a, b), (b, a)) if q.earliest and p.latest]
    return max(gaps)


def kilometres(p: Place, q: Place) -> float:
    """Great-circle distance (haversine) in km; infinite where a place has no coordinates."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return 0.0 if p.name.lower() == q.name.lower() else math.inf
    a, b, c, d = map(math.radians, (p.lat, p.lon, q.lat, q.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def _is_town(place: Place) -> bool:
    return place.precision in ("site", "town") and place.lat is not None


@cache
def _weights() -> dict[str, float]:
    return dict(load("link_weights")["weights"])
