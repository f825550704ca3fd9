"""What a noun phrase names: a doer, a person, a thing that can be a target, or none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.word_classes import classes, word_set
from tacitus.lang.lexicon import load

CHILD_AGE = 18
_AGE = re.compile(r"(\d{1,3})-?(?:years?-?old|year)?")
_CHILD = word_set("nounkinds_child")
_NUMBERS = {word: n for n, word in enumerate(load("parties")["nounkinds_numbers"].split())}
_OPEN, _PLURAL = word_set("nounkinds_open"), word_set("nounkinds_plural")


@dataclass(frozen=True, slots=True)
class Nouns:
    """Head noun -> kind of target, for people and for things; the doers; what a word before the head says."""

    people: dict[str, str]
    things: dict[str, str]
    sites: frozenset[str]
    qualifiers: dict[str, str]
    doers: frozenset[str]
    groups: frozenset[str]
    doer_persons: frozenset[str]


@cache
def nouns() -> Nouns:
    """The tables, read once."""
    targets, doers = load("targets"), load("perpetrators")
    people = {w: kind for kind, row in targets["people"].items() for w in row.split()}
    things = {w: kind for kind, row in targets["things"].items() for w in row.split()}
    return Nouns(
        people=people,
        things=things,
        sites=frozenset(targets["sites"]["nouns"].split()),
        qualifiers={w: kind for kind, row in targets["qualifiers"].items() for w in row.split()},
        doers=frozenset(doers["heads"].split()),
        groups=frozenset(doers["groups"].split()),
        doer_persons=frozenset(doers["persons"].split()),
    )


def head_word(s: Parsed, phrase: NounPhrase) -> str:
    """The head noun in lower case."""
    return s.tokens[phrase.head].low


def is_name(s: Parsed, phrase: NounPhrase) -> bool:
    """True when the phrase is, or ends in, what looks like a person's name."""
    if phrase.name is None:
        return False
    words = [t.low for t in s.tokens[phrase.name : phrase.last + 1]]
    known = classes()
    if phrase.head < phrase.name:
        return head_word(s, phrase) in nouns().people or head_word(s, phrase) in _TITLES
    given = any(w in known.given or w in known.given_too for w in words[:2])
    return given and len(words) <= 6


_TITLES = word_set("nounkinds_titles")


def person_kind(s: Parsed, phrase: NounPhrase) -> str | None:
    """Kind of target of a phrase that names people; None where it names something else."""
    table = nouns()
    word = head_word(s, phrase)
    kind = table.people.get(word)
    if kind is None:
        return "private_citizens" if is_name(s, phrase) else None
    for k in range(phrase.core, phrase.head):
        better = table.qualifiers.get(s.tokens[k].low)
        if better and kind in (
            "private_citizens",
            "business",
            "other",
            "political_party",
            "government",
            "police",
        ):
            return better
    return kind


def thing_kind(s: Parsed, phrase: NounPhrase) -> str | None:
    """Kind of target of a phrase that names a building, vehicle, network or the like; None otherwise."""
    table = nouns()
    for k in (phrase.head, phrase.last):
        kind = table.things.get(s.tokens[k].low)
        if kind is None and "-" in s.tokens[k].low:
            kind = table.things.get(s.tokens[k].low.rsplit("-", 1)[1])
        if kind is not None:
            break
    else:
        return None
    for k in range(phrase.core, phrase.last):
        better = table.qualifiers.get(s.tokens[k].low)
        if better:
            return better
    return kind


def is_doer(s: Parsed, phrase: NounPhrase) -> bool:
    """True when the head noun by itself means a doer of violence ("gunmen", "rebels")."""
    return head_word(s, phrase) in nouns().doers


def number(s: Parsed, phrase: NounPhrase) -> int | None:
    """How many the phrase names: a written number, 1 for a singular, None for a plural without one."""
    for k in range(phrase.first, phrase.head):
        low = s.tokens[k].low
        if s.tokens[k + 1].low.startswith("year"):
            break  # an age
        if low in _NUMBERS:
            return _NUMBERS[low]
        if low.replace(",", "").isdigit():
            return int(low.replace(",", ""))
        if low in _OPEN:
            return None
    if is_name(s, phrase) and phrase.name == phrase.head:
        return 1
    word = head_word(s, phrase)
    flags = classes().flags(word)
    plural = word.endswith("men") or word in _PLURAL or "p" in flags
    plural = plural or (not flags and word.endswith("s") and not word.endswith("ss"))
    return None if plural and not (phrase.name is not None and phrase.name > phrase.head) else 1


def is_minor(s: Parsed, phrase: NounPhrase) -> bool:
    """True for a child by word or by age below eighteen, in the phrase or right behind it (", 9,")."""
    for k in range(phrase.first, phrase.last + 1):
        low = s.tokens[k].low
        if low in _CHILD:
            return True
        if "year" in low and (m := _AGE.match(low)) and int(m[1]) < CHILD_AGE:
            return True
    j = phrase.last + 1
    if j + 2 < len(s.tokens) and s.tokens[j].low in (",", "(") and s.tokens[j + 2].low in (",", ")", "."):
        age = s.tokens[j + 1].low
        return age.isdigit() and 0 < int(age) < CHILD_AGE
    return False


def words(s: Parsed, first: int, last: int) -> str:
    """The tokens as written in the document, blanks single."""
    out: list[str] = []
    for k in range(first, last + 1):
        if k > first and s.tokens[k].start > s.tokens[k - 1].end:
            out.append(" ")
        out.append(s.written(k))
    return "".join(out)


def person_names(s: Parsed) -> list[str]:
    """The names of two words and more that look like those of persons."""
    return [
        words(s, p.name, p.last)
        for p in s.phrases
        if p.name is not None and p.name < p.last and is_name(s, p)
    ]
