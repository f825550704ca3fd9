"""The index of linking with one row for each seat; empty, the next linking fills it from what is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_LEFT = ("link_texts", "link_marks", "link_reports", "link_edges", "link_verdicts")


def upgrade() -> None:
    """Make the table anew; empty the others and forget what the incidents were made from, so that the next
    linking makes all of it again."""
    op.drop_table("link_crowds")
    op.drop_table("link_seats")
    op.create_table(
        "link_seats",
        sa.Column("seat", _BIG, nullable=False, autoincrement=False),
        sa.Column("many", sa.Integer, nullable=False),
        sa.Column("reports", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("seat", name="pk_link_seats"),
    )
    for table in (*_LEFT, "linked"):
        op.execute(f"DELETE FROM {table}")
