"""What the acts of one page have in common: the day, the place and the force that only its opening, or the
act told just before, names. What is lent is marked as inferred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tacitus.extract.findings import Finding
from tacitus.extract.happenings import Happening
from tacitus.model import Basis, When

_LENT = 0.5
"""Confidence of a day or place that the act's own words do not give."""
_SPAN = timedelta(days=4)
"""A weekend is a day of its acts; a month is none."""
_LATER = timedelta(days=10)
"""Days before its page that are those of the court, where an older act is tried."""


def share_lead(happenings: Sequence[Happening], bound: Sequence[list[Finding]]) -> list[list[Finding]]:
    """`bound`, the findings of each of `happenings`, with a day and a place lent to those of several acts
    told together (`Happening.listed`) that have none."""
    made: list[list[Finding]] = []
    for number, (happening, own) in enumerate(zip(happenings, bound, strict=True)):
        lent: list[Finding] = []
        if happening.listed and happening.role == "main":
            kin = [
                n for n, h in enumerate(happenings) if h.listed and h.item == happening.item and n != number
            ]
            before = sorted(kin, key=lambda n: (n > number, abs(n - number)))
            total = sorted(before, key=lambda n: happenings[n].role != "aggregate")
            parts = any(happenings[n].operation for n in kin)
            sources = {"started": total, "place": before if parts else total}
            if happening.operation:
                sources["perpetrator_organisation"] = total
            for slot, order in sources.items():
                if not any(f.slot == slot for f in own):
                    lent += next((found for n in order if (found := _first(bound[n], slot))), [])
        made.append([*own, *lent])
    return made


def without_late_days(findings: Sequence[Finding], published: When | None) -> list[Finding]:
    """The findings of an act that a page comes back to: the day of the trial is not the act's, where words
    tell an older one."""
    day = (published.latest or published.earliest) if published else None
    if day is None or not any(_is_old(f, day) for f in findings):
        return list(findings)
    return [f for f in findings if f.slot != "started" or not _is_late(f, day)]


def _is_old(finding: Finding, day: date) -> bool:
    when = finding.value
    if finding.slot != "started" or not isinstance(when, When):
        return False
    return when.latest is not None and day - when.latest > _LATER


def _is_late(finding: Finding, day: date) -> bool:
    when = finding.value
    return isinstance(when, When) and when.earliest is not None and day - when.earliest <= _LATER


def _first(findings: Sequence[Finding], slot: str) -> list[Finding]:
    """The first finding of the slot that may be lent, as a list of one or none."""
    for f in sorted(findings, key=lambda f: f.start):
        if f.slot == slot and f.basis is not Basis.ASSUMED and not _is_long(f):
            return [replace(f, basis=Basis.INFERRED, confidence=min(_LENT, f.confidence))]
    return []


def _is_long(finding: Finding) -> bool:
    when = finding.value
    if not isinstance(when, When):
        return False
    return when.earliest is None or when.latest is None or when.latest - when.earliest > _SPAN
