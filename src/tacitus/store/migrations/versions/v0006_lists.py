"""With which the lists of a large store open at once: indexes, and the number of each report's document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes and the column, which is filled for the incidents that there are."""
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
    kind = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.add_column("incident_reports", sa.Column("text", kind))
    op.execute(
        "UPDATE incident_reports SET text = (SELECT min(documents.seq) FROM reports"
        " JOIN documents ON documents.id = reports.document WHERE reports.id = incident_reports.report)"
    )
    op.create_index("ix_incident_reports_text_incident", "incident_reports", ["text", "incident"])
