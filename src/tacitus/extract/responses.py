"""What it was for and what came of it, in the text's words: motive, demand, response, outcome, damage."""

from __future__ import annotations

import re
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.lines import compile_phrases
from tacitus.extract.nounphrases import Parsed
from tacitus.extract.scenes import Scene
from tacitus.lang.lexicon import load
from tacitus.model import Damage

_SLOTS = ("response", "outcome", "motive", "demand", "damage")
_SURE = {"response": 0.7, "outcome": 0.65, "motive": 0.6, "demand": 0.55, "damage": 0.6}
_BEHIND = {"response": 6, "outcome": 4, "motive": 12, "demand": 12, "damage": 8}
"""Tokens of the clause behind the cue that belong to the value."""
_LEFT = {"response": 5, "damage": 5}
_STOPS = frozenset((".", ";", ":", "!", "?"))
_LONGEST = 280


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = load("aftermath")
    return tuple((slot, compile_phrases(data[slot], data["classes"])) for slot in _SLOTS)


@cache
def _extents() -> dict[str, str]:
    return {w: extent for extent, row in load("aftermath")["extent"].items() for w in row.split()}


def find_responses(scene: Scene, text: str) -> list[Finding]:
    """Findings of the five slots in one sentence, one for each slot and cue."""
    s = scene.parsed
    found: list[Finding] = []
    for slot, pattern in _patterns():
        last_end = -1
        for match in pattern.finditer(scene.line.text):
            first, last = scene.line.stretch(match)
            if first <= last_end:
                continue
            last_end = last
            first, last = _widen(s, slot, first, last)
            start, end = s.span(first, last)
            if end - start > _LONGEST:
                continue
            found.append(_finding(slot, " ".join(text[start:end].split()), start, end))
    return found


def _widen(s: Parsed, slot: str, first: int, last: int) -> tuple[int, int]:
    """The subject on the left and the rest of the clause on the right, within reach."""
    phrase = s.at[first]
    first = min(first, phrase.first) if phrase is not None else first
    if slot in _LEFT and first > 0 and s.tokens[first].tag in "VX":
        k = first - 1
        while k > 0 and s.tokens[k].tag in "XB":
            k -= 1
        before = s.at[k]
        if before is not None and first - before.first <= _LEFT[slot] + 3:
            first = before.first
    limit = min(len(s.tokens) - 1, last + _BEHIND[slot])
    while (
        last < limit
        and s.tokens[last + 1].low not in _STOPS
        and s.tokens[last + 1].low not in (",", '"', "”", ")", "]")
    ):
        last += 1
    phrase = s.at[last]
    if phrase is not None and phrase.last - last <= 4:
        last = phrase.last
    return first, last


def _finding(slot: str, words: str, start: int, end: int) -> Finding:
    value: str | Damage = words
    if slot == "damage":
        lows = re.findall(r"[a-z]+", words.lower())
        extent = next((_extents()[w] for w in lows if w in _extents()), None)
        value = Damage(words=words, extent=extent)
    return Finding(slot=slot, value=value, start=start, end=end, confidence=_SURE[slot])
