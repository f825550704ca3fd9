"""Lists of people ("14 farmers and a guard"), appositions ("Ann Roe, a nurse") and what a list adds up to."""

from __future__ import annotations

from dataclasses import replace

from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.harm_words import small_words
from tacitus.extract.figures.heads import merged
from tacitus.lang.words import Word
from tacitus.model import Of


def listed(row: list[Word], groups: list[Group]) -> list[Group]:
    """Groups with only commas and "and" between them, made one list."""
    found: list[Group] = []
    k = 0
    while k < len(groups):
        stop, joined = k, False
        while stop + 1 < len(groups):
            gap = [w.low for w in row[groups[stop].last : groups[stop + 1].first]]
            beside = row[groups[stop].last - 1].low == "," or _is_title(groups[stop], groups[stop + 1])
            link = _link(gap, beside=beside)
            if link is None or _stands_alone(groups[stop + 1]) or _speaks(row, groups[stop + 1], link):
                break
            if _stands_alone(groups[stop]) and not (
                groups[stop].kind == "pronoun" and groups[stop + 1].other
            ):
                break
            joined = joined or link == "and" or row[groups[stop + 1].first].low == "self"
            stop += 1
        joined = joined or _goes_on(row, groups[stop].last)
        found += _joined(row, groups[k : stop + 1], joined)
        k = stop + 1
    return found


def _stands_alone(group: Group) -> bool:
    """Bare numbers and most pronouns join no list."""
    bare = group.kind == "count" and group.noun is None and not group.other and not group.of
    return bare or group.kind == "pronoun"


def _speaks(row: list[Word], group: Group, link: str) -> bool:
    """ "A clerk and two guards, police said": who says it is none of them."""
    k = group.last
    return link == "," and k < len(row) and row[k].low in small_words("speaking")


def _goes_on(row: list[Word], k: int) -> bool:
    """ "His wife, their son and their dog": the last of the list is nobody."""
    return k + 1 < len(row) and row[k].low == "and" and row[k + 1].low in small_words("possessives")


def _is_title(group: Group, name: Group) -> bool:
    """ "Student Ann Roe": the noun says who the one named is."""
    return group.kind == "one" and name.kind == "name" and group.age is None and group.noun is not None


def _link(gap: list[str], *, beside: bool) -> str | None:
    """How two groups are linked; `beside`: a comma that closes an age, or a noun before a name, does so."""
    if " ".join(gap).replace(" ,", ",") in small_words("list_links"):
        return "and"
    return "," if gap == [","] or (not gap and beside) else None


def _joined(row: list[Word], run: list[Group], joined: bool) -> list[Group]:
    """One list, an apposition ("John Roe, a baker"), or the groups as they were."""
    if len(run) == 1:
        return run
    members = _appositions(row, run)
    if len(members) == 1:
        return members
    if not joined and not all(
        m.kind == "count" and m.noun and not (m.plain or m.part or m.other) for m in members
    ):
        return members
    head, rest = members[0], members[1:]
    if head.kind == "count" and all(m.kind in ("one", "name") for m in rest) and head.point == len(rest):
        return [replace(head, last=rest[-1].last, end=rest[-1].end, members=tuple(rest))]
    return [list_of(members)]


def _appositions(row: list[Word], run: list[Group]) -> list[Group]:
    members: list[Group] = []
    for group in run:
        before = members[-1] if members else None
        if before and row[group.first - 1].low not in (",", "(") and before.last < group.first:
            before = None  # "Ann Roe and a nurse" are two
        if (
            before
            and before.kind == "name"
            and group.kind == "one"
            and not group.other
            and None in (before.age, group.age)
        ):
            of = merged(group.of, before.of)
            members[-1] = replace(
                before, last=group.last, end=group.end, of=of, noun=group.noun, age=before.age or group.age
            )
        elif (
            before
            and before.kind == "one"
            and group.kind == "name"
            and before.age in (None, group.age)
            and (len(run) == 2 or before.definite)
        ):
            members[-1] = replace(
                before, last=group.last, end=group.end, name=group.name, age=group.age or before.age
            )
        else:
            members.append(group)
    return members


def list_of(members: list[Group]) -> Group:
    """The members as one group: bounds added up, and what all of them share."""
    high = None if any(m.high is None for m in members) else sum(m.high or 0 for m in members)
    points = [m.point for m in members]
    unsure = None in points or any(m.kind == "many" for m in members)
    point = None if unsure else sum(p or 0 for p in points)
    return Group(
        first=members[0].first, last=members[-1].last, start=members[0].start, end=members[-1].end,
        kind="list",
        low=sum(m.low for m in members), high=high, point=point, members=tuple(members),
        modifier=next((m.modifier for m in members if m.modifier), None),
        definite=all(m.definite for m in members), other=members[0].other,
        of=_shared([m.of for m in members]),
    )  # fmt: skip


def _shared(ofs: list[Of]) -> Of:
    names = ("side", "nationality", "role", "sex", "age")
    same = {n: v for n in names if (v := getattr(ofs[0], n)) and all(getattr(o, n) == v for o in ofs)}
    return Of(**same)
