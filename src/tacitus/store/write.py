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

# Statements that every page needs are built once: building them took as long as running them.
_at = sa.bindparam
_CLEAR_FAILURE = sa.delete(failures).where(failures.c.source == _at("of_source"))
_SHOWN = (
    sa.select(documents.c.seq, documents.c.title, documents.c.text, documents.c.superseded_by)
    .add_columns(readings.c.seq.label("reading"), readings.c.extracted_by, readings.c.digest)
    .join(readings, readings.c.seq == documents.c.reading)
    .where(documents.c.id == _at("id"))
)
_READING = sa.select(readings.c.seq).where(
    *(readings.c[name] == _at(name) for name in ("document", "extracted_by", "content"))
)
_NOTED = sa.select(sources.c.seq).where(
    *(sources.c[name] == _at(name) for name in ("source", "digest", "document"))
)
_SMALLEST_SOURCE = (
    sa.update(documents)
    .where(documents.c.id == _at("of_document"), documents.c.source > _at("of_source"))
    .values(source=_at("of_source"))
)
_SMALLEST_DIGEST = (
    sa.update(documents)
    .where(documents.c.id == _at("of_document"), _at("of_digest", type_=sa.Text) != "")
    .where(sa.or_(documents.c.digest > _at("of_digest"), documents.c.digest == ""))
    .values(digest=_at("of_digest"))
)
_SUPERSEDE = (
    sa.update(documents)
    .where(
        documents.c.id.in_(sa.select(sources.c.document).where(sources.c.digest == _at("of_digest"))),
        documents.c.url.is_not_distinct_from(_at("of_url")),
        documents.c.id != _at("by"),
        # one reader may find several documents in the same bytes; only another one replaces them
        documents.c.reader != _at("of_reader"),
    )
    .values(superseded_by=_at("by"))
)
_ERASED = sa.select(redactions.c.document).where(
    sa.or_(
        redactions.c.document == _at("id"),
        sa.and_(redactions.c.text_hash == _at("words"), redactions.c.text_hash != ""),
        sa.select(sources.c.seq)
        .where(sources.c.document == redactions.c.document)
        .where(sources.c.digest == _at("digest"), sources.c.digest != "")
        .exists(),
    )
)


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
    met_at = rows.plain(source or document.source) or ""
    connection.execute(_CLEAR_FAILURE, {"of_source": met_at})
    erased = _redacted_as(connection, document)
    _note(connection, source=met_at, digest=document.digest, document=erased or document.id, at=at)
    if erased:
        return False
    shown = connection.execute(_SHOWN, {"id": document.id}).first()
    if shown is None:
        _add_document(store, document, rows.plain(document.source) or met_at)
    data = encode(record)
    method = {"extracted_by": extracted_by, "content": _content_hash(data), "document": document.id}
    reading: int | None = connection.execute(_READING, method).scalar()
    found_before = reading is not None
    if reading is None:
        reading = _add_reading(connection, data, {**method, "digest": document.digest, "at": at})
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
    row = _claim_row(encode(claim), found.id, at)
    connection.execute(sa.insert(claims), {**row, "report": claim.report, "reading": None})
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


def _content_hash(data: dict[str, Any]) -> str:
    """Hash of all that was read, wherever and whenever the page was met. `data` is the encoded record."""
    page = {name: value for name, value in data["document"].items() if name not in _PLACE}
    return hashlib.sha256(rows.dumps({**data, "document": page}).encode()).hexdigest()


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
    same = {"id": document.id, "words": rows.text_hash(document.text), "digest": document.digest}
    found: str | None = connection.execute(_ERASED, same).scalar()
    return found


def _note(connection: sa.Connection, **place: str) -> None:
    """Note where these bytes were met; the document shows the smallest of its sources and digests."""
    if connection.execute(_NOTED, {name: place[name] for name in ("source", "digest", "document")}).first():
        return
    connection.execute(sa.insert(sources), place)
    of_document = {"of_document": place["document"]}
    connection.execute(_SMALLEST_SOURCE, {**of_document, "of_source": place["source"]})
    connection.execute(_SMALLEST_DIGEST, {**of_document, "of_digest": place["digest"]})


def _add_document(store: Store, document: Document, source: str) -> None:
    text, marks = rows.split_text(document.text)
    row = {
        "id": document.id,
        "url": rows.plain(document.url),
        "source": source,
        "digest": document.digest,
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
    names = ("title", "publisher", "republisher", "language", "reader", "reason", "access")
    return {
        **{name: rows.plain(getattr(document, name)) for name in names},
        "published_earliest": when and when.earliest and str(when.earliest),
        "published_latest": when and when.latest and str(when.latest),
    }


def _add_reading(connection: sa.Connection, data: dict[str, Any], row: dict[str, str]) -> int:
    """Append a reading; `data` is the encoded record, `row` says by which method, when and of what."""
    page = {name: value for name, value in data["document"].items() if name != "text"}
    rest = {name: data[name] for name in REST}
    key = connection.execute(sa.insert(readings), {**row, "page": page, "rest": rest}).inserted_primary_key
    assert key is not None
    reading: int = key[0]
    both = {"reading": reading, "document": row["document"]}
    told = [{"id": r["id"], "role": r["role"], "anchor": r["anchor"], **both} for r in data["reports"]]
    said = [
        {"id": s["id"], "act": s["act"], "about": s["about"], "data": s, **both} for s in data["statements"]
    ]
    claimed = [
        {**_claim_row(claim, row["document"], row["at"]), "report": report["id"], "reading": reading}
        for report in data["reports"]
        for claim in report["claims"]
    ]
    for table, found in ((reports, told), (statements, said), (claims, claimed)):
        if found:
            connection.execute(sa.insert(table), found)
    return reading


def _claim_row(data: dict[str, Any], document: str, at: str) -> dict[str, Any]:
    return {**{n: data[n] for n in ("id", "slot", "method")}, "document": document, "at": at, "data": data}


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
        reader, url = rows.plain(document.reader), rows.plain(document.url)
        same = {"of_digest": document.digest, "of_url": url, "of_reader": reader, "by": document.id}
        connection.execute(_SUPERSEDE, same)


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
