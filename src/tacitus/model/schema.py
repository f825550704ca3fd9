"""The JSON Schema of `tacitus read --json`, generated from the records. `python -m tacitus.model.schema`
prints it."""

from __future__ import annotations

import dataclasses
import json
import sys
import types
import typing
from datetime import date
from enum import StrEnum
from typing import Any

from tacitus.model import slots
from tacitus.model.records import Claim, Record
from tacitus.model.values import Value

Schema = dict[str, Any]

_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Claim", "stance"): slots.STANCES,
    ("Report", "role"): slots.ROLES,
    ("Statement", "act"): slots.ACTS,
    ("Statement", "kind"): slots.STATEMENT_KINDS,
    ("Relation", "kind"): slots.RELATION_KINDS,
    ("Place", "precision"): slots.PRECISIONS,
    ("Target", "kind"): slots.TARGET_KINDS,
    ("Weapon", "kind"): slots.WEAPON_KINDS,
    ("Victim", "effect"): slots.EFFECTS,
    ("Of", "side"): slots.SIDES,
    ("Individual", "status"): slots.STATUSES,
    ("Organisation", "actor_kind"): slots.ACTOR_KINDS,
    **{(c, n): w for c in ("Individual", "Organisation")
       for n, w in (("link", slots.LINKS), ("by", slots.ATTRIBUTORS), ("hedge", slots.HEDGES), ("mode",
       slots.CLAIM_MODES))},
}  # fmt: skip


def record_schema() -> Schema:
    """Draft 2020-12 schema of one page's record."""
    defs: Schema = {}
    top = _record(Record, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tacitus read --json",
        **top,
        "$defs": defs,
    }


def _record(cls: Any, defs: Schema) -> Schema:
    hints = typing.get_type_hints(cls)
    properties: Schema = {}
    for field in dataclasses.fields(cls):
        key = field.metadata.get("json", field.name)
        if key is None:
            continue
        if "type_by" in field.metadata:
            properties[key] = {"anyOf": [_of(hint, defs) for hint in typing.get_args(Value)]}
        else:
            properties[key] = _of(hints[field.name], defs)
            words = _WORDS.get((cls.__name__, field.name))
            if words:
                properties[key] = {"enum": [*words, None] if _optional(hints[field.name]) else list(words)}
    schema: Schema = {"type": "object", "properties": properties}
    if cls.__name__ != "Of":
        schema["required"] = sorted(properties)
    if cls is Claim:
        properties["slot"] = {"enum": list(slots.SLOTS)}
        schema["allOf"] = [_value_of_slot(slot, defs) for slot in slots.SLOTS]
    return schema


def _value_of_slot(slot: str, defs: Schema) -> Schema:
    codes = {
        "occurrence": slots.OCCURRENCES,
        "stage": slots.STAGES,
        "intent": slots.INTENTS,
        "type": slots.TYPES,
    }
    value = {"enum": list(codes[slot])} if slot in codes else _of(slots.SLOTS[slot], defs)
    return {"if": {"properties": {"slot": {"const": slot}}}, "then": {"properties": {"value": value}}}


def _optional(hint: Any) -> bool:
    return types.NoneType in typing.get_args(hint)


def _of(hint: Any, defs: Schema) -> Schema:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_of(h, defs) for h in typing.get_args(hint)]}
    if origin is typing.Literal:
        return {"enum": list(typing.get_args(hint))}
    if origin is tuple:
        args = typing.get_args(hint)
        if args[-1] is Ellipsis:
            return {"type": "array", "items": _of(args[0], defs)}
        return {
            "type": "array",
            "prefixItems": [_of(h, defs) for h in args],
            "minItems": len(args),
            "maxItems": len(args),
        }
    if origin is dict:
        return {"type": "object"}
    if dataclasses.is_dataclass(hint):
        return _named(hint, defs)
    if issubclass(hint, StrEnum):
        return {"enum": [str(word) for word in hint]}
    if issubclass(hint, date):
        return {"type": "string", "format": "date"}
    return {
        "type": {str: "string", bool: "boolean", int: "integer", float: "number", types.NoneType: "null"}[
            hint
        ]
    }


def _named(cls: Any, defs: Schema) -> Schema:
    name = cls.__name__
    if name == "Span":
        return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    if name not in defs:
        defs[name] = {}
        defs[name] = _evidence() if name == "Evidence" else _record(cls, defs)
    return {"$ref": f"#/$defs/{name}"}


def _evidence() -> Schema:
    offset = {"type": "integer", "minimum": 0}
    properties = {
        "start": offset,
        "end": offset,
        "quote": {"type": "string", "minLength": 1},
        "masked": {"const": True},
    }
    return {"type": "object", "properties": properties, "required": ["end", "quote", "start"]}


def main() -> None:
    """Print the schema as it is kept in docs/record.schema.json."""
    sys.stdout.write(json.dumps(record_schema(), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
