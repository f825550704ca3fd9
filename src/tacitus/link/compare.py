"""Two reports, one score: named features times weights, summed; the sum reads as log-odds of one
happening."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.link.features import Side, days_between, features, person_named, same_people
from tacitus.link.ground import is_town, kilometres, names_place
from tacitus.link.rarity import Rarity
from tacitus.link.signature import Signature

__all__ = ["Score", "Side", "compare", "features", "forbidden"]

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


def compare(a: Side, b: Side, rarity: Rarity) -> Score:
    """The score of a pair; symmetric. Weights: data/lexicons/link_weights.toml, with the command that made
    them."""
    weights = _weights()
    values = features(a, b, rarity)
    parts = tuple((name, values[name], weights[name] * values[name]) for name in weights)
    return Score(total=sum(p[2] for p in parts), parts=parts, forbidden=forbidden(a.signature, b.signature))


def forbidden(x: Signature, y: Signature) -> str | None:
    """Why the two can never be one happening, whatever the words say; None where they may.

    A day or a town can be misread: a victim or perpetrator named in full in both reports outweighs it, and
    what outweighs a town does not outweigh a town and a day. The day that a page about an arrest or a trial
    gives is often that of the arrest: there a name in full, an age or a person of the other report is
    enough.
    """
    if x.document == y.document:
        return "one page tells of them apart"
    if ("prospective" in (x.role, y.role)) and x.role != y.role:
        return "one is planned, the other happened"
    if ("aggregate" in (x.role, y.role)) and x.role != y.role:
        return "one is the whole of an operation"
    if same_people(x, y):
        return None
    apart = bool(x.day and y.day and _narrow(x) and _narrow(y) and days_between(x.day, y.day) > 1)
    one = person_named(x, y) or bool(set(x.ages).intersection(y.ages))
    named = bool(set(x.phrases).intersection(y.phrases))
    followed = x.follow_up or y.follow_up
    if apart and _fresh(x) and _fresh(y) and not (followed and (one or named)):
        return "different days"
    if apart and not one and _far_apart(x, y, towns=True):
        return "different days and towns"
    if _far_apart(x, y) and not (named or _names(x, y) or _names(y, x)):
        return "different towns"
    return None


def _names(x: Signature, y: Signature) -> bool:
    """The words of `x` hold the name of a place of `y`."""
    return names_place({word for word, _ in x.words}, y.places)


def _narrow(s: Signature) -> bool:
    """The day is read off the page, to a day or two."""
    return s.day is not None and s.day.basis != "assumed" and s.day.days is not None and s.day.days <= 2


def _fresh(s: Signature) -> bool:
    """The report was published within FRESH_DAYS of the day it gives: then that day is seldom misread."""
    if s.day is None or s.day.latest is None or s.published is None:
        return False
    return 0 <= (s.published - s.day.latest).days <= FRESH_DAYS


def _far_apart(x: Signature, y: Signature, *, towns: bool = False) -> bool:
    """Every place of the one is a town far from every place of the other; `towns`: areas are let be."""
    pairs = [(p, q) for p in x.places for q in y.places if not towns or (is_town(p) and is_town(q))]
    return bool(pairs) and all(is_town(p) and is_town(q) and kilometres(p, q) > FAR_KM for p, q in pairs)


@cache
def _weights() -> dict[str, float]:
    table = load("link_weights")
    return {**table["weights"], **table["set"]}
