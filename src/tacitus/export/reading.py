"""An export read back: typed rows of any format, and the same rows written again, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from tacitus.errors import InputError, NotFound
from tacitus.export import delimited
from tacitus.export.earlier import objects
from tacitus.export.files import _pyarrow, line
from tacitus.export.formats import Format

Typed = dict[str, Any]


def read_rows(form: Format, path: Path) -> Iterator[Typed]:
    """The rows of a main file, an empty cell being None. Raises NotFound, InputError."""
    if not path.is_file():
        raise NotFound(f"{path}: no such file")
    if form.kind == "csv":
        with path.open(encoding="utf-8", newline="") as lines:
            yield from delimited.read(lines, form.table.fields, path.name)
    elif form.kind in ("objects", "whole"):
        yield from objects(path)
    elif form.kind == "geojson":
        yield from _features(path)
    else:
        yield from _parquet_rows(path)


def write_rows(form: Format, rows: Iterable[Typed], out: IO[str], *, hxl: bool = False) -> None:
    """Rows that `read_rows` gave, as the text they were read from (csv and JSON Lines)."""
    if form.kind == "csv":
        writer = delimited.Writer(out, form.table.fields, hxl=hxl)
        for row in rows:
            writer.write(row)
        return
    for row in rows:
        whole = form.kind == "whole"
        out.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" if whole else line(row))


def key_of(form: Format, row: Typed) -> str:
    """What names a row."""
    return str(row[form.key])


def _features(path: Path) -> Iterator[Typed]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: no JSON: {error}") from error
    for feature in data["features"]:
        yield feature["properties"]


def _parquet_rows(path: Path) -> Iterator[Typed]:
    _, parquet = _pyarrow()
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches():
            for row in batch.to_pylist():
                yield {key: v.isoformat() if isinstance(v, date) else v for key, v in row.items()}
