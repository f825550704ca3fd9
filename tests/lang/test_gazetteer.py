"""The gazetteer file: what it answers, how it is made, that nobody sees half of it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.errors import DataError
from tacitus.lang.gazetteer import Gazetteer, demonyms, distance, normal
from tacitus.lang.gazetteer_build import Row, countries, file_name, regions, versions, write
from tacitus.lang.gazetteer_lists import open_in


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("St. Louis", "saint louis"),
        ("Saint-Louis", "saint louis"),
        ("Côte d'Ivoire", "cote divoire"),
        ("Côte d’Ivoire", "cote divoire"),
        ("İSTANBUL", "istanbul"),
        ("Winston-Salem", "winston salem"),
        ("  San   Salvador ", "san salvador"),
        ("Straße", "strasse"),
        ("東京", "東京"),
        ("Санкт-Петербург", "санкт петербург"),
        ("Mt. Abu", "mount abu"),
        ("...", ""),
    ],
)
def test_names_are_found_in_any_case_and_accent(written: str, key: str) -> None:
    assert normal(written) == key


def test_the_best_known_place_of_a_name_comes_first(tiny_gazetteer: Gazetteer) -> None:
    found = tiny_gazetteer.lookup("Paris")
    assert [(e.country, e.population) for e in found] == [("FR", 2138551), ("US", 24782), ("US", 10150)]


def test_further_names_in_other_scripts_are_marked_as_such(tiny_gazetteer: Gazetteer) -> None:
    for name in ("東京", "Токио"):
        (entry,) = tiny_gazetteer.lookup(name)
        assert (entry.name, entry.exact) == ("Tokyo", False)
    assert tiny_gazetteer.lookup("Tokyo")[0].exact


def test_countries_answer_to_short_and_formal_names(tiny_gazetteer: Gazetteer) -> None:
    for name in ("Britain", "UK", "U.K.", "United Kingdom", "Great Britain"):
        assert [e.code for e in tiny_gazetteer.lookup(name)] == ["GB"], name
    assert tiny_gazetteer.lookup("United States of America")[0].country == "US"


def test_areas_are_found_by_code(tiny_gazetteer: Gazetteer) -> None:
    assert tiny_gazetteer.area("US.TN.079").name == "Henry County"
    assert tiny_gazetteer.area("TR").zone == "Europe/Istanbul"
    assert tiny_gazetteer.area("XX.99") is None


def test_unknown_names_are_no_error(tiny_gazetteer: Gazetteer) -> None:
    assert tiny_gazetteer.lookup("Nowhereville") == ()
    assert tiny_gazetteer.lookup("") == ()
    assert tiny_gazetteer.lookup_keys([]) == {}


def test_many_names_are_looked_up_at_once(tiny_gazetteer: Gazetteer) -> None:
    keys = [f"nowhere {n}" for n in range(1500)] + ["lima", "kabul"]
    assert sorted(tiny_gazetteer.lookup_keys(keys)) == ["kabul", "lima"]


def test_every_people_of_a_country_leads_to_it(tiny_gazetteer: Gazetteer) -> None:
    table = demonyms()
    wanted = {key for key in table.values() if key.startswith("country ")}
    assert wanted <= set(tiny_gazetteer.lookup_keys(wanted))
    assert table["turkish"] == "country tr"


def test_distance_is_along_the_great_circle() -> None:
    assert distance((0, 0), (0, 180)) == pytest.approx(20015, abs=1)
    assert distance((48.85, 2.35), (51.51, -0.13)) == pytest.approx(344, abs=2)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gazetteer"):
        Gazetteer.open(tmp_path / "missing.sqlite")
    (tmp_path / "junk.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(DataError):
        Gazetteer.open(tmp_path / "junk.sqlite")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, tiny_rows: list[Row]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="cannot write"):
        write(tmp_path / "file" / "tiny.sqlite", tiny_rows)


def test_builders_at_once_leave_one_whole_file(tmp_path: Path, tiny_rows: list[Row]) -> None:
    path = tmp_path / "deep" / "tiny.sqlite"
    builders = [threading.Thread(target=write, args=(path, tiny_rows)) for _ in range(4)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    with Gazetteer.open(path) as found:
        assert found.lookup("Lima")
        assert found.made_from == versions()
    assert [p.name for p in path.parent.iterdir()] == ["tiny.sqlite"]


def test_the_same_places_make_the_same_file(tmp_path: Path, tiny_rows: list[Row]) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, tiny_rows)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_cached_file_is_not_built_again(tmp_path: Path, tiny_rows: list[Row]) -> None:
    write(tmp_path / file_name(), tiny_rows)
    with open_in(tmp_path) as found:
        assert len(found.lookup("Paris")) == 3


def test_every_country_has_a_point_on_the_earth() -> None:
    rows = list(countries({}))
    assert len(rows) > 220
    assert all(abs(row.lat) <= 90 and abs(row.lon) <= 180 for row in (*rows, *regions()))


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
NAMES = st.text(max_size=30) | st.sampled_from(["St. Louis", "Côte d’Ivoire", "N'Djamena", "ẞen-ıı", "St St"])


@given(POINTS, POINTS, POINTS)
def test_distance_is_a_metric(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert distance(a, b) == pytest.approx(distance(b, a), abs=1e-6)
    assert distance(a, a) == 0
    assert distance(a, c) <= distance(a, b) + distance(b, c) + 1e-3
    assert distance(a, b) <= 20016


@given(NAMES)
def test_a_key_is_its_own_key(name: str) -> None:
    assert normal(normal(name)) == normal(name)


@given(st.sampled_from(["Lima", "St. Louis", "N'Djamena", "Winston-Salem", "İstanbul", "東京", "San Martín"]))
def test_a_name_and_its_key_find_the_same_places(tiny_gazetteer: Gazetteer, name: str) -> None:
    assert tiny_gazetteer.lookup(normal(name)) == tiny_gazetteer.lookup(name) != ()


def test_areas_are_asked_for_together(tiny_gazetteer: Gazetteer) -> None:
    found = tiny_gazetteer.areas(["US.TX", "TR", "XX.99", "US.TX"])
    assert {code: entry.name for code, entry in found.items()} == {"US.TX": "Texas", "TR": "Turkey"}


def test_points_keep_a_metre(tiny_gazetteer: Gazetteer) -> None:
    entry = tiny_gazetteer.lookup("Kabul")[0]
    assert (entry.lat, entry.lon) == (34.53, 69.17)
