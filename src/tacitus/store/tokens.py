"""Bearer tokens of the API: who a program writes as. The store keeps a hash, never the token itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from tacitus.errors import UnknownId
from tacitus.model import content_id
from tacitus.store.db import Store
from tacitus.store.schema import tokens

_BEGINS = "tac_"
"""So that a token that strays into a file can be searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token that was given out. `ended_at` is None while it holds; times are ISO."""

    id: str
    name: str
    made_at: str
    ended_at: str | None


def make_token(store: Store, name: str, *, at: str) -> tuple[Token, str]:
    """A new token for `name`, and its secret, which is told this once. Wants an open `store.atomic()`."""
    secret = _BEGINS + secrets.token_urlsafe(32)
    made = Token(id=content_id("tok", _hash(secret)), name=name, made_at=at, ended_at=None)
    store.writing().execute(
        sa.insert(tokens).values(id=made.id, hash=_hash(secret), name=name, made_at=at, ended_at=None)
    )
    return made, secret


def end_token(store: Store, ident: str, *, at: str) -> None:
    """The token holds no longer. Wants an open `store.atomic()`. Raises UnknownId."""
    ended = sa.update(tokens).where(tokens.c.id == ident, tokens.c.ended_at.is_(None)).values(ended_at=at)
    if store.writing().execute(ended).rowcount != 1:
        raise UnknownId(f"no token {ident} that holds")


def tokens_of(store: Store) -> tuple[Token, ...]:
    """All that were given out, the oldest first."""
    columns = (tokens.c.id, tokens.c.name, tokens.c.made_at, tokens.c.ended_at)
    with store.reading() as connection:
        found = connection.execute(sa.select(*columns).order_by(tokens.c.seq)).all()
    return tuple(Token(id=i, name=name, made_at=made, ended_at=ended) for i, name, made, ended in found)


def bearer(store: Store, secret: str) -> str | None:
    """The name that a token writes as; None where there is no such token, or it was ended."""
    wanted = sa.select(tokens.c.name).where(tokens.c.hash == _hash(secret), tokens.c.ended_at.is_(None))
    with store.reading() as connection:
        name: str | None = connection.execute(wanted).scalar()
    return name


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
