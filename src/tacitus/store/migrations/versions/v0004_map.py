"""Where an incident lies, what it is first of all, and how much a look at it is worth.

Incidents that are there keep empty columns until they are made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the index of the queue."""
    for name, kind in (("lat", sa.Float), ("lon", sa.Float), ("precision", sa.Text), ("type", sa.Text)):
        op.add_column("incidents", sa.Column(name, kind))
    op.add_column("incidents", sa.Column("worth", sa.Float, nullable=False, server_default="0"))
    op.create_index("ix_incidents_worth_id", "incidents", ["worth", "id"])
