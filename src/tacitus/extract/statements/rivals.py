"""Disputes over an act itself: two speakers whose tolls exclude each other, and who denies that it was so.

An army and the elders of a village, a ministry and doctors: the words of the clause show who gives a figure.
A toll that changes in time is no dispute, nor are the figures of one side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from tacitus.extract.findings import Finding
from tacitus.lang.lexicon import load
from tacitus.lang.sentences import sentences_of
from tacitus.model import Claim, Dispute, Document, Figure, Report, Statement

_CLAUSE = re.compile(r"[;:\"“”]|,? \b(?:but|while|whereas|although|though)\b|, (?:and|when) ")
_WORD = re.compile(r"[^\W\d_]+")
_FAR = 300
"""Characters to either side of a figure in which its speaker stands."""


@dataclass(frozen=True, slots=True)
class _Words:
    official: frozenset[str]
    other: frozenset[str]
    act: re.Pattern[str]
    undone: re.Pattern[str]
    own: re.Pattern[str]


@cache
def _words() -> _Words:
    table = load("speech_acts")["rivals"]
    return _Words(
        official=frozenset(table["official"]),
        other=frozenset(table["other"]),
        act=re.compile(table["act"], re.IGNORECASE),
        undone=re.compile(table["undone"], re.IGNORECASE),
        own=re.compile(table["own"], re.IGNORECASE),
    )


def find_rivals(
    document: Document, reports: Sequence[Report], statements: Sequence[Statement]
) -> tuple[Dispute, ...]:
    """Disputes between the claims of one report, and between its toll and those who deny the act."""
    found: list[Dispute] = []
    for report in reports:
        if report.role not in ("main", "aggregate", "aftermath", "background"):
            continue
        told = [
            (claim, side) for claim in report.slot("killed") if (side := _side(document, claim, statements))
        ]
        for (one, mine), (other, theirs) in combinations(told, 2):
            if mine != theirs and _exclude(one, other):
                found.append(Dispute(about=report.id, for_=(one.id,), against=(other.id,)))
    found += _denials(document, reports, statements)
    return tuple(found)


def _denials(
    document: Document, reports: Sequence[Report], statements: Sequence[Statement]
) -> Iterator[Dispute]:
    for statement in statements:
        report = _denied_report(document, reports, statement)
        if report is None:
            continue
        rivals = tuple(
            claim.id
            for claim in report.slot("killed")
            if claim.attributed_to != statement.id
            and _counts(claim)
            and _side(document, claim, statements) != "official"
        )
        if rivals:
            yield Dispute(about=report.id, for_=rivals, against=(statement.id,))


def _denied_report(document: Document, reports: Sequence[Report], statement: Statement) -> Report | None:
    """The report of what an official denies, or says was done by mild means only; the one told before it."""
    said = f" {statement.content.quote}"
    denies = statement.act == "deny" and _words().act.search(said) and not _words().own.search(said)
    if statement.speaker is None and not (denies or _words().undone.search(said)):
        return None
    if not (denies or _words().undone.search(said)):
        return None
    item = document.item_of(statement.content.start)
    near = [
        r for r in reports if r.role in ("main", "aggregate") and document.item_of(r.anchor.start) == item
    ]
    counted = [r for r in near if any(map(_counts, r.slot("killed")))]
    return next(iter(counted), None)


def find_denied(document: Document, statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """Findings of occurrence from denials of the act in words that are none for it ("denied that there had
    been any operation", "no aircraft of ours flew")."""
    return tuple(
        Finding(slot="occurrence", value="denied", start=s.content.start, end=s.content.end)
        for s in statements
        if s.act == "deny" and _words().undone.search(f" {s.content.quote}") and "only" not in s.content.quote
    )


def _counts(claim: Claim) -> bool:
    value = claim.value
    return (
        isinstance(value, Figure) and value.low is not None and value.low > 0 and value.scope != "increment"
    )


def _exclude(one: Claim, other: Claim) -> bool:
    """True of two tolls that no number fits both, and of those that name another sort of dead."""
    a, b = one.value, other.value
    if not (isinstance(a, Figure) and isinstance(b, Figure) and _counts(one) and _counts(other)):
        return False
    if a.low is None or b.low is None or "increment" in (a.scope, b.scope):
        return False
    if (a.of.side == "attackers") != (b.of.side == "attackers"):
        return True  # fighters by one account, others by the other
    return (a.high is not None and a.high < b.low) or (b.high is not None and b.high < a.low)


def _side(document: Document, claim: Claim, statements: Sequence[Statement]) -> str | None:
    """official or other, by the speaker whose words the figure stands in, else by the words of its clause."""
    start, end = claim.evidence[0].start, claim.evidence[0].end
    said = next((s for s in statements if s.id == claim.attributed_to and s.speaker), None)
    if said is not None and said.speaker is not None:
        return _kind(f"{said.speaker.as_written} {said.speaker.role or ''}")
    first, last = next(((s, e) for s, e in sentences_of(document) if s <= start < e), (start, end))
    first, last = max(first, start - _FAR), min(last, end + _FAR)
    cuts = [first, *(m.end() for m in _CLAUSE.finditer(document.text, first, last)), last]
    left = max(cut for cut in cuts if cut <= start or cut == first)
    right = min(cut for cut in cuts if cut >= end or cut == last)
    return _kind(document.text[left:start]) or _kind(document.text[end:right])


def _kind(words: str) -> str | None:
    said = set(_WORD.findall(words.lower()))
    if said & _words().other:
        return "other"
    return "official" if said & _words().official else None
