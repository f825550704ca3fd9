"""Publication date of a page: {url: "YYYY-MM-DD" or null}, by tacitus.read."""

from __future__ import annotations

from pathlib import Path

from benchmarks.pages import documents
from tacitus import read
from tacitus.model import Document


def predict(folder: Path) -> dict[str, str | None]:
    """A day where the page is dated to the day."""
    with read.Worker() as parser:
        return {row["id"]: _day(read.read_page(raw, parser=parser)) for row, raw in documents(folder)}


def _day(document: Document) -> str | None:
    when = document.published
    return str(when.earliest) if when and when.days == 1 else None
