"""Where things are met: the places of a document's bytes, and the incidents that reports belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tacitus.store.db import Store
from tacitus.store.load import STANDS
from tacitus.store.schema import documents, incident_reports, sources
from tacitus.store.search import numbers

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabout:
    """A place where the bytes of a document were met, and when (ISO time, "" unknown)."""

    source: str
    digest: str
    at: str


def whereabouts(store: Store, document: str) -> tuple[Whereabout, ...]:
    """Every place where this document was met, by name."""
    query = (
        sa.select(sources).where(sources.c.document == document).order_by(sources.c.source, sources.c.digest)
    )
    with store.reading() as connection:
        return tuple(
            Whereabout(source=row.source, digest=row.digest, at=row.at) for row in connection.execute(query)
        )


def languages(store: Store) -> tuple[str, ...]:
    """The languages of the documents that stand."""
    query = sa.select(documents.c.language).where(STANDS, documents.c.language.is_not(None)).distinct()
    with store.reading() as connection:
        return tuple(sorted(filter(None, connection.execute(query).scalars())))


def incidents_of(store: Store, told: Sequence[str]) -> dict[str, str | None]:
    """Report id -> the incident that it belongs to today, None where it belongs to none."""
    found: dict[str, str | None] = dict.fromkeys(told)
    wanted = list(found)
    with store.reading() as connection:
        for k in range(0, len(wanted), _BATCH):
            held = incident_reports.c.report.in_(wanted[k : k + _BATCH])
            found |= {
                row.report: row.incident
                for row in connection.execute(sa.select(incident_reports).where(held))
            }
    return found


def pages_of(store: Store, incidents: Sequence[str], text: str | None = None) -> dict[str, tuple[str, ...]]:
    """Incident -> the documents that tell of it, by id; with `text` those that hold all its words."""
    query = sa.select(incident_reports.c.incident, documents.c.id).distinct()
    query = query.join(documents, documents.c.seq == incident_reports.c.text)
    if text is not None:
        # what is no bare column has no index: begun with the incidents, which are few
        query = query.where((incident_reports.c.text + 0).in_(numbers(store, text)))
    found: dict[str, list[str]] = defaultdict(list)
    with store.reading() as connection:
        for k in range(0, len(incidents), _BATCH):
            of_these = query.where(incident_reports.c.incident.in_(incidents[k : k + _BATCH]))
            for row in connection.execute(of_these.order_by(documents.c.id)):
                found[row.incident].append(row.id)
    return {ident: tuple(found[ident]) for ident in incidents}


def reports_of(store: Store, incident: str) -> tuple[str, ...]:
    """The reports of an incident, sorted."""
    query = sa.select(incident_reports.c.report).where(incident_reports.c.incident == incident)
    with store.reading() as connection:
        return tuple(sorted(connection.execute(query).scalars()))
