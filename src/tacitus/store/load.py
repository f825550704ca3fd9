"""Rows back into the model's records, a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tacitus.model import Claim, Document, Record, Relation, Report, Speaker, Statement, decode
from tacitus.store import rows
from tacitus.store.schema import claims, documents, readings, reports, statements

PAGE = 200
"""Rows fetched at once: enough that the cost of a query is shared, few enough to be nothing in memory."""

STANDS = documents.c.superseded_by.is_(None)
"""The document stands for its bytes; no newer reader's has taken its place."""

SHOWN = sa.and_(STANDS, documents.c.reading == reports.c.reading)
"""The report is of the reading that is shown (reports joined with documents)."""


def document_query(*, texts: bool) -> sa.Select[Any]:
    """Documents with the page of their newest reading; without texts that column stays in the file."""
    columns = (documents.c.id, documents.c.source, documents.c.digest, documents.c.reading)
    words = (documents.c.text, documents.c.text_marks) if texts else ()
    made = sa.select(*columns, documents.c.superseded_by, readings.c.page, *words)
    return made.join(readings, readings.c.seq == documents.c.reading)


def document_of(row: sa.Row[Any]) -> Document:
    """The document of a row of `document_query`; without its text also without offsets into it."""
    page = dict(row.page)
    if "text" in row._mapping:
        page["text"] = rows.join_text(row.text, row.text_marks)
    else:
        page |= {"text": "", "sentences": [], "items": [], "removed": []}
    # many places may have shown the page; the columns hold what any order of ingest agrees on
    page["digest"] = row.digest
    if rows.plain(page["source"]) != row.source:
        page["source"] = row.source
    return decode(Document, page)


def reports_by(
    connection: sa.Connection, condition: sa.ColumnElement[bool]
) -> dict[int, list[tuple[int, Report]]]:
    """Reading -> (row number, report without claims), in the order they were read."""
    found: dict[int, list[tuple[int, Report]]] = defaultdict(list)
    for row in connection.execute(sa.select(reports).where(condition).order_by(reports.c.seq)):
        data = {"id": row.id, "role": row.role, "anchor": row.anchor}
        found[row.reading].append((row.seq, decode(Report, data, document=row.document)))
    return found


def claims_of(
    connection: sa.Connection, of_readings: Sequence[int], slots: Sequence[str] | None = None
) -> dict[tuple[int, str], list[Claim]]:
    """(reading, report) -> its claims (on these slots alone, where some are named), in the order they were
    read."""
    found: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    query = sa.select(claims).where(claims.c.reading.in_(of_readings)).order_by(claims.c.seq)
    if slots is not None:
        query = query.where(claims.c.slot.in_(slots))
    for row in connection.execute(query):
        found[row.reading, row.report].append(claim_of(row))
    return found


def claim_of(row: sa.Row[Any]) -> Claim:
    """The claim of a row of `claims`."""
    return decode(Claim, row.data, document=row.document, report=row.report)


def reports_of(
    connection: sa.Connection, of_readings: Sequence[int], slots: Sequence[str] | None = None
) -> dict[int, list[Report]]:
    """Reading -> its reports with their claims (on these slots alone, where some are named), as they were
    read."""
    bare = reports_by(connection, reports.c.reading.in_(of_readings))
    held = claims_of(connection, of_readings, slots)
    return {
        reading: [replace(r, claims=tuple(held.get((reading, r.id), ()))) for _, r in found]
        for reading, found in bare.items()
    }


def statements_of(connection: sa.Connection, of_readings: Sequence[int]) -> dict[int, list[Statement]]:
    """Reading -> its statements, as they were read."""
    found: dict[int, list[Statement]] = defaultdict(list)
    query = sa.select(statements).where(statements.c.reading.in_(of_readings)).order_by(statements.c.seq)
    for row in connection.execute(query):
        found[row.reading].append(decode(Statement, row.data, document=row.document))
    return found


def speakers_of(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Speaker]:
    """Statement id -> who makes it, as it was read last; those without a speaker are left out."""
    wanted = sorted(set(ids))
    found: dict[str, Speaker] = {}
    for k in range(0, len(wanted), PAGE):
        query = sa.select(statements).where(statements.c.id.in_(wanted[k : k + PAGE]))
        for row in connection.execute(query.order_by(statements.c.seq)):
            speaker = row.data["speaker"]
            if speaker is not None:
                found[row.id] = decode(Speaker, speaker, document=row.document)
    return found


def rest_of(connection: sa.Connection, of_readings: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Reading -> disputes, relations, series, statistics and mentions, as plain data."""
    query = sa.select(readings.c.seq, readings.c.rest).where(readings.c.seq.in_(of_readings))
    return {row.seq: row.rest for row in connection.execute(query)}


def records_of(connection: sa.Connection, found: Iterable[sa.Row[Any]]) -> list[Record]:
    """The records of rows of `document_query(texts=True)`, in their order."""
    pages = list(found)
    of_readings = [row.reading for row in pages]
    told = reports_of(connection, of_readings)
    said = statements_of(connection, of_readings)
    rest = rest_of(connection, of_readings)
    return [_record(row, told.get(row.reading, []), said.get(row.reading, []), rest) for row in pages]


def tellings_of(connection: sa.Connection, found: Iterable[sa.Row[Any]]) -> list[Record]:
    """As `records_of`, with no more than documents and reports, and, of pages with a total, the relations:
    they say of what it is the total."""
    pages = list(found)
    told = reports_of(connection, [row.reading for row in pages])
    totals = [reading for reading, held in told.items() if any(r.role == "aggregate" for r in held)]
    rest = rest_of(connection, totals)
    return [
        Record(
            document=document_of(row),
            reports=tuple(told.get(row.reading, ())),
            relations=_relations(row.id, rest.get(row.reading)),
        )
        for row in pages
    ]


def _relations(document: str, rest: dict[str, Any] | None) -> tuple[Relation, ...]:
    told = rest["relations"] if rest else ()
    return tuple(decode(Relation, one, document=document) for one in told)


def records_on(connection: sa.Connection, found: Iterable[sa.Row[Any]], slots: Sequence[str]) -> list[Record]:
    """As `records_of`, with documents, statements and the claims on these slots alone."""
    pages = list(found)
    of_readings = [row.reading for row in pages]
    told = reports_of(connection, of_readings, slots)
    said = statements_of(connection, of_readings)
    return [
        Record(
            document=document_of(row), reports=tuple(told.get(row.reading, ())),
            statements=tuple(said.get(row.reading, ())),
        )
        for row in pages
    ]  # fmt: skip


def _record(
    row: sa.Row[Any], told: list[Report], said: list[Statement], rest: dict[int, dict[str, Any]]
) -> Record:
    document = document_of(row)
    # what stands beside reports is decoded in the shape of a whole record, which gives it its context
    beside = decode(Record, {"document": {"id": row.id, "text": ""}, **rest[row.reading]})
    return replace(beside, document=document, reports=tuple(told), statements=tuple(said))
