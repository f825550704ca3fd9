"""Rows into the main file, one writer for each kind of file. None holds more than a batch of rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, Protocol

from tacitus.errors import UsageError
from tacitus.export import delimited
from tacitus.export.cells import Cell, Row, nested
from tacitus.export.codes import Field
from tacitus.export.formats import Format
from tacitus.export.happening import Happening

_BATCH = 10_000
"""Rows of one group in a Parquet file."""


class RowWriter(Protocol):
    """Takes the rows in order; `close` ends the file's contents (and leaves a text file open)."""

    def write(self, row: Row, found: Happening) -> None: ...

    def close(self) -> None: ...


def line(data: Any) -> str:
    """One object of JSON Lines, its keys in their own order."""
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def values(cells: Mapping[str, Cell]) -> dict[str, Any]:
    return {name: cell.value for name, cell in cells.items()}


class _Csv:
    def __init__(self, out: IO[str], form: Format, hxl: bool) -> None:
        self._rows = delimited.Writer(out, form.table.fields, hxl=hxl)

    def write(self, row: Row, found: Happening) -> None:
        self._rows.write(values(row.cells))

    def close(self) -> None:
        pass


class _Objects:
    """PLOVER: the object that the cells make."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, row: Row, found: Happening) -> None:
        self._out.write(line(nested(row.cells)))

    def close(self) -> None:
        pass


class _Whole:
    """Each incident as it is, its keys sorted."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, row: Row, found: Happening) -> None:
        self._out.write(json.dumps(found.data, ensure_ascii=False, sort_keys=True) + "\n")

    def close(self) -> None:
        pass


class _GeoJson:
    """A FeatureCollection, a feature a line; an incident without coordinates has no geometry (RFC 7946)."""

    def __init__(self, out: IO[str], form: Format) -> None:
        self._out, self._fields, self._count = out, form.table.fields, 0
        out.write('{"type": "FeatureCollection", "features": [')

    def write(self, row: Row, found: Happening) -> None:
        told = values(row.cells)
        at = (told.get("longitude"), told.get("latitude"))
        point = None if None in at else {"type": "Point", "coordinates": list(at)}
        properties = {field.name: told.get(field.name) for field in self._fields}
        feature = {"type": "Feature", "id": row.id, "geometry": point, "properties": properties}
        self._out.write(("," if self._count else "") + "\n" + line(feature).rstrip("\n"))
        self._count += 1

    def close(self) -> None:
        self._out.write("\n]}\n")


class _Parquet:
    """A column for each field, typed; written group by group. Needs pyarrow (Apache-2.0)."""

    def __init__(self, path: Path, form: Format) -> None:
        self._arrow, self._parquet = _pyarrow()
        self._fields = form.table.fields
        self._schema = self._arrow.schema([(f.name, self._type(f)) for f in self._fields])
        self._file = self._parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[dict[str, Any]] = []

    def _type(self, field: Field) -> Any:
        arrow = self._arrow
        types = {"integer": arrow.int64(), "number": arrow.float64(), "date": arrow.date32()}
        return types.get(field.type, arrow.string())

    def write(self, row: Row, found: Happening) -> None:
        self._held.append(_dated(values(row.cells), self._fields))
        if len(self._held) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._file.write_table(self._arrow.Table.from_pylist(self._held, schema=self._schema))
            self._held.clear()

    def close(self) -> None:
        self._flush()
        self._file.close()


def _dated(row: dict[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    dated = [f.name for f in fields if f.type == "date" and row.get(f.name)]
    return {**row, **{name: date.fromisoformat(row[name]) for name in dated}}


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("the format parquet needs more: pip install 'tacitus[parquet]'") from error
    return pyarrow, pyarrow.parquet


def writer(form: Format, out: IO[str] | Path, *, hxl: bool = False) -> RowWriter:
    """The writer of a format's main file. Raises UsageError where Parquet has no path or no pyarrow."""
    if form.kind == "parquet":
        if not isinstance(out, Path):
            raise UsageError("the format parquet is no text: name a file or a folder with --out")
        return _Parquet(out, form)
    assert not isinstance(out, Path)  # only Parquet opens its own file
    made: dict[str, Callable[[], RowWriter]] = {
        "csv": lambda: _Csv(out, form, hxl),
        "objects": lambda: _Objects(out),
        "whole": lambda: _Whole(out),
        "geojson": lambda: _GeoJson(out, form),
    }
    return made[form.kind]()
