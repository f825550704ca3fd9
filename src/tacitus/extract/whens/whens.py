"""Which expression times which happening.

An expression is bound to a trigger (a word that names a happening) by the clause: to the nearest one that it
could modify, unless a word of saying or of what came after stands nearer ("said on Tuesday", "was arrested on
Friday").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from tacitus.extract.findings import Finding
from tacitus.extract.whens.bonds import Bond, Word, bind, words_of
from tacitus.extract.whens.dating import date_of, turn_of_year, word_set
from tacitus.extract.whens.later import (
    is_day_of_find,
    is_in_other_zone,
    is_later_death,
    is_line_of_date,
    is_over,
    tells_of_lasting,
)
from tacitus.extract.whens.reckoning import times_of
from tacitus.extract.whens.tied import days_by_another
from tacitus.lang.sentences import sentences_of
from tacitus.lang.times import TimeExpression
from tacitus.model import Basis, Document, When

__all__ = ["assumed_when", "date_of", "find_whens"]

_SUPPOSED_LAG = timedelta(days=1)
"""Of pages that give no day, those written on the day or the day after: 68 % of GVA train (77 % within three
days), 86 % of MUC-4 train (89 %)."""
_WINDOW = 60
"""Words on either side that can matter; longer sentences are lists or garbage."""
_IMPLICIT = 2
"""Days that an expression may cover to be bound to "it happened" or to the call to the police."""
_NEAR = 4
"""Words before an expression in which it says whether an act began or ended then."""
_VAGUER = ((31, 0.3), (2, 0.15))
"""An expression of more days than these says less of when: so much is taken off its confidence."""
_SUREST, _STEP = 0.95, 0.05
_CONFIDENCE = ((2.0, 0.9), (5.0, 0.8), (9.0, 0.65))


def find_whens(document: Document, triggers: Sequence[tuple[int, int]] = ()) -> tuple[Finding, ...]:
    """Findings of the slots `started`, `ended` (a When without zone) and `ongoing` (True), in order.

    `triggers` are the stretches of the words that name happenings. A finding lies on the time expression;
    `extra[0]` is the trigger it times, so that it can be bound to the happening of that trigger; `extra` is
    empty where the text times "it" or the call to the police, then the position decides. A further stretch
    in `extra` is the sentence that the year was inferred from.
    """
    every = times_of(document)
    times = [t for t in every if t.when is not None]
    spots = sorted(triggers)
    if not times and not spots:
        return ()
    found: list[Finding] = []
    starts, long = [t.start for t in times], tells_of_lasting(document.text)
    lasting = [s for s, e in spots if not word_set("durative").isdisjoint(document.text[s:e].lower().split())]
    for start, end in sentences_of(document):
        here = times[bisect_left(starts, start) : bisect_left(starts, end)]
        lasts = bisect_left(lasting, start) < bisect_left(lasting, end)
        if not here and not lasts:
            continue
        words = words_of(document.text, (start, end), spots, here)
        found += _of_sentence(document, words, here, lasts=long)
        found += _ongoing(words)
    found += days_by_another(document, [t for t in every if t.kind == "event-relative"], spots, found)
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


def _of_sentence(
    document: Document, words: list[Word], times: list[TimeExpression], *, lasts: bool
) -> Iterator[Finding]:
    starts, ends = [w.start for w in words], [w.end for w in words]
    bond: Bond | None = None
    for time, following in zip_longest(times, times[1:]):
        first, last = bisect_right(ends, time.start), bisect_left(starts, time.end)
        near = words[max(0, first - _WINDOW) : last + _WINDOW]
        if following is not None and following.kind == "event-relative":
            near = [w for w in near if w.start < following.start]  # what is behind has its own day
        told = bond is not None and bond.trigger is not None
        bond = bind(near, time)
        if time.kind == "event-relative" and told:
            continue  # "a bomb went off on Friday, two days after an attack": another act
        value = _until_known(document, near, time)
        if (
            bond is None
            or value is None
            or _reaches_back(near, time, bond)
            or is_in_other_zone(document.text, time.start, time.end)
            or is_later_death(near, bond.trigger)
            or is_line_of_date(document.text, time.start, time.end)
            or is_day_of_find(near, time.start, time.end)
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
            confidence=round(min(confidence, _ceiling(near, time, bond)) - _vagueness(value), 3),
        )


def _vagueness(when: When) -> float:
    return next((less for days, less in _VAGUER if when.days and when.days > days), 0.0)


def _ceiling(words: list[Word], time: TimeExpression, bond: Bond) -> float:
    """What is less sure of itself: "it happened", an hour without a day, the day of a death."""
    if bond.trigger is None or time.kind == "clock":
        return 0.6
    deaths = any("death" in w.marks for w in words if w.trigger == bond.trigger)
    return 0.7 if deaths else 1.0


def _slot(words: list[Word], time: TimeExpression, bond: Bond) -> str:
    """Only what lasts has an end: "until Friday", "the siege ended on Friday"."""
    lasting = bond.trigger is not None and any(
        "durative" in w.marks for w in words if w.trigger == bond.trigger
    )
    if not lasting:
        return "started"
    before = [w for w in words if w.end <= time.start][-_NEAR:]
    end = max((k for k, w in enumerate(before) if "end" in w.marks), default=-1)
    begin = max((k for k, w in enumerate(before) if "begin" in w.marks), default=-1)
    return "ended" if end > begin else "started"


def _reaches_back(words: list[Word], time: TimeExpression, bond: Bond) -> bool:
    """ "Has killed forty since May", "for the past two weeks": no day, unless what is timed lasts."""
    lead = next((w for w in reversed(words) if w.end <= time.start), None)
    if lead is None or any("durative" in w.marks for w in words if w.trigger == bond.trigger):
        return False
    behind = next((w.low for w in words if w.start >= time.end and w.low != ","), "")
    if behind == "when":
        return False  # "since 2011, when a man killed three"
    return lead.low == "since" or (lead.low == "for" and time.kind == "duration")


def _until_known(document: Document, words: list[Word], time: TimeExpression) -> When | None:
    """What has happened did so before the page was written: "this month" ends there, and a day without a year
    that would lie ahead is that of the year before."""
    when = time.when
    latest = document.published.latest if document.published else None
    ahead = any("planned" in w.marks for w in words)
    if ahead or latest is None or when is None or when.latest is None or when.earliest is None:
        return when
    if when.earliest > latest:
        if when.days != 1 or when.earliest.year < 2 or time.kind not in ("partial", "holiday"):
            return None  # "tomorrow", "next year": what has happened is not timed by that
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


def _ongoing(words: list[Word]) -> Iterator[Finding]:
    """ "The siege continues", "are still held": what lasts is not over."""
    lasting = next((w for w in words if w.trigger and "durative" in w.marks), None)
    cue = next((w for w in words if "still" in w.marks), None)
    if lasting is None or cue is None or any("end" in w.marks for w in words):
        return
    extra = (lasting.trigger,) if lasting.trigger else ()
    yield Finding(slot="ongoing", value=True, start=cue.start, end=cue.end, extra=extra, confidence=0.7)
