"""The same question as of day D: only what had been said by then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tacitus.reconcile.testimony import Testimony


def as_of(testimonies: Iterable[Testimony], day: date | None) -> tuple[Testimony, ...]:
    """Testimonies spoken on `day` or before (all, where no day is asked). One of unknown time is not known
    by then; a person's correction always is."""
    if day is None:
        return tuple(testimonies)
    limit = day.isoformat()
    return tuple(t for t in testimonies if t.is_human or (t.spoken and t.spoken[:10] <= limit))
