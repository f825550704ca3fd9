"""From happenings and findings to reports: every finding goes to its happening and becomes a claim there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tacitus.extract.binding import Binder
from tacitus.extract.findings import Finding, fold
from tacitus.extract.happenings import Happening, type_by_weapon
from tacitus.extract.rival_tolls import favour_own_toll
from tacitus.extract.sharing import share_lead, without_late_days
from tacitus.extract.whens import ZoneOf, favour_opening, with_day, with_zone
from tacitus.model import (
    Claim,
    Document,
    Evidence,
    Figure,
    Individual,
    Organisation,
    Place,
    Report,
    Statement,
    Target,
    Value,
    Victim,
    Weapon,
    When,
)
from tacitus.model.slots import FIGURE_SLOTS, SLOTS

_KNOWN_BY = 90
_WHICH_ACT = re.compile(
    r"\b(?:the|this|last|\w+day(?:'s|’s)) [^,.;:\"“”]{1,70}? (?:in which|that|which)(?: [\w-]+){0,2} ?$"
)
"""A definite noun with a relative clause that a figure opens."""
LONGEST = 300
"""Characters of evidence for one claim: the words that say it, not the page."""
_ORDER = {slot: number for number, slot in enumerate(SLOTS)}


def assemble(
    document: Document,
    happenings: Sequence[Happening],
    findings: Sequence[Finding],
    statements: Sequence[Statement] = (),
    *,
    method: str,
    supposed: When | None = None,
    zone_of: ZoneOf | None = None,
) -> tuple[Report, ...]:
    """One report for each happening, in their order, with a claim for each value that is bound to it.

    Findings that belong to no happening (another item, a casualty figure near nothing that happened) are
    left out. `method` is written on every claim whose finding names none; `supposed` are the days of a main
    happening that no words time, `zone_of` gives the time zone of a place.
    """
    binder = Binder(document, happenings)
    bound: list[list[Finding]] = [[*h.types, *h.stages, *h.occurrence, *h.intent] for h in happenings]
    for finding in sorted(findings, key=lambda f: (f.start, f.end, _ORDER.get(f.slot, 0))):
        number = binder.of(finding)
        if number is not None:
            named = happenings[number].triggers
            words = tuple(span for span in finding.extra if span not in named)
            bound[number].append(replace(finding, extra=words))
    bound = [
        own if h.role == "aggregate" else _in_one_country(own)
        for h, own in zip(happenings, bound, strict=True)
    ]
    bound = [
        favour_opening(document, own) if h.role in ("main", "aftermath") else own
        for h, own in zip(happenings, bound, strict=True)
    ]
    bound = [
        without_late_days(own, document.published) if h.role == "aftermath" else own
        for h, own in zip(happenings, share_lead(happenings, bound), strict=True)
    ]
    made = []
    for happening, told in zip(happenings, map(type_by_weapon, bound), strict=True):
        anchor = document.quote(*happening.anchor)
        ident = Report.id_of(anchor)
        own = with_day(told, happening.anchor, supposed) if happening.role == "main" else told
        own = favour_own_toll(with_zone(own, zone_of))
        claims = _claims(document, ident, own, statements, method)
        made.append(Report(id=ident, document=document.id, role=happening.role, anchor=anchor, claims=claims))
    return tuple(made)


def _in_one_country(findings: list[Finding]) -> list[Finding]:
    """One happening lies in one country: places in others than the best attested one are left out."""
    weights: dict[str, float] = {}
    for f in findings:
        if f.slot == "place" and isinstance(f.value, Place) and f.value.country:
            weights[f.value.country] = weights.get(f.value.country, 0.0) + f.confidence
    if len(weights) < 2:
        return findings
    best = max(weights, key=lambda country: weights[country])
    return [
        f
        for f in findings
        if not (f.slot == "place" and isinstance(f.value, Place) and f.value.country not in (None, best))
    ]


@dataclass(slots=True)
class _Draft:
    first: Finding
    stance: str
    attributed_to: str | None
    spans: list[tuple[int, int]] = field(default_factory=list)


def _claims(
    document: Document,
    report: str,
    findings: Sequence[Finding],
    statements: Sequence[Statement],
    method: str,
) -> tuple[Claim, ...]:
    drafts: dict[Any, _Draft] = {}
    for finding in findings:
        statement = None if _is_known(document, finding) else _said_in(finding, statements)
        stance = _stance(finding, statement)
        draft = drafts.setdefault(
            (finding.slot, _identity(finding.value), stance == "denied"),
            _Draft(finding, stance, statement.id if statement else None),
        )
        if finding.confidence > draft.first.confidence:
            draft.first = finding
        for span in ((finding.start, finding.end), *finding.extra):
            if span not in draft.spans:
                draft.spans.append(span)
    claims = [
        Claim.of(
            report=report,
            slot=d.first.slot,
            value=d.first.value,
            evidence=_evidence(document, d.first, d.spans),
            method=d.first.method or method,
            stance=d.stance,
            attributed_to=d.attributed_to,
            basis=d.first.basis,
            confidence=d.first.confidence,
        )
        for d in drafts.values()
    ]
    return tuple(sorted(claims, key=lambda c: (_ORDER[c.slot], c.evidence[0].start, c.evidence[0].end, c.id)))


def _is_known(document: Document, finding: Finding) -> bool:
    """ "Said it had bombed the ferry in which 31 people were killed": what tells which act is meant is the
    page's own account, not the speaker's; a quotation is the speaker's throughout."""
    before = document.text[max(0, finding.start - _KNOWN_BY) : finding.start]
    return finding.slot in FIGURE_SLOTS and _WHICH_ACT.search(before) is not None


def _said_in(finding: Finding, statements: Sequence[Statement]) -> Statement | None:
    """The narrowest statement with a speaker whose content holds the finding's words."""
    holding = [
        s
        for s in statements
        if s.speaker is not None and s.content.start <= finding.start and finding.end <= s.content.end
    ]
    return min(holding, key=lambda s: (len(s.content.span), s.content.start), default=None)


def _stance(finding: Finding, statement: Statement | None) -> str:
    if finding.stance == "asserted" and statement is not None and finding.slot != "occurrence":
        return {"deny": "denied", "suspect": "hedged"}.get(statement.act, "asserted")
    return finding.stance


def _evidence(document: Document, first: Finding, spans: Sequence[tuple[int, int]]) -> tuple[Evidence, ...]:
    """The words of the best finding first, then the others in the order of the text."""
    rest = sorted(s for s in spans if s != (first.start, first.end))
    made = []
    for start, end in ((first.start, first.end), *rest):
        short = _cut(document.text, start, end)
        if short[1] > short[0]:
            made.append(document.quote(*short))
    return tuple(dict.fromkeys(made))


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without blanks at its ends, cut at a blank to at most LONGEST characters."""
    if end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        end = blank if blank > start else start + LONGEST
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _identity(value: Value) -> Any:
    """What makes two values of one slot the same claim: how they are written does not count."""
    match value:
        case Figure():
            return (value.low, value.high, value.of, value.scope, value.unknown)
        case Place():
            return value.gazetteer_id or fold(value.name)
        case Organisation():
            return (fold(value.name or value.as_written), value.link, value.by)
        case Individual():
            return (fold(value.name or value.description), value.link)
        case Victim():
            return (fold(value.name or value.description), value.effect)
        case Target():
            return fold(value.name)
        case Weapon():
            return fold(value.as_written)
        case str():
            return fold(value)
        case _:
            return value
