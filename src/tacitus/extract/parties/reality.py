"""Whether a deed was done: "did not kill", "could kill" and "an alliance to destroy" tell of none."""

from __future__ import annotations

from functools import cache

from tacitus.extract.parties.chunks import Parsed
from tacitus.lang.lexicon import load

_REACH = 9
"""Tokens left of "to" in which the verb stands that it hangs on."""
_GROUP = 6
"""Tokens of a verb group at most: "may not yet have been"."""


@cache
def _table() -> dict[str, frozenset[str]]:
    return {key: frozenset(row.split()) for key, row in load("deeds")["unreal"].items()}


@cache
def _violent() -> frozenset[str]:
    return frozenset(w for row in load("deeds")["verbs"] for w in row["forms"].split())


def is_denied(s: Parsed, i: int) -> bool:
    """True for the verb at `i` of "was not threatening", "never attacked"; not for "not only killed"."""
    group = _group(s, i)
    for k in group:
        low = s.tokens[k].low
        if (low in _table()["negations"] or low.endswith("n't")) and s.tokens[k + 1].low != "only":
            return True
    return False


def is_meant(s: Parsed, i: int) -> bool:
    """True for the verb at `i` of "could kill" and of an infinitive that tells a purpose or a wish."""
    group = _group(s, i)
    words = {s.tokens[k].low for k in group}
    if words & {"have", "'ve"}:
        return False
    if words & _table()["modals"]:
        return True
    first = min(group, default=i)
    return first > 0 and s.tokens[first - 1].low == "to" and not _was_tried(s, first - 1)


def _group(s: Parsed, i: int) -> list[int]:
    """The auxiliaries and adverbs right before the verb, nearest first."""
    found = []
    for k in range(i - 1, max(-1, i - 1 - _GROUP), -1):
        if s.tokens[k].tag not in "BX":
            break
        found.append(k)
    return found


def _was_tried(s: Parsed, to: int) -> bool:
    """True where "to" hangs on a word of trying or on a deed: "tried to kill", "opened fire to free them"."""
    for k in range(to - 1, max(-1, to - _REACH), -1):
        token = s.tokens[k]
        if token.low in _table()["attempts"] or (token.tag in "VG" and token.low in _violent()):
            return not any(s.tokens[j].low in _table()["modals"] for j in _group(s, k))
        if token.tag in "VGX" or token.low in (",", ";", ":"):
            return False
    return False
