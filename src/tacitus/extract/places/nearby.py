"""The place that a stretch of text speaks of, where no grammar ties the two: the nearest before it in its
sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tacitus.extract.places.mention import PlaceMention
from tacitus.model import Document, Place

_KINDS = ("settlement", "admin1", "admin2", "country")


def place_before(document: Document, mentions: Sequence[PlaceMention]) -> Callable[[int, int], Place | None]:
    """A function from a stretch [start, end) to the last place named before its end in its sentence, or
    None."""
    usable = [m for m in mentions if m.kind in _KINDS]

    def find(start: int, end: int) -> Place | None:
        first = document.sentences[document.sentence_of(start)][0] if document.sentences else 0
        named = [m.place for m in usable if first <= m.start < end]
        return named[-1] if named else None

    return find
