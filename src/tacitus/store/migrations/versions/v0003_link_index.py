"""The index of linking, empty: the next linking fills it from what is kept."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables; forget what the incidents were made from, so that they are made again."""
    texts = [_text(name) for name in ("document", "published", "voice")]
    _table("link_texts", _big("number"), *texts, _bytes("marks"), _bytes("runs"), key=1)
    _pairs("link_marks", _big("mark"), _big("text"), key=2)
    filed = (_big("number"), _big("text"), _text("report"), _big("kind"), _big("node"))
    _table("link_reports", *filed, _bytes("seats", null=True), _bytes("signature"), key=1)
    _pairs("link_seats", _big("seat"), _big("report"), key=2)
    _table("link_crowds", _big("seat"), sa.Column("holders", sa.Integer, nullable=False), key=1)
    _pairs("link_edges", _big("one"), _big("other"), sa.Column("total", sa.Double, nullable=False), key=2)
    _pairs("link_verdicts", _big("one"), _big("other"), _text("verdict"), key=2)
    _pairs("link_gone", _big("text"), key=1)
    for table, column in (
        ("link_texts", "voice"), ("link_reports", "text"), ("link_reports", "kind"),
        ("documents", "superseded_by"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute("DELETE FROM linked")


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, _BIG, nullable=False, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _bytes(name: str, *, null: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=null)


def _table(name: str, *columns: sa.Column[Any], key: int, **options: Any) -> None:
    keys = sa.PrimaryKeyConstraint(*(column.name for column in columns[:key]), name=f"pk_{name}")
    op.create_table(name, *columns, keys, **options)


def _pairs(name: str, *columns: sa.Column[Any], key: int) -> None:
    _table(name, *columns, key=key, sqlite_with_rowid=False)
