"""What it was for and what came of it, in the text's words: motive, demand, response, outcome, damage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.parties.chunks import Parsed
from tacitus.extract.parties.deeds import frames
from tacitus.extract.parties.lines import compile_phrases
from tacitus.extract.parties.noun_kinds import is_doer
from tacitus.extract.parties.reality import is_denied, is_meant
from tacitus.extract.parties.scenes import Scene
from tacitus.lang.lexicon import load
from tacitus.model import Damage

_SLOTS = ("response", "outcome", "motive", "demand", "damage")
_SURE = {"response": 0.75, "outcome": 0.85, "motive": 0.6, "demand": 0.5, "damage": 0.85}
_BEHIND = {"response": 6, "outcome": 4, "motive": 12, "demand": 12, "damage": 8}
"""Tokens of the clause behind the cue that belong to the value."""
_LEFT = {"response": 5, "damage": 5}
_STOPS = frozenset((".", ";", ":", "!", "?"))
_LONGEST = 280
_DENIAL, _REASON = 3, 14
"""Tokens before a cue in which a negation takes it back; in which the act stands that has the reason."""


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
            last_end, cue = last, (first, last)
            first, last = _widen(s, slot, first, last)
            start, end = s.span(first, last)
            if end - start > _LONGEST:
                continue
            if _is_undone(scene, slot, cue, (first, last)):
                continue
            found.append(_finding(slot, " ".join(text[start:end].split()), start, end))
    return found


def _is_undone(scene: Scene, slot: str, cue: tuple[int, int], whole: tuple[int, int]) -> bool:
    """True where the words are denied, only meant, unknown, or say nothing beside the cue."""
    s, undone = scene.parsed, _undone()
    lows = [t.low for t in s.tokens[whole[0] : whole[1] + 1]]
    before = [t.low for t in s.tokens[max(0, cue[0] - _DENIAL) : cue[1] + 1]]
    if any(low in undone["negations"] for low in (*before, *lows[:2])):
        return True
    if slot == "response":
        return any(low in undone["hospital"] for low in lows) and "detained" in lows
    verb = next((k for k in range(cue[0], cue[1] + 1) if s.tokens[k].tag in "VG"), None)
    if slot == "damage":
        meant = verb is not None and (is_meant(s, verb) or is_denied(s, verb))
        return meant or not any(s.tokens[k].tag in "NU" for k in range(whole[0], whole[1] + 1))
    if slot == "motive":
        return (
            any(low in undone["unknown"] for low in lows) or cue[1] == whole[1] or not _is_about(scene, cue)
        )
    return False


def _is_about(scene: Scene, cue: tuple[int, int]) -> bool:
    """True where the act comes before the reason: the word of violence nearest on the left, in reach."""
    s = scene.parsed
    if s.tokens[cue[0]].low in (
        "revenge",
        "retaliation",
        "reprisal",
        "vengeance",
        "retribution",
        "motive",
        "motives",
    ):
        return True
    if s.tokens[cue[0]].low in ("inspired", "motivated", "driven") and any(
        t.tag in "RU" for t in s.tokens[max(0, cue[0] - _DENIAL) : cue[0]]
    ):
        return True
    verbs, acts = frames()
    for k in range(cue[0] - 1, max(-1, cue[0] - _REASON), -1):
        token = s.tokens[k]
        if token.low in acts or (token.tag in "VG" and token.low in verbs) or is_one_of_doers(s, k):
            return True
        if token.tag in "VG" and token.low in ("had", "said", "say", "says", "told"):
            return False
    return any(s.tokens[k].low in acts for k in range(cue[0], cue[1] + 1))


def is_one_of_doers(s: Parsed, k: int) -> bool:
    """True for a token that is the head of a phrase naming a doer."""
    phrase = s.at[k]
    return phrase is not None and phrase.head == k and is_doer(s, phrase)


def without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """One finding of a slot for words that overlap, and one for each family of response."""
    kept: list[Finding] = []
    families: dict[tuple[int, str | None], int] = {}
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if finding.slot not in ("response", "outcome"):
            kept.append(finding)
            continue
        twin = next((n for n, k in enumerate(kept) if k.slot == finding.slot and finding.start < k.end), None)
        family = None if twin is not None else _family(finding)
        if family is not None:
            twin = families.get((family, finding.role))
        if twin is None:
            if family is not None:
                families[(family, finding.role)] = len(kept)
            kept.append(finding)
        elif finding.start >= kept[twin].end:
            kept[twin] = replace(kept[twin], extra=(*kept[twin].extra, (finding.start, finding.end)))
        elif finding.end > kept[twin].end:
            kept[twin] = _joined(kept[twin], finding)
    return kept


def _joined(first: Finding, second: Finding) -> Finding:
    """Two overlapping stretches as one."""
    one, other = str(first.value), str(second.value)
    shared = next((n for n in range(min(len(one), len(other)), 0, -1) if one.endswith(other[:n])), 0)
    return replace(first, value=one + other[shared:], end=second.end)


def _family(finding: Finding) -> int | None:
    words = re.findall(r"[a-z]+", str(finding.value).lower())
    return next((n for n, row in enumerate(_families()) if any(w in row for w in words)), None)


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row.split()) for row in load("aftermath")["undone"]["families"])


@cache
def _undone() -> dict[str, frozenset[str]]:
    table = load("aftermath")["undone"]
    return {key: frozenset(table[key].split()) for key in ("negations", "unknown", "hospital")}


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
        and not (
            slot == "response"
            and s.tokens[last + 1].tag == "X"
            and s.tokens[last].low != "to"
            and _has_verb(s, first, last)
        )
    ):
        last += 1
    phrase = s.at[last]
    if phrase is not None and phrase.last - last <= 4:
        last = phrase.last
    return first, last


def _has_verb(s: Parsed, first: int, last: int) -> bool:
    return any(s.tokens[k].tag in "VX" for k in range(first, last + 1))


def _finding(slot: str, words: str, start: int, end: int) -> Finding:
    value: str | Damage = words
    if slot == "damage":
        lows = re.findall(r"[a-z]+", words.lower())
        extent = next((_extents()[w] for w in lows if w in _extents()), None)
        value = Damage(words=words, extent=extent)
    return Finding(slot=slot, value=value, start=start, end=end, confidence=_SURE[slot])
