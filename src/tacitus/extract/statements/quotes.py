"""Quotation marks -> quoted stretches: straight, curly, guillemets, doubled singles, single British style.

A quotation never leaves its paragraph; one that runs over several opens anew in each ("continues").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAK = re.compile(r"\n(?:[ \t]*\n)+|(?<=[.!?”\"…:])[ \t]*\n|\n(?=[ \t]*(?:[“\"‘«•*]|''|``))")
_DOUBLE = re.compile(r"[“”„«»\"]|''(?!')|``")
_SINGLE = re.compile(r"[‘’']")
_CLOSERS = {"”": "”", "“": "”“", "„": "“”", "«": "»", "»": "«", '"': '"”', "``": "''", "''": "''"}
_MANY = 40
"""A quotation in single marks holds no more apostrophes than this."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch [start, end) with its marks. `closed`: the closing mark stands; `continues`: the stretch goes
    on from an open quotation in the paragraph before."""

    start: int
    end: int
    closed: bool = True
    continues: bool = False

    def words(self, text: str) -> int:
        """How many words stand between the marks."""
        return len(re.findall(r"\w+(?:[’'-]\w+)*", text[self.start : self.end]))

    def inner(self, text: str) -> tuple[int, int]:
        """The stretch without its marks."""
        start, end = self.start, self.end
        while start < end and text[start] in "“”„«»\"'`‘’":
            start += 1
        while self.closed and end > start and text[end - 1] in "“”„«»\"'`‘’":
            end -= 1
        return start, end


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the paragraphs. A blank line ends one; so does a line end after a stop or before a
    quotation mark, as texts differ in whether they break lines inside a paragraph."""
    edges = [0, *(at for match in _BREAK.finditer(text) for at in match.span()), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def find_quotes(text: str) -> tuple[Quote, ...]:
    """All quotations, in order and disjoint (a quotation inside another is part of it)."""
    found: list[Quote] = []
    open_before = False
    for start, end in paragraphs(text):
        here = _doubles(text, start, end, open_before)
        open_before = bool(here) and not here[-1].closed
        edge = start
        for quote in [*here, Quote(end, end)]:
            found += _singles(text, edge, quote.start)
            edge = quote.end
        found += here
    return tuple(sorted(found, key=lambda quote: quote.start))


def _doubles(text: str, start: int, end: int, open_before: bool) -> list[Quote]:
    found: list[Quote] = []
    marks = [(m.start(), m[0]) for m in _DOUBLE.finditer(text, start, end)]
    k = 0
    while k < len(marks):
        at, mark = marks[k]
        if not _opens(text, at, mark, start, end):
            k += 1
            continue
        close = k + 1
        while close < len(marks) and not _closes(text, marks[close], mark, end):
            close += 1
        first = not text[start:at].strip()
        if close < len(marks):
            found.append(Quote(at, marks[close][0] + len(marks[close][1]), True, open_before and first))
            k = close + 1
        else:
            found.append(Quote(at, end, False, open_before and first))
            break
    return found


def _opens(text: str, at: int, mark: str, start: int, end: int) -> bool:
    after = text[at + len(mark) : at + len(mark) + 1]
    if mark in "“„«``":
        return at + len(mark) < end
    if mark == "”":  # a wrong mark at the head of a paragraph
        return not text[start:at].strip() and after.strip() != ""
    before = text[at - 1] if at > start else " "
    return (before.isspace() or before in "([—–-:/,‘'") and after.strip() != ""


def _closes(text: str, mark: tuple[int, str], opener: str, end: int) -> bool:
    at, sign = mark
    if sign not in _CLOSERS.get(opener, opener) and not (opener == "“" and sign == '"'):
        return False
    if sign in ('"', "''") or sign == opener:
        before = text[at - 1 : at]
        after = text[at + len(sign) : at + len(sign) + 1] if at + len(sign) < end else " "
        return not (before.isspace() and after.isalnum())
    return True


def _singles(text: str, start: int, end: int) -> list[Quote]:
    """Single marks, where an opener and a closer agree; an apostrophe is neither."""
    found: list[Quote] = []
    marks = [m.start() for m in _SINGLE.finditer(text, start, end)]
    k = 0
    while k < len(marks):
        at = marks[k]
        before = text[at - 1] if at > 0 else " "
        opens = (
            text[at] != "’" and (before.isspace() or before in "([—–-:") and text[at + 1 : at + 2].isalnum()
        )
        close = _single_close(text, marks[k + 1 : k + 1 + _MANY], end) if opens else None
        if close is None:
            k += 1
            continue
        found.append(Quote(at, close + 1))
        while k < len(marks) and marks[k] <= close:
            k += 1
    return found


def _single_close(text: str, marks: list[int], end: int) -> int | None:
    """The closing mark: the first that no letter follows; after an s only if no later one fits better."""
    doubtful = None
    for at in marks:
        if text[at] == "‘":
            break
        after = text[at + 1 : at + 2] if at + 1 < end else " "
        if after.isalnum() or text[at - 1].isspace() or "\n" in text[marks[0] : at]:
            continue
        if text[at - 1] in "sS" and after == " ":
            doubtful = at if doubtful is None else doubtful
            continue
        return at
    return doubtful
