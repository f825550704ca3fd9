"""Pages that tell of several happenings one after another: what opens each, and what is said of them all.

A round-up announces its acts ("Five separate shootings …") or is a list headed by names of places. Its items
are paragraphs, lines of a list, or what stands below a heading of its own; an item opens a happening where it
tells of an act or of people hurt in a place that no item named before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tacitus.extract.happenings.mentions import Mention
from tacitus.extract.parties.word_classes import classes
from tacitus.lang.lexicon import load

HEADED = 3
"""Items headed by a name that make a list of happenings ("XVILLE: Gunmen …")."""
LEAD = 3
"""Sentences of an item in which it says how many happenings it tells of."""
_FAR = 400
"""Characters of an item in which its own place stands: garbage has endless paragraphs."""
_BULLET = r"[ \t]*(?:(?:[-–—•*·▪]|\d{1,2}[.)])[ \t]+)?"
_NAMED = r"[^\W\d_a-z][\w'’.-]*(?:,?[ \t](?:(?:de|del|la|el|al|of|the|on)[ \t])?[^\W\d_a-z][\w'’.-]*){0,4}"
_HEAD = re.compile(rf"{_BULLET}({_NAMED})(?::[ \t]|[ \t]?[–—][ \t]|:?[ \t]*\n)")
"""A name at the head of a line, before a colon, a dash or the line's end."""
_COUNT = re.compile(
    r"(?:\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
    r"|\b(?:series|string|spate|wave) of"
    r"|\b(?:several|separate|multiple|different|various|unrelated))(?: [\w-]+){0,2} $"
)
"""What announces several acts, right before their noun."""
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_SERIES = 3
"""Items that make a round-up where the page does not say how many there are."""
_START = re.compile(rf"(?:\A|\n[ \t]*\n|\n(?=[ \t]*[-–—•*·▪][ \t])|\n(?={_BULLET}{_NAMED}:[ \t]))\s*")
_PLACE = re.compile(
    r"\b(?i:(?:in|at|near|outside)"
    r"|(?:city|town|village|district|suburb|port|area|region|township|province) of)"
    r"\s+(?:(?:the|a|an|central|downtown|north|south|east|west|northern|southern|eastern|western)\s+){0,2}"
    r"((?:[^\W\d_a-z][^\W\d_]+[ -]?){1,3})"
    r"|\bon\s+(?:[\w.]+\s+){0,3}((?:[A-Z][^\W\d_]+ ){1,3})"
    r"(?:Street|Avenue|Road|Drive|Boulevard|Highway|Lane)\b"
)
"""A place as the words write it: a name behind a preposition of place, or a road."""
_WINDOW = re.compile(
    r"\b(?:so far|this (?:week|month|year)|last (?:month|year)|since (?:the start|\w+)|a (?:month|year))\b"
    r"|\bin (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"(?! \d)",
    re.IGNORECASE,
)
"""A stretch of time whose figures belong to no single act of a round-up."""
_WORD = re.compile(r"[^\W\d_]+")
_SUBJECT = re.compile(r"[\w'’-]+")
_BACK = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "i",
        "we",
        "you",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "these",
        "those",
    ]
)
_FOUND = frozenset(("body", "bodies", "charred", "bullet-riddled", "mutilated", "decapitated", "headless"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Items by number in the order of the text. `opening`: those that open a happening of their own;
    `total`: sentences that speak of all of them together."""

    starts: tuple[int, ...]
    opening: frozenset[int]
    total: frozenset[int]

    def item_of(self, mention: Mention) -> int:
        return bisect_right(self.starts, mention.start) - 1


def read_listing(text: str, mentions: Sequence[Mention], first: int) -> Listing | None:
    """The items of a page that is a round-up; None where it is none. `first` is the number of the sentence
    in which its text begins."""
    lead_words = ((m.sentence, _announced(text, m)) for m in mentions if m.sentence - first < LEAD)
    announced = {sentence: n for sentence, n in lead_words if n is not None}
    starts, headed = _items(text, mentions[-1].end)
    by_item: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_item.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    opening = {n for n in headed & by_item.keys() if _tells_at_once(text, starts[n], by_item[n])}
    if len(opening) < HEADED:
        opening = set()
    if announced and not opening:
        end = max(m.end for m in mentions if m.sentence in announced)
        opening = set(_opening(text, by_item, bisect_right(starts, end)))
        most = max(announced.values())
        if len(opening) < (2 if most else _SERIES) or (most and len(opening) > most + 1):
            return None
    if not opening:
        return None
    before = min(opening)
    lead = [m for n, told in by_item.items() if n < before for m in told]
    behind = [m for n, told in by_item.items() if n > before and n not in opening for m in told]
    total = {m.sentence for m in lead} - {m.sentence for m in lead if _is_single_act(m)} | announced.keys()
    total |= {m.sentence for m in behind if _WINDOW.search(text, m.sentence_start, m.sentence_end)}
    return Listing(starts=tuple(starts), opening=frozenset(opening), total=frozenset(total))


def _tells_at_once(text: str, start: int, mentions: Sequence[Mention]) -> bool:
    """True where what stands below the head `start` soon tells of something new."""
    told = next((m for m in mentions if tells(m)), None)
    return told is not None and told.start - start < _FAR and (told.front is not None or _is_new(text, told))


def _announced(text: str, mention: Mention) -> int | None:
    """How many acts a noun of the opening announces ("Four shootings"); 0 where it does not say how many
    ("a string of attacks"), None where it announces none."""
    if not _is_plural_act(text, mention):
        return None
    count = _COUNT.search(text[max(mention.clause[0], mention.start - 40) : mention.start].casefold())
    if count is None:
        return None
    return (_NUMBERS.get(count["n"]) or int(count["n"])) if count["n"] else 0


def _is_plural_act(text: str, mention: Mention) -> bool:
    plural = mention.kind.form == "noun" and text[mention.end - 1].lower() == "s"
    return plural and mention.kind.strength in ("act", "weak")


def counts_several(text: str, mention: Mention, first: int) -> bool:
    """ "Four shootings", "a string of attacks": the opening may announce several happenings."""
    if mention.sentence - first >= LEAD or not _is_plural_act(text, mention):
        return False
    before = text[max(mention.clause[0], mention.start - 40) : mention.start].casefold().split()
    return mention.number == "counted" or not _roundup().isdisjoint(before)


@cache
def _roundup() -> frozenset[str]:
    return frozenset(load("roles")["roundup"])


@cache
def _times() -> frozenset[str]:
    table = load("roles")
    return frozenset((*table["days"], *table["months"]))


def _items(text: str, end: int) -> tuple[list[int], set[int]]:
    """Where items begin, and which of them a name heads; text below a heading line goes with it, where such
    lines make a list."""
    spots = [match.end() for match in _START.finditer(text, 0, end)] or [0]
    heads = [_HEAD.match(text, spot) for spot in spots]
    named = [head is not None and _is_name(head[1]) for head in heads]
    alone = [is_name and _is_line(text, head) for head, is_name in zip(heads, named, strict=True)]
    alone = [
        one and n > 0 and not following
        for n, (one, following) in enumerate(zip(alone, [*alone[1:], True], strict=True))
    ]
    names = {head[1] for head, one in zip(heads, alone, strict=True) if head is not None and one}
    several = len(names) >= HEADED
    starts: list[int] = []
    headed: set[int] = set()
    below = False
    for spot, head, is_name, is_alone in zip(spots, heads, named, alone, strict=True):
        lines = _is_line(text, head)
        if below and not is_name:
            continue
        starts.append(spot)
        if is_name and (is_alone and several if lines else True):
            headed.add(len(starts) - 1)
        below = several and is_alone
    return starts, headed


def _is_line(text: str, head: re.Match[str] | None) -> bool:
    """True of a head that is all of its line."""
    return head is not None and text[head.end() - 1] == "\n"


def _is_name(words: str) -> bool:
    """True of a head that is no time and not of common words alone ("PREVIOUS STORY")."""
    said = _WORD.findall(words.casefold())
    known = classes()
    return _times().isdisjoint(said) and any(not known.flags(w) and w not in known.closed for w in said)


def _opening(text: str, items: dict[int, list[Mention]], body: int) -> Iterator[int]:
    """Items from number `body` on whose first telling sentence is of a new act in a place new to them."""
    known: set[str] = set()
    for number in sorted(items):
        if number < body:
            continue
        told = next((m for m in items[number] if tells(m)), None)
        if told is None:
            continue
        places = list(_places(text, told.sentence_start, min(told.sentence_end, told.sentence_start + _FAR)))
        if _is_new(text, told) and any(not p <= known for p in places):
            yield number
        known.update(*places)


def _places(text: str, start: int, end: int) -> Iterator[set[str]]:
    for match in _PLACE.finditer(text, start, end):
        name = set(_WORD.findall((match[1] or match[2]).casefold())) - _times()
        if name:
            yield name


def _is_new(text: str, mention: Mention) -> bool:
    """True where the subject of the sentence is nobody known yet: no pronoun, no person by name, nothing
    definite but a body, or an act that is counted off ("the fifth shooting")."""
    start = mention.sentence_start if mention.front is None else mention.front[1]
    words = _SUBJECT.findall(text, start, mention.end)[:3]
    low = [w.casefold() for w in words]
    if mention.front is None and low and low[0] in ("and", "meanwhile", "elsewhere", "then", "also"):
        words, low = words[1:], low[1:]
    if not low or low[0] in _BACK:
        return False
    if low[0] == "the":
        return len(low) > 1 and (low[1] in _FOUND or low[1].endswith(("th", "rst", "cond", "ird")))
    return not (
        words[0][0].isupper() and len(words) > 1 and words[1][0].isupper() and words[0] != words[0].upper()
    )


def tells(mention: Mention) -> bool:
    """True of words for something that happened now: no total, no older act, none that is only feared."""
    if mention.kind.strength == "tool" or mention.years:
        return False
    if not {"total", "older", "planned", "threatened", "warned_of"}.isdisjoint(mention.cues):
        return False
    return mention.real or mention.kind.strength != "act"


def _is_single_act(mention: Mention) -> bool:
    return mention.kind.strength == "act" and mention.real and mention.number not in ("counted", "plural")
