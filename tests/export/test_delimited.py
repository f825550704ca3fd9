"""CSV: what a spreadsheet would run is text in the file and itself again when read."""

from __future__ import annotations

import csv
import time
from datetime import date
from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.errors import InputError
from tacitus.export import delimited
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.codes import Field
from tacitus.export.formats import Format, formats
from tacitus.export.package import side_fields
from tacitus.export.reading import read_rows, write_rows
from tacitus.model import Figure, Organisation, Target, When
from tacitus.model import Place as Where
from tests.export.conftest import MADE
from tests.export.happenings import incident

_LEADS = (
    "=",
    "+",
    "-",
    "@",
    "|",
    "%",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "'=",
    "''+",
    "\u200b=",
    "\ufeff@",
    ";=",
    '"=',
)
_BODIES = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example";"y")', "SUM(A1:A9)", "x\r\n=2")
PAYLOADS = [lead + body for lead, body in product(_LEADS, _BODIES)]
SIGNS = tuple("=+-@|%\t\r\n＝＋－＠")
CSVS = ("acled", "csv", "gtd", "ucdp")


def payload_incident(number: int, payload: str) -> dict[str, object]:
    day = When(earliest=date(2031, 5, 3), latest=date(2031, 5, 3))
    return incident(
        number,
        {
            "type": ["bombing"],
            "stage": ["accomplished"],
            "started": [day],
            "place": [
                Where(name=payload, lat=-1.5, lon=-2.5, country="TR", admin=(payload,), precision="town")
            ],
            "killed": [Figure(low=3, high=3)],
            "target": [Target(name=payload, kind="private_citizens")],
            "perpetrator_organisation": [Organisation(name=payload, actor_kind="rebels", link="stated")],
        },
        title=payload,
    )


def numbers_of(form: Format) -> set[str]:
    return {field.name for field in form.table.fields if field.type in ("integer", "number")}


@pytest.mark.parametrize("hxl", [False, True])
@pytest.mark.parametrize("name", CSVS)
def test_no_cell_of_a_format_is_a_formula_and_each_can_be_read_again(
    tmp_path: Path, name: str, hxl: bool
) -> None:
    assert len(PAYLOADS) == 100
    form = formats()[name]
    found = [payload_incident(n, payload) for n, payload in enumerate(PAYLOADS)]
    write_bundle(found, form, Place(tmp_path, form.file), MADE, Wanted(hxl=hxl))
    with (tmp_path / form.file).open(encoding="utf-8", newline="") as text:
        raw = list(csv.reader(text))
    numeric = [column in numbers_of(form) for column in raw[0]]
    for row in raw[1:]:
        assert not [
            cell
            for cell, number in zip(row, numeric, strict=True)
            if not number and cell.lstrip().startswith(SIGNS)
        ]
    column = {"acled": "location", "csv": "place", "gtd": "city", "ucdp": "where_coordinates"}[name]
    assert [row[column] for row in read_rows(form, tmp_path / form.file)] == PAYLOADS


@pytest.mark.parametrize("role", ["excluded", "deletions"])
def test_side_files_are_as_harmless(role: str) -> None:
    fields = [Field(column) for column in side_fields(role)]
    out = StringIO(newline="")
    writer = delimited.Writer(out, fields)
    for payload in PAYLOADS:
        writer.write(dict.fromkeys(side_fields(role), payload))
    out.seek(0)
    assert not [cell for row in list(csv.reader(out))[1:] for cell in row if cell.lstrip().startswith(SIGNS)]
    out.seek(0)
    assert [row[fields[0].name] for row in delimited.read(out, fields, "x.csv")] == PAYLOADS


@given(st.text())
def test_safe_text_can_be_restored(text: str) -> None:
    assert delimited.restored(delimited.safe(text)) == text


@given(st.text("=+-@' \t\r\n\u200bx"))
def test_safe_text_is_no_formula(text: str) -> None:
    assert not delimited.safe(text).lstrip().startswith(SIGNS)


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(), st.floats(-180, 180)), min_size=1))
def test_rows_come_back_as_they_were(rows: list[tuple[str, int, float]]) -> None:
    fields = [Field("text"), Field("whole", "integer"), Field("degrees", "number")]
    out = StringIO(newline="")
    writer = delimited.Writer(out, fields)
    typed = [dict(zip(("text", "whole", "degrees"), row, strict=True)) for row in rows]
    for row in typed:
        writer.write(row)
    out.seek(0)
    assert list(delimited.read(out, fields, "x.csv")) == typed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1\n", "1 cells under 2"),
        ("a\n1\n", "no column b"),
        ("a,b\n1.5,x\n", "not a whole number"),
        ("a,b\nx,x\n", "x.csv, row 2"),
        ("", "no column"),
    ],
)
def test_a_broken_file_is_named_with_its_row(text: str, says: str) -> None:
    fields = [Field("a", "integer"), Field("b")]
    with pytest.raises(InputError, match=says):
        list(delimited.read(StringIO(text), fields, "x.csv"))


def test_columns_may_stand_in_any_order_and_more_of_them() -> None:
    fields = [Field("a", "integer"), Field("b", "date")]
    text = "\ufeffc,b,a\nmore,2031-05-03 00:00:00.000,7.0\nmore,1935532800.0,8\n"
    rows = list(delimited.read(StringIO(text), fields, "x.csv"))
    assert rows[0] == {"a": 7, "b": "2031-05-03", "c": "more"}
    assert rows[1]["b"] == "2031-05-03"


@pytest.mark.parametrize("cell", ["'" * 100_000, " \t" * 50_000, "'= " * 33_000, "x" * 100_000])
def test_a_long_cell_costs_no_more_than_its_length(cell: str) -> None:
    begun = time.process_time()
    assert delimited.restored(delimited.safe(cell)) == cell
    delimited.written(cell, "string")
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "name", [name for name, form in formats().items() if form.kind in ("csv", "objects", "whole")]
)
def test_a_file_that_was_read_is_written_back_byte_for_byte(demo, name: str) -> None:  # type: ignore[no-untyped-def]
    form = formats()[name]
    path = demo.folder / name / form.file
    out = StringIO(newline="")
    write_rows(form, read_rows(form, path), out)
    assert out.getvalue() == path.read_bytes().decode("utf-8")


def test_parquet_and_geojson_hold_the_rows_of_the_csv(demo) -> None:  # type: ignore[no-untyped-def]
    rows = {}
    for name in ("csv", "geojson", "parquet"):
        form = formats()[name]
        rows[name] = list(read_rows(form, demo.folder / name / form.file))
    assert rows["csv"] == rows["geojson"] == rows["parquet"]
