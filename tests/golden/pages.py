"""The pages of situations/, what is read from them, and whether each written line holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tacitus import archive, pipeline, public
from tacitus.config import load_settings
from tacitus.extract.reader import RULES_ALONE
from tacitus.model import Record
from tacitus.store import open_store
from tacitus.store.views import IncidentFilter
from tests.golden.lines import OF_A_PAGE
from tests.golden.sets import OF_A_SET

FOLDER = Path(__file__).parent / "situations"
SETS = sorted(FOLDER.glob("*/set.toml"))
PAGES = sorted(path for path in FOLDER.glob("*/*.toml") if path.name != "set.toml")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A line of a TOML, the `number`-th of its kind there; `holds` is None until it was tried."""

    path: Path
    kind: str
    number: int
    line: dict[str, Any]
    holds: bool | None = None

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}-{self.kind}-{self.number}"


@cache
def expected(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def page_of(path: Path) -> Path:
    (page,) = (found for found in path.parent.glob(f"{path.stem}.*") if found != path)
    return page


def lines() -> Iterator[Judged]:
    """Every line, by file."""
    for path in sorted((*PAGES, *SETS)):
        for kind, group in expected(path).items():
            for number, line in enumerate(group if isinstance(group, list) else []):
                yield Judged(path=path, kind=kind, number=number, line=line)


def judged(scratch: Path) -> list[Judged]:
    """Every line, tried; `scratch` is an empty folder for the stores of the sets."""
    tools = pipeline.Tools.load(load_settings().cache, reader=RULES_ALONE)
    try:
        records = {path: _read(path, tools) for path in PAGES}
        incidents = {path: _linked(path, tools, scratch / f"{path.parent.name}.db") for path in SETS}
    finally:
        tools.parser.close()
        tools.gazetteer.close()
    return [
        replace(
            one,
            holds=OF_A_PAGE[one.kind](records[one.path], one.line)
            if one.path in records
            else OF_A_SET[one.kind](incidents[one.path], one.line),
        )
        for one in lines()
    ]


def _read(path: Path, tools: pipeline.Tools) -> Record:
    given = expected(path).get("given")
    day = date.fromisoformat(given) if given else None
    return pipeline.read_one(str(page_of(path)), tools, published=day)


def _linked(path: Path, tools: pipeline.Tools, kept: Path) -> list[dict[str, Any]]:
    """The incidents that the pages of the folder are linked into, as they leave."""
    pages = [str(page_of(one)) for one in PAGES if one.parent == path.parent]
    with open_store(kept) as store:
        archive.ingest(pages, store, tools, now=lambda: "2030-01-01T00:00:00Z", step=lambda _: None)
        archive.relink(store)
        return list(public.incidents(store, IncidentFilter()))
