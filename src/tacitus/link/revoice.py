"""Voices kept up to date: what `fold` would say of all texts, worked out from the new ones and those they
meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from tacitus.link.shelf import Head, Texts
from tacitus.link.voices import HELD, Sketch, alike, is_sure, marks_of, met


def revoice(texts: Texts, gone: Collection[int], new: Mapping[int, Sketch]) -> dict[int, str]:
    """Take the texts `gone` out and put `new` in; the voice of every text whose voice is another now.

    The voices that lost a text are folded again, as they may fall apart; all others only ever grow.
    """
    lost = {head.voice for head in texts.heads(gone).values()}
    texts.drop(gone)
    loose = {number for found in texts.members(lost).values() for number in found}
    own = {n: marks_of(s) for n, s in new.items()}
    marks: dict[int, Collection[int]] = {**texts.marks(loose), **own}
    holders = texts.holders({mark for found in marks.values() for mark in found})
    held = []
    for number in sorted(new, key=lambda n: (new[n].published, new[n].document)):
        for mark in marks[number]:
            others = holders.setdefault(mark, [])
            if is_sure(mark) or len(others) < HELD:
                others.append(number)
                held.append((mark, number))
    texts.add([(n, s.document, s.published, own[n], s.runs) for n, s in sorted(new.items())], held)
    work = _Work(texts, {*loose, *new}, new, {n for found in holders.values() for n in found})
    for mark, numbers in holders.items():
        if is_sure(mark):
            work.join_all(numbers)
    for number, found in marks.items():
        shared = (holders.get(mark, []) for mark in found if not is_sure(mark))
        work.join_alike(number, met(others for others in shared if others != [number]))
    changed = work.changed()
    texts.call(changed)
    return changed


class _Work:
    """Groups that grow: each loose or new text one by one, every other voice as it stands."""

    def __init__(
        self, texts: Texts, single: Collection[int], new: Mapping[int, Sketch], met: Collection[int]
    ) -> None:
        self.texts, self.single = texts, single
        self.heads: Mapping[int, Head] = texts.heads({*met, *single})
        self.new = new
        self.runs: dict[int, frozenset[int]] = {}
        self.parent: dict[object, object] = {}

    def key(self, number: int) -> object:
        return number if number in self.single else self.heads[number].voice

    def root(self, item: object) -> object:
        path = []
        while (above := self.parent.get(item, item)) != item:
            path.append(item)
            item = above
        for passed in path:
            self.parent[passed] = item
        return item

    def join_all(self, numbers: Collection[int]) -> None:
        """Join the holders of one mark that is sure."""
        for one, other in pairwise(numbers):
            self._join(one, other)

    def join_alike(self, number: int, others: Collection[int]) -> None:
        """Join this text with those of the others that are of one voice with it."""
        for other in others:
            apart = self.root(self.key(number)) != self.root(self.key(other))
            if apart and alike(self._runs(number), self._runs(other)):
                self._join(number, other)

    def _join(self, one: int, other: int) -> None:
        a, b = self.root(self.key(one)), self.root(self.key(other))
        if a != b:
            self.parent[b] = a

    def _runs(self, number: int) -> Collection[int]:
        if number not in self.runs:
            new = self.new.get(number)
            self.runs[number] = frozenset(new.runs if new else self.texts.runs([number])[number])
        return self.runs[number]

    def changed(self) -> dict[int, str]:
        """Text -> its voice, where that is not what it was called before."""
        groups: dict[object, set[object]] = defaultdict(set)
        items = {*self.single, *self.parent, *self.parent.values()}
        for item in items:
            groups[self.root(item)].add(item)
        voices = {item for group in groups.values() for item in group if isinstance(item, str)}
        members = self.texts.members(voices)
        heads = {
            **self.heads,
            **self.texts.heads({n for found in members.values() for n in found} - set(self.heads)),
        }
        found: dict[int, str] = {}
        for group in groups.values():
            numbers = list(_numbers(group, members))
            first = min((heads[n] for n in numbers), key=lambda h: (h.published or "9999", h.document))
            found |= {n: first.document for n in numbers if heads[n].voice != first.document}
        return found


def _numbers(group: Collection[object], members: Mapping[str, list[int]]) -> Iterator[int]:
    for item in group:
        if isinstance(item, int):
            yield item
        else:
            yield from members[str(item)]
