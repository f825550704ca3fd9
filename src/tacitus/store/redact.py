"""The one exception to append-only: erasing a text everywhere, on the record, for good."""

from __future__ import annotations

import sqlalchemy as sa

from tacitus.errors import UnknownId
from tacitus.store.db import Store
from tacitus.store.derived import drop_incidents
from tacitus.store.schema import (
    claims,
    documents,
    incident_reports,
    link_gone,
    link_reports,
    link_texts,
    readings,
    redactions,
    reports,
    sources,
    statements,
    voices,
)


def redact(store: Store, document: str, *, by: str, at: str, reason: str) -> tuple[str, ...]:
    """Erase a document and every other with its words or its bytes; the ids that were erased, sorted.

    Gone are text, reports, claims (people's too), statements, the words in the index, and the incidents that
    told of them, which the next linking makes anew from what is left. What stays is the tombstone: ids, a
    hash of the words, the digest of the bytes, by whom, when and why. The same words or bytes are refused
    from then on. Call `store.checkpoint()` after the transaction: until then the log beside the file still
    holds them. Raises UnknownId.
    """
    connection = store.writing()
    erased = _same(connection, document)
    if not erased:
        raise UnknownId(f"no document {document}")
    for one, words in erased:
        tombstone = {"document": one, "text_hash": words, "redacted_by": by, "at": at, "reason": reason}
        connection.execute(sa.insert(redactions), tombstone)
        of_one = sa.select(reports.c.id).where(reports.c.document == one)
        touched = sa.select(incident_reports.c.incident).where(incident_reports.c.report.in_(of_one))
        drop_incidents(connection, sorted(set(connection.execute(touched).scalars())))
        read = sa.select(readings.c.seq).where(readings.c.document == one)
        ours = sa.or_(
            claims.c.reading.in_(read), sa.and_(claims.c.reading.is_(None), claims.c.report.in_(of_one))
        )
        spoken = sa.union(of_one, sa.select(claims.c.id).where(ours))
        connection.execute(sa.delete(voices).where(voices.c.subject.in_(spoken)))
        _blank(connection, one)
        connection.execute(sa.delete(claims).where(ours))
        connection.execute(sa.delete(statements).where(statements.c.reading.in_(read)))
        connection.execute(sa.delete(reports).where(reports.c.document == one))
        connection.execute(sa.delete(readings).where(readings.c.document == one))
        connection.execute(sa.delete(documents).where(documents.c.id == one))
    if store.is_sqlite:
        # a deleted word stays in the index's older segments until they are merged; making it anew leaves none
        connection.exec_driver_sql("INSERT INTO document_words (document_words) VALUES ('rebuild')")
    return tuple(one for one, _ in erased)


def _blank(connection: sa.Connection, document: str) -> None:
    """Erase the document's words from the index of linking; what is left, hashes, the next linking takes
    out."""
    number = connection.execute(sa.select(documents.c.seq).where(documents.c.id == document)).scalar_one()
    connection.execute(sa.update(link_texts).where(link_texts.c.number == number).values(runs=b""))
    connection.execute(sa.update(link_reports).where(link_reports.c.text == number).values(signature=b""))
    connection.execute(sa.insert(link_gone), {"text": number})


def _same(connection: sa.Connection, document: str) -> list[tuple[str, str]]:
    """(id, hash of its words) of the document and of all with the same words or bytes."""
    first = connection.execute(
        sa.select(documents.c.id, documents.c.text_hash).where(documents.c.id == document)
    ).first()
    if first is None:
        return []
    digests = sa.select(sources.c.digest).where(sources.c.document == document, sources.c.digest != "")
    of_digests = sa.select(sources.c.document).where(sources.c.digest.in_(digests))
    same = [documents.c.id == document, documents.c.id.in_(of_digests)]
    if first.text_hash:
        same.append(documents.c.text_hash == first.text_hash)
    query = sa.select(documents.c.id, documents.c.text_hash).where(sa.or_(*same)).order_by(documents.c.id)
    return [(row.id, row.text_hash) for row in connection.execute(query)]
