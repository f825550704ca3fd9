"""Scores and decisions to clusters: average linkage under cannot-link rules; a human's word comes first.

The result is a function of the set of reports and decisions: the order of ingest does not matter.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tacitus.link.block import candidates
from tacitus.link.compare import Side, compare, forbidden
from tacitus.link.rarity import Rarity, vector
from tacitus.link.signature import Signature
from tacitus.link.totals import Totals
from tacitus.model import Decision

Pair = tuple[str, str]

JOIN = -1.5
"""Mean log-odds from which two clusters are one: best B-cubed and pairwise F1 in folds of GVA train."""
MATTERS = ("main", "aftermath")
"""Roles of the happening that a page is about."""
_UNSEEN = -6.0
"""Log-odds of a pair that shares nothing worth comparing."""
_SIDES = 4096
"""Vectors held at a time; one is made anew in some 15 microseconds."""
_SAMPLE = 12
"""Members of each side that are compared when two clusters meet; larger ones are stood for by their first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """`clusters`: sorted tuples of report ids, sorted. `scores`: the log-odds of the pairs that reach JOIN,
    joined or not; `compare` says what they are made of."""

    clusters: tuple[tuple[str, ...], ...]
    scores: Mapping[Pair, float]


def link(signatures: Iterable[Signature], decisions: Sequence[Decision] = ()) -> Clustering:
    """Cluster reports into happenings. Copies of one voice with the same report count as one."""
    ordered = sorted(signatures, key=lambda s: s.report)
    apart = {s for d in decisions if d.verdict == "different" for s in d.subject}
    groups = _copies(ordered, apart)
    nodes = [group[0] for group in groups]
    totals = _compared(nodes)
    same, different = _verdicts(decisions, {s.report: n for n, group in enumerate(groups) for s in group})
    parts = _Parts(nodes, totals, different)
    passing = [node.role not in MATTERS for node in nodes]
    ranked = sorted((passing[i] or passing[j], -total, i, j) for i, j, total in totals if total >= JOIN)
    for _, _, i, j in ranked:  # what pages are about first: a mention in passing never pulls them
        if parts.may_join(i, j):
            parts.join(i, j)
    for i, j in sorted(same):  # last, so that a person's word joins what each of the two stands for, whole
        parts.join(i, j)
    found = [tuple(sorted(s.report for n in part for s in groups[n])) for part in parts.members.values()]
    named = {(nodes[i].report, nodes[j].report): -minus for _, minus, i, j in ranked}
    return Clustering(clusters=tuple(sorted(found)), scores=named)


def _compared(nodes: Sequence[Signature]) -> Totals:
    rarity = Rarity.of(nodes)
    weights = [array("d", vector(node, rarity).values()) for node in nodes]  # in the order of its words

    @lru_cache(maxsize=_SIDES)
    def side(n: int) -> Side:
        words = (word for word, _ in nodes[n].words)
        return Side(signature=nodes[n], vector=dict(zip(words, weights[n], strict=True)))

    totals = Totals(len(nodes))
    for i, j in candidates(nodes, rarity):
        totals.add(i, j, compare(side(i), side(j), rarity).total)
    return totals


def _copies(signatures: Sequence[Signature], apart: set[str]) -> list[list[Signature]]:
    """Reports of one voice on one happening (same role, kinds, day, places) as one group, save those in
    `apart`."""
    groups: dict[object, list[Signature]] = defaultdict(list)
    taken: set[tuple[object, str]] = set()
    for s in signatures:
        key: object = (s.voice, s.role, s.types, s.day, tuple(p.name for p in s.places))
        if s.report in apart or (key, s.document) in taken:  # one page may tell of two that look alike
            key = (key, s.report)
        taken.add((key, s.document))
        groups[key].append(s)
    return sorted(groups.values(), key=lambda group: group[0].report)


class _Parts:
    """A partition of the nodes that grows coarser; it alone changes while clusters are made."""

    def __init__(
        self,
        nodes: Sequence[Signature],
        totals: Totals,
        different: set[tuple[int, int]],
    ) -> None:
        self.nodes, self.totals, self.different = nodes, totals, different
        self.refused: dict[tuple[int, int], tuple[int, int]] = {}
        self.owner = list(range(len(nodes)))
        self.members: dict[int, list[int]] = {n: [n] for n in self.owner}

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self.owner[i], self.owner[j]))
        if a != b:
            for n in self.members[b]:
                self.owner[n] = a
            self.members[a] = sorted(self.members[a] + self.members.pop(b))

    def may_join(self, i: int, j: int) -> bool:
        a, b = self.owner[i], self.owner[j]
        if a == b:
            return False
        left, right = self.members[a], self.members[b]
        sizes = len(left), len(right)
        if self.refused.get((a, b)) == sizes:  # both only ever grow: nothing has changed since
            return False
        fits = self._fit(left, right)
        if not fits:
            self.refused[a, b] = sizes
        return fits

    def _fit(self, left: list[int], right: list[int]) -> bool:
        if self.different and any((min(x, y), max(x, y)) in self.different for x in left for y in right):
            return False
        left, right = left[:_SAMPLE], right[:_SAMPLE]
        if any(forbidden(self.nodes[x], self.nodes[y]) for x in left for y in right):
            return False
        return sum(self._log_odds(x, y) for x in left for y in right) / (len(left) * len(right)) >= JOIN

    def _log_odds(self, x: int, y: int) -> float:
        total = self.totals.get(x, y)
        return _UNSEEN if total is None else total


def _verdicts(
    decisions: Sequence[Decision], node_of: Mapping[str, int]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs of nodes that a person called the same, and different; the latest word on a pair stands."""
    undone = {d.undoes for d in decisions if d.undoes}
    latest: dict[tuple[int, int], Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.decided_at, d.id)):
        if decision.verdict in ("same", "different", "unsure") and decision.id not in undone:
            known = [node_of[s] for s in decision.subject if s in node_of]
            if len(known) == 2 and known[0] != known[1]:
                latest[min(known), max(known)] = decision
    verdicts: dict[str, set[tuple[int, int]]] = {"same": set(), "different": set(), "unsure": set()}
    for pair, decision in latest.items():
        verdicts[decision.verdict].add(pair)
    return verdicts["same"], verdicts["different"]
