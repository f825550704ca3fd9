"""With what: the slot weapon, as written and by GTD's kinds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.parties.chunks import Parsed
from tacitus.extract.parties.noun_kinds import words
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.word_classes import word_set
from tacitus.lang.lexicon import load
from tacitus.model import Weapon

_USED = word_set("weapons_used")
_TAKEN = word_set("weapons_taken")
_UNUSED = 0.5
"""Confidence of a weapon in a sentence without an act."""
_SURE_COMPOUND, _SURE_WORD, _SURE_VEHICLE = 0.9, 0.8, 0.7
"""Share that was right in a sample read by hand."""
_NEGATED = 8
"""Tokens before a weapon in which a negation says that nobody had one."""
_NEGATIONS = word_set("weapons_negations")
_NEAR = 5
"""Tokens between a weak word ("device", "stones") and the word of use that makes it a weapon."""


@dataclass(frozen=True, slots=True)
class _Table:
    heads: dict[str, str]
    compound: dict[str, list[tuple[tuple[str, ...], str]]]
    weak: frozenset[str]
    keep: frozenset[str]
    vehicles: frozenset[str]
    driven: frozenset[str]


@cache
def _table() -> _Table:
    data = load("weapons")
    compound: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, rows in data["compound"].items():
        for row in rows:
            parts = tuple(row.split())
            compound.setdefault(parts[0], []).append((parts, kind))
    for known in compound.values():
        known.sort(key=lambda row: -len(row[0]))
    return _Table(
        {w: kind for kind, row in data["heads"].items() for w in row.split()},
        compound,
        frozenset(data["weak"]["heads"].split()),
        frozenset(data["modifiers"]["keep"].split()),
        frozenset(data["vehicles"]["nouns"].split()),
        frozenset(data["vehicles"]["verbs"].split()),
    )


def find_weapons(scene: Scene) -> list[Finding]:
    """Findings of weapon in one sentence; a weapon named twice is found twice."""
    s = scene.parsed
    found: list[Finding] = []
    if any(t.low in _TAKEN for t in s.tokens) and not any(
        a.frame.kind in ("explode", "harm") for a in scene.arguments
    ):
        return found
    acted = _acted(scene)
    i = 0
    while i < len(s.tokens):
        hit = weapon_at(s, i)
        if hit is None:
            i += 1
            continue
        last, kind, sure = hit
        first = _with_modifiers(s, i)
        if not acted and any(t.low in _NEGATIONS for t in s.tokens[max(0, i - _NEGATED) : i]):
            i = last + 1  # "not one of them carried a gun"
            continue
        if first and s.tokens[first - 1].low in word_set("weapons_false"):
            i = last + 1
            continue
        start, end = s.span(first, last)
        value = Weapon(as_written=words(s, first, last), kind=kind)
        found.append(
            Finding(slot="weapon", value=value, start=start, end=end, confidence=sure if acted else _UNUSED)
        )
        i = last + 1
    return found


def _acted(scene: Scene) -> bool:
    """True when the sentence tells of an act, so that its weapons were used."""
    if any(not a.frame.weak and a.frame.kind not in ("suffer", "plan") for a in scene.arguments):
        return True
    return any(
        t.low.startswith(("explo", "deton", "bombing")) and t.tag in "VGN" for t in scene.parsed.tokens
    )


def weapon_at(s: Parsed, i: int) -> tuple[int, str, float] | None:
    """(last token, kind, confidence) of a weapon that begins at token `i`."""
    table = _table()
    low = s.tokens[i].low
    for parts, kind in table.compound.get(low, ()):
        end = i + len(parts)
        if end <= len(s.tokens) and all(_same(s.tokens[i + k].low, part) for k, part in enumerate(parts)):
            return end - 1, kind, _SURE_COMPOUND
    if low in table.vehicles and any(t.low in table.driven for t in s.tokens[max(0, i - 8) : i + 8]):
        return i, "vehicle", _SURE_VEHICLE
    kind_here = table.heads.get(low)
    if kind_here is None or s.tokens[i].tag not in "NUJ" or _is_modifier(s, i):
        return None
    if low in table.weak and not _is_used(s, i):
        return None
    return i, kind_here, _SURE_WORD


def _same(low: str, part: str) -> bool:
    return low == part or low == part + "s"


def _is_modifier(s: Parsed, i: int) -> bool:
    """True for "bomb" in "bomb attack", "bomb squad": a weapon still, but not for "gun control"."""
    phrase = s.at[i]
    if phrase is None or phrase.last == i or i + 1 >= len(s.tokens):
        return False
    return s.tokens[i + 1].low in word_set("weapons_not")


def _is_used(s: Parsed, i: int) -> bool:
    near = s.tokens[max(0, i - _NEAR) : i + _NEAR]
    return any(t.low in _USED or t.low.startswith(("explo", "deton", "bomb", "dynamit")) for t in near)


def _with_modifiers(s: Parsed, i: int) -> int:
    """The first token of the weapon's name: modifiers that belong to it stand before."""
    first = i
    keep = _table().keep
    while first > 0 and (s.tokens[first - 1].low in keep) and s.tokens[first - 1].tag in "JNUV":
        first -= 1
    return first
