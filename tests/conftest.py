"""What many tests share: a small gazetteer that costs no build."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tacitus.lang.gazetteer import Gazetteer
from tacitus.lang.gazetteer_build import Row, countries, regions, write


@pytest.fixture(scope="session")
def tiny_rows() -> list[Row]:
    """The places of cases/tiny_gazetteer.toml, with every country and region."""
    path = Path(__file__).parent / "cases" / "tiny_gazetteer.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = [*countries({"TR": "Europe/Istanbul", "GB": "Europe/London"}), *regions()]
    for code, gid, name, lat, lon, others, *people in table["areas"]:
        first, kind = ".".join(code.split(".")[:2]), "admin1" if code.count(".") == 1 else "admin2"
        row = Row(gid, name, kind, lat, lon, code[:2], first, code, *(people or [1_000_000]))
        rows.append(row.called([name], first=True).called(others))
    for gid, name, lat, lon, area, people, zone, others in table["towns"]:
        row = Row(gid, name, "settlement", lat, lon, area[:2], area, "", people, zone)
        rows.append(row.called([name], first=True).called(others))
    return rows


@pytest.fixture(scope="session")
def tiny_gazetteer(tiny_rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    path = tmp_path_factory.mktemp("gazetteer") / "tiny.sqlite"
    write(path, tiny_rows)
    with Gazetteer.open(path) as gazetteer:
        yield gazetteer
