"""JSON lines: one page a line, in the keys `text` or `html`, `title`, `url`, `date`; others are ignored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tacitus.errors import NotText

_NAMES = (".jsonl", ".ndjson", ".jsonlines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: `body` is UTF-8; `date` as given."""

    body: bytes
    is_html: bool
    title: str
    url: str | None
    date: str | None


def is_rows(head: bytes, name: str) -> bool:
    """True for the name of such a file, and for data whose first line is an object that holds a page."""
    if name.endswith(_NAMES):
        return True
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not first.startswith(b"{"):
        return False
    line = first.split(b"\n", 1)[0]
    try:
        row(line)
    except NotText:
        return line == first and len(head) >= 1 << 16 and (b'"text"' in line or b'"html"' in line)
    return True


def row(line: bytes) -> Row:
    """The page on one line. Raises NotText where it is no JSON object or holds neither text nor html."""
    try:
        data = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotText(f"not JSON ({str(error)[:80]})") from error
    if not isinstance(data, dict):
        raise NotText("not a JSON object")
    html, text = _string(data, "html"), _string(data, "text")
    if text is None and html is None:
        raise NotText("neither `text` nor `html` in it")
    body = html if not text and html is not None else text or ""
    return Row(
        body=_bytes(body),
        is_html=not text and html is not None,
        title=_whole(_string(data, "title") or "").strip(),
        url=_whole(_string(data, "url") or "").strip() or None,
        date=_string(data, "date") or None,
    )


def _string(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _whole(text: str) -> str:
    """Escaped surrogates joined into their character, lone ones as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _bytes(text: str) -> bytes:
    return _whole(text).encode("utf-8")
