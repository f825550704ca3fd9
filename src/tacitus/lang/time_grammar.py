"""Where the time expressions of a text are: words become one character each, rules are regexes over those.

Every word of the lexicon has a character of its own and a class is a set of such characters, so that one rule
("MONTH DAYN COMMA YEARX") covers all its words and the matching is done by the regex engine. Repeats in rules
are bounded: the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tacitus.lang.lexicon import load

_FIRST_CHAR = 0xE000  # private use area: no character of a text is mistaken for a class
_SHAPES = (
    "DAYN", "N2", "N3", "Y4", "NUMBER", "FRACTION", "ORDD", "MIL", "CLOCK",
    "CLOCKA", "ISO", "SLASHED", "DECADED", "YR2", "COMMA", "DASH", "POSS", "OPEN",
    "CLOSE", "DOLLAR", "LOWER", "X", "ED", "STOP", "PARA", "SIGN",
)  # fmt: skip
_MARKS = {
    ",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "(": "OPEN", ")": "CLOSE", "[": "OPEN", "]": "CLOSE",
    "$": "DOLLAR", "£": "DOLLAR", "€": "DOLLAR", "#": "DOLLAR", ".": "STOP", "?": "STOP", "!": "STOP",
    ";": "STOP", '"': "SIGN", "“": "SIGN", "”": "SIGN",
}  # fmt: skip
_EDGES = ("LOWER", "X", "ED", "STOP", "PARA", "SIGN", "DOLLAR")  # no expression reaches over one of these
_COMMON = ("THE", "ARTICLE", "PREP", "COMMA", "DASH", "W1", "DAYN")  # words that stand nearly everywhere
_FOUND = ("ERA", "Y4")  # classes whose places in a text are asked for
_LOOK = 4  # how many words after an expression a rule may look at
_REPEAT = "{0,4}"  # how often a starred part of a rule may repeat; longer runs are not language


class Token(NamedTuple):
    """A word, number or mark at [start, end); `classes` maps the classes it belongs to onto its payloads."""

    start: int
    end: int
    text: str
    shape: str
    classes: Mapping[str, Any]


class Match(NamedTuple):
    """A rule found at tokens [first, last)."""

    kind: str
    first: int
    last: int
    guard: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as tokens, and as one character a token."""

    tokens: tuple[Token, ...]
    line: str
    finders: Mapping[str, re.Pattern[str]]

    def places(self, name: str) -> list[int]:
        """Where the tokens of class or shape `name` stand (only names in _FOUND)."""
        return [m.start() for m in self.finders[name].finditer(self.line)]


class _Rule(NamedTuple):
    kind: str
    pattern: re.Pattern[str]
    guard: str
    needs: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The tables of one language, compiled."""

    chars: Mapping[str, str]
    classes: Mapping[str, Mapping[str, Any]]
    shapes: Mapping[str, str]
    rules: tuple[_Rule, ...]
    by_char: Mapping[str, int]
    runs: re.Pattern[str]
    nuclei: frozenset[str]
    finders: Mapping[str, re.Pattern[str]]
    refs: Mapping[str, str]
    refs_pattern: Mapping[str, re.Pattern[str]]
    vague_pattern: re.Pattern[str]
    month_first: bool


_SHAPE_PARTS = (
    r"(?P<PARA>\n[ \t]*\n)",
    r"(?P<ISO>\b(?:1\d|20)\d\d-[01]\d-[0-3]\d(?:T\d\d:\d\d(?::\d\d)?)?\b)",
    r"(?P<SLASHED>(?<![\w/-])(?:[0-3]?\d/[0-3]?\d/(?:\d{4}|\d\d)|[0-3]?\d-[0-3]?\d-(?:\d{4}|\d\d)|"
    r"[0-3]?\d\.[01]?\d\.(?:19|20)\d\d)(?![\w/-]))",
    r"(?P<DECADED>\b\d{3}0['’]?s\b|['’]?\b\d0['’]?s\b)",
    r"(?P<CLOCKA>\b(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?|[0-2]?\d[:.][0-5]\d)(?:[ap]m\b|[AP]M\b|[ap]\.m\.|[AP]\.M\.))",
    r"(?P<CLOCK>\b(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])|\b(?:1[0-2]|[1-9])\.[0-5]\d(?=\s?[ap]\.?m\b))",
    r"(?P<ORDD>\b[0-3]?\d(?:st|nd|rd|th)\b)",
    r"(?P<YR2>['’]\d\d\b)",
    r"(?P<FRACTION>\b1/2\b|\b[13]/4\b|[½¼¾])",
    r"(?P<NUM>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)",
)


_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<WORD>[A-Za-z]{2,}+[^\W\d_]*+\.?)",  # first, as most are
            r"(?P<DOTTED>\b[A-Za-z](?:\.[A-Za-z]\b)+\.?)",
            r"(?P<RARE>\bo['’]clock\b|[^\W\d_]+\.?)",
            *_SHAPE_PARTS,
            r"(?P<POSS>['’]s\b)",
            r"(?P<MARK>[^\w\s])",
        )
    )
)


def _number_shape(text: str) -> str:
    if text.isdigit():
        if len(text) == 4 and (text < "1000" or "2100" < text < "2400") and text[2:] < "60":
            return "MIL"
        if text.startswith("0") and len(text) > 2:
            return "NUMBER"
        value = int(text) if len(text) < 5 else 10**6
        if 1 <= value <= 31 and len(text) <= 2:
            return "DAYN"
        if value < 1000:
            return "N2" if value < 100 else "N3"
        return "Y4" if value <= 2100 else "NUMBER"
    return "NUMBER"


_PATTERN_PART = re.compile(r"\(\?<?[=!]|[A-Z][A-Z0-9]*|[a-z']+|[()|?*]|\s+")


class _Compiler:
    """Rules as written -> regexes; macros expand in place."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.macros: Mapping[str, str] = table.get("macros", {})
        self.shapes = {name: chr(_FIRST_CHAR + k) for k, name in enumerate(_SHAPES)}
        self.chars: dict[str, str] = {}
        self.classes: dict[str, dict[str, Any]] = {}
        self.members: dict[str, str] = dict(self.shapes)
        for name, words in table["words"].items():
            for word, payload in words.items():
                self.members[name] = self.members.get(name, "") + self.char(word)
                self.classes.setdefault(word, {})[name] = payload

    def char(self, word: str) -> str:
        if word not in self.chars:
            self.chars[word] = chr(_FIRST_CHAR + len(_SHAPES) + len(self.chars))
        return self.chars[word]

    def regex(self, pattern: str) -> str:
        out = []
        for part in _PATTERN_PART.findall(pattern):
            if part.isspace():
                continue
            if part in self.macros:
                out.append(f"(?:{self.regex(self.macros[part])})")
            elif part in self.members:
                out.append(f"[{self.members[part]}]")
            elif part[0].isalpha():
                out.append(self.char(part))
            else:
                out.append({"*": _REPEAT, "(": "(?:"}.get(part, part))
        return "".join(out)

    def needs(self, pattern: str) -> frozenset[str] | None:
        """Characters of which one must be in every match: without them a rule need not be tried."""
        parts = [p for p in _PATTERN_PART.findall(pattern) if not p.isspace()]
        return self._alternatives(parts, 0)[0]

    def _alternatives(self, parts: list[str], k: int) -> tuple[frozenset[str] | None, int]:
        branches: list[frozenset[str] | None] = []
        best: frozenset[str] | None = None
        while k < len(parts) and parts[k] != ")":
            if parts[k] == "|":
                branches.append(best)
                best, k = None, k + 1
                continue
            need, k = self._atom(parts, k)
            if k < len(parts) and parts[k] in "?*":
                need, k = None, k + 1
            if need is not None and (best is None or self._commonness(need) < self._commonness(best)):
                best = need
        branches.append(best)
        if any(b is None for b in branches):
            return None, k
        return frozenset().union(*(b for b in branches if b is not None)), k

    def _atom(self, parts: list[str], k: int) -> tuple[frozenset[str] | None, int]:
        part = parts[k]
        if part.startswith("("):
            need, k = self._alternatives(parts, k + 1)
            return (need if part == "(" else None), k + 1
        if part in self.macros:
            return self.needs(self.macros[part]), k + 1
        return frozenset(self.members.get(part) or self.char(part)), k + 1

    def _commonness(self, need: frozenset[str]) -> tuple[int, int]:
        common = "".join(self.members[n] for n in _COMMON)
        return sum(c in need for c in common), len(need)


@cache
def grammar(name: str = "times") -> Grammar:
    """The compiled tables of lexicon `name`. Raises DataError where it is missing or damaged."""
    table = load(name)
    compiler = _Compiler(table)
    rules = tuple(
        _Rule(
            r["kind"],
            re.compile(compiler.regex(r["pattern"])),
            r.get("guard", ""),
            compiler.needs(r["pattern"]) or frozenset(),
        )
        for r in table["rules"]
    )
    refs = {_phrase_key(compiler, p): v for p, v in table["refs"].items()}
    more = {_phrase_key(compiler, p): v for p, v in table["refs_timex2"].items()}
    vague = [_phrase_key(compiler, p) for p in table["vague"]["phrases"]]
    return Grammar(
        chars=compiler.chars,
        classes=compiler.classes,
        shapes=compiler.shapes,
        rules=rules,
        by_char=_by_char(rules),
        runs=_runs(compiler),
        finders={name: re.compile(f"[{compiler.members[name]}]") for name in _FOUND},
        nuclei=frozenset("".join(compiler.members[n] for n in table["nuclei"])),
        refs={**refs, **more},
        refs_pattern={"timex3": _any_of(refs), "timex2": _any_of([*refs, *more])},
        vague_pattern=_any_of(vague),
        month_first=bool(table.get("month_first", True)),
    )


def _by_char(rules: Sequence[_Rule]) -> dict[str, int]:
    """Character -> the rules that may be tried where it stands, one bit each; "" for those that need none."""
    found: dict[str, int] = {}
    for number, rule in enumerate(rules):
        for char in rule.needs or ("",):
            found[char] = found.get(char, 0) | 1 << number
    return found


def _runs(compiler: _Compiler) -> re.Pattern[str]:
    """Stretches of known words: no rule reaches beyond one."""
    edge = "".join(compiler.shapes[n] for n in _EDGES)
    return re.compile(f"[^{edge}]++")


def _phrase_key(compiler: _Compiler, phrase: str) -> str:
    words = re.findall(r"[a-z']+|-", phrase)
    return "".join(compiler.shapes["DASH"] if w == "-" else compiler.char(w) for w in words)


def _any_of(keys: Any) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, keys), key=lambda k: (-len(k), k))) or r"(?!)")


_NOTHING: Mapping[str, Any] = {}


def words_of(text: str, tables: Grammar) -> Words:
    """Tokens of `text`, in order."""
    tokens: list[Token] = []
    line: list[str] = []
    seen: dict[str, tuple[str, str, Mapping[str, Any]]] = {}
    stop = tables.shapes["STOP"]
    make, add = tuple.__new__, tokens.append  # a third of the time of Token(...): this is the inner loop
    for found in _TOKEN.finditer(text):
        word = found[0]
        known = seen.get(word)
        if known is None:
            known = seen[word] = _look_up(word, str(found.lastgroup), tables)
        char, shape, classes = known
        start, end = found.span()
        if not char:
            char, shape, classes = seen.get(word[:-1]) or _look_up(word[:-1], "WORD", tables)
            tokens.append(Token(start, end - 1, word[:-1], shape, classes))
            tokens.append(Token(end - 1, end, ".", "STOP", _NOTHING))
            line += (char, stop)
            continue
        add(make(Token, (start, end, word, shape, classes)))
        line.append(char)
    return Words(tuple(tokens), "".join(line), tables.finders)


def _forms(word: str) -> tuple[str, ...]:
    """How a word may stand in the lexicon: as written, in small letters, and from capitals with one."""
    if word.islower() and word.isalpha():
        return (word,)
    plain = word.replace("’", "").replace("'", "")
    return (plain, plain.lower(), plain.capitalize()) if plain.isupper() else (plain, plain.lower())


@lru_cache(maxsize=1 << 15)
def _look_up(word: str, group: str, tables: Grammar) -> tuple[str, str, Mapping[str, Any]]:
    """Character, shape and classes of a token; shape SPLIT for a word with a stop that is not its own."""
    if group in ("WORD", "DOTTED", "RARE"):
        for form in _forms(word):
            if form in tables.chars:
                return tables.chars[form], "WORD", tables.classes.get(form, _NOTHING)
        if group != "DOTTED" and word[-1] == ".":
            return "", "SPLIT", _NOTHING
        shape = "X" if word[0].isupper() else "ED" if word.endswith("ed") else "LOWER"
    elif group == "NUM":
        shape = _number_shape(word)
    elif group == "MARK":
        shape = _MARKS.get(word, "SIGN")
    else:
        shape = group
    return tables.shapes[shape], shape, _NOTHING


def find_matches(words: Words, tables: Grammar, accept: Callable[[Match], bool], style: str) -> list[Match]:
    """The rules that hold, longest first, none overlapping; in order of the text."""
    found: list[Match] = []
    line = words.line
    for run in tables.runs.finditer(line):
        first, last = run.span()
        present = frozenset(run[0])
        if tables.nuclei.isdisjoint(present):
            continue
        for kind, pattern, guard, _ in _tried(tables, present):
            for m in pattern.finditer(line, first, last + _LOOK):
                match = Match(kind, m.start(), m.end(), guard)
                if m.end() > m.start() and accept(match):
                    found.append(match)
    for m in tables.refs_pattern[style].finditer(line):
        match = Match("ref", m.start(), m.end(), "ref", tables.refs[m[0]])
        if accept(match):
            found.append(match)
    if style == "timex2":
        found.extend(Match("vague", m.start(), m.end()) for m in tables.vague_pattern.finditer(line))
    return _longest(found, len(words.tokens))


def _tried(tables: Grammar, present: frozenset[str]) -> Iterator[_Rule]:
    """The rules, in their order, that the characters of a run allow."""
    bits = tables.by_char.get("", 0)
    for char in present:
        bits |= tables.by_char.get(char, 0)
    while bits:
        lowest = bits & -bits
        yield tables.rules[lowest.bit_length() - 1]
        bits ^= lowest


def _longest(found: list[Match], size: int) -> list[Match]:
    taken = bytearray(size)
    kept = []
    order = sorted(range(len(found)), key=lambda k: (found[k].first - found[k].last, found[k].first, k))
    for k in order:
        match = found[k]
        if not any(taken[match.first : match.last]):
            taken[match.first : match.last] = b"\1" * (match.last - match.first)
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)
