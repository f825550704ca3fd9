"""Many pages and a store: `ingest` keeps what is read from each, `link_new` links it, `relink` links all.

Both stream: a batch of pages is held at a time, never all of them.
"""

from __future__ import annotations

import os
import traceback
from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from tacitus import pipeline
from tacitus.errors import RecordError, TacitusError
from tacitus.link import Change, Linker, News, Rarity, verdicts
from tacitus.model import Incident, Record
from tacitus.pipeline import LINKER, Tools
from tacitus.read import Failed, Raw, file_count, sources
from tacitus.reconcile import Judged, judged
from tacitus.store import (
    LinkIndex,
    Store,
    add_failure,
    add_record,
    drop_claim_voices,
    drop_voices,
    forget_incidents,
    note_linked,
    replace_incidents,
    views,
)

BATCH = 20
"""Pages in one transaction: about a second's reading, so that a kill loses no more and the desk waits
little."""

LINKED = 500
"""Readings that are linked in one transaction, within some seconds."""

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
    """One input when its turn is over: its record and by what it was read, or why there is none and where it
    went wrong."""

    source: str
    record: Record | None = None
    method: str = ""
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
        if isinstance(raw, Raw) and _is_known(raw, store, tools):
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


def _is_known(raw: Raw, store: Store, tools: Tools) -> bool:
    digest = sha256(raw.body).hexdigest()
    return views.is_current(store, source=raw.source, digest=digest, extracted_by=tools.method)


def _done(raw: Raw | Failed, tools: Tools) -> _Done:
    if isinstance(raw, Failed):
        return _Done(source=raw.source, reason=raw.reason)
    try:
        return _Done(source=raw.source, record=pipeline.read_raw(raw, tools), method=tools.method)
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
    return add_record(store, done.record, source=done.source, at=at, extracted_by=done.method)


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
    return views.linked(store) == f"{LINKER} {views.truth(store)}"


def link_new(store: Store, *, step: Callable[[int, int], None] = lambda done, all_: None) -> int:
    """Link what was added since the last linking; how many incidents were made or made anew.

    What it costs depends on what was added and on what that touches. Each batch has a transaction of its
    own: after a kill, the next call goes on behind the last one. `step` hears how many of how many readings
    are done. The incidents are those that `relink` would make, byte for byte.
    """
    made, done = 0, 0
    todo = views.left_to_link(store, _reached(store))
    linker, state = None, None
    while not is_linked(store):
        with store.atomic():
            if linker is None or views.linked(store) != state:  # somebody else linked meanwhile
                linker = Linker(LinkIndex(store), Rarity.shipped())
            made += _link_some(store, linker)
            state = views.linked(store)
        done = min(todo, done + LINKED)
        step(done, todo)
    return made


def relink(store: Store, *, step: Callable[[int, int], None] = lambda done, all_: None) -> int:
    """Make all incidents anew from what is kept; how many there are. The order of ingest does not matter.

    As `link_new` after everything was forgotten: until it is done, the list of incidents is not whole.
    """
    with store.atomic():
        forget_incidents(store)
    link_new(store, step=step)
    return views.incident_count(store)


def _reached(store: Store) -> views.Mark:
    linker, _, mark = (views.linked(store) or "").partition(" ")
    return views.Mark.read(mark) if linker == LINKER else views.Mark()


def _link_some(store: Store, linker: Linker) -> int:
    """Link the next batch; how many incidents were made."""
    if (views.linked(store) or "").partition(" ")[0] != LINKER:
        forget_incidents(store)
    changed = views.changed_since(store, _reached(store), LINKED)
    decisions = views.standing_decisions(store)
    said = judged(decisions)
    gathered = pipeline.gather(r for r in changed.records if r.document.id not in said.left_out)
    numbers = changed.numbers
    news = News(
        gone=changed.gone,
        texts={numbers[s.document]: s for s in gathered.sketches},
        reports={numbers[s.report]: (numbers[s.document], s) for s in gathered.signatures},
        verdicts=verdicts(decisions),
    )
    change = linker.update(news, LinkIndex(store))
    read_anew = {report.id for record in changed.records for report in record.reports}
    made = _replace(store, change, read_anew | set(change.voices), said)
    note_linked(store, f"{LINKER} {changed.upto}")
    return made


def _replace(store: Store, change: Change, other: Set[str], said: Judged) -> int:
    """Put the clusters of the change in the place of the incidents that held their reports; how many were
    written. One with the members it had, none of them among the `other` ones, is left as it is."""
    named = {report for cluster in change.clusters for report in cluster} | change.gone
    before = views.holding(store, named)
    wanted = set(change.clusters)
    kept = {i for i, members in before.items() if members in wanted and other.isdisjoint(members)}
    again = wanted - {before[ident] for ident in kept}
    drop_voices(store, change.gone)
    replace_incidents(store, (), voices_of=change.voices, dropped=set(before) - kept)
    drop_claim_voices(store, {report for cluster in again for report in cluster})
    heard: dict[str, str] = {}  # filled while the incidents are made, written behind them
    return replace_incidents(
        store, _incidents(store, sorted(again), said, heard), voices_of=heard, dropped=()
    )


def _incidents(
    store: Store, clusters: Iterable[tuple[str, ...]], said: Judged, heard: dict[str, str]
) -> Iterator[Incident]:
    """The incidents of these clusters, as people judged of them. A report that was erased since they were
    made is left out. Claims of another voice than their page's are put into `heard`."""
    rest = iter(clusters)
    while some := list(islice(rest, INCIDENTS)):
        ids = [ident for group in some for ident in group]
        alone = [group[0] for group in some if len(group) == 1]
        beside = [ident for group in some if len(group) > 1 for ident in group]
        rows = {row.id: row for row in views.reports_by_id(store, alone)}
        rows |= {row.id: row for row in views.reports_by_id(store, beside, texts=True)}
        voice_of = views.voices_of(store, ids)
        voices = {row.document.id: voice_of[row.id] for row in rows.values()}
        for group in some:
            told = [(rows[ident].document, rows[ident].report) for ident in group if ident in rows]
            if told:
                speakers = {
                    k: who for ident in group if ident in rows for k, who in rows[ident].speakers.items()
                }
                within = pipeline.own_words(told, voices, speakers)
                heard |= within
                yield pipeline.add_up(told, ChainMap(within, voices), speakers, said)
