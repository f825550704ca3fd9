"""The profile `tacitus`: the newest figure of the best-placed independent voices, with low and high."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tacitus.reconcile.profiles.case import (
    Case,
    Count,
    attackers_told,
    best_placed,
    counts_attackers,
    stated_number,
)
from tacitus.reconcile.testimony import (
    ASSUMED,
    HEARSAY,
    HEDGED,
    IN_PASSING,
    INFERRED,
    PARTY,
    Testimony,
    first_said,
    in_order,
    numbers,
    surest,
    voices_of,
)

_LESS = {
    HEARSAY: "witness or unnamed",
    IN_PASSING: "in passing",
    PARTY: "party to the fight",
    HEDGED: "hedged",
    INFERRED: "worked out",
    ASSUMED: "supposed",
}


def tacitus(case: Case) -> Count:
    """Newest figure of the best-placed voices; where they give several that day, that of most voices, then of
    a body that counts, then the larger. Victims alone."""
    known = in_order(first_said(case.told))
    if known[0].figure.unknown:
        return Count(
            chosen=known[0], low=0, trace="said, but not how many", flags=("number_unknown",),
            rules=("newest",),
        )  # fmt: skip
    placed = best_placed(known)
    newest = max(t.day for t in placed)
    last = surest([t for t in placed if t.day == newest])
    voices: dict[str, set[str]] = defaultdict(set)
    rank: dict[str, int] = {}
    for t in last:
        voices[numbers(t)].add(t.voice)
        rank[numbers(t)] = min(t.rank, rank.get(numbers(t), t.rank))
    chosen = min(
        last, key=lambda t: (-len(voices[numbers(t)]), rank[numbers(t)], -t.figure.low, t.rank, t.claim.id)
    )
    low = min(min(t.figure.best or 0, t.figure.low) for t in known)
    high = max(max(t.figure.best or 0, t.figure.high or 0) for t in known)
    best = chosen.figure.best or 0
    off, also = attackers_told(case, stated_number) if counts_attackers(case, chosen) else (0, ())
    best = max(0, best - off)
    trace = _trace(chosen, last, voices, known) + (f"; {off} attackers taken off" if off else "")
    return Count(
        chosen=chosen, low=min(low, best), best=best, high=high, trace=trace, also=also,
        rules=("newest", "bounds", *(["victims"] if off else [])),
    )  # fmt: skip


def _trace(
    chosen: Testimony,
    last: Sequence[Testimony],
    voices: Mapping[str, set[str]],
    known: Sequence[Testimony],
) -> str:
    if chosen.is_human:
        return chosen.by_whom
    agreeing = voices_of(t for t in known if numbers(t) == numbers(chosen))
    day = f" of {chosen.day}" if chosen.spoken else ""
    who = {"counts": " (a body that counts)", "official": " (an official)"}.get(chosen.station, "")
    said = (
        f"newest figure{day} of the best-placed voices{who}; {agreeing} of {voices_of(known)} voices say so"
    )
    if len(voices) > 1:
        said += (
            f"; {len(voices)} figures that day, the one of most voices, then of a body that counts, stands"
        )
    if chosen.place in _LESS:
        said += f"; no voice is better placed than {_LESS[chosen.place]}"
    less = Counter(t.place for t in known if t.place > chosen.place)
    if less:
        said += "; less well placed: " + ", ".join(f"{_LESS[place]} {n}" for place, n in sorted(less.items()))
    if {t.figure.includes_attackers for t in last} > {"no"}:
        said += "; some may count attackers"
    return said
