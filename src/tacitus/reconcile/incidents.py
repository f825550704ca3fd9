"""A cluster of reports to an incident: what stands under each profile, a title, and whether it happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tacitus.model import Incident, Place, Report, Resolution, Speaker, When
from tacitus.model.retractions import Page, taken_back
from tacitus.model.wording import plain, when_words
from tacitus.reconcile.judged import Judged
from tacitus.reconcile.resolve import occurrence, resolve
from tacitus.reconcile.stations import parties_of, station_of
from tacitus.reconcile.testimony import Testimony


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report with what is known of its page: its voice, when it spoke (ISO, "" unknown).

    `voices` gives the voice of each claim (by id) whose voice is another; `speakers` who makes the statement
    (by id) that a claim comes from; `outlet` is the page's publisher, `standing` its rank where somebody has
    ranked it.
    """

    report: Report
    voice: str
    spoken: str = ""
    voices: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    outlet: str = ""
    standing: int = 0

    @property
    def page(self) -> Page:
        """What has to be known to see whether it was taken back."""
        return Page(
            report=self.report, outlet=self.outlet, voice=self.voice, spoken=self.spoken,
            speakers=self.speakers,
        )  # fmt: skip


def make_incident(
    told: Sequence[Told], profiles: Sequence[str] = ("tacitus",), judged: Judged | None = None
) -> Incident:
    """The incident that these reports add up to; `judged` is what people decided."""
    said = judged or Judged()
    testimonies = weigh(told, said)
    reports = tuple(sorted(one.report.id for one in told))
    resolutions = tuple(r for profile in profiles for r in resolve(testimonies, profile))
    return Incident(
        id=Incident.id_of(reports),
        title=title(resolutions),
        occurrence=occurrence(testimonies),
        reports=reports,
        resolutions=resolutions,
        relations=said.relations_of(reports),
        review_status=said.status(reports, touched=any(t.is_human or t.judged for t in testimonies)),
    )


def weigh(told: Sequence[Told], judged: Judged | None = None) -> tuple[Testimony, ...]:
    """Every claim of these reports of one happening, with who says it, when, from how good a place."""
    gone = taken_back(one.page for one in told)
    parties = parties_of(claim for one in told for claim in one.report.claims)
    made = []
    for one in told:
        stations: dict[str | None, str] = {}
        for claim in one.report.claims:
            said_in = claim.attributed_to
            if said_in not in stations:
                stations[said_in] = station_of(one.speakers.get(said_in or ""), parties)
            made.append(
                Testimony(
                    claim=claim,
                    voice=one.voices.get(claim.id, one.voice),
                    spoken=claim.as_of or one.spoken,
                    role=one.report.role,
                    retracted=one.report.id in gone and claim.slot != "occurrence",
                    station=stations[said_in],
                    standing=one.standing,
                    judged=judged.claims.get(claim.id) if judged else None,
                )
            )
    return tuple(made)


def title(resolutions: Sequence[Resolution]) -> str:
    """ "bombing, Izmir, 4 May 2019", "foiled bombing, Linz": type, place and day, as far as they are known;
    never a person. A stage that is not accomplished is said."""
    resolutions = [r for r in resolutions if r.stands]
    types = [plain(str(r.value)) for r in resolutions if r.slot == "type" and r.value != "unknown"][:1]
    stages = [plain(str(r.value)) for r in resolutions if r.slot == "stage" and r.value != "accomplished"][:1]
    places = [r.value.name for r in resolutions if isinstance(r.value, Place)][:1]
    days = [when_words(r.value) for r in resolutions if r.slot == "started" and isinstance(r.value, When)][:1]
    what = " ".join([*stages, *(types or ["act" if stages else "act of unknown type"])])
    return ", ".join([what, *places, *days])
