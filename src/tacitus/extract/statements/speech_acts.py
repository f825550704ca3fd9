"""Which act a statement performs: by its cue, then by its words, then by who speaks."""

from __future__ import annotations

import re
from functools import cache

from tacitus.extract.statements.cues import cue_table
from tacitus.lang.lexicon import load

_URGING = frozenset({"appeal", "order", "demand", "promise", "announce", "report"})


@cache
def _table() -> tuple[frozenset[str], re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    table = load("speech_acts")
    rules = tuple((rule["act"], re.compile(rule["pattern"])) for rule in table["rule"])
    return frozenset(table["open"].split()), re.compile(table["harm"]), rules


_MONTH = re.compile(r"(?<=\d )may |\bmay (?=\d)")
"""The month of May, that is: a date says nothing of what may be."""


def act_of(lemma: str, frame: str, by_cue: str, content: str, *, expert: bool = False) -> str:
    """The act of a statement with this cue (`by_cue`: the act its table row gives) and these words.

    `expert`: the speaker judges for a living, so that what they say is an assessment unless it is more.
    """
    kept, harm, rules = _table()
    words = _MONTH.sub("month ", content.lower().replace("’", "'"))
    if (
        lemma in cue_table().lists["directed"]
        and by_cue in _URGING | {"other"}
        and frame in ("charge", "prep", "noun", "infinitive")
    ):
        if harm.search(words) and not re.search(
            r"\b(?:end|stop|halt|condemn|prevent|against|investigat\w+|ceasefire)\b", words
        ):
            return "incite"
        return by_cue
    if lemma == "claim" and re.match(r"\W*(?:\w+ ){0,2}responsibility\b", words):
        return "claim_responsibility"
    if lemma not in kept:
        return by_cue
    for act, pattern in rules:
        if pattern.search(words):
            return act
    return "assess" if expert else by_cue
