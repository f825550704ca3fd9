"""The fields of a slot's value: made from the model, filled from the words that were chosen, read back.

The vocabularies are those of the model: a field with a closed list is a choice among its words, so no
vocabulary grows by a correction.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tacitus.errors import UsageError
from tacitus.lang.gazetteer import Gazetteer
from tacitus.lang.numbers import find_numbers
from tacitus.lang.times import find_times
from tacitus.model import Basis, Figure, Of, Place, Value, When, decode, encode
from tacitus.model.slots import SLOTS, choices
from tacitus.model.wording import plain

LEFT_OUT = frozenset({"basis", "unknown", "point", "admin", "gazetteer_id"})
"""Fields that a coder does not fill: they follow from how the value was come by."""
_PRECISION = {"settlement": "town", "admin1": "admin1", "admin2": "admin2", "country": "country"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form: `kind` is text, number, decimal, day, yes or choice; `name` has a dot in it where
    it is of a part ("of.side")."""

    name: str
    label: str
    kind: str
    value: str = ""
    options: tuple[str, ...] = ()


def fields(slot: str, value: Any = None) -> tuple[Field, ...]:
    """The fields of a slot, filled with `value` (plain data) where there is one."""
    kind = SLOTS[slot]
    if kind is bool:
        return (Field(name="value", label=plain(slot), kind="yes", value="1" if value else ""),)
    if kind is str:
        options = choices(slot, "")
        return (Field(name="value", label=plain(slot), kind="choice" if options else "text",
                      value=str(value or ""), options=options),)  # fmt: skip
    return tuple(_fields(slot, kind, value or {}, ""))


def _fields(slot: str, kind: type, value: Mapping[str, Any], before: str) -> typing.Iterator[Field]:
    hints = typing.get_type_hints(kind)
    for part in dataclasses.fields(kind):
        name, hint = f"{before}{part.name}", hints[part.name]
        if part.name in LEFT_OUT:
            continue
        if hint is Of:
            yield from _fields(slot, Of, value.get(part.name) or {}, f"{part.name}.")
            continue
        options = _literal(hint) or choices(slot, name)
        shape = "choice" if options else _SHAPES[_inner(hint)]
        given = value.get(part.name)
        shown = ("1" if given else "") if shape == "yes" else "" if given is None else str(given)
        yield Field(name=name, label=plain(name.replace(".", " ")), kind=shape, value=shown, options=options)


_SHAPES: dict[Any, str] = {str: "text", int: "number", float: "decimal", date: "day", bool: "yes"}


def _inner(hint: Any) -> Any:
    """The type without None."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(a for a in typing.get_args(hint) if a is not types.NoneType)
    return hint


def _literal(hint: Any) -> tuple[str, ...]:
    inner = _inner(hint)
    return tuple(typing.get_args(inner)) if typing.get_origin(inner) is typing.Literal else ()


def read(slot: str, given: Mapping[str, str]) -> Value:
    """The value that a form's fields give. Raises UsageError for what is none, VocabularyError and
    RecordError for what the slot does not take."""
    kind = SLOTS[slot]
    if kind is bool:
        return bool(given.get("value"))
    if kind is str:
        text = given.get("value", "").strip()
        if not text:
            raise UsageError(f"{plain(slot)}: no value was given")
        return text
    data: dict[str, Any] = {}
    for field in fields(slot):
        holder = data
        name = field.name
        if "." in name:
            outer, _, name = name.partition(".")
            holder = data.setdefault(outer, {})
        holder[name] = _plain(field, given.get(field.name, "").strip())
    if "of" in data:
        data["of"] = {name: value for name, value in data["of"].items() if value is not None}
    made: Value = decode(kind, {k: v for k, v in data.items() if v is not None or k in _OPEN})
    return made


_OPEN = ("high", "earliest", "latest", "number", "count")
"""Fields in which empty says something: no upper bound, an open end, an unknown number."""


def _plain(field: Field, text: str) -> Any:
    if field.kind == "yes":
        return bool(text)
    if not text:
        return None
    try:
        if field.kind == "number":
            return int(text)
        if field.kind == "decimal":
            return float(text)
    except ValueError as error:
        raise UsageError(f"{field.label}: {text!r} is no number") from error
    return text


def from_words(slot: str, words: str, *, day: date | None, gazetteer: Gazetteer | None) -> Any:
    """What the words say for the slot, as plain data: a proposal to start from. {} where they say nothing."""
    kind = SLOTS[slot]
    if kind is Figure:
        numbers = find_numbers(words)
        return (
            encode(Figure(low=numbers[0].low, high=numbers[0].high, modifier=numbers[0].modifier))
            if numbers
            else {}
        )
    if kind is When:
        found = next((time.when for time in find_times(words, day) if time.when), None)
        return encode(dataclasses.replace(found, basis=Basis.STATED)) if found else {}
    if kind is Place:
        return _place(words, gazetteer)
    if kind is bool:
        return True
    if kind is str:
        return "" if choices(slot, "") else words
    name = next(n for n in ("as_written", "name", "words") if n in {f.name for f in dataclasses.fields(kind)})  # type: ignore[arg-type]
    return {name: words}


def _place(words: str, gazetteer: Gazetteer | None) -> dict[str, Any]:
    entries = gazetteer.lookup(words) if gazetteer else ()
    if not entries:
        return {"name": words}
    first = entries[0]
    return {
        "name": words, "lat": first.lat, "lon": first.lon, "country": first.country or None,
        "precision": _PRECISION.get(first.kind, "region"),
    }  # fmt: skip
