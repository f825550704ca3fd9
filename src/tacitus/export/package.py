"""datapackage.json (Frictionless Data Package v1): what the files of an export are, and under which rules
they were made. No clock is in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tacitus.export.cells import Row
from tacitus.export.formats import Format
from tacitus.export.happening import Happening
from tacitus.export.provenance import is_unchecked

Object = dict[str, Any]

_TYPES = {"moment": "string", "json": "any"}
_STYLE = {
    "gtd": "GTD-style: the layout of the Global Terrorism Database, none of its data",
    "acled": "ACLED-style: the layout of ACLED, none of its data",
    "ucdp": "UCDP-GED-style: the layout of UCDP GED, none of its data",
    "plover": "PLOVER-style events",
}
GEONAMES = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0: names, coordinates and areas of places, from GeoNames",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
RIGHTS = (
    "Quotes remain their publishers' and stand here as evidence. Names, coordinates and areas of places are "
    "from GeoNames (CC BY 4.0): name it. Names of private persons are masked, calls to violence left out."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How an export was made: the rule book, the day as of which it is, versions of tacitus and its
    stages."""

    profile: str
    as_of: str | None
    version: str
    method: str
    linker: str
    unmasked: bool = False


@dataclass(slots=True)
class Counts:
    """What was written, counted as it goes by."""

    incidents: int = 0
    rows: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    review: Counter[str] = field(default_factory=Counter)
    publishers: set[str] = field(default_factory=set)
    unchecked: dict[str, set[str]] = field(default_factory=dict)
    silences: Counter[str] = field(default_factory=Counter)

    def add(self, found: Happening, rows: tuple[Row, ...]) -> None:
        self.incidents += 1
        self.rows += len(rows)
        if rows:
            self.review[found.data["review_status"]] += 1
            self.publishers |= {r["publisher"] for r in found.reports if r["publisher"]}
        for row in rows:
            for column, cell in row.cells.items():
                if is_unchecked(cell):
                    self.unchecked.setdefault(_general(column), set()).add(_rule(cell.rule))
                if cell.flag == "silence":
                    self.silences[column] += 1


def _general(column: str) -> str:
    """ "mode.0" and "mode.1" are one column."""
    return ".".join(part for part in column.split(".") if not part.isdecimal())


def _rule(rule: str) -> str:
    """The rule without what is said of one incident."""
    return rule.split(":")[0]


def package(
    form: Format,
    made: Circumstances,
    counts: Counts,
    files: Mapping[str, Path],
    *,
    hxl: bool,
    against: str | None,
) -> Object:
    """The contents of datapackage.json; `files` gives what lies beside it by its role ("data",
    "provenance" …)."""
    sources = [{"title": "GeoNames", "path": "https://www.geonames.org/"}]
    sources += [{"title": name} for name in sorted(counts.publishers)]
    return {
        "profile": "tabular-data-package" if form.kind == "csv" else "data-package",
        "name": f"tacitus-{form.name}",
        "title": str(form.table.data["title"]),
        "description": f"{_STYLE.get(form.name, 'Incidents of political violence')}. {RIGHTS}",
        "licenses": [GEONAMES],
        "sources": sources,
        "resources": [_resource(role, path, form, hxl) for role, path in files.items()],
        "tacitus": {
            "format": form.name,
            "profile": made.profile,
            "as_of": made.as_of,
            "version": made.version,
            "method": made.method,
            "linker": made.linker,
            "unmasked": made.unmasked,
            "against": against,
            "rows": counts.rows,
            "incidents": counts.incidents,
            "excluded": dict(sorted(counts.excluded.items())),
            "review_status": dict(sorted(counts.review.items())),
            "silences_written_as_0": dict(sorted(counts.silences.items())),
            "unchecked_rules": {column: sorted(rules) for column, rules in sorted(counts.unchecked.items())},
            "constants": dict(form.table.constants),
            "never_written": list(form.table.never),
            "codes": str(form.table.data["source"]),
        },
    }


_SIDE_FIELDS = {
    "excluded": ("incident", "title", "reason", "detail"),
    "deletions": ("row", "incident", "reason", "detail"),
}


def _resource(role: str, path: Path, form: Format, hxl: bool) -> Object:
    made: Object = {
        "name": role,
        "path": path.name,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_hash(path)}",
    }
    if role == "data":
        fields = [{"name": f.name, "type": _TYPES.get(f.type, f.type)} for f in form.table.fields]
        made |= {"format": path.suffix.lstrip("."), "mediatype": form.media}
        if form.kind == "csv":
            made["profile"] = "tabular-data-resource"
            made["schema"] = {"fields": fields, "primaryKey": [form.key], "missingValues": [""]}
            made["dialect"] = {
                "delimiter": ",",
                "lineTerminator": "\n",
                "quoteChar": '"',
                "doubleQuote": True,
            }
            if hxl:
                made["dialect"]["commentChar"] = "#"
    elif role in _SIDE_FIELDS:
        fields = [{"name": name, "type": "string"} for name in _SIDE_FIELDS[role]]
        made |= {"format": "csv", "mediatype": "text/csv", "profile": "tabular-data-resource"}
        made["schema"] = {"fields": fields, "missingValues": [""]}
    else:
        made["format"] = path.suffix.lstrip(".")
    return made


def side_fields(role: str) -> tuple[str, ...]:
    """The columns of excluded.csv and deletions.csv."""
    return _SIDE_FIELDS[role]


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
