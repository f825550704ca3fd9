"""The ten kinds of hard coverage: pages of our own, and what a careful coder writes down from each.

Beside each page stands a TOML, and in each folder a set.toml for the pages together. A line with `today =
false` does not hold yet and must fail: when it comes to hold, the test says so, and the mark is taken off.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tacitus import archive, pipeline, public
from tacitus.config import load_settings
from tacitus.model import Record
from tacitus.store import open_store
from tacitus.store.views import IncidentFilter
from tests.golden.lines import OF_A_PAGE
from tests.golden.sets import OF_A_SET

FOLDER = Path(__file__).parent / "situations"
SETS = sorted(FOLDER.glob("*/set.toml"))
PAGES = sorted(path for path in FOLDER.glob("*/*.toml") if path.name != "set.toml")


@cache
def expected(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lines_of(paths: list[Path]) -> list[Any]:
    found = []
    for path in paths:
        for kind, lines in expected(path).items():
            for number, line in enumerate(lines if isinstance(lines, list) else []):
                name = f"{path.parent.name}/{path.stem}-{kind}-{number}"
                found.append(pytest.param(path, kind, line, id=name))
    return found


def page_of(path: Path) -> Path:
    (page,) = (found for found in path.parent.glob(f"{path.stem}.*") if found != path)
    return page


@pytest.fixture(scope="module")
def tools() -> Iterator[pipeline.Tools]:
    made = pipeline.Tools.load(load_settings().cache)
    yield made
    made.parser.close()
    made.gazetteer.close()


@pytest.fixture(scope="module")
def records(tools: pipeline.Tools) -> dict[Path, Record]:
    made = {}
    for path in PAGES:
        given = expected(path).get("given")
        day = date.fromisoformat(given) if given else None
        made[path] = pipeline.read_one(str(page_of(path)), tools, published=day)
    return made


@pytest.fixture(scope="module")
def incidents(
    tools: pipeline.Tools, tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, list[dict[str, Any]]]:
    """The incidents that each folder's pages are linked into."""
    made = {}
    for path in SETS:
        pages = [str(page_of(one)) for one in PAGES if one.parent == path.parent]
        with open_store(tmp_path_factory.mktemp(path.parent.name) / "kept.db") as store:
            archive.ingest(pages, store, tools, now=lambda: "2030-01-01T00:00:00Z", step=lambda _: None)
            archive.relink(store)
            made[path] = list(public.incidents(store, IncidentFilter()))
    return made


def judge(holds: bool, line: dict[str, Any]) -> None:
    """A line holds, unless it is marked: then it must not."""
    if line.get("today", True):
        assert holds, f"does not hold: {line}"
    else:
        assert not holds, f"now holds, take `today = false` off: {line}"


def test_each_kind_has_a_page() -> None:
    assert sorted(int(expected(path)["kind"].split()[0]) for path in SETS) == list(range(1, 11))
    assert {path.parent for path in PAGES} == {path.parent for path in SETS}


@pytest.mark.parametrize(("path", "kind", "line"), lines_of(PAGES))
def test_a_page_is_read_as_a_coder_would(
    records: dict[Path, Record], path: Path, kind: str, line: dict[str, Any]
) -> None:
    judge(OF_A_PAGE[kind](records[path], line), line)


@pytest.mark.parametrize(("path", "kind", "line"), lines_of(SETS))
def test_pages_are_linked_as_a_coder_would(
    incidents: dict[Path, list[dict[str, Any]]], path: Path, kind: str, line: dict[str, Any]
) -> None:
    judge(OF_A_SET[kind](incidents[path], line), line)
