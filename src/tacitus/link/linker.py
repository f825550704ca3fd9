"""Linking some reports more: what `link` would say of all of them, worked out from the new ones and those
they touch. What it costs depends on these alone, not on how many there are."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import combinations

from tacitus.link.block import is_crowded, is_full, meet, met_at, seats
from tacitus.link.cluster import JOIN, Pair, between, copies, copy_key, parted, partition
from tacitus.link.compare import Side, compare, forbidden
from tacitus.link.packing import pack, unpack
from tacitus.link.rarity import Rarity
from tacitus.link.revoice import revoice
from tacitus.link.shelf import Filed, Index
from tacitus.link.signature import Signature
from tacitus.link.voices import Sketch
from tacitus.model import canonical

_SIDES = 8192
"""Vectors held at a time."""

Numbers = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new since the last time. `gone`: texts taken out, those among them that are read anew; `texts`
    and `reports` (number -> (text, signature)): what came; `verdicts`: all that stand, as `verdicts` gives
    them."""

    gone: Collection[int] = ()
    texts: Mapping[int, Sketch]
    reports: Mapping[int, tuple[int, Signature]]
    verdicts: Mapping[Pair, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`clusters`: every cluster that may be another now, each a sorted tuple of report ids; `gone`: reports
    taken out for good; `voices`: the voice of each report that has another, or is new."""

    clusters: tuple[tuple[str, ...], ...]
    gone: frozenset[str]
    voices: Mapping[str, str]


class Linker:
    """Keeps an index up to date. Besides, it holds some signatures and vectors that may be needed again."""

    def __init__(self, index: Index, rarity: Rarity) -> None:
        self._index, self._rarity = index, rarity
        self._signatures: dict[int, Signature] = {}
        self._sides: dict[int, Side] = {}

    def update(self, news: News, index: Index | None = None) -> Change:
        """Link what is new; the order and the batches in which it comes do not matter. `index` is the same
        index where a new transaction has a new hold of it; nobody else may have changed it meanwhile."""
        with _uncollected():
            return self._update(news, index or self._index)

    def _update(self, news: News, index: Index) -> Change:
        self._index = index
        gone = index.reports.of_texts(news.gone)
        left = index.seats.of([row.number for row in gone])
        index.reports.drop([row.number for row in gone])
        voices = revoice(index.texts, news.gone, news.texts)
        moved = self._moved(voices, news)
        new = {n: (text, replace(s, voice=voices[text])) for n, (text, s) in news.reports.items()}
        for number in (*(row.number for row in gone), *moved):
            self._signatures.pop(number, None)
            self._sides.pop(number, None)
        self._signatures |= {n: signature for n, (_, signature) in new.items()}
        fresh = [(n, text, s.report, _kind(s), pack(s)) for n, (text, s) in sorted(new.items())]
        index.reports.add(fresh)
        changed = self._verdicts(news.verdicts)
        kinds = {row.kind for row in (*gone, *index.reports.filed(changed).values())}
        kinds |= {row[3] for row in fresh} | {kind for both in moved.values() for kind in both}
        touched = self._regroup(kinds, {row.node for row in gone}, left, parted(news.verdicts))
        back = {s.report for _, s in new.values()}
        others = index.reports.of_texts(set(voices) - set(news.texts))
        spoken = {row.report: voices[row.text] for row in others}
        return Change(
            clusters=self._clusters(touched, news.verdicts),
            gone=frozenset(row.report for row in gone if row.report not in back),
            voices={**spoken, **{s.report: s.voice for _, s in new.values()}},
        )

    def _moved(self, voices: Mapping[int, str], news: News) -> dict[int, Numbers]:
        """File the reports of the texts that are of another voice now anew; number -> kind before and now."""
        index = self._index
        rows = index.reports.of_texts(set(voices) - set(news.texts))
        packed = index.reports.signatures([row.number for row in rows])
        now = {row.number: replace(unpack(packed[row.number]), voice=voices[row.text]) for row in rows}
        index.reports.refile([(n, _kind(s), pack(s)) for n, s in now.items()])
        return {row.number: (row.kind, _kind(now[row.number])) for row in rows}

    def _verdicts(self, words: Mapping[Pair, str]) -> set[int]:
        """Note the verdicts that stand; the numbers of the reports on which there is another word now."""
        index = self._index
        number_of = index.reports.find({report for pair in words for report in pair})
        now = between(words, number_of)
        before = index.edges.verdicts()
        if now != before:
            index.edges.set_verdicts(now)
        return {n for pair, _ in now.items() ^ before.items() for n in pair}

    # ---- copies ----

    def _regroup(
        self, kinds: Collection[int], without: set[int], left: Mapping[int, Sequence[int]], apart: set[str]
    ) -> set[int]:
        """Find who stands for whom among the reports of these kinds, seat those that do, and unseat those
        that no longer do, `left` with their seats; the nodes that are touched."""
        index = self._index
        rows = index.reports.of_kinds(kinds)
        former = {row.node for row in rows if row.node} | without
        node_of: dict[int, int] = {}
        by_kind: dict[int, list[Filed]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.report):
            by_kind[row.kind].append(row)
        number_of = {row.report: row.number for row in rows}
        for alike in by_kind.values():
            for group in copies([(row.report, row.text) for row in alike], apart):
                node_of |= {number_of[report]: number_of[group[0]] for report in group}
        nodes = set(node_of.values())
        before = {row.number: row.node for row in rows}
        index.reports.stand({n: node for n, node in node_of.items() if node != before[n]})
        leaving: dict[int, Sequence[int]] = {n: left[n] for n in former if n in left}
        leaving |= index.seats.of(former - nodes - set(left))
        return nodes | self._seat(leaving, nodes - former | (nodes & set(left)))

    # ---- candidates ----

    def _seat(self, leaving: Mapping[int, Sequence[int]], coming: Collection[int]) -> set[int]:
        """Take the ones out of the graph and put the others in; the nodes there that are touched."""
        index = self._index
        lost = index.edges.around(leaving)
        index.edges.drop([(a, b) for a, b, _ in lost])
        self._load(coming)
        taken = {n: seats(self._signatures[n], self._rarity) for n in coming}
        room = _Room(index, leaving, taken)
        near = room.near(taken)
        parted_now = room.recheck(room.crowded_now)
        index.edges.drop(parted_now)
        freed = {pair for found in room.freed.values() for pair in combinations(sorted(found), 2)}
        again = room.meeting(freed)
        index.edges.drop(again)
        near |= again
        edges = self._compared(near)
        index.edges.add(edges)
        pairs = (*((a, b) for a, b, _ in (*lost, *edges)), *parted_now)
        return {n for pair in pairs for n in pair} - set(leaving)

    def _compared(self, pairs: Iterable[Numbers]) -> list[tuple[int, int, float]]:
        """The pairs that reach JOIN, none of them forbidden."""
        found = []
        for some in _slices(sorted(pairs)):
            self._load({n for pair in some for n in pair})
            for a, b in some:
                if not forbidden(self._signatures[a], self._signatures[b]):
                    total = self._total(a, b)
                    if total >= JOIN:
                        found.append((a, b, total))
        return found

    def _total(self, a: int, b: int) -> float:
        if self._signatures[a].report > self._signatures[b].report:
            a, b = b, a
        return compare(self._side(a), self._side(b), self._rarity).total

    def _side(self, n: int) -> Side:
        if n not in self._sides:
            if len(self._sides) >= _SIDES:
                self._sides.clear()
            signature = self._signatures[n]
            self._sides[n] = Side.of(signature, self._rarity)
        return self._sides[n]

    def _load(self, numbers: Collection[int]) -> None:
        """Have the signatures of these at hand."""
        missing = [n for n in numbers if n not in self._signatures]
        if len(self._signatures) + len(missing) > _SIDES:
            self._signatures = {n: self._signatures[n] for n in numbers if n in self._signatures}
        for number, packed in self._index.reports.signatures(missing).items():
            signature = unpack(packed)
            self._signatures[number] = signature

    # ---- clusters ----

    def _clusters(self, touched: set[int], words: Mapping[Pair, str]) -> tuple[tuple[str, ...], ...]:
        """The clusters of every part of the graph that holds one of these nodes."""
        index = self._index
        numbers = index.reports.find({report for pair in words for report in pair})
        judged = {row.report: row.node for row in index.reports.filed(set(numbers.values())).values()}
        on_nodes = between(words, judged)
        parts, edges = self._parts(touched, [pair for pair, verdict in on_nodes.items() if verdict == "same"])
        nodes = {n for part in parts for n in part}
        kinds = {row.kind for row in index.reports.filed(nodes).values()}
        members: dict[int, list[str]] = defaultdict(list)
        for row in index.reports.of_kinds(kinds):
            members[row.node].append(row.report)
        made: list[tuple[str, ...]] = []
        for part in parts:
            clusters = self._cluster(part, edges, on_nodes)
            made += [tuple(sorted(report for n in cluster for report in members[n])) for cluster in clusters]
        return tuple(sorted(made))

    def _parts(
        self, touched: set[int], same: Iterable[Numbers]
    ) -> tuple[list[set[int]], dict[int, dict[int, float]]]:
        """The connected parts that hold these nodes, and node -> neighbour -> log-odds in them."""
        beside: dict[int, set[int]] = defaultdict(set)
        for a, b in same:
            beside[a].add(b)
            beside[b].add(a)
        edges: dict[int, dict[int, float]] = {}
        frontier = set(touched)
        while frontier:
            edges |= {n: {} for n in frontier}
            for a, b, total in self._index.edges.around(frontier):
                if a in frontier:
                    edges[a][b] = total
                if b in frontier:
                    edges[b][a] = total
            frontier = {m for n in frontier for m in (*edges[n], *beside[n])} - set(edges)
        parts = []
        seen: set[int] = set()
        for start in edges:
            if start not in seen:
                part, todo = {start}, [start]
                while todo:
                    n = todo.pop()
                    fresh = {*edges[n], *beside[n]} - part
                    part |= fresh
                    todo += fresh
                seen |= part
                parts.append(part)
        return parts, edges

    def _cluster(
        self, part: set[int], edges: Mapping[int, Mapping[int, float]], words: Mapping[Numbers, str]
    ) -> list[list[int]]:
        if len(part) == 1:
            return [list(part)]
        self._load(part)
        order = sorted(part, key=lambda n: self._signatures[n].report)
        place = {n: k for k, n in enumerate(order)}
        found = [
            (place[a], place[b], total) for a in order for b, total in edges[a].items() if place[a] < place[b]
        ]
        said = {
            (min(place[a], place[b]), max(place[a], place[b])): verdict
            for (a, b), verdict in words.items()
            if a in place and b in place
        }
        signatures = [self._signatures[n] for n in order]
        clusters = partition(signatures, found, lambda i, j: self._total(order[i], order[j]), said)
        return [[order[k] for k in cluster] for cluster in clusters]


class _Room:
    """The seats that some leave and others take, before and after."""

    def __init__(
        self, index: Index, leaving: Mapping[int, Sequence[int]], coming: Mapping[int, Sequence[int]]
    ) -> None:
        self._index = index
        affected = {seat for found in (*leaving.values(), *coming.values()) for seat in found}
        held, many = index.seats.held(affected)
        known = {*held, *many}
        crowded = {seat for seat, found in held.items() if is_crowded(seat, len(found))}
        index.seats.leave(leaving)
        index.seats.take(coming)
        more = _moves(leaving, coming, held, many)
        fewer = {seat: many[seat] + n for seat, n in more.items() if n < 0}
        again = index.seats.search([seat for seat, n in fewer.items() if not is_crowded(seat, n)])
        held |= again
        crowded |= set(again)
        full = {seat: len(found) for seat, found in held.items() if is_full(seat, len(found))}
        index.seats.put({seat: held[seat] for seat in held if seat not in full}, fewer | full, known)
        joins = {seat: found for seat, found in held.items() if not is_crowded(seat, len(found))}
        self.crowded_now = {seat: held[seat] for seat in held.keys() - joins.keys() - crowded}
        self.freed = {seat: joins[seat] for seat in crowded & joins.keys()}
        self._free = {seat: found for seat, found in joins.items() if len(found) > 1}

    def near(self, taken: Mapping[int, Sequence[int]]) -> set[Numbers]:
        """The pairs of these with anybody that are worth comparing."""
        found: set[Numbers] = set()
        for number, own in taken.items():
            others = met_at(own, self._free) - {number}
            found |= {(min(number, o), max(number, o)) for o in others}
        return found

    def recheck(self, crowded: Mapping[int, Collection[int]]) -> set[Numbers]:
        """The pairs of the graph that met on a seat which is crowded now, and meet no more."""
        crowds: dict[int, set[int]] = defaultdict(set)
        for seat, found in crowded.items():
            for n in found:
                crowds[n].add(seat)
        around = self._index.edges.around(crowds)
        pairs = {(min(a, b), max(a, b)) for a, b, _ in around if crowds[a] & crowds.get(b, set())}
        return pairs - self.meeting(pairs)

    def meeting(self, pairs: set[Numbers]) -> set[Numbers]:
        """Those of these pairs that meet on seats which are not crowded."""
        if not pairs:
            return set()
        found = self._index.seats.of({n for pair in pairs for n in pair})
        own = {n: frozenset(seats) for n, seats in found.items()}
        shared = {pair: own[pair[0]] & own[pair[1]] for pair in pairs}
        held, many = self._index.seats.held({seat for found in shared.values() for seat in found})
        crowds = {seat for seat, found in held.items() if is_crowded(seat, len(found))} | set(many)
        return {pair for pair, found in shared.items() if meet(found - crowds)}


def _moves(
    leaving: Mapping[int, Sequence[int]],
    coming: Mapping[int, Sequence[int]],
    held: dict[int, list[int]],
    many: Collection[int],
) -> Counter[int]:
    """Bring `held` up to date; of the seats that `many` hold, how many more do."""
    more: Counter[int] = Counter()
    for number, found in leaving.items():
        for seat in found:
            if seat in many:
                more[seat] -= 1
            else:
                held[seat].remove(number)
    for number, found in coming.items():
        for seat in found:
            if seat in many:
                more[seat] += 1
            elif seat in held:
                held[seat].append(number)
            else:
                held[seat] = [number]
    return more


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles, of which linking makes none: its many small tuples would make Python go
    through all that is held again and again, a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _kind(signature: Signature) -> int:
    """A signed number of 64 bits that is the same for copies."""
    digest = blake2b(canonical(copy_key(signature)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _slices(pairs: list[Numbers]) -> Iterable[list[Numbers]]:
    """Few enough at a time for their sides to be held."""
    for k in range(0, len(pairs), _SIDES // 4):
        yield pairs[k : k + _SIDES // 4]
