"""Whether there is what a judgement speaks of."""

from __future__ import annotations

import sqlalchemy as sa

from tacitus.errors import UnknownId
from tacitus.store.db import Store
from tacitus.store.happenings import find_incident
from tacitus.store.schema import claims, documents, reports

_TABLES = {"doc-": documents, "clm-": claims, "rep-": reports}


def subject(store: Store, ident: str) -> str:
    """The id of a document, report, claim or incident as it is called today. Raises UnknownId."""
    table = _TABLES.get(ident[:4])
    if table is None:
        return find_incident(store, ident)
    with store.reading() as connection:
        if connection.execute(sa.select(table.c.id).where(table.c.id == ident)).first() is None:
            raise UnknownId(f"there is no {ident}")
    return ident
