"""How incidents stand to each other, by what pages say of their reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tacitus.model.records import Relation
from tacitus.model.text import Evidence

MUTUAL = ("same_operation",)
"""Kinds that hold both ways."""


def between_incidents(
    incident: str, reports: Collection[str], told: Iterable[Relation], incident_of: Mapping[str, str]
) -> tuple[Relation, ...]:
    """The relations of the incident of these reports to others, and those of others to it, one for each kind,
    other incident and way round, with all their evidence. What holds both ways runs from this incident.

    `told` are relations between reports, as pages tell them; `incident_of` names the incident of each report
    that has one. A page that ties two reports of one incident says nothing here, nor does one that ties a
    report to a total over many, which is no incident's.
    """
    found: dict[tuple[str, str, str], set[Evidence]] = {}
    for relation in told:
        outward = relation.from_ in reports
        other = relation.to if outward else relation.from_
        where = incident_of.get(other)
        if outward == (relation.to in reports) or not where or where == incident:
            continue
        ends = (incident, where) if outward or relation.kind in MUTUAL else (where, incident)
        found.setdefault((relation.kind, *ends), set()).update(relation.evidence)
    return tuple(
        Relation(from_=one, to=other, kind=kind, evidence=tuple(sorted(evidence)))
        for (kind, one, other), evidence in sorted(found.items())
    )
