"""The noun phrase behind a number or an article: adjectives, nationality, age and the noun for people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tacitus.extract.figures.group_words import table as word_table
from tacitus.extract.figures.harm_words import small_words
from tacitus.lang.numbers import Number
from tacitus.lang.words import Word
from tacitus.model import Of

_UNKNOWN_MODIFIERS = 3


_PREMODIFIERS = 6


@dataclass(frozen=True, slots=True)
class Head:
    """A noun phrase without its article: the index after it, the noun, and what its words say."""

    last: int
    lemma: str | None
    plural: bool
    of: Of
    age: int | None = None
    other: bool = False


def head_at(row: list[Word], k: int, numbers: dict[int, Number]) -> Head | None:
    """The noun phrase without its article that begins at word `k`: adjectives, then a noun for people."""
    table, nation, age, noun = word_table(), None, None, None
    of, sided = Of(), None
    limit = min(len(row), k + _PREMODIFIERS + 4)
    other = False
    while k < limit:
        if (number := numbers.get(k)) and number.kind == "age":
            age, k = years_of(row, number), after_age(row, number.last)
            if k < len(row) and row[k - 1].low.endswith("olds"):
                return Head(k, "person", True, of, age, other)
            continue
        if hit := table.nouns.at(row, k):
            noun, k = hit[1], hit[0]
            of = merged(of, noun.of)
        elif noun is not None:
            break
        elif row[k].low in table.nations or row[k].low.rstrip("s") in table.nations:
            nation = table.nations.get(row[k].low) or table.nations[row[k].low.rstrip("s")]
            people = row[k].low not in table.nations
            k += 1
            if people:
                return Head(k, nation, True, replace(of, nationality=nation), age, other)
        elif step := table.adjectives.at(row, k):
            other = other or row[k].low in ("other", "more", "additional", "further")
            of, sided = _adjective(of, row[k].low), sided or table.sides.get(row[k].low)
            k = step[0]
        elif row[k].low in ("-", "/") and k + 1 < limit:
            k += 1
        else:
            break
    of = replace(of, nationality=nation) if nation else of
    of = replace(of, side=sided) if sided else of
    if noun is None:
        return Head(k, None, False, of, age, other) if age is not None or nation or other or of else None
    if k < len(row) and row[k].low in ("'", "’") and row[k].start == row[k - 1].end:
        return None
    return Head(k, noun.lemma, noun.plural, of, age, other)


def head_behind(row: list[Word], k: int, numbers: dict[int, Number], *, plural: bool = False) -> Head | None:
    """A noun for people behind words that no table knows: "a Dunmore County sheriff's deputy"."""
    table, unknown, moved = word_table(), 0, False
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
        head = head_at(row, k, numbers)
        if head is not None and head.lemma is not None:
            return head if moved and head.plural == plural else None
        moved = True
        unknown += word.text.islower() and not word.low.endswith("'s")
        k += 1
    return None


def _adjective(of: Of, word: str) -> Of:
    if word in ("male", "female"):
        return replace(of, sex=word)
    if age := word_table().ages.get(word):
        return replace(of, age=age)
    return replace(of, side="attackers") if word in ("suspected", "alleged") and of.side is None else of


def merged(of: Of, noun: Of) -> Of:
    """The last noun of a compound says who it is; what it leaves open stays."""
    return Of(
        side=noun.side or of.side, role=noun.role or of.role, sex=noun.sex or of.sex,
        age=noun.age or of.age, nationality=noun.nationality or of.nationality,
    )  # fmt: skip


_MONTHS = 12


def after_age(row: list[Word], k: int) -> int:
    """The index after "-year-old", "y/o" or "years old"."""
    for _ in range(4):
        if k < len(row) and row[k].low in small_words("of_age"):
            k += 1
    return k


def years_of(row: list[Word], number: Number) -> int:
    """The age in whole years: of "21-month-old" 1."""
    unit = {w.low for w in row[number.last : after_age(row, number.last)]}
    if unit & small_words("months"):
        return number.low // _MONTHS
    return 0 if unit & small_words("weeks_and_days") else number.low


def age_behind(row: list[Word], k: int, numbers: dict[int, Number]) -> tuple[int, int | None]:
    """(index after it, age) of ", 34," or "(34)" behind a noun or a name."""
    if k + 1 < len(row) and row[k].low in (",", "("):
        at = k + 1 + (row[k + 1].low in ("aged", "age"))
        number = numbers.get(at)
        if number is not None and number.kind == "age":
            k = after_age(row, number.last)
            return (k + 1 if k < len(row) and row[k].low in (",", ")") else k), years_of(row, number)
    return k, None


def open_noun(row: list[Word], k: int) -> tuple[int, str | None, bool, bool]:
    """(index after it, noun, refused, "others") for a plural in -s near the number that no table knows."""
    table = word_table()
    for at in range(k, min(len(row), k + 4)):
        low = row[at].low
        if low == "others":
            return at + 1, None, False, True
        if (low in table.things and low not in table.cues) or low.endswith(("'s", "’s")):
            return at + 1, None, True, False
        if not low[0].isalpha() or low in table.closed or low in table.cues:
            return (k, None, False, False) if at == k else (k, None, not _may_stand_alone(low), False)
        if low.endswith("s") and not low.endswith(("ss", "us", "is")) and row[at].text.islower():
            return at + 1, low[:-1], False, False
        if row[at].is_name and at == k:
            return k, None, False, False
    return k, None, k < len(row) and row[k].text[0].isalpha(), False


def _may_stand_alone(low: str) -> bool:
    return low in word_table().cues or low in word_table().closed or not low[0].isalpha()
