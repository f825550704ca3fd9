"""Who is spoken of: counted groups ("three young men"), single persons ("a 34-year-old woman"), names,
pronouns, and lists of them, as stretches of a row of words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.lang.numbers import Number, numbers_in
from tacitus.lang.words import Phrases, Word
from tacitus.model import Of

_UNKNOWN_MODIFIERS = 3
_PREMODIFIERS = 6
"""Words that may stand between a number or an article and its noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People at words [first, last) of a row and at [start, end) of the text.

    `kind`: count (a number with or without its noun), one (a single described person), name, pronoun, many
    (a plural without a number), list (`members`). `low`, `high`, `point`, `modifier` as in Figure; `noun` is
    singular. `definite`: "the", "his" (spoken of before); `other`: "another", "others", "more";
    `plain`: no noun of its own, or one that says nothing ("people", "others").
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    low: int = 1
    high: int | None = 1
    point: int | None = 1
    modifier: str | None = None
    noun: str | None = None
    of: Of = Of()
    definite: bool = False
    other: bool = False
    plain: bool = False
    part: bool = False
    name: str | None = None
    age: int | None = None
    members: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class _Noun:
    lemma: str
    plural: bool
    of: Of


@dataclass(frozen=True, slots=True)
class _Table:
    nouns: Phrases[_Noun]
    adjectives: Phrases[bool]
    nations: dict[str, str]
    things: frozenset[str]
    places: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    closed: frozenset[str]
    cues: frozenset[str]


@cache
def _table() -> _Table:
    t, casualties = load("person_nouns"), load("casualties")
    nouns: dict[str, _Noun] = {}
    for row in t["class"]:
        of = Of(**{k: v for k, v in row.items() if k != "words"})
        for word in row["words"].split():
            one, _, many = word.partition("|")
            nouns[many or f"{one}s"] = _Noun(one, True, of)
            if one != many:
                nouns[one] = _Noun(one, False, of)
    links = casualties["links"]
    closed = {*links["auxiliaries"], *links["prepositions"], *links["stops"], *links["adverbs"]}
    closed -= {"all", "both", "only", "confirmed", "believed"}
    cues = {
        phrase
        for section in casualties.values()
        if isinstance(section, dict)
        for form in ("passive", "active", "ing", "state", "noun", "alone")
        for phrase in section.get(form, ())
    }
    given = frozenset(w for value in load("given_names").values() for w in str(value).lower().split())
    return _Table(
        nouns=Phrases(nouns),
        adjectives=Phrases(dict.fromkeys(t["adjectives"]["words"].split(), True)),
        nations={w: w for w in load("nationalities")["words"].split()},
        things=frozenset(t["things"]["words"].split()),
        places=frozenset(t["places"]["words"].split()),
        titles=frozenset(t["places"]["titles"].split()),
        given=given,
        closed=frozenset(closed),
        cues=frozenset(c.split()[0] for c in cues),
    )


def find_groups(text: str, row: list[Word]) -> list[Group]:
    """The groups of one sentence, in order, without overlap; lists of them are one group with members."""
    numbers = {n.first: n for n in numbers_in(text, row)}
    found: list[Group] = []
    i = 0
    while i < len(row):
        group = _group_at(row, i, numbers)
        if group:
            found.append(group)
        i = group.last if group else max(i + 1, numbers[i].last if i in numbers else 0)
    return _listed(row, found)


def _group_at(row: list[Word], i: int, numbers: dict[int, Number]) -> Group | None:
    number = numbers.get(i)
    if number is not None and number.kind == "count":
        return _counted(row, i, number, numbers)
    if number is not None:
        return _aged(row, i, number, numbers) if number.kind == "age" else None
    low = row[i].low
    if low in _REFLEXIVE:
        return _made(row, i, i + 1, kind="one", of=Of(side="attackers", sex=_REFLEXIVE[low]), definite=True)
    if low in _PRONOUNS:
        owned = _described(row, i, numbers) if low == "her" else None
        return owned or _made(row, i, i + 1, kind="pronoun", of=Of(sex=_PRONOUNS[low]), definite=True)
    if low in _DETERMINERS or low.endswith(("'s", "’s")):
        return _described(row, i, numbers) or (_named(row, i, numbers) if row[i].is_name else None)
    if row[i].is_name and (name := _named(row, i, numbers)):
        return name
    return _headless(row, i, numbers)


def _aged(row: list[Word], i: int, number: Number, numbers: dict[int, Number]) -> Group | None:
    """ "23-year-old Ann Roe", "15-year-old boy" and "15-year-old" without an article."""
    k = _after_age(row, number.last)
    if k == number.last:
        return None
    if k < len(row) and row[k].is_name and (name := _named(row, k, numbers, aged=True)):
        return replace(name, first=i, start=row[i].start, age=number.low)
    head = _head(row, i, numbers)
    if head is None or (head.lemma is None and k < len(row) and row[k].low not in _after_harm()):
        return None
    return _single(row, i, head, numbers, definite=False, other=head.other)


@cache
def _after_harm() -> frozenset[str]:
    """Words that may follow a bare "15-year-old" that stands for a person."""
    t = _table()
    return t.closed | t.cues | frozenset([",", ".", ";", "'s", "’s"])


_PRONOUNS = {"he": "male", "she": "female", "him": "male", "her": "female"}
_REFLEXIVE = {"himself": "male", "herself": "female", "self": None}
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "their",
        "another",
        "one",
        "this",
        "that",
        "our",
        "my",
        "its",
        "other",
        "these",
        "those",
        "her",
    ]
)
_NEED_NOUN = frozenset(["single", "multiple", "numerous", "various", "of", "number"])
_INDEFINITE = frozenset(["a", "an", "another", "one"])


def _made(
    row: list[Word], first: int, last: int, *, kind: str, of: Of = Of(), definite: bool = False
) -> Group:
    return Group(
        first=first, last=last, start=row[first].start, end=row[last - 1].end, kind=kind, of=of,
        definite=definite,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Head:
    last: int
    lemma: str | None
    plural: bool
    of: Of
    age: int | None = None
    other: bool = False


def _head(row: list[Word], k: int, numbers: dict[int, Number]) -> _Head | None:
    """The noun phrase without its article that begins at word `k`: adjectives, then a noun for people."""
    table, nation, age, noun = _table(), None, None, None
    of = Of()
    limit = min(len(row), k + _PREMODIFIERS + 4)
    other = False
    while k < limit:
        if (number := numbers.get(k)) and number.kind == "age":
            age, k = number.low, _after_age(row, number.last)
            if k < len(row) and row[k - 1].low.endswith("olds"):
                return _Head(k, "person", True, of, age, other)
            continue
        if hit := table.nouns.at(row, k):
            noun, k = hit[1], hit[0]
            of = _merged(of, noun.of)
        elif noun is not None:
            break
        elif row[k].low in table.nations or row[k].low.rstrip("s") in table.nations:
            nation = row[k].low if row[k].low in table.nations else row[k].low.rstrip("s")
            people = row[k].low not in table.nations
            k += 1
            if people:
                return _Head(k, nation, True, replace(of, nationality=nation), age, other)
        elif step := table.adjectives.at(row, k):
            other = other or row[k].low in ("other", "more", "additional", "further")
            of = _adjective(of, row[k].low)
            k = step[0]
        elif row[k].low in ("-", "/") and k + 1 < limit:
            k += 1
        else:
            break
    of = replace(of, nationality=nation) if nation else of
    if noun is None:
        return _Head(k, None, False, of, age, other) if age is not None or nation or other or of else None
    if k < len(row) and row[k].low in ("'", "’") and row[k].start == row[k - 1].end:
        return None
    return _Head(k, noun.lemma, noun.plural, of, age, other)


def _head_behind(
    row: list[Word], k: int, numbers: dict[int, Number], *, plural: bool = False
) -> _Head | None:
    """A noun for people behind words that no table knows: "a Dunmore County sheriff's deputy"."""
    table, unknown, moved = _table(), 0, False
    while k < len(row) and unknown < _UNKNOWN_MODIFIERS:
        word = row[k]
        if k in numbers and numbers[k].kind not in ("age", "ordinal"):
            return None
        if (
            not (word.text[0].isalnum() or word.text in "-.")
            or word.low in table.closed
            or word.low in table.cues
        ):
            return None
        head = _head(row, k, numbers)
        if head is not None and head.lemma is not None:
            return head if moved and head.plural == plural else None
        moved = True
        unknown += word.text.islower() and not word.low.endswith("'s")
        k += 1
    return None


def _adjective(of: Of, word: str) -> Of:
    if word in ("male", "female"):
        return replace(of, sex=word)
    return replace(of, side="attackers") if word in ("suspected", "alleged") and of.side is None else of


def _merged(of: Of, noun: Of) -> Of:
    """The last noun of a compound says who it is; what it leaves open stays."""
    return Of(
        side=noun.side or of.side, role=noun.role or of.role, sex=noun.sex or of.sex,
        age=noun.age or of.age, nationality=noun.nationality or of.nationality,
    )  # fmt: skip


def _after_age(row: list[Word], k: int) -> int:
    """The index after "-year-old" or "years old"."""
    for _ in range(4):
        if k < len(row) and row[k].low in (
            "-",
            "year",
            "years",
            "month",
            "months",
            "week",
            "day",
            "old",
            "olds",
        ):
            k += 1
    return k


def _age_behind(row: list[Word], k: int, numbers: dict[int, Number]) -> tuple[int, int | None]:
    """(index after it, age) of ", 34," or "(34)" behind a noun or a name."""
    if k + 1 < len(row) and row[k].low in (",", "("):
        at = k + 1 + (row[k + 1].low in ("aged", "age"))
        number = numbers.get(at)
        if number is not None and number.kind == "age":
            k = _after_age(row, number.last)
            return (k + 1 if k < len(row) and row[k].low in (",", ")") else k), number.low
    return k, None


def _described(row: list[Word], i: int, numbers: dict[int, Number]) -> Group | None:
    """ "a 34-year-old woman", "the gunman", "another man", "his brothers"."""
    other = row[i].low in ("another", "other")
    definite = row[i].low not in _INDEFINITE and row[i].low != "other"
    k = i + 1
    if k < len(row) and row[k].low == "one" and other:
        k += 1
    number = numbers.get(k)
    if number is not None and number.kind == "count":
        counted = _counted(row, k, number, numbers)
        if counted is None:
            return None
        return replace(
            counted,
            first=i,
            start=row[i].start,
            definite=definite and not counted.other,
            other=counted.other or other,
        )
    head = _head(row, k, numbers)
    if head is None or head.lemma is None:
        head = _head_behind(row, k, numbers) or head
    if head is None:
        if not other or k >= len(row) or row[k].low not in _after_harm():
            return None
        head = _Head(i + 1, None, False, Of(), None, True)
    if head.lemma is None and head.age is None and not head.other:
        return None
    if head.lemma == "police" or (head.lemma in ("personnel", "troop") and head.plural):
        return _made(row, i, head.last, kind="many", of=head.of, definite=definite)
    return _single(row, i, head, numbers, definite=definite, other=other or head.other)


def _single(
    row: list[Word], i: int, head: _Head, numbers: dict[int, Number], *, definite: bool, other: bool
) -> Group:
    last, age = _age_behind(row, head.last, numbers)
    kind = "many" if head.plural else "one"
    if pair := load("person_nouns")["pairs"].get(row[head.last - 1].low):
        made = _made(row, i, head.last, kind="count", of=head.of, definite=definite)
        return replace(made, low=pair, high=pair, point=pair, noun=head.lemma, other=other)
    return replace(
        _made(row, i, last if age is not None else head.last, kind=kind, of=head.of, definite=definite),
        noun=head.lemma, age=head.age if age is None else age, other=other,
    )  # fmt: skip


def _headless(row: list[Word], i: int, numbers: dict[int, Number]) -> Group | None:
    """A noun without article, as headlines and lists have them: "Man killed", "Officers wounded"."""
    if row[i].low in _table().closed:
        return None
    begins = (
        i == 0
        or row[i - 1].text in ",;:.–—-|'‘“\"("
        or row[i - 1].low in ("and", "of", "kills", "injures", "kill", "leaves")
    )
    begins = begins or row[i - 1].low in _table().cues
    head = _head(row, i, numbers)
    if head is None or head.lemma is None:
        return None
    if head.plural:
        return _single(row, i, head, numbers, definite=False, other=head.other)
    if head.last == i + 1 and not row[i].is_name and not begins:
        return None
    if head.lemma == "police":
        return _made(row, i, head.last, kind="many", of=head.of)
    if not head.plural and not begins and not row[i].is_name and numbers.get(i) is None:
        return None
    return _single(row, i, head, numbers, definite=False, other=head.other)


def _counted(row: list[Word], i: int, number: Number, numbers: dict[int, Number]) -> Group | None:
    """A count with its noun, or standing alone before a word of harm: "39 partygoers", "12 dead"."""
    k, part = number.last, False
    if k < len(row) and row[k].low == "of" and k + 1 < len(row):
        part = (k + 1 in numbers and numbers[k + 1].kind == "count") or row[k + 1].low in (
            "them",
            "whom",
            "the",
            "those",
            "these",
            "his",
            "her",
            "their",
            "its",
            "which",
        )
        if part:
            k += 1 if k + 1 in numbers else 2
            if k < len(row) and k in numbers and numbers[k].kind == "count":
                k = numbers[k].last
    head = _head(row, k, numbers)
    last, lemma, of, other, plain = k, None, Of(), False, True
    if head is None or head.lemma is None:
        behind = _head_behind(row, head.last if head else k, numbers, plural=True)
        head = replace(behind, other=head.other) if behind and head else behind or head
    if head is not None and (head.lemma or head.other or head.of):
        last, lemma, of, other = head.last, head.lemma, head.of, head.other
        plain = lemma in (None, "person", "victim", "individual") and not of
    if lemma is None:
        last, lemma, refused, plural_other = _open_noun(row, last)
        if refused:
            return None
        other = other or plural_other
        plain = plain and lemma is None
    if lemma is None and not other and row[number.last - 1].low in _NEED_NOUN:
        return None
    other = other or (last < len(row) and row[last].low == "else") or (i > 0 and row[i - 1].low in ("another", "other"))
    return Group(
        first=i, last=last, start=row[i].start, end=row[last - 1].end, kind="count", low=number.low,
        high=number.high, point=number.point, modifier=number.modifier, noun=lemma, of=of, other=other,
        plain=plain, part=part,
    )  # fmt: skip


def _open_noun(row: list[Word], k: int) -> tuple[int, str | None, bool, bool]:
    """(index after it, noun, refused, "others") for a noun that no table knows: a plural in -s near the number."""
    table = _table()
    for at in range(k, min(len(row), k + 4)):
        low = row[at].low
        if low == "others":
            return at + 1, None, False, True
        if low in table.things and low not in table.cues:
            return at + 1, None, True, False
        if not low[0].isalpha() or low in table.closed or low in table.cues:
            return (k, None, False, False) if at == k else (k, None, not _may_stand_alone(low), False)
        if low.endswith("s") and not low.endswith(("ss", "us", "is")) and row[at].text.islower():
            return at + 1, low[:-1], False, False
        if row[at].is_name and at == k:
            return k, None, False, False
    return k, None, k < len(row) and row[k].text[0].isalpha(), False


def _may_stand_alone(low: str) -> bool:
    return low in _table().cues or low in _table().closed or not low[0].isalpha()


def _named(row: list[Word], i: int, numbers: dict[int, Number], *, aged: bool = False) -> Group | None:
    """A run of capitalised words that is a person: a given name, a title before it, or an age behind it."""
    table, k = _table(), i
    parts: list[Word] = []
    while k < len(row) and len(parts) < 6:
        word = row[k]
        if word.is_name and word.low not in ("the", "a", "police") and k not in numbers:
            parts.append(word)
        elif not (
            parts
            and word.text in (".", '"', "“", "”")
            and row[k - 1].end == word.start
            and len(row[k - 1].text) <= 3
            and k + 1 < len(row)
            and row[k + 1].is_name
        ):
            break
        k += 1
    while parts and parts[-1].low.endswith(("'s", "’s")):
        return None
    titled = 0
    while titled < len(parts) and parts[titled].low in table.titles:
        titled += 1
    rest = parts[titled:]
    if not rest or any(w.low in table.places or w.low in table.nations for w in rest):
        return None
    last, age = _age_behind(row, k, numbers)
    known = (rest[0].low in table.given or aged) and len(rest) > 1
    if len(rest) + (titled > 0) < 2 or not (known or age is not None or titled):
        return None
    surname = next(
        (w.text for w in reversed(rest) if w.low not in ("jr", "sr", "ii", "iii", "iv")), rest[-1].text
    )
    full = " ".join(w.text for w in rest[:-1] if w.text != surname) + " " + surname
    group = _made(row, i, last if age is not None else k, kind="name")
    return replace(group, name=full.strip(), age=age, high=1)


def _listed(row: list[Word], groups: list[Group]) -> list[Group]:
    """Groups with only commas and "and" between them, made one list."""
    found: list[Group] = []
    k = 0
    while k < len(groups):
        stop, joined = k, False
        while stop + 1 < len(groups):
            gap = [w.low for w in row[groups[stop].last : groups[stop + 1].first]]
            link = _link(gap, closed_by_age=row[groups[stop].last - 1].low == ",")
            if link is None or _stands_alone(groups[stop + 1]) or _stands_alone(groups[stop]):
                break
            joined = joined or link == "and" or row[groups[stop + 1].first].low == "self"
            stop += 1
        found += _joined(groups[k : stop + 1], joined)
        k = stop + 1
    return found


def _stands_alone(group: Group) -> bool:
    """Bare numbers and most pronouns join no list."""
    bare = group.kind == "count" and group.noun is None and not group.other and not group.of
    return bare or group.kind == "pronoun"


def _link(gap: list[str], *, closed_by_age: bool) -> str | None:
    if gap in (
        ["and"],
        [",", "and"],
        ["as", "well", "as"],
        [",", "as", "well", "as"],
        ["along", "with"],
        [",", "along", "with"],
        ["&"],
        ["plus"],
    ):
        return "and"
    return "," if gap == [","] or (not gap and closed_by_age) else None


def _joined(run: list[Group], joined: bool) -> list[Group]:
    """One list, an apposition ("John Roe, a baker"), or the groups as they were."""
    if len(run) == 1:
        return run
    members = _appositions(run)
    if len(members) == 1:
        return members
    if not joined and not all(m.kind == "count" and m.noun and not (m.plain or m.part or m.other) for m in members):
        return members
    head, rest = members[0], members[1:]
    if head.kind == "count" and all(m.kind in ("one", "name") for m in rest) and head.point == len(rest):
        return [replace(head, last=rest[-1].last, end=rest[-1].end, members=tuple(rest))]
    return [list_of(members)]


def _appositions(run: list[Group]) -> list[Group]:
    members: list[Group] = []
    for group in run:
        before = members[-1] if members else None
        if before and before.kind == "name" and group.kind == "one" and not group.other and group.age is None:
            of = _merged(group.of, before.of)
            members[-1] = replace(before, last=group.last, end=group.end, of=of, noun=group.noun)
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
    point = None if None in points or any(m.kind == "many" for m in members) else sum(p or 0 for p in points)
    return Group(
        first=members[0].first, last=members[-1].last, start=members[0].start, end=members[-1].end, kind="list",
        low=sum(m.low for m in members), high=high, point=point, members=tuple(members),
        modifier=next((m.modifier for m in members if m.modifier), None),
        definite=all(m.definite for m in members), other=members[0].other,
        of=_shared([m.of for m in members]),
    )  # fmt: skip


def _shared(ofs: list[Of]) -> Of:
    names = ("side", "nationality", "role", "sex", "age")
    same = {n: v for n in names if (v := getattr(ofs[0], n)) and all(getattr(o, n) == v for o in ofs)}
    return Of(**same)
