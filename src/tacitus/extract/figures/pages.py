"""A page while its figures are read: its sentences as rows of words, and the people in each, found once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.groups import find_groups
from tacitus.extract.figures.harm_words import small_words
from tacitus.extract.figures.names import surnames_in
from tacitus.lang.rows import Row, rows_of
from tacitus.model import Document

_BACK = 2
"""Sentences back in which "all the gunmen" finds how many they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`document` with a row for each sentence; `surnames`: last words of the full names on it; `low`: its
    text; both in lower case."""

    document: Document
    rows: Sequence[Row]
    surnames: frozenset[str]
    low: str
    _groups: dict[int, list[Group]] = field(default_factory=dict, repr=False)

    def groups(self, index: int) -> list[Group]:
        """The groups of people in sentence `index`."""
        found = self._groups.get(index)
        if found is None:
            row = self.rows[index]
            back = range(max(0, index - _BACK), index) if any(w.low == "all" for w in row.words) else ()
            before = [g for k in back for g in self.groups(k)]
            found = self._groups[index] = find_groups(row, self.surnames, before)
        return found

    def doers(self) -> frozenset[str]:
        """Surnames of those said to have done what attackers do ("Roe opened fire"), in lower case."""
        deeds, found = small_words("deeds"), set()
        if not any(deed in self.low for deed in deeds):
            return frozenset()
        for index, row in enumerate(self.rows):
            if any(w.low in deeds for w in row.words):
                found |= {
                    g.name.rsplit(" ", 1)[-1].lower() for g in self.groups(index)
                    if g.name and g.last < len(row.words) and row.words[g.last].low in deeds
                }  # fmt: skip
        return frozenset(found)


def page_of(document: Document, rows: Sequence[Row] | None = None) -> Page:
    """The page of a document; `rows` may be handed in where they have been made already."""
    rows = rows or rows_of(document)
    return Page(document=document, rows=rows, surnames=surnames_in(rows), low=lowered(document.text))


def lowered(text: str) -> str:
    """`text` in lower case, its offsets kept: a letter that would grow ("İ") stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
