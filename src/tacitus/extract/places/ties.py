"""How firmly the words of a sentence tie a place to the words that name a happening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tacitus.extract.places.dateline import opens_as_dateline
from tacitus.extract.places.mention import PlaceMention
from tacitus.extract.places.tables import words
from tacitus.lang.gazetteer import demonyms
from tacitus.lang.lexicon import load

Span = tuple[int, int]

ENOUGH = 1.6
"""Least weight at which a place of the trigger's sentence is taken."""
FIRMER = 1.0
"""A place tied to one trigger by so much more than to another, as by a clause between, is the first one's."""
FINE = {"settlement": 0.6, "feature": 0.5, "admin2": 0.5, "admin1": 0.3, "country": 0.1, "region": 0.0}
"""A little more for the finer of two places."""
_GOVERNED, _NAMING, _POSSESSIVE, _AGAINST, _DATELINE = 3.0, 3.2, 1.5, 1.2, 2.5
_OTHER_CLAUSE, _BODY, _AWAY = 1.2, 1.0, 1.0
_PER_WORD = 0.04
_BEFORE, _WORDS_BEFORE = 70, 6
"""Characters, and words in them, before a name among which the word that governs it is looked for."""
_NEXT = re.compile(r"\s([^\W\d_]+)")
_ABBREVIATED = 3
"""Letters of a country's name that is short for another, unless it has stops."""
_LOOSE = 2
"""Words of any kind that may stand before an "of" that governs the name."""
_WORD = re.compile(r"[^\W\d_]+")
_OWNS = re.compile(r"[’']s?\b")


@dataclass(frozen=True, slots=True)
class _Words:
    inside: frozenset[str]
    against: frozenset[str]
    away: frozenset[str]
    breaks: re.Pattern[str]
    between: frozenset[str]
    apart: frozenset[str]

    def relation(self, word: str) -> str:
        if word in self.inside:
            return "inside"
        return "against" if word in self.against else "away" if word in self.away else ""


@cache
def _words() -> _Words:
    table = load("place_relations")
    breaks = "|".join(re.escape(w) for w in table["breaks"])
    return _Words(
        inside=frozenset(table["inside"]),
        against=frozenset(table["against"]),
        away=frozenset(table["away"]),
        breaks=re.compile(rf"[;:()]|,? \b(?:{breaks})\b", re.IGNORECASE),
        between=frozenset(table["between"]),
        apart=frozenset((*table["inside"], *table["against"], *table["away"], *table["apart"])),
    )


class Tied:
    """A mention with what the words right beside it say, looked at once however many triggers ask."""

    def __init__(self, text: str, mention: PlaceMention) -> None:
        self.mention = mention
        before = text[max(0, mention.start - _BEFORE) : mention.start]
        self.governor = governor([m[0].lower() for m in _WORD.finditer(before)])
        self.dateline = opens_as_dateline(text, mention.start, mention.end)
        self.owns = _OWNS.match(text, mention.end) is not None

    @property
    def inside(self) -> bool:
        """A word says that something is there: "in Lima"."""
        return self.governor == "inside"

    def weight(self, text: str, trigger: Span) -> float:
        """How firmly it is tied to the trigger, in the units of the constants above."""
        mention = self.mention
        gap = text[min(mention.end, trigger[1]) : max(mention.start, trigger[0])]
        weight = FINE.get(mention.kind, 0.0) - _PER_WORD * len(gap.split())
        if mention.part:
            weight -= _BODY
        if _words().breaks.search(gap):
            weight -= _OTHER_CLAUSE
        if self.inside:
            return weight + _GOVERNED
        if self.dateline:
            return weight + _DATELINE
        if self.governor == "against":
            return weight + _AGAINST
        if self.governor == "away":
            return weight - _AWAY
        if mention.end <= trigger[0] and _names_it(gap):
            return weight + _NAMING
        return weight + (_POSSESSIVE if self.owns and len(gap) < 60 else 0.0)


def is_modifier(text: str, mention: PlaceMention) -> bool:
    """An abbreviated country right before a noun is an adjective: "a U.S. convoy", "UK troops"."""
    written = text[mention.start : mention.end]
    if mention.kind != "country" or ("." not in written and len(written) > _ABBREVIATED):
        return False
    following = _NEXT.match(text, mention.end)
    if following is None:
        return False
    return following[1].lower() not in words().function | words().times


def governor(before: Sequence[str]) -> str:
    """What the preposition before a name says (inside, against, away or nothing); `before` are the words
    before it in small letters. "The", "city of", "Peruvian" … may stand between, and one noun before an "of":
    "in the main square of Lima"."""
    table, peoples = _words(), demonyms()
    loose, skipped = 0, False
    for word in reversed(before[-_WORDS_BEFORE:]):
        relation = table.relation(word)
        if relation:
            return relation if not skipped or (relation == "inside" and word not in table.against) else ""
        if word == "of":
            loose = _LOOSE
        elif word not in table.between and word not in peoples:
            loose, skipped = loose - 1, True
            if loose < 0:
                return ""
    return ""


def _names_it(gap: str) -> bool:
    """ "the Lima attack", "the Lima Hotel Cruz shooting": the name stands in the trigger's noun phrase."""
    if any(mark in gap for mark in ",;:.()\n’'") or len(gap.split()) > 3:
        return False
    table = _words()
    return not any(word in table.apart or not word.isalpha() for word in gap.lower().split())
