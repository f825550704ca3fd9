"""Acts that a page recalls: set days apart from the one it tells, or told under another day of the week.

"… two days after a car bomb killed six at a mill"; "an attack a day earlier wounded 11"; "Monday's explosion"
where the page tells of Wednesday; "On Monday a bomb killed 12 at the cattle market". An act is new where its
words do not point back: an indefinite subject or noun, no pronoun, no named person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from tacitus.extract.happenings.mentions import Mention
from tacitus.extract.happenings.roles import NEAR, has_ground
from tacitus.lang.lexicon import load

FEW, FAR = 8, 400
"""Words of the act that may tell its day, and characters behind one: garbage has endless sentences."""
_WEEKDAY = r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_DAY = re.compile(r"(said (?:on )?|told \w+ (?:on )?)?\b" + _WEEKDAY + r"\b(?!['’]s)")
_OF_DAY = re.compile(_WEEKDAY + r"(?:['’]s)?\s+(?:\w+\s+)?$")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_UNDER_DAY = re.compile(
    r"(?:late |early )?(?:(?:on |last )" + _WEEKDAY + r"\b|(?:last week|earlier this week|the previous \w+)\b"
    r"|in (?:early |late |mid-)?" + _MONTH + r"\b)"
)
"""Times that open a clause; a page that tells of a weekday looks back where it speaks of weeks and months."""
_APART = re.compile(r"\b(?:day|week|month|year)s?\s+$")
_COUNT = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|several|\d{1,2})"
_SET_BACK = re.compile(r"\b" + _COUNT + r"\s+(?:days?|weeks?)\s+earlier\b(?!\s+than)")
"""A stretch of days that is reckoned from the act that was told."""
_AFTER = re.compile(r"(?i:after|since|before)\b")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d")
_DOERS = re.compile(r"[a-z]+(?:men|[^s]s)\b")
"""A plural that a name before it may belong to: "Red Star fighters"."""
_BACK = frozenset({"he", "she", "they", "it", "who", "i", "we", "you", "him", "them"})
"""Subjects that point back to what was told."""
_LATER = re.compile(r"\b(?:arrest|charge|sentence|convict|court|trial|suspect|investigat|identif)")
"""Words of a sentence whose day may be that of a later step."""


def is_set_apart(text: str, mention: Mention) -> bool:
    """True in "two days after a car bomb …": a new act in a clause that a stretch of days parts."""
    start = mention.clause[0]
    if not _AFTER.match(text, start) or not _APART.search(text[max(0, start - NEAR) : start].casefold()):
        return False
    return mention.kind.strength in ("act", "weak") and _is_new(text, mention)


def is_set_back(text: str, mention: Mention) -> bool:
    """True in "an attack a day earlier wounded 11": a new act, told by its distance from the one before. A
    sentence with a weekday reckons from that."""
    if mention.kind.strength not in ("act", "weak") or not _is_new(text, mention):
        return False
    first, last = max(mention.clause[0], mention.start - NEAR), min(mention.clause[1], mention.end + NEAR)
    if _SET_BACK.search(text[first:last].casefold()) is None:
        return False
    around = text[mention.sentence_start : min(mention.sentence_end, mention.end + FAR)].casefold()
    return _DAY.search(around) is None


def is_of_other_day(text: str, mention: Mention, told: str) -> bool:
    """True of an act named by another weekday than `told`, or told as new under one, with a toll or a place
    of its own."""
    if mention.kind.strength == "harm":
        return _is_toll_of_other_day(text, mention, told)
    if mention.kind.strength not in ("act", "weak"):
        return False
    if mention.kind.form == "noun":
        of = _OF_DAY.search(text[max(0, mention.start - NEAR) : mention.start].casefold())
        if of is not None:
            return of[1] != told
    at = mention.front[0] if mention.front else mention.clause[0]
    under = _UNDER_DAY.match(text[at : at + NEAR].casefold())
    if under is None or under[1] == told or mention.kind.strength != "act" or not mention.real:
        return False
    own = has_ground(text, mention, mention.sentence_end) or counts(text, mention)
    return own and _is_new(text, mention)


def _is_toll_of_other_day(text: str, mention: Mention, told: str) -> bool:
    """ "On Monday soldiers broke up a sit-in; doctors say that 41 were killed": a count of those hurt in a
    sentence that opens under another weekday."""
    start = mention.sentence_start
    under = _UNDER_DAY.match(text[start : start + NEAR].casefold())
    if under is None or under[1] in (None, told) or not mention.real:
        return False
    before = text[max(start, mention.start - NEAR) : mention.start]
    return bool(_NUMBER.search(before))


def day_told(text: str, mentions: Iterable[Mention]) -> str | None:
    """The weekday of the first of `mentions` whose sentence names one and tells of no later step."""
    for mention in islice(mentions, FEW):
        said = text[mention.sentence_start : min(mention.sentence_end, mention.end + FAR)].casefold()
        if mention.kind.strength not in ("act", "weak") or _LATER.search(said):
            continue
        at = mention.start - mention.sentence_start
        days = [(abs(day.start() - at), day[2]) for day in _DAY.finditer(said) if not day[1]]
        if days:
            return min(days)[1]
    return None


def counts(text: str, mention: Mention) -> bool:
    """True where a number, or several of somebody, stand behind the word in its clause."""
    words = text[mention.start : min(mention.clause[1], mention.end + NEAR)].casefold()
    return bool(_NUMBER.search(words)) or not set(_WORD.findall(words)).isdisjoint(load("roles")["plural"])


def _is_new(text: str, mention: Mention) -> bool:
    """True where neither a determiner nor the subject points back to an act that is known."""
    table = load("roles")
    if mention.kind.form == "noun":
        return mention.number in ("indefinite", "counted")
    before = text[max(mention.clause[0], mention.start - NEAR) : mention.start]
    words = _WORD.findall(before)
    if any(word.casefold() in _BACK or word.casefold() in table["definite"] for word in words):
        return False
    named = [
        w for w in words[1:] if w[0].isupper() and not before.isupper() and w.casefold() not in table["days"]
    ]
    return not named or bool(_DOERS.match(text, mention.start))
