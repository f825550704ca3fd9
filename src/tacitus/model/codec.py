"""The only serialiser: records to plain data and back, canonical JSON, content ids.

The shape is that of `tacitus read --json`: evidence is {start, end, quote}, a span is [start, end], days
are ISO, and the document's id is given once, outside. A field's metadata may rename it (`json: "for"`),
leave it out (`json: None`: what contains it says it) or take its type from a slot (`type_by: "slot"`).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from tacitus.errors import RecordError

T = TypeVar("T")

_PLAIN = frozenset((str, int, float, bool))

_ID_BYTES = 10
"""80 bits: the chance that two of 10^9 ids collide is below one in a million."""


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no blanks, Unicode as it is. Takes records and plain data alike."""
    return json.dumps(encode(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_id(kind: str, *parts: Any) -> str:
    """`kind` and 20 hex digits of the SHA-256 of the parts' canonical JSON."""
    digest = hashlib.sha256(canonical([kind, *parts]).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[: 2 * _ID_BYTES]}"


def encode(value: Any) -> Any:
    """A record, or anything made of records, as dicts, lists, strings, numbers, booleans and None."""
    if value is None or type(value) in _PLAIN:  # most of what there is, so it comes first
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _encode_record(value)
    if isinstance(value, StrEnum | date):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [encode(v) for v in value]
    if isinstance(value, str | int | float | bool):
        return value
    raise RecordError(f"cannot be written: {type(value).__name__}")


def _encode_record(record: Any) -> Any:
    kind: Any = type(record)
    name = kind.__name__
    if name == "Span":
        return [record.start, record.end]
    if name == "Evidence":
        return {"start": record.start, "end": record.end, "quote": record.quote}
    if name == "Of":
        return {part: v for part, _, _ in _fields(kind) if (v := getattr(record, part)) is not None}
    return {key: encode(getattr(record, part)) for part, key, _ in _fields(kind) if key}


@cache
def _fields(cls: Any) -> tuple[tuple[str, str | None, str | None], ...]:
    """(name, key in JSON, field that names the slot its type follows) of each field."""
    fields = dataclasses.fields(cls)
    return tuple((f.name, f.metadata.get("json", f.name), f.metadata.get("type_by")) for f in fields)


def decode(cls: type[T], data: Any, **context: str) -> T:
    """The record of type `cls` that `encode` wrote. `context` gives what stands outside: `document`,
    `report`.

    Raises RecordError where the data does not fit.
    """
    try:
        made: T = _decode(cls, data, context)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(f"not a {cls.__name__}: {error}") from error
    return made


def _decode(hint: Any, data: Any, context: dict[str, str]) -> Any:
    if type(data) is hint and hint in _PLAIN:
        return data
    origin = typing.get_origin(hint)
    if hint is Any:
        return data
    if origin in (typing.Union, types.UnionType):
        return _decode_union(typing.get_args(hint), data, context)
    if origin is typing.Literal:
        if data not in typing.get_args(hint):
            raise ValueError(f"{data!r} is not one of {typing.get_args(hint)}")
        return data
    if origin is tuple:
        args = typing.get_args(hint)
        inner = [args[0]] * len(data) if args[-1] is Ellipsis else args
        return tuple(_decode(h, d, context) for h, d in zip(inner, data, strict=True))
    if origin is dict:
        return dict(data)
    if dataclasses.is_dataclass(hint):
        return _decode_record(hint, data, context)
    if issubclass(hint, StrEnum):
        return hint(data)
    if issubclass(hint, date):
        return date.fromisoformat(data)
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (hint is int and isinstance(data, bool)):
        raise TypeError(f"{data!r} is not {hint.__name__}")
    return data


def _decode_union(args: tuple[Any, ...], data: Any, context: dict[str, str]) -> Any:
    if data is None:
        if types.NoneType not in args:
            raise TypeError("a value is missing")
        return None
    rest = [a for a in args if a is not types.NoneType]
    if len(rest) == 1:
        return _decode(rest[0], data, context)
    for plain in rest:
        if isinstance(plain, type) and type(data) is plain:
            return data
    raise TypeError(f"{data!r} fits none of {rest}")


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _decode_record(cls: Any, data: Any, context: dict[str, str]) -> Any:
    if cls.__name__ == "Span":
        return cls(document=context["document"], start=data[0], end=data[1])
    hints = _hints(cls)
    if cls.__name__ == "Evidence":
        span = hints["span"](document=context["document"], start=data["start"], end=data["end"])
        return cls(span=span, quote=data["quote"])
    inside = {**context, cls.__name__.lower(): data["id"]} if "id" in hints else context
    if cls.__name__ == "Record":
        inside = {**context, "document": data["document"]["id"]}
    made: dict[str, Any] = {}
    for name, key, type_by in _fields(cls):
        if key is None:
            made[name] = inside[name]
        elif key in data:
            hint = _slot_type(data[type_by]) if type_by else hints[name]
            made[name] = _decode(hint, data[key], inside)
    return cls(**made)


def _slot_type(slot: str) -> Any:
    from tacitus.model.slots import SLOTS  # values come before slots; the codec comes before both

    return SLOTS[slot]
