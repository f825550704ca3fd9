"""What may leave: the store's views with private persons masked and, in public output, incitement left out.

The command line and the exports look at the store through these functions alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from tacitus import people
from tacitus.aftermath import aftermaths
from tacitus.lens import Look
from tacitus.model import Record, encode
from tacitus.store import Store, views
from tacitus.store.views import IncidentFilter

PER_PAGE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text as it may leave, and its sentences as (start, end) in it."""

    text: str
    sentences: tuple[tuple[int, int], ...]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of whole sentences round text[start:end]."""
        starts = [s for s, _ in self.sentences]
        first, last = (bisect_right(starts, k) - 1 for k in (start, max(start, end - 1)))
        if first < 0:
            return start, end
        return self.sentences[first][0], max(end, self.sentences[last][1])


def pages_of(store: Store, found: dict[str, Any], *, unmasked: bool = False) -> dict[str, Page]:
    """The pages that an incident's data speaks of, by document id; names are masked as in `incident`."""
    wanted = documents_of(found)
    own = views.pages_of(store, [found["id"]])[found["id"]]
    told = _bare(store, {*own, *wanted})
    names, kept = names_in(told.values(), unmasked=unmasked)
    pages = {ident: told[ident].document for ident in wanted}
    return {
        ident: Page(people.mask(page.text, names, keep=kept), page.sentences) for ident, page in pages.items()
    }


def incident(
    store: Store,
    ident: str,
    *,
    unmasked: bool = False,
    profile: str = views.DEFAULT_PROFILE,
    as_of: date | None = None,
) -> dict[str, Any]:
    """One incident whole, in the shape of `tacitus show ID --json`, under `profile` (or "all") and as known
    on the day `as_of`. Raises UnknownId, UsageError."""
    data, _ = _with_pages(store, ident, unmasked, profile, as_of)
    return data


def _with_pages(
    store: Store, ident: str, unmasked: bool, profile: str, as_of: date | None
) -> tuple[dict[str, Any], dict[str, Record]]:
    """`incident`, and its pages with as much of what was read from them as masking needs."""
    look = Look.at(store, profile, as_of)
    data = _with_aftermaths(store, views.incident(store, ident, profile=profile, lens=look), look)
    # a name that only a later page tells to be private is masked in the earlier ones as well
    told = data if as_of is None else views.incident(store, data["id"])
    pages = _bare(store, {*documents_of(told), *documents_of(data)})
    names, kept = names_in(pages.values(), unmasked=unmasked)
    masked: dict[str, Any] = people.mask(data, names, keep=kept)
    return masked, pages


def _with_aftermaths(store: Store, data: dict[str, Any], look: Look | None) -> dict[str, Any]:
    """The data with the aftermaths that are found by names; one of which somebody spoke already is left."""
    known = {(r["kind"], r.get("to") or r["from"]) for r in data["relations"]}
    found = views.relation_data(aftermaths(store, data["id"], look))
    shown = [views.seen_from(data["id"], relation) for relation in found]
    fresh = [r for r in shown if (r["kind"], r.get("to") or r["from"]) not in known]
    return {**data, "relations": [*data["relations"], *fresh]}


def incidents(
    store: Store,
    wanted: IncidentFilter,
    *,
    unmasked: bool = False,
    profile: str = views.DEFAULT_PROFILE,
    as_of: date | None = None,
) -> Iterator[dict[str, Any]]:
    """Every incident that fits, whole, by id. A search never finds a page by the name of a private person."""
    told = incidents_with_pages(store, wanted, unmasked=unmasked, profile=profile, as_of=as_of)
    yield from (data for data, _ in told)


def incidents_with_pages(
    store: Store,
    wanted: IncidentFilter,
    *,
    unmasked: bool = False,
    profile: str = views.DEFAULT_PROFILE,
    as_of: date | None = None,
) -> Iterator[tuple[dict[str, Any], dict[str, Record]]]:
    """`incidents`, each with its pages by document id, not masked: their texts, what is said in them, and the
    claims that masking needs."""
    look = Look.at(store, profile, as_of)
    for row in _rows(store, wanted, unmasked, look, order="id"):
        yield _with_pages(store, row.id, unmasked, profile, as_of)


def incident_rows(
    store: Store,
    wanted: IncidentFilter,
    *,
    unmasked: bool = False,
    profile: str = views.DEFAULT_PROFILE,
    as_of: date | None = None,
) -> Iterator[views.IncidentRow]:
    """A line for each incident that fits, the latest first; "all" profiles are listed by the default one."""
    look = Look.at(store, profile, as_of)
    if look is None or (look.listed == views.DEFAULT_PROFILE and as_of is None):
        yield from _rows(store, wanted, unmasked, None, order="-day")
        return
    found = _rows(store, wanted, unmasked, look, order="id")
    yield from sorted(found, key=lambda row: (row.day_first, row.id), reverse=True)


def row_batches(
    store: Store, wanted: IncidentFilter, *, as_of: date | None = None, unmasked: bool = False
) -> Iterator[list[views.IncidentRow]]:
    """The lines that fit by the default profile, by id, some hundreds at a time."""
    rows = _rows(store, wanted, unmasked, Look.at(store, views.DEFAULT_PROFILE, as_of), order="id")
    while batch := list(islice(rows, PER_PAGE)):
        yield batch


def incident_page(
    store: Store,
    wanted: IncidentFilter,
    *,
    order: views.Order = "-day",
    after: str | None = None,
    limit: int = PER_PAGE,
    unmasked: bool = False,
) -> views.Page[views.IncidentRow]:
    """One page of the list: a line for each incident that fits, and the cursor of the next page."""
    page = views.incidents(store, wanted, order=order, after=after, limit=limit)
    return replace(page, rows=tuple(_fitting(store, page.rows, wanted, unmasked, None)))


def record(store: Store, document: str, *, unmasked: bool = False) -> tuple[Record, dict[str, Any]]:
    """A page's record, and its JSON data as it may leave. Raises UnknownId."""
    kept = views.document(store, document)
    return kept, people.mask_record(encode(kept), kept, unmasked=unmasked)


def whereabouts(store: Store, document: str, *, unmasked: bool = False) -> list[dict[str, Any]]:
    """Every place where a document was met: source, digest and time, names in addresses masked. Raises
    UnknownId."""
    page = _bare(store, [document])[document]
    met = [asdict(place) for place in views.whereabouts(store, document)]
    masked: list[dict[str, Any]] = people.mask_record(met, page, unmasked=unmasked)
    return masked


def names_in(pages: Iterable[Record], *, unmasked: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names to mask, words to keep) of these pages."""
    kept = list(pages)
    find = people.protected_names if unmasked else people.private_names
    names = sorted({name for each in kept for name in find(each)})
    words = sorted({word for each in kept for word in people.kept_words(each)})
    return tuple(names), tuple(words)


def without_incitement(data: dict[str, Any]) -> dict[str, Any]:
    """The data of an incident or a page without calls to violence, and the statements that answer them as
    they are."""
    said = [s for s in data["statements"] if s["act"] != "incite"]
    return {**data, "statements": said}


def documents_of(told: dict[str, Any]) -> list[str]:
    """The documents whose words an incident's data holds: those of its reports, and those that a relation
    quotes."""
    found = {report["document"] for report in told["reports"]}
    found |= {words["document"] for relation in told["relations"] for words in relation["evidence"]}
    return sorted(found)


def _rows(
    store: Store, wanted: IncidentFilter, unmasked: bool, look: Look | None, *, order: views.Order
) -> Iterator[views.IncidentRow]:
    """The lines that fit, in order; looked at anew, what is asked is asked of what is seen."""
    asked = wanted
    if look is not None:
        unseen = {name: getattr(wanted, name) for name in ("text", "language", "holding", "without")}
        asked = IncidentFilter(**unseen, known_by=look.day.isoformat() if look.day else None)
    after: str | None = None
    while True:
        page = views.incidents(store, asked, order=order, after=after, limit=PER_PAGE)
        rows = page.rows if look is None else tuple(_seen_rows(store, page.rows, wanted, look))
        yield from _fitting(store, rows, wanted, unmasked, look)
        after = page.after
        if after is None:
            return


def _seen_rows(
    store: Store, kept: Sequence[views.IncidentRow], wanted: IncidentFilter, look: Look
) -> Iterator[views.IncidentRow]:
    told = views.incident_tellings(store, [row.id for row in kept])
    for row in kept:
        seen = [found for telling in told[row.id] if (found := look.seen(telling))]
        if seen:
            made = replace(look.resolve(seen), id=row.id, review_status=row.review_status)
            line = views.row_of(made, profile=look.listed)
            if views.fits(line, views.facets_of(made, look.listed), wanted):
                yield line


def _fitting(
    store: Store,
    rows: Sequence[views.IncidentRow],
    wanted: IncidentFilter,
    unmasked: bool,
    look: Look | None,
) -> Iterator[views.IncidentRow]:
    """Those of `rows` on whose pages, as they are seen, the words asked for stand outside masked names."""
    text = wanted.text
    if not text or (unmasked and look is None):
        yield from rows
        return
    left = {ident: list(pages) for ident, pages in _pages(store, rows, text, look).items()}
    good: set[str] = set()
    while left := {ident: pages for ident, pages in left.items() if pages}:
        # a page of each: mostly the first that the index finds will do
        tried = {ident: pages.pop() for ident, pages in left.items()}
        saying = _saying(store, tried.values(), text, unmasked=unmasked)
        good |= {ident for ident, page in tried.items() if page in saying}
        left = {ident: pages for ident, pages in left.items() if ident not in good}
    yield from (row for row in rows if row.id in good)


def _pages(
    store: Store, rows: Sequence[views.IncidentRow], text: str, look: Look | None
) -> dict[str, tuple[str, ...]]:
    """Incident -> its pages, as far as they are seen, that hold the words."""
    found = views.pages_of(store, [row.id for row in rows], text)
    if look is None:
        return found
    seen = {ident: documents_of(views.incident(store, ident, lens=look)) for ident in found}
    return {ident: tuple(page for page in pages if page in seen[ident]) for ident, pages in found.items()}


def _saying(store: Store, documents: Iterable[str], text: str, *, unmasked: bool) -> set[str]:
    """Those of the documents in which the words stand outside the masks."""
    return {ident for ident, page in _bare(store, documents).items() if _says(page, text, unmasked)}


def _bare(store: Store, documents: Iterable[str]) -> dict[str, Record]:
    """The documents with as much of what was read from them as masking needs."""
    return views.documents_whole(store, documents, slots=people.NAMING)


def _says(page: Record, text: str, unmasked: bool) -> bool:
    told = [page.document.title, page.document.text]
    shown: list[str] = people.mask_record(told, page, unmasked=unmasked)
    return views.holds(shown, text)


def document_rows(store: Store, text: str | None, *, unmasked: bool = False) -> Iterator[views.DocumentRow]:
    """A line for each document that stands, its title and addresses masked."""
    for page in _document_pages(store, text):
        yield from _shown_rows(store, page, text, unmasked)


def documents(store: Store, text: str | None, *, unmasked: bool = False) -> Iterator[dict[str, Any]]:
    """The JSON data of each document's record."""
    for page in _document_pages(store, text):
        for row in _shown_rows(store, page, text, unmasked):
            yield record(store, row.document.id, unmasked=unmasked)[1]


def document_page(
    store: Store,
    text: str | None,
    *,
    after: str | None = None,
    limit: int = PER_PAGE,
    unmasked: bool = False,
) -> views.Page[views.DocumentRow]:
    """One page of the list of documents, titles and addresses masked, and the cursor of the next page."""
    page = views.documents(store, views.DocumentFilter(text=text), after=after, limit=limit)
    return replace(page, rows=tuple(_shown_rows(store, page.rows, text, unmasked)))


def _shown_rows(
    store: Store, rows: Sequence[views.DocumentRow], text: str | None, unmasked: bool
) -> Iterator[views.DocumentRow]:
    """The lines as they may leave, without those whose words asked for stand in masked names alone."""
    told = _bare(store, [row.document.id for row in rows])
    for row in rows:
        page = told[row.document.id]
        if unmasked or not text or _says(page, text, unmasked):
            named = {name: getattr(row.document, name) for name in ("title", "url", "source")}
            met = [{"source": source} for source in row.sources]
            shown, places = people.mask_record([named, met], page, unmasked=unmasked)
            sources = tuple(place["source"] for place in places)
            yield replace(row, document=replace(row.document, **shown), sources=sources)


def _document_pages(store: Store, text: str | None) -> Iterator[tuple[views.DocumentRow, ...]]:
    after: str | None = None
    while True:
        page = views.documents(store, views.DocumentFilter(text=text), after=after, limit=PER_PAGE)
        yield page.rows
        after = page.after
        if after is None:
            return
