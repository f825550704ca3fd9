"""Sentences that tell of a day long before their page: "on March 3" on a page of October.

Persons who died then are not those of the page's own act, unless it tells of no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tacitus.lang.lexicon import load
from tacitus.lang.rows import Row
from tacitus.lang.words import Word
from tacitus.model import Document

_LONG = timedelta(days=20)
"""An act is in the news so long; what lies further back is another, or tried in court."""
_NAMED = 3
"""Letters that tell the months apart."""


def older_sentences(document: Document, rows: Sequence[Row], only: Iterable[int]) -> dict[int, str]:
    """Number of each sentence of `only` -> background, where its one day lies long before the page's."""
    published = document.published
    day = (published.latest or published.earliest) if published else None
    if day is None:
        return {}
    found = {}
    for index in sorted(set(only)):
        days = _days(rows[index].words, day)
        if days and max(days) < day - _LONG:
            found[index] = "background"
    return found


def _days(words: Sequence[Word], published: date) -> list[date]:
    """The days of the calendar in a row of words; one without its year is the last before the page's."""
    names = load("numbers")["months"]["words"]
    months = {name[:_NAMED]: n for n, name in enumerate(names[:12], start=1)}
    found = []
    for k, word in enumerate(words):
        if word.low not in names or not word.is_name:
            continue
        at = k + 1 + (k + 1 < len(words) and words[k + 1].text == ".")
        if at < len(words) and words[at].text.isdecimal():
            year = next((int(w.text) for w in words[at + 1 : at + 3] if _is_year(w)), None)
            found += _day(year, months[word.low[:_NAMED]], int(words[at].text), published)
    return found


def _is_year(word: Word) -> bool:
    return word.text.isdecimal() and len(word.text) == 4


def _day(year: int | None, month: int, day: int, published: date) -> list[date]:
    try:
        found = date(year or published.year, month, day)
        return [found.replace(year=found.year - 1) if year is None and found > published else found]
    except ValueError:  # no day of the calendar: a number that says something else
        return []
