"""Several tolls that one page gives for one happening: the one that it goes by is surer than those far off.

A page on two dead comes to speak of the city's 299 of the year, or of another act's fifty; where no words
tell them apart, their size does. A toll that is said outright to have become a number is never doubted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tacitus.extract.figures import ALIKE
from tacitus.extract.findings import Finding
from tacitus.model import Basis, Figure, Of

_SLOTS = ("killed", "injured")
_FAR_OFF = 0.5
"""What remains of the confidence of a total that counts something else than the page's own."""
_SAID = 0.9
"""Confidence of a toll said outright ("the toll rose to 41")."""


def favour_own_toll(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one happening, with less confidence in totals unlike the one it is told with: the
    commonest, of equals the first."""
    far: set[int] = set()
    for slot in _SLOTS:
        totals = [(f, n) for n, f in enumerate(findings) if f.slot == slot and _is_total(f)]
        if not totals or any(f.confidence >= _SAID for f, _ in totals):
            continue
        ordered = sorted(totals, key=lambda row: row[0].start)
        counts = Counter(_best(f) for f, _ in ordered)
        own = max(counts, key=lambda best: counts[best])
        far |= {n for f, n in ordered if max(own, _best(f)) > ALIKE * min(own, _best(f))}
    return [replace(f, confidence=f.confidence * _FAR_OFF) if n in far else f for n, f in enumerate(findings)]


def _is_total(finding: Finding) -> bool:
    value = finding.value
    if not isinstance(value, Figure) or finding.basis is not Basis.STATED or finding.stance == "denied":
        return False
    return value.scope == "total" and value.of == Of() and value.point is not None and value.point > 0


def _best(finding: Finding) -> int:
    assert isinstance(finding.value, Figure)
    return finding.value.best or 0
