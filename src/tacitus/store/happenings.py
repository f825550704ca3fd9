"""Incidents as they are looked up, listed and shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from tacitus.errors import UnknownId, UsageError
from tacitus.model import Incident
from tacitus.store import load, schema
from tacitus.store.assemble import Lens, Telling, incident_objects, tellings_of
from tacitus.store.db import Store
from tacitus.store.derived import DEFAULT_PROFILE, columns_of
from tacitus.store.pages import Page
from tacitus.store.people import current_reports
from tacitus.store.rows import plain
from tacitus.store.search import numbers

SHORTEST = 8
"""Signs of an id ("inc-" and four digits) from which it may be written short, where only one begins so."""

_FEW = 20_000
"""Incidents whose facets are sooner looked up one by one than all facets are read."""

Order = Literal["-day", "day", "-killed", "killed", "-worth", "worth", "id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents; None asks nothing.

    `since` and `until` are ISO days, both included: an incident fits when some day it may have begun on
    does. `country` is ISO 3166 alpha-2, `type` one of slots.TYPES. `min_killed` asks for the best figure.
    `text` must stand in one document of the incident, all words. `facets` are (name, value) as `facets()`
    counts them. `known_by` leaves out what no page told of on that day or before. `language` is that of one
    of its pages. An incident of `holding` holds one of these reports, one of `without` none of them.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    type: str | None = None
    min_killed: int | None = None
    text: str | None = None
    occurrence: str | None = None
    review_status: str | None = None
    facets: tuple[tuple[str, str], ...] = ()
    known_by: str | None = None
    language: str | None = None
    holding: tuple[str, ...] | None = None
    without: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """A line in the list, by the default profile. Days are "" where unknown; `killed` is None where no
    figure stands."""

    id: str
    title: str
    occurrence: str
    review_status: str
    day_first: str
    day_last: str
    country: str | None
    place: str | None
    killed_low: int | None
    killed: int | None
    killed_high: int | None
    report_count: int


def incidents(
    store: Store,
    wanted: IncidentFilter | None = None,
    *,
    order: Order = "-day",
    after: str | None = None,
    limit: int = 100,
) -> Page[IncidentRow]:
    """A page of the incidents, the latest first unless `order` says otherwise; `after` is the cursor of the
    page before. Raises UsageError for a cursor or an order that does not exist."""
    asked = conditions(store, wanted or IncidentFilter(), in_order=True)
    query = sa.select(schema.incidents).where(*asked)
    query = _ordered(query, order, after).limit(limit + 1)
    with store.reading() as connection:
        found = connection.execute(query).all()
    made = tuple(_row(row) for row in found[:limit])
    more = len(found) > limit and made
    return Page(rows=made, after=_cursor(found[limit - 1], order) if more else None)


def count(store: Store, wanted: IncidentFilter | None = None) -> int:
    """How many incidents fit."""
    query = sa.select(sa.func.count()).select_from(schema.incidents)
    with store.reading() as connection:
        return int(
            connection.execute(query.where(*conditions(store, wanted or IncidentFilter()))).scalar_one()
        )


def incident(
    store: Store, ident: str, *, profile: str = DEFAULT_PROFILE, lens: Lens | None = None
) -> dict[str, Any]:
    """One incident as `show ID --json` prints it (design: docs/model.md), as `profile` was kept; `lens`
    resolves it anew, from what it sees of the reports.

    A former id, and the id of a report, lead to the incident that holds the report today. Raises UnknownId,
    also where the lens sees none of the reports.
    """
    with store.reading() as connection:
        found = _find(connection, ident)
        made = incident_objects(connection, [found], profile, lens)
    if not made:
        raise UnknownId(f"nothing was known of {found} then")
    return made[0]


def incident_tellings(store: Store, ids: Sequence[str]) -> dict[str, list[Telling]]:
    """Incident -> its reports with all that was read beside them, by report id; for a lens to look at."""
    with store.reading() as connection:
        return tellings_of(connection, ids)


def row_of(incident: Incident, *, profile: str = DEFAULT_PROFILE) -> IncidentRow:
    """The line in the list of an incident that was resolved on demand."""
    columns = columns_of(incident, profile)
    kept = {name: columns[name] for name in IncidentRow.__dataclass_fields__}
    return IncidentRow(**{**kept, "killed": None if columns["killed"] < 0 else columns["killed"]})


def fits(row: IncidentRow, named: AbstractSet[tuple[str, str]], wanted: IncidentFilter) -> bool:
    """True when a line and its facets fit what the lists can ask for, words in pages apart: the same
    conditions as in SQL."""
    if wanted.since is not None and row.day_last < wanted.since:
        return False
    if wanted.until is not None and (row.day_first > wanted.until or not row.day_last):
        return False
    if wanted.min_killed is not None and (row.killed is None or row.killed < wanted.min_killed):
        return False
    for name in ("occurrence", "review_status"):
        value = getattr(wanted, name)
        if value is not None and getattr(row, name) != plain(value):
            return False
    asked = [("country", wanted.country), ("type", wanted.type), *wanted.facets]
    return all((name, str(plain(value))) in named for name, value in asked if value is not None)


def find_incident(store: Store, ident: str) -> str:
    """The id that an incident has today; from a former id or that of a report too. Raises UnknownId."""
    with store.reading() as connection:
        return _find(connection, ident)


def incident_stream(
    store: Store,
    wanted: IncidentFilter | None = None,
    *,
    order: Order = "id",
    profile: str = DEFAULT_PROFILE,
) -> Iterator[dict[str, Any]]:
    """Every incident that fits, whole, in order; a batch is held at a time."""
    after: str | None = None
    while True:
        page = incidents(store, wanted, order=order, after=after, limit=load.PAGE)
        with store.reading() as connection:
            made = incident_objects(connection, [row.id for row in page.rows], profile)
        yield from made
        after = page.after
        if after is None:
            return


def review_counts(store: Store) -> dict[str, int]:
    """How many incidents there are of each review status."""
    status = schema.incidents.c.review_status
    query = sa.select(status, sa.func.count()).group_by(status).order_by(status)
    with store.reading() as connection:
        return {name: number for name, number in connection.execute(query)}


def incident_count(store: Store) -> int:
    """How many incidents there are."""
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(schema.incidents)).scalar_one()


def memberships(store: Store) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(incident, its reports) of every incident, by id."""
    table, after = schema.incident_reports, ""
    while True:
        ids = sa.select(schema.incidents.c.id).where(schema.incidents.c.id > after)
        with store.reading() as connection:
            page = connection.execute(ids.order_by(schema.incidents.c.id).limit(load.PAGE)).scalars().all()
            query = sa.select(table).where(table.c.incident.in_(page)).order_by(table.c.report)
            held: dict[str, list[str]] = {ident: [] for ident in page}
            for row in connection.execute(query):
                held[row.incident].append(row.report)
        for ident, reports in held.items():
            yield ident, tuple(reports)
        if len(page) < load.PAGE:
            return
        after = page[-1]


def facets(
    store: Store,
    wanted: IncidentFilter | None = None,
    names: Sequence[str] | None = None,
    *,
    fitting: int | None = None,
) -> dict[str, tuple[tuple[str, int], ...]]:
    """How many incidents there are of each country, type, actor …: name -> (value, count), most first; of
    `names` alone, where some are given. To know how many are `fitting` is faster for many."""
    table = schema.facets
    number = sa.func.count().label("count")
    query = sa.select(table.c.name, table.c.value, number)
    asked = conditions(store, wanted or IncidentFilter())
    if asked:
        query = query.where(table.c.incident.in_(sa.select(schema.incidents.c.id).where(*asked)))
    if names is not None:
        # of few incidents by their ids, of many by the names: what is no bare column has no index
        few = asked and (fitting is None or fitting < _FEW)
        query = query.where((table.c.name.concat("") if few else table.c.name).in_(names))
    query = query.group_by(table.c.name, table.c.value).order_by(table.c.name, number.desc(), table.c.value)
    found: dict[str, list[tuple[str, int]]] = {}
    with store.reading() as connection:
        for name, value, times in connection.execute(query):
            found.setdefault(name, []).append((value, times))
    return {name: tuple(values) for name, values in found.items()}


def _find(connection: sa.Connection, ident: str) -> str:
    table = schema.incidents
    if connection.execute(sa.select(table.c.id).where(table.c.id == ident)).first():
        return ident
    report = "rep-" + ident.partition("-")[2]
    held = schema.incident_reports
    for candidate in (report, current_reports(connection, [report])[report]):
        query = sa.select(held.c.incident).where(held.c.report == candidate)
        found: str | None = connection.execute(query).scalar()
        if found is not None:
            return found
    if len(ident) >= SHORTEST and ident.isascii():
        begins = sa.select(table.c.id).where(table.c.id.startswith(ident, autoescape=True)).limit(2)
        begun = connection.execute(begins).scalars().all()
        if len(begun) == 1:
            return str(begun[0])
        if begun:
            raise UnknownId(f"several incidents begin with {ident}")
    raise UnknownId(f"no incident {ident}")


def conditions(
    store: Store, wanted: IncidentFilter, *, in_order: bool = False
) -> list[sa.ColumnElement[bool]]:
    """What a query over incidents asks for, so that they fit. `in_order` is for a query that shows the first
    of an order, else all that fit are looked at."""
    table = schema.incidents
    in_days = wanted.since is not None or wanted.until is not None
    made: list[sa.ColumnElement[bool]] = []
    if wanted.known_by is not None:
        made.append(_told_by(wanted.known_by))
    if wanted.language is not None:
        made.append(_has_page(schema.documents.c.language == plain(wanted.language)))
    if wanted.holding is not None:
        made.append(table.c.id.in_(_holders(wanted.holding)))
    if wanted.without is not None:
        made.append(table.c.id.not_in(_holders(wanted.without)))
    if wanted.since is not None:
        made.append(table.c.day_last >= wanted.since)
    if wanted.until is not None:
        # an unknown day fits no days; an open beginning with a known end fits all that go before
        made += [table.c.day_first <= wanted.until, table.c.day_last != ""]
    if wanted.min_killed is not None:
        made.append(table.c.killed >= wanted.min_killed)
    for name in ("occurrence", "review_status"):
        value = getattr(wanted, name)
        if value is not None:
            made.append(table.c[name] == plain(value))
    named = [(name, getattr(wanted, name)) for name in ("country", "type")]
    for name, value in (*named, *wanted.facets):
        if name == "role":  # it is of a report, and stands in no table of its own
            made.append(_has_page(schema.reports.c.role == plain(value)))
        elif value is not None:
            made.append(_has_facet(name, str(plain(value)), row_by_row=in_order or in_days))
    if wanted.text is not None:
        held = schema.incident_reports
        saying = sa.select(held.c.incident).where(held.c.text.in_(numbers(store, wanted.text)))
        # what is no bare column has no index: the order's own is gone along
        made.append((table.c.id.concat("") if in_order else table.c.id).in_(saying))
    return made


def _told_by(day: str) -> sa.ColumnElement[bool]:
    """Some page of it was there on that day, or does not say since when it is."""
    documents = schema.documents
    published = sa.func.coalesce(documents.c.published_latest, documents.c.published_earliest)
    return _has_page(sa.or_(published <= day, published.is_(None)))


def _has_page(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    held, reports, documents = schema.incident_reports, schema.reports, schema.documents
    pages = sa.select(held.c.incident).join(reports, reports.c.id == held.c.report)
    pages = pages.join(documents, documents.c.id == reports.c.document)
    return schema.incidents.c.id.in_(pages.where(condition))


def _holders(reports: tuple[str, ...]) -> sa.Select[tuple[str]]:
    held = schema.incident_reports
    return sa.select(held.c.incident).where(held.c.report.in_(reports))


def _has_facet(name: str, value: str, *, row_by_row: bool) -> sa.ColumnElement[bool]:
    table = schema.facets
    holders = sa.select(table.c.incident).where(table.c.name == name, table.c.value == value)
    if not row_by_row:
        return schema.incidents.c.id.in_(holders)
    # in the list's own order a page needs no more rows than it shows, and days leave few
    same = holders.where(table.c.incident == schema.incidents.c.id)
    return same.correlate(schema.incidents).exists()


_KEYS = {
    "day": schema.incidents.c.day_first,
    "killed": schema.incidents.c.killed,
    "worth": schema.incidents.c.worth,
}


def _ordered(query: sa.Select[Any], order: str, after: str | None) -> sa.Select[Any]:
    """The query in order, from behind the cursor on. Rows with one key follow each other by id."""
    ident = schema.incidents.c.id
    if order == "id":
        return query.where(ident > (after or "")).order_by(ident)
    key = _KEYS.get(order.removeprefix("-"))
    if key is None:
        raise UsageError(f"no order {order!r}: day, -day, killed, -killed, worth, -worth or id")
    down = order.startswith("-")
    if after is not None:
        value, last = _parse(after, number=key is not schema.incidents.c.day_first)
        beyond = key < value if down else key > value
        query = query.where(sa.or_(beyond, sa.and_(key == value, ident < last if down else ident > last)))
    # both the same way round, so that one index gives either order
    return query.order_by(key.desc(), ident.desc()) if down else query.order_by(key, ident)


def _cursor(row: sa.Row[Any], order: str) -> str:
    if order == "id":
        return str(row.id)
    key = getattr(row, _KEYS[order.removeprefix("-")].name)
    return f"{key}~{row.id}"


def _parse(cursor: str, *, number: bool) -> tuple[Any, str]:
    key, mark, ident = cursor.partition("~")
    try:
        value: Any = float(key) if number else key
    except ValueError:
        mark = ""
    if not mark:
        raise UsageError(f"not a cursor: {cursor!r}")
    return value, ident


def _row(row: sa.Row[Any]) -> IncidentRow:
    values = {name: row._mapping[name] for name in IncidentRow.__dataclass_fields__}
    return IncidentRow(**{**values, "killed": None if row.killed < 0 else row.killed})
