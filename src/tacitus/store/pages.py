"""Documents, reports and search, as records.

Long lists are streams: a few hundred rows are held at a time, each batch read in a transaction of its own,
so that another process can write meanwhile. `store.snapshot()` round the loop makes it one moment's view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import sqlalchemy as sa

from tacitus.errors import UnknownId
from tacitus.model import Document, Record, Report, Speaker
from tacitus.store import load, schema
from tacitus.store.db import Store
from tacitus.store.people import carried_claims, people_claims, with_people
from tacitus.store.rows import plain
from tacitus.store.search import START, STOP, matches, ranked

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report of today with people's claims on it, its document (without text unless asked for), and who
    makes the statements that its claims come from, by the statement's id."""

    report: Report
    document: Document
    speakers: Mapping[str, Speaker]

    @property
    def id(self) -> str:
        return self.report.id


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A line in the list of documents: the document without its text, how long that is (in code points), how
    many reports it tells, and every place it was met at."""

    document: Document
    length: int
    report_count: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents; None asks nothing. Days are ISO and both included; `text` must stand in it, all
    words."""

    text: str | None = None
    language: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    readable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some of a list, and where the rest begins (None: that was all)."""

    rows: tuple[T, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document found; `parts` is a stretch of it as (words, whether they were asked for)."""

    id: str
    title: str
    source: str
    publisher: str | None
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read."""

    source: str
    kind: str
    reason: str
    at: str


def is_current(store: Store, *, source: str, digest: str, extracted_by: str = "") -> bool:
    """True when these bytes of this source were read by this method, or are redacted: nothing to do."""
    place = (schema.sources.c.source == plain(source), schema.sources.c.digest == digest)
    read = (
        sa.select(schema.sources.c.seq)
        .join(schema.documents, schema.documents.c.id == schema.sources.c.document)
        .join(schema.readings, schema.readings.c.document == schema.documents.c.id)
        .where(*place, schema.readings.c.extracted_by == extracted_by)
    )
    erased = sa.select(schema.sources.c.seq).join(
        schema.redactions, schema.redactions.c.document == schema.sources.c.document
    )
    with store.reading() as connection:
        either = sa.or_(read.exists(), erased.where(*place).exists())
        return bool(connection.execute(sa.select(either)).scalar())


def document(store: Store, ident: str) -> Record:
    """A document and all that was read from it, people's claims included. Raises UnknownId.

    A document that a newer one superseded is still found under its own id.
    """
    with store.reading() as connection:
        row = connection.execute(
            load.document_query(texts=True).where(schema.documents.c.id == ident)
        ).first()
        if row is not None:
            return with_peoples_claims(connection, load.records_of(connection, [row]))[0]
        erased = connection.execute(
            sa.select(schema.redactions).where(schema.redactions.c.document == ident)
        ).first()
    if erased is not None:
        raise UnknownId(f"{ident}: redacted by {erased.redacted_by} on {erased.at}: {erased.reason}")
    raise UnknownId(f"no document {ident}")


def documents_whole(
    store: Store, idents: Iterable[str], *, slots: Sequence[str] | None = None
) -> dict[str, Record]:
    """Id -> what `document` says of it; a few queries for many. With `slots`, no more than the document, what
    is said in it and the claims on these. Raises UnknownId."""
    wanted = sorted(set(idents))
    found: dict[str, Record] = {}
    for k in range(0, len(wanted), load.PAGE):
        query = load.document_query(texts=True).where(schema.documents.c.id.in_(wanted[k : k + load.PAGE]))
        with store.reading() as connection:
            rows = connection.execute(query).all()
            read = (
                load.records_of(connection, rows)
                if slots is None
                else load.records_on(connection, rows, slots)
            )
            made = with_peoples_claims(connection, read)
        found |= {record.document.id: record for record in made}
    return {ident: found[ident] if ident in found else document(store, ident) for ident in wanted}


def records(store: Store) -> Iterator[Record]:
    """Every document that stands today with all that was read from it, by id."""
    return _stream(store, whole=True)


def _stream(store: Store, *, whole: bool) -> Iterator[Record]:
    after = ""
    while True:
        query = load.document_query(texts=True).where(load.STANDS, schema.documents.c.id > after)
        with store.reading() as connection:
            rows = connection.execute(query.order_by(schema.documents.c.id).limit(load.PAGE)).all()
            found = (load.records_of if whole else load.tellings_of)(connection, rows)
            made = with_peoples_claims(connection, found)
        yield from made
        if len(rows) < load.PAGE:
            return
        after = rows[-1].id


def tellings(store: Store) -> Iterator[Record]:
    """As `records`, with no more than the documents and their reports: what linking looks at."""
    return _stream(store, whole=False)


def reports(store: Store, *, texts: bool = False) -> Iterator[ReportRow]:
    """Every report that stands today, by id, with its document. With `texts` the documents are whole."""
    after = ""
    while True:
        query = sa.select(schema.reports.c.id).join(
            schema.documents, schema.documents.c.id == schema.reports.c.document
        )
        page = query.where(load.SHOWN, schema.reports.c.id > after).order_by(schema.reports.c.id)
        with store.reading() as connection:
            found = connection.execute(page.limit(load.PAGE)).scalars().all()
        yield from reports_by_id(store, found, texts=texts)
        if len(found) < load.PAGE:
            return
        after = found[-1]


def reports_by_id(store: Store, ids: Sequence[str], *, texts: bool = False) -> list[ReportRow]:
    """Those of these reports that stand today, by id, with their documents."""
    query = sa.select(schema.reports.c.seq).join(
        schema.documents, schema.documents.c.id == schema.reports.c.document
    )
    made: list[ReportRow] = []
    with store.reading() as connection:
        carried = carried_claims(connection)
        for k in range(0, len(ids), load.PAGE):
            some = ids[k : k + load.PAGE]
            rows = connection.execute(query.where(load.SHOWN, schema.reports.c.id.in_(some))).scalars().all()
            theirs = people_claims(connection, some)
            for row in _report_rows(connection, rows, texts=texts):
                added = [*theirs.get(row.id, ()), *carried.get(row.id, ())]
                made.append(replace(row, report=with_people(row.report, added)))
    return sorted(made, key=lambda row: row.id)


def documents(
    store: Store, wanted: DocumentFilter | None = None, *, after: str | None = None, limit: int = 100
) -> Page[DocumentRow]:
    """A page of the documents that stand today, by id."""
    wanted = wanted or DocumentFilter()
    told = (
        sa.select(sa.func.count())
        .where(
            schema.reports.c.document == schema.documents.c.id,
            schema.reports.c.reading == schema.documents.c.reading,
        )
        .scalar_subquery()
        .label("report_count")
    )
    length = sa.func.length(schema.documents.c.text).label("length")
    query = load.document_query(texts=False).add_columns(told, length)
    query = query.where(load.STANDS, *_conditions(store, wanted), schema.documents.c.id > (after or ""))
    with store.reading() as connection:
        found = connection.execute(query.order_by(schema.documents.c.id).limit(limit + 1)).all()
        shown = found[:limit]
        places = _places(connection, [row.id for row in shown])
    made = tuple(
        DocumentRow(
            document=load.document_of(row),
            length=row.length,
            report_count=row.report_count,
            sources=places.get(row.id, ()),
        )
        for row in shown
    )
    return Page(rows=made, after=shown[-1].id if len(found) > limit else None)


def search(store: Store, text: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """The documents that hold all words and "phrases" of `text`, the best first."""
    query = ranked(store, text)
    if query is None:
        return ()
    query = query.add_columns(
        schema.documents.c.title, schema.documents.c.source, schema.documents.c.publisher
    )
    with store.reading() as connection:
        found = connection.execute(query.where(load.STANDS).limit(limit)).all()
    return tuple(
        Hit(id=row.id, title=row.title, source=row.source, publisher=row.publisher, parts=_parts(row.snippet))
        for row in found
    )


def failures(store: Store) -> tuple[Failure, ...]:
    """The inputs that could not be read, by source."""
    columns = (
        schema.failures.c.source,
        schema.failures.c.kind,
        schema.failures.c.reason,
        schema.failures.c.at,
    )
    with store.reading() as connection:
        found = connection.execute(sa.select(*columns).order_by(schema.failures.c.source))
        return tuple(Failure(source=r.source, kind=r.kind, reason=r.reason, at=r.at) for r in found)


def _conditions(store: Store, wanted: DocumentFilter) -> list[sa.ColumnElement[bool]]:
    made: list[sa.ColumnElement[bool]] = []
    if wanted.text is not None:
        made.append(matches(store, wanted.text))
    for name in ("language", "publisher"):
        value = getattr(wanted, name)
        if value is not None:
            made.append(schema.documents.c[name] == plain(value))
    if wanted.since is not None:
        made.append(schema.documents.c.published_latest >= wanted.since)
    if wanted.until is not None:
        made.append(schema.documents.c.published_earliest <= wanted.until)
    if wanted.readable is not None:
        made.append(schema.documents.c.text != "" if wanted.readable else schema.documents.c.text == "")
    return made


def _report_rows(connection: sa.Connection, rows: Sequence[int], *, texts: bool) -> list[ReportRow]:
    """Reports by row number with their claims, by id."""
    bare = load.reports_by(connection, schema.reports.c.seq.in_(rows))
    held = load.claims_of(connection, list(bare))
    named = sorted({report.document for found in bare.values() for _, report in found})
    query = load.document_query(texts=texts).where(schema.documents.c.id.in_(named))
    pages = {row.id: load.document_of(row) for row in connection.execute(query)}
    said_in = (claim.attributed_to for claims in held.values() for claim in claims)
    speakers = load.speakers_of(connection, (ident for ident in said_in if ident))
    made = [
        ReportRow(
            report=replace(report, claims=tuple(held.get((reading, report.id), ()))),
            document=pages[report.document],
            speakers=speakers,
        )
        for reading, found in bare.items()
        for _, report in found
    ]
    return sorted(made, key=lambda row: row.id)


def with_peoples_claims(connection: sa.Connection, found: list[Record]) -> list[Record]:
    """The records with people's claims on their reports."""
    ids = [report.id for record in found for report in record.reports]
    theirs = people_claims(connection, ids)
    carried = carried_claims(connection)
    if not theirs and not carried:
        return found
    return [
        replace(
            record,
            reports=tuple(
                with_people(report, [*theirs.get(report.id, ()), *carried.get(report.id, ())])
                for report in record.reports
            ),
        )
        for record in found
    ]


def _places(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Document -> every source it was met at, sorted."""
    query = (
        sa.select(schema.sources.c.document, schema.sources.c.source)
        .where(schema.sources.c.document.in_(ids))
        .distinct()
    )
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.order_by(schema.sources.c.document, schema.sources.c.source)):
        found.setdefault(row.document, []).append(row.source)
    return {ident: tuple(places) for ident, places in found.items()}


def _parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    made = []
    for k, stretch in enumerate(snippet.split(START)):
        found, stop, rest = stretch.partition(STOP)
        pieces = [(found, True), (rest, False)] if k and stop else [(stretch, False)]
        made += [piece for piece in pieces if piece[0]]
    return tuple(made)
