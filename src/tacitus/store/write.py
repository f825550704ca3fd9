"""Writing: append, never edit. Every function here wants an open `store.atomic()`.

Nothing here looks at the clock: `at`, an ISO time, comes from the caller.

What a second look at a page does:
* the same words at the same address, read by the same method: nothing, but the place is noted;
* the same document read by another method: a new reading is appended and shown; the former one stays, for
  decisions point to its reports and claims;
* other words out of the same bytes at the same address (a better reader): a new document that supersedes
  the former.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from tacitus.errors import RecordError, UnknownId
from tacitus.model import Claim, Decision, Document, Evidence, Record, encode
from tacitus.store import rows
from tacitus.store.db import Store
from tacitus.store.schema import (
    claims,
    decision_subjects,
    decisions,
    documents,
    failures,
    readings,
    redactions,
    reports,
    sources,
    statements,
)

BY_PEOPLE = "human:"
"""How the method of a claim begins that a person made."""

REST = ("disputes", "relations", "series", "statistics", "mentions")
"""What a reading holds beside reports and statements."""

_PLACE = ("id", "text", "source", "fetched_at", "digest")
"""Parts of a document that say where and when it was met, not what was read from it."""


def add_record(
    store: Store, record: Record, *, source: str = "", at: str = "", extracted_by: str = ""
) -> bool:
    """Append a document with all that was read from it; False when it was there already, or is redacted.

    `source` is the path or address as it was given (by default the document's own), `extracted_by` names
    the version of the method. Raises RecordError where the record contradicts itself.
    """
    connection = store.writing()
    document = record.document
    check(record)
    place = {"source": rows.plain(source or document.source), "digest": document.digest, "at": at}
    connection.execute(sa.delete(failures).where(failures.c.source == place["source"]))
    erased = _redacted_as(connection, document)
    _note(connection, {**place, "document": erased or document.id})
    if erased:
        return False
    shown = connection.execute(
        sa.select(documents.c.seq, documents.c.title, documents.c.text, documents.c.superseded_by)
        .add_columns(readings.c.seq.label("reading"), readings.c.extracted_by, readings.c.digest)
        .join(readings, readings.c.seq == documents.c.reading)
        .where(documents.c.id == document.id)
    ).first()
    if shown is None:
        _add_document(store, document, rows.plain(document.source) or str(place["source"]))
    content = content_hash(record)
    reading = _find_reading(connection, document.id, extracted_by, content)
    found_before = reading is not None
    if reading is None:
        method = {"extracted_by": extracted_by, "content": content, "at": at}
        reading = _add_reading(connection, record, method)
    if shown is not None and not _outranks(shown, document.digest, extracted_by, found_before=found_before):
        return not found_before
    _show(store, document, reading, shown)
    return True


def add_claim(store: Store, claim: Claim, *, at: str = "") -> bool:
    """Append a person's claim: a correction, or what the machine missed. False when it was there already.

    Its method is `human:<name>` and its evidence lies in the document of the report it names. Raises
    UnknownId for an unknown report, RecordError for another method or for words that do not stand there.
    """
    connection = store.writing()
    if not claim.method.startswith(BY_PEOPLE):
        raise RecordError(f"not a person's claim: {claim.method}")
    found = connection.execute(
        sa.select(documents.c.id, documents.c.text, documents.c.text_marks)
        .join(reports, reports.c.document == documents.c.id)
        .where(reports.c.id == claim.report)
        .limit(1)
    ).first()
    if found is None:
        raise UnknownId(f"no report {claim.report}")
    _check_words(found.id, rows.join_text(found.text, found.text_marks), claim.evidence)
    same = sa.select(claims.c.seq).where(claims.c.id == claim.id, claims.c.reading.is_(None))
    if connection.execute(same.where(claims.c.method == claim.method)).first():
        return False
    row = _claim_row(claim, found.id, at)
    connection.execute(sa.insert(claims), {**row, "reading": None})
    return True


def add_decision(store: Store, decision: Decision) -> bool:
    """Append a decision; False when one with its id is there. Its subjects may be unknown here (yet)."""
    connection = store.writing()
    if not decision.subject:
        raise RecordError("a decision about nothing")
    if connection.execute(sa.select(decisions.c.seq).where(decisions.c.id == decision.id)).first():
        return False
    row = {name: getattr(decision, name) for name in ("id", "verdict", "decided_by", "decided_at", "undoes")}
    connection.execute(sa.insert(decisions), {**row, "data": decision})
    connection.execute(
        sa.insert(decision_subjects),
        [{"decision": decision.id, "position": k, "subject": s} for k, s in enumerate(decision.subject)],
    )
    return True


def add_failure(
    store: Store, source: str, *, reason: str, kind: str = "", digest: str = "", at: str = ""
) -> bool:
    """Note an input that could not be read, and why; False when that is known. Reading it later clears it."""
    connection = store.writing()
    row = {"source": rows.plain(source), "digest": digest, "kind": kind, "reason": rows.plain(reason)}
    same = [failures.c[name] == value for name, value in row.items()]
    if connection.execute(sa.select(failures.c.seq).where(*same)).first():
        return False
    connection.execute(sa.delete(failures).where(failures.c.source == row["source"]))
    connection.execute(sa.insert(failures), {**row, "at": at})
    return True


def content_hash(record: Record) -> str:
    """Hash of all that was read, wherever and whenever the page was met."""
    data = encode(record)
    for name in _PLACE:
        data["document"].pop(name)
    return hashlib.sha256(rows.dumps(data).encode()).hexdigest()


def check(record: Record) -> None:
    """Raise RecordError unless every part is of this document and every quote stands in its text."""
    document = record.document
    for report in record.reports:
        if any(claim.report != report.id for claim in report.claims):
            raise RecordError(f"{report.id}: a claim of another report")
    owners = [*(r.document for r in record.reports), *(s.document for s in record.statements)]
    if any(owner != document.id for owner in owners):
        raise RecordError(f"{document.id}: a report or statement of another document")
    _check_words(document.id, document.text, _evidence(record))


def _evidence(record: Record) -> Iterator[Evidence]:
    for report in record.reports:
        yield report.anchor
        for claim in report.claims:
            yield from claim.evidence
    for statement in record.statements:
        yield statement.content
        if statement.cue:
            yield statement.cue
    for beside in (record.relations, record.series, record.statistics):
        for found in beside:
            yield from found.evidence


def _check_words(document: str, text: str, evidence: Iterable[Evidence]) -> None:
    for words in evidence:
        if words.span.document != document or text[words.start : words.end] != words.quote:
            raise RecordError(f"{document}: the words do not stand at {words.start}..{words.end}")


def _redacted_as(connection: sa.Connection, document: Document) -> str | None:
    """The redacted document whose words or bytes these are."""
    same = [redactions.c.document == document.id]
    words = rows.text_hash(document.text)
    if words:
        same.append(redactions.c.text_hash == words)
    if document.digest:
        bytes_ = sa.select(sources.c.seq).where(
            sources.c.document == redactions.c.document, sources.c.digest == document.digest
        )
        same.append(bytes_.exists())
    return connection.execute(sa.select(redactions.c.document).where(sa.or_(*same))).scalar()


def _note(connection: sa.Connection, place: dict[str, Any]) -> None:
    """Note where these bytes were met; the document shows the smallest of its sources."""
    keys = ("source", "digest", "document")
    known = connection.execute(sa.select(sources.c.seq).where(*(sources.c[k] == place[k] for k in keys)))
    if known.first():
        return
    connection.execute(sa.insert(sources), place)
    connection.execute(
        sa.update(documents)
        .where(documents.c.id == place["document"], documents.c.source > place["source"])
        .values(source=place["source"])
    )


def _add_document(store: Store, document: Document, source: str) -> None:
    text, marks = rows.split_text(document.text)
    row = {
        "id": document.id,
        "url": rows.plain(document.url),
        "source": source,
        "text": text,
        "text_marks": marks,
        "text_hash": rows.text_hash(document.text),
        "reading": 0,
        **_columns(document),
    }
    seq = store.writing().execute(sa.insert(documents), row).inserted_primary_key
    assert seq is not None
    _index_words(store, seq[0], row["title"], text)


def _columns(document: Document) -> dict[str, Any]:
    """The columns that follow the newest reading."""
    when = document.published
    names = ("digest", "title", "publisher", "republisher", "language", "reader", "reason", "access")
    return {
        **{name: rows.plain(getattr(document, name)) for name in names},
        "published_earliest": when and when.earliest and str(when.earliest),
        "published_latest": when and when.latest and str(when.latest),
    }


def _find_reading(connection: sa.Connection, document: str, extracted_by: str, content: str) -> int | None:
    same = {"document": document, "extracted_by": extracted_by, "content": content}
    query = sa.select(readings.c.seq).where(*(readings.c[k] == v for k, v in same.items()))
    found: int | None = connection.execute(query).scalar()
    return found


def _add_reading(connection: sa.Connection, record: Record, method: dict[str, str]) -> int:
    document = record.document
    page = encode(document)
    page.pop("text")
    row = {
        "document": document.id,
        "digest": document.digest,
        "page": page,
        "rest": {name: getattr(record, name) for name in REST},
        **method,
    }
    key = connection.execute(sa.insert(readings), row).inserted_primary_key
    assert key is not None
    reading: int = key[0]
    both = {"reading": reading, "document": document.id}
    made = [{"id": r.id, "role": r.role, "anchor": r.anchor, **both} for r in record.reports]
    said = [{"id": s.id, "act": s.act, "about": s.about, "data": s, **both} for s in record.statements]
    claimed = [
        {**_claim_row(claim, document.id, method["at"]), "reading": reading}
        for report in record.reports
        for claim in report.claims
    ]
    for table, found in ((reports, made), (statements, said), (claims, claimed)):
        if found:
            connection.execute(sa.insert(table), found)
    return reading


def _claim_row(claim: Claim, document: str, at: str) -> dict[str, Any]:
    names = ("id", "report", "slot", "method")
    return {**{n: getattr(claim, n) for n in names}, "document": document, "at": at, "data": claim}


def _outranks(shown: sa.Row[Any], digest: str, extracted_by: str, *, found_before: bool) -> bool:
    """Whether a reading takes the place of the one that is shown.

    Another method's does, and a new one of the same bytes. Of two pages whose words are the same and whose
    bytes are not, the smaller digest is shown: so the order of ingest does not matter.
    """
    if shown.extracted_by != extracted_by or shown.superseded_by is not None:
        return True
    return not found_before and digest <= shown.digest


def _show(store: Store, document: Document, reading: int, shown: sa.Row[Any] | None) -> None:
    """Make `reading` the one that views show, and its document the one that stands for these bytes."""
    connection = store.writing()
    values = {"reading": reading, "superseded_by": None, **_columns(document)}
    connection.execute(sa.update(documents).where(documents.c.id == document.id).values(values))
    if shown is not None and shown.title != values["title"]:
        _unindex_words(store, shown.seq, shown.title, shown.text)
        _index_words(store, shown.seq, values["title"], shown.text)
    if document.digest:
        connection.execute(
            sa.update(documents)
            .where(
                documents.c.digest == document.digest,
                documents.c.url.is_not_distinct_from(rows.plain(document.url)),
                documents.c.id != document.id,
                # one reader may find several documents in the same bytes; only another one replaces them
                documents.c.reader != rows.plain(document.reader),
            )
            .values(superseded_by=document.id)
        )


def _index_words(store: Store, seq: int, title: str, text: str) -> None:
    if store.is_sqlite:
        store.writing().exec_driver_sql(
            "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)", (seq, title, text)
        )


def _unindex_words(store: Store, seq: int, title: str, text: str) -> None:
    if store.is_sqlite:
        store.writing().exec_driver_sql(
            "INSERT INTO document_words (document_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (seq, title, text),
        )
