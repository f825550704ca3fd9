"""Days told by another event: "a bus was burned two days after the raid", where the raid has a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tacitus.extract.findings import Finding
from tacitus.extract.whens.reckoning import distance
from tacitus.lang.sentences import sentences_of
from tacitus.lang.times import TimeExpression
from tacitus.model import Basis, Document, When

Spot = tuple[int, int]
_REACH = 90
"""Characters from an expression to the word for either event."""
_SURE = 0.6
"""Two bindings and a sum: as sure as an hour without a day (whens.py)."""


def days_by_another(
    document: Document, times: Sequence[TimeExpression], spots: Sequence[Spot], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Findings of `started` for what stands before "two days after" or "hours before" another event.

    The other event is the trigger that follows; its day must have been found in the text, for the same words
    and only one. Where it is not known, nothing is said. The finding's `extra` holds the trigger it times and
    the expression that gives the other's day.
    """
    open_ones = [t for t in times if t.when is None]
    if not open_ones:
        return
    starts = [start for start, _ in spots]
    bounds = sentences_of(document)
    for time in open_ones:
        first, last = next(((s, e) for s, e in bounds if s <= time.start < e), (0, 0))
        behind = spots[bisect_left(starts, time.end) : bisect_right(starts, min(last, time.end + _REACH))][:1]
        before = spots[
            bisect_left(starts, max(first, time.start - _REACH)) : bisect_left(starts, time.start)
        ][-1:]
        if not behind or not before:
            continue
        known = _day_of(document.text, behind[0], found)
        when = _moved(document.text, time, known[0]) if known is not None else None
        if known is None or when is None:
            continue
        extra = (before[0], known[1])
        yield Finding(
            slot="started", value=when, start=time.start, end=time.end, extra=extra, basis=when.basis,
            confidence=_SURE,
        )  # fmt: skip


def _day_of(text: str, spot: Spot, found: Sequence[Finding]) -> tuple[date, Spot] | None:
    """The one day that the text gives for these words, and where."""
    words = text[slice(*spot)].lower()
    days: dict[date, Spot] = {}
    for finding in found:
        value = finding.value
        named = finding.extra and text[slice(*finding.extra[0])].lower() == words
        if (
            named
            and finding.slot == "started"
            and isinstance(value, When)
            and value.days == 1
            and value.earliest
        ):
            days.setdefault(value.earliest, (finding.start, finding.end))
    return next(iter(days.items())) if len(days) == 1 else None


def _moved(text: str, time: TimeExpression, day: date) -> When | None:
    """The day so far from another; hours and minutes may lie over a midnight."""
    if time.value.startswith("PT"):
        earlier = text[time.start : time.end].lower().endswith("before")
        ends = (day - timedelta(days=1), day) if earlier else (day, day + timedelta(days=1))
        return When(earliest=ends[0], latest=ends[1], basis=Basis.INFERRED)
    days = distance(text, time)
    if days is None:
        return None
    moved = day + timedelta(days=days)
    return When(earliest=moved, latest=moved, basis=Basis.INFERRED)
