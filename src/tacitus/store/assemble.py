"""The JSON object of an incident: what stands, by whose claims, in which words.

The shape is that of `tacitus incidents --json`. Evidence names its document where what holds it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import sqlalchemy as sa

from tacitus.model import (
    Claim,
    Document,
    Evidence,
    Figure,
    Incident,
    Relation,
    Report,
    Speaker,
    Statement,
    decode,
    encode,
)
from tacitus.model.between import between_incidents
from tacitus.model.retractions import Page, taken_back
from tacitus.model.slots import FIGURE_SLOTS
from tacitus.store import load, schema
from tacitus.store.people import carried_claims, people_claims, with_people

ALL_PROFILES = "all"

_MOST = 2_000
"""Ids in one query: SQLite takes 32,766 values, and a report brings several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report of an incident with its page and all that was read beside it."""

    report: Report
    document: Document
    statements: tuple[Statement, ...]
    disputes: tuple[dict[str, Any], ...]
    alone: bool  # the page tells of no other happening
    relations: tuple[Relation, ...] = ()  # between the reports of its page
    voices: Mapping[str, str] = field(default_factory=dict)  # of reports and claims, where one is known

    @property
    def speakers(self) -> dict[str, Speaker]:
        """Who makes the statements of its page, by the statement's id."""
        return {s.id: s.speaker for s in self.statements if s.speaker}

    @property
    def page(self) -> Page:
        """What has to be known to see whether it was taken back."""
        return Page(
            report=self.report, outlet=self.document.publisher or "", speakers=self.speakers,
            voice=self.voices.get(self.report.id, ""), spoken=self.document.spoken,
        )  # fmt: skip


class Lens(Protocol):
    """How incidents are looked at: what of them is seen, and what it adds up to."""

    def seen(self, telling: Telling) -> Telling | None:
        """What is seen of one report; None where nothing is."""

    def resolve(self, tellings: Sequence[Telling]) -> Incident:
        """What the reports of one incident, as they are seen, add up to."""


def incident_objects(
    connection: sa.Connection, ids: Sequence[str], profile: str, lens: Lens | None = None
) -> list[dict[str, Any]]:
    """The objects of these incidents, in this order, as `profile` was kept or as `lens` sees them; unknown
    ids, and incidents of which the lens sees nothing, are left out."""
    table = schema.incidents
    heads = {row.id: row for row in connection.execute(sa.select(table).where(table.c.id.in_(ids)))}
    told = tellings_of(connection, list(heads))
    others = _incident_of(connection, told)
    kept = _slots(connection, list(heads), profile) if lens is None else {}
    made = []
    for ident in ids:
        if ident not in heads:
            continue
        head = {name: heads[ident]._mapping[name] for name in (*_HEAD, "relations")}
        seen = told[ident]
        slots = kept.get(ident, ({}, {}))
        if lens is not None:
            seen = [found for telling in seen if (found := lens.seen(telling))]
            if not seen:
                continue
            head, seen, slots = _through(lens, seen, head)
        head["relations"] = [*head["relations"], *_relations(ident, told[ident], seen, others)]
        made.append(_object(head, seen, slots))
    return made


def _incident_of(connection: sa.Connection, told: Mapping[str, Sequence[Telling]]) -> dict[str, str]:
    """The incident of each report that some page ties to another."""
    tied = {end for found in told.values() for t in found for r in t.relations for end in (r.from_, r.to)}
    table = schema.incident_reports
    found: dict[str, str] = {}
    for k in range(0, len(tied), _MOST):
        query = sa.select(table).where(table.c.report.in_(sorted(tied)[k : k + _MOST]))
        found |= {row.report: row.incident for row in connection.execute(query)}
    return found


def _relations(
    ident: str, told: Sequence[Telling], seen: Sequence[Telling], others: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What the pages that are seen say of this incident and others."""
    reports = {t.report.id for t in told}
    by_page = {t.document.id: t.relations for t in seen}
    said = (relation for page in sorted(by_page) for relation in by_page[page])
    return relation_data(between_incidents(ident, reports, said, others))


_HEAD = ("id", "title", "occurrence", "review_status")
_Slots = tuple[dict[str, list[Any]], dict[str, list[Any]]]
"""Slot -> what stands there; slot -> what was said there and does not stand."""


def _through(
    lens: Lens, seen: list[Telling], head: dict[str, Any]
) -> tuple[dict[str, Any], list[Telling], _Slots]:
    found = lens.resolve(seen)
    pages = {t.document.id for t in seen}
    known = [r for r in head["relations"] if all(e["document"] in pages for e in r["evidence"])]
    head = {**head, "title": found.title, "occurrence": found.occurrence, "relations": known}
    slots: _Slots = ({}, {})
    for resolution in found.resolutions:
        _file(slots, resolution.slot, encode(resolution))
    return head, seen, slots


def tellings_of(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[Telling]]:
    """Incident -> its reports with all that was read beside them, by report id."""
    members = _members(connection, ids)
    wanted = sorted({report for found in members.values() for report in found})
    told: dict[str, Telling] = {}
    for k in range(0, len(wanted), _MOST):
        told |= _told(connection, wanted[k : k + _MOST])
    subjects = {s for t in told.values() for s in (t.report.id, *(c.id for c in t.report.claims))}
    voices = _voices(connection, sorted(subjects))
    told = {ident: replace(telling, voices=voices) for ident, telling in told.items()}
    return {ident: [told[report] for report in found if report in told] for ident, found in members.items()}


def relation_data(relations: Iterable[Any]) -> list[dict[str, Any]]:
    """Relations between incidents as plain data, each piece of evidence with its document."""
    return [
        {
            "from": relation.from_,
            "to": relation.to,
            "kind": relation.kind,
            "evidence": [_words(evidence) for evidence in relation.evidence],
        }
        for relation in relations
    ]


def _words(evidence: Evidence) -> dict[str, Any]:
    return {"document": evidence.span.document, **encode(evidence)}


def _object(head: dict[str, Any], told: list[Telling], slots: _Slots) -> dict[str, Any]:
    voices = told[0].voices if told else {}
    claims = sorted(((c, t) for t in told for c in t.report.claims), key=lambda p: (p[0].slot, p[0].id))
    said = _statements(told)
    gone = taken_back(t.page for t in told)
    about = {t.report.id for t in told} | {c.id for c, _ in claims} | {s["id"] for s in said}
    return {
        **{name: head[name] for name in _HEAD},
        "reports": [_report(t, voices, gone) for t in told],
        "slots": slots[0],
        "unresolved": slots[1],
        "course": _course(claims, voices),
        "statements": said,
        "disputes": _disputes(told, about),
        "relations": [seen_from(head["id"], relation) for relation in head["relations"]],
        "claims": [
            {
                **encode(claim),
                "report": claim.report,
                "document": t.document.id,
                "voice": _voice(claim, voices),
            }
            for claim, t in claims
        ],
    }


def seen_from(ident: str, relation: Mapping[str, Any]) -> dict[str, Any]:
    """The relation as this incident shows it: of its two ends the other one alone, as `to` or as `from`."""
    other = "from" if relation["to"] == ident else "to"
    return {name: relation[name] for name in ("kind", other, "evidence")}


def _report(told: Telling, voices: Mapping[str, str], gone: frozenset[str]) -> dict[str, Any]:
    report, page = told.report, told.document
    return {
        "id": report.id,
        "document": page.id,
        "source": page.source,
        "url": page.url,
        "title": page.title,
        "publisher": page.publisher,
        "published": encode(page.published),
        "voice": voices.get(report.id),
        "role": report.role,
        "retracted": report.id in gone,
    }


def _voice(claim: Claim, voices: Mapping[str, str]) -> str | None:
    return voices.get(claim.id) or voices.get(claim.report)


def _course(
    claims: list[tuple[Claim, Telling]], voices: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """Each count over time: what was said when by which voice; the same figure by one voice once, at its
    first time. Totals of everybody alone; when it was said is the claim's time, else the page's."""
    points: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for claim, told in claims:
        value = claim.value
        if claim.slot not in FIGURE_SLOTS or not isinstance(value, Figure) or claim.stance == "denied":
            continue
        if value.of or value.scope != "total" or value.unknown:
            continue
        point = {
            "as_of": claim.as_of or told.document.spoken or None,
            "low": value.low,
            "high": value.high,
            "voice": _voice(claim, voices),
            "claim": claim.id,
        }
        # without a voice each page speaks for itself
        key = (point["voice"] or told.document.id, value.low, value.high)
        held = points.setdefault(claim.slot, {})
        if key not in held or _time(point) < _time(held[key]):
            held[key] = point
    return {slot: sorted(held.values(), key=_time) for slot, held in sorted(points.items())}


def _time(point: dict[str, Any]) -> tuple[bool, str, str]:
    return (point["as_of"] is None, point["as_of"] or "", point["claim"])


def _statements(told: list[Telling]) -> list[dict[str, Any]]:
    """What was said about the happening: the statements that speak of its reports or carry their claims,
    what those quote, and all that is said of nothing else on a page that tells of nothing else."""
    ours: dict[str, tuple[Statement, str]] = {}
    reports = {t.report.id for t in told}
    for t in told:
        by_id = {s.id: s for s in t.statements}
        wanted = {c.attributed_to for c in t.report.claims} & set(by_id)
        wanted |= {s.id for s in t.statements if s.about in reports or (s.about is None and t.alone)}
        size = -1
        while size != len(wanted):
            size = len(wanted)
            wanted |= {s.id for s in t.statements if s.about in wanted or s.within in wanted}
            wanted |= {by_id[i].within for i in list(wanted) if i in by_id and by_id[i].within in by_id}
        ours |= {s.id: (s, t.document.id) for s in t.statements if s.id in wanted}
    in_order = sorted(ours.values(), key=lambda p: (p[1], p[0].content.start, p[0].id))
    return [{**encode(statement), "document": document} for statement, document in in_order]


def _disputes(told: list[Telling], about: set[str]) -> list[dict[str, Any]]:
    found = {}
    for t in told:
        for dispute in t.disputes:
            if about & {dispute["about"], *dispute["for"], *dispute["against"]}:
                key = (t.document.id, dispute["about"], *dispute["for"], "", *dispute["against"])
                found[key] = {**dispute, "document": t.document.id}
    return [found[key] for key in sorted(found)]


def _members(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    table = schema.incident_reports
    members: dict[str, list[str]] = {ident: [] for ident in ids}
    for row in connection.execute(sa.select(table).where(table.c.incident.in_(ids)).order_by(table.c.report)):
        members[row.incident].append(row.report)
    return members


def _told(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Telling]:
    """Reports by id, each of the reading that was last to tell it."""
    table, documents = schema.reports, schema.documents
    last = sa.select(sa.func.max(table.c.seq)).where(table.c.id.in_(ids)).group_by(table.c.id)
    bare = load.reports_by(connection, table.c.seq.in_(last))
    claims = load.claims_of(connection, list(bare))
    said = load.statements_of(connection, list(bare))
    rest = load.rest_of(connection, list(bare))
    count = sa.select(table.c.reading, sa.func.count()).where(
        table.c.reading.in_(list(bare)), table.c.role != "aggregate"
    )
    number = {row[0]: row[1] for row in connection.execute(count.group_by(table.c.reading))}
    named = sorted({r.document for found in bare.values() for _, r in found})
    pages = {
        row.id: load.document_of(row)
        for row in connection.execute(load.document_query(texts=False).where(documents.c.id.in_(named)))
    }
    theirs, carried = people_claims(connection, ids), carried_claims(connection)
    made = {}
    for reading, found in bare.items():
        for _, report in found:
            held = Report(
                id=report.id, document=report.document, role=report.role, anchor=report.anchor,
                claims=tuple(claims.get((reading, report.id), ())),
            )  # fmt: skip
            made[report.id] = Telling(
                report=with_people(held, [*theirs.get(report.id, ()), *carried.get(report.id, ())]),
                document=pages[report.document],
                statements=tuple(said.get(reading, ())),
                disputes=tuple(rest[reading]["disputes"]),
                alone=number.get(reading, 0) <= 1,
                relations=tuple(
                    decode(Relation, one, document=report.document) for one in rest[reading]["relations"]
                ),
            )
    return made


def _voices(connection: sa.Connection, subjects: Sequence[str]) -> dict[str, str]:
    table = schema.voices
    found: dict[str, str] = {}
    for k in range(0, len(subjects), load.PAGE):
        query = sa.select(table).where(table.c.subject.in_(subjects[k : k + load.PAGE]))
        found |= {row.subject: row.voice for row in connection.execute(query)}
    return found


def _slots(connection: sa.Connection, ids: Sequence[str], profile: str) -> dict[str, _Slots]:
    """Incident -> what stands and what does not, in the order it was resolved."""
    table = schema.resolutions
    query = sa.select(table).where(table.c.incident.in_(ids)).order_by(table.c.incident, table.c.position)
    if profile != ALL_PROFILES:
        query = query.where(table.c.profile == profile)
    made: dict[str, _Slots] = {}
    for row in connection.execute(query):
        _file(made.setdefault(row.incident, ({}, {})), row.slot, row.data)
    return made


def _file(slots: _Slots, slot: str, data: Mapping[str, Any]) -> None:
    """Put the data of a resolution where it belongs; only counts have low, best, high and parts."""
    counted = ("low", "best", "high", "parts")
    kept = {k: v for k, v in data.items() if k != "slot" and (slot in FIGURE_SLOTS or k not in counted)}
    fallen = bool({"nothing_stands", "blank"} & set(data.get("flags", ())))
    slots[fallen].setdefault(slot, []).append(kept)
