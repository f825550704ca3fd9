"""Opening: each thing that can be wrong with a store has its own clear word."""

import os
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql

from tacitus.errors import StoreError, StoreOutdated, StoreReadOnly
from tacitus.store import Store, add_record, db, migrate, open_store, schema, sqlite, views
from tacitus.store import postgresql as store_postgresql
from tests.store import factory
from tests.store.conftest import of_files


def put(store: Store, number: int) -> None:
    with store.atomic():
        add_record(store, factory.record(number))


def pragma(store: Store, name: str) -> object:
    with store.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@of_files
def test_settings_keep_what_was_acknowledged(store: Store) -> None:
    assert pragma(store, "synchronous") == 2
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "busy_timeout") == db.BUSY_MS
    assert pragma(store, "journal_mode") == sqlite.journal_mode(sqlite.driver())


def test_without_a_safe_sqlite_there_is_no_log_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.db"
    open_store(path).close()
    # as on a platform without pysqlite3, whose own SQLite has the race; this one is taken to be such
    monkeypatch.setattr(sqlite, "SAFE", (99, 0, 0))
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    assert sqlite.driver() is sqlite3
    with open_store(path) as store:
        assert pragma(store, "journal_mode") == "delete"
        put(store, 1)
        assert [row.report.document for row in views.reports(store)]


def test_the_version_of_sqlite_decides_on_the_journal() -> None:
    class Old:
        sqlite_version_info = (3, 51, 2)

    class Safe:
        sqlite_version_info = (3, 51, 3)

    assert sqlite.journal_mode(Old) == "delete"  # type: ignore[arg-type]
    assert sqlite.journal_mode(Safe) == "wal"  # type: ignore[arg-type]


def test_a_store_opened_again_holds_what_it_held(tmp_path: Path) -> None:
    with open_store(tmp_path / "a b?#%.db") as store:
        put(store, 1)
    with open_store(tmp_path / "a b?#%.db", create=False) as store:
        assert views.counts(store).documents == 1
    assert [p.name for p in tmp_path.iterdir()] == ["a b?#%.db"]


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_no_store_there(tmp_path: Path, options: dict[str, bool]) -> None:
    with pytest.raises(StoreError, match="no store there"):
        open_store(tmp_path / "none.db", **options)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_a_folder_or_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="no folder"):
        open_store(tmp_path / "none" / "t.db")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    path.write_bytes(b"this is a page, not a database " * 100)
    for read_only in (False, True):
        with pytest.raises(StoreError, match="not a database"):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == b"this is a page, not a database " * 100


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE cakes (id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a tacitus store"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path) as store, store.atomic():
        store.writing().exec_driver_sql(f"UPDATE {db.VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(StoreOutdated, match="newer tacitus"):
        open_store(path)


def test_an_empty_file_becomes_a_store_only_for_writing(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    path.touch()
    with pytest.raises(StoreError, match="is empty"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert views.counts(store).documents == 0


def test_a_store_opened_for_reading_refuses_to_write(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path) as store:
        put(store, 1)
    with open_store(path, read_only=True) as store:
        assert views.counts(store).documents == 1
        with pytest.raises(StoreReadOnly), store.atomic():
            pass


AS_NOBODY = """
import os, sys
from pathlib import Path
from tacitus.errors import StoreReadOnly
from tacitus.store import open_store, views
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
with open_store(path, read_only=True) as store:
    assert views.counts(store).documents == 1
    assert len(views.search(store, "bomb")) == 1
try:
    open_store(path)
except StoreReadOnly as error:
    sys.exit(0 if "may not be written" in str(error) else str(error))
sys.exit("was opened")
"""


@pytest.mark.parametrize("locked", ["folder", "file", "both"])
def test_what_may_not_be_written_can_still_be_read(
    tmp_path_factory: pytest.TempPathFactory, locked: str
) -> None:
    # far from the test's own folder, whose parents are its owner's alone
    folder = Path("/tmp") / f"tacitus-test-{os.getpid()}-{locked}"
    folder.mkdir()
    path = folder / "t.db"
    try:
        with open_store(path) as store:
            put(store, 1)
        path.chmod(0o444 if locked != "folder" else 0o666)
        folder.chmod(0o555 if locked != "file" else 0o777)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(path)],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert done.returncode == 0, done.stderr
    finally:
        folder.chmod(0o755)
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


def test_a_locked_store_says_so_and_keeps_all(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path) as first, open_store(path, busy_ms=50) as second:
        with first.atomic():
            add_record(first, factory.record(1))
            with pytest.raises(StoreError, match="another process is writing"):
                put(second, 2)
            assert views.counts(second).documents == 0, "reading goes on, and sees what was before"
        put(second, 2)
        assert views.counts(first).documents == 2


def test_transactions_do_not_nest(store: Store) -> None:
    with pytest.raises(StoreError, match="open already"), store.atomic(), store.atomic():
        pass
    with pytest.raises(StoreError, match="open already"), store.snapshot(), store.atomic():
        pass
    with store.atomic():
        pass


def test_an_error_inside_a_transaction_takes_all_back(store: Store) -> None:
    def fail() -> None:
        add_record(store, factory.record(1))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.atomic():
        fail()
    assert views.counts(store).documents == 0
    put(store, 1)


def test_a_snapshot_is_of_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path) as reader, open_store(path) as writer:
        put(writer, 1)
        with reader.snapshot():
            assert views.counts(reader).documents == 1
            put(writer, 2)
            assert views.counts(reader).documents == 1
        assert views.counts(reader).documents == 2


@of_files
def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    own = set(schema.metadata.tables)

    def ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name in own

    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": db.VERSION_TABLE, "compare_type": True, "include_object": ours}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_revision_is_the_head_of_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrate.config())
    assert scripts.get_current_head() == schema.REVISION
    assert {script.revision for script in scripts.walk_revisions()} == set(db.KNOWN)


@pytest.mark.skipif(find_spec("psycopg") is None, reason="psycopg is not installed (extra postgres)")
def test_an_address_that_went_through_a_path_is_whole_again() -> None:
    for address in (
        "postgresql+psycopg://ana:x@127.0.0.1:5433/t",
        "postgresql+psycopg:/ana:x@127.0.0.1:5433/t",
    ):
        url = store_postgresql.engine(address).url
        assert (url.host, url.port, url.database) == ("127.0.0.1", 5433, "t")
    with pytest.raises(StoreError, match="not the address"):
        open_store("postgresql")


def test_the_schema_compiles_for_postgresql() -> None:
    for table in schema.metadata.sorted_tables:
        assert str(sa.schema.CreateTable(table).compile(dialect=postgresql.dialect()))


def test_several_processes_may_make_the_store_at_once(tmp_path: Path) -> None:
    code = "import sys; from tacitus.store import open_store; open_store(sys.argv[1]).close()"
    path = str(tmp_path / "t.db")
    running = [subprocess.Popen([sys.executable, "-c", code, path]) for _ in range(4)]
    assert [process.wait(30) for process in running] == [0] * 4
    with open_store(path, read_only=True) as store:
        assert views.counts(store).documents == 0
