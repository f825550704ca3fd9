"""Full-text search over documents: what a person types, as a query that cannot fail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from unicodedata import combining, normalize

import sqlalchemy as sa

from tacitus.store.db import Store
from tacitus.store.schema import documents

_TERMS = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w")
_MOST_TERMS = 32
"""More words than that are nobody's question; the rest is left out."""

START, STOP = "\x02", "\x03"
"""Round a word that was found; control characters, so that no page's markup is mistaken for them."""

_TOKEN = re.compile(r"[^\W_]+|█+")
"""As the index cuts a text into words; a masked name is a word that nobody can ask for."""

_WORDS: Any = sa.table("document_words", sa.column("rowid"), sa.column("document_words"), sa.column("rank"))


def terms(text: str) -> list[str]:
    """The words and "quoted phrases" to be found, all of them; signs that are no words are left out."""
    found = [quoted or word.replace('"', "") for quoted, word in _TERMS.findall(text.replace("\0", " "))]
    return [term for term in found if _WORD.search(term)][:_MOST_TERMS]


def holds(texts: Iterable[str], text: str) -> bool:
    """True when all words and "phrases" of `text` stand in these strings, as the index finds them: case and
    accents do not matter."""
    told = [f" {_tokens(each)} " for each in texts]
    return all(any(f" {_tokens(term)} " in each for each in told) for term in terms(_clean(text)))


def matches(store: Store, text: str) -> sa.ColumnElement[bool]:
    """Condition on `documents`: all words of `text` stand in title or text. No words match nothing."""
    return documents.c.seq.in_(numbers(store, text))


def numbers(store: Store, text: str) -> sa.Select[tuple[int]]:
    """The numbers of the documents in which all words of `text` stand; none for no words."""
    wanted = terms(_clean(text))
    if not wanted:
        return sa.select(documents.c.seq).where(sa.false())
    if not store.is_sqlite:
        return sa.select(documents.c.seq).where(sa.column("words").op("@@")(_question(wanted)))
    return sa.select(_WORDS.c.rowid).where(_WORDS.c.document_words.op("MATCH")(_fts5(wanted)))


def ranked(store: Store, text: str) -> sa.Select[Any] | None:
    """(document id, snippet) of the documents found, the best first; None for no words.

    Words found stand between START and STOP.
    """
    wanted = terms(_clean(text))
    if not wanted:
        return None
    if not store.is_sqlite:
        question = _question(wanted)
        marks = f'StartSel="{START}",StopSel="{STOP}"'
        snippet = sa.func.ts_headline("simple", documents.c.text, question, marks).label("snippet")
        rank = sa.func.ts_rank(sa.column("words"), question)
        query = sa.select(documents.c.id, snippet).where(sa.column("words").op("@@")(question))
        return query.order_by(rank.desc(), documents.c.id)
    snippet = sa.func.snippet(sa.literal_column("document_words"), -1, START, STOP, "…", 24).label("snippet")
    query = sa.select(documents.c.id, snippet).join(_WORDS, _WORDS.c.rowid == documents.c.seq)
    found = query.where(_WORDS.c.document_words.op("MATCH")(_fts5(wanted)))
    return found.order_by(_WORDS.c.rank, documents.c.id)


def _tokens(text: str) -> str:
    bare = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join(_TOKEN.findall(bare.casefold()))


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _fts5(wanted: list[str]) -> str:
    # each term in quotes is a phrase, whatever signs or operators it holds
    return " ".join(f'"{term}"' for term in wanted)


def _question(wanted: list[str]) -> sa.ColumnElement[Any]:
    return sa.func.websearch_to_tsquery("simple", _fts5(wanted))
