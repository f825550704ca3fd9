"""What people judged, seen from what stands today: decisions and claims, carried over re-readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from tacitus.model import Claim, Decision, Report, decode
from tacitus.store.carry import carry_claim, carry_over, re_anchor
from tacitus.store.db import Store
from tacitus.store.load import SHOWN, STANDS, claim_of, document_of, document_query, reports_of
from tacitus.store.schema import claims, decision_subjects, decisions, documents, reports

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A decision, some of whose subjects are found nowhere in what stands today: for a person to look at."""

    decision: Decision
    lost: tuple[str, ...]


def decision_log(store: Store, verdicts: Collection[str] = ()) -> tuple[Decision, ...]:
    """Every decision as it was made, by time and id; undone ones and undos too. With `verdicts` those alone,
    and the undos."""
    query = sa.select(decisions.c.data).order_by(decisions.c.decided_at, decisions.c.id)
    if verdicts:
        query = query.where(decisions.c.verdict.in_([*verdicts, "undo"]))
    with store.reading() as connection:
        return tuple(decode(Decision, row.data) for row in connection.execute(query))


def decisions_on(store: Store, subjects: Collection[str]) -> tuple[Decision, ...]:
    """The decisions one of whose subjects is named so, not undone, by time and id; ids as they were."""
    named = sa.select(decision_subjects.c.decision).where(decision_subjects.c.subject.in_(subjects))
    query = sa.select(decisions.c.data).where(decisions.c.id.in_(named))
    with store.reading() as connection:
        found = connection.execute(query.order_by(decisions.c.decided_at, decisions.c.id))
        return tuple(not_undone(decode(Decision, row.data) for row in found))


def standing_decisions(store: Store) -> tuple[Decision, ...]:
    """The decisions that hold: not undone, their subjects the ids of today, by time and id."""
    return tuple(carried for carried, lost in _carried(store) if not lost)


def orphaned_decisions(store: Store) -> tuple[Orphan, ...]:
    """The decisions that are not undone and have lost a subject, by time and id."""
    return tuple(Orphan(decision=decision, lost=lost) for decision, lost in _carried(store) if lost)


def orphaned_claims(store: Store) -> tuple[Claim, ...]:
    """People's claims whose report or words are found nowhere in what stands today, by id."""
    with store.reading() as connection:
        moved = carried_claims(connection)
        kept = {claim.id for found in moved.values() for claim in found}
        return tuple(claim for claim in _displaced(connection) if claim.id not in kept)


def not_undone(log: Iterable[Decision]) -> list[Decision]:
    """The decisions that no standing undo takes back, undos left out; `log` by time."""
    undone: set[str] = set()
    kept = []
    for decision in reversed(list(log)):
        if decision.id in undone:
            continue
        if decision.undoes:
            undone.add(decision.undoes)
        if decision.verdict != "undo":
            kept.append(decision)
    return kept[::-1]


def people_claims(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[Claim]]:
    """Report id -> the claims that people made on this very report, by row."""
    found: dict[str, list[Claim]] = defaultdict(list)
    query = sa.select(claims).where(claims.c.reading.is_(None), claims.c.report.in_(ids))
    for row in connection.execute(query.order_by(claims.c.seq)):
        found[row.report].append(claim_of(row))
    return found


def carried_claims(connection: sa.Connection) -> dict[str, list[Claim]]:
    """Report of today -> people's claims on a report whose place it took."""
    displaced = _displaced(connection)
    today = current_reports(connection, [claim.report for claim in displaced])
    moved: dict[str, list[Claim]] = defaultdict(list)
    for claim in displaced:
        report = today[claim.report]
        if report is None:
            continue
        query = document_query(texts=True).join(reports, reports.c.document == documents.c.id)
        row = connection.execute(query.where(reports.c.id == report, SHOWN)).first()
        set_there = re_anchor(claim, report, document_of(row)) if row else None
        if set_there:
            moved[report].append(set_there)
    return moved


def with_people(report: Report, theirs: Iterable[Claim]) -> Report:
    """The report with people's claims behind the machine's; one that says the same takes its place."""
    added = {claim.id: claim for claim in theirs}
    if not added:
        return report
    kept = tuple(claim for claim in report.claims if claim.id not in added)
    return replace(report, claims=(*kept, *added.values()))


def current_reports(connection: sa.Connection, ids: Iterable[str]) -> dict[str, str | None]:
    """Report id -> the id of the report that tells the same today; None where there is none."""
    wanted = sorted(set(ids))
    today: dict[str, str | None] = dict.fromkeys(wanted)
    for k in range(0, len(wanted), _BATCH):
        query = sa.select(reports.c.id).join(documents, documents.c.id == reports.c.document)
        shown = connection.execute(query.where(reports.c.id.in_(wanted[k : k + _BATCH]), SHOWN))
        today |= {ident: ident for ident in shown.scalars()}
    for ident in [ident for ident, now in today.items() if now is None]:
        old = _former(connection, ident)
        standing = old and _standing(connection, old.document)
        if old and standing:
            new = reports_of(connection, [standing]).get(standing, [])
            today[ident] = carry_over([old], new)[ident]
    return today


def current_claims(connection: sa.Connection, ids: Iterable[str]) -> dict[str, str | None]:
    """Claim id -> the id of the claim that says the same today; None where there is none."""
    found: dict[str, str | None] = {}
    for ident in sorted(set(ids)):
        rows = connection.execute(sa.select(claims).where(claims.c.id == ident).order_by(claims.c.seq)).all()
        today = current_reports(connection, [row.report for row in rows])
        found[ident] = None
        for row in rows:
            report = today[row.report]
            if report is None:
                continue
            if row.reading is None:
                found[ident] = ident
                break
            held = _shown_report(connection, report)
            found[ident] = (held and carry_claim(claim_of(row), held)) or found[ident]
    return found


def _carried(store: Store) -> list[tuple[Decision, tuple[str, ...]]]:
    """(decision with the ids of today, what it lost) of each decision that is not undone."""
    log = not_undone(decision_log(store))
    subjects = sorted({subject for decision in log for subject in decision.subject})
    made = []
    with store.reading() as connection:
        today = _today(connection, subjects)
    for decision in log:
        lost = tuple(s for s in decision.subject if today[s] is None)
        now = tuple(today[s] or s for s in decision.subject)
        if not lost and len(set(now)) < len(set(decision.subject)):
            lost = decision.subject  # both reports became one: a judgement on the two says nothing any more
        order = sorted(now) if len(now) == 2 and all(s.startswith("rep-") for s in now) else now
        made.append((decision if lost else replace(decision, subject=tuple(order)), lost))
    return made


def _today(connection: sa.Connection, subjects: Sequence[str]) -> dict[str, str | None]:
    """What each id is today; ids of a kind that is never read anew stay themselves."""
    today: dict[str, str | None] = {subject: subject for subject in subjects}
    today |= current_reports(connection, [s for s in subjects if s.startswith("rep-")])
    today |= current_claims(connection, [s for s in subjects if s.startswith("clm-")])
    for subject in subjects:
        if subject.startswith("doc-"):
            today[subject] = current_document(connection, subject)
        elif subject.startswith("inc-"):
            smallest = "rep-" + subject.removeprefix("inc-")
            today[subject] = subject if current_reports(connection, [smallest])[smallest] else None
    return today


def current_document(connection: sa.Connection, ident: str) -> str | None:
    """The document that stands for the one of this id today; None where there is none."""
    passed: set[str] = set()
    while ident not in passed:
        passed.add(ident)
        row = connection.execute(sa.select(documents.c.superseded_by).where(documents.c.id == ident)).first()
        if row is None:
            return None
        if row.superseded_by is None:
            return ident
        ident = row.superseded_by
    return None


def _standing(connection: sa.Connection, document: str) -> int | None:
    """The reading that is shown of the document that stands for this one."""
    query = sa.select(documents.c.reading).where(documents.c.id == current_document(connection, document))
    reading: int | None = connection.execute(query.where(STANDS)).scalar()
    return reading


def _former(connection: sa.Connection, ident: str) -> Report | None:
    """The report of this id as it was read last, people's claims included."""
    query = sa.select(reports.c.reading).where(reports.c.id == ident).order_by(reports.c.seq.desc())
    reading = connection.execute(query.limit(1)).scalar()
    if reading is None:
        return None
    report = next(r for r in reports_of(connection, [reading])[reading] if r.id == ident)
    return with_people(report, people_claims(connection, [ident])[ident])


def _shown_report(connection: sa.Connection, ident: str) -> Report | None:
    query = sa.select(reports.c.reading).join(documents, documents.c.id == reports.c.document)
    reading = connection.execute(query.where(reports.c.id == ident, SHOWN)).scalar()
    if reading is None:
        return None
    return next((r for r in reports_of(connection, [reading])[reading] if r.id == ident), None)


def _displaced(connection: sa.Connection) -> list[Claim]:
    """People's claims on reports that are not shown any more, by id."""
    shown = (
        sa.select(reports.c.seq)
        .join(documents, documents.c.id == reports.c.document)
        .where(reports.c.id == claims.c.report, SHOWN)
    )
    query = sa.select(claims).where(claims.c.reading.is_(None), ~shown.exists())
    return [claim_of(row) for row in connection.execute(query.order_by(claims.c.id, claims.c.seq))]
