"""People taken, held and let go in words that mean captives only: "took 126 students from", "68 are still
being held", "troops freed 34"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tacitus.extract.figures.casualties import Casualty
from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.pages import Page
from tacitus.lang.lexicon import load
from tacitus.lang.words import Word

_AFTER = 9
"""Words behind "took" in which "from", "hostage" or "away" says that the people were taken."""
_BEFORE = 7
"""Words before "freed" in which its subject stands."""
_RELEASED, _ESCAPED = "hostages_released", "hostages_escaped"
_LET_GO = (_RELEASED, _ESCAPED)


@dataclass(frozen=True, slots=True)
class _Table:
    captivity: re.Pattern[str]
    take: dict[str, str]
    hold: dict[str, str]
    taken_by: frozenset[str]
    custody: frozenset[str]
    forces: frozenset[str]
    prisoners: frozenset[str]
    wished: frozenset[str]
    asked: frozenset[str]
    closes: frozenset[str]


@cache
def _table() -> _Table:
    t = load("casualties")["captives"]
    return _Table(
        captivity=re.compile(
            rf"\b(?:{'|'.join(t['words'])})|\b(?:{'|'.join(t['captors'])}) (?:\w+ ){{0,3}}"
            rf"(?:{'|'.join(t['seizing'])})\b"
        ),
        take=t["take"],
        hold=t["hold"],
        taken_by=frozenset(t["taken_by"]),
        custody=frozenset(t["custody"]),
        forces=frozenset(t["forces"]),
        prisoners=frozenset(t["prisoners"]),
        wished=frozenset(t["wished"]),
        asked=frozenset(t["asked"]),
        closes=frozenset(load("casualties")["toll"]["breaks"]),
    )


def is_of_captives(page: Page) -> bool:
    """True when the page tells of people taken or held by others than the police."""
    return _table().captivity.search(page.low) is not None


def find_captives(page: Page, ties: Sequence[Casualty]) -> tuple[Casualty, ...]:
    """`ties` with the people taken and held; who was let go by troops was rescued, and
    whom the police let go was no captive."""
    rows = page.rows
    ties = [t for t in ties if t.slot != _RELEASED or not _is_bargained(t, rows[t.sentence].words)]
    if not is_of_captives(page):
        return tuple(
            t for t in ties if t.slot not in _LET_GO or not _is_no_captive(t, rows[t.sentence].words)
        )
    taken = {(t.sentence, t.group.start) for t in ties}
    found: list[Casualty] = []
    for index, row in enumerate(rows):
        words = row.words
        cues = [k for k, w in enumerate(words) if w.low in _table().take or w.low in _table().hold]
        if cues and not _of_custody(words):
            groups = page.groups(index)
            made = (_tie(words, groups, k, index) for k in cues)
            found += [t for t in made if t and (t.sentence, t.group.start) not in taken]
    told = [_let_go(t, rows[t.sentence].words) for t in ties]
    return tuple(_relative([*told, *found]))


def _is_no_captive(tie: Casualty, row: list[Word]) -> bool:
    return tie.slot == _ESCAPED or _of_custody(row)


def _is_bargained(tie: Casualty, row: list[Word]) -> bool:
    """ "Demanded the release of four members", "wants four prisoners freed": whom the captors ask for."""
    first, last = _span(tie, row)
    before = row[max(0, first - _BEFORE) : first]
    opened = max((k for k, w in enumerate(before) if w.low in _table().closes), default=-1)
    wished = _table().wished | (_table().asked if row[first].low == "release" else frozenset())
    return any(w.low in _table().prisoners for w in row[first:last]) or any(
        w.low in wished for w in before[opened + 1 :]
    )


def _span(tie: Casualty, row: list[Word]) -> tuple[int, int]:
    """The words of the row that the tie covers: [first, last)."""
    first = next((k for k, w in enumerate(row) if w.start >= tie.start), 0)
    return first, next((k for k, w in enumerate(row) if w.start >= tie.end), len(row))


def _of_custody(row: list[Word]) -> bool:
    return any(w.low in _table().custody for w in row)


def _tie(row: list[Word], groups: list[Group], k: int, index: int) -> Casualty | None:
    """The people that the verb at word `k` takes or holds: behind it, or before it in the passive."""
    table = _table()
    slot = "hostages_held" if row[k].low in table.hold else "hostages_taken"
    voice = (table.hold if slot == "hostages_held" else table.take)[row[k].low]
    ahead = [w.low for w in row[k + 1 : k + 1 + _AFTER]]
    if slot == "hostages_taken" and table.taken_by.isdisjoint(ahead):
        return None
    group = None
    if voice != "passive":
        group = next((g for g in groups if k < g.first <= k + 2 and g.kind != "pronoun"), None)
    elif _is_passive(row, k):
        before = [g for g in groups if g.last <= k and g.kind != "pronoun"]
        group = before[-1] if before and _reaches(row, before[-1].last, k) else None
    if group is None or group.of.side == "attackers":
        return None
    start, end = min(group.start, row[k].start), max(group.end, row[k].end)
    return Casualty(slot=slot, group=_known(group), start=start, end=end, sentence=index)


def _is_passive(row: list[Word], k: int) -> bool:
    back = k - 1
    while back > 0 and row[back].low in ("still", "now", "also", "thought", "believed"):
        back -= 1
    return back >= 0 and row[back].low in ("were", "was", "been", "being", "be", "are", "is")


def _known(group: Group) -> Group:
    """ "45 guests and staff": the number is the counted member's where the others have none."""
    counted = [m for m in group.members if m.kind == "count"]
    if group.kind == "list" and len(counted) == 1 and all(m.kind in ("count", "many") for m in group.members):
        return replace(counted[0], last=group.last, end=group.end)
    return group


def _reaches(row: list[Word], k: int, stop: int) -> bool:
    return all(w.low not in _table().closes or w.low == "who" for w in row[k:stop])


def _let_go(tie: Casualty, row: list[Word]) -> Casualty:
    """Released by troops is rescued."""
    if tie.slot != _RELEASED:
        return tie
    first, last = _span(tie, row)
    before = [w.low for w in row[max(0, first - _BEFORE) : first]]
    after = [w.low for w in row[last : last + 4]]
    active = tie.form == "active" and not _table().forces.isdisjoint(before) and "by" not in before
    passive = after[:1] == ["by"] and not _table().forces.isdisjoint(after)
    return replace(tie, slot="hostages_rescued") if active or passive else tie


def _relative(ties: list[Casualty]) -> list[Casualty]:
    """ "Nine pupils who were abducted have been freed": of those taken these are some."""
    later = {(t.sentence, t.group.start) for t in ties if t.slot != "hostages_taken"}
    return [
        replace(t, inside=True)
        if t.slot == "hostages_taken" and (t.sentence, t.group.start) in later and t.form == "passive"
        else t
        for t in ties
    ]
