"""The store that tests write to: a file of SQLite, or with TACITUS_TEST_POSTGRESQL set to an address
(postgresql+psycopg://…) a schema of its own there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tacitus.store import Store, open_store

POSTGRESQL = os.environ.get("TACITUS_TEST_POSTGRESQL", "")
of_files = pytest.mark.skipif(bool(POSTGRESQL), reason="of SQLite's file; the store is PostgreSQL")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    if POSTGRESQL:
        fresh_postgresql()
    with open_store(POSTGRESQL or tmp_path / "tacitus.db") as opened:
        yield opened


def fresh_postgresql() -> None:
    """Empty the database at POSTGRESQL."""
    engine = sa.create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
