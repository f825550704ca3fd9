"""Where a page says that it was written: "LIMA, 4 Jan (AP) --"."""

from __future__ import annotations

import re

_DATELINE_END = re.compile(r"[^\n.;:]{0,60}?(?:--?|[–—])\s|\s\([A-Z]")


def opens_as_dateline(text: str, start: int, end: int) -> bool:
    """It opens a line or follows a tag, and a dash or a bracket follows it."""
    return opens_line(text, start) and is_dateline(text, end)


def opens_line(text: str, start: int) -> bool:
    """Nothing but blanks and a bullet stands between `start` and the beginning of its line or a tag's end."""
    before = text[max(0, start - 4) : start].rstrip(" \t•·*–-")
    return before == "" or before[-1] in "\n]"


def is_dateline(text: str, end: int) -> bool:
    """ "LIMA, 4 Jan (AP) --": a dash or a bracket ends it soon."""
    return _DATELINE_END.match(text[end : end + 70]) is not None
