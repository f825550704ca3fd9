"""Groups that no table knows and whose head noun says nothing, told by what they do: they claim an act, or
call themselves by a name ("the Lamp of the Hills claimed responsibility", "a group calling itself …")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.noun_kinds import is_name, words
from tacitus.extract.parties.organisations import Group, Mention
from tacitus.extract.parties.word_classes import classes, word_set
from tacitus.lang.lexicon import load

_CLAIMING = re.compile(
    r"\b(?:responsib\w+|credit|claim(?:s|ed|ing)?|behind|carried|itself|themselves|its|it)\b", re.IGNORECASE
)
_LINKS, _SELF, _SAYING = (word_set(f"claimants_{key}") for key in ("links", "self", "saying"))
_REACH = 10
"""Tokens between the name and its verb: an apposition, or a day."""


@cache
def _bodies() -> frozenset[str]:
    """Words of names that speak of others' acts and do none: ministries, outlets, courts; offices."""
    people = load("people")
    table = {w for row in load("responsibility")["by"].values() for w in row.split()}
    roles = {role.split()[-1] for role in people["public_roles"]}
    bands = {w for row in load("organisations")["heads"].values() for w in row}
    return frozenset((table | roles) - bands | set(people["outside"]))


def claimants(s: Parsed, taken: Sequence[Mention]) -> list[Mention]:
    """Names in the place of one who claims an act or is named by itself, that no mention of `taken` holds."""
    if s.loud or not any(t.low in _SAYING or t.low in _SELF for t in s.tokens):
        return []
    found: list[Mention] = []
    for phrase in s.phrases:
        last = _name_end(s, phrase) if not found or phrase.first > found[-1].last else None
        if last is None or any(m.first <= last and phrase.core <= m.last and not m.generic for m in taken):
            continue
        if _is_called(s, phrase) or (_speaks(s, last) and _has_claim(s, last)):
            found.append(Mention(phrase.core, last, Group(words(s, phrase.core, last), "unknown")))
    return found


def _name_end(s: Parsed, phrase: NounPhrase) -> int | None:
    """The last token of a name in capitals, with "of the NAME" behind it; None for no group's name."""
    capital = [s.tokens[k].capital or s.tokens[k].tag == "S" for k in range(phrase.core, phrase.last + 1)]
    if not all(capital) or is_name(s, phrase):
        return None
    last = phrase.last
    for _ in range(2):
        j = last + 1
        j += j < len(s.tokens) and s.tokens[j].low in _LINKS
        following = s.at[j] if j < len(s.tokens) and j > last + 1 else None
        if following is None or not s.tokens[following.last].capital or following.core > j + 1:
            break
        last = following.last
    inside = [s.tokens[k].low for k in range(phrase.core, last + 1)]
    own = phrase.core if s.tokens[phrase.first].low == "the" or last > phrase.last else None
    known = any(low in _bodies() or low in classes().nationalities for low in inside)
    return None if own is None or known else last


def _is_called(s: Parsed, phrase: NounPhrase) -> bool:
    before = [t.low for t in s.tokens[max(0, phrase.first - 2) : phrase.first]]
    return len(before) == 2 and before[1] in _SELF and before[0] in word_set("claimants_calling")


def _speaks(s: Parsed, last: int) -> bool:
    """True where a verb of saying or claiming follows, over an apposition or a day."""
    for k in range(last + 1, min(len(s.tokens), last + 1 + _REACH)):
        token = s.tokens[k]
        if token.low in _SAYING:
            return True
        if token.tag in "VW;" or token.low in (";", ":"):
            return False
    return False


def _has_claim(s: Parsed, last: int) -> bool:
    return any(_CLAIMING.fullmatch(t.low) for t in s.tokens[last + 1 :])
