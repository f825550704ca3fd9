"""A raw page becomes a document: text, title, publisher and re-poster, language, date, items, sentences.

The title stands in `Document.title` and not in the text (a first line that repeats it is taken out);
paragraphs are parted by one blank line; what was taken for the site's is kept in `removed`. A page without
text becomes a document without text that says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tacitus.errors import InputError
from tacitus.lang import sentences
from tacitus.model import Basis, Document, When
from tacitus.read import chrome, dates, encoding, guard, html, plain, publisher
from tacitus.read.sources import Failed, Raw
from tacitus.read.worker import Parser, Worker

BREAK = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What a reader made of a page, before it is a document."""

    reader: str
    paragraphs: tuple[str, ...] = ()
    title: str = ""
    removed: tuple[str, ...] = ()
    published: When | None = None
    site: str | None = None
    canonical: str | None = None
    reason: str = ""


def read_page(raw: Raw, *, parser: Parser | None = None) -> Document:
    """The document on one page. Never raises for what a page holds.

    `parser` reads HTML; without one a worker is started for this page alone, so hand one in for many.
    """
    try:
        guard.check_size(len(raw.body), raw.source or "the page")
        if raw.kind == "text":
            return _document(raw, _read_text(raw))
        if parser is not None:
            return _document(raw, _read_html(raw, parser))
        with Worker() as own:
            return _document(raw, _read_html(raw, own))
    except InputError as error:
        return _document(raw, _Story(reader=_reader(raw), title=encoding.clean(raw.title), reason=str(error)))


def read_pages(
    inputs: Iterable[Raw | Failed], *, parser: Parser | None = None
) -> Iterator[Document | Failed]:
    """One document for each page, with one worker for them all; failed inputs pass through."""
    if parser is not None:
        for each in inputs:
            yield each if isinstance(each, Failed) else read_page(each, parser=parser)
        return
    with Worker() as own:
        yield from read_pages(inputs, parser=own)


def document_from_text(
    text: str,
    *,
    title: str = "",
    url: str | None = None,
    published: str | None = None,
    source: str = "",
    as_is: bool = False,
) -> Document:
    """A document from text at hand. `as_is` keeps every character where it is: no chrome is removed, no title
    looked for, and offsets into `text` stay right (lone surrogates alone become U+FFFD)."""
    body = text.encode("utf-8", "replace" if as_is else "surrogatepass")
    raw = Raw(source=source, body=body, url=url, title=title, published=published)
    if not as_is:
        clean = encoding.clean(text)
        return _document(raw, _read_text(raw, clean))
    whole = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(whole) != len(text):  # a pair of surrogates would become one character and move the rest
        whole = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    story = _Story(reader="plain:as-is", title=title, published=dates.given(published))
    return _finished(raw, story, whole, ((0, len(whole)),) if whole.strip() else ())


def _reader(raw: Raw) -> str:
    return html.READER if raw.kind == "html" else plain.READER


def _read_text(raw: Raw, text: str | None = None) -> _Story:
    if text is None:
        text = encoding.decode(raw.body, raw.content_type)
    layout = plain.read_layout(text, " ".join(encoding.clean(raw.title).split()))
    reason = "" if layout.paragraphs else "no text on the page" if text.strip() else "empty"
    published = dates.given(raw.published) or dates.when(dates.in_dateline(layout.paragraphs))
    return _Story(
        reader=plain.READER,
        paragraphs=layout.paragraphs,
        title=layout.title,
        removed=layout.removed,
        published=published,
        reason=reason,
    )


def _read_html(raw: Raw, parser: Parser) -> _Story:
    text = encoding.decode(raw.body, raw.content_type, html=True)
    if not text.strip():
        return _Story(reader=html.READER, title=raw.title, reason="empty")
    made = parser.parse(guard.tame(text), raw.url)
    swept = chrome.sweep(tuple(encoding.clean(p) for p in made.paragraphs))
    title = " ".join(encoding.clean(raw.title or made.title).split())
    paragraphs = swept.kept
    if paragraphs and title and chrome.folded(paragraphs[0]) == chrome.folded(title):
        paragraphs = paragraphs[1:]
    day = date.fromisoformat(made.published) if made.published else None
    return _Story(
        reader=html.READER,
        paragraphs=paragraphs,
        title=title,
        removed=swept.removed,
        published=dates.given(raw.published)
        or dates.when(day, Basis.INFERRED if made.inferred else Basis.STATED),
        site=encoding.clean(made.site) or None,
        canonical=made.canonical or None,
        reason=made.reason or ("" if paragraphs else "no text on the page"),
    )


def _document(raw: Raw, story: _Story) -> Document:
    """Puts the paragraphs together; a line at the foot that only names the publisher leaves the text."""
    paragraphs, removed = list(story.paragraphs), list(story.removed)
    named = publisher.at_foot(paragraphs)
    if named is not None and named.line is not None and len(paragraphs) > 1:
        paragraphs, after = paragraphs[: named.line], paragraphs[named.line + 1 :]
        removed.append(story.paragraphs[named.line])
        foreign = _foreign_notices(after, paragraphs)
        removed += foreign
        paragraphs += [p for p in after if p not in foreign]
    items = plain.items_of(paragraphs)
    lead = [story.title] if story.title and paragraphs else []
    text = BREAK.join([*lead, *paragraphs])
    credited = named.name if named else publisher.in_dateline(paragraphs)
    by, again = _publishers(raw, story, credited)
    removed_in_order = tuple(removed)
    return _finished(
        raw,
        story,
        text,
        _offsets([*lead, *paragraphs], _behind(lead, items)),
        removed=removed_in_order,
        language=plain.language_of(paragraphs),
        publishers=(by, again),
    )


def _foreign_notices(lines: Sequence[str], story: Sequence[str]) -> list[str]:
    """Behind the publisher's line: short notices in another language than the story's."""
    language = plain.language_of(story)
    return [
        p
        for p in lines
        if len(p.split()) <= plain.LONGEST_NOTICE and plain.language_of([p]) not in (None, language)
    ]


def _publishers(raw: Raw, story: _Story, credited: str | None) -> tuple[str | None, str | None]:
    """Publisher and re-poster. Who is credited on the page published it; the site it stands on, where that is
    another, put it up again. So does a site whose page names another site's address as the original."""
    site = story.site or publisher.of_address(raw.url or story.canonical)
    own, original = publisher.host_of(raw.url), publisher.host_of(story.canonical)
    if credited is None and own and original and publisher.registered(own) != publisher.registered(original):
        credited, site = publisher.name_of(original), publisher.name_of(own)
    if credited is None:
        return site, None
    return credited, None if site is None or publisher.same(site, credited) else site


def _behind(lead: Sequence[str], items: Sequence[range]) -> list[range]:
    """The items of a page whose title stands in front: it belongs to the first."""
    moved = [range(i.start + len(lead), i.stop + len(lead)) for i in items if len(i)]
    return [range(moved[0].stop), *moved[1:]] if moved else []


def _offsets(paragraphs: Sequence[str], items: Sequence[range]) -> tuple[tuple[int, int], ...]:
    starts, position = [], 0
    for paragraph in paragraphs:
        starts.append(position)
        position += len(paragraph) + len(BREAK)
    return tuple((starts[i[0]], starts[i[-1]] + len(paragraphs[i[-1]])) for i in items if len(i))


def _finished(
    raw: Raw,
    story: _Story,
    text: str,
    items: tuple[tuple[int, int], ...],
    *,
    removed: tuple[str, ...] = (),
    language: str | None = None,
    publishers: tuple[str | None, str | None] | None = None,
) -> Document:
    by, again = publishers or (publisher.of_address(raw.url), None)
    url = raw.url or story.canonical  # a saved page tells its own address
    return Document(
        id=Document.id_of(text, url),
        text=text,
        title=story.title,
        url=url,
        source=raw.source,
        published=story.published,
        publisher=by,
        republisher=again,
        language=language or plain.language_of([text]),
        sentences=sentences.split(text),
        items=items,
        removed=removed,
        digest=hashlib.sha256(raw.body).hexdigest(),
        reader=story.reader,
        reason=story.reason if not text.strip() else "",
    )
