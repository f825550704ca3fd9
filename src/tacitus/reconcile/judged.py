"""What people's judgements mean for incidents: claims rejected or accepted, documents left out, how far the
review of an incident is, and how incidents stand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tacitus.model import Decision, Incident, Relation
from tacitus.model.between import MUTUAL
from tacitus.model.slots import RELATION_KINDS, TRIAGE_VERDICTS, VALUE_VERDICTS
from tacitus.reconcile.rounds import Round, rounds

LEFT_OUT = ("irrelevant", "duplicate")
"""Verdicts on a document whose reports then belong to no incident."""
_ONE_THING = frozenset((*VALUE_VERDICTS, *TRIAGE_VERDICTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`claims` holds the standing decision on each claim that has one, `left_out` and `restricted` document
    ids, `incidents` the decision on an incident as a whole, `coders` who has finished it, `relations` what
    people said of two, `rounds` who codes which incident, and how far that is.

    Incidents are named here as they were when they were judged: by the smallest report of that day.
    """

    claims: Mapping[str, Decision] = field(default_factory=lambda: MappingProxyType({}))
    left_out: frozenset[str] = frozenset()
    restricted: frozenset[str] = frozenset()
    incidents: Mapping[str, Decision] = field(default_factory=lambda: MappingProxyType({}))
    coders: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    relations: tuple[Relation, ...] = ()
    rounds: Mapping[str, Round] = field(default_factory=lambda: MappingProxyType({}))

    def status(self, reports: Sequence[str], *, touched: bool) -> str:
        """How far the review of the incident of these reports is: rejected, accepted, adjudicated,
        coded_twice, coded, in_review (some claim of it was `touched` by a person, or two code it) or
        unreviewed. It says nothing of what is sealed."""
        names = [_incident(report) for report in reports]
        whole = [self.incidents[name] for name in names if name in self.incidents]
        if whole:
            return f"{max(whole, key=lambda d: (d.decided_at, d.id)).verdict}ed"
        told = {self.rounds[name].status for name in names if name in self.rounds} - {None}
        if told:
            return next(status for status in ("in_review", "coded_twice", "adjudicated") if status in told)
        coders = {coder for name in names for coder in self.coders.get(name, ())}
        if coders:
            return "coded_twice" if len(coders) > 1 else "coded"
        return "in_review" if touched else "unreviewed"

    def relations_of(self, reports: Sequence[str]) -> tuple[Relation, ...]:
        """What people said of the incident of these reports and another, whichever way round: it has its
        name of today, and is where what holds both ways begins."""
        names = {_incident(report) for report in reports}
        today = Incident.id_of(reports)
        found: dict[Relation, None] = {}
        for relation in self.relations:
            if relation.from_ in names and relation.to in names:
                continue  # they were found to be one since
            if relation.from_ in names:
                found[replace(relation, from_=today)] = None
            elif relation.to in names and relation.kind in MUTUAL:
                found[replace(relation, from_=today, to=relation.from_)] = None
            elif relation.to in names:
                found[replace(relation, to=today)] = None
        return tuple(found)


def judged(decisions: Iterable[Decision]) -> Judged:
    """What standing decisions add up to; of several on one thing the latest holds."""
    standing = list(decisions)
    latest: dict[str, Decision] = {}
    coders: dict[str, frozenset[str]] = {}
    relations = []
    for decision in sorted(standing, key=lambda d: (d.decided_at, d.id)):
        first = decision.subject[0]
        if decision.verdict in RELATION_KINDS:
            relations.append(Relation(from_=first, kind=decision.verdict, to=decision.subject[1]))
        elif decision.verdict == "finish":
            coders[first] = coders.get(first, frozenset()) | {decision.decided_by}
        elif decision.verdict in _ONE_THING:
            latest[first] = decision
    return Judged(
        claims={i: d for i, d in latest.items() if i.startswith("clm-")},
        left_out=frozenset(i for i, d in latest.items() if d.verdict in LEFT_OUT),
        restricted=frozenset(i for i, d in latest.items() if d.verdict == "restricted"),
        incidents={i: d for i, d in latest.items() if i.startswith("inc-")},
        coders=coders,
        relations=tuple(relations),
        rounds=rounds(standing),
    )


def _incident(report: str) -> str:
    """The name that an incident has while this is its smallest report."""
    return "inc-" + report.removeprefix("rep-")
