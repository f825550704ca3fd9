"""UCDP-style: best, low and high, where a doubtful source may lift only high, and best is a sum of sides."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.reconcile.profiles.case import (
    Case,
    Count,
    attackers_beside,
    attackers_told,
    best_placed,
    ceiling_of,
    floor_of,
    listed,
    stated_number,
    votes,
)
from tacitus.reconcile.testimony import ASSUMED, HEDGED, IN_PASSING, PARTY, Testimony, said_last

_DOUBTFUL = (IN_PASSING, PARTY, HEDGED, ASSUMED)
_SIDES = (("deaths_b", "state_forces"), ("deaths_civilians", "civilians"))


def ucdp(case: Case) -> Count:
    """Most likely, lowest and highest reliable number; the parts sum to best."""
    told = [t for t in said_last(case.told) if stated_number(t) is not None]
    if not told:
        return Count(chosen=None, trace="no number is given", flags=("blank",), rules=("best",))
    reliable = [t for t in told if t.place not in _DOUBTFUL] or told
    number, chosen, trace = _likely(reliable)
    low = min(n for t in reliable if (n := floor_of(t)) is not None)
    high = max(n for t in told if (n := ceiling_of(t)) is not None)
    rules = ["best", "likely", *(["at_least"] if chosen.figure.low != chosen.figure.high else [])]
    if len(reliable) < len(told):
        rules.append("doubtful")
        trace += f"; {len(told) - len(reliable)} doubtful may lift only high"
    elif reliable[0].place in _DOUBTFUL:
        rules.append("doubtful")
        trace += "; doubtful sources alone"
    more, also = attackers_beside(case, chosen, stated_number)
    if more:
        trace += f"; and {more} attackers"
    best = number + more
    parts, excess = _sides(case, best)
    if excess:
        trace, rules = (
            f"{trace}; the sides sum to {excess}, more than the whole: side unknown",
            [*rules, "excess"],
        )
    return Count(
        chosen=chosen, low=min(low + more, best), best=best, high=max(high + more, best), trace=trace,
        also=also, parts=parts, rules=(*rules, *(["sides"] if parts else [])),
    )  # fmt: skip


def _likely(reliable: Sequence[Testimony]) -> tuple[int, Testimony, str]:
    placed = best_placed(reliable)
    newest = max(t.day for t in placed)
    last = [(n, t) for t in placed if t.day == newest and (n := stated_number(t)) is not None]
    voices = votes(last)
    number = min(voices, key=lambda n: (-len(voices[n]), n))
    chosen = min((t for n, t in last if n == number), key=lambda t: (t.rank, t.claim.id))
    day = f" ({newest})" if newest else ""
    among = f", of {listed(voices)} that day" if len(voices) > 1 else ""
    return number, chosen, f"{number}: newest of the best-placed voices{day}{among}"


def _sides(case: Case, best: int) -> tuple[tuple[tuple[str, int], ...], int]:
    """deaths_a, deaths_b, deaths_civilians, deaths_unknown, which sum to `best`; and what the sides sum to
    where that is more than the whole (else 0). Nothing where this is no toll of the dead."""
    if case.slot != "killed":
        return (), 0
    said = {"deaths_a": attackers_told(case, stated_number)[0], "deaths_b": 0, "deaths_civilians": 0}
    for part, side in _SIDES:
        told = [t for t in said_last(case.sides.get(side, ())) if stated_number(t) is not None]
        if told:
            said[part] = _likely(told)[0]
    summed = sum(said.values())
    excess = summed if summed > best else 0
    if excess:
        said = dict.fromkeys(said, 0)
    return (*said.items(), ("deaths_unknown", best - sum(said.values()))), excess
