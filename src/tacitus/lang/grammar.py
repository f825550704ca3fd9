"""Tokens and the closed word classes behind a light clause grammar: enough to tell a subject from a clause.

There is no tagger: a word is known by the table of closed classes (data/lexicons/grammar.toml), by its
capital, or by its ending. A stretch in quotation marks can be handed in as one token, so that no grammar
looks inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tacitus.lang.lexicon import load

_CLITIC = re.compile(r"[’'](?:s|re|ve|d|ll|m)$", re.IGNORECASE)
_ARTICLED = re.compile(r"(?:al|el|ul|an|as|ash|ar|at|ad|az|bin|ben|de|d)[-’'][A-Z]")


class Token(NamedTuple):
    """A word, a sign or a whole quotation at [start, end). `low` is the word in lower case with straight
    apostrophes; `tag` its closed class, "NAME" (capital), "NUM", "P" (a sign), "Q" (a quotation) or "W"."""

    start: int
    end: int
    text: str
    low: str
    tag: str


@cache
def _token() -> re.Pattern[str]:
    titles = "|".join(load("grammar")["dotted_titles"].split())
    return re.compile(
        rf"(?:[A-Z]\.){{2,}}|[A-Z]\.(?= ?[A-Z])|(?:{titles})\."
        r"|[$£€]?\d[\d.,]*\d%?"
        r"|\w+(?:[-’'&]\w+|\.(?:[a-z0-9]\w*|[A-Z](?=\W|$)))*|\.{3,}|--+|[^\w\s]"
    )


@cache
def _classes() -> dict[str, str]:
    table = load("grammar")
    order = (
        ("times", "TIME"), ("particles", "ADV"), ("subordinators", "SUB"), ("prepositions", "PREP"),
        ("conjunctions", "CC"), ("determiners", "DET"), ("objects", "OBJ"), ("pronouns", "PRON"),
        ("questions", "WH"), ("relatives", "REL"), ("modals", "AUX"), ("do", "AUX"), ("have", "AUX"),
        ("be", "AUX"),
    )  # fmt: skip
    found: dict[str, str] = {}
    for name, tag in order:
        for word in table[name].split():
            found[word] = tag
    found |= {"to": "TO", "that": "THAT", "her": "DET", "may": "AUX", "one": "DET", "'s": "S", "as": "SUB"}
    return found


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one class of the grammar table."""
    return frozenset(load("grammar")[name].split())


def tag_of(word: str, low: str, *, opening: bool = True) -> str:
    """The class of one word; `opening`: it begins a sentence, so that its capital says nothing."""
    first = word[0]
    if word in words_of("capitals") or (first.islower() and _ARTICLED.match(word)):
        return "NAME"
    known = _classes().get(low)
    if known is not None and (first.islower() or not first.isalpha() or known not in ("TIME", "AUX")):
        return known
    if not (first.isalnum() or first in "$£€'’") or word in ("'", "’"):
        return "P"
    if first.isdigit() or first in "$£€":
        return "NUM"
    if low.endswith("ly") and low not in words_of("lasting") and (opening or first.islower()):
        return "ADV"
    if first.isupper():
        return (
            "TIME"
            if known == "TIME"
            and (opening or low in words_of("calendar"))
            and low not in words_of("surnames")
            else "NAME"
        )
    return "W"


def tokens(
    text: str, start: int = 0, end: int | None = None, *, seen: dict[str, tuple[str, str]] | None = None
) -> list[Token]:
    """The tokens of text[start:end), in order; a clitic ("he" + "'s") is a token of its own.

    `seen`: word -> (in lower case, tag) of words met before; one for a whole text spares half the work.
    """
    seen = {} if seen is None else seen
    found: list[Token] = []
    for match in _token().finditer(text, start, len(text) if end is None else end):
        word, at = match[0], match.start()
        clitic = _CLITIC.search(word) if ("’" in word or "'" in word) and len(word) > 2 else None
        if clitic is not None and (cut := clitic.start()):
            found.append(_tagged(at, word[:cut], seen, opening=not found))
            found.append(_tagged(at + cut, word[cut:], seen, opening=False))
        else:
            found.append(_tagged(at, word, seen, opening=not found))
    return found


def _tagged(start: int, word: str, seen: dict[str, tuple[str, str]], *, opening: bool) -> Token:
    known = None if opening else seen.get(word)
    if known is None:
        low = word.lower().replace("’", "'")
        known = low, tag_of(word, low, opening=opening)
        if not opening:
            seen[word] = known
    return tuple.__new__(Token, (start, start + len(word), word, *known))


@cache
def forms(lemma: str) -> dict[str, str]:
    """The forms of a verb: form -> "base", "s", "past" (the participle too, where one form serves), "part",
    "ing", "both" (base and past)."""
    irregular = load("grammar")["irregular"].get(lemma, "").split()
    stem = lemma
    if re.search(r"[^aeiou]y$", lemma):
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif re.search(r"(s|x|z|ch|sh|o)$", lemma):
        third, past = lemma + "es", lemma + "ed"
    else:
        third, past = lemma + "s", lemma + ("d" if lemma.endswith("e") else "ed")
    if irregular and irregular[0].endswith("ed") and irregular[0][-3:-2] == irregular[0][-4:-3]:
        stem = irregular[0][:-2]  # admitted, admitting
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        stem = lemma[:-1]
    if lemma in ("put", "hit"):
        stem = lemma + lemma[-1]
    found = {lemma: "base", third: "s", stem + "ing": "ing"}
    if irregular and irregular[0] == lemma:
        found[lemma] = "both"
    found.setdefault(irregular[0] if irregular else past, "past")
    if len(irregular) > 1:
        found.setdefault(irregular[1], "part")
    return found


@cache
def verb_forms() -> frozenset[str]:
    """Finite forms that no ending shows."""
    return words_of("verbs")


def looks_finite(token: Token) -> bool:
    """An auxiliary or a verb known by its form; an -ed word too, though it may be a participle."""
    if token.tag == "AUX":
        return True
    return token.tag == "W" and (token.low in verb_forms() or token.low.endswith("ed"))


def looks_verbal(token: Token) -> bool:
    """As looks_finite, and -ing forms."""
    return looks_finite(token) or (token.tag == "W" and token.low.endswith("ing"))


def has_clause(items: Iterable[Token]) -> bool:
    """True when a finite verb seems to stand among the tokens."""
    return any(looks_finite(t) for t in items)


NOMINAL = frozenset({"DET", "NAME", "W", "NUM", "S", "PRON", "Q"})
"""What a noun phrase is made of, without its prepositional parts."""


def noun_phrase(items: list[Token], at: int, *, longest: int = 14) -> int:
    """End (exclusive index) of the plain noun phrase that begins at items[at]; `at` where there is none."""
    i = at
    if i < len(items) and items[i].tag in ("PRON", "OBJ"):
        return i + 1
    while i < len(items) and i - at < longest and items[i].tag in NOMINAL:
        if items[i].tag in ("DET", "PRON") and i > at and items[i - 1].tag not in ("DET", "S"):
            break
        if i > at and items[i].tag == "W" and looks_finite(items[i]) and items[i - 1].tag not in ("DET", "S"):
            break
        i += 1
    return i


def noun_phrase_of(items: list[Token], at: int) -> int:
    """As noun_phrase, with the phrases that hang on it ("the head of the police in Ayr")."""
    end = noun_phrase(items, at)
    while end > at and end + 1 < len(items) and items[end].low in words_of("hanging"):
        further = noun_phrase(items, end + 1)
        if further == end + 1:
            break
        end = further
    return end
