"""Who is spoken of: counted groups ("three young men"), single persons ("a 34-year-old woman"), names,
pronouns, and lists of them, as stretches of a row of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tacitus.extract.figures.group_lists import listed
from tacitus.extract.figures.group_words import NOBODY, Group, after_harm
from tacitus.extract.figures.group_words import table as word_table
from tacitus.extract.figures.harm_words import sex_of, small_words
from tacitus.extract.figures.heads import (
    Head,
    after_age,
    age_behind,
    head_at,
    head_behind,
    open_noun,
    years_of,
)
from tacitus.extract.figures.names import named, renamed
from tacitus.lang.lexicon import load
from tacitus.lang.numbers import Number
from tacitus.lang.rows import Row
from tacitus.lang.words import Word
from tacitus.model import Of


def find_groups(
    sentence: Row, surnames: frozenset[str] = frozenset(), before: Sequence[Group] = ()
) -> list[Group]:
    """The groups of one sentence, in order, without overlap; lists of them are one group with members.

    `surnames`: in lower case, of persons whom the page names in full; `before`: groups of the sentences
    before it, in which "all the gunmen" finds how many they are.
    """
    row, numbers = sentence.words, {n.first: n for n in sentence.numbers}
    found: list[Group] = []
    openers = _openers()
    i, size = 0, len(row)
    while i < size:
        low = row[i].low
        opens = low in openers or i in numbers or row[i].text[0].isupper() or low.endswith(("'s", "’s"))
        if not opens:
            i += 1
            continue
        group = _group_at(row, i, numbers, surnames)
        if group:
            found.append(_all_of(row, group, (*before, *found)))
        i = group.last if group else max(i + 1, numbers[i].last if i in numbers else 0)
    return [g for g in listed(row, _with_owners(row, found)) if g.noun != "self"]


@cache
def _openers() -> frozenset[str]:
    """Words in lower case that a group may begin with."""
    return word_table().starts.union(*(small_words(n) for n in ("determiners", "pronouns", "reflexives")))


def _all_of(row: list[Word], group: Group, before: Sequence[Group]) -> Group:
    """ "All the gunmen", "all gunmen": as many as were counted before."""
    k = group.first - 1
    said = k >= 0 and (row[k].low == "all" or (row[k].low == "of" and k > 0 and row[k - 1].low == "all"))
    if group.kind != "many" or not said:
        return group
    told = next((g for g in reversed(before) if g.kind == "count" and g.noun == group.noun), None)
    first = k - (row[k].low == "of")
    return group if told is None else replace(
        group, first=first, start=row[first].start, kind="count", low=told.low, high=told.high,
        point=told.point, modifier=told.modifier, definite=True,
    )  # fmt: skip


def _with_owners(row: list[Word], found: list[Group]) -> list[Group]:
    """ "Noor and his guard": the capitalised word before "and his" is a person, known or not."""
    made: list[Group] = []
    for group in found:
        k = group.first - 2
        owned = k >= 0 and row[group.first].low in small_words("owners") and row[k + 1].low == "and"
        if (
            owned
            and row[k].is_name
            and len(row[k].text) > 2
            and row[k].low not in word_table().closed
            and (not made or made[-1].last <= k)
        ):
            sex = "male" if row[group.first].low == "his" else "female"
            made.append(replace(_made(row, k, k + 1, kind="name", of=Of(sex=sex)), name=row[k].text))
        made.append(group)
    return made


def _group_at(row: list[Word], i: int, numbers: dict[int, Number], surnames: frozenset[str]) -> Group | None:
    number = numbers.get(i)
    if number is not None and number.kind == "count":
        return _counted(row, i, number, numbers)
    if number is not None:
        return _aged(row, i, number, numbers) if number.kind == "age" else None
    low = row[i].low
    if low in small_words("reflexives"):
        oneself = Of(side="attackers", sex=sex_of("reflexives", low))
        return replace(_made(row, i, i + 1, kind="one", of=oneself, definite=True), noun="self")
    if low in small_words("pronouns"):
        owned = _described(row, i, numbers) if low == "her" else None
        return owned or _made(
            row, i, i + 1, kind="pronoun", of=Of(sex=sex_of("pronouns", low)), definite=True
        )
    if low in small_words("determiners") or low.endswith(("'s", "’s")):
        described = _described(row, i, numbers)
        return described or (named(row, i, numbers, surnames) if row[i].is_name else None)
    if row[i].is_name and (name := named(row, i, numbers, surnames)):
        return name
    return _headless(row, i, numbers)


def _aged(row: list[Word], i: int, number: Number, numbers: dict[int, Number]) -> Group | None:
    """ "23-year-old Ann Roe", "15-year-old boy" and "15-year-old" without an article."""
    k = after_age(row, number.last)
    if k == number.last or row[number.last].text != "-":
        return None
    if k < len(row) and row[k].is_name and (name := named(row, k, numbers, frozenset(), aged=True)):
        return renamed(name, row, i, years_of(row, number))
    head = head_at(row, i, numbers)
    if head is None or head.lemma is None:
        behind = head_behind(row, k, numbers)
        head = replace(behind, age=years_of(row, number)) if behind else head
    if head is None or (head.lemma is None and k < len(row) and row[k].low not in after_harm()):
        return None
    return _single(row, i, head, numbers, definite=False, other=head.other)


def _made(
    row: list[Word], first: int, last: int, *, kind: str, of: Of = NOBODY, definite: bool = False
) -> Group:
    return Group(
        first=first, last=last, start=row[first].start, end=row[last - 1].end, kind=kind, of=of,
        definite=definite,
    )  # fmt: skip


def _described(row: list[Word], i: int, numbers: dict[int, Number]) -> Group | None:
    """ "a 34-year-old woman", "the gunman", "another man", "his brothers"."""
    other = row[i].low in ("another", "other")
    definite = row[i].low not in small_words("indefinite") and row[i].low != "other"
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
    head = head_at(row, k, numbers)
    if head is None or head.lemma is None:
        head = head_behind(row, k, numbers) or head
    if head and any(w.low == "unborn" for w in row[k : head.last]):
        return None
    if head is None:
        if not other or k >= len(row) or row[k].low not in after_harm():
            return None
        head = Head(i + 1, None, False, Of(), None, True)
    if head.lemma is None and head.age is None and not head.other:
        return None
    if head.lemma == "police" or (head.lemma in ("personnel", "troop") and head.plural):
        return _made(row, i, head.last, kind="many", of=head.of, definite=definite)
    return _single(row, i, head, numbers, definite=definite, other=other or head.other)


def _single(
    row: list[Word], i: int, head: Head, numbers: dict[int, Number], *, definite: bool, other: bool
) -> Group:
    last, age = age_behind(row, head.last, numbers)
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
    if i not in numbers and row[i].low not in word_table().starts:
        return None
    begins = i == 0 or row[i - 1].text in ",;:.–—-|'‘“\"(" or row[i - 1].low in small_words("headline_verbs")
    begins = begins or row[i - 1].low in word_table().cues
    begins = begins or (row[i - 1].is_name and row[i - 1].low not in word_table().closed)
    head = head_at(row, i, numbers)
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
    if i > 1 and row[i - 1].low == "of" and row[i - 2].low in small_words("parents"):
        return None  # "a father of five"
    k, part = number.last, False
    if k < len(row) and row[k].low == "of" and k + 1 < len(row):
        part = (k + 1 in numbers and numbers[k + 1].kind == "count") or row[k + 1].low in small_words("them")
        if part:
            k += 1 if k + 1 in numbers else 2
            if k < len(row) and k in numbers and numbers[k].kind == "count":
                k = numbers[k].last
    head = head_at(row, k, numbers)
    last, lemma, of, other, plain = k, None, Of(), False, True
    if head is None or head.lemma is None:
        behind = head_behind(row, head.last if head else k, numbers, plural=number.point != 1)
        head = replace(behind, other=head.other) if behind and head else behind or head
    if head is not None and (head.lemma or head.other or head.of):
        last, lemma, of, other = head.last, head.lemma, head.of, head.other
        plain = lemma in (None, "person", "victim", "individual") and not of
    if lemma is None:
        last, lemma, refused, plural_other = open_noun(row, last)
        if refused:
            return None
        other = other or plural_other
        plain = plain and lemma is None
    if lemma is None and not other and row[number.last - 1].low in small_words("need_noun"):
        return None
    other = (
        other
        or (last < len(row) and row[last].low == "else")
        or (i > 0 and row[i - 1].low in small_words("more"))
    )
    kind = "one" if _is_a_person(number, head, of, part=part, other=other) else "count"
    return Group(
        first=i, last=last, start=row[i].start, end=row[last - 1].end, kind=kind, low=number.low,
        high=number.high, point=number.point, modifier=number.modifier, noun=lemma, of=of, other=other,
        plain=plain, part=part, age=head.age if head and kind == "one" else None,
    )  # fmt: skip


def _is_a_person(number: Number, head: Head | None, of: Of, *, part: bool, other: bool) -> bool:
    """ "One man", "one 20-year-old woman": a person described, as "a man" is; "one person" counts."""
    described = head is not None and (of.sex or of.age or head.age)
    return bool(described and number.point == 1 and number.modifier is None and not part and not other)
