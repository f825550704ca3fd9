"""What changed from one release to another: rows that came, went and changed, cell by cell, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tacitus.errors import UsageError
from tacitus.export import delimited
from tacitus.export.cells import Left
from tacitus.export.codes import Field
from tacitus.export.earlier import Earlier, side_file, why_gone
from tacitus.export.formats import Format, format_named
from tacitus.export.package import side_fields
from tacitus.export.reading import key_of, read_rows
from tacitus.export.release import earlier_of, manifest_of, members_of

Object = dict[str, Any]

_WAYS = ("profile", "as_of", "method", "linker", "version")
_FIGURES = ("kill", "wound", "injured", "deaths", "fatalities", "best", "high", "low", "size", "killed")


def compare_releases(first: Path, second: Path) -> Object:
    """Which rows came, went and changed, for each format that both hold. Raises UsageError where there is
    none."""
    made = [manifest_of(path) for path in (first, second)]
    both = sorted(set(made[0]["formats"]) & set(made[1]["formats"]))
    if not both:
        raise UsageError(f"{first.name} and {second.name} hold no format in common")
    return {
        "first": made[0]["name"],
        "second": made[1]["name"],
        "formats": {name: _Pair(format_named(name), first, second).compared() for name in both},
    }


class _Pair:
    """One format in both releases."""

    def __init__(self, form: Format, first: Path, second: Path) -> None:
        self._form = form
        self._one, self._other = (earlier_of(str(path), path.parent, form) for path in (first, second))
        self._ways = [_way(manifest_of(path), form.name) for path in (first, second)]
        self._now = {report: ident for ident, reports in members_of(second).items() for report in reports}
        self._left = dict(_left(self._other.folder))

    def compared(self) -> Object:
        before, after = self._one.rows(), self._other.rows()
        came = [{"row": row, "incident": after[row]} for row in sorted(set(after) - set(before))]
        went = []
        for row in sorted(set(before) - set(after)):
            members = self._one.members.get(before[row], ())
            why = why_gone(before[row], members, self._now, self._left)
            went.append({"row": row, "incident": before[row], "reason": why.reason, "detail": why.words})
        return {"came": came, "went": went, "changed": list(self._changed(after))}

    def _changed(self, incident_of: Mapping[str, str]) -> Iterator[Object]:
        old = {key_of(self._form, row): row for row in _rows(self._one, self._form)}
        for row in _rows(self._other, self._form):
            ident = key_of(self._form, row)
            cells = _cells(old[ident], row) if ident in old else []
            if cells:
                incident = incident_of.get(ident, ident)
                yield {
                    "row": ident,
                    "incident": incident,
                    "cells": cells,
                    "reasons": self._why(incident, cells),
                }

    def _why(self, incident: str, cells: list[Object]) -> list[str]:
        before, after = (set(one.members.get(incident, ())) for one in (self._one, self._other))
        reasons = []
        if after - before:
            reasons.append(f"{len(after - before)} new reports")
        if before - after:
            elsewhere = sorted({self._now[r] for r in before - after if r in self._now})
            reasons.append(
                f"{len(before - after)} reports gone" + (f", to {', '.join(elsewhere)}" if elsewhere else "")
            )
        if any(part in cell["column"] for cell in cells for part in _FIGURES):
            reasons.append("figures revised")
        for key in _WAYS:
            one, other = (way.get(key) for way in self._ways)
            if one != other:
                reasons.append(f"another {key}: {one} -> {other}")
        return reasons


def _way(manifest: Object, form: str) -> Object:
    return {**{key: manifest.get(key) for key in _WAYS}, "profile": manifest["formats"][form]["profile"]}


def _rows(one: Earlier, form: Format) -> Iterator[Object]:
    return read_rows(form, one.folder / form.file)


def _left(folder: Path) -> Iterator[tuple[str, Left]]:
    fields = [Field(name) for name in side_fields("excluded")]
    with side_file(folder, "excluded.csv").open(encoding="utf-8", newline="") as lines:
        for row in delimited.read(lines, fields, "excluded.csv"):
            yield row["incident"], Left(row["reason"], row["detail"] or "")


def _cells(old: Object, new: Object) -> list[Object]:
    """Each cell that differs; of objects the innermost that do."""
    one, other = dict(_flat(old)), dict(_flat(new))
    names = [*other, *(name for name in one if name not in other)]
    return [
        {"column": name, "old": one.get(name), "new": other.get(name)}
        for name in names
        if one.get(name) != other.get(name)
    ]


def _flat(data: Any, way: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _flat(value, f"{way}.{key}" if way else key)
    elif isinstance(data, list) and any(isinstance(one, dict | list) for one in data):
        for k, value in enumerate(data):
            yield from _flat(value, f"{way}.{k}")
    else:
        yield way, data


def comparison_lines(found: Object) -> Iterator[str]:
    """The same in words, for a terminal."""
    for form, made in found["formats"].items():
        counts = ", ".join(f"{len(made[what])} {what}" for what in ("came", "went", "changed"))
        yield f"{form}: {found['first']} -> {found['second']}: {counts}"
        for row in made["came"]:
            yield f"  + {row['row']}"
        for row in made["went"]:
            yield f"  - {row['row']}: {row['reason']}" + (f" ({row['detail']})" if row["detail"] else "")
        for row in made["changed"]:
            reasons = f": {'; '.join(row['reasons'])}" if row["reasons"] else ""
            yield f"  ~ {row['row']}{reasons}"
            for cell in row["cells"]:
                yield f"      {cell['column']}: {_short(cell['old'])} -> {_short(cell['new'])}"


def _short(value: Any) -> str:
    text = "(empty)" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
