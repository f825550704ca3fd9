"""What may leave: the store's views with private persons masked and, in public output, incitement left out.

The command line and the exports look at the store through these functions alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tacitus import people
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
    documents = sorted({report["document"] for report in found["reports"]})
    names, kept = names_of(store, documents, unmasked=unmasked)
    pages = {ident: views.document(store, ident).document for ident in documents}
    return {
        ident: Page(people.mask(page.text, names, keep=kept), page.sentences) for ident, page in pages.items()
    }


def incident(
    store: Store, ident: str, *, unmasked: bool = False, profile: str = views.DEFAULT_PROFILE
) -> dict[str, Any]:
    """One incident whole, in the shape of `tacitus show ID --json`. Raises UnknownId."""
    return _masked(store, views.incident(store, ident, profile=profile), unmasked)


def incidents(
    store: Store, wanted: IncidentFilter, *, unmasked: bool = False, profile: str = views.DEFAULT_PROFILE
) -> Iterator[dict[str, Any]]:
    """Every incident that fits, whole, by id. A search never finds a page by the name of a private person."""
    for row_ids in _found(store, wanted, unmasked):
        for ident in row_ids:
            yield incident(store, ident, unmasked=unmasked, profile=profile)


def incident_rows(
    store: Store, wanted: IncidentFilter, *, unmasked: bool = False
) -> Iterator[views.IncidentRow]:
    """A line for each incident that fits, the latest first."""
    after: str | None = None
    while True:
        page = views.incidents(store, wanted, after=after, limit=PER_PAGE)
        yield from (row for row in page.rows if unmasked or _fits_masked(store, row.id, wanted))
        after = page.after
        if after is None:
            return


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
    rows = tuple(row for row in page.rows if unmasked or _fits_masked(store, row.id, wanted))
    return replace(page, rows=rows)


def record(store: Store, document: str, *, unmasked: bool = False) -> tuple[Record, dict[str, Any]]:
    """A page's record, and its JSON data as it may leave. Raises UnknownId."""
    kept = views.document(store, document)
    return kept, people.mask_record(encode(kept), kept, unmasked=unmasked)


def names_of(
    store: Store, documents: Sequence[str], *, unmasked: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names to mask, words to keep) of these pages."""
    kept = [views.document(store, ident) for ident in documents]
    find = people.protected_names if unmasked else people.private_names
    names = sorted({name for each in kept for name in find(each)})
    words = sorted({word for each in kept for word in people.kept_words(each)})
    return tuple(names), tuple(words)


def without_incitement(data: dict[str, Any]) -> dict[str, Any]:
    """The data of an incident or a page without calls to violence, and the statements that answer them as
    they are."""
    said = [s for s in data["statements"] if s["act"] != "incite"]
    return {**data, "statements": said}


def _masked(store: Store, data: dict[str, Any], unmasked: bool) -> dict[str, Any]:
    documents = sorted({report["document"] for report in data["reports"]})
    names, kept = names_of(store, documents, unmasked=unmasked)
    masked: dict[str, Any] = people.mask(data, names, keep=kept)
    return masked


def _found(store: Store, wanted: IncidentFilter, unmasked: bool) -> Iterator[list[str]]:
    after: str | None = None
    while True:
        page = views.incidents(store, wanted, order="id", after=after, limit=PER_PAGE)
        yield [row.id for row in page.rows if unmasked or _fits_masked(store, row.id, wanted)]
        after = page.after
        if after is None:
            return


def _fits_masked(store: Store, ident: str, wanted: IncidentFilter) -> bool:
    """True unless a text was asked for that stands only in the names of private persons."""
    if not wanted.text:
        return True
    for report in views.incident(store, ident)["reports"]:
        _, data = record(store, report["document"])
        if _holds(data, wanted.text):
            return True
    return False


def document_rows(store: Store, text: str | None, *, unmasked: bool = False) -> Iterator[views.DocumentRow]:
    """A line for each document that stands, its title masked."""
    shown = _shown_row(store, text, unmasked)
    for page in _document_pages(store, text):
        yield from (row for row in map(shown, page) if row is not None)


def documents(store: Store, text: str | None, *, unmasked: bool = False) -> Iterator[dict[str, Any]]:
    """The JSON data of each document's record."""
    for page in _document_pages(store, text):
        for row in page:
            _, data = record(store, row.document.id, unmasked=unmasked)
            if unmasked or _holds(data, text):
                yield data


def document_page(
    store: Store,
    text: str | None,
    *,
    after: str | None = None,
    limit: int = PER_PAGE,
    unmasked: bool = False,
) -> views.Page[views.DocumentRow]:
    """One page of the list of documents, titles masked, and the cursor of the next page."""
    page = views.documents(store, views.DocumentFilter(text=text), after=after, limit=limit)
    rows = tuple(row for row in map(_shown_row(store, text, unmasked), page.rows) if row is not None)
    return replace(page, rows=rows)


def _shown_row(
    store: Store, text: str | None, unmasked: bool
) -> Callable[[views.DocumentRow], views.DocumentRow | None]:
    """Makes a row as it may leave; None where the words asked for stand in masked names alone."""

    def shown(row: views.DocumentRow) -> views.DocumentRow | None:
        _, data = record(store, row.document.id, unmasked=unmasked)
        if not unmasked and not _holds(data, text):
            return None
        return replace(row, document=replace(row.document, title=data["document"]["title"]))

    return shown


def _document_pages(store: Store, text: str | None) -> Iterator[tuple[views.DocumentRow, ...]]:
    after: str | None = None
    while True:
        page = views.documents(store, views.DocumentFilter(text=text), after=after, limit=PER_PAGE)
        yield page.rows
        after = page.after
        if after is None:
            return


def _holds(data: dict[str, Any], text: str | None) -> bool:
    """True when every word asked for stands in the page outside the masks."""
    shown = f"{data['document']['title']} {data['document']['text']}".casefold()
    return all(word.strip('"*') in shown for word in (text or "").casefold().split())
