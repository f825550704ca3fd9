"""Between records and rows: text that any database can hold, and records back from their JSON."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import sqlalchemy as sa

from tacitus.errors import RecordError
from tacitus.model import canonical

_HARD = re.compile("[\x00\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""As `canonical` writes."""


class Exact(sa.types.TypeDecorator[Any]):
    """Canonical JSON in a text column. Lone surrogates, which no database takes, are escaped as JSON does."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        return None if value is None else dumps(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        return None if value is None else json.loads(value)


def dumps(value: Any) -> str:
    """Canonical JSON, safe to store; plain data (that `encode` made) is not encoded again.

    Raises RecordError on two half characters in a row: read back they would be one, and every offset
    behind them wrong. No decoder makes such a pair.
    """
    plain_data = isinstance(value, dict | list)
    text = _ENCODER.encode(value) if plain_data else canonical(value)
    if text.isascii():
        return text
    if _PAIR.search(text):
        raise RecordError("the text holds two half characters (surrogates) in a row")
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def plain(text: str | None) -> str | None:
    """Text for a column that is only searched and shown: what no database takes becomes U+FFFD."""
    return None if text is None else _HARD.sub("\ufffd", text)


def split_text(text: str) -> tuple[str, str]:
    """The text with NUL and lone surrogates as U+FFFD, offsets unchanged, and a JSON list of what stood
    there."""
    marks = [[found.start(), ord(found[0])] for found in _HARD.finditer(text)]
    return (_HARD.sub("\ufffd", text) if marks else text), json.dumps(marks)


def join_text(text: str, marks: str) -> str:
    """The text that `split_text` took apart."""
    if marks == "[]":
        return text
    parts = list(text)
    for position, code in json.loads(marks):
        parts[position] = chr(code)
    return "".join(parts)


def text_hash(text: str) -> str:
    """Hash of the words alone: case and white space make no other text. Empty for no words."""
    words = " ".join(text.split()).casefold()
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest() if words else ""
