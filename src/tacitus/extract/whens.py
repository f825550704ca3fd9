"""Which expression times which happening.

An expression is bound to a trigger (a word that names a happening) by the clause: to the nearest one that it
could modify, unless a word of saying or of what came after stands nearer ("said on Tuesday", "was arrested on
Friday").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tacitus.extract.dating import LAG, date_of, sentences_of, turn_of_year, word_set
from tacitus.extract.findings import Finding
from tacitus.lang.times import TimeExpression, find_times
from tacitus.model import Basis, Document, When

__all__ = ["assumed_when", "date_of", "find_whens"]

_WIDEST_ANCHOR = 31
"""Days that the date of a page may be uncertain by for "on Tuesday" still to be reckoned from it."""
_REACH = 14.0
"""What binding may cost at most; a word between costs one half, a comma one, a clause or a verb three."""
_IMPLICIT = 2
"""Days that an expression may cover to be bound to "it happened" or to the call to the police."""
_NEAR = 4
"""A word of saying so few words before an expression takes it ("told a news conference on Tuesday")."""
_COSTS = {",": 1.0, ";": 4.0, ":": 2.0, "-": 1.0, "–": 1.0, "—": 1.0}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|[^\w\s]")
_PAST_VERB = re.compile(r"[a-z]{3,}ed")
_CONFIDENCE = ((2.0, 0.9), (5.0, 0.8), (9.0, 0.65))


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    low: str
    trigger: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Bond:
    cost: float
    trigger: tuple[int, int] | None


def find_whens(document: Document, triggers: Sequence[tuple[int, int]] = ()) -> tuple[Finding, ...]:
    """Findings of the slots `started`, `ended` (a When without zone) and `ongoing` (True), in order.

    `triggers` are the stretches of the words that name happenings. A finding lies on the time expression;
    `extra[0]` is the trigger it times, so that it can be bound to the happening of that trigger; `extra` is
    empty where the text times "it" or the call to the police, then the position decides. A further stretch
    in `extra` is the sentence that the year was inferred from.
    """
    times = _times(document)
    spots = sorted(triggers)
    if not times and not spots:
        return ()
    found: list[Finding] = []
    for start, end in sentences_of(document):
        here = [t for t in times if start <= t.start < end]
        words = _words(document.text, start, end, spots) if here or spots else []
        if here:
            found += _of_sentence(document, words, here)
        found += _ongoing(words)
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.slot)))


def assumed_when(document: Document) -> When | None:
    """The days in which a happening that no words time is supposed: the date of the page and LAG before it.

    None where the page has no date. The basis is ASSUMED: it is the date of the page, not of the happening.
    """
    published = document.published
    if published is None or published.latest is None:
        return None
    first = published.earliest or published.latest
    return When(earliest=first - LAG, latest=published.latest, basis=Basis.ASSUMED)


def _times(document: Document) -> list[TimeExpression]:
    """The expressions that name days, reckoned from the date of the page."""
    published = date_of(document)
    known = published is not None and published.days is not None and published.days <= _WIDEST_ANCHOR
    if published is None or not known:
        return [
            t
            for t in find_times(document.text, None)
            if t.when and t.kind in ("explicit", "partial", "range")
        ]
    first = _dated(find_times(document.text, published.earliest, narrative=False))
    if published.days == 1:
        return first
    last = {t.start: t for t in _dated(find_times(document.text, published.latest, narrative=False))}
    both = [(t, last[t.start]) for t in first if t.start in last]
    return [replace(t, when=t.when.join(u.when)) for t, u in both if t.when and u.when]


def _dated(times: Sequence[TimeExpression]) -> list[TimeExpression]:
    return [t for t in times if t.when is not None]


def _words(text: str, start: int, end: int, spots: Sequence[tuple[int, int]]) -> list[_Word]:
    words = []
    for found in _WORD.finditer(text, start, end):
        k = bisect_right(spots, (found.start(), len(text))) - 1
        inside = k >= 0 and spots[k][0] <= found.start() < spots[k][1]
        words.append(_Word(found.start(), found.end(), found[0].lower(), spots[k] if inside else None))
    return words


def _of_sentence(document: Document, words: list[_Word], times: list[TimeExpression]) -> Iterator[Finding]:
    taken = [(t.start, t.end) for t in times]
    for time in times:
        bond = _bind(words, time, taken)
        if bond is None or time.when is None or (bond.trigger is None and (time.when.days or 99) > _IMPLICIT):
            continue
        extra = (bond.trigger,) if bond.trigger else ()
        confidence = next((c for cost, c in _CONFIDENCE if bond.cost <= cost), 0.5)
        yield Finding(
            slot=_slot(words, time, bond),
            value=_until_known(document, words, time.when),
            start=time.start,
            end=time.end,
            extra=extra + _source_of_year(document, time),
            basis=time.basis,
            confidence=confidence if bond.trigger else min(confidence, 0.6),
        )


def _bind(words: list[_Word], time: TimeExpression, taken: Sequence[tuple[int, int]]) -> _Bond | None:
    """What the expression times; None where that is a saying, something that came after, or nothing known."""
    first = next((k for k, w in enumerate(words) if w.end > time.start), len(words))
    last = next((k for k, w in enumerate(words) if w.start >= time.end), len(words))
    if last < len(words) and words[last].low in ("'s", "’s"):
        last += 1
    if _is_dateline(words, first, last):
        return None
    close = next((w for w in words[last : last + 3] if w.trigger), None)
    if close is not None and not any(_breaks(w) for w in words[last : last + 3] if w is not close):
        return _Bond(cost=0.5, trigger=close.trigger)
    before = _scan(reversed(words[:first]), taken)
    if before == "blocked":
        return None
    if before is None or before.trigger is None:
        before = _same_moment(words[last:]) or before
    opens = first == 0 or all(w.low in _LEAD or _time_word(w, taken) for w in words[:first])
    opens = opens or words[first - 1].low in (",", "that", "on", "in", "and", "when", "-", "–", "—", ";", ":")
    after = _scan(iter(words[last:]), taken, fronted=True) if opens else None
    bonds = [b for b in (before, after) if isinstance(b, _Bond)]
    return min(bonds, key=lambda b: (b.trigger is None, b.cost), default=None)


def _is_dateline(words: list[_Word], first: int, last: int) -> bool:
    """ "SANTIAGO, 3 March 91 (EFE) --": the day of writing, which times nothing in the text."""
    if first > _DATELINE or any(w.trigger for w in words[:first]):
        return False
    rest = words[last : last + 2]
    if rest and rest[0].low.isdigit():
        rest = rest[1:]
    return bool(rest) and rest[0].low in ("(", "-", "–", "—", "[")


_DATELINE = 7
"""Words that may stand before the day of a dateline (a town, a country, commas)."""
_LEAD = frozenset(
    {"on", "in", "at", "about", "around", "early", "late", "by", "just", "the", "during", ",", '"', "“", "("}
)


def _time_word(word: _Word, taken: Sequence[tuple[int, int]]) -> bool:
    return any(s <= word.start < e for s, e in taken)


def _breaks(word: _Word) -> bool:
    return word.low in _COSTS or any(word.low in word_set(n) for n in ("clause", "speech", "prepositions"))


def _same_moment(words: Sequence[_Word]) -> _Bond | None:
    """ "was at home on Monday when he was shot": the clause with "when" tells of the same moment."""
    link = next((k for k, w in enumerate(words) if w.low in word_set("same_moment")), None)
    if link is None or any(w.low in word_set("speech") for w in words[:link]):
        return None
    trigger = next((w.trigger for w in words[link:] if w.trigger), None)
    return _Bond(cost=6.0, trigger=trigger) if trigger else None


def _scan(
    words: Iterator[_Word], taken: Sequence[tuple[int, int]], *, fronted: bool = False
) -> _Bond | Literal["blocked"] | None:
    """The first trigger on the way and what stands between; "blocked" by a nearer word of saying."""
    cost, steps, implicit = 0.0, 0, None
    for word in words:
        if word.trigger is not None:
            return _Bond(cost=cost, trigger=word.trigger)
        if _time_word(word, taken):
            continue
        steps += 1
        if fronted and word.low in word_set("says"):
            cost += 2.0
        elif word.low in word_set("speech") or word.low in word_set("reaction"):
            if implicit is None and cost < 3.0 and steps <= _NEAR * 2:
                return "blocked"
            cost += 3.0
        elif implicit is None and (word.low in word_set("occurrence") or word.low in word_set("response")):
            implicit = _Bond(cost=cost, trigger=None)
        elif word.low in word_set("clause") or _PAST_VERB.fullmatch(word.low):
            cost += 3.0
        else:
            cost += _COSTS.get(word.low, 0.5)
        if cost > _REACH:
            break
    return implicit


def _slot(words: list[_Word], time: TimeExpression, bond: _Bond) -> str:
    """Only what lasts has an end: "until Friday", "the siege ended on Friday"."""
    lasting = bond.trigger is not None and any(
        w.low in word_set("durative") for w in words if w.trigger == bond.trigger
    )
    if not lasting:
        return "started"
    before = [w.low for w in words if w.end <= time.start][-_NEAR:]
    end = max((k for k, w in enumerate(before) if w in word_set("end")), default=-1)
    begin = max((k for k, w in enumerate(before) if w in word_set("begin")), default=-1)
    return "ended" if end > begin else "started"


def _until_known(document: Document, words: list[_Word], when: When) -> When:
    """What has happened did so before the page was written: "this month" ends there."""
    latest = document.published.latest if document.published else None
    ahead = any(w.low in word_set("planned") for w in words)
    if ahead or latest is None or when.latest is None or when.earliest is None:
        return when
    return replace(when, latest=latest) if when.earliest <= latest < when.latest else when


def _source_of_year(document: Document, time: TimeExpression) -> tuple[tuple[int, int], ...]:
    """The sentence that names the year, where the date of the page itself was inferred from it."""
    stated = document.published is not None and document.published.basis is not Basis.INFERRED
    if stated or time.kind not in ("into", "holiday"):
        return ()
    turn = turn_of_year(document)
    return (
        (turn.sentence,)
        if turn and time.when and _year(time.when.earliest) in (turn.day.year, turn.day.year - 1)
        else ()
    )


def _year(day: date | None) -> int | None:
    return day.year if day else None


def _ongoing(words: list[_Word]) -> Iterator[Finding]:
    """ "The siege continues", "are still held": what lasts is not over."""
    lasting = next((w for w in words if w.trigger and w.low in word_set("durative")), None)
    cue = next((w for w in words if w.low in word_set("still")), None)
    if lasting is None or cue is None or any(w.low in word_set("end") for w in words):
        return
    extra = (lasting.trigger,) if lasting.trigger else ()
    yield Finding(slot="ongoing", value=True, start=cue.start, end=cue.end, extra=extra, confidence=0.7)
