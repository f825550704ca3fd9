"""Incidents as files: JSON Lines (whole) and CSV (a row each), sorted by id, byte-identical for the same
store."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import IO, Any

from tacitus.public import without_incitement

Object = dict[str, Any]

COLUMNS = (
    "id", "title", "occurrence", "review_status", "type", "started_earliest", "started_latest",
    "started_basis",
    "place", "country", "latitude", "longitude", "precision", "killed_low", "killed_best", "killed_high",
    "injured_low", "injured_best", "injured_high", "perpetrator", "perpetrator_link", "target", "weapon",
    "reports", "voices", "sources", "killed_trace",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text again."""


def write_jsonl(objects: Iterable[Object], out: IO[str]) -> int:
    """One incident a line; how many. Refuted ones stay in the store."""
    count = 0
    for found in _public(objects):
        out.write(json.dumps(found, ensure_ascii=False, sort_keys=True) + "\n")
        count += 1
    return count


def write_csv(objects: Iterable[Object], out: IO[str]) -> int:
    """A header and a row for each incident; how many rows. Lists are joined by ";"."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for found in _public(objects):
        cells = row(found)
        writer.writerow([_safe(cells[name]) for name in COLUMNS])
        count += 1
    return count


FORMATS: Mapping[str, Callable[[Iterable[Object], IO[str]], int]] = MappingProxyType(
    {"csv": write_csv, "jsonl": write_jsonl}
)


def _public(objects: Iterable[Object]) -> Iterable[Object]:
    return (without_incitement(found) for found in objects if found["occurrence"] != "refuted")


def row(found: Object) -> dict[str, Any]:
    """The cells of one incident by column; "" where nothing stands."""
    slots = found["slots"]
    started, place = _first(slots, "started"), _first(slots, "place")
    party = _first(slots, "perpetrator_organisation")
    cells: dict[str, Any] = {name: found[name] for name in ("id", "title", "occurrence", "review_status")}
    cells |= {
        "type": ";".join(r["value"] for r in slots.get("type", [])),
        "started_earliest": started.get("earliest"),
        "started_latest": started.get("latest"),
        "started_basis": started.get("basis"),
        "place": place.get("name"),
        "country": place.get("country"),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "precision": place.get("precision"),
        "perpetrator": party.get("name") or party.get("as_written"),
        "perpetrator_link": party.get("link"),
        "target": ";".join(r["value"]["name"] for r in slots.get("target", [])),
        "weapon": ";".join(r["value"]["as_written"] for r in slots.get("weapon", [])),
        "reports": len(found["reports"]),
        "voices": len({report["voice"] for report in found["reports"]}),
        "sources": ";".join(sorted({report["url"] or report["source"] for report in found["reports"]})),
    }
    for slot in ("killed", "injured"):
        head = headline(slots, slot)
        cells |= {f"{slot}_{end}": head.get(end) for end in ("low", "best", "high")}
    cells["killed_trace"] = headline(slots, "killed").get("trace")
    return {name: "" if cells[name] is None else cells[name] for name in COLUMNS}


def headline(slots: Object, slot: str) -> Object:
    """The resolution of the whole toll: `of` empty, scope total; {} where there is none."""
    found: list[Object] = [
        r for r in slots.get(slot, []) if not r["value"]["of"] and r["value"]["scope"] == "total"
    ]
    return found[0] if found else {}


def _first(slots: Object, slot: str) -> Object:
    found = slots.get(slot)
    value: Object = found[0]["value"] if found else {}
    return value


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
