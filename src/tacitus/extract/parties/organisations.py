"""Mentions of armed groups and forces: by the table of aliases, and by grammar where the table is silent.

"Foo Brigades" is read as a name because of its head noun; "[FPB]" behind it becomes its short form within
the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tacitus.extract.parties.chunks import TOKEN, NounPhrase, Parsed
from tacitus.extract.parties.word_classes import classes, word_set
from tacitus.lang.lexicon import load

_SHORT = 5
"""Aliases up to this length are matched as acronyms: never in lower case."""
_GENERIC = word_set("organisations_generic")

_OFFICIAL = word_set("organisations_official")
LINKING = ("-inspired", "-linked", "-affiliated", "-backed", "-allied", "-aligned", "-claimed", "-style")


@dataclass(frozen=True, slots=True)
class Group:
    """A known group: its canonical name and what kind of actor it is."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [first, last] of a sentence name a group; `generic`: a force named by kind ("the army")."""

    first: int
    last: int
    group: Group
    generic: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    aliases: dict[str, list[tuple[tuple[str, ...], Group, bool]]]
    forces: dict[tuple[str, ...], str]
    ranks: frozenset[tuple[str, ...]]
    heads: dict[str, str]


@cache
def _table() -> _Table:
    data = load("organisations")
    aliases: dict[str, list[tuple[tuple[str, ...], Group, bool]]] = {}
    for name, kind, others in data["groups"]:
        group = Group(name, kind)
        plain = re.sub(r"\s*\([^)]*\)$", "", name)
        for alias in [plain, *(a.strip() for a in others.split("|"))]:
            parts = tuple(lows(re.sub(r"^the ", "", alias, flags=re.IGNORECASE)))
            if parts:
                acronym = (
                    len(parts) == 1 and sum(c.isupper() for c in alias) >= 2 and len(alias) <= _SHORT + 3
                )
                aliases.setdefault(parts[0], []).append((parts, group, acronym))
    _merge_shared(aliases)
    for rows in aliases.values():
        rows.sort(key=lambda row: -len(row[0]))
    ranks = frozenset(tuple(lows(rank)) for rank in data["ranks"])
    forces = {tuple(lows(f)): "state_forces" for f in data["forces"]} | dict.fromkeys(ranks, "state_forces")
    forces |= {tuple(lows(f)): kind for kind, row in data["described"].items() for f in row}
    heads = {head: kind for kind, row in data["heads"].items() for head in row}
    return _Table(aliases, forces, ranks, heads)


def _merge_shared(aliases: dict[str, list[tuple[tuple[str, ...], Group, bool]]]) -> None:
    """An alias of two groups names neither: it stands for itself until brackets or context say which."""
    for first, rows in aliases.items():
        owners: dict[tuple[str, ...], set[str]] = {}
        for parts, group, _ in rows:
            owners.setdefault(parts, set()).add(group.name)
        aliases[first] = [
            (parts, group if len(owners[parts]) == 1 else Group(_title(" ".join(parts)), group.kind), acronym)
            for parts, group, acronym in rows
        ]


def lows(text: str) -> list[str]:
    """The tokens of `text` in lower case, cut as nounphrases.parse cuts a sentence."""
    return [m[0].lower().replace("’", "'") for m in TOKEN.finditer(text)]


def known_names(s: Parsed, local: dict[str, Group]) -> list[Mention]:
    """Groups of the table, and of the document's own short forms (see `learn`), in order."""
    found: list[Mention] = []
    first = _table().aliases
    i = 0
    while i < len(s.tokens):
        low = s.tokens[i].low
        mention = _known(s, i, local) if low in first or low in local or "-" in low else None
        if mention is None:
            i += 1
        else:
            found.append(mention)
            i = mention.last + 1
    return found


def mentions(s: Parsed, known: list[Mention]) -> list[Mention]:
    """All groups that the sentence names: those known, those that grammar names, and forces by kind."""
    taken = {k for m in known for k in range(m.first, m.last + 1)}
    found = list(known)
    for phrase in s.phrases:
        if any(k in taken for k in range(phrase.first, phrase.last + 1)):
            continue
        mention = _unknown(s, phrase.core) or force(s, phrase)
        if mention is not None:
            found.append(mention)
    return sorted(found, key=lambda m: m.first)


def _known(s: Parsed, i: int, local: dict[str, Group]) -> Mention | None:
    token = s.tokens[i]
    low = _stem(token.low)
    for parts, group, acronym in _table().aliases.get(low, ()):
        end = i + len(parts)
        if end > len(s.tokens) or any(_stem(s.tokens[i + k].low) != part for k, part in enumerate(parts)):
            continue
        if acronym and not _shouted(s, i):
            continue
        if not acronym and not (token.capital or s.tokens[end - 1].capital):
            continue
        return Mention(i, end - 1, group)
    group_here = local.get(low)
    return Mention(i, i, group_here) if group_here and _shouted(s, i) else None


def _stem(low: str) -> str:
    """ "isis" of "isis-inspired": the name in a compound that says how a party is linked."""
    if "-" not in low:
        return low
    for ending in LINKING:
        if low.endswith(ending):
            return low[: -len(ending)].removeprefix("pro-")
    return low


def _shouted(s: Parsed, i: int) -> bool:
    token = s.tokens[i]
    if s.loud:
        return token.low not in classes().open and token.low not in classes().closed
    return token.capital and (token.low not in classes().open or token.end - token.start > 2)


def _unknown(s: Parsed, i: int) -> Mention | None:
    """A noun phrase whose head makes its names an organisation."""
    phrase = s.at[i]
    if phrase is None or phrase.core != i or not s.tokens[i].capital:
        return None
    head = _head(s, phrase)
    if head is None:
        return None
    kind = _table().heads[s.tokens[head].low]
    if any(s.tokens[k].low in _OFFICIAL for k in range(phrase.core, phrase.last + 1)):
        kind = "state_forces"
    first = phrase.core
    while first < head and (
        s.tokens[first].low in _GENERIC or s.tokens[first].low in classes().nationalities
    ):
        first += 1
    inside = s.tokens[first:head]
    proper = [t for t in inside if t.tag == "U"]
    if s.loud:
        if not proper and len([t for t in inside if t.tag in "NJ"]) < 2:
            return None
        if not proper and not _acronym_follows(s, head):
            return None
    elif not s.tokens[head].capital or not inside or not all(t.capital or t.tag == "S" for t in inside):
        return None
    if head - first < 1:
        return None
    start, end = s.tokens[first].start, s.tokens[head].end
    name = " ".join(t.low for t in s.tokens[first : head + 1])
    return (
        Mention(first, head, Group(_title(name) if s.loud else name_of(s, first, head), kind))
        if end > start
        else None
    )


def _head(s: Parsed, phrase: NounPhrase) -> int | None:
    heads = _table().heads
    for k in range(phrase.last, phrase.core, -1):
        if s.tokens[k].low in heads:
            return k
    return None


def _acronym_follows(s: Parsed, i: int) -> bool:
    return i + 3 < len(s.tokens) and s.tokens[i + 1].low in ("[", "(") and s.tokens[i + 3].low in ("]", ")")


def name_of(s: Parsed, first: int, last: int) -> str:
    """The name as the text writes it, blanks single."""
    parts: list[str] = []
    for k in range(first, last + 1):
        gap = " " if k > first and s.tokens[k].start > s.tokens[k - 1].end else ""
        parts.append(gap + s.tokens[k].text)
    return "".join(parts)


def _title(low: str) -> str:
    small = ("of", "the", "and", "for", "de", "la", "'s")
    words = [w if w in small else w.capitalize() for w in low.split()]
    return " ".join(words).replace(" 's", "'s")


def force(s: Parsed, phrase: NounPhrase) -> Mention | None:
    """The force or band that a phrase names by kind: "the Salvadoran Army", "death squads"."""
    table, ranks = _table().forces, _table().ranks
    counted = any(t.tag == "Q" for t in s.tokens[phrase.first : phrase.core])
    for first in range(phrase.core, phrase.last + 1):
        for last in range(phrase.last, first - 1, -1):
            named = tuple(t.low for t in s.tokens[first : last + 1])
            kind = table.get(named)
            if kind is None or (counted and named in ranks):
                continue
            before = s.tokens[phrase.core : first]
            whose = all(t.low in classes().nationalities or t.tag == "U" for t in before)
            begin = phrase.core if whose and kind == "state_forces" else first
            words = " ".join(t.low for t in s.tokens[begin : last + 1])
            return Mention(begin, last, Group(_title(words), kind), kind == "state_forces")
    return None


def learn(s: Parsed, found: list[Mention], local: dict[str, Group]) -> None:
    """Adds to `local` the short form in brackets behind a group's name."""
    for mention in found:
        i = mention.last + 1
        if i + 2 < len(s.tokens) and s.tokens[i].low in ("[", "(") and s.tokens[i + 2].low in ("]", ")"):
            short = s.tokens[i + 1].low
            if 2 <= len(short) <= 2 * _SHORT and short not in classes().open:
                local.setdefault(short, mention.group)
