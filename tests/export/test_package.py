"""What stands beside the data: the description of the files, the annotations; that nothing depends on the
order of ingest, on hash seeds or on the clock; that memory does not grow with the incidents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tacitus import pipeline
from tacitus.errors import UsageError
from tacitus.export import files
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.formats import formats
from tacitus.export.package import file_hash
from tests.export.conftest import MADE, Exported, ingested
from tests.export.test_release import told
from tests.golden.test_demo import pages

NAMES = tuple(formats())

_TYPES = ["string", "number", "integer", "date", "any"]
_TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "object",
    "required": ["profile", "name", "licenses", "sources", "resources"],
    "properties": {
        "profile": {"enum": ["data-package", "tabular-data-package"]},
        "name": {"type": "string", "pattern": "^[a-z0-9._/-]+$"},
        "title": _TEXT,
        "description": _TEXT,
        "licenses": {
            "type": "array", "minItems": 1,
            "items": {"required": ["name", "path"], "properties": {"path": _TEXT}},
        },
        "sources": {"type": "array", "items": {"required": ["title"]}},
        "resources": {
            "type": "array", "minItems": 1,
            "items": {
                "required": ["name", "path", "bytes", "hash"],
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
                    "path": {"type": "string", "pattern": r"^(?!/|\.\.)[^/]+$"},
                    "profile": {"const": "tabular-data-resource"},
                    "bytes": {"type": "integer"},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "items": {
                                    "required": ["name"],
                                    "properties": {"type": {"enum": _TYPES}},
                                },
                            },
                            "missingValues": {"type": "array", "items": {"type": "string"}},
                            "primaryKey": {"type": "array", "items": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip
"""The Data Package specification, version 1, as far as an export uses it: own reading of its text."""


def package(demo: Exported, name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((demo.folder / name / "datapackage.json").read_text(encoding="utf-8"))
    return made


@pytest.mark.parametrize("name", NAMES)
def test_the_package_follows_its_specification(demo: Exported, name: str) -> None:
    made = package(demo, name)
    jsonschema.validate(made, SCHEMA)
    for resource in made["resources"]:
        path = demo.folder / name / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{file_hash(path)}"
    described = {resource["path"] for resource in made["resources"]} | {"datapackage.json"}
    assert described == {path.name for path in (demo.folder / name).iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_the_package_says_how_the_data_were_made(demo: Exported, name: str) -> None:
    made = package(demo, name)
    assert "GeoNames" in made["description"]
    assert made["licenses"][0]["name"] == "CC-BY-4.0"
    assert made["tacitus"]["profile"] == "tacitus"
    excluded = sum(made["tacitus"]["excluded"].values())
    assert made["tacitus"]["incidents"] == len(demo.incidents)
    assert excluded == len((demo.folder / name / "excluded.csv").read_text(encoding="utf-8").splitlines()) - 1


@pytest.mark.parametrize("name", [name for name, form in formats().items() if form.kind == "csv"])
def test_the_schema_of_a_table_names_its_columns_and_its_key(demo: Exported, name: str) -> None:
    made = package(demo, name)["resources"][0]
    header = (demo.folder / name / made["path"]).read_text(encoding="utf-8").split("\n")[0].split(",")
    assert [field["name"] for field in made["schema"]["fields"]] == header
    assert made["schema"]["primaryKey"] == [formats()[name].key]


def test_annotations_point_at_the_words(demo: Exported) -> None:
    data = json.loads((demo.folder / "jsonl" / "annotations.jsonld").read_text(encoding="utf-8"))
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    known = {claim["id"]: claim for found in demo.incidents for claim in found["claims"]}
    assert len(data["items"]) == sum(len(claim["evidence"]) for claim in known.values())
    assert len({item["id"] for item in data["items"]}) == len(data["items"])
    for item in data["items"]:
        *_, claim, number = item["id"].split(":")
        words = known[claim]["evidence"][int(number)]
        place, quote = item["target"]["selector"]
        assert (place["type"], place["start"], place["end"]) == (
            "TextPositionSelector",
            words["start"],
            words["end"],
        )
        assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", words["quote"])


EXPORT_ALL = """
import sys
from pathlib import Path
from tacitus.store import open_store
from tests.export.conftest import export_all
from tests.export.made import leaving
with open_store(Path(sys.argv[1]), create=False, read_only=True) as store:
    export_all(leaving(store), Path(sys.argv[2]))
"""


def hashes(store: Path, folder: Path, seed: str) -> dict[str, str]:
    """Every file of every format, made in a process of its own."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", EXPORT_ALL, str(store), str(folder)]
    subprocess.run(command, check=True, env=environment, cwd=root)
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): file_hash(path) for path in found}


def test_an_export_is_the_same_for_any_order_of_ingest_and_hash_seed(
    demo_store: Path, tools: pipeline.Tools, tmp_path: Path
) -> None:
    other = ingested(pages()[::-1], tmp_path / "other.db", tools)
    one = hashes(demo_store, tmp_path / "one", "1")
    assert len(one) == 5 * len(NAMES)
    assert hashes(other, tmp_path / "two", "2") == one


def stream(count: int) -> Iterator[dict[str, Any]]:
    return (told(number) for number in range(count))


@pytest.mark.parametrize("name", ["acled", "csv", "geojson", "gtd", "jsonl", "plover", "ucdp"])
def test_memory_does_not_grow_with_the_incidents(name: str, tmp_path: Path) -> None:
    form = formats()[name]

    def peak(count: int) -> int:
        tracemalloc.start()
        write_bundle(
            stream(count), form, Place(tmp_path / str(count), form.file), MADE, Wanted(annotations=True)
        )
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    peak(10)
    # the best of three: once in a long run a table of the interpreter's own grows by some megabytes
    most = min(peak(600) for _ in range(3))
    assert most < peak(60) + 100_000  # bytes; 600 incidents held would be more than a million


def test_an_export_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    form = formats()["csv"]
    place = Place(tmp_path, form.file)
    write_bundle([told(1)], form, place, MADE, Wanted())
    before = place.data.read_bytes()

    def broken() -> Iterator[dict[str, Any]]:
        yield told(2)
        raise UsageError("the store went away")

    with pytest.raises(UsageError, match="went away"):
        write_bundle(broken(), form, place, MADE, Wanted())
    assert place.data.read_bytes() == before


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"tacitus\[parquet\]"):
        files.writer(formats()["parquet"], tmp_path / "x.parquet")
