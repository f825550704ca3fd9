"""Carrying people's judgements over to a new reading of the same page, by its quotes.

Pure functions over reports. They stand in store/ because only the store knows which reading took which
one's place; linking and the desk see ids that are already carried over.

Old and new reports are compared by the words they rest on: the anchor, and the claims' quotes slot by slot.
Words at overlapping places of one document count by the length they share; in two documents (a newer reader
took other text from the same bytes) by the words they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tacitus.model import Claim, Document, Evidence, Report, canonical

ENOUGH = 0.3
"""The least likeness of two reports to be one, of 1: an anchor that shares a third of its words and claims
alike in as many. By reason, not yet measured: below it a person is asked."""

AHEAD = 0.05
"""How far the best report must be ahead of the next one; closer than that, a person is asked."""

SAME_QUOTE = 0.5
"""The least likeness of two quotes for claims of equal value to be the same claim."""

_ANCHOR_WEIGHT = 2.0
"""An anchor names the happening, so it weighs as much as two claims."""


def carry_over(old: Sequence[Report], new: Sequence[Report]) -> dict[str, str | None]:
    """Old report id -> the id of the report that now tells the same, None where there is none or two fit.

    An id that is still there stays itself. Two old reports may become one.
    """
    kept = {report.id for report in new}
    return {report.id: report.id if report.id in kept else _partner(report, new) for report in old}


def carry_claim(old: Claim, new: Report) -> str | None:
    """The id of the claim of `new` with the same slot, value and stance on much the same words, or None."""
    value = canonical(old.value)
    best: tuple[float, str] | None = None
    for claim in new.claims:
        if claim.id == old.id:
            return claim.id
        if (claim.slot, claim.stance) == (old.slot, old.stance) and canonical(claim.value) == value:
            likeness = _quotes(old, claim)
            if likeness >= SAME_QUOTE and (best is None or likeness > best[0]):
                best = (likeness, claim.id)
    return best[1] if best else None


def re_anchor(claim: Claim, report: str, document: Document) -> Claim | None:
    """A person's claim set on `report` of `document`, its words found again there; None where they do not
    stand in the text any more.

    It keeps its id, so that decisions about it hold. Of several places with the same words, the one nearest
    to the former place is taken.
    """
    if all(e.span.document == document.id for e in claim.evidence):
        return replace(claim, report=report)
    found = [_find(words, document) for words in claim.evidence]
    moved = tuple(words for words in found if words)
    return replace(claim, report=report, evidence=moved) if len(moved) == len(found) else None


def _find(words: Evidence, document: Document) -> Evidence | None:
    places = []
    at = document.text.find(words.quote)
    while at >= 0:
        places.append(at)
        at = document.text.find(words.quote, at + 1)
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - words.start))
    return document.quote(start, start + len(words.quote))


def _partner(old: Report, new: Sequence[Report]) -> str | None:
    ranked = sorted(((_likeness(old, report), report.id) for report in new), reverse=True)
    if not ranked or ranked[0][0] < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < AHEAD:
        return None
    return ranked[0][1]


def _likeness(old: Report, new: Report) -> float:
    """0..1: how much of what the old report rests on, the new one rests on too."""
    total = _ANCHOR_WEIGHT * _alike(old.anchor, new.anchor)
    for claim in old.claims:
        total += max((_quotes(claim, c) for c in new.claims if c.slot == claim.slot), default=0.0)
    return total / (_ANCHOR_WEIGHT + len(old.claims))


def _quotes(one: Claim, two: Claim) -> float:
    return max(_alike(a, b) for a in one.evidence for b in two.evidence)


def _alike(one: Evidence, two: Evidence) -> float:
    """0..1: the share of two quotes that is common to both."""
    if one.span.document == two.span.document:
        shared = min(one.end, two.end) - max(one.start, two.start)
        return max(0, shared) / (max(one.end, two.end) - min(one.start, two.start))
    if one.quote == two.quote:
        return 1.0
    first, second = (set(e.quote.casefold().split()) for e in (one, two))
    either = len(first | second)
    return len(first & second) / either if either else 0.0
