"""Noun phrases by their place in the clause: subject and object of a verb, and lists of phrases."""

from __future__ import annotations

from functools import cache

from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.noun_kinds import is_name
from tacitus.extract.parties.word_classes import word_set
from tacitus.lang.lexicon import load

_OF_CHAIN = word_set("deeds_of_chain")
_JOINS = word_set("deeds_joins")
_PARTICLES = word_set("deeds_particles")
_ABOUT = word_set("positions_about")
LONGEST_CHAIN = 5
REACH = 14
"""Tokens that an argument may stand away from its verb; farther ones were wrong more often than right."""


def subjects(s: Parsed, i: int) -> list[NounPhrase]:
    """The phrases that are the subject of the verb at `i`, a list in order; empty where it is a pronoun."""
    j = _before_verb(s, i)
    if j < 0:
        return []
    relative = s.tokens[j].low == "who"
    j = _skip_relative(s, j)
    if j < 0:
        return []
    phrase = s.at[_skip_age(s, j)]
    if phrase is None or phrase.last != _skip_age(s, j):
        return []
    several = any(t.low in ("were", "are", "have") for t in s.tokens[j + 1 : i])
    if relative and not several and is_name(s, phrase):
        return [phrase]  # "a cousin of Jan Example, who": the one named last
    return _coordinated_left(s, _top_of_chain(s, phrase))


def _before_verb(s: Parsed, i: int) -> int:
    """The last token before the verb group."""
    j = i - 1
    while j >= 0:
        token = s.tokens[j]
        if token.tag in "BXT" or token.low == '"':
            j -= 1
        elif token.low in ("and", "or") and j and s.tokens[j - 1].tag == "V":
            j = _start_of_verb(s, j - 1) - 1
        elif token.low == "to" and j and s.tokens[j - 1].tag in "VG":
            j -= 2
        elif token.low in ("]", ")"):
            j = _open_of(s, j) - 1
        else:
            break
    return j


def _start_of_verb(s: Parsed, i: int) -> int:
    while i > 0 and s.tokens[i - 1].tag in "XB":
        i -= 1
    return i


def _open_of(s: Parsed, j: int) -> int:
    for k in range(j, max(-1, j - REACH), -1):
        if s.tokens[k].low in ("[", "("):
            return k
    return j


def _skip_relative(s: Parsed, j: int) -> int:
    """From the token before the verb to the last token of the phrase that is the subject."""
    tokens = s.tokens
    if tokens[j].tag == "W":
        if tokens[j].low not in ("who", "which", "that"):
            return -1
        j -= 1
        if j >= 0 and tokens[j].low in (",", "--", "-"):
            j -= 1
        return _skip_brackets(s, j)
    return _skip_apposition(s, j) if tokens[j].low == "," else j


def _skip_brackets(s: Parsed, j: int) -> int:
    while j >= 0 and s.tokens[j].low in ("]", ")", '"', "”"):
        j = _open_of(s, j) - 1 if s.tokens[j].low in ("]", ")") else j - 1
    return j


def _skip_apposition(s: Parsed, j: int) -> int:
    """Over ", mayor of the town," to the phrase before it; -1 where the stretch is no apposition."""
    for k in range(j - 1, max(-1, j - 2 * REACH), -1):
        token = s.tokens[k]
        if token.low == ",":
            inside = s.tokens[k + 1]
            fits = inside.tag in "DNJQUW" or inside.low in ("of", "aged")
            return _skip_brackets(s, k - 1) if fits else -1
        if token.tag == "V" and not any(t.tag == "W" for t in s.tokens[max(0, k - 6) : k]):
            return -1
    return -1


def _skip_age(s: Parsed, j: int) -> int:
    """From the number in "Jan Example, 51, who" to the name."""
    age = s.tokens[j].low.isdigit() and j > 1 and s.tokens[j - 1].low == ","
    named = s.at[j - 2] if age else None
    return j - 2 if named is not None and named.last == j - 2 and named.name is not None else j


def _top_of_chain(s: Parsed, phrase: NounPhrase) -> NounPhrase:
    """From "the army" in "a column of rebels from the army" to "a column"."""
    for _ in range(LONGEST_CHAIN):
        before = phrase.first - 1
        if before < 1 or s.tokens[before].low not in _OF_CHAIN:
            break
        upper = s.at[_skip_brackets(s, before - 1)]
        if upper is None:
            break
        phrase = upper
    return phrase


def _coordinated_left(s: Parsed, phrase: NounPhrase) -> list[NounPhrase]:
    found = [phrase]
    while len(found) < LONGEST_CHAIN * 2:
        j = found[0].first - 1
        joined = False
        while j >= 0 and s.tokens[j].low in _JOINS:
            joined, j = True, j - 1
        j = _skip_brackets(s, j)
        upper = s.at[j] if joined and j >= 0 else None
        if upper is None:
            break
        top = _top_of_chain(s, upper)
        before = s.tokens[top.first - 1] if top.first > 0 else None
        if before is not None and before.tag in "VGP" and before.low != "of":
            break
        found.insert(0, top)
    return found


@cache
def _amounts() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split()) for row in load("parties")["positions_amount"])


def behind_amount(s: Parsed, j: int) -> int:
    """Over "at least", "more than" and the like."""
    for parts in _amounts():
        if all(j + k < len(s.tokens) and s.tokens[j + k].low == part for k, part in enumerate(parts)):
            return j + len(parts)
    about = j < len(s.tokens) and s.tokens[j].low in _ABOUT and s.tokens[j].tag in "PB"
    return j + 1 if about else j


def objects(s: Parsed, i: int) -> list[NounPhrase]:
    """The phrases right of the verb at `i` that are its object, with those joined to the first."""
    j = i + 1
    while j < len(s.tokens):
        low = s.tokens[j].low
        if low == "to" and j + 1 < len(s.tokens) and s.tokens[j + 1].low == "death":
            j += 2
        elif low in _PARTICLES or s.tokens[j].tag in "BT" or low == '"':
            j += 1
        else:
            break
    if j + 1 < len(s.tokens) and s.tokens[j].low in ("and", "or") and s.tokens[j + 1].tag in "VG":
        return objects(s, j + 1)
    j = behind_amount(s, j)
    phrase = s.at[j] if j < len(s.tokens) else None
    if phrase is None or phrase.first > j:
        return []
    return coordinated_right(s, phrase)


def coordinated_right(s: Parsed, phrase: NounPhrase) -> list[NounPhrase]:
    """The phrase and those joined to it on the right, up to the subject of the next verb."""
    found = [phrase]
    while len(found) < 2 * LONGEST_CHAIN:
        j = end_of_chain(s, found[-1]) + 1
        joined = False
        while j < len(s.tokens) and s.tokens[j].low in _JOINS:
            joined, j = True, j + 1
        following = s.at[j] if j < len(s.tokens) else None
        if not joined or following is None or following.first != j or _opens_clause(s, following):
            break
        if _is_next_place(s, found[-1], following):
            break
        found.append(following)
    return found


def _is_next_place(s: Parsed, phrase: NounPhrase, following: NounPhrase) -> bool:
    """ "Shoppers in Xville and Ytown": the name goes on with the place, not with those who were hit."""
    last = s.at[end_of_chain(s, phrase)]
    if last is None or last is phrase or s.tokens[last.first - 1].low not in ("in", "at", "near", "from"):
        return False
    return last.name == last.first and following.name == following.first


def end_of_chain(s: Parsed, phrase: NounPhrase) -> int:
    """Last token of the phrase with its of-phrases and brackets."""
    last = phrase.last
    for _ in range(LONGEST_CHAIN):
        j = last + 1
        if j < len(s.tokens) and s.tokens[j].low in ("[", "("):
            end = min(len(s.tokens), j + REACH)
            close = next((k for k in range(j, end) if s.tokens[k].low in ("]", ")")), None)
            if close is None:
                return last
            last = close
            continue
        following = s.at[j + 1] if j + 1 < len(s.tokens) else None
        if following is None or s.tokens[j].low not in ("of", "from", "at", "in"):
            break
        last = following.last
    return last


def _opens_clause(s: Parsed, phrase: NounPhrase) -> bool:
    """True when a verb follows the phrase, so that it is the subject of what comes next."""
    j = end_of_chain(s, phrase) + 1
    while j < len(s.tokens) and s.tokens[j].tag == "B":
        j += 1
    if j >= len(s.tokens):
        return False
    if s.tokens[j].tag == "X":
        return True
    return s.tokens[j].tag == "V" and not (j + 1 < len(s.tokens) and s.tokens[j + 1].low == "by")
