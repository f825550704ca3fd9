"""Described and named persons, one each however often the page speaks of them, and how it ended for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tacitus.extract.figures.casualties import Casualty
from tacitus.extract.figures.group_words import Group
from tacitus.model import Of

_NEAR = 5
"""Sentences between the first words on one victim and the next; 3 to 6 do alike on the train half of gva."""
_HARMED = ("killed", "injured", "hit")
_ATTACKERS = Of(side="attackers")
_CHILD_BELOW = 15
"""A "man" or a "woman" is not younger."""
_ADULTS = frozenset(["man", "woman", "father", "mother", "husband", "wife"])


@dataclass(slots=True)
class Person:
    """One person while a document is read; `outcome` killed, injured or another slot; `stretch` the first
    words that say so; `also`: told of as one more; `apart`: in a sentence that goes on to another
    moment; `struck_only`: nothing but bullets that hit is told of them."""

    name: str | None = None
    age: int | None = None
    sex: str | None = None
    young: bool | None = None
    role: str | None = None
    side: str | None = None
    attacker: bool = False
    by_self: bool = False
    also: bool = False
    apart: bool = False
    outcome: str = ""
    stretch: tuple[int, int] = (0, 0)
    sentences: set[int] = field(default_factory=set)
    groups: set[int] = field(default_factory=set)
    listed: int = -1
    struck_only: bool = True


_RANK = {"": 0, "injured": 1, "killed": 2}


def find_persons(
    ties: tuple[Casualty, ...], roles: dict[int, str], doers: frozenset[str] = frozenset()
) -> list[Person]:
    """The persons of the main happening that were killed or hurt, in the order they are first named.

    Two mentions are one person unless something tells them apart: name, age, sex, side, "another", or
    standing side by side in one sentence.
    """
    persons: list[Person] = []
    doers |= _doers(ties)
    unaided = not any(t.form in ("active", "death") for t in ties if t.slot in _HARMED)
    for read in ties:
        tie = _of_child(read) if read.by_self and unaided and _is_child(read.group, persons) else read
        if tie.slot not in _HARMED or tie.stance == "denied" or tie.sentence in roles:
            continue
        if tie.form == "part" and any(m.of.side == "attackers" for m in (tie.group, *tie.group.members)):
            continue  # "four dead, including the gunman": counted already
        members = tie.group.members or (tie.group,)
        for member in members:
            if member.kind in ("one", "name", "pronoun"):
                known = member.name is not None and _surname(member.name) in doers
                _take(persons, tie, replace(member, of=_ATTACKERS) if known else member)
    told = [
        t.sentence for t in ties if t.slot in _HARMED and t.stance != "denied" and t.sentence not in roles
    ]
    return _of_one_happening([p for p in persons if p.outcome], min(told, default=0))


def _doers(ties: tuple[Casualty, ...]) -> frozenset[str]:
    """Surnames of those who killed, hurt or shot somebody, or are called attackers."""
    names = [t.doer.name for t in ties if t.doer is not None and t.doer.name and t.slot in _HARMED]
    members = [m for t in ties for m in (t.group, *t.group.members)]
    names += [m.name for m in members if m.name and m.of.side == "attackers"]
    return frozenset(_surname(name) for name in names)


def _of_one_happening(persons: list[Person], start: int) -> list[Person]:
    """Those first named near the others: who turns up long after them was harmed in another happening."""
    kept, last = [], start
    for person in sorted(persons, key=lambda p: min(p.sentences)):
        first = min(person.sentences)
        if first - last <= _NEAR:
            kept.append(person)
            last = max(last, first)
    return kept


def _take(persons: list[Person], tie: Casualty, group: Group) -> None:
    person = _same(persons, tie, group)
    if person is None:
        person = Person(attacker=_is_attacker(tie, group))
        persons.append(person)
    outcome = "killed" if tie.slot == "killed" else "injured"
    if _RANK[outcome] > _RANK[person.outcome]:
        person.outcome, person.stretch = outcome, (tie.start, tie.end)
    person.struck_only = person.struck_only and tie.slot == "hit"
    person.name = person.name or group.name
    person.age = person.age if person.age is not None else group.age
    person.sex = person.sex or group.of.sex
    person.role = person.role or group.of.role
    person.side = person.side or group.of.side
    young = _young(group)
    person.young = young if person.young is None else person.young
    person.attacker = person.attacker or _is_attacker(tie, group)
    person.also = person.also or tie.also
    person.apart = person.apart or (tie.apart and _is_new(group))
    person.by_self = person.by_self or tie.by_self
    person.sentences.add(tie.sentence)
    person.groups.add(group.start)
    person.listed = tie.group.start if tie.group.members else person.listed


def _is_attacker(tie: Casualty, group: Group) -> bool:
    return group.of.side == "attackers" or tie.by_self


def _of_child(tie: Casualty) -> Casualty:
    group = replace(tie.group, of=replace(tie.group.of, side=None))
    return replace(tie, by_self=False, group=group)


def _is_child(group: Group, persons: list[Person]) -> bool:
    """ "A toddler shot himself", "he shot himself" where the page tells of a toddler alone: no attacker."""
    if group.kind == "pronoun" or (group.definite and group.name is None):
        return bool(persons) and all(p.young for p in persons)
    return bool(_young(group))


def _young(group: Group) -> bool | None:
    if group.of.age == "child" or (group.age is not None and group.age < _CHILD_BELOW):
        return True
    return False if group.noun in _ADULTS or (group.age is not None and group.age > 19) else None


def _same(persons: list[Person], tie: Casualty, group: Group) -> Person | None:
    for person in reversed(persons):
        if group.start in person.groups:
            return person
    if group.name:
        for person in reversed(persons):
            if person.name and _is_name_of(person.name, group.name) and _agree(person, group):
                return person
    alone = all(p.by_self for p in persons) and tie.form != "active"
    fits = [p for p in reversed(persons) if _agree(p, group) and (alone or _side_fits(p, tie, group))]
    if tie.also and tie.slot == "killed" and _is_new(group):
        return None
    if group.other and group.name is None and tie.form != "active":
        return next((p for p in fits if group.age is not None and p.age == group.age), None)
    fits = [p for p in fits if not tie.group.members or p.listed != tie.group.start]
    if group.kind == "pronoun" or (group.definite and group.name is None):
        fits.sort(key=lambda p: (tie.slot == "killed" and p.outcome != "killed", p.attacker))
        return fits[0] if fits else None
    apart = [p for p in fits if _may_be(p, tie) and not (p.name and group.name)]
    return apart[-1] if apart else None


def _is_new(group: Group) -> bool:
    """ "A man": nobody of whom the page has spoken."""
    return group.kind == "one" and not group.definite


def _may_be(person: Person, tie: Casualty) -> bool:
    """Two persons of one sentence whom different things befell, or who stand in one list, are two."""
    if tie.sentence not in person.sentences:
        return True
    if person.listed == tie.group.start:
        return False
    return (person.outcome == "killed") == (tie.slot == "killed")


def _side_fits(person: Person, tie: Casualty, group: Group) -> bool:
    if tie.by_self:
        return person.attacker or (group.kind == "one" and group.definite and group.of.side is None)
    if group.kind == "pronoun" or (person.by_self and group.definite and group.of.side is None):
        return True
    return person.attacker == (group.of.side == "attackers")


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1].lower()


def _is_name_of(one: str, other: str) -> bool:
    """Two names that may be of one person: one surname, or a first name alone."""
    a, b = one.lower().split(), other.lower().split()
    return a[-1] == b[-1] or (1 in (len(a), len(b)) and a[0] == b[0])


def _agree(person: Person, group: Group) -> bool:
    """Nothing tells the person and the one spoken of apart."""
    if person.name and group.name and not _is_name_of(person.name, group.name):
        return False
    if person.age is not None and group.age is not None and person.age != group.age:
        return False
    if person.sex and group.of.sex and person.sex != group.of.sex:
        return False
    young = _young(group)
    if person.young is not None and young is not None and person.young != young:
        return False
    return not (person.role and group.of.role and person.role != group.of.role)
