"""How SQLite is opened: which library, which settings, and what its errors mean."""

from __future__ import annotations

import importlib
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from tacitus.errors import StoreError, StoreReadOnly

SAFE = (3, 51, 3)
"""The first SQLite without the WAL-reset race, in which two writers could damage a file in WAL mode."""

WRITES = "tacitus_writes"
"""Execution option of a connection that is going to write: its transaction takes the write lock at once."""


class Driver(Protocol):
    """What is used of a DB-API module for SQLite."""

    sqlite_version_info: tuple[int, ...]

    def connect(self, database: str, **options: Any) -> Any: ...


def driver() -> ModuleType:
    """pysqlite3, which brings a new SQLite of its own; the standard library's where that is not
    installed."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def journal_mode(library: ModuleType) -> str:
    """`wal`, in which reading goes on while another process writes; `delete` where WAL is not safe."""
    return "wal" if library.sqlite_version_info >= SAFE else "delete"


def engine(path: Path, library: ModuleType, *, mode: str, busy_ms: int) -> sa.Engine:
    """An engine on the file. `mode` is ro, rw or rwc, or `immutable` for a folder nobody can write."""
    flags = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    uri = f"file:{quote(str(path.absolute()))}?{flags}"

    def connect() -> Any:
        connection = library.connect(
            uri, uri=True, timeout=busy_ms / 1000, isolation_level=None, check_same_thread=False
        )
        # linking writes all over its index: pages held (64 MB) and a longer log (32 MB) save writes
        room = ("cache_size = -65536", "wal_autocheckpoint = 8000")
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", *room):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    made = sa.create_engine("sqlite://", module=library, creator=connect, poolclass=QueuePool)
    event.listen(made, "begin", _begin)
    event.listen(made, "handle_error", lambda context: _translate(path, context), retval=True)
    return made


def _begin(connection: sa.Connection) -> None:
    # a transaction that reads first and then asks for the write lock can be refused at once, without a wait
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _translate(path: Path, context: Any) -> BaseException | None:
    """Our own error for what SQLite says; None leaves an error of our own making as it is."""
    said = str(context.original_exception)
    meanings: tuple[tuple[str, type[StoreError], str], ...] = (
        ("readonly database", StoreReadOnly, "may not be written"),
        ("locked", StoreError, "another process is writing; try again when it is done"),
        ("not a database", StoreError, "is not a tacitus store (not a database)"),
        ("malformed", StoreError, "is damaged; restore it from a copy"),
        ("is full", StoreError, "no room left on the disk; nothing of this step was kept"),
        ("unable to open", StoreError, "cannot be opened"),
        ("disk I/O error", StoreError, "the disk cannot be read or written"),
        ("append-only", StoreError, said),
        ("incident_reports.report", StoreError, "a report stands in two incidents"),
    )
    for words, kind, meaning in meanings:
        if words in said:
            return kind(f"{path}: {meaning}")
    return None
