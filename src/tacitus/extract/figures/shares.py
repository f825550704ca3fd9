"""Parts of a toll that no word of harm stands by: "ten of them critically", "among them three Poles", "the
figure includes the gunman", "an eighth guard"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tacitus.extract.figures.casualties import Casualty
from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.harm_words import harm_table, small_words
from tacitus.extract.figures.heads import merged
from tacitus.extract.figures.pages import Page
from tacitus.lang.lexicon import load
from tacitus.lang.rows import Row
from tacitus.lang.words import Phrases

_BACK = 2
"""Sentences back in which "the figure" and "an eighth" find their toll."""
_COUNTED = ("count", "one", "list")


@dataclass(frozen=True, slots=True)
class _Table:
    severe: frozenset[str]
    among: Phrases[str]
    wholes: dict[str, str]
    includes: frozenset[str]
    anew: tuple[tuple[str, ...], ...]


@cache
def _table() -> _Table:
    t = load("casualties")["shares"]
    openers = {phrase: form for form in ("part", "beside") for phrase in t[form]}
    return _Table(
        severe=frozenset(t["severe"]),
        among=Phrases(openers),
        wholes={w: slot for slot in ("killed", "injured", "any") for w in t["wholes"][slot]},
        includes=frozenset(t["includes"]),
        anew=tuple(tuple(phrase.split()) for phrase in t["anew"]),
    )


def find_shares(page: Page, ties: Sequence[Casualty]) -> tuple[Casualty, ...]:
    """`ties` with the parts that they leave out; a part that a predicate describes ("nine of those killed
    were nurses") counts those."""
    found: list[Casualty] = []
    by_sentence: dict[int, list[Casualty]] = {}
    for tie in ties:
        by_sentence.setdefault(tie.sentence, []).append(tie)
    included = any(word in page.low for word in _table().includes)
    last: Casualty | None = None
    dead: list[Group] = []
    for index, row in enumerate(page.rows):
        here = by_sentence.get(index, [])
        here += _said_anew(row, index, here, found)
        if last is not None and index - last.sentence > _BACK:
            last = None
        if here or (row.numbers and last) or (included and _includes(row)):
            here = _Shares(page, index, here, last).read(dead)
        found += here
        dead += [t.group for t in here if t.slot == "killed" and t.group.kind in ("count", "list")]
        last = next((t for t in reversed(here) if t.slot in ("killed", "injured") and not t.inside), last)
    return tuple(found)


def _includes(row: Row) -> bool:
    return any(w.low in _table().includes for w in row.words)


def _said_anew(row: Row, index: int, here: Sequence[Casualty], told: Sequence[Casualty]) -> list[Casualty]:
    """ "Parents say there were 143", "it had spoken of 34": another number for what was counted last."""
    low = [w.low for w in row.words]
    found: list[Casualty] = []
    for number in row.numbers:
        k, end = number.first, number.last
        closed = end >= len(low) or low[end] in (".", ";", ",", "and", "but")
        near = low[max(0, k - 4) : k]
        opener = next((p for p in _table().anew if tuple(near[-len(p) :]) == p), ())
        if number.kind != "count" or not closed or not opener:
            continue
        before = [t for t in here if t.end <= number.start] or [t for t in told if index - t.sentence <= 1]
        before = [t for t in before if not t.inside and t.group.kind == "count"]
        if before:
            group = replace(
                before[-1].group, first=k, last=end, start=number.start, end=number.end, low=number.low,
                high=number.high, point=number.point, modifier=number.modifier, members=(),
            )  # fmt: skip
            form = "earlier" if opener[0] == "had" else "passive"
            start = row.words[k - len(opener)].start
            tie = Casualty(
                slot=before[-1].slot, group=group, start=start, end=number.end, sentence=index, form=form
            )
            found.append(tie)
    return found


class _Shares:
    def __init__(self, page: Page, index: int, ties: list[Casualty], last: Casualty | None) -> None:
        self.row, self.index, self.ties, self.last = page.rows[index].words, index, ties, last
        self.groups = page.groups(index)

    def read(self, dead: Sequence[Group]) -> list[Casualty]:
        """The ties of the sentence, those found here with them; `dead` were counted before it."""
        ties = [self._described(t) for t in self.ties]
        taken = {t.group.first for t in ties}
        for group in self.groups:
            if group.kind in _COUNTED and group.high != 0 and group.first not in taken:
                share = self._share(group, ties)
                if share is not None:
                    ties.append(share)
        eighth = self._eighth(ties, dead)
        counted = {(t.slot, t.start, t.end) for t in eighth}
        return [*eighth, *(t for t in ties if (t.slot, t.start, t.end) not in counted)]

    def _described(self, tie: Casualty) -> Casualty:
        """ "Nine of those killed were nurses": the predicate says of whom."""
        if not tie.group.part or tie.group.of:
            return tie
        k = next((k for k, w in enumerate(self.row) if w.start >= tie.end), len(self.row))
        if k >= len(self.row) or self.row[k].low not in small_words("be"):
            return tie
        what = next((g for g in self.groups if g.first == k + 1), None)
        if what is None or what.kind != "many":
            return tie
        return replace(tie, group=replace(tie.group, of=merged(tie.group.of, what.of)), end=what.end)

    def _share(self, group: Group, ties: list[Casualty]) -> Casualty | None:
        before = [t for t in ties if t.group.end <= group.start and t.slot in ("killed", "injured")]
        before.sort(key=lambda t: t.group.start)
        if severe := self._severely(group, before):
            return severe
        opened = self._opened(group.first)
        if (group.part or group.plain) and (described := self._said_of(group, before)):
            return described
        if not group.part and not opened:
            return self._included(group)
        if group.part and group.of and before and self._closes(group.last):  # "six of them children"
            return self._made(before[-1], group)
        if opened and before and (opened == "part" or group.of.side == "attackers"):
            main = before[-1]
            return self._made(main, group, form=opened) if _may_hold(main.group, group) else None
        return self._included(group)

    def _severely(self, group: Group, before: Sequence[Casualty]) -> Casualty | None:
        """ "Ten of them critically", ", three seriously"."""
        k = group.last
        bare = group.kind == "count" and group.plain and group.first and self.row[group.first - 1].low == ","
        if not (group.part or bare) or k >= len(self.row) or self.row[k].low not in _table().severe:
            return None
        hurt = [t for t in before if t.slot == "injured"]
        return self._made(hurt[-1], group, end=self.row[k].end) if hurt and self._closes(k + 1) else None

    def _said_of(self, group: Group, before: Sequence[Casualty]) -> Casualty | None:
        """ "Twenty of them were foreigners", "of the 30 dead, 20 were nurses", "four of whom are boys"."""
        k = group.last
        if group.kind != "count" or k + 1 >= len(self.row) or self.row[k].low not in small_words("be"):
            return None
        what = next((g for g in self.groups if g.first == k + 1 and g.kind == "many" and g.of), None)
        main = before[-1] if before else (self.last if group.part else None)
        if what is None or main is None or main.group.kind != "count" or not _may_hold(main.group, group):
            return None
        return self._made(main, replace(group, of=what.of), end=what.end)

    def _closes(self, k: int) -> bool:
        return k >= len(self.row) or self.row[k].text in ".,;)" or self.row[k].low in ("and", "but")

    def _opened(self, first: int) -> str | None:
        """part behind "among them", beside behind "not counting"."""
        for k in range(max(0, first - 3), first):
            hit = _table().among.at(self.row, k)
            if hit and hit[0] == first:
                return hit[1]
        return None

    def _included(self, group: Group) -> Casualty | None:
        """ "The dead include the gunman", "the figure includes five rebels"."""
        k = group.first - 1
        while k > 0 and self.row[k].low in harm_table().adverbs:
            k -= 1
        if k < 1 or self.row[k].low not in _table().includes:
            return None
        slot = _table().wholes.get(self.row[k - 1].low)
        if slot is None or (slot == "any" and self.last is None):
            return None
        if slot == "any":
            slot = self.last.slot if self.last else "killed"
        start = self.row[max(0, k - 2)].start
        return Casualty(
            slot=slot, group=group, start=start, end=group.end, sentence=self.index, inside=True, form="part"
        )

    def _made(self, main: Casualty, group: Group, *, form: str = "part", end: int = 0) -> Casualty:
        return Casualty(
            slot=main.slot, group=group, start=group.start, end=max(group.end, end), sentence=self.index,
            stance=main.stance, inside=form == "part", form=form,
        )  # fmt: skip

    def _eighth(self, ties: Sequence[Casualty], dead: Sequence[Group]) -> list[Casualty]:
        """ "An eighth guard died" after seven were counted: eight."""
        found, ordinals = [], load("statistics")["ordinals"]
        for tie in ties:
            if tie.slot != "killed" or tie.group.kind != "one":
                continue
            k = tie.group.first + 1
            words = [w.low for w in self.row[k : k + 2]]  # "that an eighth guard"
            n = next((ordinals[w] for w in words if w in ordinals), 0)
            told = next((g for g in dead if g.point == n - 1), None)
            if n > 2 and told is not None:
                group = replace(tie.group, kind="count", low=n, high=n, point=n, of=told.of)
                found.append(replace(tie, group=group, toll=True, form="toll"))
        return found


def _may_hold(whole: Group, part: Group) -> bool:
    return whole.high is None or part.low <= whole.high
