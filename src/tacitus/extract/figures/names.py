"""Persons by name: full names ("Ann Roe"), names with a title or an age, surnames of those named in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tacitus.extract.figures.group_words import Group, Table
from tacitus.extract.figures.group_words import table as word_table
from tacitus.extract.figures.heads import age_behind
from tacitus.lang.grammar import words_of
from tacitus.lang.numbers import Number
from tacitus.lang.rows import Row
from tacitus.lang.words import Word

_LONGEST = 6
"""Words of the longest name."""


def surnames_in(rows: Sequence[Row]) -> frozenset[str]:
    """The last words of names that begin with a given name or have an age behind them ("LeGrier, 19,")."""
    table, suffixes, found = word_table(), words_of("suffixes"), set()
    for row in rows:
        words, k = row.words, 0
        for at, word in enumerate(words):
            if at < k or not word.text[0].isupper():
                continue
            parts, k = _run(words, at, {})
            run = [w for w in parts if w.low not in table.titles and w.low not in suffixes]
            known = len(run) > 1 and run[0].low in table.given
            if run and (known or _has_age(words, k, row.numbers)) and _may_be_name(run, table):
                found.add(run[-1].low)
    return frozenset(found)


def _has_age(row: list[Word], k: int, numbers: Sequence[Number]) -> bool:
    """ "Roe, 34," or "Roe (34)" with its age at word `k` + 1."""
    if k + 1 >= len(row) or row[k].low not in (",", "("):
        return False
    return any(n.first == k + 1 and n.kind == "age" for n in numbers)


def _may_be_name(run: Sequence[Word], table: Table) -> bool:
    return len(run[-1].low) > 2 and not any(
        w.low in table.places or w.low in table.nations or w.low in table.starts for w in run
    )


def named(
    row: list[Word], i: int, numbers: dict[int, Number], surnames: frozenset[str], *, aged: bool = False
) -> Group | None:
    """A run of capitalised words that is a person: a given name, a title before it, an age behind it, or the
    bare surname of somebody whom the page names in full."""
    table = word_table()
    parts, k = _run(row, i, numbers)
    if not parts or parts[-1].low.endswith(("'s", "’s")):
        return None
    titled = 0
    while titled < len(parts) and parts[titled].low in table.titles:
        titled += 1
    rest = parts[titled:]
    if not rest or any(w.low in table.places or w.low in table.nations for w in rest):
        return None
    last, age = age_behind(row, k, numbers)
    full = len(rest) > 1 and (rest[0].low in table.given or aged)
    bare = len(rest) == 1 and rest[0].low in surnames and not _hyphened(row, i, k)
    if not bare and (len(rest) + (titled > 0) < 2 or not (full or age is not None or titled)):
        return None
    end = last if age is not None else k
    return Group(
        first=i, last=end, start=row[i].start, end=row[end - 1].end, kind="name", name=_full(rest), age=age,
    )  # fmt: skip


def _hyphened(row: list[Word], first: int, last: int) -> bool:
    """Part of a longer name: "Roe-Lund"."""
    return (first > 0 and row[first - 1].text in "-–") or (last < len(row) and row[last].text in "-–")


def renamed(group: Group, row: list[Word], first: int, age: int) -> Group:
    """The name with the age written before it ("23-year-old Ann Roe")."""
    return replace(group, first=first, start=row[first].start, age=age)


def _run(row: list[Word], i: int, numbers: dict[int, Number]) -> tuple[list[Word], int]:
    """The capitalised words from word `i` on, initials and nicknames in quotation marks among them."""
    parts: list[Word] = []
    k = i
    while k < len(row) and len(parts) < _LONGEST:
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
    return parts, k


def _full(rest: list[Word]) -> str:
    suffixes = words_of("suffixes")
    surname = next((w.text for w in reversed(rest) if w.low not in suffixes), rest[-1].text)
    return (" ".join(w.text for w in rest[:-1] if w.text != surname) + " " + surname).strip()
