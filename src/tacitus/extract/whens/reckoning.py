"""The time expressions of a page, reckoned from the day on which it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tacitus.extract.whens.dating import date_of
from tacitus.lang.times import TimeExpression, find_times
from tacitus.model import Document

_WIDEST_ANCHOR = 31
"""Days that the date of a page may be uncertain by for "on Tuesday" still to be reckoned from it."""
_DATES, _DEICTIC = ("partial", "explicit"), ("relative", "weekday")
_AMOUNT = re.compile(r"P(\d{1,2})([DW])")
_DAYS = {"D": 1, "W": 7}


def times_of(document: Document) -> list[TimeExpression]:
    """The expressions that name days, and those that name a distance from another event, in order."""
    published = date_of(document)
    known = published is not None and published.days is not None and published.days <= _WIDEST_ANCHOR
    if published is None or not known:
        return [
            t
            for t in find_times(document.text, None)
            if t.when and t.kind in ("explicit", "partial", "range")
        ]
    first = _dated(document.text, find_times(document.text, published.earliest, narrative=False))
    if published.days == 1:
        return first
    other = find_times(document.text, published.latest, narrative=False)
    last = {t.start: t for t in _dated(document.text, other)}
    both = [(t, last[t.start]) for t in first if t.start in last]
    return [replace(t, when=t.when.join(u.when)) for t, u in both if t.when and u.when]


def distance(text: str, time: TimeExpression) -> int | None:
    """Days from another event to the time that "two days before" or "a week after" it names; None where they
    are not said."""
    amount = _AMOUNT.fullmatch(time.value)
    if amount is None:
        return None
    sign = -1 if text[time.start : time.end].lower().endswith("before") else 1
    return sign * int(amount[1]) * _DAYS[amount[2]]


def _dated(text: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Those that name days; "on Thursday, two days after the blast" names that of the blast as well, and of
    "today, 30 June" the date stands: the page may have been sent on later."""
    found: list[TimeExpression] = []
    for time in times:
        before = found[-1] if found else None
        if before is not None and _is_apposed(before, time):
            found[-1] = replace(before, when=time.when, basis=time.basis)
        if time.when is not None:
            found.append(time)
        elif time.kind == "event-relative":
            found.append(_of_the_other(text, before, time) if before is not None else time)
    return found


def _is_apposed(before: TimeExpression, time: TimeExpression) -> bool:
    """ "today, 30 June", "last Thursday [12 October]"."""
    one_day = time.when is not None and time.when.days == 1
    apart = 0 < time.start - before.end <= len(" [")
    return one_day and apart and time.kind in _DATES and before.kind in _DEICTIC


def _of_the_other(text: str, before: TimeExpression, time: TimeExpression) -> TimeExpression:
    """ "On Thursday, two days after" is followed by what happened on Tuesday."""
    days, when = distance(text, time), before.when
    apart = 0 <= time.start - before.end <= len(", ")
    if not apart or days is None or when is None or when.days != 1 or when.earliest is None:
        return time
    day = when.earliest - timedelta(days=days)
    return replace(time, when=replace(when, earliest=day, latest=day, time=None))
