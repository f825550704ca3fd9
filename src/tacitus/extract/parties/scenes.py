"""A document's sentences with what all readers of parties need: frames, groups named, and who is speaking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tacitus.extract.parties import organisations
from tacitus.extract.parties.chunks import Parsed, parse
from tacitus.extract.parties.claimants import claimants
from tacitus.extract.parties.deeds import Argument, arguments
from tacitus.extract.parties.lines import Line, line_of
from tacitus.extract.parties.organisations import Group, Mention
from tacitus.extract.parties.positions import subjects
from tacitus.extract.parties.word_classes import word_set
from tacitus.lang.lexicon import load
from tacitus.lang.sentences import split
from tacitus.model import Document

_PRONOUNS = word_set("scenes_pronouns")
_NEAR = 6
"""Words round a name in which its office stands ("Ben Example, the security minister")."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who a sentence is attributed to: `by` of the slots, and the tokens that name them."""

    by: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its parse, the arguments of its violent words, the groups it names, who says it.

    `by` is the kind of speaker, carried on from the sentence before where a pronoun speaks.
    """

    parsed: Parsed
    arguments: tuple[Argument, ...]
    mentions: tuple[Mention, ...]
    source: Source | None
    by: str | None
    item: int
    line: Line


@cache
def speech() -> frozenset[str]:
    """Verbs of saying, in all finite forms."""
    return frozenset(load("responsibility")["speech"]["verbs"].split())


@cache
def speakers() -> dict[str, str]:
    """Word of a phrase that names a speaker -> `by`; the earlier class of the table wins."""
    table: dict[str, str] = {}
    for by, row in load("responsibility")["by"].items():
        for word in row.split():
            table.setdefault(word, by)
    return table


@cache
def _order() -> dict[str, int]:
    return {by: n for n, by in enumerate(load("responsibility")["by"])}


def read_scenes(document: Document) -> tuple[Scene, ...]:
    """One scene for each sentence of the document, in order."""
    local: dict[str, Group] = {}
    offices: dict[str, str] = {}
    scenes: list[Scene] = []
    last_by: str | None = None
    last_item = -1
    for start, end in document.sentences or split(document.text):
        known: list[Mention] = []
        s = parse(document.text, start, end, _naming(known, local))
        found = organisations.mentions(s, known)
        own = claimants(s, found)
        found = sorted([*(m for m in found if not any(_within(m, c) for c in own)), *own], key=_first)
        organisations.learn(s, found, local)
        item = document.item_of(start)
        _learn_offices(s, offices)
        source = find_source(s, found, offices)
        by = source.by if source else _carried(s, last_by) if item == last_item else None
        scenes.append(Scene(s, tuple(arguments(s)), tuple(found), source, by, item, line_of(s, found)))
        last_by, last_item = (by or last_by) if item == last_item else by, item
    return tuple(scenes)


def _within(mention: Mention, other: Mention) -> bool:
    return other.first <= mention.first and mention.last <= other.last


def _first(mention: Mention) -> int:
    return mention.first


def _naming(known: list[Mention], local: dict[str, Group]) -> Callable[[Parsed], list[tuple[int, int]]]:
    """Finds the known groups of a sentence before its phrases are read, and keeps them in `known`."""

    def names(s: Parsed) -> list[tuple[int, int]]:
        known.extend(organisations.known_names(s, local))
        return [(m.first, m.last) for m in known]

    return names


def find_source(s: Parsed, found: list[Mention], offices: dict[str, str]) -> Source | None:
    """Whom the sentence is attributed to: the subject of a verb of saying, or behind "according to"."""
    for i, token in enumerate(s.tokens):
        if token.low == "according" and i + 2 < len(s.tokens) and s.tokens[i + 1].low == "to":
            phrase = s.at[i + 2]
            if phrase is not None:
                return _source(s, phrase.first, _with_office(s, phrase.last), found, offices)
        if token.tag in "VN" and token.low in speech():
            source = _subject_source(s, i, found, offices)
            if source is not None:
                return source
    return None


def _subject_source(s: Parsed, i: int, found: list[Mention], offices: dict[str, str]) -> Source | None:
    if s.tokens[i].tag != "V" or (i and s.tokens[i - 1].low in word_set("scenes_passive")):
        return None
    phrases = subjects(s, i)
    if phrases:
        return _source(s, phrases[0].first, i - 1, found, offices)
    after = s.at[i + 1] if i + 1 < len(s.tokens) else None  # '"…," said the minister'
    if after is not None and i and s.tokens[i - 1].low in (",", '"', "”"):
        return _source(s, after.first, _with_office(s, after.last), found, offices)
    return None


def _with_office(s: Parsed, last: int) -> int:
    if last + 2 < len(s.tokens) and s.tokens[last + 1].low in (",", "of", "from"):
        following = s.at[last + 2]
        return following.last if following is not None else last
    return last


def _source(s: Parsed, first: int, last: int, found: list[Mention], offices: dict[str, str]) -> Source | None:
    last = min(last, first + 3 * _NEAR)
    if any(first <= m.first <= last and not m.generic for m in found):
        return Source("self", first, last)
    table, order = speakers(), _order()
    words = [s.tokens[k].low for k in range(first, last + 1)]
    ranked = [table[w] for w in words if w in table] or [offices[w] for w in words if w in offices]
    if not ranked:
        return Source("unnamed", first, last) if len(words) > 1 or not s.tokens[first].capital else None
    return Source(min(ranked, key=lambda by: order[by]), first, last)


def _learn_offices(s: Parsed, offices: dict[str, str]) -> None:
    """Keeps the office that a name stands beside, by surname."""
    table = speakers()
    for phrase in s.phrases:
        if phrase.name is None:
            continue
        near = [s.tokens[k].low for k in range(phrase.core, phrase.name)]
        j = phrase.last + 1
        if j < len(s.tokens) and s.tokens[j].low == ",":
            near += [t.low for t in s.tokens[j + 1 : j + 1 + _NEAR]]
        kinds = [table[w] for w in near if w in table]
        if kinds:
            offices.setdefault(s.tokens[phrase.last].low, kinds[0])


def _carried(s: Parsed, last_by: str | None) -> str | None:
    """A pronoun or a quotation goes on with the speaker of the sentence before; a group is not carried on."""
    return last_by if last_by != "self" and _said_by_pronoun(s) else None


def _said_by_pronoun(s: Parsed) -> bool:
    for i, token in enumerate(s.tokens):
        if token.low in speech() and i and s.tokens[i - 1].low in _PRONOUNS:
            return True
    return bool(s.tokens) and s.tokens[0].low in ('"', "“")
