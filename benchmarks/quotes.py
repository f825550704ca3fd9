"""Attributions of a document for score/quotes.py: content, source and cue, as offsets into the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tacitus.extract.statements import find_attributions
from tacitus.lang.sentences import split
from tacitus.model import Document


def predict(source: Path) -> dict[str, list[dict[str, Any]]]:
    """{document id: attributions} for a JSONL file of {id, text}. The suite has no attribution inside
    another: the outer one is kept."""
    found: dict[str, list[dict[str, Any]]] = {}
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["id"]] = attributions_of(row["text"])
    return found


def attributions_of(text: str) -> list[dict[str, Any]]:
    """The attributions of one text in the suite's shape."""
    document = Document(id=Document.id_of(text, None), text=text, sentences=split(text))
    return [
        {
            "content": [list(span) for span in a.content],
            "source": list(a.source) if a.source else None,
            "cue": list(a.cue) if a.cue else None,
        }
        for a in find_attributions(document)
        if a.outer is None
    ]
