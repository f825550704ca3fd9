"""Bringing the tables up to date: Alembic, set up in code, its scripts shipped in the package."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def config(connection: sa.Connection | None = None) -> Config:
    """Alembic's settings. `connection` is used as it is, inside the caller's transaction."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Bring the tables to `revision`, in the transaction that is open."""
    command.upgrade(config(connection), revision)
