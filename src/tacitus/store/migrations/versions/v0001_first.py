"""The first tables, their guards and the full-text index.

Written out, not taken from store/schema.py: that one moves on.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TRUTH = ("readings", "reports", "claims", "statements")
LOGS = ("decisions", "decision_subjects", "redactions")


def upgrade() -> None:
    """Make the tables."""
    _pages()
    _read_from_pages()
    _by_people()
    _derived()
    _indexes()
    if op.get_bind().dialect.name == "sqlite":
        _search_sqlite()
        _guards_sqlite()
    else:
        _search_postgresql()
        _guards_postgresql()


def _seq() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column("seq", kind, primary_key=True, nullable=False)


def _texts(names: str, *, null: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=null) for name in names.split()]


def _table(name: str, *parts: Any) -> None:
    key = [p.name for p in parts if isinstance(p, sa.Column) and p.primary_key]
    columns = [
        sa.Column(p.name, p.type, nullable=p.nullable) if isinstance(p, sa.Column) else p for p in parts
    ]
    constraint = sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")
    op.create_table(name, *columns, constraint, sqlite_autoincrement=True)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")


def _key(name: str, kind: type[sa.types.TypeEngine[Any]] = sa.Text) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, nullable=False)


def _pages() -> None:
    _table(
        "documents",
        _seq(),
        *_texts("id source digest title access reader reason text text_marks text_hash"),
        *_texts("url publisher republisher language published_earliest published_latest", null=True),
        sa.Column("reading", sa.Integer, nullable=False),
        *_texts("superseded_by", null=True),
        _unique("documents", "id"),
    )
    _table(
        "sources",
        _seq(),
        *_texts("source digest document at"),
        _unique("sources", "source", "digest", "document"),
    )
    _table("failures", _seq(), *_texts("source digest kind reason at"), _unique("failures", "source"))


def _read_from_pages() -> None:
    _table(
        "readings",
        _seq(),
        *_texts("document extracted_by content digest at page rest"),
        _unique("readings", "document", "extracted_by", "content"),
        _refers("readings", "document", "documents.id"),
    )
    columns = {
        "reports": _texts("id document role anchor"),
        "claims": _texts("id document report slot method at data"),
        "statements": [*_texts("id document act data"), *_texts("about", null=True)],
    }
    for name, texts in columns.items():
        _table(
            name,
            _seq(),
            *texts,
            sa.Column("reading", sa.Integer, nullable=name == "claims"),
            _refers(name, "reading", "readings.seq"),
            *([_refers(name, "document", "documents.id")] if name == "reports" else []),
        )


def _by_people() -> None:
    _table(
        "decisions",
        _seq(),
        *_texts("id verdict decided_by decided_at data"),
        *_texts("undoes", null=True),
        _unique("decisions", "id"),
    )
    _table(
        "decision_subjects",
        _key("decision"),
        _key("position", sa.Integer),
        *_texts("subject"),
        _refers("decision_subjects", "decision", "decisions.id"),
    )
    _table(
        "redactions",
        _seq(),
        *_texts("document text_hash redacted_by at reason"),
        _unique("redactions", "document"),
    )


def _derived() -> None:
    _table(
        "incidents",
        _key("id"),
        *_texts("title occurrence review_status day_first day_last relations"),
        *_texts("country place", null=True),
        *[sa.Column(name, sa.Integer, nullable=True) for name in ("killed_low", "killed_high")],
        *[sa.Column(name, sa.Integer, nullable=False) for name in ("killed", "report_count")],
    )
    _table(
        "incident_reports",
        _key("report"),
        *_texts("incident"),
        _refers("incident_reports", "incident", "incidents.id"),
    )
    _table(
        "resolutions",
        _key("incident"),
        _key("position", sa.Integer),
        *_texts("profile slot data"),
        _refers("resolutions", "incident", "incidents.id"),
    )
    _table(
        "facets",
        _key("name"),
        _key("value"),
        _key("incident"),
        _refers("facets", "incident", "incidents.id"),
    )
    _table("voices", _key("subject"), *_texts("voice"))


def _indexes() -> None:
    indexed = {
        "documents": ("text_hash",),
        "sources": ("digest", "document"),
        "reports": ("id", "reading", "document"),
        "claims": ("id", "reading"),
        "statements": ("id", "reading"),
        "decision_subjects": ("subject",),
        "redactions": ("text_hash",),
        "incidents": ("day_first id", "killed id"),
        "incident_reports": ("incident",),
        "facets": ("incident",),
        "voices": ("voice",),
    }
    for table, keys in indexed.items():
        for key in keys:
            columns = key.split()
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    by_people = sa.text("reading IS NULL")
    op.create_index(
        "ix_claims_by_people", "claims", ["report"], sqlite_where=by_people, postgresql_where=by_people
    )


def _search_sqlite() -> None:
    # the words stand in `documents` alone; the index is kept in step by store/write.py
    op.execute(
        "CREATE VIRTUAL TABLE document_words USING fts5(title, text, "
        "content='documents', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')"
    )


def _search_postgresql() -> None:
    op.execute(
        "ALTER TABLE documents ADD COLUMN words tsvector GENERATED ALWAYS AS "
        "(to_tsvector('simple', title || ' ' || text)) STORED"
    )
    op.execute("CREATE INDEX ix_documents_words ON documents USING gin (words)")


def _guards_sqlite() -> None:
    def guard(table: str, action: str, allowed: str = "") -> None:
        what = action.split()[0].lower()
        op.execute(
            f"CREATE TRIGGER {table}_{what} BEFORE {action} ON {table} {allowed} "
            f"BEGIN SELECT raise(ABORT, '{table} is append-only'); END"
        )

    redacted = "WHEN NOT EXISTS (SELECT 1 FROM redactions WHERE document = OLD.{})"
    for table in TRUTH:
        guard(table, "UPDATE")
        guard(table, "DELETE", redacted.format("document"))
    for table in LOGS:
        guard(table, "UPDATE")
        guard(table, "DELETE")
    guard("documents", "UPDATE OF id, url, text, text_marks, text_hash")
    guard("documents", "DELETE", redacted.format("id"))


def _guards_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION tacitus_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        "CREATE FUNCTION tacitus_refuse_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM redactions WHERE document = to_jsonb(OLD) ->> TG_ARGV[0]) THEN RETURN OLD; "
        "END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )

    def guard(table: str, action: str, function: str = "tacitus_refuse()") -> None:
        op.execute(
            f"CREATE TRIGGER {table}_{action.split()[0].lower()} BEFORE {action} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}"
        )

    for table in TRUTH:
        guard(table, "UPDATE")
        guard(table, "DELETE", "tacitus_refuse_kept('document')")
    for table in LOGS:
        guard(table, "UPDATE")
        guard(table, "DELETE")
    guard("documents", "UPDATE OF id, url, text, text_marks, text_hash")
    guard("documents", "DELETE", "tacitus_refuse_kept('id')")
