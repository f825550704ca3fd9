"""How PostgreSQL is opened (extra `postgres`, version 15 or newer), and what its errors mean.

The store's own tests run against it where TACITUS_TEST_POSTGRESQL names a database; the tests of files,
kills and full disks are SQLite's alone. Make the database with the C collation, so that text sorts as on
SQLite. Full-text search is kept small: a tsvector column by the `simple` dictionary, which knows no language.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from tacitus.errors import StoreError, StoreReadOnly

_SLASH = re.compile(r"(?<=[a-z0-9]):/+")
LOCK = 0x7AC17
"""The advisory lock of whoever writes, in the place of SQLite's one writer."""


def engine(address: str) -> sa.Engine:
    """An engine on the database at `address` (postgresql+psycopg://…; one that went through a Path has lost
    a slash). Raises StoreError without a driver, and for what is no address."""
    try:
        made = sa.create_engine(_SLASH.sub("://", address, count=1), isolation_level="READ COMMITTED")
    except sa.exc.ArgumentError as error:
        raise StoreError(f"not the address of a database: {address}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"{error.name} is not installed: pip install 'tacitus[postgres]'") from error
    name = made.url.render_as_string(hide_password=True)
    event.listen(made, "handle_error", lambda context: _translate(name, context), retval=True)
    return made


def lock(connection: sa.Connection) -> None:
    """Wait until no other process writes; held until the transaction ends."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def _translate(name: str, context: Any) -> BaseException | None:
    """Our own error for what PostgreSQL says; None leaves an error of our own making as it is."""
    said = str(context.original_exception).strip()
    if "pk_incident_reports" in said:
        return StoreError(f"{name}: a report stands in two incidents")
    if "append-only" in said:
        return StoreError(f"{name}: {said.splitlines()[0]}")
    if "read-only transaction" in said or "permission denied" in said:
        return StoreReadOnly(f"{name}: may not be written: {said.splitlines()[0]}")
    if isinstance(context.sqlalchemy_exception, sa.exc.OperationalError):
        return StoreError(f"{name}: {said.splitlines()[0]}")
    return None
