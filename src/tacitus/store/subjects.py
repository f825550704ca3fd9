"""What a judgement speaks of: whether it is there, and which incidents it touches."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from tacitus.errors import UnknownId
from tacitus.store.db import Store
from tacitus.store.happenings import find_incident
from tacitus.store.schema import claims, documents, incident_reports, reports

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


def incidents_about(store: Store, ids: Collection[str]) -> set[str]:
    """The incidents of today that these documents, reports, claims and incidents (by any id) are of."""
    named = {kind: [i for i in ids if i.startswith(kind)] for kind in (*_TABLES, "inc-")}
    told = {*named["rep-"], *("rep-" + ident.removeprefix("inc-") for ident in named["inc-"])}
    with store.reading() as connection:
        for query in (
            sa.select(claims.c.report).where(claims.c.id.in_(named["clm-"])),
            sa.select(reports.c.id).where(reports.c.document.in_(named["doc-"])),
        ):
            told.update(connection.execute(query.distinct()).scalars())
        held = sa.select(incident_reports.c.incident).where(incident_reports.c.report.in_(told))
        return set(connection.execute(held.distinct()).scalars())
