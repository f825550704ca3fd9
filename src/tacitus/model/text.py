"""What is read: a document, a stretch of its text, and the words that stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tacitus.errors import RecordError
from tacitus.model.codec import content_id
from tacitus.model.values import When

Access = Literal["public", "restricted"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Half-open [start, end) in Unicode code points of the document's text."""

    document: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise RecordError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point of one document."""
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """A span with its words; made by `Document.quote()` and, from stored data, by the codec."""

    span: Span
    quote: str

    def __post_init__(self) -> None:
        if not self.quote or len(self.quote) != len(self.span):
            raise RecordError(
                f"the words do not fill {self.span.start}..{self.span.end}: {self.quote[:40]!r}"
            )

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page, read once. Its text never changes: text extracted anew makes a new document of the same voice.

    `sentences` and `items` are half-open offsets into `text`, in order and disjoint; an item is a stretch
    that tells a story of its own (a bulleted brief is one). `digest` is the sha256 of the raw bytes.
    `reason` says why there is no text, and is empty where there is some. `removed` holds what was taken for
    page chrome, in order.
    """

    id: str
    text: str
    title: str = ""
    url: str | None = None
    source: str = ""
    fetched_at: str | None = None
    published: When | None = None
    publisher: str | None = None
    republisher: str | None = None
    language: str | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    items: tuple[tuple[int, int], ...] = ()
    removed: tuple[str, ...] = ()
    digest: str = ""
    access: Access = "public"
    reader: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        for name, parts in (("sentence", self.sentences), ("item", self.items)):
            last = 0
            for start, end in parts:
                if not last <= start < end <= len(self.text):
                    raise RecordError(f"{name} {start}..{end} is out of order or outside the text")
                last = end

    @staticmethod
    def id_of(text: str, url: str | None) -> str:
        """The content id: the same words at the same address are the same document."""
        return content_id("doc", url, text)

    def quote(self, start: int, end: int) -> Evidence:
        """The words at [start, end). Raises RecordError where there are none."""
        if not 0 <= start < end <= len(self.text):
            raise RecordError(f"no words at {start}..{end} of {self.id}")
        return Evidence(span=Span(document=self.id, start=start, end=end), quote=self.text[start:end])

    def item_of(self, position: int) -> int:
        """Number of the item that `position` lies in or follows (0 where the page has no items)."""
        return max((k for k, (start, _) in enumerate(self.items) if start <= position), default=0)

    @property
    def spoken(self) -> str:
        """The ISO day by which the page had surely been published: the latest it may have been, else the
        earliest, else when it was fetched; "" where none is known."""
        day = self.published and (self.published.latest or self.published.earliest)
        return str(day) if day else (self.fetched_at or "")

    def sentence_of(self, position: int) -> int:
        """Number of the sentence that `position` lies in or follows (0 before the first)."""
        lo, hi = 0, len(self.sentences)
        while lo < hi:
            mid = (lo + hi) // 2
            lo, hi = (mid + 1, hi) if self.sentences[mid][0] <= position else (lo, mid)
        return max(0, lo - 1)
