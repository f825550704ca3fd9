"""Incidents as a map and a timeline draw them: points with how sure they are, and counts by month."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from tacitus.store.db import Store
from tacitus.store.happenings import IncidentFilter, conditions
from tacitus.store.schema import incidents


class Point(NamedTuple):
    """An incident on the ground, in degrees WGS84. `precision` is one of slots.PRECISIONS; `killed` None
    where no figure stands."""

    id: str
    title: str
    lat: float
    lon: float
    precision: str | None
    type: str | None
    killed: int | None
    day: str


def points(store: Store, wanted: IncidentFilter | None = None, *, limit: int = 20_000) -> tuple[Point, ...]:
    """The incidents that fit and have a point, the latest first, `limit` of them at most."""
    c = incidents.c
    query = sa.select(c.id, c.title, c.lat, c.lon, c.precision, c.type, c.killed, c.day_first)
    query = query.where(c.lat.is_not(None), *conditions(store, wanted or IncidentFilter()))
    query = query.order_by(c.day_first.desc(), c.id.desc()).limit(limit)
    with store.reading() as connection:
        return tuple(
            Point(ident, title, lat, lon, precision, kind, None if killed < 0 else killed, day)
            for ident, title, lat, lon, precision, kind, killed, day in connection.execute(query)
        )


def months(store: Store, wanted: IncidentFilter | None = None) -> tuple[tuple[str, int, int], ...]:
    """(month as "2024-05", incidents that may have begun in it first, killed in them by the best figures), by
    month; incidents of unknown day are left out."""
    c = incidents.c
    month = sa.func.substr(c.day_first, 1, 7).label("month")
    killed = sa.func.sum(sa.case((c.killed > 0, c.killed), else_=0)).label("killed")
    query = sa.select(month, sa.func.count().label("number"), killed)
    query = query.where(c.day_first != "", *conditions(store, wanted or IncidentFilter()))
    with store.reading() as connection:
        found = connection.execute(query.group_by(month).order_by(month))
        return tuple((row.month, row.number, int(row.killed or 0)) for row in found)
