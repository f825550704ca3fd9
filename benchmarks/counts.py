"""Casualty figures and perpetrators per document, from the stage functions that the pipeline runs.

Input: one JSON object a line: `id`, `text` and mostly `title`, `date`, `url`; or `id`, `description`. The
suites differ in whom they count: reference figures of gva (the one with dates) count killed attackers, those
of gvdb and of the attack summaries count victims.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.rows import rows, tools
from tacitus.extract import Reader, find_parties
from tacitus.extract.figures import Toll, read_people, toll
from tacitus.model import Document, Organisation
from tacitus.pipeline import METHOD
from tacitus.read import document_from_text

_OPEN_END = 10
"""An open end ("at least 85") is written as a tenth more, and at least two: the suites ask for a number."""
_LINKS = ("claimed", "admitted_in_custody", "stated", "accused", "suspected", "inspired")


def predict(path: Path) -> dict[str, dict[str, Any]]:
    """{id: {"killed": {low, best, high}, "injured": …, "perpetrator": name or None}} of a file of rows."""
    with tools() as loaded:
        return {row["id"]: predict_one(row, loaded.reader) for row in rows(path)}


def predict_one(row: dict[str, Any], reader: Reader | None = None) -> dict[str, Any]:
    """The prediction for one document; silence is written as 0, which is what the reference figures do."""
    document = _document(row)
    findings = read_people(document)
    tolls = {slot: toll(findings, slot) for slot in ("killed", "injured")}
    plain = {slot: _plain(t, with_attackers="date" in row) for slot, t in tolls.items()}
    return plain | {"perpetrator": _perpetrator(document, reader) if "description" in row else None}


def _plain(found: Toll, *, with_attackers: bool) -> dict[str, int]:
    best = (found.best or 0) + (found.attackers if with_attackers else 0)
    high = found.attackers if found.best is None else found.high
    if high is None:
        top = max(found.top, best)
        high = top + max(2, top // _OPEN_END)
    return {"low": min(found.low, best), "best": best, "high": max(best, high)}


def _perpetrator(document: Document, reader: Reader | None) -> str | None:
    """The organisation tied to the act with the highest confidence; of equals the first named."""
    opinion = reader.read(document, METHOD) if reader else None
    named = [
        (f.confidence, -f.start, f.value.name)
        for f in find_parties(document, opinion)
        if isinstance(f.value, Organisation) and f.value.name and f.value.link in _LINKS
    ]
    return max(named)[2] if named else None


def _document(row: dict[str, Any]) -> Document:
    body = row.get("text") or row.get("description") or ""
    title = row.get("title") or ""
    if title and body.startswith(title):  # one suite glues the title to the first sentence
        body = body[len(title) :]
    text = f"{title}\n\n{body}" if title else body
    return document_from_text(
        text, title=title, url=row.get("url"), published=row.get("date"), as_is=True
    )  # fmt: skip
