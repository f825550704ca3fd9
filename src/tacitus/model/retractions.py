"""Which of the reports of one happening are taken back: by themselves, or by the outlet that told them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tacitus.model.records import Report, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report with what is known of its page: its publisher ("" unknown), its voice, the ISO time at which
    it spoke ("" unknown), and who makes the statements (by id) that its claims come from."""

    report: Report
    outlet: str = ""
    voice: str = ""
    spoken: str = ""
    speakers: Mapping[str, Speaker] = field(default_factory=dict)


def taken_back(pages: Iterable[Page]) -> frozenset[str]:
    """Ids of the reports that do not hold: those that say so themselves; what the outlet that retracts had
    told before; and the re-posts of that, which are of the same voice."""
    listed = list(pages)
    gone: set[str] = set()
    for page in listed:
        retractions = [c for c in page.report.slot("occurrence") if c.value == "retracted"]
        for claim in retractions:
            if claim.stance != "asserted":
                continue
            speaker = page.speakers.get(claim.attributed_to or "")
            outlet = _folded((speaker.name or speaker.as_written) if speaker else page.outlet)
            told = [p for p in listed if outlet and _folded(p.outlet) == outlet and _before(p, page)]
            if not told or _folded(page.outlet) == outlet:
                gone.add(page.report.id)  # else it tells of another's retraction
            voices = {p.voice for p in told if p.voice}
            gone |= {p.report.id for p in listed if p in told or p.voice in voices}
    return frozenset(gone)


def _before(one: Page, other: Page) -> bool:
    """Not after it; of one whose time is unknown it is not known."""
    return bool(one.spoken and other.spoken) and one.spoken[:10] <= other.spoken[:10]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
