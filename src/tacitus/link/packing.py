"""Signatures as bytes and back, quickly: a store keeps one for every report it has linked. They are not
compressed: that would halve them and take as long as all the rest."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any, get_type_hints

from tacitus.link.signature import Signature
from tacitus.model import decode, encode

_PLAIN = (str, tuple[str, ...], tuple[int, ...])
_RECORDS = 16_384
"""Places, days and figures that are held in both forms."""


def pack(signature: Signature) -> bytes:
    """The signature as bytes; equal ones give equal bytes."""
    values = [_written(getattr(signature, name)) for name, _ in _parts()]
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode()


def unpack(data: bytes) -> Signature:
    """The signature that `pack` wrote."""
    values = json.loads(data)
    return Signature(
        **{name: _read(hint, value) for (name, hint), value in zip(_parts(), values, strict=True)}
    )


def _written(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        if not value or isinstance(value[0], str | int):
            return value
        if isinstance(value[0], tuple):  # words and how often each is met: two lists are read sooner
            return tuple(zip(*value, strict=True))
    return _record_text(value)


@lru_cache(maxsize=_RECORDS)
def _record_text(value: Any) -> str:
    """A record is kept as text, so that one that is met again need not be made again."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _read(hint: Any, value: Any) -> Any:
    if value is None or hint is str:
        return value
    if hint in _PLAIN:
        return tuple(value)
    if isinstance(value, str):
        return _record(hint, value)
    return tuple(zip(*value, strict=True)) if value else ()


@lru_cache(maxsize=_RECORDS)
def _record(hint: Any, text: str) -> Any:
    return decode(hint, json.loads(text))


@cache
def _parts() -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(Signature)
    return tuple((field.name, hints[field.name]) for field in fields(Signature))
