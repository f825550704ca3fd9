"""The words that a person chose for a value: by their place in the text, or by what they say."""

from __future__ import annotations

from tacitus.errors import UnknownId, UsageError
from tacitus.model import Document, Evidence
from tacitus.store import Store, views


def chosen(page: Document, start: int | None, end: int | None, words: str) -> Evidence:
    """[start, end) of the text, or, without them, `words`. Raises UsageError where there is no such stretch,
    or the words stand nowhere, or at several places."""
    if start is not None and end is not None:
        if not 0 <= start < end <= len(page.text):
            raise UsageError(f"the text has no words at {start} to {end}")
        return page.quote(start, end)
    said = words.strip()
    count = page.text.count(said) if said else 0
    if count != 1:
        places = f"stand at {count} places" if count else "stand nowhere in the text"
        raise UsageError(f"the words {places}: choose them in the text, or write more of the sentence")
    at = page.text.index(said)
    return page.quote(at, at + len(said))


def document_of(store: Store, report: str) -> str:
    """The document of a report. Raises UnknownId."""
    found = views.reports_by_id(store, [report])
    if not found:
        raise UnknownId(f"no report {report}")
    return found[0].document.id
