"""Acts of one day that a page tells together and that are not one: in two places, and by the other side.

"Soldiers fired on sit-ins in Xville and Ytown": where the page then tells what befell each, these are parts
of one operation. "A crowd later burned down the station": what those fired upon did is an act of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tacitus.extract.happenings.listing import LEAD, tells
from tacitus.extract.happenings.mentions import Mention
from tacitus.extract.parties.word_classes import classes
from tacitus.lang.lexicon import load

_NAME = r"[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*){0,2}"
_PAIR = re.compile(
    rf"\b(?i:in) (?:[\w'’-]+ ){{0,4}}?({_NAME}) (?i:and) (?:(?i:one|another) )?(?:(?i:in) )?"
    rf"({_NAME})(?![\w'’-])"
)
"""Two names of places that share a preposition, or have one each."""
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds)\b", re.I
)
_HARM = re.compile(r"\b(?:killed|killing|dead|died|wounded|injured)\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\b", re.I)
_FAR = 120
"""Characters of a clause before the verb in which its subject stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`part`: sentence -> 0 or 1, the place it tells of; `both`: sentences that name both; `total`: those of
    them that count the hurt of both; `words`: the stretch that names both."""

    part: dict[int, int]
    both: frozenset[int]
    total: frozenset[int]
    words: tuple[int, int]


def read_parts(text: str, mentions: Sequence[Mention], first: int) -> Parts | None:
    """The two places that the opening names together, where later sentences tell what happened in each."""
    lead = [m for m in mentions if m.sentence - first < LEAD]
    pair = next(_pairs(text, lead), None)
    if pair is None:
        return None
    names = [re.compile(rf"\b{re.escape(_trimmed(pair[n]))}\b") for n in (1, 2)]
    part: dict[int, int] = {}
    both: set[int] = set()
    told: set[int] = set()
    paragraph: tuple[int, int] | None = None
    for m in mentions:
        here = [n for n in (0, 1) if names[n].search(text, m.sentence_start, m.sentence_end)]
        if len(here) == 2:
            both.add(m.sentence)
        elif here:
            paragraph = (m.paragraph, here[0])
        if len(here) < 2 and paragraph is not None and paragraph[0] == m.paragraph:
            part[m.sentence] = paragraph[1]
            told |= {paragraph[1]} if tells(m) and m.sentence >= first else set()
    if told != {0, 1}:
        return None
    spans = {m.sentence: (m.sentence_start, m.sentence_end) for m in mentions if m.sentence in both}
    total = frozenset(
        n for n, span in spans.items() if _HARM.search(text, *span) and _FIGURE.search(text, *span)
    )
    return Parts(part=part, both=frozenset(both), total=total, words=pair.span())


def _pairs(text: str, lead: Sequence[Mention]) -> Iterator[re.Match[str]]:
    for start, end in dict.fromkeys((m.sentence_start, m.sentence_end) for m in lead):
        for match in _PAIR.finditer(text, start, end):
            pair = {_trimmed(match[n]).casefold() for n in (1, 2)}
            if len(pair) == 2 and "" not in pair and pair.isdisjoint(_times()):
                yield match


def _trimmed(name: str) -> str:
    """The name without what follows it in a text in capitals ("VELIM ON MONDAY")."""
    words = name.split()
    end = next((n for n, w in enumerate(words) if w.casefold() in classes().closed), len(words))
    return " ".join(words[:end])


@cache
def _times() -> frozenset[str]:
    table = load("roles")
    return frozenset((*table["days"], *table["months"]))


@cache
def _crowds() -> re.Pattern[str]:
    """A crowd as the subject: at the start of a clause, or behind "and", with few words before the verb."""
    table = load("roles")
    before = rf"(?:(?:{'|'.join(table['before_crowd'])}) )*(?:[\w-]+ ){{0,2}}?"
    crowd = rf"(?P<crowd>{'|'.join(table['crowd'])})\b(?! (?:was|were|of))"
    return re.compile(rf"(?:^|[,;:] |\bwhen |\bwhile |\band ){before}{crowd}")


def crowd_of(text: str, mention: Mention) -> tuple[int, int] | None:
    """The words for the crowd that does the act of the mention; None where it is not a crowd's."""
    if mention.kind.form != "verb" or mention.kind.strength != "act" or not mention.real:
        return None
    if "excessive_force" in mention.kind.types or _PASSIVE.search(text, mention.start, mention.end):
        return None
    start = max(mention.clause[0], mention.start - _FAR)
    before = text[start : mention.start]
    found = next(reversed(list(_crowds().finditer(before.casefold()))), None)
    if found is None or _PASSIVE.search(before, found.end()):
        return None
    return start + found.start("crowd"), start + found.end("crowd")
