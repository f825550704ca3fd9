"""Alembic's entry: the connection and its transaction come from the store."""

from alembic import context

from tacitus.store.db import VERSION_TABLE
from tacitus.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
context.run_migrations()
