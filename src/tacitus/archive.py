"""Many pages and a store: `ingest` keeps what is read from each, `relink` makes the incidents anew.

Both stream: a batch of pages is held at a time, and of all pages no more than `pipeline.gather` keeps.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from tacitus import pipeline
from tacitus.errors import RecordError, TacitusError
from tacitus.model import Incident, Record
from tacitus.pipeline import LINKER, METHOD, Tools
from tacitus.read import Failed, Raw, sources
from tacitus.store import Store, add_failure, add_record, replace_incidents, views

BATCH = 20
"""Pages in one transaction: about a second's reading, so that a kill loses no more and the desk waits
little."""

INCIDENTS = 200
"""Incidents whose claims are held at a time."""

_FAULT = "a fault in tacitus, please report it"


@dataclass(slots=True)
class Summary:
    """What an ingest did: pages read anew, known already, kept without text (reason -> how many), and
    (source, reason) of what failed."""

    read: int = 0
    known: int = 0
    without_text: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """One input when its turn is over: its record, or why there is none and where it went wrong."""

    source: str
    record: Record | None = None
    reason: str = ""
    trace: str = ""


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
    batch: list[_Done] = []
    for raw in (raw for stream in inputs for raw in stream):
        if isinstance(raw, Raw) and _is_known(raw, store):
            summary.known += 1
            step(raw.source)
            continue
        batch.append(_done(raw, tools))
        if len(batch) == BATCH:
            _keep(batch, store, summary, now(), step)
            batch.clear()
    _keep(batch, store, summary, now(), step)
    return summary


def _is_known(raw: Raw, store: Store) -> bool:
    digest = sha256(raw.body).hexdigest()
    return views.is_current(store, source=raw.source, digest=digest, extracted_by=METHOD)


def _done(raw: Raw | Failed, tools: Tools) -> _Done:
    if isinstance(raw, Failed):
        return _Done(source=raw.source, reason=raw.reason)
    try:
        return _Done(source=raw.source, record=pipeline.read_raw(raw, tools))
    except TacitusError as error:
        return _Done(source=raw.source, reason=str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page must not stop a thousand others
        reason = f"{_FAULT}: {type(error).__name__}: {error}"
        return _Done(source=raw.source, reason=reason, trace=traceback.format_exc())


def _keep(
    batch: Sequence[_Done], store: Store, summary: Summary, at: str, step: Callable[[str], None]
) -> None:
    """Keep the batch in one transaction, or, where a record contradicts itself, page by page without it."""
    if not batch:
        return
    try:
        with store.atomic():
            news = [_write(done, store, at) for done in batch]
    except RecordError as error:
        alone = [_Done(source=batch[0].source, reason=f"{_FAULT}: {error}")] if len(batch) == 1 else batch
        for done in alone:
            _keep([done], store, summary, at, step)
        return
    for done, new in zip(batch, news, strict=True):
        _count(done, summary, new=new)
        step(done.source)


def _write(done: _Done, store: Store, at: str) -> bool:
    if done.record is None:
        return add_failure(store, source=done.source, reason=done.reason, kind=done.trace, at=at)
    return add_record(store, done.record, source=done.source, at=at, extracted_by=METHOD)


def _count(done: _Done, summary: Summary, *, new: bool) -> None:
    if done.record is None:
        summary.failures.append((done.source, done.reason))
    elif not new:
        summary.known += 1
    else:
        summary.read += 1
        if not done.record.document.text:
            summary.without_text[done.record.document.reason] += 1


def is_linked(store: Store) -> bool:
    """True when the incidents are those of all that is kept: nothing was added since, and no linking was
    cut short."""
    return views.linked(store) == _state(store)


def _state(store: Store) -> str:
    return f"{LINKER} {views.truth(store)}"


def relink(store: Store, *, say: Callable[[str], None] = lambda _: None) -> int:
    """Make all incidents anew from what is kept; how many there are. The order of ingest does not matter.

    `say` hears which stage begins.
    """
    say("gathering")
    with store.snapshot():
        state = _state(store)
        gathered = pipeline.gather(views.tellings(store))
        decisions = views.standing_decisions(store)
    say("linking")
    clustering, voices = pipeline.cluster(gathered, decisions)
    document_of = {signature.report: signature.document for signature in gathered.signatures}
    del gathered
    say("resolving")
    with store.atomic():
        return replace_incidents(
            store,
            _incidents(store, clustering.clusters, voices),
            voices_of=((report, voices[document]) for report, document in sorted(document_of.items())),
            state=state,
        )


def _incidents(
    store: Store, clusters: Iterable[tuple[str, ...]], voices: Mapping[str, str]
) -> Iterator[Incident]:
    """The incidents of these clusters. A report that was erased since they were made is left out."""
    rest = iter(clusters)
    while some := list(islice(rest, INCIDENTS)):
        rows = {
            row.id: row for row in views.reports_by_id(store, [ident for group in some for ident in group])
        }
        for group in some:
            told = [(rows[ident].document, rows[ident].report) for ident in group if ident in rows]
            if told:
                yield pipeline.add_up(told, voices)
