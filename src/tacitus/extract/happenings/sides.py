"""Acts of one day that a page tells together and that are not one: in several places, and by the other side.

"Soldiers fired on sit-ins in Xville and Ytown", "bombings in Xville, Ytown and Zham": where the page then
tells what befell each, these are parts of one operation. "A crowd later burned down the station": what those
fired upon did is an act of their own.
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
_PLACES = re.compile(
    rf"\b(?i:in) (?:[\w'’-]+ ){{0,4}}?({_NAME}(?:, {_NAME}){{0,6}}),? (?i:and) "
    rf"(?:(?i:one|another) )?(?:(?i:in) )?({_NAME})(?![\w'’-])"
)
"""Two or more names of places that share a preposition, or two that have one each."""
_LEADING_IN = re.compile(r"^.*\bin ", re.I)
"""What stands before the names in a text in capitals ("RAIDS IN KARSA")."""
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds)\b", re.I
)
_HARM = re.compile(r"\b(?:kill|kills|killed|killing|dead|died|wound|wounds|wounded|wounding|injured)\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\b", re.I)
_FAR = 120
"""Characters of a clause before the verb in which its subject stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`part`: sentence -> the number of the place that it tells of; `several`: sentences that name several
    places, and headings that name none of three or more; `total`: those of them that count the hurt of all;
    `words`: the stretch that names the places; `told`: those of which a sentence tells by itself."""

    part: dict[int, int]
    several: frozenset[int]
    total: frozenset[int]
    words: tuple[int, int]
    told: tuple[int, ...]


def read_parts(text: str, mentions: Sequence[Mention], first: int) -> Parts | None:
    """The places that the opening names together, where sentences below its heading (the sentence of number
    `first`) tell by themselves what happened in two of them or more."""
    found = next(_named_together(text, [m for m in mentions if m.sentence - first < LEAD]), None)
    if found is None:
        return None
    sentence, words, places = found
    names = [re.compile(rf"\b{re.escape(place)}\b") for place in places]
    part: dict[int, int] = {}
    several: set[int] = set()
    told: set[int] = set()
    paragraph: tuple[int, int] | None = None
    for m in mentions:
        here = [n for n, name in enumerate(names) if name.search(text, m.sentence_start, m.sentence_end)]
        if len(here) > 1 or (not here and m.sentence < sentence and len(places) > 2):
            several.add(m.sentence)
        elif here:
            paragraph = (m.paragraph, here[0])
        if len(here) < 2 and paragraph is not None and paragraph[0] == m.paragraph:
            part[m.sentence] = paragraph[1]
            told |= {paragraph[1]} if tells(m) and m.sentence >= first else set()
    if len(told) < 2:
        return None
    spans = {m.sentence: (m.sentence_start, m.sentence_end) for m in mentions if m.sentence in several}
    total = frozenset(
        n for n, span in spans.items() if _HARM.search(text, *span) and _FIGURE.search(text, *span)
    )
    return Parts(part=part, several=frozenset(several), total=total, words=words, told=tuple(sorted(told)))


def _named_together(
    text: str, lead: Sequence[Mention]
) -> Iterator[tuple[int, tuple[int, int], tuple[str, ...]]]:
    """Stretches that name places together: the number of the sentence, the stretch, the names."""
    for number, start, end in dict.fromkeys((m.sentence, m.sentence_start, m.sentence_end) for m in lead):
        for match in _PLACES.finditer(text, start, end):
            listed = (*_LEADING_IN.sub("", match[1]).split(", "), match[2])
            names = tuple(_trimmed(name) for name in listed)
            folded = {name.casefold() for name in names}
            if len(folded) == len(names) and "" not in folded and folded.isdisjoint(_times()):
                yield number, match.span(), names


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
