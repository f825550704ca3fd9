"""What a statement does by what was said just before it: a quotation carries on the denial or the claim that
stands before it; what a man tells a court of his own act is admitted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.model import Document, Statement

_PLAIN = frozenset(["report", "assess", "announce"])
_NEXT = 160
"""Characters between the end of one statement and the start of the one that carries it on."""


@cache
def _tones() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in load("speech_acts")["tone"].items()}


def tone(name: str) -> re.Pattern[str]:
    """One pattern of the table `tone`, for words in lower case."""
    return _tones()[name]


def toned(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """`statements`, in the order of the text, each with the act that it performs where it stands."""
    found = list(_admitted(statements))
    for k in range(1, len(found)):
        before, here = found[k - 1], found[k]
        if here.kind == "indirect" or here.act not in _PLAIN or not _follows(document, before, here):
            continue
        words = here.content.quote.lower().replace("’", "'")
        if before.act == "deny" and _tones()["denies"].search(words):
            found[k] = replace(here, act="deny")
        elif before.act == "claim_responsibility" and _tones()["claims"].search(words):
            found[k] = replace(here, act="claim_responsibility")
    return tuple(found)


def _follows(document: Document, before: Statement, here: Statement) -> bool:
    gap = document.text[before.content.end : here.content.start]
    return (
        len(gap) <= _NEXT
        and before.content.end <= here.content.start
        and ("\n\n" not in gap or before.act == "claim_responsibility")
    )


def _admitted(statements: Sequence[Statement]) -> Iterator[Statement]:
    for one in statements:
        heard = _tones()["bench"].search((one.addressee or "").lower())
        own = _tones()["own_act"].search(one.content.quote.lower())
        yield replace(one, act="admit") if one.act in _PLAIN and heard and own else one
