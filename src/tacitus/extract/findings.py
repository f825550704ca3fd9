"""What the readers of single slots hand to reports.py: a value and its words, not yet tied to a happening."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.model import Basis, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A value for `slot` at [start, end) of the document's text.

    `extra` holds further stretches of evidence; `role`, where the reader can tell, that of the happening it
    belongs to ("background" for a toll of an older attack); `confidence` is the chance that the value is
    right for the happening that the words speak of; `method` names who found it, where not the rules alone.
    """

    slot: str
    value: Value
    start: int
    end: int
    extra: tuple[tuple[int, int], ...] = ()
    stance: str = "asserted"
    basis: Basis = Basis.STATED
    role: str | None = None
    confidence: float = 0.8
    method: str | None = None


def fold(words: str | None) -> str:
    """What two wordings of one thing have in common: the words in lower case, blanks single, no article."""
    return " ".join((words or "").casefold().split()).removeprefix("the ")
