"""From pages to incidents and back: order, repetition, people's judgements, and being killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus import archive, pipeline
from tacitus.errors import NotFound, StoreReadOnly
from tacitus.extract.joins import FEATURES, KINDS, Join, Joins
from tacitus.extract.reader import Reader
from tacitus.extract.tagger import Reading
from tacitus.lang.gazetteer import Gazetteer
from tacitus.model import Claim, Decision, Figure
from tacitus.read import InProcess
from tacitus.read.html import Parsed
from tacitus.store import Store, add_claim, add_decision, open_store, views
from tests.archive_pages import everything, incidents, page, write_pages

SHARED = Path(__file__).parents[2] / "shared"
AT = "2031-01-01T00:00:00+00:00"
KILLS = 40
MOMENTS = (0, 2, 5, 20, 59)
"""Pages acknowledged before a kill: at the start, early, in the middle, when linking is about to begin."""


@pytest.fixture(scope="session")
def tools(tiny_gazetteer: Gazetteer) -> pipeline.Tools:
    return pipeline.Tools(gazetteer=tiny_gazetteer, parser=InProcess())


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied: making one takes longer than reading ten pages."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_store(path).close()
    return path


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterable[Store]:
    with open_store(shutil.copy(empty, tmp_path / "tacitus.db")) as opened:
        yield opened


def ingest(store: Store, tools: pipeline.Tools, *paths: Path, at: str = AT) -> archive.Summary:
    """As the command does it: read and keep, and link where something is new."""
    done = archive.ingest(map(str, paths), store, tools, now=lambda: at, step=lambda _: None)
    archive.link_new(store)
    return done


# ---- repetition and order ----


def test_the_same_pages_twice_change_nothing(store: Store, tools: pipeline.Tools, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 21)
    first = ingest(store, tools, tmp_path / "pages")
    before = everything(store)
    second = ingest(store, tools, tmp_path / "pages", at="2032-02-02T00:00:00+00:00")
    assert (first.read, first.known) == (18, 3), "every seventh is a copy"
    assert (second.read, second.known) == (0, 21)
    assert everything(store) == before
    archive.relink(store)
    assert everything(store) == before


def test_reports_of_one_happening_become_one_incident(
    store: Store, tools: pipeline.Tools, tmp_path: Path
) -> None:
    write_pages(tmp_path / "pages", 6, tellings=3)
    ingest(store, tools, tmp_path / "pages")
    assert [len(found["reports"]) for found in incidents(store)] == [3, 3]


@settings(max_examples=8, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_order_of_ingest_does_not_matter(
    data: st.DataObject, empty: Path, tools: pipeline.Tools, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    pages = write_pages(folder / "pages", 10)
    order = data.draw(st.permutations(pages))
    cut = data.draw(st.integers(0, len(pages)))
    found = []
    for number, parts in enumerate(([pages], [order[:cut], order[cut:]])):
        with open_store(shutil.copy(empty, folder / f"{number}.db")) as store:
            for part in parts:
                ingest(store, tools, *part)
            found.append((incidents(store), list(views.records(store))))
    assert found[0] == found[1]


def test_linking_that_was_cut_short_is_done_by_the_next_ingest(
    store: Store, tools: pipeline.Tools, tmp_path: Path
) -> None:
    write_pages(tmp_path / "pages", 6)
    archive.ingest([str(tmp_path / "pages")], store, tools, now=lambda: AT, step=lambda _: None)
    assert not archive.is_linked(store)
    assert ingest(store, tools, tmp_path / "pages").read == 0
    assert archive.is_linked(store)
    assert incidents(store)


# ---- inputs that are not as they should be ----


def test_a_wrong_path_among_several_is_said_before_anything_is_written(
    store: Store, tools: pipeline.Tools, tmp_path: Path
) -> None:
    write_pages(tmp_path / "pages", 2)
    before = everything(store)
    with pytest.raises(NotFound, match="nowhere"):
        ingest(store, tools, tmp_path / "pages", tmp_path / "nowhere")
    assert everything(store) == before


def test_the_stores_own_files_are_not_read(store: Store, tools: pipeline.Tools, tmp_path: Path) -> None:
    write_pages(tmp_path, 2)
    assert not ingest(store, tools, tmp_path).failures


class Faulty:
    """A parser with a fault of ours in it: it raises what nobody expects on pages with a certain word."""

    def parse(self, page: str, url: str | None = None) -> Parsed:
        if "cellar" in page:
            raise ZeroDivisionError("made for a test")
        return InProcess().parse(page, url)


def test_a_fault_on_one_page_stops_no_other(store: Store, tools: pipeline.Tools, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 5)
    (tmp_path / "pages" / "002a.html").write_text("<html><body><p>In the cellar.</p></body></html>")
    done = ingest(store, replace(tools, parser=Faulty()), tmp_path / "pages")
    assert done.read == 5
    ((source, reason),) = done.failures
    assert source.endswith("002a.html")
    assert "ZeroDivisionError" in reason
    (failure,) = views.failures(store)
    assert "Traceback" in failure.kind
    assert not ingest(store, tools, tmp_path / "pages").failures, "what is read later is no failure any more"
    assert not views.failures(store)


def test_a_store_for_reading_only_is_not_ingested_into(
    store: Store, tools: pipeline.Tools, tmp_path: Path
) -> None:
    write_pages(tmp_path / "pages", 2)
    with (
        open_store(store.name, read_only=True) as locked,
        pytest.raises(StoreReadOnly, match="reading only"),
    ):
        ingest(locked, tools, tmp_path / "pages")


# ---- what people judged ----


def html(text: str) -> str:
    title, *paragraphs = text.strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<html><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


class Mover:
    """A newer reader: it takes a line of the page's furniture for text, so that everything moves."""

    def parse(self, page: str, url: str | None = None) -> Parsed:
        found = InProcess().parse(page, url)
        return replace(
            found, paragraphs=("Pictures by our own staff were taken on the spot.", *found.paragraphs)
        )


Change = Callable[[pytest.MonkeyPatch, pipeline.Tools], pipeline.Tools]


def nothing(patch: pytest.MonkeyPatch, tools: pipeline.Tools) -> pipeline.Tools:
    return tools


def newer_method(patch: pytest.MonkeyPatch, tools: pipeline.Tools) -> pipeline.Tools:
    patch.setattr(pipeline, "METHOD", "rules-en/next")
    return tools


def newer_reader(patch: pytest.MonkeyPatch, tools: pipeline.Tools) -> pipeline.Tools:
    patch.setattr("tacitus.read.html.READER", "html:next")
    return replace(newer_method(patch, tools), parser=Mover())


class Silent:
    """An encoder that proposes nothing."""

    def read(self, text: str) -> Reading:
        return Reading({"relevant": 0.9}, ())


def test_another_model_reads_stored_pages_anew(store: Store, tools: pipeline.Tools, tmp_path: Path) -> None:
    path = tmp_path / "0.html"
    path.write_text(html(page(0, 0)), encoding="utf-8")
    assert ingest(store, tools, path).read == 1
    assert ingest(store, tools, path).known == 1
    level = Join(weights=(0.0,) * len(FEATURES), keep=(0.0, 0.0), add=(1.0, 1.0))
    joins = Joins(reader="silent-1", kinds=dict.fromkeys(KINDS, level), page=(0.0, 1.0))
    for digest in ("aaaa", "bbbb"):
        other = replace(tools, reader=Reader(encoder=Silent(), joins=joins, method=f"silent-1/{digest}"))
        assert other.method == f"{pipeline.METHOD}+silent-1/{digest}"
        assert ingest(store, other, path).read == 1
        assert ingest(store, other, path).known == 1


@pytest.fixture
def judged(store: Store, tools: pipeline.Tools, tmp_path: Path) -> Path:
    """Pages 0 and 1 tell of one happening, 2 of another; a person said the contrary of both, and corrected
    the toll of page 2."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, (happening, telling) in enumerate(((0, 0), (0, 1), (1, 0))):
        (folder / f"{number}.html").write_text(html(page(happening, telling)), encoding="utf-8")
    ingest(store, tools, folder)
    reports = main_reports(store)
    assert together(store) == [["0.html", "1.html"], ["2.html"]]
    words = reports["2.html"].report.slot("killed")[0].evidence
    fixed = Claim.of(
        report=reports["2.html"].id, slot="killed", value=Figure(low=9, high=9), evidence=words,
        method="human:ada",
    )  # fmt: skip
    with store.atomic():
        for number, (verdict, one, other) in enumerate(
            (("different", "0.html", "1.html"), ("same", "0.html", "2.html"))
        ):
            subject = tuple(sorted((reports[one].id, reports[other].id)))
            add_decision(
                store,
                Decision(
                    id=f"dec-{number}", subject=subject, verdict=verdict, decided_by="ada", decided_at=AT
                ),
            )
        add_claim(store, fixed, at=AT)
    archive.relink(store)
    return folder


def main_reports(store: Store) -> dict[str, views.ReportRow]:
    """File name -> the report of the page's own happening."""
    found = {}
    for row in views.reports(store):
        if row.report.role == "main":
            found[Path(row.document.source).name] = row
    return found


def together(store: Store) -> list[list[str]]:
    return sorted(
        sorted({Path(report["source"]).name for report in found["reports"]}) for found in incidents(store)
    )


@pytest.mark.parametrize("change", [nothing, newer_method, newer_reader])
def test_what_people_judged_outlives_reading_anew(
    store: Store, tools: pipeline.Tools, judged: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    before = {name: row.document.id for name, row in main_reports(store).items()}
    changed = change(monkeypatch, tools)
    done = ingest(store, changed, judged)
    archive.relink(store)
    assert done.read == (0 if change is nothing else 3)
    now = {name: row.document.id for name, row in main_reports(store).items()}
    assert (now != before) == (change is newer_reader)
    assert together(store) == [["0.html", "2.html"], ["1.html"]]
    (merged,) = (found for found in incidents(store) if len(found["reports"]) == 2)
    (killed, *_) = merged["slots"]["killed"]
    assert killed["best"] == 9
    assert "ada" in killed["trace"]
    assert not views.orphaned_decisions(store)
    assert not views.orphaned_claims(store)


# ---- being killed ----

# Imports and loads once, then forks a real `tacitus ingest` for each line it is given.
NURSERY = """
import os, sys
from tacitus import archive, cli, config, export, public, pipeline
from tacitus.export import progress
from tacitus.store import migrate
archive.BATCH = 4
_, folder, store = sys.argv
sys.argv = ["tacitus", "ingest", folder, "--store", store, "--progress", "lines"]
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.dup2(1, 2)
        cli.main()
        os._exit(0)
    os.write(1, f"child {child}\\n".encode())
    _, status = os.waitpid(child, 0)
    os.write(1, f"ended {status}\\n".encode())
"""


def test_forty_kills_lose_and_double_nothing(tmp_path: Path, tools: pipeline.Tools) -> None:
    chance = random.Random(11)
    pages = write_pages(tmp_path / "pages", 60)
    path = tmp_path / "killed.db"
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(tmp_path / "pages"), str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TACITUS_READER": "none"},
    )  # fmt: skip
    acknowledged: set[str] = set()
    kills = 0
    with nursery:
        while kills < KILLS:
            said, killed = one_round(nursery, wait_for=chance.choice(MOMENTS), pause=chance.uniform(0, 0.05))
            acknowledged |= said
            kills += killed
            check(path, acknowledged)
            if not killed:  # done before the kill: begin anew, so that every kill hits something
                assert len(acknowledged) == len(pages)
                path.unlink()
                acknowledged.clear()
        last, killed = one_round(nursery, wait_for=10**6, pause=0)
        assert not killed
        assert nursery.stdin is not None
        nursery.stdin.close()
    with open_store(path) as store:
        assert archive.is_linked(store), "the restart needs no other command"
        assert len(acknowledged | last) == len(pages)
        left = (incidents(store), list(views.records(store)))
    with open_store(tmp_path / "whole.db") as whole, Gazetteer.open(real_gazetteer()) as gazetteer:
        ingest(whole, replace(tools, gazetteer=gazetteer), tmp_path / "pages")
        assert left == (incidents(whole), list(views.records(whole)))


def real_gazetteer() -> Path:
    from tacitus.config import load_settings
    from tacitus.lang.gazetteer_build import file_name

    return load_settings().cache / file_name()


def one_round(nursery: subprocess.Popen[str], *, wait_for: int, pause: float) -> tuple[set[str], bool]:
    """Start an ingest and kill it `pause` seconds after it has acknowledged so many pages; (what it
    acknowledged, whether it was still running then)."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("go\n")
    nursery.stdin.flush()
    said: set[str] = set()
    child, new = 0, 0
    for line in nursery.stdout:
        word, _, rest = line.strip().partition(" ")
        if word == "ended":
            assert rest in ("0", str(int(signal.SIGKILL))), f"the command failed: {rest}"
            return said, rest != "0"
        if word == "child":
            child = int(rest)
        elif word == "done":
            said.add(rest)
            new += 1
        if child and new >= wait_for:
            threading.Event().wait(pause)
            os.kill(child, signal.SIGKILL)
            child = 0
    raise AssertionError("the nursery died")


def check(path: Path, acknowledged: set[str]) -> None:
    """The store is whole, and every page that was acknowledged is in it once."""
    with open_store(path) as store:
        with store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        rows = views.documents(store, limit=1000).rows
        sources = [source for row in rows for source in row.sources]
        assert len(sources) == len(set(sources)), "none doubled"
        assert acknowledged <= set(sources), "nothing acknowledged is lost"
        told = [report for _, reports in views.memberships(store) for report in reports]
        assert len(told) == len(set(told))
