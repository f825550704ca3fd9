"""Scores and decisions to clusters: average linkage under cannot-link rules; a human's word comes first.

The result is a function of the set of reports and decisions: the order of ingest does not matter. No join
crosses from one connected part of the graph of scores to another, so that each part can be done alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tacitus.link.block import candidates
from tacitus.link.compare import Side, compare, forbidden
from tacitus.link.rarity import Rarity
from tacitus.link.signature import Signature
from tacitus.model import Decision

Pair = tuple[str, str]
Edge = tuple[int, int, float]

JOIN = -1.5
"""Mean log-odds from which two clusters are one: best B-cubed and pairwise F1 in folds of GVA train."""
MATTERS = ("main", "aftermath")
"""Roles of the happening that a page is about."""
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
    rarity = Rarity.shipped()
    ordered = sorted(signatures, key=lambda s: s.report)
    words = verdicts(decisions)
    apart = parted(words)
    by_id = {s.report: s for s in ordered}
    by_kind: dict[object, list[tuple[str, str]]] = defaultdict(list)
    for s in ordered:
        by_kind[copy_key(s)].append((s.report, s.document))
    alike = [group for kind in by_kind.values() for group in copies(kind, apart)]
    groups = [[by_id[report] for report in group] for group in sorted(alike)]
    nodes = [group[0] for group in groups]

    @lru_cache(maxsize=_SIDES)
    def side(n: int) -> Side:
        return Side.of(nodes[n], rarity)

    def total(i: int, j: int) -> float:
        return compare(side(min(i, j)), side(max(i, j)), rarity).total

    met = (pair for pair in candidates(nodes, rarity) if not forbidden(nodes[pair[0]], nodes[pair[1]]))
    edges = [(i, j, score) for i, j in met if (score := total(i, j)) >= JOIN]
    node_of = {s.report: n for n, group in enumerate(groups) for s in group}
    parts = partition(nodes, edges, total, between(words, node_of))
    found = [tuple(sorted(s.report for n in part for s in groups[n])) for part in parts]
    named = {(nodes[i].report, nodes[j].report): score for i, j, score in edges}
    return Clustering(clusters=tuple(sorted(found)), scores=named)


def partition(
    nodes: Sequence[Signature],
    edges: Iterable[Edge],
    total: Callable[[int, int], float],
    words: Mapping[tuple[int, int], str],
) -> list[list[int]]:
    """The nodes, sorted by report, in clusters. `edges` are the pairs (i < j) that reach JOIN, none of them
    forbidden; `total` gives the log-odds of any pair; `words` are people's verdicts on pairs of nodes."""
    parts = _Parts(nodes, total, {pair for pair, verdict in words.items() if verdict == "different"})
    known = {}
    passing = [node.role not in MATTERS for node in nodes]
    for i, j, score in edges:
        known[i, j] = score
    parts.known = known
    ranked = sorted((passing[i] or passing[j], -score, i, j) for (i, j), score in known.items())
    for _, _, i, j in ranked:  # what pages are about first: a mention in passing never pulls them
        if parts.may_join(i, j):
            parts.join(i, j)
    # last, so that a person's word joins what each of the two stands for, whole
    for i, j in sorted(pair for pair, verdict in words.items() if verdict == "same"):
        parts.join(i, j)
    return list(parts.members.values())


def copy_key(s: Signature) -> tuple[object, ...]:
    """What reports of one voice on one happening have in common."""
    return (s.voice, s.role, s.types, s.day, tuple(p.name for p in s.places))


def copies(alike: Iterable[tuple[str, object]], apart: Collection[str]) -> list[list[str]]:
    """Reports of one `copy_key`, given with their pages and sorted, as groups of copies. Those in `apart`
    stand alone, and so does the second of one page: it tells of two happenings that look alike."""
    whole: list[str] = []
    alone: list[list[str]] = []
    pages: set[object] = set()
    for report, page in alike:
        if report in apart or page in pages:
            alone.append([report])
        else:
            pages.add(page)
            whole.append(report)
    return [whole, *alone] if whole else alone


class _Parts:
    """A partition of the nodes that grows coarser; it alone changes while clusters are made."""

    def __init__(
        self,
        nodes: Sequence[Signature],
        total: Callable[[int, int], float],
        different: set[tuple[int, int]],
    ) -> None:
        self.nodes, self.total, self.different = nodes, total, different
        self.known: dict[tuple[int, int], float] = {}
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
        pair = min(x, y), max(x, y)
        if pair not in self.known:
            self.known[pair] = self.total(*pair)
        return self.known[pair]


def verdicts(decisions: Iterable[Decision]) -> dict[Pair, str]:
    """Pair of report ids, sorted -> the latest verdict on it that is not undone; by time of that."""
    log = sorted(decisions, key=lambda d: (d.decided_at, d.id))
    undone = {d.undoes for d in log if d.undoes}
    found: dict[Pair, str] = {}
    for decision in log:
        if decision.verdict in ("same", "different", "unsure") and decision.id not in undone:
            pair = sorted(set(decision.subject))
            if len(pair) == 2:
                found.pop((pair[0], pair[1]), None)
                found[pair[0], pair[1]] = decision.verdict
    return found


def parted(words: Mapping[Pair, str]) -> set[str]:
    """The reports that a person told from another; copies or not, each stands for itself."""
    return {report for pair, verdict in words.items() if verdict == "different" for report in pair}


def between(words: Mapping[Pair, str], node_of: Mapping[str, int]) -> dict[tuple[int, int], str]:
    """The same for pairs of nodes; of several on copies of the same two the latest."""
    found = {}
    for (one, other), verdict in words.items():
        i, j = node_of.get(one), node_of.get(other)
        if i is not None and j is not None and i != j:
            found[min(i, j), max(i, j)] = verdict
    return found
