"""Tolls that change or are set: "lowered the number of people killed from 18 to 16", "put the dead at 17".

The newest number is the toll; the one before it is told as earlier (form `earlier`), or as taken back (form
`withdrawn`) where the new one is lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tacitus.extract.figures.casualties import Casualty
from tacitus.extract.figures.group_words import Group
from tacitus.lang.lexicon import load
from tacitus.lang.numbers import Number
from tacitus.lang.rows import Row
from tacitus.lang.words import Phrases, Word

_AHEAD = 26
"""Words from what is counted to its number: the place, the day and the act may stand between."""
_BEHIND = 6
"""Words from a verb of change back from what it changes ("lowered the number of people killed")."""
_NOUNS = 4
"""Words between "number of" and the word of harm ("the number of foreign aid workers killed")."""


@dataclass(frozen=True, slots=True)
class _Table:
    heads: Phrases[str]
    counted: Phrases[str]
    people: Phrases[str]
    shift: frozenset[str]
    links: frozenset[str]
    breaks: frozenset[str]
    earlier: frozenset[str]
    hypothetical: frozenset[str]


@cache
def _table() -> _Table:
    t = load("casualties")["toll"]
    slots = ("killed", "injured", "missing", "hostages_taken", "hostages_held")
    return _Table(
        heads=Phrases({phrase: slot for slot in ("killed", "injured") for phrase in t[slot]}),
        counted=Phrases({w: slot for slot in slots for w in t["counted"][slot]}),
        people=Phrases({w: slot for slot in ("killed", "injured", "missing") for w in t["people"][slot]}),
        shift=frozenset(t["shift"]),
        links=frozenset(t["links"]),
        breaks=frozenset(t["breaks"]),
        earlier=frozenset(t["earlier"]),
        hypothetical=frozenset(t["hypothetical"]),
    )


def find_shifts(rows: Sequence[Row]) -> tuple[Casualty, ...]:
    """Every number that a toll was set or changed to, and the one it was changed from, in the order of the
    text."""
    found: list[Casualty] = []
    for index, row in enumerate(rows):
        numbers = {n.first: n for n in row.numbers if n.kind == "count"}
        if numbers and any(w.low in _table().shift for w in row.words):
            found += _of_row(row.words, index, numbers)
    return tuple(found)


def _of_row(row: list[Word], index: int, numbers: dict[int, Number]) -> list[Casualty]:
    found: list[Casualty] = []
    for i in range(len(row)):
        head = _head(row, i, numbers)
        if head is None:
            continue
        stop, slot = head
        shifted = [k for k in range(max(0, i - _BEHIND), i) if row[k].low in _table().shift]
        new, old = _values(row, stop, numbers, shifted=bool(shifted))
        new = new or _told_before(row, i, numbers)
        first = row[shifted[-1] if shifted else i].start
        told = [w.low for w in row[max(0, i - _BEHIND - 2) : stop]]
        before = "had" in told or any(w in _table().earlier for w in told)
        if new is not None:
            found.append(_casualty(index, new, slot, first, "earlier" if before and not old else "toll"))
        if old is not None:
            lower = new is not None and (new.point or new.low) < (old.point or old.low)
            found.append(_casualty(index, old, slot, first, "withdrawn" if lower else "earlier"))
    return found


def _head(row: list[Word], i: int, numbers: dict[int, Number]) -> tuple[int, str] | None:
    """(index after it, slot) of what is counted: a toll, "number of people killed", "the dead"."""
    table = _table()
    if hit := table.heads.at(row, i):
        return hit
    if row[i].low == "number" and i + 1 < len(row):
        k = i + 1 + (row[i + 1].low == "of")
        for at in range(k, min(len(row), k + _NOUNS + 1)):
            if hit := table.counted.at(row, at):
                return hit
            if at in numbers or not row[at].text[0].isalpha():
                return None
    if row[i].low == "the" and i and row[i - 1].low in table.shift and (hit := table.people.at(row, i + 1)):
        return hit
    return None


def _values(
    row: list[Word], k: int, numbers: dict[int, Number], *, shifted: bool
) -> tuple[Number | None, Number | None]:
    """The number that the toll became and the one that it was, as far as the clause tells."""
    new: Number | None = None
    old: Number | None = None
    stop = min(len(row), k + _AHEAD)
    while k < stop and row[k].low not in _table().breaks and row[k].low not in _table().hypothetical:
        shifted = shifted or row[k].low in _table().shift
        number = numbers.get(k)
        if number is None:
            k += 1
            continue
        before = row[k - 1].low
        if shifted and before == "from":
            old = number
        elif shifted and (before in _table().links or before in _table().shift):
            return number, old
        k = number.last
    return new, old


def _told_before(row: list[Word], i: int, numbers: dict[int, Number]) -> Number | None:
    """ "That brings to 31 the number of people killed": the number stands before what it counts."""
    number = next((n for n in numbers.values() if n.last in (i, i - 1) and n.first >= 2), None)
    if number is None or row[number.first - 1].low != "to" or row[number.first - 2].low not in _table().shift:
        return None
    return number


def _casualty(index: int, number: Number, slot: str, first: int, form: str) -> Casualty:
    group = Group(
        first=number.first, last=number.last, start=number.start, end=number.end, kind="count",
        low=number.low, high=number.high, point=number.point, modifier=number.modifier, plain=True,
    )  # fmt: skip
    return Casualty(
        slot=slot, group=group, start=min(first, number.start), end=number.end, sentence=index,
        toll=form == "toll", form=form,
    )  # fmt: skip
