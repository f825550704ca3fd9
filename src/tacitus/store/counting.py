"""How much there is in a store, and what read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tacitus.model.slots import SEALED_VERDICTS
from tacitus.store.db import Store
from tacitus.store.load import SHOWN, STANDS
from tacitus.store.schema import (
    claims,
    decisions,
    documents,
    failures,
    incidents,
    readings,
    redactions,
    reports,
    sources,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is; of what is shown today, former readings aside."""

    documents: int
    without_text: int
    sources: int
    reports: int
    claims: int
    people_claims: int
    incidents: int
    decisions: int
    failures: int
    redactions: int


def counts(store: Store) -> Counts:
    """How much there is of everything."""
    return Counts(**{name: number(store, name) for name in Counts.__dataclass_fields__})


def number(store: Store, name: str) -> int:
    """How much there is of one thing that `Counts` names; claims and reports take long in a large store."""
    query = sa.select(sa.func.count()).select_from(_of(name).subquery())
    with store.reading() as connection:
        return int(connection.execute(query).scalar_one())


def methods(store: Store) -> tuple[str, ...]:
    """Everything that read the documents that stand, by name."""
    query = sa.select(readings.c.extracted_by).join(documents, documents.c.reading == readings.c.seq)
    with store.reading() as connection:
        return tuple(sorted(connection.execute(query.where(STANDS).distinct()).scalars()))


def _of(name: str) -> sa.Select[Any]:
    of_today = documents.c.reading == claims.c.reading
    shown_claims = sa.select(claims.c.seq).join(documents, documents.c.id == claims.c.document)
    queries: dict[str, sa.Select[Any]] = {
        "documents": sa.select(documents.c.seq).where(STANDS),
        "without_text": sa.select(documents.c.seq).where(STANDS, documents.c.text == ""),
        "sources": sa.select(sources.c.source).distinct(),
        "reports": sa.select(reports.c.seq)
        .join(documents, documents.c.id == reports.c.document)
        .where(SHOWN),
        "claims": shown_claims.where(STANDS, of_today),
        "people_claims": sa.select(claims.c.seq).where(claims.c.reading.is_(None)),
        "incidents": sa.select(incidents.c.id),
        # a coding that is still sealed is in no count
        "decisions": sa.select(decisions.c.seq).where(decisions.c.verdict.not_in(SEALED_VERDICTS)),
        "failures": sa.select(failures.c.seq),
        "redactions": sa.select(redactions.c.seq),
    }
    return queries[name]
