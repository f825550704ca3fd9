"""MUC-4 templates from reports: the same stages as the pipeline, then a conversion of slots and nothing else.

Input: one JSON object a line, `id`, `text` (upper case wire copy with its dateline), `date`. A report of role
main, background or aftermath becomes a template of its primary type; MUC's strings are noun phrases without
article, its confidence a function of the axes of attribution (reference: the MUC-4 task documents).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pycountry

from benchmarks.rows import document, rows, tools
from tacitus.lang.gazetteer_build import without_type
from tacitus.model import (
    Attribution,
    Claim,
    Figure,
    Individual,
    Organisation,
    Place,
    Record,
    Report,
    Target,
    Victim,
    Weapon,
    When,
)
from tacitus.pipeline import METHOD, understand

TYPES = {
    "bombing": "bombing", "suicide_bombing": "bombing", "grenade": "bombing", "mine_or_ied": "bombing",
    "kidnapping": "kidnapping", "hostage_barricade": "kidnapping", "enforced_disappearance": "kidnapping",
    "arson": "arson", "robbery": "robbery", "hijacking": "kidnapping",
}  # fmt: skip
"""Our types that MUC has a name for; every other act of violence is its "attack"."""
OUTSIDE = frozenset(
    ("armed_clash", "violent_demonstration", "excessive_force", "torture", "looting", "sexual_violence")
)
"""What the task of 1992 did not count as an incident."""
STAGES = {
    "accomplished": "ACCOMPLISHED", "attempted": "ATTEMPTED", "foiled": "ATTEMPTED",
    "threatened": "THREATENED", "planned": "THREATENED", "warned_of": "THREATENED",
}  # fmt: skip
EFFECTS = {
    "killed": "DEATH", "injured": "INJURY", "unhurt": "NO INJURY", "escaped": "ESCAPED",
    "freed": "REGAINED FREEDOM",
    "kidnapped": "", "threatened": "NO INJURY OR DEATH",
}  # fmt: skip
DOER = 0.8
"""Confidence from which a person whom the rules alone found stands as the doer of a violent word, not just
somewhere near one; a reader's bars stand in its own table."""
USED = 0.6
"""The same for a weapon: the sentence tells of its use."""
TOLD = 0.2
"""The same for a report, where a reader doubts that the page tells of an attack: half of the F1 that
templates reach, below which one costs more than it brings."""
BARE = frozenset(("people", "person", "persons", "others", "civilians"))
ROLES = ("main", "background", "aftermath")
AUTHORITIES = ("court", "investigator", "government")


def predict(source: Path) -> dict[str, list[dict[str, Any]]]:
    """{document id: [template]}"""
    stages = tools()
    return {row["id"]: templates(understand(document(row), stages)) for row in rows(source)}


def templates(record: Record) -> list[dict[str, Any]]:
    """The templates of one document, in the order of its reports."""
    return [made for report in record.reports if (made := template(report)) is not None]


def template(report: Report) -> dict[str, Any] | None:
    """One report as a template; None where the task of 1992 would not have one."""
    kinds = [str(c.value) for c in report.slot("type")]
    if report.role not in ROLES or not kinds or kinds[0] in OUTSIDE or _is_doubted(report):
        return None
    stage = next((STAGES[str(c.value)] for c in report.slot("stage")), "ACCOMPLISHED")
    made: dict[str, Any] = {
        "incident_type": TYPES.get(kinds[0], "attack"),
        "stage": stage,
        "PerpInd": _entities(_individual(c) for c in report.slot("perpetrator_individual")),
        "PerpOrg": _entities(_organisation(c) for c in report.slot("perpetrator_organisation")),
        "Target": _entities(_thing(c) for c in report.slot("target")),
        "Victim": _entities(_victim(c) for c in report.slot("victim")),
        "Weapon": _entities(_weapon(c) for c in report.slot("weapon")),
    }
    confidence = _confidence(report)
    if confidence:
        made["org_confidence"] = confidence
    date = _date(report)
    if date is not None:
        made["date"] = [str(d) if d else None for d in (date.earliest, date.latest)]
    made["location"] = _location(report)
    _add_victims(report, made)
    return made


def _is_doubted(report: Report) -> bool:
    types = report.slot("type")
    return any(c.method != METHOD for c in types) and max(c.confidence for c in types) < TOLD


def _date(report: Report) -> When | None:
    """The surest day claimed; of two alike the narrower, then the first told."""
    days = [
        (-c.confidence, c.value.days or 10**6, c.evidence[0].start, c.value)
        for c in report.slot("started")
        if isinstance(c.value, When) and c.stance != "denied"
    ]
    return min(days, key=lambda d: d[:3])[-1] if days else None


def _location(report: Report) -> list[str]:
    """Names of the place, of the areas round it and of its country; MUC keeps an area's kind ("department")
    apart from its name."""
    names: list[str] = []
    for claim in report.slot("place"):
        place = claim.value
        assert isinstance(place, Place)
        country = pycountry.countries.get(alpha_2=place.country) if place.country else None
        below = [place.name, *place.admin]
        names += [*below, *(n for name in below for n in without_type(name))]
        names += [country.name] if country else []
    return list(dict.fromkeys(names))


def _entities(groups: Iterable[list[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    for mentions in groups:
        if mentions and not any(set(mentions) & set(known) for known in found):
            found.append(mentions)
    return found


def _individual(claim: Claim) -> list[str]:
    value = claim.value
    assert isinstance(value, Individual)
    if claim.stance == "denied" or (claim.method == METHOD and claim.confidence < DOER):
        return []
    return [value.name or value.description or ""]


def _organisation(claim: Claim) -> list[str]:
    value = claim.value
    assert isinstance(value, Organisation)
    if not value.as_written or value.link in ("denied", "ruled_out", "no_claim_reported"):
        return []
    return [value.as_written]


def _thing(claim: Claim) -> list[str]:
    value = claim.value
    assert isinstance(value, Target)
    return [value.name] if value.effect is None else []


def _victim(claim: Claim) -> list[str]:
    value = claim.value
    assert isinstance(value, Victim)
    return [value.name] if value.name else []


def _weapon(claim: Claim) -> list[str]:
    value = claim.value
    assert isinstance(value, Weapon)
    return [value.as_written] if claim.method != METHOD or claim.confidence >= USED else []


def _confidence(report: Report) -> str | None:
    """The first organisation's confidence by the decision tree of the task documents."""
    found = [
        confidence(c.value)
        for c in report.slot("perpetrator_organisation")
        if isinstance(c.value, Organisation) and c.value.name
    ]
    claimed = [c for c in found if c == "CLAIMED OR ADMITTED"]
    return next((c for c in claimed + found if c), None)


def confidence(value: Attribution) -> str | None:
    """MUC's word for the axes of attribution."""
    if value.link in ("claimed", "admitted_in_custody"):
        return "CLAIMED OR ADMITTED"
    if value.link == "stated":
        return "REPORTED AS FACT"
    if value.link in ("accused", "suspected"):
        if value.hedge == "possible":
            return "POSSIBLE"
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if value.by in AUTHORITIES else "SUSPECTED OR ACCUSED"
    return "POSSIBLE" if value.link == "inspired" else None


def _add_victims(report: Report, made: dict[str, Any]) -> None:
    effects: dict[str, str] = {}
    numbers: dict[str, list[int | None]] = {}
    for claim in report.slot("victim"):
        value = claim.value
        assert isinstance(value, Victim)
        for mention in (value.name, *_shorter(value.description)):
            if mention:
                if EFFECTS.get(value.effect or ""):
                    effects.setdefault(mention, EFFECTS[value.effect or ""])
                numbers.setdefault(mention, [value.number, value.number] if value.number else [2, None])
    for slot, effect in (("killed", "DEATH"), ("injured", "INJURY"), ("hostages_taken", "")):
        for claim in report.slot(slot):
            for mention in _unnamed(claim):
                figure = claim.value
                assert isinstance(figure, Figure)
                numbers.setdefault(mention, [figure.low, figure.high])
                if effect:
                    effects.setdefault(mention, effect)
    made["victim_effect"] = effects
    made["victim_number"] = numbers


def _shorter(description: str | None) -> list[str]:
    """The description and what is left of it as modifiers fall away: MUC's strings keep few of them."""
    words = (description or "").split()
    return [" ".join(words[k:]) for k in range(len(words))]


def _unnamed(claim: Claim) -> list[str]:
    """The bare noun that a figure counts ("37 persons"): a string of MUC's, and no victim claim of ours."""
    words = " ".join(e.quote for e in claim.evidence).split()
    return [w for w in words if w.lower() in BARE][:1]
