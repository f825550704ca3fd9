"""A page tells its own happening first: a day told only farther down may be that of an act it recalls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tacitus.extract.findings import Finding
from tacitus.model import Document, When

OPENING = 4
"""Sentences of an item, the headline with them, in which news says when its happening was."""
LATE = 0.3
"""Taken off the confidence of a day that only later sentences tell: the widest step between two bindings (.95
to .65, whens.py), so that a loosely bound day of the opening outweighs a well bound one below."""
_LEAST = 0.3


def favour_opening(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one main happening: where its opening tells a day, days far from it are less sure."""
    early = [f.value for f in findings if _is_day(f) and _sentence(document, f.start) < OPENING]
    if not early:
        return list(findings)
    return [
        replace(f, confidence=max(_LEAST, round(f.confidence - LATE, 3)))
        if _is_day(f) and not any(_near(f, day) for day in early)
        else f
        for f in findings
    ]


def _is_day(finding: Finding) -> bool:
    """True of a finding that the happening began on one certain day."""
    return finding.slot == "started" and isinstance(finding.value, When) and finding.value.days == 1


def _near(finding: Finding, day: object) -> bool:
    """True within a day of each other: an act of one night has two, an opening may tell of the day after."""
    other = finding.value
    if not isinstance(other, When) or not isinstance(day, When) or not other.earliest or not day.earliest:
        return False
    return abs((other.earliest - day.earliest).days) <= 1


def _sentence(document: Document, position: int) -> int:
    """How many sentences of its item stand before the one at `position`."""
    if not document.sentences:
        return 0
    start = document.items[document.item_of(position)][0] if document.items else 0
    return document.sentence_of(position) - document.sentence_of(start)
