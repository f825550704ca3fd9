"""Why two reports, or two groups of them, are or are not one happening: the scores behind it, in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tacitus.link.block import is_crowded, is_timeless, meet, seats
from tacitus.link.cluster import JOIN, verdicts
from tacitus.link.compare import Score, Side, compare
from tacitus.link.packing import unpack
from tacitus.link.rarity import Rarity
from tacitus.link.shelf import Index
from tacitus.link.signature import Signature
from tacitus.model import Decision

ASK = -3.5
"""Log-odds from which a pair that is not joined is worth a person's look; below it, never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports: their score, whether they share enough to have been compared, and the verdict of a
    person on them (same, different, unsure) where one stands."""

    one: str
    other: str
    score: Score
    met: bool
    verdict: str | None = None

    @property
    def band(self) -> str:
        """What the score alone says of the two: auto (one happening), ask (a person should look) or never."""
        if self.score.forbidden or not self.met or self.score.total < ASK:
            return "never"
        return "auto" if self.score.total >= JOIN else "ask"


def pairs_between(
    left: Sequence[Signature], right: Sequence[Signature], decisions: Iterable[Decision] = ()
) -> tuple[Pair, ...]:
    """Every pair of a report on the left and another on the right, the highest score first."""
    rarity = Rarity.shipped()
    signatures = {s.report: s for s in (*left, *right)}
    sides = {i: Side.of(s, rarity) for i, s in signatures.items()}
    taken = {i: set(seats(s, rarity)) for i, s in signatures.items()}
    words = verdicts(decisions)
    named = {tuple(sorted((a.report, b.report))) for a in left for b in right if a.report != b.report}
    found = [
        Pair(
            one=one,
            other=other,
            score=compare(sides[one], sides[other], rarity),
            met=meet(sorted(taken[one] & taken[other])),
            verdict=words.get((one, other)),
        )
        for one, other in sorted(named)
    ]
    return tuple(sorted(found, key=lambda p: (-p.score.total, p.one, p.other)))


def near(index: Index, reports: Iterable[str], *, ever: bool = False) -> list[str]:
    """The linked reports that share enough with these to be worth comparing, sorted; none of these. `ever`:
    they share it in all time, names alone."""
    nodes = {row.node or n for n, row in index.reports.filed(_numbers(index, reports)).items()}
    taken = {seat for seats_ in index.seats.of(nodes).values() for seat in seats_}
    taken = {seat for seat in taken if is_timeless(seat)} if ever else taken
    shared: dict[int, list[int]] = defaultdict(list)
    for seat, holders in sorted(index.seats.held(taken)[0].items()):  # those of very many are crowded
        for number in () if is_crowded(seat, len(holders)) else set(holders) - nodes:
            shared[number].append(seat)
    found = index.reports.filed([number for number, seats_ in shared.items() if meet(seats_)])
    return sorted(row.report for row in found.values())


def signatures_of(index: Index, reports: Iterable[str]) -> dict[str, Signature]:
    """The signatures of those of these reports that are linked, by report."""
    packed = index.reports.signatures(_numbers(index, reports))
    return {s.report: s for s in map(unpack, packed.values())}


def _numbers(index: Index, reports: Iterable[str]) -> list[int]:
    return sorted(index.reports.find(list(reports)).values())


def reason(pairs: Sequence[Pair], incident_of: Mapping[str, str | None]) -> str:
    """What joined the two sides or kept them apart, in words. `incident_of`: report -> its incident today."""
    said = [p for p in pairs if p.verdict in ("same", "different")]
    together = [p for p in pairs if incident_of.get(p.one) == incident_of.get(p.other) is not None]
    mean = sum(p.score.total for p in pairs) / len(pairs) if pairs else 0.0
    if any(p.verdict == "different" for p in said) and not together:
        return "apart: a person said that they are different"
    if any(p.verdict == "same" for p in said) and together:
        return "together: a person said that they are the same"
    barred = sorted({p.score.forbidden for p in pairs if p.score.forbidden})
    if together:
        if barred or mean < JOIN:
            return "together: by way of other reports of the same incident"
        return f"together: mean log-odds {mean:.2f}, at least {JOIN}"
    if barred:
        return f"apart, whatever the words: {'; '.join(barred)}"
    if not any(p.met for p in pairs):
        return "apart: never compared, as they share neither names nor rare words nor place and time"
    if mean < JOIN:
        return f"apart: mean log-odds {mean:.2f}, below {JOIN}"
    return "apart: each is nearer to other reports, with which the two do not go together"
