"""The demonstration pages in a store, and every format of it in a folder: what most of these tests look
at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tacitus import archive, pipeline
from tacitus.config import load_settings
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.formats import formats
from tacitus.export.package import Circumstances
from tacitus.extract.reader import RULES_ALONE
from tacitus.store import open_store
from tests.export.made import NOW, leaving
from tests.golden.test_demo import pages

MADE = Circumstances(profile="tacitus", as_of=None, version="1", method="m", linker="l")


@dataclass(frozen=True)
class Exported:
    """Every format of a store, each in a folder of its name, and the incidents they were made from."""

    folder: Path
    incidents: list[dict[str, Any]]


def export_all(incidents: list[dict[str, Any]], folder: Path, wanted: Wanted | None = None) -> Exported:
    for name, form in formats().items():
        write_bundle(
            incidents, form, Place(folder / name, form.file), MADE, wanted or Wanted(annotations=True)
        )
    return Exported(folder, incidents)


@pytest.fixture(scope="session")
def tools() -> Iterator[pipeline.Tools]:
    with pipeline.Tools.load(load_settings().cache, reader=RULES_ALONE) as loaded:
        yield loaded


def ingested(paths: list[str], kept: Path, tools: pipeline.Tools) -> Path:
    with open_store(kept) as store:
        archive.ingest(paths, store, tools, now=lambda: NOW, step=lambda _: None)
        archive.relink(store)
    return kept


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory, tools: pipeline.Tools) -> Path:
    return ingested(pages(), tmp_path_factory.mktemp("demo") / "demo.db", tools)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_store: Path) -> Exported:
    with open_store(demo_store, create=False, read_only=True) as store:
        incidents = leaving(store)
    return export_all(incidents, tmp_path_factory.mktemp("exports"))
