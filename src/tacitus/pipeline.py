"""READ THIS FIRST: the whole flow on one page. It alone knows the order of the stages.

    Raw ──read──▶ Document ──extract──▶ Record(reports, statements, …) ──link──▶ clusters ──reconcile──▶
    Incidents

`read_one` takes a page to its record; `ingest` keeps the records of many pages; `relink` makes the
incidents anew from all that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Self

from tacitus import extract as reading
from tacitus.errors import UsageError
from tacitus.lang.gazetteer import Gazetteer
from tacitus.lang.gazetteer_build import build, file_name
from tacitus.link import Clustering, Signature, Text, fold, link, sign
from tacitus.model import Decision, Document, Record
from tacitus.read import Failed, Parser, Raw, Worker, read_page, sources
from tacitus.reconcile import Told, make_incident
from tacitus.store import Store, add_failure, add_record, replace_incidents, views

METHOD = "rules-en/1"
"""Names the version of everything in extract/; another name makes stored pages be read again."""


BATCH = 20
"""Pages in one transaction: about a second's reading, so that a kill loses no more and the desk waits
little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the stages need that is not in the page."""

    gazetteer: Gazetteer
    parser: Parser

    @classmethod
    def load(
        cls, cache: Path, *, page_seconds: float = 10.0, say: Callable[[str], None] = lambda _: None
    ) -> Self:
        """Open what ships with tacitus; the gazetteer is built in `cache` at first use (some seconds)."""
        path = cache / file_name()
        if not path.exists():
            say("tacitus: building the gazetteer, once …")
            build(path)
        return cls(gazetteer=Gazetteer.open(path), parser=Worker(seconds=page_seconds))


def read_one(
    page: str, tools: Tools, *, url: str | None = None, published: date | None = None, mentions: bool = False
) -> Record:
    """The record of the one page at `page` (a path, or "-" for standard input).

    Raises NotFound for a wrong path, InputError where the page cannot be read, UsageError where there are
    several.
    """
    found = []
    for raw in sources(page):
        found.append(raw)
        if len(found) > 1:
            raise UsageError(f"{page} holds several pages; read them one by one")
    if not found:
        raise UsageError(f"{page} holds no page")
    if isinstance(found[0], Failed):
        raise found[0].error
    return read_raw(found[0], tools, url=url, published=published, mentions=mentions)


def read_raw(
    raw: Raw, tools: Tools, *, url: str | None = None, published: date | None = None, mentions: bool = False
) -> Record:
    """Raw -> Document -> Record. What the caller knows of the page outranks what stands on it."""
    raw = replace(raw, url=url or raw.url, published=published.isoformat() if published else raw.published)
    return understand(read_page(raw, parser=tools.parser), tools, mentions=mentions)


def understand(document: Document, tools: Tools, *, mentions: bool = False) -> Record:
    """Document -> Record: everything that is read from one page's text."""
    if not document.text:
        return Record(document=document)
    document = replace(document, published=reading.date_of(document))
    happenings = reading.find_happenings(document)
    triggers = tuple(sorted({span for happening in happenings for span in happening.triggers}))
    places = reading.find_places(document, tools.gazetteer)
    figures = reading.find_figures(document)
    findings = (
        *figures,
        *reading.count_people(document, figures),
        *reading.find_whens(document, triggers),
        *reading.find_happening_places(document, places, triggers),
        *reading.find_parties(document),
    )
    disputes, statements = reading.find_disputes(document, reading.find_statements(document))
    reports = reading.assemble(document, happenings, findings, statements, method=METHOD)
    return Record(
        document=document,
        reports=reports,
        statements=statements,
        disputes=disputes,
        relations=reading.find_relations(document, happenings, reports),
        series=reading.find_series(document),
        statistics=reading.find_statistics(document),
        mentions=reading.list_mentions(document, places, statements) if mentions else (),
    )


# ---- many pages ----


@dataclass(slots=True)
class Summary:
    """What an ingest did: pages read, known already, without text; (source, reason) of what failed."""

    read: int = 0
    known: int = 0
    without_text: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def ingest(
    paths: Iterable[str], store: Store, tools: Tools, *, now: Callable[[], str], step: Callable[[str], None]
) -> Summary:
    """Read every page at `paths` and keep its record. What is committed is kept whatever happens later.

    `step` is called with the source of each input once it is safe on disk. A page that the store knows,
    read by this method, is passed over. Raises NotFound, before anything is written, for a path that is not
    there.
    """
    inputs = [sources(path) for path in paths]
    summary = Summary()
    batch: list[tuple[Raw | Failed, Record | None]] = []
    for stream in inputs:
        for raw in stream:
            if isinstance(raw, Raw) and _is_known(raw, store):
                summary.known += 1
                step(raw.source)
                continue
            batch.append((raw, None if isinstance(raw, Failed) else read_raw(raw, tools)))
            if len(batch) == BATCH:
                _keep(batch, store, summary, now, step)
                batch.clear()
    _keep(batch, store, summary, now, step)
    return summary


def _is_known(raw: Raw, store: Store) -> bool:
    digest = sha256(raw.body).hexdigest()
    return views.is_current(store, source=raw.source, digest=digest, extracted_by=METHOD)


def _keep(
    batch: Sequence[tuple[Raw | Failed, Record | None]],
    store: Store,
    summary: Summary,
    now: Callable[[], str],
    step: Callable[[str], None],
) -> None:
    if not batch:
        return
    at = now()
    with store.atomic():
        for raw, record in batch:
            if isinstance(raw, Failed):
                add_failure(store, source=raw.source, reason=raw.reason, at=at)
                summary.failures.append((raw.source, raw.reason))
            elif record is not None:
                new = add_record(store, record, source=raw.source, at=at, extracted_by=METHOD)
                summary.read += new
                summary.known += not new
                summary.without_text += new and not record.document.text
    for raw, _ in batch:
        step(raw.source)


def cluster(records: Sequence[Record], decisions: Sequence[Decision] = ()) -> Clustering:
    """Which reports of these pages tell of one happening."""
    voices = fold([_text(record.document) for record in records])
    return link(_signatures(records, voices), decisions)


def _text(document: Document) -> Text:
    return Text(document=document.id, published=_spoken(document), url=document.url, text=document.text)


def _spoken(document: Document) -> str:
    day = document.published and (document.published.earliest or document.published.latest)
    return day.isoformat() if day else ""


def _signatures(records: Iterable[Record], voices: dict[str, str]) -> list[Signature]:
    return [
        sign(record.document, report, voices[record.document.id])
        for record in records
        for report in record.reports
        if report.role != "aggregate"
    ]


def relink(store: Store) -> int:
    """Make all incidents anew from what is kept; how many there are. The order of ingest does not matter."""
    with store.snapshot():
        records = list(views.records(store))
        decisions = views.standing_decisions(store)
    voices = fold([_text(record.document) for record in records])
    clustering = link(_signatures(records, voices), decisions)
    told = {
        report.id: Told(report=report, voice=voices[record.document.id], spoken=_spoken(record.document))
        for record in records
        for report in record.reports
    }
    made = (make_incident([told[report] for report in group]) for group in clustering.clusters)
    with store.atomic():
        return replace_incidents(
            store, made, voices_of={ident: one.voice for ident, one in sorted(told.items())}
        )
