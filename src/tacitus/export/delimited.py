"""Rows as CSV and back without loss: cells that a spreadsheet would run are made text, and can be read
again.

A cell that begins, after blanks and apostrophes, with a sign that opens a formula gets an apostrophe
before it; the reader takes it off again. That holds for an apostrophe of the cell's own too, so nothing
is lost. Numbers are no text and stay as they are.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import IO, Any

from tacitus.errors import InputError
from tacitus.export.codes import Field

Typed = dict[str, Any]

_FORMULA = re.compile(r"[\s'\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\-@|%＝＋－＠\t\r\n]")
"""OWASP's list of what spreadsheets take for a formula, the wide forms of the same signs, and what old
programs run ("|", "%"); blanks and signs without width before them are skipped, as some programs do."""
_QUOTED = re.compile(r'[",;\r\n\t]|^[\s\']|\s$')
"""What must stand in quotation marks; ";" too, which parts cells where the comma is the decimal sign."""
_MOMENT = " 00:00:00.000"


def safe(text: str) -> str:
    """The text of a cell, made harmless."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that `safe` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


class Writer:
    """Writes typed rows under a header; `hxl` puts a row of HXL tags below it."""

    def __init__(self, out: IO[str], fields: Sequence[Field], *, hxl: bool = False) -> None:
        self._out, self._fields = out, fields
        self._line(field.name for field in fields)
        if hxl:
            self._line(field.hxl for field in fields)

    def write(self, values: Mapping[str, Any]) -> None:
        """One row; a column that `values` lacks is empty."""
        self._line(written(values.get(field.name), field.type) for field in self._fields)

    def _line(self, cells: Iterable[str]) -> None:
        self._out.write(",".join(_quoted(cell) for cell in cells) + "\n")


def written(value: Any, type_: str) -> str:
    """A typed value as the text of its cell."""
    if value is None:
        return ""
    if type_ == "integer":
        return str(int(value))
    if type_ == "number":
        return repr(float(value))
    if type_ == "moment":
        return f"{value}{_MOMENT}"
    return safe(str(value))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def read(lines: IO[str], fields: Sequence[Field], name: str) -> Iterator[Typed]:
    """The typed rows of a CSV: columns in any order, numbers written as decimals, moments as days or as
    seconds are understood; an HXL row is passed over; an empty cell is None. Opened with newline="".

    Raises InputError for a file without the columns, and for a cell of another type.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    cells = csv.reader(lines, strict=True)
    header = [cell.strip().lstrip("\ufeff") for cell in next(cells, [])]
    types = {field.name: field.type for field in fields}
    missing = set(types) - set(header)
    if missing:
        raise InputError(f"{name}: no column {', '.join(sorted(missing))}")
    for number, row in enumerate(cells, 2):
        if not row or (number == 2 and _is_hxl(row)):
            continue
        if len(row) != len(header):
            raise InputError(f"{name}, row {number}: {len(row)} cells under {len(header)} columns")
        try:
            values = {
                column: _typed(cell, types.get(column, "string"))
                for column, cell in zip(header, row, strict=True)
            }
        except ValueError as error:
            raise InputError(f"{name}, row {number}: {error}") from error
        yield {column: values[column] for column in (*types, *(c for c in header if c not in types))}


def _is_hxl(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and all(cell.startswith("#") for cell in filled)


def _typed(cell: str, type_: str) -> Any:
    if cell == "":
        return None
    if type_ == "integer":
        number = float(cell) if "." in cell or "e" in cell.lower() else int(cell)
        if number != int(number):
            raise ValueError(f"not a whole number: {cell}")
        return int(number)
    if type_ == "number":
        return float(cell)
    if type_ in ("date", "moment"):
        return _day(cell)
    return restored(cell)


def _day(cell: str) -> str:
    """ISO day; from a day, a moment, or seconds since 1970."""
    if re.fullmatch(r"-?\d+(\.0*)?", cell):
        return datetime.fromtimestamp(float(cell), UTC).date().isoformat()
    return date.fromisoformat(cell[:10]).isoformat()
