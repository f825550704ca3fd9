"""The formats there are: which table of columns, which rows, which kind of file, which profile it prefers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tacitus.errors import UsageError
from tacitus.export import acled, gtd, plover, tables, ucdp
from tacitus.export.cells import Outcome
from tacitus.export.codes import Table, table
from tacitus.export.happening import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`kind` is that of the file: csv, objects (JSON Lines made from cells), whole (JSON Lines of incidents),
    geojson, parquet. `key` is the column that names a row."""

    name: str
    kind: str
    file: str
    media: str
    table: Table
    rows: Callable[[Happening], Outcome]

    @property
    def key(self) -> str:
        return str(self.table.data["key"])

    @property
    def profile(self) -> str:
        """The rule book whose numbers the format is made for."""
        return str(self.table.data["profile"])


def _csv(name: str, rows: Callable[[Happening], Outcome]) -> Format:
    own = table(name)
    return Format(name=name, kind="csv", file=str(own.data["file"]), media="text/csv", table=own, rows=rows)


def _own(name: str, kind: str, file: str, media: str, rows: Callable[[Happening], Outcome]) -> Format:
    return Format(name=name, kind=kind, file=file, media=media, table=table("tacitus"), rows=rows)


def formats() -> Mapping[str, Format]:
    """Every format by its name."""
    lines = "application/x-ndjson"
    made = (
        _csv("acled", acled.rows),
        _own("csv", "csv", "incidents.csv", "text/csv", tables.rows),
        _own("geojson", "geojson", "incidents.geojson", "application/geo+json", tables.rows),
        _csv("gtd", gtd.rows),
        _own("jsonl", "whole", "incidents.jsonl", lines, tables.whole),
        _own("parquet", "parquet", "incidents.parquet", "application/vnd.apache.parquet", tables.rows),
        Format(
            name="plover", kind="objects", file="plover.jsonl", media=lines, table=table("plover"),
            rows=plover.rows,
        ),
        _csv("ucdp", ucdp.rows),
    )  # fmt: skip
    return MappingProxyType({form.name: form for form in made})


def format_named(name: str) -> Format:
    """Raises UsageError for a format that does not exist."""
    known = formats()
    if name not in known:
        raise UsageError(f"no format {name!r}; there are: {', '.join(known)}")
    return known[name]


def profile_for(form: Format, wanted: str | None, known: Collection[str]) -> str:
    """The profile asked for, else the one that the format prefers, else `tacitus` where that is not known."""
    if wanted is not None:
        return wanted
    return form.profile if form.profile in known else "tacitus"
