"""Words and marks of a stretch of text, with offsets: what the grammars of numbers and figures run on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_+")
_SPLIT = re.compile(r"[a-z]+(?:['’][a-z]+)*|\d+|[^\sa-z\d]")


class Word(NamedTuple):
    """A word, a number in digits or one mark at [start, end); `low` is the word in lower case."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_digits(self) -> bool:
        """True when it begins with a digit."""
        return self.text[0].isdigit()

    @property
    def is_name(self) -> bool:
        """True when it begins with a capital."""
        return self.text[0].isupper()


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and marks of text[start:end], in order; "wasn't" is one word, "34-year-old" five."""
    make = tuple.__new__  # a third of the time of Word(...), and this is an inner loop
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [make(Word, (*m.span(), t := m[0], t.lower())) for m in found]


def first_word(phrase: str) -> str:
    """The first word of a phrase of a table, as `words` would part it from the rest."""
    found: str = _SPLIT.findall(phrase.replace("’", "'"))[0]
    return found


class Phrases(Generic[T]):
    """A table of phrases, found by their first word; the longest phrase wins."""

    def __init__(self, table: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        rows = table.items() if isinstance(table, Mapping) else table
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in rows:
            parts = tuple(_SPLIT.findall(phrase.replace("’", "'")))
            self._by_first.setdefault(parts[0], []).append((parts, value))
        for known in self._by_first.values():
            known.sort(key=lambda row: -len(row[0]))

    @property
    def firsts(self) -> Collection[str]:
        """The words that a phrase begins with: whoever asks at every word asks these first."""
        return self._by_first.keys()

    def at(self, row: list[Word], i: int) -> tuple[int, T] | None:
        """(index after the phrase, its value) where one begins at word `i`."""
        known = self._by_first.get(row[i].low)
        if known is None:
            return None
        after = row[i + 1].low if i + 1 < len(row) else ""
        for parts, value in known:
            stop = i + len(parts)
            if stop == i + 1:
                return stop, value
            if parts[1] != after or stop > len(row):  # most phrases differ in their second word
                continue
            if all(word.low == part for word, part in zip(row[i + 2 : stop], parts[2:], strict=True)):
                return stop, value
        return None
