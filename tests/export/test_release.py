"""Releases: frozen once, listed, compared; what an earlier one had and the present has not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tacitus.errors import NotFound, UsageError
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.comparing import compare_releases, comparison_lines
from tacitus.export.earlier import objects, why_gone
from tacitus.export.formats import formats
from tacitus.export.package import file_hash
from tacitus.export.reading import read_rows
from tacitus.export.release import Frozen, earlier_of, freeze_release, manifests, release_folder
from tacitus.model import Figure, Organisation, When
from tacitus.model import Place as Where
from tests.cli.test_cli import tacitus
from tests.export.conftest import MADE
from tests.export.happenings import incident
from tests.export.made import attack, keep, store_of

Object = dict[str, Any]
DAY = When(earliest=date(2031, 5, 3), latest=date(2031, 5, 3))


def told(number: int, killed: int = 3, **rest: Any) -> Object:
    slots = {
        "type": ["bombing"],
        "stage": ["accomplished"],
        "started": [DAY],
        "place": [Where(name="Norvik", lat=39.5, lon=32.25, country="TR", precision="town")],
        "killed": [Figure(low=killed, high=killed)],
        "perpetrator_organisation": [Organisation(name="Zorvan Column", actor_kind="rebels", link="claimed")],
    }
    return incident(number, slots, **rest)


def freeze(folder: Path, name: str, found: list[Object], *forms: str) -> Path:
    chosen = [Frozen(formats()[form], MADE) for form in forms or ("acled", "csv", "jsonl")]
    freeze_release(name, folder, chosen, lambda _: found, Wanted(), released="2031-06-01")
    return folder / name


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Of five incidents one is revised, one merged into it, one split, one refuted and one withdrawn."""
    first = [told(n) for n in range(1, 6)]
    second = [told(1, killed=4), told(3), told(4, occurrence="refuted"), told(7), told(8)]
    second[0]["reports"] += first[1]["reports"]
    third = {**first[2]["reports"][0], "id": "rep-x"}
    first[2]["reports"].append(third)
    second[1]["id"], second[3]["id"] = "inc-7", "inc-8"
    second[1]["reports"], second[3]["reports"] = [first[2]["reports"][0]], [third]
    found = sorted(second, key=lambda one: str(one["id"]))
    return freeze(tmp_path, "one", sorted(first, key=lambda one: str(one["id"]))), freeze(
        tmp_path, "two", found
    )


def test_a_comparison_says_what_came_went_and_changed_and_why(pair: tuple[Path, Path]) -> None:
    made = compare_releases(*pair)["formats"]["acled"]
    ids = [told(n)["id"] for n in range(1, 6)]
    assert {row["row"]: row["reason"] for row in made["went"]} == {
        ids[1]: "merged", ids[2]: "split", ids[3]: "refuted", ids[4]: "withdrawn",
    }  # fmt: skip
    assert {row["row"] for row in made["came"]} == {"inc-7", "inc-8", told(8)["id"]}
    (changed,) = made["changed"]
    assert changed["row"] == ids[0]
    assert {"column": "fatalities", "old": 3, "new": 4} in changed["cells"]
    assert {"1 new reports", "figures revised"} <= set(changed["reasons"])


def test_a_comparison_in_words_names_every_row(pair: tuple[Path, Path]) -> None:
    found = compare_releases(*pair)
    said = "\n".join(comparison_lines(found))
    for made in found["formats"].values():
        for row in (*made["came"], *made["went"], *made["changed"]):
            assert row["row"] in said
    assert "fatalities: 3 -> 4" in said


def test_a_release_does_not_differ_from_itself(pair: tuple[Path, Path]) -> None:
    for made in compare_releases(pair[0], pair[0])["formats"].values():
        assert made == {"came": [], "went": [], "changed": []}


def test_deletions_are_those_of_the_comparison(pair: tuple[Path, Path], tmp_path: Path) -> None:
    form = formats()["acled"]
    earlier = earlier_of("one", tmp_path, form)
    found = list(objects(pair[1] / "jsonl" / "incidents.jsonl"))
    refuted = told(4, occurrence="refuted")
    write_bundle([*found, refuted], form, Place(tmp_path / "now", form.file), MADE, Wanted(against=earlier))
    lines = (tmp_path / "now" / "deletions.csv").read_text(encoding="utf-8").splitlines()
    went = compare_releases(*pair)["formats"]["acled"]["went"]
    assert lines[0] == "row,incident,reason,detail"
    assert [line.split(",")[0] for line in lines[1:]] == [row["row"] for row in went]
    assert [line.split(",")[2] for line in lines[1:]] == [row["reason"] for row in went]
    package = json.loads((tmp_path / "now" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["tacitus"]["against"] == "one"


def test_the_manifest_holds_the_hash_of_every_file(pair: tuple[Path, Path]) -> None:
    for release in pair:
        (manifest,) = [one for one in manifests(release.parent) if one["name"] == release.name]
        for form, made in manifest["formats"].items():
            assert {p.name for p in (release / form).iterdir()} == set(made["files"])
            assert all(file_hash(release / form / name) == digest for name, digest in made["files"].items())
            rows = list(read_rows(formats()[form], release / form / formats()[form].file))
            assert made["rows"] == len(rows)
        assert manifest["members"] == file_hash(release / "members.csv")


def test_the_day_stands_in_the_manifest_alone(pair: tuple[Path, Path]) -> None:
    files = [path for path in pair[0].rglob("*") if path.is_file()]
    holding = [path.name for path in files if b"2031-06-01" in path.read_bytes()]
    assert holding == ["manifest.json"]


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "x" * 65, "a b"])
def test_a_bad_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a release"):
        freeze(tmp_path, name, [])


def test_a_release_is_never_written_again(tmp_path: Path) -> None:
    freeze(tmp_path, "one", [told(1)])
    with pytest.raises(UsageError, match="never written again"):
        freeze(tmp_path, "one", [])


def test_a_release_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no release x"):
        release_folder("x", tmp_path)
    freeze(tmp_path, "one", [told(1)], "csv")
    with pytest.raises(NotFound, match="holds no gtd"):
        earlier_of("one", tmp_path, formats()["gtd"])
    freeze(tmp_path, "two", [told(1)], "gtd")
    with pytest.raises(UsageError, match="no format in common"):
        compare_releases(tmp_path / "one", tmp_path / "two")


def test_a_row_of_an_incident_that_is_still_there_is_no_longer_told() -> None:
    assert why_gone("inc-1", ["rep-1"], {"rep-1": "inc-1"}, {}).reason == "no longer told"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "kept.db"
    store_of(path, attack()).close()
    return path


def test_the_command_line_freezes_lists_and_compares(store: Path, tmp_path: Path) -> None:
    kept = ("--store", str(store))
    done = tacitus("release", "freeze", "2031-05", "--format", "csv", "--format", "gtd", *kept)
    assert done.code == 0, done.err
    assert (tmp_path / "kept.releases" / "2031-05" / "manifest.json").exists()
    with store_of(store) as opened:
        keep(opened, attack("https://other.example/2", killed=15, publisher="Another"))
    assert tacitus("release", "freeze", "2031-06", *kept).code == 0
    listed = json.loads(tacitus("release", "list", "--json", *kept).out)
    assert [one["name"] for one in listed] == ["2031-05", "2031-06"]
    assert "2031-05" in tacitus("release", "list", *kept).out
    compared = json.loads(tacitus("release", "compare", "2031-05", "2031-06", "--json", *kept).out)
    assert set(compared["formats"]) == {"csv"}
    assert tacitus("release", "compare", "2031-05", "2031-06", *kept).out
    out = tmp_path / "out"
    done = tacitus("export", "gtd", "--out", str(out), "--against", "2031-05", *kept)
    assert done.code == 0, done.err
    assert (out / "deletions.csv").exists()


def test_a_file_has_its_side_files_by_its_own_name(store: Path, tmp_path: Path) -> None:
    for form in ("gtd", "acled"):
        done = tacitus("export", form, "--out", str(tmp_path / f"my-{form}.csv"), "--store", str(store))
        assert done.code == 0, done.err
    assert {p.name for p in tmp_path.glob("my-*")} == {
        f"my-{form}.{end}" for form in ("gtd", "acled")
        for end in ("csv", "excluded.csv", "provenance.jsonl", "datapackage.json")
    }  # fmt: skip


def test_standard_output_is_the_data_alone(store: Path, tmp_path: Path) -> None:
    out = tacitus("export", "gtd", "--store", str(store)).out
    assert out.startswith("eventid,")
    assert {path.suffix for path in tmp_path.iterdir()} <= {".db", ".db-wal", ".db-shm"}
    assert tacitus("export", "parquet", "--store", str(store)).code == 2
    assert tacitus("export", "gtd", "--annotations", "--store", str(store)).code == 2
    assert tacitus("export", "gtd", "--profile", "oracle", "--store", str(store)).code == 2


def test_an_export_as_of_a_day_knows_no_later_page(demo_store: Path, tmp_path: Path) -> None:
    kept = ("--store", str(demo_store))
    for day in ("2024-05-15", "2030-01-01"):
        out = tmp_path / day
        done = tacitus("export", "jsonl", "--as-of", day, "--profile", "gtd", "--out", str(out), *kept)
        assert done.code == 0, done.err
        package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
        assert (package["tacitus"]["as_of"], package["tacitus"]["profile"]) == (day, "gtd")
    early, late = (list(objects(tmp_path / day / "incidents.jsonl")) for day in ("2024-05-15", "2030-01-01"))
    assert 0 < len(early) < len(late)
    for found in early:
        assert all(report["published"]["earliest"] <= "2024-05-15" for report in found["reports"])
