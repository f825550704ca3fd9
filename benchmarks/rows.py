"""Rows of an input file, and the product's tools, for every runner."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus.config import load_settings
from tacitus.model import Document
from tacitus.pipeline import Tools
from tacitus.read import document_from_text


def rows(source: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a JSON Lines file."""
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def tools() -> Tools:
    """What the stages need, as the command line loads it."""
    settings = load_settings()
    return Tools.load(settings.cache, page_seconds=settings.page_seconds, reader=settings.reader)


def document(row: dict[str, Any], *, as_is: bool = True) -> Document:
    """The row as a document; `as_is` leaves its text untouched, for suites whose answers are offsets."""
    return document_from_text(
        row["text"], title=row.get("title") or "", url=row.get("url"), published=row.get("date"), as_is=as_is
    )
