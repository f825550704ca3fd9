"""What in the words of a page parts one act from those told before it, or ties it to them: days and places
that are new, relative clauses, phrases before a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tacitus.extract.happenings.groups import Group
from tacitus.extract.happenings.mentions import Mention
from tacitus.extract.happenings.roles import NEAR
from tacitus.lang.lexicon import load

_SPOT = re.compile(r"\b(?i:in|at|near|outside)\s+(?i:the\s+)?((?:[A-Z][^\W\d_]+[ -]?){1,3})")
"""A place as the words write it: up to three words with a capital behind a preposition of place."""
_NAME = re.compile(r"[^\W\d_]+")


class FirstUses:
    """Where each word of a text stands first, so that a day or a place is seen to be new."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first_use: dict[str, int] = {}
        for match in _NAME.finditer(text):
            self._first_use.setdefault(match[0].casefold(), match.start())

    def is_other_day(self, mention: Mention) -> bool:
        """ "On Monday, gunmen … in Xville": a day and a place, both not named before, and no known act."""
        if mention.front is None or mention.number == "definite" or mention.kind.strength != "act":
            return False
        start, end = mention.front
        days = load("roles")["days"]
        said = [w for w in _NAME.findall(self._text[start:end].casefold()) if w in days]
        earlier = any(self._first_use.get(day, start) < start for day in days)
        place = _SPOT.search(self._text, mention.end, min(mention.clause[1], mention.end + NEAR))
        if not said or not earlier or place is None or any(self._first_use[w] < start for w in said):
            return False
        return all(self._first_use[w.casefold()] >= start for w in _NAME.findall(place[1]))

    def is_new_place(self, mention: Mention) -> bool:
        """A phrase of place before the comma names what the text has not named before."""
        if mention.front is None:
            return False
        start, end = mention.front
        words = self._text[start:end].casefold().split()
        if len(words) < 2 or words[0] not in ("in", "at", "near", "outside"):
            return False
        if set(words) & _months() or any(c.isdigit() for c in "".join(words)):
            return False
        days = load("roles")["days"]
        named = [w for w in _NAME.findall(self._text, start, end) if w[0].isupper()][1:]
        named = [w for w in named if w.casefold() not in days]
        return bool(named) and all(self._first_use[w.casefold()] >= start for w in named)


def says_more(text: str, mention: Mention, before: Mention) -> bool:
    """ "The shooting that killed five in 2012": a relative clause belongs to the act before it, and one
    further on where a court comes back to it: "jailed for the bombing of a mill that killed six".
    """
    start = mention.clause[0]
    relative = text[start : start + 9].casefold().startswith(("that ", "which ", "in which "))
    most = NEAR if "past_business" in before.cues and mention.kind.strength != "act" else 2
    return relative and before.kind.form == "noun" and 0 <= start - before.end <= most


def stays(mention: Mention, last: Group) -> bool:
    """True of what tells more of a recalled act in its sentence: people it hurt, or the act's own clause."""
    return mention.kind.strength != "act" or mention.clause == last.mentions[-1].clause


def goes_on(mention: Mention, last: Group) -> bool:
    """True of what goes on telling an earlier happening: under the same phrase before the comma, or
    people hurt and "that attack" in the sentence behind."""
    before = last.mentions[-1]
    if last.role != "background" or before.paragraph != mention.paragraph:
        return False
    if mention.sentence == before.sentence:
        return mention.front is not None and mention.front == before.front
    plain = mention.kind.strength == "harm" or mention.number == "definite"
    return plain and mention.sentence - before.sentence == 1


def is_aftermath(acts: Sequence[Mention], opening: int) -> bool:
    """The act that opens the item is past business of a court or an anniversary; or all acts of its opening
    (its heading, and the sentence of number `opening` with the next) are told by way of an arrest, a
    funeral, an inquiry."""
    first = [m for m in acts if m.sentence == acts[0].sentence]
    lead = [m for m in acts if m.sentence - opening < 2]
    if any("past_business" in m.cues for m in first):
        return True
    return bool(lead) and all("aftermath" in m.cues or "past_business" in m.cues for m in lead)


@cache
def _months() -> frozenset[str]:
    return frozenset(load("roles")["months"])
