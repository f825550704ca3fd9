"""From pages to a file and back at the command line: ingest, incidents, show, documents, export."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from tests.archive_pages import page, write_pages
from tests.cli.test_cli import Done, tacitus

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """The store of six pages about two happenings, and what was said while it was made."""
    folder = tmp_path_factory.mktemp("filled")
    write_pages(folder / "pages", 6)
    path = folder / "t.db"
    return path, tacitus("ingest", str(folder / "pages"), "--store", str(path))


def objects(done: Done) -> list[dict]:
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


# ---- what comes out ----


def test_an_ingest_says_what_was_read_and_made(filled: tuple[Path, Done]) -> None:
    path, done = filled
    assert done.code == 0
    assert done.out == ""
    assert "6 read" in done.err
    assert f"2 incidents; see them with: tacitus incidents --store {path}" in done.err


def test_incidents_are_listed_and_narrowed_down(filled: tuple[Path, Done]) -> None:
    path, _ = filled
    store = ("--store", str(path))
    assert len(objects(tacitus("incidents", "--json", *store))) == 2
    listed = tacitus("incidents", *store).out
    assert "Ankara" in listed
    assert "Istanbul" in listed
    for option, value, count in (
        ("--country", "tr", 2), ("--country", "PE", 0), ("--type", "bombing", 2), ("--type", "arson", 0),
        ("--since", "2019-06-04", 1), ("--until", "2019-06-03", 1), ("--min-killed", "4", 2),
        ("--min-killed", "5", 0), ("--text", "Ankara", 1),
    ):  # fmt: skip
        assert len(objects(tacitus("incidents", "--json", option, value, *store))) == count, (option, value)


def test_an_incident_opens_to_the_sentences_for_and_against(filled: tuple[Path, Done]) -> None:
    path, _ = filled
    store = ("--store", str(path))
    first = objects(tacitus("incidents", "--json", *store))[0]
    shown = json.loads(tacitus("show", first["id"], "--json", *store).out)
    assert shown == first
    killed = shown["slots"]["killed"][0]
    assert (killed["low"], killed["best"], killed["high"]) == (2, 4, 4)
    assert killed["supporting"]
    assert killed["opposing"]
    read = tacitus("show", first["id"], *store).out
    assert "killed" in read
    assert "4" in read


def test_a_report_and_a_document_can_be_shown(filled: tuple[Path, Done]) -> None:
    path, _ = filled
    store = ("--store", str(path))
    first = objects(tacitus("incidents", "--json", *store))[0]
    report = first["reports"][0]
    assert json.loads(tacitus("show", report["id"], "--json", *store).out)["id"] == first["id"]
    document = json.loads(tacitus("show", report["document"], "--json", *store).out)
    assert document["document"]["id"] == report["document"]
    unknown = tacitus("show", "inc-0", *store)
    assert unknown.code == 1
    assert "inc-0" in unknown.err


def test_documents_are_listed_and_searched(filled: tuple[Path, Done]) -> None:
    path, _ = filled
    store = ("--store", str(path))
    assert len(objects(tacitus("documents", "--json", *store))) == 6
    assert len(objects(tacitus("documents", "--json", "--text", "Ankara", *store))) == 3
    assert "Bomb kills" in tacitus("documents", *store).out


def test_exports_hold_every_incident_and_are_the_same_each_time(
    filled: tuple[Path, Done], tmp_path: Path
) -> None:
    path, _ = filled
    for form in ("csv", "jsonl"):
        files = [tmp_path / f"{n}.{form}" for n in (1, 2)]
        for file in files:
            assert tacitus("export", form, "-o", str(file), "--store", str(path)).code == 0
        assert files[0].read_bytes() == files[1].read_bytes()
    rows = list(csv.DictReader((tmp_path / "1.csv").read_text(encoding="utf-8").splitlines()))
    lines = [json.loads(line) for line in (tmp_path / "1.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert [row["killed_best"] for row in rows] == ["4", "4"]


# ---- what goes in ----


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder as people have them."""
    folder = tmp_path / "mixed"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "a.txt").write_text(page(0), encoding="utf-8")
    (folder / "b.html").write_text(f"<html><body><article><p>{page(1)}</p></article></body></html>")
    (folder / "deep" / "er" / "c.txt.gz").write_bytes(gzip.compress(page(2).encode()))
    rows = [json.dumps({"text": page(3), "date": "2019-06-07"}), '{"text": broken', json.dumps({"other": 1})]
    (folder / "d.jsonl").write_text("\n".join([*rows, json.dumps({"text": page(4)})]), encoding="utf-8")
    (folder / "e-empty.txt").touch()
    (folder / "f-binary.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "g-huge.txt").write_bytes(b"word " * 1_300_000)
    (folder / ".hidden.txt").write_text(page(5), encoding="utf-8")
    (folder / ".git" / "h.txt").write_text(page(5), encoding="utf-8")
    (folder / "i-cut.gz").write_bytes(gzip.compress(page(5).encode())[:60])
    (folder / "j-away.txt").symlink_to(folder / "nowhere.txt")
    return folder


def test_a_mixed_folder_keeps_what_is_good_and_says_what_failed(mixed: Path, tmp_path: Path) -> None:
    store = ("--store", str(tmp_path / "t.db"))
    done = tacitus("ingest", str(mixed), *store)
    assert done.code == 1
    assert "6 read" in done.err
    assert "1 of them without text (1 empty)" in done.err
    failed = [line for line in done.err.splitlines() if line.startswith("failed: ")]
    for name, why in (
        ("d.jsonl", "line 2"), ("d.jsonl", "line 3"), ("f-binary.bin", "binary"), ("g-huge.txt", "5,000,000"),
        ("i-cut.gz", "gzip"), ("j-away.txt", "not a regular file"),
    ):  # fmt: skip
        assert any(name in line and why in line for line in failed), (name, why, failed)
    assert len(failed) == 6
    assert len(objects(tacitus("documents", "--json", *store))) == 6
    again = tacitus("ingest", str(mixed), *store)
    assert again.code == 1
    assert "0 read, 6 known already, 6 failed" in again.err
    assert "incidents" not in again.err, "nothing was made anew"


def test_a_wrong_path_among_several_writes_nothing(mixed: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    done = tacitus("ingest", str(mixed), str(tmp_path / "nowhere"), "--store", str(path))
    assert done.code == 2
    assert "nowhere" in done.err
    assert not path.exists()


def test_rows_can_come_on_standard_input(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": page(n)}) for n in range(3)).encode()
    done = tacitus("ingest", "-", "--store", str(tmp_path / "t.db"), given=rows)
    assert done.code == 0
    assert "3 read" in done.err


def test_each_page_is_named_once_it_is_kept_if_asked(mixed: Path, tmp_path: Path) -> None:
    done = tacitus("ingest", str(mixed / "d.jsonl"), "--progress", "lines", "--store", str(tmp_path / "t.db"))
    said = [line for line in done.err.splitlines() if line.startswith("done ")]
    assert said == [f"done {mixed / 'd.jsonl'}:{n}" for n in (1, 2, 3, 4)]
    assert tacitus("ingest", str(mixed), "--progress", "loud").code == 2


# Imports everything first, for the libraries may lie where only their owner can read.
AS_NOBODY = """
import os, sys
import sqlalchemy.dialects.sqlite.pysqlite
from tacitus import archive, cli, config, pipeline, public
from tacitus.export import progress
from tacitus.store import open_store, sqlite
open_store(sys.argv.pop(), read_only=True).close()
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
cli.main()
"""


@pytest.mark.parametrize("locked", ["folder", "file"])
def test_a_store_that_may_not_be_written_is_said_and_kept(filled: tuple[Path, Done], locked: str) -> None:
    # far from the test's own folder, whose parents are its owner's alone
    folder = Path("/tmp") / f"tacitus-ingest-{os.getpid()}-{locked}"
    folder.mkdir()
    path = folder / "t.db"
    try:
        path.write_bytes(filled[0].read_bytes())
        (folder / "new.txt").write_text(page(5), encoding="utf-8")
        path.chmod(0o444 if locked == "file" else 0o666)
        folder.chmod(0o555 if locked == "folder" else 0o777)
        done, listed = (
            subprocess.run(
                [sys.executable, "-c", AS_NOBODY, *arguments, "--store", str(path), str(filled[0])],
                capture_output=True, text=True, check=False, timeout=60, cwd="/tmp",
            )
            for arguments in (["ingest", str(folder / "new.txt")], ["incidents", "--json"])
        )  # fmt: skip
        assert done.returncode == 1
        assert "may not be written" in done.stderr
        assert "Traceback" not in done.stderr
        assert listed.returncode == 0, listed.stderr
        assert len(listed.stdout.splitlines()) == 2
    finally:
        folder.chmod(0o755)
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


@pytest.mark.shared
@pytest.mark.slow
def test_pages_of_the_wild_are_ingested_and_known_again(tmp_path: Path) -> None:
    pages = SHARED / "bench" / "pages"
    if not pages.is_dir():
        pytest.skip(f"no pages at {pages}")
    folder = tmp_path / "pages"
    folder.mkdir()
    files = sorted(pages.rglob("*.html.gz"))
    for number, file in enumerate(islice(files, 0, None, max(1, len(files) // 40))):
        (folder / f"{number:03}.html.gz").write_bytes(file.read_bytes())
    store = ("--store", str(tmp_path / "t.db"))
    first = tacitus("ingest", str(folder), *store)
    assert first.code == 0, first.err
    before = (tmp_path / "t.db").read_bytes()
    second = tacitus("ingest", str(folder), *store)
    assert "pages: 0 read" in second.err
    assert (tmp_path / "t.db").read_bytes() == before
