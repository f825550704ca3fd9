"""The incidents as they may be published: masked, without calls to violence wherever their words stand, and
without the words of pages that a person called restricted.

A call is left out of the statements; evidence that shares words with one keeps its place and loses its words
("withheld": "incitement"); a value that is nothing but such words goes with its claims. A restricted page is
counted as a voice, and its figures stand; its words, title and address do not leave ("withheld":
"restricted").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from tacitus import public
from tacitus.model import Record
from tacitus.reconcile import judged
from tacitus.store import Store, views
from tacitus.store.views import IncidentFilter

Object = dict[str, Any]
Spans = Mapping[str, Sequence[tuple[int, int]]]

INCITEMENT, RESTRICTED = "incitement", "restricted"
_ANYWHERE = (0, 1 << 40)
"""A stretch that holds every place of a page."""
_WORDS = ("motive", "demand", "response", "outcome", "damage")
"""Slots whose value is the words of the page."""
_RUN, _SHORTEST = 5, 3
"""So many words in a row make it the call that is repeated (in a title, on another page); a call of fewer
words is looked for whole, and one of fewer than three by its place alone."""
_WORD = re.compile(r"\w+")


def leaving(store: Store, wanted: IncidentFilter, *, unmasked: bool = False, **how: Any) -> Iterator[Object]:
    """Every incident that fits, by id, as it may be published. `how` is that of `public.incidents`: the
    profile, the day as of which."""
    closed = judged(views.standing_decisions(store)).restricted
    for found, own in public.incidents_with_pages(store, wanted, unmasked=unmasked, **how):
        calls = calls_of(own[ident] for ident in public.documents_of(found))
        yield without_pages(without_calls(found, calls), closed)


def without_pages(found: Object, closed: Set[str]) -> Object:
    """The data of an incident without the words, titles and addresses of these documents."""
    if closed.isdisjoint(public.documents_of(found)):
        return found
    blank = {"title": "", "url": None, "source": ""}
    reports = [
        {**r, **blank, "withheld": RESTRICTED} if r["document"] in closed else r for r in found["reports"]
    ]
    said = [s for s in found["statements"] if s["document"] not in closed]
    return _without(
        {**found, "reports": reports, "statements": said},
        {ident: (_ANYWHERE,) for ident in closed},
        RESTRICTED,
    )


def calls_of(pages: Iterable[Record]) -> dict[str, list[tuple[int, int, str]]]:
    """Document -> where its calls to violence stand, and their words."""
    made = {
        page.document.id: [
            (s.content.start, s.content.end, s.content.quote) for s in page.statements if s.act == "incite"
        ]
        for page in pages
    }
    return {ident: calls for ident, calls in made.items() if calls}


def without_calls(found: Object, calls: Mapping[str, Sequence[tuple[int, int, str]]]) -> Object:
    """The data of an incident without what is said in `calls` (document -> start, end, words)."""
    said = [s for s in found["statements"] if s["act"] != "incite"]
    found = {**found, "statements": said}
    if not calls:
        return found
    spans = {ident: [(start, end) for start, end, _ in told] for ident, told in calls.items()}
    shown = _without(found, spans, INCITEMENT)
    runs = {run for told in calls.values() for _, _, words in told for run in _runs(words)}
    clean: Object = _silenced(shown, runs)
    return clean


def _without(found: Object, spans: Spans, why: str) -> Object:
    """The data without the words in these stretches, and without values that are nothing but such words."""
    shown: Object = _blanked(found, spans, None, why)
    gone = {c["id"] for c in shown["claims"] if c["slot"] in _WORDS and _is_withheld(c["evidence"])}
    shown["claims"] = [c for c in shown["claims"] if c["id"] not in gone]
    shown["slots"] = _slots(shown["slots"], gone)
    return shown


def _blanked(data: Any, spans: Spans, document: str | None, why: str) -> Any:
    """Evidence that shares words with a stretch, without its words; `document` is that of what holds it."""
    if isinstance(data, list):
        return [_blanked(one, spans, document, why) for one in data]
    if not isinstance(data, dict):
        return data
    document = data.get("document", document)
    if "quote" in data and _touches(data, spans.get(document or "", ())):
        return {**data, "quote": "", "withheld": why}
    return {key: _blanked(value, spans, document, why) for key, value in data.items()}


def _touches(words: Object, spans: Iterable[tuple[int, int]]) -> bool:
    return any(words["start"] < end and start < words["end"] for start, end in spans)


def _is_withheld(evidence: Iterable[Object]) -> bool:
    return any("withheld" in words for words in evidence)


def _slots(slots: Mapping[str, list[Object]], gone: set[str]) -> dict[str, list[Object]]:
    """What stands without the claims that are gone, and without what stood on nothing else."""
    made = {}
    for slot, standing in slots.items():
        kept = [
            {**one, **{side: [c for c in one[side] if c not in gone] for side in ("supporting", "opposing")}}
            for one in standing
            if not one["supporting"] or set(one["supporting"]) - gone
        ]
        if kept:
            made[slot] = kept
    return made


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    length = min(_RUN, len(words))
    if length >= _SHORTEST:
        yield from (tuple(words[k : k + length]) for k in range(len(words) - length + 1))


def _silenced(data: Any, runs: set[tuple[str, ...]]) -> Any:
    """Strings that repeat the words of a call (a title, an address, a longer quotation) are emptied."""
    if isinstance(data, str):
        return "" if _repeats(data, runs) else data
    if isinstance(data, list):
        return [_silenced(one, runs) for one in data]
    if not isinstance(data, dict):
        return data
    clean = {key: _silenced(value, runs) for key, value in data.items()}
    if data.get("quote") and not clean["quote"]:
        clean["withheld"] = INCITEMENT
    return clean


def _repeats(text: str, runs: set[tuple[str, ...]]) -> bool:
    words = _WORD.findall(text.casefold())
    lengths = {len(run) for run in runs}
    return any(tuple(words[k : k + n]) in runs for n in lengths for k in range(len(words) - n + 1))
