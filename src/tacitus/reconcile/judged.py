"""What people's judgements mean for incidents: claims taken out or confirmed, documents left out, how far a
review is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tacitus.model import Decision
from tacitus.model.slots import RELATION_KINDS

LEFT_OUT = ("irrelevant", "duplicate")
"""Verdicts on a document whose reports then belong to no incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`rejected` and `accepted` are claim ids; `left_out` document ids; `status` gives the review status by
    the smallest report of an incident; `relations` are (from, kind, to, decision id), as incident ids."""

    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    status: Mapping[str, str] = field(default_factory=dict)
    relations: tuple[tuple[str, str, str, str], ...] = ()


def judged(decisions: Iterable[Decision]) -> Judged:
    """What standing decisions add up to; of several on one thing the latest holds."""
    latest: dict[str, Decision] = {}
    coders: dict[str, set[str]] = {}
    relations = []
    for decision in sorted(decisions, key=lambda d: (d.decided_at, d.id)):
        if decision.verdict in RELATION_KINDS:
            relations.append((decision.subject[0], decision.verdict, decision.subject[1], decision.id))
        elif decision.verdict == "finish":
            coders.setdefault(decision.subject[0], set()).add(decision.decided_by)
        elif decision.verdict in _VALUES and len(decision.subject) == 1:
            latest[decision.subject[0]] = decision
    said = {ident: decision.verdict for ident, decision in latest.items()}
    return Judged(
        rejected=frozenset(i for i, v in said.items() if v == "reject" and i.startswith("clm-")),
        accepted=frozenset(i for i, v in said.items() if v == "accept" and i.startswith("clm-")),
        left_out=frozenset(i for i, v in said.items() if v in LEFT_OUT),
        status={
            **{i: "coded_twice" if len(names) > 1 else "coded" for i, names in coders.items()},
            **{i: f"{v}ed" for i, v in said.items() if i.startswith("inc-")},
        },
        relations=tuple(sorted(relations)),
    )


_VALUES = ("accept", "reject", "relevant", "irrelevant", "duplicate", "restricted")
