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
    """The relations of the incident of these reports to others, one for each kind and other incident, with
    all their evidence.

    `told` are relations between reports, as pages tell them; `incident_of` names the incident of each report
    that has one. A page that ties two reports of one incident says nothing here, nor does one that ties a
    report to a total over many, which is no incident's.
    """
    found: dict[tuple[str, str], set[Evidence]] = {}
    for relation in told:
        ends = [(relation.from_, relation.to)]
        if relation.kind in MUTUAL:
            ends.append((relation.to, relation.from_))
        for one, other in ends:
            where = incident_of.get(other)
            if one in reports and other not in reports and where and where != incident:
                found.setdefault((relation.kind, where), set()).update(relation.evidence)
    return tuple(
        Relation(from_=incident, to=where, kind=kind, evidence=tuple(sorted(evidence)))
        for (kind, where), evidence in sorted(found.items())
    )
