"""Of a happening that one side denies, low and high span what each side says of all the dead.

The army's sixteen fighters and the elders' twenty-three civilians are two accounts of one strike: they stand
in two groups, and neither is a part of the other. A flat denial is no figure: the occurrence says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tacitus.model import Figure, Resolution
from tacitus.reconcile.testimony import PARTY, Testimony


def spanning(resolutions: Sequence[Resolution], told: Sequence[Testimony]) -> list[Resolution]:
    """The resolutions of one count slot, the headline's bounds widened to what a party to the fight tells of
    those of one side. `told` are the slot's claims; nothing changes where no headline stands."""
    found = list(resolutions)
    if not found or found[0].best is None or not _is_whole(found[0].value):
        return found
    tolls = _tolls_of_parties(told)
    head = found[0]
    low, high = min([head.low or 0, *tolls]), max([head.high or 0, *tolls])
    if (low, high) != (head.low or 0, head.high or 0):
        said = " and ".join(map(str, sorted(tolls)))
        found[0] = replace(
            head, low=low, high=high, trace=f"{head.trace}; disputed: a party to the fight tells of {said}"
        )
    return found


def _is_whole(value: object) -> bool:
    return isinstance(value, Figure) and not value.of and value.scope == "total"


def _tolls_of_parties(told: Sequence[Testimony]) -> set[int]:
    """What each voice has a party say of all: the largest of each side, summed."""
    by_voice: dict[str, dict[str, int]] = defaultdict(dict)
    for t in told:
        side, best = t.figure.of.side, t.figure.best
        if t.counts and t.place == PARTY and side and best and t.figure.scope == "total":
            by_voice[t.voice][side] = max(best, by_voice[t.voice].get(side, 0))
    return {sum(sides.values()) for sides in by_voice.values()}
