"""Many pages and a store: `ingest` keeps what is read from each, `relink` makes the incidents anew.

Both stream: a batch of pages is held at a time, and of all pages no more than `pipeline.gather` keeps.
"""

from __future__ import annotations

import os
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
from tacitus.read import Failed, Raw, file_count, sources
from tacitus.reconcile import Judged, judged
from tacitus.store import Store, add_failure, add_record, replace_incidents, views

BATCH = 20
"""Pages in one transaction: about a second's reading, so that a kill loses no more and the desk waits
little."""

INCIDENTS = 200
"""Incidents whose claims are held at a time."""

_FAULT = "a fault in tacitus, please report it"


@dataclass(slots=True)
class Summary:
    """What an ingest did: pages read anew, those of them that tell of no attack, known already, kept without
    text (reason -> how many), and (source, reason) of what failed."""

    read: int = 0
    silent: int = 0
    known: int = 0
    without_text: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The same in words."""
        if not (self.read or self.known or self.failures):
            return ["no pages there"]
        made = [f"{self.read:,} read"]
        if self.silent:
            made.append(f"{self.silent:,} of them without an attack")
        if self.without_text:
            reasons = "; ".join(f"{n:,} {reason}" for reason, n in sorted(self.without_text.items()))
            made.append(f"{self.without_text.total():,} of them without text ({reasons})")
        made.append(f"{self.known:,} known already")
        if self.failures:
            made.append(f"{len(self.failures):,} failed")
        return [f"pages: {', '.join(made)}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """One input when its turn is over: its record, or why there is none and where it went wrong."""

    source: str
    record: Record | None = None
    reason: str = ""
    trace: str = ""


def count_files(paths: Iterable[str]) -> int | None:
    """How many files there are at `paths`, None where standard input is among them. Raises NotFound."""
    found = [file_count(path) for path in paths]
    return None if None in found else sum(n for n in found if n)


def ingest(
    paths: Iterable[str], store: Store, tools: Tools, *, now: Callable[[], str], step: Callable[[str], None]
) -> Summary:
    """Read every page at `paths` and keep its record. What is committed is kept whatever happens later.

    `step` is called with the source of each input once it is safe on disk. A page that the store knows,
    read by this method, is passed over. Raises NotFound, before anything is written, for a path that is not
    there.
    """
    inputs = [sources(path) for path in paths]
    own = _own_files(store)
    summary = Summary()
    batch: list[_Done] = []
    for raw in (raw for stream in inputs for raw in stream):
        if isinstance(raw, Failed) and os.path.abspath(raw.source) in own:
            continue
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


def _own_files(store: Store) -> frozenset[str]:
    """The files of the store itself, which may lie in the folder that is read."""
    name = os.path.abspath(store.name)
    return frozenset((name, f"{name}-wal", f"{name}-shm", f"{name}-journal"))


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
        elif not done.record.reports:
            summary.silent += 1


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
        decisions = views.standing_decisions(store)
        said = judged(decisions)
        standing = (r for r in views.tellings(store) if r.document.id not in said.left_out)
        gathered = pipeline.gather(standing)
    say("linking")
    clustering, voices = pipeline.cluster(gathered, decisions)
    document_of = {signature.report: signature.document for signature in gathered.signatures}
    del gathered
    say("resolving")
    with store.atomic():
        return replace_incidents(
            store,
            _incidents(store, clustering.clusters, voices, said),
            voices_of=((report, voices[document]) for report, document in sorted(document_of.items())),
            state=state,
        )


def _incidents(
    store: Store, clusters: Iterable[tuple[str, ...]], voices: Mapping[str, str], said: Judged
) -> Iterator[Incident]:
    """The incidents of these clusters, as people judged of them. A report that was erased since they were
    made is left out."""
    rest = iter(clusters)
    while some := list(islice(rest, INCIDENTS)):
        rows = {
            row.id: row for row in views.reports_by_id(store, [ident for group in some for ident in group])
        }
        for group in some:
            told = [(rows[ident].document, rows[ident].report) for ident in group if ident in rows]
            if told:
                speakers = {
                    k: who for ident in group if ident in rows for k, who in rows[ident].speakers.items()
                }
                yield pipeline.add_up(told, voices, speakers, said)
