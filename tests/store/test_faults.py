"""What a store survives: being killed, a write that fails, a full disk, several processes at once."""

import os
import random
import signal
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from tacitus.errors import StoreError
from tacitus.model import Claim, Decision
from tacitus.store import (
    Store,
    add_claim,
    add_decision,
    add_failure,
    add_record,
    open_store,
    redact,
    replace_incidents,
    schema,
    views,
)
from tests.store import factory
from tests.store.conftest import of_files

KILLS = 40

# Imports once, then forks two who ingest the same pages for each line it is given; one of them mostly waits
# for the other's lock. A child is killed at any moment, even while it makes the store.
NURSERY = """
import os, sys
from pathlib import Path
from tacitus.store import add_record, open_store
from tests.store import factory

def ingest(first):
    with open_store(Path(sys.argv[1])) as store:
        for batch in range(first, 10**6):
            with store.atomic():
                for number in range(3 * batch, 3 * batch + 3):
                    add_record(store, factory.record(number), extracted_by="rules 1")
            os.write(1, f"kept {batch}\\n".encode())

for line in sys.stdin:
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            ingest(int(line))
        children.append(child)
    os.write(1, f"children {children[0]} {children[1]}\\n".encode())
    for child in children:
        os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


def test_a_kill_loses_and_doubles_nothing(tmp_path: Path) -> None:
    path, chance, known = tmp_path / "t.db", random.Random(7), 0
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    with nursery:
        for number in range(KILLS // 2):
            under_way = number % 2 == 1
            pause = chance.uniform(0, 0.1 if under_way else 0.3)
            first = max(0, known // 3 - (0 if under_way else 2))
            said = one_round(nursery, first=first, pause=pause, under_way=under_way)
            known = max(known, said)
            check_numbered(path, known)
        assert nursery.stdin is not None
        nursery.stdin.close()
    assert known >= 3 * KILLS // 4, "each round under way gets a batch further"


def one_round(nursery: subprocess.Popen[str], *, first: int, pause: float, under_way: bool) -> int:
    """Let two ingest from batch `first` and kill them after `pause` seconds, counted from their start or,
    once they are `under_way`, from the first batch kept; how many documents were acknowledged."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{first}\n")
    nursery.stdin.flush()
    known, children = 0, []
    for line in nursery.stdout:
        word, *numbers = line.split()
        if word == "dead":
            return known
        if word == "kept":
            known = max(known, 3 * int(numbers[0]) + 3)
        if word == "children":
            children = [int(child) for child in numbers]
        if children and (known or not under_way):
            threading.Event().wait(pause)
            for child in children:
                os.kill(child, signal.SIGKILL)
            children = []
    raise AssertionError("the nursery died")


def check_numbered(path: Path, known: int) -> None:
    """All documents up to `known` are there once, whole, and so are the last batch's beyond."""
    with open_store(path) as store:
        with store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            urls = connection.execute(sa.select(schema.documents.c.url)).scalars().all()
        numbers = sorted(int(str(url).rsplit("/", 1)[1]) for url in urls)
        assert numbers == list(range(len(numbers))), "none doubled, none missing"
        assert len(numbers) >= known, "nothing acknowledged is lost"
        assert len(numbers) % 3 == 0, "a batch is there or it is not"
        counted = views.counts(store)
        assert (counted.reports, counted.claims) == (len(numbers), 4 * len(numbers))


class WriteFailed(Exception):
    """Thrown into the middle of a transaction."""


@contextmanager
def failing(store: Store, number: int) -> Iterator[list[str]]:
    """The `number`-th statement that writes fails; yields the list of those that were begun."""
    begun: list[str] = []

    def before(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            begun.append(statement)
            if len(begun) == number:
                raise WriteFailed(statement)

    event.listen(store._engine, "before_cursor_execute", before)
    try:
        yield begun
    finally:
        event.remove(store._engine, "before_cursor_execute", before)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, and what the index finds."""
    with store.reading() as connection:
        rows = {
            table.name: [
                tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in schema.metadata.sorted_tables
        }
        found = connection.exec_driver_sql(
            "SELECT rowid FROM document_words WHERE document_words MATCH 'bomb'"
        )
        rows["words"] = sorted(tuple(row) for row in found)
    return rows


def whole_step(store: Store) -> None:
    """One of everything that writes."""
    one, two = factory.record(1), factory.record(2)
    add_record(store, two, extracted_by="rules 2", source="elsewhere.html")
    add_record(store, replace(one, document=replace(one.document, title="Anew")), extracted_by="rules 2")
    anew = factory.document("Menu. " + two.document.text, two.document.url, digest=two.document.digest)
    add_record(store, replace(two, document=anew, reports=(), statements=()))
    add_failure(store, "x", reason="too large")
    add_decision(
        store, Decision(id="dec-1", subject=("a", "b"), verdict="same", decided_by="a", decided_at="1")
    )
    claim = one.reports[0].claims[0]
    human = Claim.of(
        report=claim.report,
        slot="killed",
        value=claim.value,
        stance="denied",
        method="human:a",
        evidence=claim.evidence,
    )
    add_claim(store, human)
    redact(store, factory.record(0).document.id, by="a", at="1", reason="r")
    replace_incidents(store, [factory.incident(one)], voices_of={one.reports[0].id: "v"})


def test_a_failing_write_leaves_the_state_before(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        with store.atomic():
            for number in range(3):
                add_record(store, factory.record(number), extracted_by="rules 1")
            replace_incidents(store, [factory.incident(factory.record(n)) for n in range(3)])
        before = everything(store)
        number, failed = 0, True
        while failed:
            number += 1
            with failing(store, number):
                failed = raised(lambda: in_one(store))
            if failed:
                assert everything(store) == before, f"write {number}"
        assert number > 40
        assert everything(store) != before


def in_one(store: Store) -> None:
    with store.atomic():
        whole_step(store)


def raised(step: Callable[[], None]) -> bool:
    try:
        step()
    except WriteFailed:
        return True
    return False


@of_files
def test_a_full_disk_is_said_and_nothing_is_lost(store: Store) -> None:
    with store.atomic():
        add_record(store, factory.record(0))
        pages = store.writing().exec_driver_sql("PRAGMA page_count").scalar_one()

    def fill() -> None:
        # the file may grow no further, as on a disk without room
        store.writing().exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")
        for number in range(1, 500):
            add_record(store, factory.record(number))

    with pytest.raises(StoreError, match="no room left"), store.atomic():
        fill()
    assert views.counts(store).documents == 1
    with store.atomic():
        store.writing().exec_driver_sql("PRAGMA max_page_count = 1000000")
        add_record(store, factory.record(1))
    assert views.counts(store).documents == 2


def test_threads_write_one_after_the_other(store: Store) -> None:
    failed: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for number in range(first, first + 10):
                with store.atomic():
                    add_record(store, factory.record(number))
                list(views.reports(store))
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(10 * k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert views.counts(store).documents == 40


def test_memory_stays_flat_while_streaming(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def peak() -> int:
        tracemalloc.start()
        for _ in views.reports(store, texts=True):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    def fill(first: int, last: int) -> None:
        with store.atomic():
            for number in range(first, last):
                page = factory.record(number)
                add_record(store, replace(page, statements=()))

    monkeypatch.setattr("tacitus.store.load.PAGE", 50)
    fill(0, 80)
    small = peak()
    fill(80, 240)
    assert peak() < 1.5 * small
