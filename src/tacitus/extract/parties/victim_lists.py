"""Victims whom a list names: "the victims were identified as A, B and C", "a nurse was among the dead".

Such a list may say that they were victims and not what became of them; then the rest of the page says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.lines import compile_phrases
from tacitus.extract.parties.noun_kinds import head_word, person_kind
from tacitus.extract.parties.positions import subjects
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.victims import named_victim
from tacitus.extract.parties.word_classes import word_set
from tacitus.lang.lexicon import load
from tacitus.model import Victim

_BARE = word_set("victims_bare")
_OPENS = 2
"""Tokens between the words that open a list of names and its first words."""


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """(words behind those identified, words before a list of names, stem -> effect)."""
    data = load("parties")
    found = compile_phrases(data["victims_identified"], {}), compile_phrases(data["victims_listed"], {})
    return *found, dict(data["victims_states"])


def find_listed(scene: Scene) -> list[Finding]:
    """Findings of victim from a list in one sentence; the effect is "unknown" where the list calls them no
    more than victims."""
    s = scene.parsed
    match = _lists()[0].search(scene.line.text)
    if match is not None:
        verb, _ = scene.line.stretch(match)
        effect = _effect_of(match[0])
        listed = [p for p in subjects(s, verb) if person_kind(s, p) is not None]
        return [named_victim(s, p, effect) for p in listed if head_word(s, p) not in _BARE]
    match = _lists()[1].search(scene.line.text)
    if match is None:
        return []
    _, last = scene.line.stretch(match)
    effect = _effect_of(match[0])
    return [named_victim(s, p, effect) for p in _list_of_names(s, last + 1)]


def _effect_of(words_of_state: str) -> str:
    return next((e for stem, e in _lists()[2].items() if stem in words_of_state), "unknown")


def _list_of_names(s: Parsed, start: int) -> list[NounPhrase]:
    """The names of the list that opens within three tokens of `start`, over ages, towns and semicolons."""
    found: list[NounPhrase] = []
    opened = False
    for k in range(start, len(s.tokens)):
        here, tag = s.at[k], s.tokens[k].tag
        opened = opened or (here is not None and k <= start + _OPENS)
        if tag in "VXW" or (not opened and (k > start + _OPENS or tag == "P")):
            break
        named = here is not None and here.first == k and here.name is not None and here.name < here.last
        if here is not None and named and s.tokens[k - 1].tag != "P":
            found.append(here)
    return found


def with_fates(listed: Sequence[Finding], found: Sequence[Finding], text: str) -> list[Finding]:
    """`listed`, those called no more than victims with what the page says became of them.

    Who is told of again (`found`) fared as is told there; of the others a page that tells of the dead alone,
    or of the hurt alone, says how they fared.
    """
    if not listed:
        return []
    told: dict[str, str] = {}
    for f in found:
        if isinstance(f.value, Victim) and f.value.name and f.value.effect in ("killed", "injured"):
            known = told.get(f.value.name)
            told[f.value.name] = "killed" if known == "killed" else f.value.effect
    page = _fate_of(text, alone=len(listed) == 1)
    return [
        replace(f, value=replace(f.value, effect=told.get(f.value.name or "", page)))
        if isinstance(f.value, Victim) and f.value.effect == "unknown"
        else f
        for f in listed
    ]


def _fate_of(text: str, *, alone: bool) -> str:
    """What became of the victims of a page: killed, injured or, where it tells of both, unknown; `alone`:
    one is named, who is the one it tells of as dead."""
    dead, hurt = (pattern.search(text) is not None for pattern in _fates())
    if dead and (alone or not hurt):
        return "killed"
    return "unknown" if dead or not hurt else "injured"


@cache
def _fates() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("parties")["victims_fates"]
    dead, hurt = (rf"\b(?:{'|'.join(words[key])})\b" for key in ("killed", "injured"))
    return re.compile(dead, re.IGNORECASE), re.compile(hurt, re.IGNORECASE)
