"""A document as units: its sentences as tokens, with every quotation one token and no break inside one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from tacitus.extract.statements.quotes import Quote, find_quotes, paragraphs
from tacitus.lang.grammar import Token, tokens
from tacitus.model import Document

_TITLE = 60
"""A longer quotation is speech, and stands in no headline."""
_LONGEST = 300
"""What has more tokens is a list or a damaged text, and is cut to keep the grammar linear."""


_JAMMED = re.compile(r"[a-z]{2}(?:[.?!][”\"]?|[”\"])(?=[“\"]?[A-Z][a-z])")
"""The end of a sentence with no blank after it, as where a page's paragraphs were run together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence: its tokens (tag "Q" is a whole quotation), its paragraph and its item by number."""

    items: list[Token]
    paragraph: int
    item: int

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end

    @property
    def only_quotes(self) -> bool:
        """Nothing but quotations and signs."""
        return all(t.tag in ("Q", "P") for t in self.items) and any(t.tag == "Q" for t in self.items)

    @property
    def headline(self) -> bool:
        """Most of its words carry a capital, as in a title."""
        if any(t.tag == "Q" and len(t.text) > _TITLE for t in self.items):
            return False
        words = [t for t in self.items if t.text[0].isalpha() and len(t.text) > 3]
        return len(words) > 3 and 4 * sum(t.text[0].isupper() for t in words) >= 3 * len(words)


def units_of(document: Document) -> tuple[tuple[Unit, ...], dict[int, Quote]]:
    """The units in order, and the quotations by where they start."""
    text = document.text
    quotes = find_quotes(text)
    breaks = _breaks(document, quotes)
    found: list[Unit] = []
    seen: dict[str, tuple[str, str]] = {}
    starts = [quote.start for quote in quotes]
    for number, (start, end) in enumerate(paragraphs(text)):
        edges = [start, *(b for b in breaks if start < b < end), end]
        for a, b in pairwise(edges):
            here = quotes[bisect_right(starts, a - 1) : bisect_right(starts, b - 1)]
            items = _items(text, a, b, here, seen)
            for k in range(0, len(items), _LONGEST):
                part = items[k : k + _LONGEST]
                found.append(Unit(part, number, document.item_of(part[0].start)))
    return tuple(found), {quote.start: quote for quote in quotes}


def _breaks(document: Document, quotes: tuple[Quote, ...]) -> list[int]:
    starts = [quote.start for quote in quotes]
    found: list[int] = []
    for _, end in document.sentences:
        k = bisect_right(starts, end) - 1
        if k < 0 or not quotes[k].start < end < quotes[k].end:
            found.append(end)
    for jammed in _JAMMED.finditer(document.text):
        at = jammed.end()
        k = bisect_right(starts, at - 1) - 1
        if k < 0 or not quotes[k].start < at < quotes[k].end:
            found.append(at)
    return sorted(set(found))


def _items(
    text: str, start: int, end: int, quotes: tuple[Quote, ...], seen: dict[str, tuple[str, str]]
) -> list[Token]:
    found: list[Token] = []
    at = start
    for quote in quotes:
        found += tokens(text, at, quote.start, seen=seen)
        found.append(Token(quote.start, quote.end, text[quote.start : quote.end], "", "Q"))
        at = quote.end
    return found + tokens(text, at, end, seen=seen)
