"""Data as a page shows it: values in words, sentences with the words that count, letters made visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from tacitus.export.incident_terminal import short_days
from tacitus.model import Document, decode
from tacitus.model.slots import SLOTS
from tacitus.model.wording import day_words, plain, relation_words, words
from tacitus.store.views import IncidentRow

_BLANKS = re.compile(r"\s+")
_KEPT = "\n\t"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of signs that a reader does not see and that may turn a line round."""


def visible(text: object) -> str:
    """The text with every control and format character shown as a sign of its own ("‹202E›"), so that none
    can hide or turn round what stands beside it."""
    return "".join(
        c if c in _KEPT or unicodedata.category(c) not in _HIDDEN else f"‹{ord(c):04X}›" for c in str(text)
    )


def one_line(text: object) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def flow(text: object) -> str:
    """The same, with the blanks at its ends kept: a part of a sentence."""
    return _BLANKS.sub(" ", visible(text))


def value_words(value: Any, slot: str) -> str:
    """A claim's or resolution's value (plain data) in words."""
    kind = SLOTS[slot]
    return words(value if kind in (str, bool) else decode(kind, value))


def bounds(resolution: Mapping[str, Any]) -> str:
    """ "35–39", "39 or more", "" where there is nothing to say beyond the value."""
    low, high, best = resolution.get("low"), resolution.get("high"), resolution.get("best")
    if low is None or low == high == best:
        return ""
    return f"{low:,}–{high:,}" if high is not None else f"{low:,} or more"


def days(first: str, last: str) -> str:
    """Days of a list's row in words, "" where unknown; an open end is year 9999."""
    known = [date.fromisoformat(day) if day and not day.startswith("9999") else None for day in (first, last)]
    return short_days(*known) if any(known) else ""


def row_days(row: IncidentRow) -> str:
    """The days of a list's row."""
    return days(row.day_first, row.day_last)


def published(report: Mapping[str, Any]) -> str:
    """The day of a page in words."""
    when = report.get("published") or {}
    return days(when.get("earliest") or "", when.get("latest") or "") or "undated"


def published_of(document: Document) -> str:
    """The same of a document."""
    when = document.published
    return day_words(when.earliest, when.latest) if when else "undated"


def publisher(report: Mapping[str, Any]) -> str:
    """Who published a page, or the name of its file."""
    return str(report.get("publisher") or str(report.get("source") or "").rpartition("/")[2])


FILTERS = {
    "visible": visible, "line": one_line, "flow": flow, "plain": plain, "value": value_words,
    "bounds": bounds,
    "published": published, "row_days": row_days, "published_of": published_of, "publisher": publisher,
    "stands": relation_words,
}  # fmt: skip
