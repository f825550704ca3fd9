"""Relations between incidents: lifted from reports, once each, and never of an incident to itself."""

from tacitus.model import Evidence, Relation, Span
from tacitus.model.between import between_incidents

INCIDENT_OF = {"rep-a": "inc-1", "rep-b": "inc-2", "rep-c": "inc-2", "rep-d": "inc-1"}
OWN = {"rep-a", "rep-d"}


def said(one: str, other: str, kind: str = "retaliation_for", words: str = "revenge") -> Relation:
    evidence = Evidence(span=Span(document="doc-1", start=0, end=len(words)), quote=words)
    return Relation(from_=one, to=other, kind=kind, evidence=(evidence,))


def lifted(*told: Relation) -> list[tuple[str, str, int]]:
    found = between_incidents("inc-1", OWN, told, INCIDENT_OF)
    assert found == between_incidents("inc-1", OWN, told[::-1], INCIDENT_OF)
    return [(r.kind, r.to, len(r.evidence)) for r in found]


def test_a_relation_of_reports_is_one_of_their_incidents() -> None:
    assert lifted(said("rep-a", "rep-b")) == [("retaliation_for", "inc-2", 1)]


def test_two_pages_that_say_it_are_two_pieces_of_evidence_for_one_relation() -> None:
    assert lifted(said("rep-a", "rep-b"), said("rep-d", "rep-c", words="to avenge")) == [
        ("retaliation_for", "inc-2", 2)
    ]


def test_a_relation_inside_one_incident_and_one_to_a_total_are_none() -> None:
    assert lifted(said("rep-a", "rep-d"), said("rep-a", "rep-aggregate")) == []


def test_the_other_incident_has_the_relation_the_other_way_round() -> None:
    (found,) = between_incidents("inc-1", OWN, [said("rep-b", "rep-a")], INCIDENT_OF)
    assert (found.kind, found.from_, found.to) == ("retaliation_for", "inc-2", "inc-1")


def test_what_holds_both_ways_runs_from_the_incident_that_is_looked_at() -> None:
    operation = said("rep-b", "rep-a", kind="same_operation")
    assert lifted(operation) == [("same_operation", "inc-2", 1)]
    assert lifted(operation, said("rep-a", "rep-b", kind="same_operation", words="one cell")) == [
        ("same_operation", "inc-2", 2)
    ]
