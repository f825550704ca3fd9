"""What was added to the store since it was last linked, and the texts it concerns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tacitus.model import Record
from tacitus.store.db import Store
from tacitus.store.load import SHOWN, STANDS, document_query, tellings_of
from tacitus.store.pages import with_peoples_claims
from tacitus.store.people import current_document, current_reports
from tacitus.store.schema import (
    claims,
    decision_subjects,
    decisions,
    documents,
    link_gone,
    readings,
    redactions,
    reports,
)
from tacitus.store.schema import linked as linked_state


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """How far something has looked at what is only ever appended: the newest row of each."""

    readings: int = 0
    claims: int = 0
    decisions: int = 0
    redactions: int = 0

    def __str__(self) -> str:
        return f"{self.readings} {self.claims} {self.decisions} {self.redactions}"

    @classmethod
    def read(cls, text: str) -> Mark:
        return cls(*map(int, text.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Texts by number. `gone` are those that stand no more, are redacted or may be other than they were;
    `records`: those that stand, with `numbers` of the documents and reports by id."""

    gone: frozenset[int]
    records: tuple[Record, ...]
    numbers: dict[str, int]
    upto: Mark


def truth(store: Store) -> Mark:
    """The state of all that is only ever appended: two that are alike hold the same."""
    by_people = claims.c.reading.is_(None)
    newest = [
        sa.select(sa.func.max(table.c.seq)).where(condition).scalar_subquery()
        for table, condition in (
            (readings, sa.true()), (claims, by_people), (decisions, sa.true()), (redactions, sa.true())
        )
    ]  # fmt: skip
    with store.reading() as connection:
        return Mark(*(number or 0 for number in connection.execute(sa.select(*newest)).one()))


def linked(store: Store) -> str | None:
    """The state that the incidents were made from, as it was given; None where nobody said."""
    with store.reading() as connection:
        state: str | None = connection.execute(sa.select(linked_state.c.state)).scalar()
    return state


def changed_since(store: Store, mark: Mark, limit: int) -> Changed:
    """What the next `limit` readings behind the mark changed, and all that people did since."""
    now = truth(store)
    with store.reading() as connection:
        query = sa.select(readings.c.seq, readings.c.document).where(readings.c.seq > mark.readings)
        read = connection.execute(query.order_by(readings.c.seq).limit(limit)).all()
        named = {row.document for row in read} | _judged(connection, mark.claims)
        named |= _decided(connection, mark.decisions)
        places = [documents.c.id.in_(named), documents.c.superseded_by.in_(named)]
        found = sa.union(*(sa.select(documents.c.seq, documents.c.id).where(place) for place in places))
        numbers = {row.id: row.seq for row in connection.execute(found)}
        redacted = connection.execute(sa.select(link_gone.c.text)).scalars().all()
        records = _standing(connection, sorted(numbers))
        own = {row.id: row.seq for row in connection.execute(_told(list(numbers)))}
    last = read[-1].seq if len(read) == limit else now.readings
    return Changed(
        gone=frozenset((*numbers.values(), *redacted)), records=tuple(records), numbers={**numbers, **own},
        upto=Mark(last, now.claims, now.decisions, now.redactions),
    )  # fmt: skip


def left_to_link(store: Store, mark: Mark) -> int:
    """How many readings there are behind the mark."""
    query = sa.select(sa.func.count()).select_from(readings).where(readings.c.seq > mark.readings)
    with store.reading() as connection:
        return int(connection.execute(query).scalar_one())


def note_linked(store: Store, state: str) -> None:
    """Say what the incidents are made from now, and that no redaction is left to be looked at."""
    connection = store.writing()
    connection.execute(sa.delete(link_gone))
    connection.execute(sa.delete(linked_state))
    connection.execute(sa.insert(linked_state), {"state": state})


def _judged(connection: sa.Connection, after: int) -> set[str]:
    """The documents of the reports that people made claims on behind row `after`."""
    query = sa.select(claims.c.report).where(claims.c.reading.is_(None), claims.c.seq > after)
    said = connection.execute(query.distinct()).scalars().all()
    today = {now for now in current_reports(connection, said).values() if now}
    found = sa.select(reports.c.document).where(reports.c.id.in_(today))
    return set(connection.execute(found).scalars())


def _decided(connection: sa.Connection, after: int) -> set[str]:
    """The documents that decisions behind row `after` speak of: themselves, by a claim, or as the smallest
    report of an incident. Links between reports are compared as a whole, elsewhere."""
    subjects = sa.select(decision_subjects.c.subject).distinct().join(
        decisions, decisions.c.id == decision_subjects.c.decision
    )
    named = set(connection.execute(subjects.where(decisions.c.seq > after)).scalars())
    told = {f"rep-{name.removeprefix('inc-')}" for name in named if name.startswith("inc-")}
    of_claims = sorted(name for name in named if name.startswith("clm-"))
    made_on = sa.select(claims.c.report).distinct().where(claims.c.id.in_(of_claims))
    told |= set(connection.execute(made_on).scalars())
    today = {now for now in current_reports(connection, told).values() if now}
    found = sa.select(reports.c.document).where(reports.c.id.in_(today))
    pages = {current_document(connection, name) for name in named if name.startswith("doc-")}
    return set(connection.execute(found).scalars()) | {page for page in pages if page}


def _standing(connection: sa.Connection, ids: Sequence[str]) -> list[Record]:
    query = document_query(texts=True).where(STANDS, documents.c.id.in_(ids))
    rows = connection.execute(query.order_by(documents.c.id)).all()
    return with_peoples_claims(connection, tellings_of(connection, rows))


def _told(ids: Collection[str]) -> sa.Select[tuple[str, int]]:
    query = sa.select(reports.c.id, reports.c.seq).join(documents, documents.c.id == reports.c.document)
    return query.where(SHOWN, documents.c.id.in_(ids))
