"""What the incidents were made from, so that a linking that was cut short is seen and done again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty: whatever incidents there are will be made anew."""
    state = sa.Column("state", sa.Text, nullable=False)
    op.create_table("linked", state, sa.PrimaryKeyConstraint("state", name="pk_linked"))
