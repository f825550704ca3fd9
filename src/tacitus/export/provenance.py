"""Where each cell comes from: a line for each row (what it is, what a reviewer decided) and one for each cell
that is filled and no constant (which claims, by which rule, in which words)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from tacitus.export.cells import Cell, Row
from tacitus.export.codes import UNCHECKED
from tacitus.export.happening import Happening

Object = dict[str, Any]

_UNCHECKED_WORDS = ("[R]", "unchecked", "recalled")
"""How a rule book's own trace says that a rule of it was never checked."""


def lines(row: Row, found: Happening) -> Iterator[Object]:
    """The provenance of one row, as plain data."""
    yield {
        "row": row.id,
        "incident": row.incident,
        "review_status": found.data["review_status"],
        "occurrence": found.occurrence,
    }
    for column, cell in row.cells.items():
        if not cell.is_empty and cell.flag != "constant":
            yield _line(row, column, cell, found)


def is_unchecked(cell: Cell) -> bool:
    """True where the rule that made the cell is recalled and was never checked."""
    return cell.mark == UNCHECKED or any(word in cell.rule for word in _UNCHECKED_WORDS)


def _line(row: Row, column: str, cell: Cell, found: Happening) -> Object:
    made: Object = {"row": row.id, "column": column, "value": cell.value, "rule": cell.rule}
    if cell.flag:
        made["flag"] = cell.flag
    if cell.mark:
        made["mark"] = cell.mark
    if is_unchecked(cell):
        made["unchecked"] = True
    made["claims"] = list(cell.claims)
    made["evidence"] = [words for ident in cell.claims for words in evidence(found, ident)]
    return made


def evidence(found: Happening, ident: str) -> Iterator[Object]:
    """The words behind a claim or a statement; a report stands for its page."""
    claim = found.claims.get(ident)
    if claim is not None:
        for words in claim["evidence"]:
            yield _words(ident, claim["document"], words)
        return
    for said in found.statements:
        if said["id"] == ident:
            yield _words(ident, said["document"], said["content"])
            return


def _words(ident: str, document: str, words: Object) -> Object:
    made: Object = {"claim": ident, "document": document, "start": words["start"], "end": words["end"]}
    made["hash"] = span_hash(document, words["start"], words["end"], words["quote"])
    made["quote"] = words["quote"]
    for key in ("masked", "withheld"):
        if key in words:
            made[key] = words[key]
    return made


def span_hash(document: str, start: int, end: int, quote: str) -> str:
    """SHA-256 of where the words stand and of the words as they leave: masked words are hashed masked, so
    that no name can be tried out on it."""
    return hashlib.sha256(f"{document}:{start}:{end}:{quote}".encode("utf-8", "surrogatepass")).hexdigest()
