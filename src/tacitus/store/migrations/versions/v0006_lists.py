"""Indexes with which the lists of a large store open at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    empty = sa.text("text = ''")
    op.drop_index("ix_documents_superseded_by", "documents")
    op.create_index("ix_documents_superseded_by_id", "documents", ["superseded_by", "id"])
    op.create_index("ix_documents_superseded_by_language", "documents", ["superseded_by", "language"])
    op.create_index(
        "ix_documents_without_text", "documents", ["superseded_by"],
        sqlite_where=empty, postgresql_where=empty,
    )  # fmt: skip
    op.drop_index("ix_incidents_day_first_id", "incidents")
    columns = ["day_first", "id", "day_last", "killed"]
    op.create_index("ix_incidents_day_first_id_day_last_killed", "incidents", columns)
