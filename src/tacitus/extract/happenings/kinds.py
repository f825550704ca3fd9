"""Words of violence: which stretches name an act, people hurt, or only look like it; the types they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tacitus.errors import DataError
from tacitus.lang.lexicon import load
from tacitus.lang.patterns import Match, Patterns, Word
from tacitus.model.slots import TYPES

PRECEDENCE = {"not": 1.6, "act": 1.5}
"""Words that a match is worth beyond its length where two overlap: "air strike" before "strike on the"."""
STRENGTHS = ("act", "weak", "tool", "harm", "not")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a trigger shows. `strength`: "act" names violence by itself, "weak" may (an explosion, a raid),
    "tool" names a weapon or a doer and so a type but no act, "harm" says that people were hurt, "not" only
    looks like violence. `form` is noun or verb."""

    types: tuple[str, ...]
    form: str
    strength: str


@cache
def _triggers() -> Patterns[Kind]:
    table = load("happenings")
    rows: list[tuple[str, Kind]] = []
    for entry in table["trigger"]:
        kind = Kind(tuple(entry["types"]), entry["form"], entry.get("strength", "act"))
        if kind.strength not in STRENGTHS or not set(kind.types) <= set(TYPES):
            raise DataError(f"lexicon happenings: {entry['types']} {kind.strength}")
        rows += [(phrase, kind) for phrase in entry["phrases"]]
    nothing = Kind((), "noun", "not")
    rows += [(phrase, nothing) for entry in table["not"] for phrase in entry["phrases"]]
    return Patterns(rows, table["classes"])


def spot(words: Sequence[Word]) -> tuple[Match[Kind], ...]:
    """The triggers among `words`, in order and disjoint: of two that overlap the longer one stands, an act
    before other words, and words that only look like violence before all of their length."""
    found = _triggers().find(words)
    found.sort(key=lambda m: (m.first - m.last - 1 - PRECEDENCE.get(m.row.strength, 0.0), m.first))
    taken: set[int] = set()
    kept: list[Match[Kind]] = []
    for match in found:
        span = range(match.first, match.last + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(match)
    return tuple(sorted((m for m in kept if m.row.strength != "not"), key=lambda m: m.first))
