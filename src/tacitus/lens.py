"""How incidents are looked at: under which profiles, and as of which day; resolved on demand.

Only the default profile is kept; another one, or another day, is worked out from the claims of the incident
asked for. Which reports tell of one happening is always as linked today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from tacitus.errors import UsageError
from tacitus.model import Incident, Resolution
from tacitus.reconcile import (
    PROFILES,
    Judged,
    Testimony,
    Told,
    headline,
    judged,
    make_incident,
    told_by,
    voices_say,
    weigh,
)
from tacitus.store import Store
from tacitus.store.views import (
    ALL_PROFILES,
    DEFAULT_PROFILE,
    Telling,
    incident_tellings,
    standing_decisions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Profiles by name, the day (None: today), and what people decided. Fulfils store.views.Lens."""

    profiles: tuple[str, ...]
    day: date | None = None
    judged: Judged = field(default_factory=Judged)

    @classmethod
    def at(cls, store: Store, profile: str, day: date | None = None) -> Self | None:
        """The look that is asked for; None for the one that is kept. Raises UsageError."""
        if profile != ALL_PROFILES and profile not in PROFILES:
            raise UsageError(f"no profile {profile!r}; there are: {', '.join(PROFILES)}, {ALL_PROFILES}")
        if profile == DEFAULT_PROFILE and day is None:
            return None
        profiles = tuple(PROFILES) if profile == ALL_PROFILES else (profile,)
        return cls(profiles=profiles, day=day, judged=judged(standing_decisions(store)))

    @property
    def listed(self) -> str:
        """The profile that a list of one line each shows: the one asked for, the default of several."""
        return self.profiles[0]

    def seen(self, telling: Telling) -> Telling | None:
        """The report as it was known on the day; None where its page was not there yet."""
        if self.day is None:
            return telling
        known = told_by(_told(telling), self.day)
        return replace(telling, report=known.report) if known else None

    def weighed(self, store: Store, ids: Sequence[str]) -> dict[str, Weighed]:
        """Incident -> its claims as they are seen, to be counted under any profile."""
        told = incident_tellings(store, ids)
        seen = {ident: [t for each in found if (t := self.seen(each))] for ident, found in told.items()}
        return {
            ident: Weighed(weigh([_told(t) for t in found], self.judged)) for ident, found in seen.items()
        }

    def resolve(self, tellings: Sequence[Telling]) -> Incident:
        """What these reports add up to under each profile; the id is that of the smallest of them."""
        return make_incident([_told(telling) for telling in tellings], self.profiles, self.judged)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The claims of one incident with who says each."""

    testimonies: tuple[Testimony, ...]

    @property
    def is_whole(self) -> bool:
        """True of the whole of an operation: its parts are incidents of their own."""
        return bool(self.testimonies) and all(t.role == "aggregate" for t in self.testimonies)

    def headline(self, slot: str, profile: str) -> Resolution | None:
        """What stands for everybody together; None where nothing was said of it."""
        return headline(slot, self.testimonies, profile)

    def voices_say(self, slot: str) -> tuple[int, ...]:
        """One number a voice."""
        return voices_say(slot, self.testimonies)


def _told(telling: Telling) -> Told:
    report, voices = telling.report, telling.voices
    return Told(
        report=report,
        # without a voice each page speaks for itself
        voice=voices.get(report.id) or telling.document.id,
        spoken=telling.document.spoken,
        outlet=telling.document.publisher or "",
        voices={c.id: voices[c.id] for c in report.claims if c.id in voices},
        speakers=telling.speakers,
    )
