"""Tolls said outright ("the death toll rose to 41"), and figures said to be unknown."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from tacitus.extract.figures.casualties import Casualty
from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.pages import Page
from tacitus.lang.lexicon import load
from tacitus.lang.numbers import Number
from tacitus.lang.words import Phrases, Word

_BEFORE = 5
"""Words before it in which "earlier" says that it is not the last one."""
_REACH = 10
"""Words from "death toll" to its number."""


@cache
def _table() -> tuple[Phrases[str], frozenset[str], frozenset[str]]:
    toll = load("casualties")["toll"]
    heads = {phrase: slot for slot in ("killed", "injured") for phrase in toll[slot]}
    return Phrases(heads), frozenset(toll["verbs"]), frozenset(toll["hypothetical"])


def find_tolls(page: Page) -> tuple[Casualty, ...]:
    """Every number that a toll is said to be or to have become; of "from 35 to 41" the later one."""
    found: list[Casualty] = []
    for index, (start, end) in enumerate(page.document.sentences):
        numbers = {n.first: n for n in page.rows[index].numbers if n.kind == "count"}
        if not numbers or not any(word in page.low[start:end] for word in ("toll", "number of")):
            continue
        row = page.rows[index].words
        found += [
            _casualty(row, index, i, number, hit[1], earlier=_is_earlier(row, i))
            for i in range(len(row))
            if (hit := _table()[0].at(row, i)) and (number := _value(row, hit[0], numbers))
        ]
    return tuple(found)


def _value(row: list[Word], k: int, numbers: dict[int, Number]) -> Number | None:
    _, verbs, hypothetical = _table()
    last: Number | None = None
    stop = min(len(row), k + _REACH)
    while k < stop:
        if number := numbers.get(k):
            last, k = number, number.last
            if k < len(row) and row[k].low == "to":
                continue
            return last
        if row[k].low in hypothetical or row[k].low not in verbs:
            return last
        k += 1
    return last


def _is_earlier(row: list[Word], i: int) -> bool:
    """ "Earlier reports put the toll at 35"."""
    earlier = load("casualties")["toll"]["earlier"]
    return any(w.low in earlier or w.low == "had" for w in row[max(0, i - _BEFORE) : i])


def _casualty(row: list[Word], index: int, i: int, number: Number, slot: str, *, earlier: bool) -> Casualty:
    group = Group(
        first=number.first, last=number.last, start=number.start, end=number.end, kind="count",
        low=number.low, high=number.high, point=number.point, modifier=number.modifier, plain=True,
    )  # fmt: skip
    start = row[i].start
    return Casualty(
        slot=slot, group=group, start=start, end=max(number.end, row[i].end), sentence=index,
        toll=not earlier, form="earlier" if earlier else "toll",
    )  # fmt: skip


def find_multiples(page: Page) -> tuple[Casualty, ...]:
    """ "A double homicide", "a triple shooting": words that hold their number."""
    found = []
    for match in _multiples().finditer(page.low):
        slot = "hit" if match["hit"] else "killed"
        n = int(load("casualties")["multiples"][match["n"]])
        group = Group(
            first=0, last=1, start=match.start(), end=match.end(), kind="count", low=n, high=n, point=n,
            plain=True,
        )  # fmt: skip
        found.append(
            Casualty(
                slot=slot, group=group, start=match.start(), end=match.end(), form="multiple",
                sentence=page.document.sentence_of(match.start()),
            )
        )  # fmt: skip
    return tuple(found)


@cache
def _multiples() -> re.Pattern[str]:
    t = load("casualties")["multiples"]
    n = "|".join(k for k, v in t.items() if isinstance(v, int))
    return re.compile(
        rf"\b(?P<n>{n})[ -](?:(?P<killed>{'|'.join(t['killed'])})|(?P<hit>{'|'.join(t['hit'])}))\b"
    )


def find_implied(page: Page) -> tuple[int, int] | None:
    """Where the page first names an act that leaves somebody dead ("a fatal shooting"), or None."""
    text, sentences = page.document.text, page.document.sentences
    headline = sentences[0][1] if sentences else 0
    for match in _implied().finditer(text):
        weak = match["headline"] is not None and match.start() > headline
        if not weak and not _undone(text, match.start()):
            return match.start(), match.end()
    return None


@cache
def _implied() -> re.Pattern[str]:
    t = load("casualties")["implied"]
    acts = rf"(?:{'|'.join(t['deadly'])})(?: [\w'’-]+){{0,3}} (?:{'|'.join(t['acts'])})"
    return re.compile(
        rf"\b(?:(?P<killed>{acts}|{'|'.join(t['killed'])})|(?P<headline>{'|'.join(t['headline'])}))\b",
        re.IGNORECASE,
    )


def _undone(text: str, start: int) -> bool:
    before = text[max(0, start - 30) : start].lower().split()[-2:]
    return any(w in load("casualties")["implied"]["not_after"] for w in before)


def find_unknown(page: Page) -> tuple[Casualty, ...]:
    """ "It is not yet known whether any pilgrims were among the dead": unknown, of that group."""
    table = load("casualties")["unknown"]
    found: list[Casualty] = []
    for index, (start, end) in enumerate(page.document.sentences):
        low = page.low[start:end]
        cue = min((p for c in table["cues"] if (p := low.find(c)) >= 0), default=-1)
        if cue < 0 or not any(q in low[cue:] for q in table["questions"]):
            continue
        slot = next((s for s in ("injured", "killed") if any(w in low[cue:] for w in table[s])), None)
        if slot is None:
            continue
        people = _asked_about(page, index, start + cue)
        if people is not None:
            group = _unknown(people)
            found.append(
                Casualty(slot=slot, group=group, start=start + cue, end=end, sentence=index, form="unknown")
            )
    return tuple(found)


def _asked_about(page: Page, index: int, start: int) -> Group | None:
    many = [g for g in page.groups(index) if g.start > start and g.kind == "many"]
    if many:
        return many[0]
    row = page.rows[index].words
    how_many = any(a.low == "how" and b.low == "many" for a, b in pairwise(row))
    return _blank(row) if how_many else None


def _blank(row: list[Word]) -> Group:
    return Group(first=0, last=1, start=row[0].start, end=row[0].end, kind="many", plain=True)


def _unknown(people: Group) -> Group:
    return Group(
        first=people.first, last=people.last, start=people.start, end=people.end, kind="count", low=0,
        high=None, point=None, noun=people.noun, of=people.of, plain=people.plain,
    )  # fmt: skip
