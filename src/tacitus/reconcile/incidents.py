"""A cluster of reports to an incident: what stands under each profile, a title, and whether it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tacitus.model import Incident, Place, Report, Resolution, When
from tacitus.model.wording import plain, when_words
from tacitus.reconcile.resolve import occurrence, resolve
from tacitus.reconcile.testimony import Testimony


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report with what is known of its page: its voice, when it spoke (ISO, "" unknown)."""

    report: Report
    voice: str
    spoken: str = ""

    @property
    def retracted(self) -> bool:
        """True when the page takes the report back: its claims then stand on the opposing side."""
        return any(c.value == "retracted" and c.stance == "asserted" for c in self.report.slot("occurrence"))


def make_incident(
    told: Sequence[Told], profiles: Sequence[str] = ("tacitus",), review: Mapping[str, str] | None = None
) -> Incident:
    """The incident that these reports add up to; `review` gives the review status by incident id."""
    testimonies = tuple(t for one in told for t in _testimonies(one))
    reports = tuple(sorted(one.report.id for one in told))
    resolutions = tuple(r for profile in profiles for r in resolve(testimonies, profile))
    ident = Incident.id_of(reports)
    return Incident(
        id=ident,
        title=title(resolutions),
        occurrence=occurrence(testimonies),
        reports=reports,
        resolutions=resolutions,
        review_status=(review or {}).get(ident, "unreviewed"),
    )


def _testimonies(told: Told) -> Iterable[Testimony]:
    for claim in told.report.claims:
        yield Testimony(
            claim=claim,
            voice=told.voice,
            spoken=claim.as_of or told.spoken,
            role=told.report.role,
            retracted=told.retracted and claim.slot != "occurrence",
        )


def title(resolutions: Sequence[Resolution]) -> str:
    """ "bombing, Izmir, 4 May 2019", "foiled bombing, Linz": type, place and day, as far as they are known;
    never a person. A stage that is not accomplished is said."""
    types = [plain(str(r.value)) for r in resolutions if r.slot == "type" and r.value != "unknown"][:1]
    stages = [plain(str(r.value)) for r in resolutions if r.slot == "stage" and r.value != "accomplished"][:1]
    places = [r.value.name for r in resolutions if isinstance(r.value, Place)][:1]
    days = [when_words(r.value) for r in resolutions if r.slot == "started" and isinstance(r.value, When)][:1]
    what = " ".join([*stages, *(types or ["act" if stages else "act of unknown type"])])
    return ", ".join([what, *places, *days])
