"""What is asked of an export: under which profile and as of which day, and which incidents then leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import tacitus
from tacitus.errors import UsageError
from tacitus.export import withheld
from tacitus.export.formats import Format, profile_for
from tacitus.export.package import Circumstances
from tacitus.pipeline import LINKER, METHOD
from tacitus.reconcile import PROFILES
from tacitus.store import Store, views
from tacitus.store.views import IncidentFilter


def circumstances(
    store: Store,
    form: Format,
    profile: str | None = None,
    day: date | None = None,
    *,
    unmasked: bool = False,
) -> Circumstances:
    """How a format is to be made: by the profile asked for, else the one that it prefers and the rule books
    have. Raises UsageError for a profile that does not exist."""
    if profile is not None and profile not in PROFILES:
        raise UsageError(f"no profile {profile!r}; there are: {', '.join(sorted(PROFILES))}")
    return Circumstances(
        profile=profile_for(form, profile, PROFILES),
        as_of=day.isoformat() if day else None,
        version=tacitus.__version__,
        method=", ".join(views.methods(store)) or METHOD,
        linker=LINKER,
        unmasked=unmasked,
    )


def leaving(store: Store, made: Circumstances, wanted: IncidentFilter) -> Iterator[dict[str, Any]]:
    """Every incident that fits as it may leave, under the profile and as of the day."""
    day = date.fromisoformat(made.as_of) if made.as_of else None
    how: dict[str, Any] = {"profile": made.profile} | ({"as_of": day} if day else {})
    return withheld.leaving(store, wanted, unmasked=made.unmasked, **how)
