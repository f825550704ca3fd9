"""Casualty figures per document, from the stage functions that the pipeline runs.

Input: one JSON object a line, `id` and `text` (or `description`), `title`, `date`. Two of the suites differ in
whom they count: reference figures of gva count killed attackers, those of gvdb and of the attack summaries
victims only (the summaries' reference differs from case to case).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tacitus.extract.casualties import find_casualties
from tacitus.extract.figures import find_figures
from tacitus.extract.tolls import Toll, count_people, toll
from tacitus.lang import sentences
from tacitus.model import Document, When


def predict(path: Path) -> dict[str, dict[str, Any]]:
    """{id: {"killed": {low, best, high}, "injured": …, "perpetrator": name or None}} of a file of documents."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with_attackers = path.name.startswith("gva.")
    return {row["id"]: predict_one(row, with_attackers=with_attackers) for row in rows}


def predict_one(row: dict[str, Any], *, with_attackers: bool) -> dict[str, Any]:
    """The prediction for one document; silence is written as 0, which is what the reference figures do."""
    document = _document(row)
    ties = find_casualties(document)
    figures = find_figures(document, ties)
    findings = (*figures, *count_people(document, figures, ties))
    tolls = {slot: toll(findings, slot) for slot in ("killed", "injured")}
    return {slot: _plain(t, with_attackers=with_attackers) for slot, t in tolls.items()} | {
        "perpetrator": None
    }


def _plain(found: Toll, *, with_attackers: bool) -> dict[str, int | None]:
    more = found.attackers if with_attackers else 0
    best = (found.best or 0) + more
    return {
        "low": min(found.low + more, best),
        "best": best,
        "high": None if found.high is None else max(best, found.high + more),
    }


def _document(row: dict[str, Any]) -> Document:
    body = row.get("text") or row.get("description") or ""
    title = row.get("title") or ""
    if title and body.startswith(title):  # one suite glues the title to the first sentence
        body = body[len(title) :]
    text = f"{title}\n\n{body}" if title else body
    published = None
    if row.get("date"):
        day = date.fromisoformat(row["date"][:10])
        published = When(earliest=day, latest=day)
    return Document(
        id=Document.id_of(text, row.get("url")), text=text, title=title, published=published,
        sentences=sentences.split(text),
    )  # fmt: skip
