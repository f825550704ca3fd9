"""tacitus reads news and writes the record. This is the public door.

    from tacitus import Tools, open_store, read_one

    with Tools.load(cache) as tools:
        record = read_one("page.html", tools)

Names are looked up when they are first used, so that importing tacitus costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tacitus.archive import ingest, relink
    from tacitus.model import (
        Claim,
        Decision,
        Document,
        Evidence,
        Figure,
        Incident,
        Place,
        Record,
        Report,
        Resolution,
        Span,
        Statement,
        When,
        decode,
        encode,
    )
    from tacitus.pipeline import Tools, read_one, understand
    from tacitus.store import open_store

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Decision",
    "Document",
    "Evidence",
    "Figure",
    "Incident",
    "Place",
    "Record",
    "Report",
    "Resolution",
    "Span",
    "Statement",
    "Tools",
    "When",
    "decode",
    "encode",
    "ingest",
    "open_store",
    "read_one",
    "relink",
    "understand",
]

_ELSEWHERE = {
    "Tools": "pipeline", "ingest": "archive", "open_store": "store", "read_one": "pipeline",
    "relink": "archive", "understand": "pipeline",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'tacitus' has no attribute {name!r}")
    return getattr(import_module(f"tacitus.{_ELSEWHERE.get(name, 'model')}"), name)
