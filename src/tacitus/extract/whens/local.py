"""The day of a happening that no words time, and the zone of a clock time: both follow from other
findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tacitus.extract.findings import Finding
from tacitus.model import Basis, Place, When

ZoneOf = Callable[[Place], str | None]
_SUPPOSED = 0.65
"""Chance that it took place on the day of the page or the day before: GVA train, pages without a day."""


def with_day(findings: Sequence[Finding], anchor: tuple[int, int], supposed: When | None) -> list[Finding]:
    """The findings of a happening; where none says when it began, the supposed days, on the words that name
    it."""
    if supposed is None or any(f.slot == "started" and f.stance != "denied" for f in findings):
        return list(findings)
    start, end = anchor
    assumed = Finding(
        slot="started", value=supposed, start=start, end=end, basis=Basis.ASSUMED, confidence=_SUPPOSED
    )
    return [*findings, assumed]


def with_zone(findings: Sequence[Finding], zone_of: ZoneOf | None) -> list[Finding]:
    """Clock times get the zone of the happening's best attested place; without one they keep none."""
    places = [f for f in findings if isinstance(f.value, Place) and f.stance != "denied"]
    if zone_of is None or not places:
        return list(findings)
    best = max(places, key=lambda f: (f.confidence, -f.start))
    zone = zone_of(best.value) if isinstance(best.value, Place) else None
    return [
        replace(f, value=replace(f.value, zone=zone))
        if zone and isinstance(f.value, When) and f.value.time and f.value.zone is None
        else f
        for f in findings
    ]
