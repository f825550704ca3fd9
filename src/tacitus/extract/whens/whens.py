"""Which expression times which happening.

An expression is bound to a trigger (a word that names a happening) by the clause: to the nearest one that it
could modify, unless a word of saying or of what came after stands nearer ("said on Tuesday", "was arrested on
Friday").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, zip_longest
from typing import Literal

from tacitus.extract.findings import Finding
from tacitus.extract.whens.dating import date_of, turn_of_year, word_set
from tacitus.extract.whens.later import is_later_death, is_line_of_date, is_over, tells_of_lasting
from tacitus.lang.sentences import sentences_of
from tacitus.lang.times import TimeExpression, find_times
from tacitus.model import Basis, Document, When

__all__ = ["assumed_when", "date_of", "find_whens"]

_SUPPOSED_LAG = timedelta(days=1)
"""Of pages that give no day, those written on the day or the day after: 68 % of GVA train (77 % within three
days), 86 % of MUC-4 train (89 %)."""
_WIDEST_ANCHOR = 31
"""Days that the date of a page may be uncertain by for "on Tuesday" still to be reckoned from it."""
_REACH = 14.0
"""What binding may cost at most; a word between costs one half, a comma one, a clause or a verb three."""
_WINDOW = 60
"""Words on either side that can matter; longer sentences are lists or garbage."""
_IMPLICIT = 2
"""Days that an expression may cover to be bound to "it happened" or to the call to the police."""
_NEAR = 4
"""A word of saying so few words before an expression takes it ("told a news conference on Tuesday")."""
_BLOCKING = 3.5
"""What may stand between an expression and a word of saying or reaction that takes it: one verb at most."""
_COSTS = {",": 1.0, ";": 4.0, ":": 2.0, "-": 1.0, "–": 1.0, "—": 1.0}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|[^\w\s]")
_AMOUNT = re.compile(r"P(\d{1,2})([DW])")
_PAST_VERB = re.compile(r"[a-z]{3,}ed")
_SUREST, _STEP = 0.95, 0.05
_CONFIDENCE = ((2.0, 0.9), (5.0, 0.8), (9.0, 0.65))


_TAKE = ("took", "takes", "take", "taken", "taking")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    low: str
    trigger: tuple[int, int] | None
    timed: bool


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
    starts, long = [t.start for t in times], tells_of_lasting(document.text)
    lasting = [s for s, e in spots if not word_set("durative").isdisjoint(document.text[s:e].lower().split())]
    for start, end in sentences_of(document):
        here = times[bisect_left(starts, start) : bisect_left(starts, end)]
        lasts = bisect_left(lasting, start) < bisect_left(lasting, end)
        words = _words(document.text, (start, end), spots, here) if here or lasts else []
        found += _of_sentence(document, words, here, lasts=long)
        found += _ongoing(words)
    return tuple(sorted(_agreeing(found), key=lambda f: (f.start, f.end, f.slot)))


def _agreeing(found: Sequence[Finding]) -> Iterator[Finding]:
    """A day told again is surer, by one step a time."""
    told = Counter(_day_of(f) for f in found)
    for finding in found:
        day = _day_of(finding)
        others = min(told[day] - 1, 3) if day else 0
        yield replace(finding, confidence=min(_SUREST, finding.confidence + _STEP * others))


def _day_of(finding: Finding) -> tuple[str, date] | None:
    """The slot and the one day that it says."""
    value = finding.value
    one = isinstance(value, When) and value.days == 1 and value.earliest
    return (finding.slot, one) if isinstance(one, date) else None


def assumed_when(document: Document) -> When | None:
    """The days in which a happening that no words time is supposed: that of the page and the one before it.

    None where the page has no date. The basis is ASSUMED: it is the date of the page, not of the happening.
    """
    published = document.published
    if published is None or published.latest is None or (published.earliest or published.latest).year < 2:
        return None
    first = published.earliest or published.latest
    return When(earliest=first - _SUPPOSED_LAG, latest=published.latest, basis=Basis.ASSUMED)


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
    """Those that name days; "on Thursday, two days after the blast" names that of the blast as well."""
    found: list[TimeExpression] = []
    for time in times:
        before = found[-1] if found else None
        if time.when is not None:
            found.append(time)
        elif before and time.kind == "event-relative" and 0 <= time.start - before.end <= len(", "):
            amount = _AMOUNT.fullmatch(time.value or "")
            when = before.when
            if amount and when and when.days == 1 and when.earliest:
                day = when.earliest - timedelta(days=int(amount[1]) * (7 if amount[2] == "W" else 1))
                found.append(replace(time, when=replace(when, earliest=day, latest=day, time=None)))
    return found


def _words(
    text: str, sentence: tuple[int, int], spots: Sequence[tuple[int, int]], times: Sequence[TimeExpression]
) -> list[_Word]:
    words = []
    starts = [t.start for t in times]
    for found in _WORD.finditer(text, *sentence):
        n = bisect_right(starts, found.start()) - 1
        timed = n >= 0 and found.start() < times[n].end
        k = bisect_right(spots, (found.start(), len(text))) - 1
        inside = k >= 0 and spots[k][0] <= found.start() < spots[k][1]
        words.append(_Word(found.start(), found.end(), found[0].lower(), spots[k] if inside else None, timed))
    for k, (verb, particle) in enumerate(pairwise(words)):
        if verb.low in _TAKE and particle.low == "back" and verb.trigger is None:
            words[k] = replace(verb, low="retracted")  # "took back its claim"
    return words


def _of_sentence(
    document: Document, words: list[_Word], times: list[TimeExpression], *, lasts: bool
) -> Iterator[Finding]:
    starts, ends = [w.start for w in words], [w.end for w in words]
    bond: _Bond | None = None
    for time, following in zip_longest(times, times[1:]):
        first, last = bisect_right(ends, time.start), bisect_left(starts, time.end)
        near = words[max(0, first - _WINDOW) : last + _WINDOW]
        if following is not None and following.kind == "event-relative":
            near = [w for w in near if w.start < following.start]  # what is behind has its own day
        told = bond is not None and bond.trigger is not None
        bond = _bind(near, time)
        if time.kind == "event-relative" and told:
            continue  # "a bomb went off on Friday, two days after an attack": another act
        value = _until_known(document, near, time)
        if (
            bond is None
            or value is None
            or is_later_death(near, bond.trigger)
            or is_line_of_date(document.text, time.start, time.end)
            or time.when is None
            or (bond.trigger is None and (time.when.days or 99) > _IMPLICIT)
        ):
            continue
        extra = (bond.trigger,) if bond.trigger else ()
        confidence = next((c for cost, c in _CONFIDENCE if bond.cost <= cost), 0.5)
        over = lasts and bond.trigger is not None and is_over(near, time.start)
        yield Finding(
            slot="ended" if over else _slot(near, time, bond),
            value=value,
            start=time.start,
            end=time.end,
            extra=extra + _source_of_year(document, time),
            basis=time.basis,
            confidence=min(confidence, _ceiling(near, time, bond)),
        )


def _ceiling(words: list[_Word], time: TimeExpression, bond: _Bond) -> float:
    """What is less sure of itself: "it happened", an hour without a day, the day of a death."""
    if bond.trigger is None or time.kind == "clock":
        return 0.6
    deaths = any(w.low in word_set("death") for w in words if w.trigger == bond.trigger)
    return 0.7 if deaths else 1.0


def _bind(words: list[_Word], time: TimeExpression) -> _Bond | None:
    """What the expression times; None where that is a saying, something that came after, or nothing known."""
    first = next((k for k, w in enumerate(words) if w.end > time.start), len(words))
    last = next((k for k, w in enumerate(words) if w.start >= time.end), len(words))
    if last < len(words) and words[last].low in ("'s", "’s"):
        last += 1
    elif time.kind == "holiday" and last < len(words) and words[last].low in word_set("occasions"):
        return None
    if _is_dateline(words, first, last):
        return None
    if time.kind == "event-relative":
        behind = _scan(iter(words[last:]))
        return behind if isinstance(behind, _Bond) and behind.trigger else None
    follows = _attributive(words[last : last + 3])
    if follows is not None:
        return follows
    if _times_what_follows(words[last : last + 3]):
        return None
    before = _scan(reversed(words[:first]))
    if before == "blocked":
        return None
    if before is None or before.trigger is None:
        before = _same_moment(words[last:]) or before
    opens = first == 0 or all(w.low in _LEAD or w.timed for w in words[:first])
    opens = opens or words[first - 1].low in (",", "that", "on", "in", "and", "when", "-", "–", "—", ";", ":")
    after = _scan(iter(words[last:]), fronted=True) if opens else None
    bonds = [b for b in (before, after) if isinstance(b, _Bond)]
    return min(bonds, key=lambda b: (b.trigger is None, b.cost), default=None)


def _attributive(words: Sequence[_Word]) -> _Bond | None:
    """ "Monday's deadly attack": the trigger follows with nothing but adjectives between."""
    for word in words:
        if word.trigger is not None:
            return _Bond(cost=0.5, trigger=word.trigger)
        if _breaks(word):
            return None
    return None


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


def _breaks(word: _Word) -> bool:
    return word.low in _COSTS or any(word.low in word_set(n) for n in ("clause", "speech", "prepositions"))


def _times_what_follows(words: Sequence[_Word]) -> bool:
    """ ", last week, was sentenced": the passive after the comma is what is timed."""
    lows = [w.low for w in words]
    return len(lows) == 3 and lows[0] == "," and lows[1] in _BE and lows[2] in word_set("reaction")


_BE = ("was", "were", "is", "are")


def _same_moment(words: Sequence[_Word]) -> _Bond | None:
    """ "was at home on Monday when he was shot": the clause with "when" tells of the same moment."""
    link = next((k for k, w in enumerate(words) if w.low in word_set("same_moment")), None)
    if link is None or any(w.low in word_set("speech") for w in words[:link]):
        return None
    trigger = next((w.trigger for w in words[link:] if w.trigger), None)
    return _Bond(cost=6.0, trigger=trigger) if trigger else None


def _scan(words: Iterator[_Word], *, fronted: bool = False) -> _Bond | Literal["blocked"] | None:
    """The first trigger on the way and what stands between; "blocked" by a nearer word of saying."""
    cost, steps, implicit, crossed = 0.0, 0, None, False
    for word in words:
        if word.trigger is not None:
            return _Bond(cost=cost, trigger=word.trigger)
        if word.timed:
            continue
        steps += 1
        if fronted and word.low in word_set("says"):
            cost += 2.0
        elif word.low in word_set("speech") or word.low in word_set("reaction"):
            if implicit is None and not crossed and cost <= _BLOCKING and steps <= _NEAR * 2:
                return "blocked"
            cost += 3.0
        elif implicit is None and (word.low in word_set("occurrence") or word.low in word_set("response")):
            implicit = _Bond(cost=cost, trigger=None)
        elif word.low in word_set("clause") or _PAST_VERB.fullmatch(word.low):
            cost += 3.0
            crossed = crossed or word.low in word_set("clause")
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


def _until_known(document: Document, words: list[_Word], time: TimeExpression) -> When | None:
    """What has happened did so before the page was written: "this month" ends there, and a day without a year
    that would lie ahead is that of the year before."""
    when = time.when
    latest = document.published.latest if document.published else None
    ahead = any(w.low in word_set("planned") for w in words)
    if ahead or latest is None or when is None or when.latest is None or when.earliest is None:
        return when
    if (
        when.earliest > latest
        and when.earliest.year > 1
        and time.kind in ("partial", "holiday")
        and when.days == 1
    ):
        return replace(when, earliest=_year_before(when.earliest), latest=_year_before(when.latest))
    return replace(when, latest=latest) if when.earliest <= latest < when.latest else when


def _year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


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
