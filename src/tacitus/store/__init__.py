"""The only SQL: one schema for SQLite and PostgreSQL, appended to by write.py, looked at through views.py."""

from tacitus.store import views
from tacitus.store.changes import note_linked
from tacitus.store.db import Store, open_store
from tacitus.store.derived import drop_claim_voices, drop_voices, forget_incidents, replace_incidents
from tacitus.store.linking import LinkIndex
from tacitus.store.redact import redact
from tacitus.store.tokens import Token, bearer, end_token, make_token, tokens_of
from tacitus.store.write import add_claim, add_decision, add_failure, add_record

__all__ = [
    "LinkIndex",
    "Store",
    "Token",
    "add_claim",
    "add_decision",
    "add_failure",
    "add_record",
    "bearer",
    "drop_claim_voices",
    "drop_voices",
    "end_token",
    "forget_incidents",
    "make_token",
    "note_linked",
    "open_store",
    "redact",
    "replace_incidents",
    "tokens_of",
    "views",
]
