"""A user's own lists of places: what is taken, what is refused and where, and that they stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tacitus.errors import InputError, NotFound, UsageError
from tacitus.extract.places import find_places
from tacitus.lang.gazetteer import Gazetteer
from tacitus.lang.gazetteer_build import Row, file_name, write
from tacitus.lang.gazetteer_lists import (
    FOLDER,
    list_name,
    names_in,
    open_in,
    read_list,
    rebuild,
    remove,
    save,
)
from tacitus.model import Document

VILLAGES = """name,lat,lon,country,admin1,population,alternate,id
Quxley,-6.5,-76.9,PE,San Martín,800,Kuxli|Квуксли,v1
Lima,-6.6,-76.8,PE,PE.22,90,,v2
"""


@pytest.fixture
def cache(tmp_path: Path, tiny_rows: list[Row]) -> Path:
    write(tmp_path / "cache" / file_name(), tiny_rows)
    return tmp_path / "cache"


@pytest.fixture
def gazetteer(cache: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(cache / file_name()) as found:
        yield found


def written(folder: Path, text: str, name: str = "villages.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def imported(cache: Path, text: str = VILLAGES) -> None:
    with open_in(cache) as gazetteer:
        save(read_list(written(cache.parent, text), gazetteer), cache, gazetteer)


def test_reading_finds_a_listed_place_and_its_id_names_the_list(cache: Path) -> None:
    imported(cache)
    with open_in(cache) as gazetteer:
        (found,) = find_places(Document(id="doc-1", text="A bomb went off in Quxley."), gazetteer)
    assert (found.place.gazetteer_id, found.place.country, found.place.admin) == (
        "villages:v1", "PE", ("San Martín",),
    )  # fmt: skip


def test_further_names_find_it_in_any_script(cache: Path) -> None:
    imported(cache)
    with open_in(cache) as gazetteer:
        assert [gazetteer.lookup(n)[0].id for n in ("Kuxli", "Квуксли")] == ["villages:v1"] * 2


def test_a_listed_place_stands_before_the_others_of_its_name(cache: Path) -> None:
    imported(cache)
    with open_in(cache) as gazetteer:
        assert [e.id for e in gazetteer.lookup("Lima")][:2] == ["villages:v2", "1"]


def test_importing_twice_changes_nothing(cache: Path) -> None:
    imported(cache)
    before = {p.name: p.read_bytes() for p in (cache / FOLDER).iterdir()}
    imported(cache)
    assert {p.name: p.read_bytes() for p in (cache / FOLDER).iterdir()} == before


def test_a_list_of_the_same_name_takes_the_older_ones_place(cache: Path) -> None:
    imported(cache)
    imported(cache, "name\tlat\tlon\nFooby\t1\t2\n")
    with open_in(cache) as gazetteer:
        assert not gazetteer.lookup("Quxley")
        assert gazetteer.lookup("Fooby")[0].id == "villages:fooby@1.00000,2.00000"


def test_lists_outlive_the_gazetteer_and_the_files_made_from_them(cache: Path, tiny_rows: list[Row]) -> None:
    imported(cache)
    for made in (cache / FOLDER).glob("*.sqlite"):
        made.unlink()
    (cache / file_name()).unlink()
    write(cache / file_name(), tiny_rows)
    with open_in(cache) as gazetteer:
        assert gazetteer.lookup("Quxley")
    rebuild(cache)
    with open_in(cache) as gazetteer:
        assert gazetteer.lookup("Quxley")


def test_a_removed_list_is_gone(cache: Path) -> None:
    imported(cache)
    remove("villages", cache)
    assert names_in(cache) == []
    assert list((cache / FOLDER).iterdir()) == []
    with open_in(cache) as gazetteer:
        assert not gazetteer.lookup("Quxley")
    with pytest.raises(UsageError, match="no list 'villages'; there are: none"):
        remove("villages", cache)


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (",1,2,,,,", "name", "it is empty"),
        ("...,1,2,,,,", "name", "holds no letter"),
        ("A,91,2,,,,", "lat", "not within -90 and 90"),
        ("A,nan,2,,,,", "lat", "not within"),
        ("A,north,2,,,,", "lat", "no number of degrees"),
        ("A,1,-180.5,,,,", "lon", "not within -180 and 180"),
        ("A,1,2,hamlet,,,", "kind", "is not one of: settlement"),
        ("A,1,2,,ZZ,,", "country", "no country's code"),
        ("A,1,2,,PE,Nowhere,", "admin1", "no first-level area of PE"),
        ("A,1,2,,US,PE.22,", "admin1", "no first-level area of US"),
        ("A,1,2,,,,many", "population", "no number of people"),
        ("A,1,2,,,,-3", "population", "no number of people"),
        ("A,1,2,,,,99999999999999999999", "population", "no number of people"),
        ("A,1,2", "lon", "3 cells for 7 columns"),
        ("A,1,2,,,,,8", "population", "8 cells for 7 columns"),
        ("Good,1,2,,,,", "id", "stands in line 2 already"),
    ],
)
def test_a_wrong_line_is_named_with_its_column_and_the_others_are_kept(
    line: str, column: str, reason: str, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    text = f"name,lat,lon,kind,country,admin1,population\nGood,1,2,,,,\n{line}\nLast,3,4,site,,,\n"
    found = read_list(written(tmp_path, text), gazetteer)
    (fault,) = found.faults
    assert fault.startswith(f"villages.csv, line 3, column {column}: ")
    assert reason in fault
    assert [row["name"] for row in found.rows] == ["Good", "Last"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "column name is missing; column lat is missing; column lon is missing"),
        ("name,lat\n", "column lon is missing"),
        ("name,lat,lon,colour\n", "no column is called 'colour'"),
        ("name,lat,lon,lat\n", "column lat stands twice"),
    ],
)
def test_a_header_that_does_not_fit_is_wrong_use(
    text: str, reason: str, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=reason):
        read_list(written(tmp_path, text), gazetteer)


def test_a_file_that_is_none_or_no_text_is_refused(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_list(tmp_path / "missing.csv", gazetteer)
    (tmp_path / "bytes.csv").write_bytes(b"name,lat,lon\n\xff\xfe,1,2\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_list(tmp_path / "bytes.csv", gazetteer)


def test_an_area_without_its_country_must_be_the_only_one_of_its_name(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    found = read_list(written(tmp_path, "name,lat,lon,admin1\nA,1,2,Texas\n"), gazetteer)
    assert [row["admin1"] for row in found.rows] == ["US.TX"]


@pytest.mark.parametrize(("given", "made"), [("My Villages", "my-villages"), ("dörfer_2", "dorfer-2")])
def test_a_list_gets_a_plain_name(given: str, made: str) -> None:
    assert list_name(given) == made


@pytest.mark.parametrize("given", ["", "...", "東京", "x" * 41])
def test_a_name_without_plain_letters_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        list_name(given)
