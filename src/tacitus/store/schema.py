"""The tables. One schema for SQLite and PostgreSQL; `data` columns hold canonical JSON by model.codec.

Truth, only ever appended: `documents`, `readings` (what one method read from a document, once) with their
`reports`, `claims` and `statements`, people's `claims` and `decisions`, `sources` (where bytes were met)
and `redactions`. Triggers refuse to change these; a deletion is let through only for a document that
`redactions` names. Derived, dropped and made again at will: `incidents`, `incident_reports`,
`resolutions`, `facets`, `voices`, `linked`, and the index of linking, `link_*`. `failures` is a list to
work off, `tokens` a list of who may write through the API.

Ids are text (content ids); `seq` numbers rows in the order they came and never leaves the store.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tacitus.store.rows import Exact

REVISION = "0007"
"""The newest migration in migrations/versions."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _seq() -> sa.Column[int]:
    # SQLite gives a number twice after a deletion unless told AUTOINCREMENT, and wants plain INTEGER there
    return sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)


def _table(name: str, *columns: Any) -> sa.Table:
    return sa.Table(name, metadata, *columns, sqlite_autoincrement=True)


documents = _table(
    "documents",
    _seq(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("url", sa.Text),
    sa.Column("source", sa.Text, nullable=False),  # the smallest of its sources: any order of ingest agrees
    sa.Column("digest", sa.Text, nullable=False),  # the smallest, likewise
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text),
    sa.Column("republisher", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("published_earliest", sa.Text),  # ISO days sort as text, on both databases
    sa.Column("published_latest", sa.Text),
    sa.Column("access", sa.Text, nullable=False),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_marks", sa.Text, nullable=False),  # what `text` cannot hold: see rows.split_text
    sa.Column("text_hash", sa.Text, nullable=False, index=True),
    sa.Column("reading", sa.Integer, nullable=False),  # the newest reading, whose reports are shown
    sa.Column("superseded_by", sa.Text),  # the document that a newer reader made of the same bytes
    # the lists of what stands, in order, and what they count
    sa.Index(None, "superseded_by", "id"),
    sa.Index(None, "superseded_by", "language"),
)
sa.Index(
    "ix_documents_without_text",
    documents.c.superseded_by,
    sqlite_where=documents.c.text == "",
    postgresql_where=documents.c.text == "",
)

readings = _table(
    "readings",
    _seq(),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("extracted_by", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),  # hash of all that was read
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("page", Exact, nullable=False),  # the document without its text
    sa.Column("rest", Exact, nullable=False),  # disputes, relations, series, statistics, mentions
    sa.UniqueConstraint("document", "extracted_by", "content"),
)

sources = _table(
    "sources",
    _seq(),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, index=True),
    sa.Column("document", sa.Text, nullable=False, index=True),  # kept when the document is redacted
    sa.Column("at", sa.Text, nullable=False),
    sa.UniqueConstraint("source", "digest", "document"),
)

reports = _table(
    "reports",
    _seq(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), nullable=False, index=True),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("anchor", Exact, nullable=False),
)

claims = _table(
    "claims",
    _seq(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    # no reading: a person's claim, which belongs to no run of a method
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), index=True),
    sa.Column("document", sa.Text, nullable=False),  # that of its reading or report
    sa.Column("report", sa.Text, nullable=False),
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("data", Exact, nullable=False),
)
sa.Index(
    "ix_claims_by_people",
    claims.c.report,
    sqlite_where=claims.c.reading.is_(None),
    postgresql_where=claims.c.reading.is_(None),
)

statements = _table(
    "statements",
    _seq(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), nullable=False, index=True),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("about", sa.Text),
    sa.Column("data", Exact, nullable=False),
)

decisions = _table(
    "decisions",
    _seq(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", sa.Text, nullable=False),
    sa.Column("undoes", sa.Text),
    sa.Column("data", Exact, nullable=False),
)

decision_subjects = _table(
    "decision_subjects",
    sa.Column("decision", sa.Text, sa.ForeignKey("decisions.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("subject", sa.Text, nullable=False, index=True),
)

redactions = _table(
    "redactions",
    _seq(),
    sa.Column("document", sa.Text, nullable=False, unique=True),
    sa.Column("text_hash", sa.Text, nullable=False, index=True),
    sa.Column("redacted_by", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

tokens = _table(
    "tokens",
    _seq(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),  # of the token, which is kept nowhere
    sa.Column("name", sa.Text, nullable=False),  # who writes with it
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("ended_at", sa.Text),
)

failures = _table(
    "failures",
    _seq(),
    sa.Column("source", sa.Text, nullable=False, unique=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)

incidents = _table(
    "incidents",
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("occurrence", sa.Text, nullable=False),
    sa.Column("review_status", sa.Text, nullable=False),
    # "" where the day is unknown; an open end is "9999-12-31"
    sa.Column("day_first", sa.Text, nullable=False),
    sa.Column("day_last", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("killed_low", sa.Integer),
    sa.Column("killed", sa.Integer, nullable=False),  # the best figure; -1 where none stands
    sa.Column("killed_high", sa.Integer),
    sa.Column("report_count", sa.Integer, nullable=False),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("precision", sa.Text),
    sa.Column("type", sa.Text),
    sa.Column("worth", sa.Float, nullable=False, server_default="0"),  # how much a look at it is worth
    sa.Column("relations", Exact, nullable=False),
    # in order of days; the rest of it so that counting never opens the rows
    sa.Index("ix_incidents_day_first_id_day_last_killed", "day_first", "id", "day_last", "killed"),
    sa.Index("ix_incidents_killed_id", "killed", "id"),
    sa.Index("ix_incidents_worth_id", "worth", "id"),
)

incident_reports = _table(
    "incident_reports",
    sa.Column("report", sa.Text, primary_key=True),
    sa.Column("incident", sa.Text, sa.ForeignKey("incidents.id"), nullable=False, index=True),
    # the number of its document: from words found to incidents in one step
    sa.Column("text", sa.BigInteger().with_variant(sa.Integer, "sqlite")),
    sa.Index(None, "text", "incident"),
)

resolutions = _table(
    "resolutions",
    sa.Column("incident", sa.Text, sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("profile", sa.Text, nullable=False),
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("data", Exact, nullable=False),
)

facets = _table(
    "facets",
    sa.Column("name", sa.Text, primary_key=True),  # country, type, actor, weapon, target, role
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("incident", sa.Text, sa.ForeignKey("incidents.id"), primary_key=True, index=True),
)

voices = _table(
    "voices",
    sa.Column("subject", sa.Text, primary_key=True),  # a report's id, or a claim's where it differs
    sa.Column("voice", sa.Text, nullable=False, index=True),
)

linked = _table("linked", sa.Column("state", sa.Text, primary_key=True))
"""One row: the state of the truth that the incidents were made from (views.truth)."""


def _big() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _pairs(name: str, *columns: Any) -> sa.Table:
    """A table that is its own index."""
    return sa.Table(name, metadata, *columns, sqlite_with_rowid=False)


# The index of linking (link/shelf.py says what it is for). Texts have the numbers of `documents`, reports
# those of `reports`; no keys point there, as what is redacted leaves here at the next linking.

link_texts = sa.Table(
    "link_texts",
    metadata,
    sa.Column("number", _big(), primary_key=True, autoincrement=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("published", sa.Text, nullable=False),
    sa.Column("voice", sa.Text, nullable=False, index=True),
    sa.Column("marks", sa.LargeBinary, nullable=False),
    sa.Column("runs", sa.LargeBinary, nullable=False),
)

link_marks = _pairs(
    "link_marks",
    sa.Column("mark", _big(), primary_key=True, autoincrement=False),
    sa.Column("text", _big(), primary_key=True, autoincrement=False),
)

link_reports = sa.Table(
    "link_reports",
    metadata,
    sa.Column("number", _big(), primary_key=True, autoincrement=False),
    sa.Column("text", _big(), nullable=False, index=True),
    sa.Column("report", sa.Text, nullable=False),
    sa.Column("kind", _big(), nullable=False, index=True),
    sa.Column("node", _big(), nullable=False),
    sa.Column("seats", sa.LargeBinary),
    sa.Column("signature", sa.LargeBinary, nullable=False),
)

link_seats = sa.Table(
    "link_seats",
    metadata,
    sa.Column("seat", _big(), primary_key=True, autoincrement=False),
    sa.Column("many", sa.Integer, nullable=False),  # at the least, where `reports` does not name all; or 0
    sa.Column("reports", sa.LargeBinary, nullable=False),
)

link_edges = _pairs(
    "link_edges",  # each pair both ways round
    sa.Column("one", _big(), primary_key=True, autoincrement=False),
    sa.Column("other", _big(), primary_key=True, autoincrement=False),
    sa.Column("total", sa.Double, nullable=False),
)

link_verdicts = _pairs(
    "link_verdicts",
    sa.Column("one", _big(), primary_key=True, autoincrement=False),
    sa.Column("other", _big(), primary_key=True, autoincrement=False),
    sa.Column("verdict", sa.Text, nullable=False),
)

link_gone = _pairs("link_gone", sa.Column("text", _big(), primary_key=True, autoincrement=False))
"""Texts that were redacted since the last linking."""

LINK_INDEX = (link_texts, link_marks, link_reports, link_seats, link_edges, link_verdicts)

DERIVED = (facets, resolutions, incident_reports, incidents, voices, linked)
"""Dropped and made again, in this order."""
