"""READ THIS FIRST: the whole flow on one page. It alone knows the order of the stages.

    Raw ──read──▶ Document ──extract──▶ Record(reports, statements, …) ──link──▶ clusters ──reconcile──▶
    Incidents

`understand` takes a page to its record, `gather`, `cluster` and `add_up` take many records to their
incidents. All of it is in memory and knows no database; tacitus.archive does the same for a store, a few
pages at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from tacitus import extract as reading
from tacitus.errors import UsageError
from tacitus.lang.gazetteer import Gazetteer
from tacitus.lang.gazetteer_lists import open_in
from tacitus.lang.rows import Row, rows_of
from tacitus.link import Clustering, Pool, Signature, Sketch, Text, claim_voices, fold, link, sign, sketch
from tacitus.model import Decision, Document, Incident, Record, Report, Speaker
from tacitus.read import Failed, Parser, Raw, Worker, read_page, sources
from tacitus.reconcile import Judged, Told, make_incident

METHOD = "rules-en/3"
"""Names the version of the rules in read/ and extract/; `Tools.method` adds the learned reader's."""

LINKER = "links/7"
"""Names the version of everything in link/ and reconcile/; another name makes incidents be made again."""


NO_SPEAKERS: Mapping[str, Speaker] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the stages need that is not in the page."""

    gazetteer: Gazetteer
    parser: Parser
    reader: reading.Reader | None = None
    """The learned reader; without one the rules read alone."""

    @property
    def method(self) -> str:
        """Names everything that reads a page; stored pages that another method read are read again."""
        return METHOD if self.reader is None else f"{METHOD}+{self.reader.method}"

    @classmethod
    def load(
        cls,
        cache: Path,
        *,
        page_seconds: float = 10.0,
        reader: Path | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> Self:
        """Open what ships with tacitus and the user's lists of places; the gazetteer is built in `cache` at
        first use (some seconds). `reader` is a model file, by default the one that ships."""
        return cls(
            gazetteer=open_in(cache, say=say),
            parser=Worker(seconds=page_seconds),
            reader=reading.open_reader(reader),
        )

    def close(self) -> None:
        """Let go of the gazetteer's file and end the parser's process."""
        self.gazetteer.close()
        if isinstance(self.parser, Worker):
            self.parser.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


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
    places = reading.find_places(document, tools.gazetteer) if happenings or mentions else ()
    rows = rows_of(document)
    opinion = tools.reader.read(document, METHOD) if tools.reader and happenings else None
    happenings = reading.doubted(happenings, opinion) if opinion else happenings
    findings = _findings(document, rows, happenings, places, opinion)
    disputes, statements = reading.find_disputes(document, reading.find_statements(document))
    reports = reading.assemble(
        document, happenings, (*findings, *reading.find_denied(document, statements)), statements,
        method=METHOD,
        supposed=reading.assumed_when(document),
        zone_of=lambda place: reading.zone_of(place, tools.gazetteer),
    )  # fmt: skip
    return Record(
        document=document,
        reports=reports,
        statements=statements,
        disputes=(*disputes, *reading.find_rivals(document, reports, statements)),
        relations=reading.find_relations(document, happenings, reports),
        series=reading.find_series(document, reading.place_before(document, places), rows),
        statistics=reading.find_statistics(document, rows),
        mentions=reading.list_mentions(document, places, statements) if mentions else (),
    )


def _findings(
    document: Document,
    rows: Sequence[Row],
    happenings: Sequence[reading.Happening],
    places: Sequence[reading.PlaceMention],
    opinion: reading.Opinion | None,
) -> tuple[reading.Finding, ...]:
    """What the readers of single slots find; nothing where nothing happened that it could be told of."""
    if not happenings:
        return ()
    triggers = tuple(sorted({span for happening in happenings for span in happening.triggers}))
    return (
        *reading.read_people(document, rows),
        *reading.find_whens(document, triggers),
        *reading.find_happening_places(document, places, happenings),
        *reading.find_parties(document, opinion),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What linking needs of many records, without their texts: sketches of the documents, signatures of the
    reports (their voice is put in by `cluster`)."""

    sketches: tuple[Sketch, ...]
    signatures: tuple[Signature, ...]


def gather(records: Iterable[Record]) -> Gathered:
    """Record… -> Gathered; one record is held at a time. A total over many happenings belongs to none, but
    where the page tells them as the parts of one operation: the whole of that is an incident too."""
    pool = Pool()
    sketches, signatures = [], []
    for record in records:
        document = record.document
        sketches.append(sketch(_text(document)))
        wholes = {relation.to for relation in record.relations if relation.kind == "part_of"}
        signatures += [
            pool.shared(sign(document, report, document.id))
            for report in record.reports
            if report.role != "aggregate" or report.id in wholes
        ]
    return Gathered(sketches=tuple(sketches), signatures=tuple(signatures))


def cluster(gathered: Gathered, decisions: Sequence[Decision] = ()) -> tuple[Clustering, dict[str, str]]:
    """Gathered -> which reports tell of one happening, and the voice of each document."""
    voices = fold(gathered.sketches)
    told = [replace(signature, voice=voices[signature.document]) for signature in gathered.signatures]
    return link(told, decisions), voices


def own_words(
    reports: Sequence[tuple[Document, Report]],
    voices: Mapping[str, str],
    speakers: Mapping[str, Speaker] = NO_SPEAKERS,
) -> dict[str, str]:
    """The reports of one cluster, each with its document and its text -> the voice of each claim and report
    whose voice is another than its document's."""
    return claim_voices(reports, voices, speakers) if len(reports) > 1 else {}


def add_up(
    reports: Iterable[tuple[Document, Report]],
    voices: Mapping[str, str],
    speakers: Mapping[str, Speaker] = NO_SPEAKERS,
    judged: Judged | None = None,
) -> Incident:
    """The reports of one cluster, each with its document -> Incident. `voices` gives the voice of each
    document, and of each claim (by id) whose voice is another (`own_words`); `speakers` says who makes
    the statements (by id) that claims come from, `judged` what people decided."""
    return make_incident(
        [
            Told(
                report=report,
                voice=voices[document.id],
                voices=voices,
                spoken=document.spoken,
                speakers=speakers,
                outlet=document.publisher or "",
            )
            for document, report in reports
        ],
        judged=judged,
    )


def _text(document: Document) -> Text:
    return Text(
        document=document.id, published=_spoken(document), url=document.url, text=document.text,
        title=document.title,
    )  # fmt: skip


def _spoken(document: Document) -> str:
    day = document.published and (document.published.earliest or document.published.latest)
    return day.isoformat() if day else ""
