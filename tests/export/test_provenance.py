"""Every filled cell of every format is a constant of the format, or has a line that names its claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tacitus.export import delimited
from tacitus.export.codes import Field
from tacitus.export.earlier import objects
from tacitus.export.formats import Format, formats
from tacitus.export.happening import Happening
from tacitus.export.package import side_fields
from tacitus.export.provenance import span_hash
from tacitus.export.reading import key_of, read_rows
from tacitus.store import open_store, views
from tests.export.conftest import Exported

NAMES = tuple(formats())


def cells(form: Format, row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The filled cells of a row, those of an object by their paths; of a whole incident what stands in it."""
    if form.kind == "whole":
        for slot, standing in row["slots"].items():
            yield from ((f"slots.{slot}.{k}", slot) for k in range(len(standing)))
        return
    yield from ((path, value) for path, value in flat(row, "") if value is not None)


def flat(data: Any, way: str) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from flat(value, f"{way}.{key}" if way else str(key))
    else:
        yield way, data


@pytest.mark.parametrize("name", NAMES)
def test_every_filled_cell_has_its_claims(demo: Exported, name: str) -> None:
    form = formats()[name]
    known = {claim["id"] for found in demo.incidents for claim in found["claims"]}
    known |= {said["id"] for found in demo.incidents for said in found["statements"]}
    known |= {report["id"] for found in demo.incidents for report in found["reports"]}
    told = {(line["row"], line["column"]): line for line in lines(demo, name) if "column" in line}
    count = 0
    for row in read_rows(form, demo.folder / name / form.file):
        for column, value in cells(form, row):
            count += 1
            line = told.pop((key_of(form, row), column), None)
            if line is None:
                assert value in form.table.constants.get(column, ()), (key_of(form, row), column, value)
                continue
            assert line["rule"], line
            if line.get("flag") == "silence":
                assert value in form.table.constants[column]
                continue
            assert line["claims"], line
            assert set(line["claims"]) <= known
            if form.kind != "whole":
                assert str(line["value"])[:10] == str(value)[:10]
    assert count > 20
    assert not told  # nor does a line tell of a cell that is not there


def lines(demo: Exported, name: str) -> list[dict[str, Any]]:
    return list(objects(demo.folder / name / "provenance.jsonl"))


@pytest.mark.parametrize("name", NAMES)
def test_the_words_are_those_of_the_page(demo: Exported, demo_store: Path, name: str) -> None:
    with open_store(demo_store, create=False, read_only=True) as store:
        texts = {
            report["document"]: views.document(store, report["document"]).document.text
            for found in demo.incidents
            for report in found["reports"]
        }
    for line in lines(demo, name):
        for words in line.get("evidence", ()):
            text = texts[words["document"]][words["start"] : words["end"]]
            assert words["quote"] == text or words["masked"]
            place = (words["document"], words["start"], words["end"])
            assert words["hash"] == span_hash(*place, words["quote"])


@pytest.mark.parametrize("name", NAMES)
def test_each_row_says_whether_it_was_reviewed(demo: Exported, name: str) -> None:
    form = formats()[name]
    heads = [line for line in lines(demo, name) if "incident" in line]
    assert [head["row"] for head in heads] == [
        key_of(form, row) for row in read_rows(form, demo.folder / name / form.file)
    ]
    assert {head["review_status"] for head in heads} == {"unreviewed"}
    package = json.loads((demo.folder / name / "datapackage.json").read_text(encoding="utf-8"))
    assert sum(package["tacitus"]["review_status"].values()) == len({head["incident"] for head in heads})


def test_a_silence_that_is_written_as_0_is_called_one(demo: Exported) -> None:
    silent = {line["row"] for line in lines(demo, "acled") if line.get("flag") == "silence"}
    assert silent
    for found in map(Happening, demo.incidents):
        if found.id in silent:
            assert not found.all("killed")
            assert not [s for s in found.all("victim") if s.value["effect"] == "killed"]


def test_an_unchecked_rule_is_called_so(demo: Exported) -> None:
    unchecked = {line["column"] for line in lines(demo, "gtd") if line.get("unchecked")}
    package = json.loads((demo.folder / "gtd" / "datapackage.json").read_text(encoding="utf-8"))
    assert unchecked == set(package["tacitus"]["unchecked_rules"])
    assert {"region", "region_txt"} <= unchecked


@pytest.mark.parametrize("name", NAMES)
def test_what_has_no_row_has_a_reason(demo: Exported, name: str) -> None:
    """Every incident is in the file, in excluded.csv, or, where a part is left out, in both."""
    folder = demo.folder / name
    with (folder / "excluded.csv").open(encoding="utf-8", newline="") as text:
        fields = [Field(column) for column in side_fields("excluded")]
        left = {row["incident"]: row for row in delimited.read(text, fields, "excluded.csv")}
    there = {line["incident"] for line in lines(demo, name) if "incident" in line}
    assert there | set(left) == {found["id"] for found in demo.incidents}
    assert all(row["reason"] and row["detail"] for row in left.values())
    if name != "plover":
        assert not there & set(left)
