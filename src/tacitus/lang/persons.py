"""Full names of persons in running text, told by a given name or an age; who holds an office is told apart.

Made for masking, so it asks for little: a name too many is hidden, a place or a body is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load

_PART = r"[^\W\d_a-z](?:[\w-]|[’'](?!s\b))+"
_BETWEEN = r"[ \t]+(?:(?:al|bin|ibn|de|da|del|van|von|der|la|el|du|dos)[ \t]+){0,2}(?:[A-Z]\.[ \t]+)?"
_NAME = re.compile(rf"(?<![\w’'-])({_PART}(?:{_BETWEEN}{_PART}){{1,3}})")
_AGE = re.compile(
    r",? \(?(?:aged )?\d{1,2}\b(?! (?:people|others|men|women|percent|per cent|million)"
    r"| (?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_AT = re.compile(r"\b(?:the|in|at|near|outside|around|across|into|towards?)[ \t]+$", re.IGNORECASE)
_GROUND = re.compile(
    rf"\b(?:in|at|near|outside|around|across|from|to)[ \t]+{_NAME.pattern}"
    rf"|^{_NAME.pattern}(?:,[^\n,]{{1,30}})?[ \t](?:[-–—]|\()",
    re.MULTILINE,
)
_EXPLAINED = re.compile(r",? \(?(?:who|whose)\b|, (?:an?|the|his|her|their) [a-z]|, \d{1,2},")
"""An apposition behind an uncommon name shows a person."""
_BEHIND = 60
"""Signs behind a name in which an apposition gives the office: "X Y, the deputy minister of …"."""
_BEFORE = 40
"""Signs before a name in which a title stands: "Deputy Prime Minister X Y"."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name at [start, end) as written; `office` when the words beside it give one."""

    start: int
    end: int
    name: str
    office: bool


def find_persons(text: str) -> Iterator[PersonName]:
    """Names of two words and more that look like those of persons, in order."""
    given, bodies, offices = _tables()
    grounds: frozenset[str] | None = None
    for match in _NAME.finditer(text):
        words = match[1].split()
        while words and words[0].lower().rstrip(".") in offices:  # "President X Y": the title is no name
            words = words[1:]
        if len(words) < 2 or any(w.lower() in bodies for w in words):
            continue
        start = match.end() - len(" ".join(words)) if " ".join(words) in match[1] else match.start()
        told = words[0].lower() in given or _AGE.match(text, match.end()) is not None
        if not told and _is_shown(text, start, match.end(), words):
            grounds = _grounds(text) if grounds is None else grounds
            told = " ".join(words) not in grounds
        if told and not _AT.search(text, max(0, start - _BEFORE), start):
            office = _has_office(text, match.start(), start, match.end())
            yield PersonName(start, match.end(), text[start : match.end()], office)


def find_relatives(text: str) -> Iterator[str]:
    """Given names that stand alone behind a relative: "her daughter Ode"; not of those with an office."""
    _, bodies, _ = _tables()
    for match in _beside()[0].finditer(text):
        if match[1].lower() not in bodies:
            yield match[1]


def _is_shown(text: str, start: int, end: int, words: list[str]) -> bool:
    """True where words that are no English, country or group are explained or do what only persons do."""
    known = _common()
    if any(w.lower() in known or w.isupper() for w in words):
        return False
    _, subject, before = _beside()
    if _EXPLAINED.match(text, end) or subject.match(text, end):
        return True
    return before.search(text, max(0, start - _BEFORE), start) is not None


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(a given name behind a relative, a verb of persons behind a name, words before a person's name)"""
    people = load("people")
    relatives, verbs, words = (
        "|".join(people[key]) for key in ("relatives", "person_verbs", "before_person")
    )
    whose = r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Ww]hose)"
    young = r"(?:(?:late|young|younger|older|elder|eldest|youngest|baby|only|twin|little) )?"
    return (
        re.compile(rf"{whose} {young}(?:{relatives}),?[ \t]+({_PART})(?![ \t]+[^\W\d_a-z])"),
        re.compile(rf",? (?:{verbs})\b"),
        re.compile(
            rf"(?:\b(?:{words}|{relatives})|\b[Mm](?:r|rs|s)\.?"
            r"|\b(?:an?|the|his|her) [a-z-]+(?: [a-z-]+)?,)[ \t]+$"
        ),
    )


def _grounds(text: str) -> frozenset[str]:
    """Names that the text uses as places: behind a preposition of place, or at the head of a dateline."""
    return frozenset(" ".join((m[1] or m[2]).split()) for m in _GROUND.finditer(text))


@cache
def _common() -> frozenset[str]:
    """Words that are no part of an uncommon person's name: English ones, countries, nationalities, groups."""
    english = {w for row in load("english_words")["classes"].values() for w in row.split()}
    groups = {
        w.lower()
        for row in load("organisations")["groups"]
        for w in re.findall(r"[\w'-]+", f"{row[0]} {row[2]}")
    }
    countries = {w.lower() for w in re.findall(r"[^\W\d_]{3,}", str(load("countries")))}
    peoples = set(load("chunks")["nationalities"].split())
    return frozenset(english | groups | countries | peoples)


def is_body(words: str) -> bool:
    """True when a capitalised run holds a word of bodies or places ("Ministry", "Street")."""
    _, bodies, _ = _tables()
    return any(word.lower() in bodies for word in words.split())


def _has_office(text: str, run: int, start: int, end: int) -> bool:
    _, _, offices = _tables()
    before = re.findall(r"[\w-]+", text[max(0, run - _BEFORE) : start].rpartition(".")[2].lower())[-3:]
    behind = text[end : end + _BEHIND]
    aside = (
        re.findall(r"[\w-]+", behind[1:].split(",")[0].split(".")[0].lower()) if behind[:1] in ",(" else []
    )
    return any(word in offices for word in (*before, *aside))


@cache
def _tables() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(given names, words of bodies and places, words of offices)"""
    people = load("people")
    given = {w for key, rows in load("given_names").items() if key != "source" for w in str(rows).split()}
    given -= set(people["given_and_ground"])
    bodies = {w for key in ("bodies", "grounds") for w in people[key]}
    offices = {role.split()[-1] for role in people["public_roles"]}
    return frozenset(given), frozenset(bodies), frozenset(offices)
