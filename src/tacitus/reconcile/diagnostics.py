"""How much it matters which report is believed: six diagnostics over what several reports say of one event.

Definitions as in the R package eventreport (van Baalen and Hoeglund, "Trials and Triangulations", ISQ 70(1),
2026): each is worked out for an event over its reports, and averaged over the events. Numbers are compared as
values; a report that says nothing is not handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from tacitus.reconcile.profiles.case import stated_number
from tacitus.reconcile.testimony import Testimony, said_last


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """`events` is how many were looked at. Means over events: `divergence`, distinct values less one;
    `normalised`, that by the number of distinct values in the data set; `sd`, the sample standard deviation
    (events of two or more reports; None without one); `range`, largest less smallest; `disagreement`, the
    share of events with two values or more; `modal_confidence`, the share of reports that say what most
    say."""

    events: int
    divergence: float
    normalised: float
    sd: float | None
    range: float
    disagreement: float
    modal_confidence: float


def voices_say(slot: str, testimonies: Iterable[Testimony]) -> tuple[int, ...]:
    """What each voice says now of the whole of a count: one number a voice, by voice."""
    told = [t for t in testimonies if t.claim.slot == slot and t.counts]
    whole = [t for t in told if not t.figure.of and t.figure.scope == "total" and not t.figure.unknown]
    said: dict[str, int] = {}
    for t in said_last(whole):
        number = stated_number(t)
        if number is not None:
            said.setdefault(t.voice, number)
    return tuple(number for _, number in sorted(said.items()))


def diagnose(events: Sequence[Sequence[int]]) -> Diagnostics | None:
    """The six over events, each given as the numbers that its reports say; None where nobody says any."""
    told = [list(values) for values in events if values]
    if not told:
        return None
    distinct = [len(set(values)) for values in told]
    divergence = fmean(n - 1 for n in distinct)
    several = [stdev(values) for values in told if len(values) > 1]
    return Diagnostics(
        events=len(told),
        divergence=divergence,
        normalised=divergence / len({value for values in told for value in values}),
        sd=fmean(several) if several else None,
        range=fmean(max(values) - min(values) for values in told),
        disagreement=fmean(n > 1 for n in distinct),
        modal_confidence=fmean(max(Counter(values).values()) / len(values) for values in told),
    )
