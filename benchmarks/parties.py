"""The parties that the product reads from a page, as wordings by kind, with their confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.muc4 import DOER, ROLES, USED
from tacitus.model import Claim, Individual, Organisation, Record, Target, Victim, Weapon
from tacitus.pipeline import METHOD

UNLINKED = ("denied", "ruled_out", "no_claim_reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One party that a page tells of, by the kinds of benchmarks.golds."""

    kind: str
    words: str
    named: bool
    confidence: float
    start: int
    end: int


def told(record: Record) -> Iterator[Told]:
    """The parties of a record's reports, each wording of a kind once with its highest confidence."""
    best: dict[tuple[str, str], Told] = {}
    for report in record.reports:
        if report.role not in ROLES:
            continue
        for claim in report.claims:
            kind, words = party(claim)
            if words:
                span = claim.evidence[0].span
                made = Told(
                    kind=kind,
                    words=words,
                    named=is_named(claim),
                    confidence=claim.confidence,
                    start=span.start,
                    end=span.end,
                )
                before = best.setdefault((kind, words.lower()), made)
                if before.confidence < made.confidence:
                    best[kind, words.lower()] = made
    yield from best.values()


def is_named(claim: Claim) -> bool:
    """True for a person by name."""
    return isinstance(claim.value, Individual | Victim) and bool(claim.value.name)


def party(claim: Claim) -> tuple[str, str]:
    """(kind, words) of a claim on a party, ("", "") for another."""
    alone = claim.method == METHOD
    match claim.value:
        case Individual() if claim.stance != "denied" and not (alone and claim.confidence < DOER):
            return "perpetrator_individual", claim.value.name or claim.value.description or ""
        case Organisation() if claim.value.link not in UNLINKED:
            return "perpetrator_organisation", claim.value.as_written or ""
        case Target() if claim.value.effect is None:
            return "target", claim.value.name
        case Victim():
            named = bool(claim.value.name)
            kind = "victim_name" if named else "victim_description"
            return kind, claim.value.name or claim.value.description or ""
        case Weapon() if not (alone and claim.confidence < USED):
            return "weapon", claim.value.as_written
        case _:
            return "", ""
