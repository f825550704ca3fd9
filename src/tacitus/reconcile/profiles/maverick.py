"""The three aggregations of MAVERICK's authors (R package eventreport): least, most, and what most say.

Each of low, best and high is aggregated by itself, as they do it; what each voice says now is a report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tacitus.reconcile.profiles.case import (
    Case,
    Count,
    ceiling_of,
    floor_of,
    listed,
    stated_number,
    votes,
)
from tacitus.reconcile.testimony import Testimony, said_last

_Ends = Callable[[Testimony], int | None]
_Read = list[tuple[int, Testimony]]


def conservative(case: Case) -> Count:
    """The least of what the voices say."""
    return _aggregate(case, lambda read: min(n for n, _ in read), "least", "the least of {} voices ({})")


def informative(case: Case) -> Count:
    """The most of what the voices say."""
    return _aggregate(case, lambda read: max(n for n, _ in read), "most", "the most of {} voices ({})")


def representative(case: Case) -> Count:
    """What most voices say; of several such numbers the smallest."""
    return _aggregate(case, _mode, "mode", "what most of {} voices say ({})")


def _mode(read: _Read) -> int:
    voices = votes(read)
    return min(voices, key=lambda n: (-len(voices[n]), n))


def _aggregate(case: Case, pick: Callable[[_Read], int], rule: str, words: str) -> Count:
    told = said_last(case.told)
    read = _read(told, stated_number)
    if not read:
        return Count(chosen=None, trace="no number is given", flags=("blank",), rules=(rule,))
    best = pick(read)
    low, high = pick(_read(told, floor_of)), pick(_read(told, ceiling_of))
    chosen = min((t for n, t in read if n == best), key=lambda t: (t.place, t.rank, t.claim.id))
    everyone = len({t.voice for _, t in read})
    trace = f"{best}: " + words.format(everyone, listed(n for n, _ in read))
    return Count(
        chosen=chosen, low=min(low, best), best=best, high=max(high, best), trace=trace,
        rules=(rule, "voices"),
    )  # fmt: skip


def _read(told: Sequence[Testimony], read: _Ends) -> _Read:
    return [(number, t) for t in told if (number := read(t)) is not None]
