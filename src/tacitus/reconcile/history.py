"""The same question as of day D: only what had been said by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tacitus.reconcile.incidents import Told


def told_by(told: Told, day: date | None) -> Told | None:
    """The report as it was known on `day`: None where its page was not there yet, without the claims that
    speak later than that. A person's correction of it counts as soon as the page is there."""
    if day is None:
        return told
    if not _by(told.spoken, day):
        return None
    kept = tuple(c for c in told.report.claims if not c.as_of or _by(c.as_of, day))
    return replace(told, report=replace(told.report, claims=kept))


def _by(spoken: str, day: date) -> bool:
    return bool(spoken) and spoken[:10] <= day.isoformat()
