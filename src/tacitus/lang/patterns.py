"""Phrases over words: a small pattern language for lexicons, matched in one pass, whatever the case.

A phrase is a row of words between blanks: `fire(|s|d)` one word in several forms; `(and|)` a word that may
be missing; `(at least|over)` one of several; `<class>` any word of a table of words; `*` up to five words
within the sentence. Words that stand side by side in a phrase stand side by side in the text, with a blank,
a line break, a hyphen or a quotation mark between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from tacitus.errors import DataError
from tacitus.lang.sentences import sentences_of
from tacitus.model import Document

Row = TypeVar("Row")

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_JOINT = re.compile(r"[ \t\"'“”‘’«»-]*\n?[ \t\"'“”‘’«»-]*")
_SPACED = re.compile(r"\(([^() ]* [^()]*)\)")
MONTH_OF_MAY = "maymonth"
"""How the month is spelt for the tables, so that a date never reads as "it may"."""
_MONTH = re.compile(r"(?:.{0,2}\d[ .]may\b|.{0,3}?\bmay[ .]+\d)", re.IGNORECASE | re.DOTALL)
_LONGEST_JOINT = 12
"""No more blanks and marks than this stand between the words of one phrase."""
GAP = 5
"""Words that `*` may skip: enough for a short noun phrase ("took the three foreign engineers hostage")."""


class Word(NamedTuple):
    """One word in lower case at [start, end); `joined` when nothing but a blank or hyphen parts it from the
    word before; `sentence` is its number."""

    text: str
    start: int
    end: int
    sentence: int
    joined: bool


def words(text: str, sentences: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    """The words of `text`; those outside all `sentences` count to the sentence before."""
    found: list[Word] = []
    last, sentence = 0, 0
    following = [start for start, _ in sentences[1:]] + [len(text) + 1]
    lower = text.lower() if len(text.lower()) == len(text) else None
    lower = lower and lower.replace("’", "'")
    make = tuple.__new__  # a third of the time of Word(...), and this is an inner loop
    for match in _WORD.finditer(text):
        start, end = match.span()
        joined = start - last <= _LONGEST_JOINT and bool(found)
        while start >= following[sentence]:
            sentence += 1
            joined = False
        if joined and text[last:start] != " ":
            joined = bool(_JOINT.fullmatch(text, last, start))
        word = lower[start:end] if lower is not None else match[0].lower().replace("’", "'")
        if word == "may" and _MONTH.match(text, max(0, start - 3)):
            word = MONTH_OF_MAY
        found.append(make(Word, (word, start, end, sentence, joined)))
        last = end
    return tuple(found)


def words_of(document: Document) -> tuple[Word, ...]:
    """The words of a document; those of the one at hand are kept, as several readers ask for them."""
    return _words(document.text, tuple(sentences_of(document)))


@lru_cache(maxsize=2)
def _words(text: str, sentences: tuple[tuple[int, int], ...]) -> tuple[Word, ...]:
    return words(text, sentences)


@dataclass(frozen=True, slots=True)
class Match(Generic[Row]):
    """Words [first, last] of the text fit a phrase of `row`."""

    first: int
    last: int
    row: Row


@dataclass(frozen=True, slots=True)
class _Step:
    forms: frozenset[str]
    optional: bool = False
    gap: bool = False


class Patterns(Generic[Row]):
    """A frozen table of phrases."""

    def __init__(self, rows: Iterable[tuple[str, Row]], classes: Mapping[str, Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[_Step, ...], Row]]] = {}
        for phrase, row in [(one, row) for whole, row in rows for one in _spelt_out(whole)]:
            steps = tuple(_step(part, classes) for part in phrase.split())
            if not steps or steps[0].optional or steps[0].gap or steps[-1].gap:
                raise DataError(f"a phrase begins and ends with a word: {phrase!r}")
            for form in sorted(steps[0].forms):
                self._by_first.setdefault(form, []).append((steps[1:], row))

    def find(self, text: Sequence[Word]) -> list[Match[Row]]:
        """All matches, in order of their first words; of those on the same words the earlier row's."""
        found: dict[tuple[int, int], Match[Row]] = {}
        for first, word in enumerate(text):
            for steps, row in self._by_first.get(word.text, ()):
                last = _end(steps, text, first)
                if last >= 0:
                    found.setdefault((first, last), Match(first, last, row))
        return list(found.values())


def _spelt_out(phrase: str) -> list[str]:
    """The phrase once for each choice of a group that holds words with blanks ("(at least|over)")."""
    group = _SPACED.search(phrase)
    if group is None:
        return [phrase]
    before, behind = phrase[: group.start()], phrase[group.end() :]
    return [p for one in group[1].split("|") for p in _spelt_out(f"{before}{one}{behind}")]


def _step(part: str, classes: Mapping[str, Sequence[str]]) -> _Step:
    if part == "*":
        return _Step(frozenset(), gap=True)
    if part.startswith("<"):
        if part[1:-1] not in classes:
            raise DataError(f"no class of words {part}")
        return _Step(frozenset(classes[part[1:-1]]))
    forms = {""}
    for piece in re.split(r"(\([^)]*\))", part.lower()):
        options = piece[1:-1].split("|") if piece.startswith("(") else [piece]
        forms = {form + option for form in forms for option in options}
    return _Step(frozenset(forms - {""}), optional="" in forms)


def _end(steps: Sequence[_Step], text: Sequence[Word], at: int) -> int:
    """The last word of a match of `steps` behind word `at`, or -1."""
    for number, step in enumerate(steps):
        if step.gap:
            return _after_gap(steps[number + 1 :], text, at)
        following = at + 1
        if following < len(text) and text[following].joined and text[following].text in step.forms:
            at = following
        elif not step.optional:
            return -1
    return at


def _after_gap(steps: Sequence[_Step], text: Sequence[Word], at: int) -> int:
    sentence = text[at].sentence
    for following in range(at + 1, min(at + GAP + 2, len(text))):
        if text[following].sentence != sentence:
            return -1
        if text[following].text in steps[0].forms:
            last = _end(steps[1:], text, following)
            if last >= 0:
                return last
    return -1
