"""The table of cue words, made ready for matching: form -> lemma, lemma -> frames with the act of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from tacitus.lang.grammar import forms
from tacitus.lang.lexicon import load

FRAMES = ("clause", "quoted", "told", "object", "infinitive", "charge", "raising")


@dataclass(frozen=True, slots=True)
class Sense:
    """What one frame of a cue word does: its act, and whether it is speech or an attitude only."""

    act: str
    speech: bool


@dataclass(frozen=True, slots=True)
class CueTable:
    """`verbs`: form -> (lemma, kind of form); `frames`: lemma -> frame -> sense; `preps`: lemma -> words
    after it -> sense; `compounds`: lemma -> words after it -> frames of the whole; `ambiguous`: forms that
    are as often nouns; `adjectives`: word -> sense; `nouns`: word -> act; `light`: forms of empty verbs
    ("issued a warning"); `phrases`: words before a source ("according to"); `lists`: further words; `words`:
    all that a cue can begin with."""

    verbs: dict[str, tuple[str, str]]
    frames: dict[str, dict[str, Sense]]
    preps: dict[str, dict[tuple[str, ...], Sense]]
    compounds: dict[str, dict[tuple[str, ...], dict[str, Sense]]]
    ambiguous: frozenset[str]
    adjectives: dict[str, Sense]
    nouns: dict[str, str]
    prepositional: frozenset[str]
    headings: frozenset[str]
    light: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    lists: dict[str, frozenset[str]]
    words: frozenset[str]


@cache
def cue_table() -> CueTable:
    """The table in data/lexicons/speech.toml."""
    table = load("speech")
    frames: dict[str, dict[str, Sense]] = {}
    preps: dict[str, dict[tuple[str, ...], Sense]] = {}
    for group, speech in (("speech", True), ("attitude", False)):
        for frame in FRAMES:
            for act, lemmas in table[group].get(frame, {}).items():
                for lemma in lemmas.split():
                    frames.setdefault(lemma, {}).setdefault(frame, Sense(act, speech))
        for act, pairs in table[group]["prep"].items():
            for pair in pairs.split():
                lemma, *after = pair.split("_")
                preps.setdefault(lemma, {}).setdefault(tuple(after), Sense(act, speech))
    compounds = _compounds(frames)
    verbs, nouns = _verbs([*frames, *preps, *compounds]), _nouns(table["nouns"])
    adjectives = {w: Sense(a, False) for a, ws in table["attitude"]["adjective"].items() for w in ws.split()}
    phrases = tuple(tuple(p.split()) for p in table["sources"]["phrases"])
    return CueTable(
        verbs=verbs,
        frames=frames,
        preps=preps,
        compounds=compounds,
        ambiguous=frozenset(table["ambiguous"]["forms"].split()),
        adjectives=adjectives,
        nouns=nouns,
        prepositional=frozenset(table["prepositional"]["nouns"].split()),
        headings=frozenset(table["headings"]["others"].split()),
        light=frozenset(f for v in table["light"]["verbs"].split() for f in forms(v)),
        phrases=phrases,
        lists={name: frozenset(words.split()) for name, words in table["lists"].items()},
        words=frozenset([*verbs, *adjectives, *nouns, *(p[0] for p in phrases)]),
    )


def _compounds(frames: dict[str, dict[str, Sense]]) -> dict[str, dict[tuple[str, ...], dict[str, Sense]]]:
    """Verbs of several words, taken out of `frames`: "point_out" is a cue of two words."""
    found: dict[str, dict[tuple[str, ...], dict[str, Sense]]] = {}
    for lemma in [k for k in frames if "_" in k]:
        verb, *after = lemma.split("_")
        found.setdefault(verb, {})[tuple(after)] = frames.pop(lemma)
    return found


def _verbs(lemmas: list[str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for lemma in lemmas:
        for form, kind in forms(lemma).items():
            found.setdefault(form, (lemma, kind))
    return found


def _nouns(table: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for act, words in table.items():
        for word in words.split():
            plural = word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"
            for form in (word, plural):
                found.setdefault(form, act)
    return found
