"""Disputes: one side asserts, another denies the same matter."""

from __future__ import annotations

import re
from dataclasses import replace

from tacitus.extract.statements.tones import tone
from tacitus.lang.grammar import tag_of
from tacitus.model import Dispute, Document, Statement

_ASSERTING = frozenset(
    [
        "report",
        "accuse",
        "suspect",
        "assess",
        "warn",
        "confirm",
        "admit",
        "claim_responsibility",
        "announce",
        "condemn",
        "correct",
    ]
)
_NEAR = 3
"""Statements this close before a denial may share one word with it; others need two."""
_FAR = 12
_STEM = 5
"""Words are compared by their first letters: provide, provided, providing."""


def find_disputes(
    document: Document, statements: tuple[Statement, ...]
) -> tuple[tuple[Dispute, ...], tuple[Statement, ...]]:
    """(disputes, the statements with `about` set on each denial that answers another statement)."""
    disputes: list[Dispute] = []
    out = list(statements)
    for k, denial in enumerate(statements):
        if denial.speaker is None or not (denial.act == "deny" or _says_unharmed(denial)):
            continue
        denied = _denied(document, statements, k)
        if not denied:
            continue
        nearest = denied[-1]
        out[k] = replace(denial, about=nearest.id)
        disputes.append(
            Dispute(about=nearest.id, for_=tuple(sorted(s.id for s in denied)), against=(denial.id,))
        )
    return tuple(disputes), tuple(out)


def _denied(document: Document, statements: tuple[Statement, ...], k: int) -> list[Statement]:
    """The statements of other speakers before the denial that tell of the same matter, in order."""
    denial = statements[k]
    item = document.item_of(denial.content.start)
    own = _stems(denial.content.quote)
    bare = tone("points_back").search(denial.content.quote.lower()) is not None
    party = _stems(_named(denial)) if denial.act == "deny" else set()
    found: list[Statement] = []
    for distance, other in enumerate(reversed(statements[:k]), start=1):
        if distance > _FAR or document.item_of(other.content.start) != item:
            break
        if other.act not in _ASSERTING or _named(other) == _named(denial):
            continue
        if bare:
            return [other]  # "Doctors rejected this"
        theirs = _stems(other.content.quote)
        shared = len(own & theirs) + bool(party & theirs)
        if shared >= 2 or (shared and distance <= _NEAR):
            found.append(other)
    return found[::-1]


def _says_unharmed(statement: Statement) -> bool:
    """ "No shepherd had been hurt" stands against those who say that some were."""
    return statement.act in _ASSERTING and bool(tone("unharmed").search(statement.content.quote.lower()))


def _named(statement: Statement) -> str:
    speaker = statement.speaker
    return (speaker.name or speaker.as_written) if speaker else ""


def _stems(words: str) -> set[str]:
    """First letters of the content words."""
    return {
        w.lower()[:_STEM]
        for w in re.findall(r"[^\W\d_]+", words)
        if len(w) > 3 and tag_of(w.lower(), w.lower()) == "W"
    }
