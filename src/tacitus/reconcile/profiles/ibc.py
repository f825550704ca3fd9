"""IBC-style: the smallest and the largest number that anybody reported, and no best."""

from __future__ import annotations

from tacitus.reconcile.profiles.acled import number_of
from tacitus.reconcile.profiles.case import Case, Count, ceiling_of, floor_of, stated_number
from tacitus.reconcile.testimony import Testimony, in_order, voices_of


def ibc(case: Case) -> Count:
    """Low over all voices counts victims alone, high attackers too: every rule book's number lies within."""
    known = [t for t in in_order(case.told) if stated_number(t) is not None]
    if not known:
        return Count(chosen=None, trace="no number is given", flags=("blank",), rules=("range",))
    ends = [_ends(t) for t in known]
    attackers = [_ends(t) for t in case.attackers if stated_number(t) is not None]
    most = max((high for _, high in attackers), default=0)
    low = max(
        0,
        min(a - most * (t.figure.includes_attackers == "yes") for t, (a, _) in zip(known, ends, strict=True)),
    )
    high = max(b for _, b in ends) + most
    trace = f"{low} to {high}: the smallest and the largest of {voices_of(known)} voices"
    if most:
        trace += f"; high counts {most} attackers"
    return Count(
        chosen=min(known, key=lambda t: (_ends(t), t.claim.id)), low=low, high=high, trace=trace,
        also=tuple(in_order(case.attackers)),
        rules=("range", "whole"),
    )  # fmt: skip


def _ends(t: Testimony) -> tuple[int, int]:
    """The lowest and the highest number that some rule book reads in the words."""
    read = [n for n in (floor_of(t), ceiling_of(t), *(number_of(t, large) for large in (False, True)))
            if n is not None]  # fmt: skip
    return min(read), max(read)
