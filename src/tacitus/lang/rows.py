"""A document's sentences as words and numbers: read once, and handed to every reader that counts."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.lang.numbers import Number, numbers_in
from tacitus.lang.words import Word, words
from tacitus.model import Document


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence: its words and marks in order, and the numbers among them."""

    words: list[Word]
    numbers: list[Number]


def rows_of(document: Document) -> tuple[Row, ...]:
    """A row for each of the document's sentences."""
    text = document.text
    rows = [words(text, start, end) for start, end in document.sentences]
    return tuple(Row(row, numbers_in(text, row)) for row in rows)
