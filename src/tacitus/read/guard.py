"""What every page passes before a parser sees it: caps on size, tags and nesting, each linear in the page.

Parsers hang or die on a tag with 200,000 attributes, on 100,000 nested blocks and on megabytes of "<". Of 653
pages of the wild the caps change 40; the deepest has 51 open elements by the count below.
"""

from __future__ import annotations

import re

from tacitus.errors import TooLarge

MAX_BYTES = 5_000_000
"""Of one page, after decompression. The largest of 653 pages of the wild has 1.8 MB."""

MAX_TAG = 32_768
"""Characters of one tag. Longer ones hold images in `data:` addresses or an attack; the name is kept."""

MAX_ATTRIBUTES = 500
"""Of one tag, counted as blanks: parsers compare each attribute with all the others."""

MAX_TAGS = 150_000
"""Of one page; what follows keeps its text and loses its tags."""

MAX_DEPTH = 200
"""Open elements; deeper ones lose their tags and keep their text. libxml2 itself stops at 256."""

_TAG = re.compile(r"<(?=([/!?a-zA-Z]))(?:/?([a-zA-Z][a-zA-Z0-9:-]{0,40}))?")
_ANGLES = re.compile(r"<{3,}")
_RAW = frozenset(("script", "style"))
_ALONE = (
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
)
_VOID = frozenset((*_ALONE, "wbr", "p", "li", "dt", "dd", "option"))
"""Without an end tag, or closed by the next of its kind: they never nest."""


def check_size(size: int, what: str = "the page") -> None:
    """Raises TooLarge where `size` (bytes) is over the cap."""
    if size > MAX_BYTES:
        raise TooLarge(f"{what} has more than {MAX_BYTES:,} bytes")


def tame(page: str) -> str:
    """The page with hostile tags cut down to size. Text outside tags is never touched.

    3 ms for the mean page of the wild; at most 0.34 s for the hostile ones of tests/read/test_guard.py.
    """
    page = _ANGLES.sub("<<", page)
    kept: list[str] = []
    last = position = tags = 0
    nest = _Nest()
    while found := _TAG.search(page, position):
        start = found.start()
        end = _end_of(page, found)
        if end < 0:  # no more ">" in the page: what is left is no markup
            kept.append(page[last:start])
            return "".join([*kept, page[start:].replace("<", "&lt;")])
        name = (found[2] or "").lower()
        new = _tag(page, start, end, name)
        if name and not nest.admits(name, closing=found[1] == "/", alone=page[end - 2] == "/"):
            new = " "
        if new is not None:
            kept += (page[last:start], new)
            last = end
        position = nest.after_raw(page, end, name) if name in _RAW and found[1] != "/" else end
        tags += 1
        if tags > MAX_TAGS:
            return "".join([*kept, page[last:position], re.sub(r"<[^<>]{0,32768}>?", " ", page[position:])])
    return "".join([*kept, page[last:]]) if kept else page


def _end_of(page: str, found: re.Match[str]) -> int:
    if page.startswith("<!--", found.start()):
        end = page.find("-->", found.start() + 4)
        if end >= 0:
            return end + 3
    return page.find(">", found.end()) + 1 or -1


def _tag(page: str, start: int, end: int, name: str) -> str | None:
    """What stands for the tag where it is too large, None where it may stay."""
    size = end - start
    if size <= MAX_ATTRIBUTES or (size <= MAX_TAG and page.count(" ", start, end) <= MAX_ATTRIBUTES):
        blanks = page.count("\n", start, end) + page.count("\t", start, end) if size > MAX_ATTRIBUTES else 0
        if blanks <= MAX_ATTRIBUTES:
            return None
    if not name:
        return None if page.startswith("<!--", start) and size <= MAX_TAG else " "
    return f"</{name}>" if page[start + 1] == "/" else f"<{name}>"


class _Nest:
    """The open elements of the page so far, as far as end tags tell."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: dict[str, int] = {}
        self._unclosed: list[str] = []

    def admits(self, name: str, *, closing: bool, alone: bool) -> bool:
        """False where the tag opens or closes an element below the depth cap."""
        if name in _VOID or (alone and not closing):
            return True
        if not closing:
            self._open.append(name)
            self._count[name] = self._count.get(name, 0) + 1
            return len(self._open) <= MAX_DEPTH
        if not self._count.get(name):
            return True
        depth = len(self._open)
        while True:
            last = self._open.pop()
            self._count[last] -= 1
            if last == name:
                return depth <= MAX_DEPTH
            depth -= 1

    def after_raw(self, page: str, position: int, name: str) -> int:
        """Where the contents of a script or style end; they hold no markup."""
        for closing in (f"</{name}", f"</{name.upper()}"):
            if closing not in self._unclosed:
                found = page.find(closing, position)
                if found >= 0:
                    return found
                self._unclosed.append(closing)
        return position
