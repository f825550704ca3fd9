"""Noun phrases by a small grammar, whatever the case of the text: tag each word, then read the runs.

A phrase is an article or number, modifiers and nouns, with possessives inside ("the mayor's armoured car").
The grammar has no parser behind it: it is right often enough for the frames of frames.py, and never slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tacitus.extract.parties.word_classes import Classes, classes

TOKEN = re.compile(
    r"['’][sS]\b|(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*(?:[-–](?!\d)[^\W_]+)*|[^\W_]+(?:[-'’/](?!s\b|S\b)[^\W_]+)*|[^\w\s]"
)
_LOWER = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Token:
    """One word or mark at [start, end); `low` in lower case with straight apostrophes."""

    low: str
    start: int
    end: int
    tag: str = ""
    capital: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens [first, last]; `core` is the first token behind article and number; `head` the noun that says
    what it is; the proper name, if there is one, is the tokens [name, last]."""

    first: int
    last: int
    core: int
    head: int
    name: int | None = None


@dataclass(slots=True)
class Parsed:
    """A sentence: its tokens, its noun phrases, and the phrase that each token belongs to."""

    start: int
    end: int
    tokens: list[Token]
    phrases: list[NounPhrase] = field(default_factory=list)
    at: list[NounPhrase | None] = field(default_factory=list)
    loud: bool = False

    def written(self, i: int) -> str:
        """Token `i` as the document writes it."""
        return self.tokens[i].text

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets of tokens [first, last]."""
        return self.tokens[first].start, self.tokens[last].end


def parse(
    text: str, start: int, end: int, names: Callable[[Parsed], list[tuple[int, int]]] | None = None
) -> Parsed:
    """Tokens and noun phrases of the sentence text[start:end].

    `names` gives stretches of tokens that are known to be names, whatever their words could be elsewhere.
    """
    piece = text[start:end]
    loud = sum(map(len, _LOWER.findall(piece))) * 5 < len(piece)
    tokens = [
        Token((low := (t := m[0]).lower()).replace("’", "'"), *m.span(), "", t != low, t)
        for m in TOKEN.finditer(text, start, end)
    ]
    _tag(tokens, loud)
    parsed = Parsed(start, end, tokens, [], [None] * len(tokens), loud)
    for first, last in names(parsed) if names is not None else ():
        for k in range(first, last + 1):
            tokens[k].tag = "U"
    _chunk(parsed)
    return parsed


# ---- tags ----------------------------------------------------------------------------------------


def _tag(tokens: list[Token], loud: bool) -> None:
    known = classes()
    for i, token in enumerate(tokens):
        token.tag = _first_tag(tokens, i, known, loud)
    for i, token in enumerate(tokens):
        if len(token.tag) > 1 or token.tag == "?":
            token.tag = _settle(tokens, i, known)


def _first_tag(tokens: list[Token], i: int, known: Classes, loud: bool) -> str:
    token = tokens[i]
    low = token.low
    if not low[0].isalnum():
        return "S" if low == "'s" or (low == "'" and i and tokens[i - 1].low.endswith("s")) else low[0]
    if low[0].isdigit():
        return "Q" if low.replace(",", "").replace(".", "").isdigit() else "J"
    closed = known.closed.get(low)
    if closed:
        if low in ("us", "un", "may", "will", "it", "is", "am") and token.capital and not loud and i:
            return "J" if low in ("us", "un") else "U" if low in ("may", "will") else closed
        return closed if low != "us" or (loud is False and token.capital) else "R"
    if (
        low in known.day_parts
        and i
        and (tokens[i - 1].tag == "T" or tokens[i - 1].low in ("this", "that", "same"))
    ):
        return "T"
    if low in ("last", "next", "past") and i + 1 < len(tokens) and tokens[i + 1].low in known.day_parts:
        return "T"
    if low in known.describing:
        return "?"
    flags = known.flags(low)
    if token.capital and not loud and i and tokens[i - 1].capital and low not in known.roles:
        first = tokens[i - 1].low
        if first in known.given or first in known.given_too:
            return "U"
    if token.capital and not loud and i and tokens[i - 1].low not in ('"', "“", ".", ":", "‘"):
        return "N" if "n" in flags or "p" in flags else "U"
    return "U" if not flags and (loud or token.capital) else _by_ending(low) if not flags else _simple(flags)


def _simple(flags: str) -> str:
    """One letter where the flags leave no choice, else "?" for `_settle`."""
    if flags in ("n", "p", "np"):
        return "N"
    if flags in ("j", "jr"):
        return "J"
    if flags == "r":
        return "B"
    if flags in ("v", "s"):
        return "V"
    return "?" if flags != "x" else "N"


def _by_ending(low: str) -> str:
    if low.endswith("ly"):
        return "B"
    return "?" if low.endswith(("ed", "ing")) else "N"


def _settle(tokens: list[Token], i: int, known: Classes) -> str:
    """The tag of an ambiguous word by its neighbours; those on its left are settled already."""
    low = tokens[i].low
    flags = known.flags(low) or ("d" if low.endswith("ed") else "g")
    before = tokens[i - 1].tag if i else "."
    after = tokens[i + 1].tag if i + 1 < len(tokens) else "."
    nominal_after = after in "JNUQ?" and after != "."
    if low in known.describing:
        if nominal_after and before not in "NU":
            return "J"
        if not flags:
            return "J"
    if before in "DJQS" and before != "." and "j" in flags and nominal_after:
        return "J"
    if "d" in flags:
        return _past(flags, before, after, nominal_after)
    if "g" in flags:
        return _gerund(flags, before, after)
    verbal = before == "X" or (before == "R" and "v" in flags) or (i and tokens[i - 1].low == "to")
    if verbal and ("v" in flags or "s" in flags):
        return "V"
    return _noun_or_verb(tokens, i, flags, after)


def _past(flags: str, before: str, after: str, nominal_after: bool) -> str:
    if before in "DQJS":
        if nominal_after:
            return "J"
        return "N" if after in "PVX.,WC" or "n" in flags else "V"
    if before in ".,PC" and nominal_after and "j" in flags:
        return "J"
    return "V"


def _gerund(flags: str, before: str, after: str) -> str:
    if before in "DJSQ":
        return "N" if "n" in flags or after not in "NUJ" else "J"
    if before in "NU" and "n" in flags and after not in "DQ":
        return "N"
    if "n" in flags and after == "P":
        return "N"
    return "J" if "j" in flags and after in "NU" else "G"


def _noun_or_verb(tokens: list[Token], i: int, flags: str, after: str) -> str:
    before = tokens[i - 1] if i else None
    object_follows = after in "DQ" or (after == "U" and not tokens[i].capital)
    if (
        "s" in flags
        and before is not None
        and before.tag in "NU"
        and object_follows
        and not before.low.endswith("s")
    ):
        return "V"
    beside = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if (
        tokens[i].low == "remains"
        and before is not None
        and before.tag in "NU"
        and beside in ("at", "on", "free", "in")
    ):
        return "V"
    plural = before is not None and before.tag == "N" and before.low.endswith(("s", "men"))
    if "v" in flags and plural and (object_follows or after in "NW"):
        return "V"
    if "n" in flags or "p" in flags:
        return "J" if "j" in flags and after in "NU" else "N"
    if "r" in flags and "j" not in flags:
        return "B"
    return "J" if "j" in flags else "V" if "v" in flags or "s" in flags else "N"


# ---- phrases -------------------------------------------------------------------------------------


def _chunk(parsed: Parsed) -> None:
    tokens, known = parsed.tokens, classes()
    i, count = 0, len(tokens)
    while i < count:
        opens = tokens[i].tag in "DQJNU" or (
            tokens[i].low.endswith("ly") and i + 1 < count and tokens[i + 1].tag == "J"
        )
        if not opens or not tokens[i].low[0].isalnum():
            i += 1
            continue
        last = _run(tokens, i, known)
        phrase = _phrase(tokens, i, last, known, parsed.loud)
        if phrase is not None:
            parsed.phrases.append(phrase)
            for k in range(i, last + 1):
                parsed.at[k] = phrase
        i = last + 1


def _run(tokens: list[Token], i: int, known: Classes) -> int:
    """Last token of the phrase that begins at `i`."""
    last = i
    for k in range(i + 1, len(tokens)):
        tag = tokens[k].tag
        if tag in "QJNU" and tokens[k].low[0].isalnum():
            if tag == "Q" and tokens[last].tag in "NU":
                break
            last = k
        elif (tag == "S" and k + 1 < len(tokens) and tokens[k + 1].tag in "JNUQ") or (
            tag == "B" and k + 1 < len(tokens) and tokens[k + 1].tag in "JQ" and tokens[last].tag in "DQ"
        ):
            continue
        elif tokens[k].low in known.particles and k + 1 < len(tokens) and tokens[k + 1].tag == "U":
            last = k
        elif (tokens[k].low == '"' and tokens[last].tag in "DQJ") or (
            tokens[k].low == "."
            and len(tokens[k - 1].low) == 1
            and k + 1 < len(tokens)
            and tokens[k + 1].tag == "U"
        ):
            continue
        else:
            break
    return last


def _phrase(tokens: list[Token], first: int, last: int, known: Classes, loud: bool) -> NounPhrase | None:
    core = first
    while core < last and (tokens[core].tag in "DQ" or tokens[core].low == '"'):
        core += 1
    if tokens[last].tag == "D":
        return None
    name = _name_start(tokens, core, last, known, loud)
    head = last
    if name is not None and name > core and tokens[name - 1].tag in "NJ":
        head = name - 1
    return NounPhrase(first, last, core, head, name)


def _name_start(tokens: list[Token], core: int, last: int, known: Classes, loud: bool) -> int | None:
    """Where the run of name words at the end of the phrase begins."""
    start = None
    for k in range(last, core - 1, -1):
        low, tag = tokens[k].low, tokens[k].tag
        if tag == "S" or low == '"' or (low in known.roles and low not in known.given_too):
            break
        if low in known.nationalities or low.removesuffix("s") in known.nationalities:
            break
        if tag == "U" or low == ".":
            start = k if tag == "U" else start
        elif low in known.given_too and (start is not None or not loud):
            start = k
        elif not (low in known.particles and start is not None):
            break
    return start


def sub_phrase(parsed: Parsed, first: int, last: int) -> NounPhrase | None:
    """Tokens [first, last] of a phrase as a phrase of its own ("the mayor" of "the mayor's car")."""
    return _phrase(parsed.tokens, first, last, classes(), parsed.loud)
