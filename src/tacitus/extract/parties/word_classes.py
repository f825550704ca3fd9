"""What part of speech a word can be: closed classes, common English words, nationalities, given names.

Text in capitals shows no names by their case; a word that is in none of these tables is taken for a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load

TAGS = frozenset("DQPRWCXBTVGJNUS")
"""D article, Q quantifier or number, P preposition, R pronoun, W relative, C conjunction, X auxiliary,
B adverb, T time word, V verb, G -ing form, J adjective, N noun, U name or unknown, S possessive mark;
any other mark is its own tag."""


@dataclass(frozen=True, slots=True)
class Classes:
    """`closed` word -> tag, `open` word -> letters of english_words.toml."""

    closed: dict[str, str]
    open: dict[str, str]
    nationalities: frozenset[str]
    particles: frozenset[str]
    describing: frozenset[str]
    day_parts: frozenset[str]
    given: frozenset[str]
    given_too: frozenset[str]
    roles: frozenset[str]

    def flags(self, low: str) -> str:
        """The letters of `low`, by its last part where it is a compound; empty for an unknown word."""
        known = self.open.get(low)
        if known is None and "-" in low:
            known = self.open.get(low.rsplit("-", 1)[1])
        return known or ""


@cache
def classes() -> Classes:
    """The tables, read once."""
    grammar, chunks, names = load("grammar"), load("chunks"), load("given_names")
    closed: dict[str, str] = {}
    for tag, words in (
        ("W", grammar["subordinators"]), ("B", chunks["adverbs"]), ("P", grammar["prepositions"]),
        ("R", grammar["pronouns"]), ("R", grammar["objects"]), ("W", grammar["relatives"]),
        ("W", chunks["openers"]),
        ("C", grammar["conjunctions"]), ("X", grammar["be"]), ("X", grammar["have"]),
        ("X", grammar["do"]), ("X", grammar["modals"]), ("Q", chunks["quantifiers"]),
        ("D", chunks["articles"]), ("N", chunks["titles"]), ("T", chunks["time"]),
        ("J", chunks["nationalities"]), ("V", chunks["verbs"]),
    ):  # fmt: skip
        closed.update(dict.fromkeys(words.split(), tag))
    closed["that"] = "W"
    table = {
        word: letters for letters, words in load("english_words")["classes"].items() for word in words.split()
    }
    return Classes(
        closed=closed,
        open=table,
        nationalities=frozenset(chunks["nationalities"].split()),
        particles=frozenset(chunks["particles"].split()),
        describing=frozenset(chunks["describing"].split()),
        day_parts=frozenset(chunks["parts_of_day"].split()),
        given=frozenset((names["census"] + " " + names["world"]).split()),
        given_too=frozenset(names["common"].split()),
        roles=frozenset(w for row in load("targets")["people"].values() for w in row.split()),
    )


@cache
def word_set(key: str) -> frozenset[str]:
    """One of the small closed sets of parties.toml."""
    return frozenset(load("parties")[key].split())
