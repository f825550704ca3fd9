"""Opening a store, and the only place where a transaction begins and ends."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Self

import sqlalchemy as sa

from tacitus.errors import StoreError, StoreOutdated, StoreReadOnly
from tacitus.store import postgresql, sqlite
from tacitus.store.schema import REVISION

BUSY_MS = 10_000
"""How long to wait for another process's write: ingest writes batches of well under a second."""

VERSION_TABLE = "tacitus_version"
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every revision this tacitus can bring up to date; any other was made by a newer one."""


class Store:
    """An open store. Made by `open_store`; safe to use from several threads, each with its own
    transaction."""

    def __init__(self, engine: sa.Engine, name: str, *, read_only: bool) -> None:
        self.name = name
        self.read_only = read_only
        self._engine = engine
        self._open = threading.local()

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All that is written inside is kept, or none of it. Owned by the caller; never nested.

        Raises StoreError when one is open already, StoreReadOnly when the store may not be written.
        """
        if self.read_only:
            raise StoreReadOnly(f"{self.name}: opened for reading only")
        if self._current() is not None:
            raise StoreError(f"{self.name}: a transaction is open already")
        with self._engine.connect() as connection:
            connection.execution_options(**{sqlite.WRITES: True})
            with connection.begin():
                if not self.is_sqlite:
                    postgresql.lock(connection)
                yield from self._held(connection, writes=True)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever is written meanwhile."""
        if self._current() is not None:
            raise StoreError(f"{self.name}: a transaction is open already")
        with self._engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield from self._held(connection, writes=False)

    @contextmanager
    def moment(self) -> Iterator[None]:
        """The open transaction, or a `snapshot()` where none is open."""
        if self._current() is not None:
            yield
            return
        with self.snapshot():
            yield

    def writing(self) -> sa.Connection:
        """The connection of the open `atomic()`; StoreError where there is none."""
        connection = self._current()
        if connection is None or not self._open.writes:
            raise StoreError(f"{self.name}: written outside store.atomic()")
        return connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read from: that of the open transaction, else one for this block alone."""
        connection = self._current()
        if connection is not None:
            yield connection
            return
        with self._engine.connect() as fresh:
            yield fresh

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file and empty it: what was erased leaves no trace beside
        it."""
        if self.is_sqlite and not self.read_only:
            with self._engine.connect() as connection:
                connection.rollback()
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def close(self) -> None:
        """Give the connections back. The store may not be used afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _current(self) -> sa.Connection | None:
        connection: sa.Connection | None = getattr(self._open, "connection", None)
        return connection

    def _held(self, connection: sa.Connection, *, writes: bool) -> Iterator[None]:
        self._open.connection, self._open.writes = connection, writes
        try:
            yield
        finally:
            self._open.connection, self._open.writes = None, False


def open_store(
    path: str | Path, *, create: bool = True, read_only: bool = False, busy_ms: int = BUSY_MS
) -> Store:
    """The store at `path` (a file, or a postgresql:// address), made there or brought up to date if need be.

    Raises StoreReadOnly where it may not be written and `read_only` is not asked for, StoreOutdated where a
    newer tacitus made it, StoreError where there is no store or it cannot be used; each says which and why.
    """
    if str(path).startswith("postgresql"):
        engine = postgresql.engine(str(path))
        return _checked(Store(engine, engine.url.render_as_string(), read_only=read_only), create=create)
    file = Path(path)
    library = sqlite.driver()
    made = not file.exists()
    _check_path(file, create=create, read_only=read_only)
    mode = "ro" if read_only else "rwc" if create else "rw"
    store = Store(sqlite.engine(file, library, mode=mode, busy_ms=busy_ms), str(path), read_only=read_only)
    try:
        store = _readable(store, file, library, busy_ms)
        _checked(store, create=create)
        if not read_only:
            _set_journal(store, library, busy_ms)
    except BaseException:
        store.close()
        if made and file.exists() and file.stat().st_size == 0:
            file.unlink()
        raise
    return store


def _check_path(file: Path, *, create: bool, read_only: bool) -> None:
    if file.is_dir():
        raise StoreError(f"{file}: is a folder; give the store's file")
    if not file.exists() and (read_only or not create):
        raise StoreError(f"{file}: no store there")
    if not file.parent.is_dir():
        raise StoreError(f"{file}: no folder {file.parent} to make it in")
    if read_only:
        return
    # the journal is written beside the file, so the folder counts too
    for needed in (file, file.parent):
        if needed.exists() and not os.access(needed, os.W_OK):
            raise StoreReadOnly(f"{file}: {needed} may not be written")


def _readable(store: Store, file: Path, library: ModuleType, busy_ms: int) -> Store:
    """The store once a first read works. A WAL file in a folder that cannot be written needs another way
    in."""
    try:
        with store.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except StoreError as error:
        cannot_make_log = isinstance(error, StoreReadOnly) or "cannot be opened" in str(error)
        if not store.read_only or not cannot_make_log:
            raise
        log = file.with_name(file.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        store.close()
        return Store(
            sqlite.engine(file, library, mode="immutable", busy_ms=busy_ms), store.name, read_only=True
        )
    return store


def _checked(store: Store, *, create: bool) -> Store:
    """The store with its tables at the newest revision."""
    found = _revision(store)
    if found == REVISION:
        return store
    if found is not None and found not in KNOWN:
        raise StoreOutdated(f"{store.name}: made by a newer tacitus (revision {found}); use that one")
    if store.read_only or (found is None and not create):
        why = "is empty" if found is None else "is of an older tacitus: open it once for writing"
        raise StoreError(f"{store.name}: {why}")
    from tacitus.store.migrate import upgrade  # alembic takes a while to import and is seldom needed

    with store.atomic():
        if _revision(store) != REVISION:  # another process may have been first
            upgrade(store.writing())
    return store


def _revision(store: Store) -> str | None:
    """The revision of the tables, None for an empty database; StoreError for somebody else's."""
    with store.reading() as connection:
        names = sa.inspect(connection).get_table_names()
        if VERSION_TABLE in names:
            version = sa.table(VERSION_TABLE, sa.column("version_num"))
            return connection.execute(sa.select(version.c.version_num)).scalar()
    if names and store.is_sqlite:
        raise StoreError(f"{store.name}: is a database, but not a tacitus store")
    return None


def _set_journal(store: Store, library: ModuleType, busy_ms: int) -> None:
    """Put the file into the journal mode that is safe with this library; it stays so."""
    wanted = sqlite.journal_mode(library)
    until = time.monotonic() + busy_ms / 1000
    with store.reading() as connection:
        connection.rollback()
        raw = connection.connection.driver_connection
        assert raw is not None
        while raw.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
            try:
                if raw.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0] != wanted and wanted == "wal":
                    return  # no shared memory here, as on some network drives: it stays without WAL
            except library.OperationalError as error:
                # the wait of busy_timeout does not cover this change
                if time.monotonic() > until:
                    raise StoreError(f"{store.name}: another process is using it: {error}") from error
                time.sleep(0.05)
