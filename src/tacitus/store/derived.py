"""Incidents, kept so that they can be looked up; dropped and made again whenever linking says so."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from tacitus.model import (
    Figure,
    Incident,
    Individual,
    Organisation,
    Place,
    Resolution,
    Target,
    Weapon,
    When,
)
from tacitus.store.assemble import relation_data
from tacitus.store.db import Store
from tacitus.store.rows import plain
from tacitus.store.schema import (
    DERIVED,
    LINK_INDEX,
    claims,
    documents,
    facets,
    incident_reports,
    incidents,
    link_gone,
    resolutions,
    voices,
)
from tacitus.store.schema import reports as told_reports

DEFAULT_PROFILE = "tacitus"
"""The rule book whose values the lists show and filter by."""

OPEN_END = "9999-12-31"

DISPUTED = 3.0
"""What a doubt that it happened at all adds to the worth of a look: as much as a toll of twenty."""

_BATCH = 500

T = TypeVar("T")


def replace_incidents(
    store: Store,
    made: Iterable[Incident],
    *,
    voices_of: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    dropped: Iterable[str] | None = None,
) -> int:
    """Put `made` in the place of all incidents, or of those named in `dropped`; how many were written.

    `voices_of` gives the voice of each report, and of each claim whose voice is another. With `dropped`,
    voices that are given replace the former ones and the rest stay. Both may be streams: a few hundred are
    held at a time. Wants an open
    `store.atomic()`.
    """
    connection = store.writing()
    if dropped is None:
        for table in DERIVED:
            connection.execute(sa.delete(table))
    else:
        drop_incidents(connection, dropped)
    count = 0
    for batch in _batches(made):
        if dropped is not None:
            drop_incidents(connection, [incident.id for incident in batch])
        _insert(connection, batch)
        count += len(batch)
    pairs = voices_of.items() if isinstance(voices_of, Mapping) else voices_of
    for said in _batches(pairs):
        if dropped is not None:
            connection.execute(sa.delete(voices).where(voices.c.subject.in_([s for s, _ in said])))
        connection.execute(sa.insert(voices), [{"subject": s, "voice": v} for s, v in said])
    return count


def forget_incidents(store: Store) -> None:
    """Drop all that was made from what is kept, the index of linking too. Wants an open `store.atomic()`."""
    for table in (*DERIVED, *LINK_INDEX, link_gone):
        store.writing().execute(sa.delete(table))


def drop_voices(store: Store, reports: Iterable[str]) -> None:
    """Forget the voices of these reports and of their claims. Wants an open `store.atomic()`."""
    gone = sorted(reports)
    drop_claim_voices(store, gone)
    for batch in _batches(gone):
        store.writing().execute(sa.delete(voices).where(voices.c.subject.in_(batch)))


def drop_claim_voices(store: Store, reports: Iterable[str]) -> None:
    """Forget the voices of the claims of these reports. Wants an open `store.atomic()`."""
    for batch in _batches(reports):
        read = sa.select(claims.c.id).join(
            told_reports,
            sa.and_(claims.c.reading == told_reports.c.reading, claims.c.report == told_reports.c.id),
        )
        by_people = sa.select(claims.c.id).where(claims.c.reading.is_(None), claims.c.report.in_(batch))
        for theirs in (read.where(told_reports.c.id.in_(batch)), by_people):
            store.writing().execute(sa.delete(voices).where(voices.c.subject.in_(theirs)))


def voices_of(store: Store, reports: Sequence[str]) -> dict[str, str]:
    """The voice of each of these reports, where it is known."""
    found: dict[str, str] = {}
    with store.reading() as connection:
        for batch in _batches(reports):
            rows = connection.execute(sa.select(voices).where(voices.c.subject.in_(batch)))
            found |= {row.subject: row.voice for row in rows}
    return found


def holding(store: Store, reports: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The incidents that hold any of these reports, each with all its reports, sorted."""
    table = incident_reports
    members: dict[str, list[str]] = defaultdict(list)
    with store.reading() as connection:
        for batch in _batches(sorted(reports)):
            of_these = sa.select(table.c.incident).where(table.c.report.in_(batch))
            fresh = set(connection.execute(of_these).scalars()) - set(members)
            for some in _batches(sorted(fresh)):
                for row in connection.execute(sa.select(table).where(table.c.incident.in_(some))):
                    members[row.incident].append(row.report)
    return {ident: tuple(sorted(found)) for ident, found in sorted(members.items())}


def drop_incidents(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Delete these incidents and what hangs on them; unknown ids are let be."""
    for batch in _batches(ids):
        for table in (facets, resolutions, incident_reports):
            connection.execute(sa.delete(table).where(table.c.incident.in_(batch)))
        connection.execute(sa.delete(incidents).where(incidents.c.id.in_(batch)))


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _insert(connection: sa.Connection, batch: list[Incident]) -> None:
    connection.execute(sa.insert(incidents), [columns_of(i) for i in batch])
    texts = _texts(connection, [report for i in batch for report in i.reports])
    held = [
        {"report": report, "incident": i.id, "text": texts.get(report)} for i in batch for report in i.reports
    ]
    resolved = [
        {"incident": i.id, "position": k, "profile": r.profile, "slot": r.slot, "data": r}
        for i in batch
        for k, r in enumerate(i.resolutions)
    ]
    named = [
        {"name": name, "value": value, "incident": i.id}
        for i in batch
        for name, value in sorted(facets_of(i))
    ]
    for table, found in ((incident_reports, held), (resolutions, resolved), (facets, named)):
        if found:
            connection.execute(sa.insert(table), found)


def _texts(connection: sa.Connection, reports: Sequence[str]) -> dict[str, int]:
    """The number of each report's document."""
    query = sa.select(told_reports.c.id, documents.c.seq).distinct()
    query = query.join(documents, documents.c.id == told_reports.c.document)
    found: dict[str, int] = {}
    for some in _batches(reports):
        found |= {row.id: row.seq for row in connection.execute(query.where(told_reports.c.id.in_(some)))}
    return found


def standing_of(incident: Incident, profile: str = DEFAULT_PROFILE) -> list[Resolution]:
    """What stands under a profile."""
    return [r for r in incident.resolutions if r.profile == profile and r.stands]


def columns_of(incident: Incident, profile: str = DEFAULT_PROFILE) -> dict[str, Any]:
    """The row of an incident in the table that lists are made from."""
    standing = standing_of(incident, profile)
    days = [r.value for r in standing if r.slot == "started" and isinstance(r.value, When)]
    places = [r.value for r in standing if r.slot == "place" and isinstance(r.value, Place)]
    place = places[0] if places else None
    return {
        "id": incident.id,
        "title": plain(incident.title),
        "occurrence": incident.occurrence,
        "review_status": incident.review_status,
        **_days(days[0] if days else None),
        "country": place and place.country,
        "place": place and plain(place.name),
        "lat": place and place.lat,
        "lon": place and place.lon,
        "precision": place and place.precision,
        "type": next((str(r.value) for r in standing if r.slot == "type"), None),
        "worth": worth(incident.occurrence, standing),
        **_killed(standing),
        "report_count": len(incident.reports),
        "relations": relation_data(incident.relations),
    }


def worth(occurrence: str, standing: list[Resolution]) -> float:
    """How much a person's look at the incident is worth: a disputed one, one whose voices differ widely or
    that many died in, and one of which little is sure come first."""
    toll = _killed(standing)
    killed, low, high = (toll[name] or 0 for name in ("killed", "killed_low", "killed_high"))
    sure = {r.slot for r in standing if not r.opposing}
    doubt = sum(slot not in sure for slot in ("started", "place", "type"))
    return round(
        DISPUTED * (occurrence != "established")
        + math.log1p(max(0, killed))
        + math.log1p(max(0, high - low))
        + doubt / 2,
        3,
    )


def _days(when: When | None) -> dict[str, str]:
    if when is None or (when.earliest is None and when.latest is None):
        return {"day_first": "", "day_last": ""}
    last = str(when.latest) if when.latest else OPEN_END
    return {"day_first": str(when.earliest or ""), "day_last": last}


def _killed(standing: list[Resolution]) -> dict[str, int | None]:
    """The headline toll: of nobody in particular, and total."""
    for found in standing:
        value = found.value
        if found.slot == "killed" and isinstance(value, Figure) and not value.of and value.scope == "total":
            best = found.best if found.best is not None else found.low
            return {
                "killed_low": found.low,
                "killed": -1 if best is None else best,
                "killed_high": found.high,
            }
    return {"killed_low": None, "killed": -1, "killed_high": None}


def facets_of(incident: Incident, profile: str = DEFAULT_PROFILE) -> set[tuple[str, str]]:
    """What the lists can be narrowed by, as (name, value)."""
    found: set[tuple[str, str | None]] = set()
    for resolution in standing_of(incident, profile):
        value = resolution.value
        if resolution.slot in ("type", "stage") and isinstance(value, str):
            found.add((resolution.slot, value))
        elif isinstance(value, Place):
            found.add(("country", value.country))
        elif isinstance(value, Organisation):
            found |= {("actor", value.name), ("actor_kind", value.actor_kind), ("link", value.link)}
        elif isinstance(value, Individual):
            found.add(("status", value.status))
        elif isinstance(value, Target | Weapon):
            found.add((resolution.slot, value.kind))
    return {(name, str(plain(value))) for name, value in found if value}
