"""Every regular expression of lang/ and extract/ takes time in proportion to the text, also on text made to
vex it.

The patterns are found, not listed: those that modules hold, and those that are made of tables when they are
first asked for. The texts are made of each pattern's own letters: what it matches, again and again; the
same cut short; and long runs of every class of signs that it repeats.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

import tacitus.extract
import tacitus.lang

SIZE = 100_000
ENOUGH = 0.25
"""Seconds of the processor below which nobody minds; what grows with the square of the text takes many."""
SLACK = 10.0
"""Four times the text may take so many times as long: 4 were it linear, 16 were it quadratic."""


def modules() -> Iterator[ModuleType]:
    for package in (tacitus.lang, tacitus.extract):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            yield importlib.import_module(info.name)


def within(value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    """(its name, pattern) of each pattern in what a function of tables gives: itself, or fields and items."""
    if isinstance(value, re.Pattern):
        yield "", value
    elif is_dataclass(value):
        for field in fields(value):
            yield from ((field.name, p) for _, p in within(getattr(value, field.name)))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from within(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from within(item)


def named(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """(the name it is called by, pattern) of all that a module holds or makes of its tables."""
    for name, value in list(vars(module).items()):
        if getattr(value, "__module__", module.__name__) != module.__name__:
            continue
        if isinstance(value, functools._lru_cache_wrapper) and not inspect.signature(value).parameters:
            yield from ((field or rf"{name}\(\)", p) for field, p in within(value()))
        else:
            yield from ((name, p) for _, p in within(value))


def is_scanned(module: ModuleType, name: str) -> bool:
    """False where the module only asks whether the pattern fits at one place."""
    source = inspect.getsource(module)
    asked = re.search(rf"\b{name}\.(?:full)?match\(", source)
    return not asked or bool(re.search(rf"\b{name}\.(?:search|finditer|findall|sub|split)\(", source))


def patterns() -> dict[re.Pattern[str], bool]:
    """Every pattern, and whether it is looked for all over the text."""
    found: dict[re.Pattern[str], bool] = {}
    for module in modules():
        for name, pattern in named(module):
            found[pattern] = found.get(pattern, False) or is_scanned(module, name)
    return found


PATTERNS = patterns()


def sign(item: tuple[Any, Any]) -> str:
    """One sign that a literal or a class of signs matches."""
    code, value = item
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return chr(value[0])
    if code is codes.CATEGORY:
        signs = {codes.CATEGORY_DIGIT: "7", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}
        return signs.get(value, "x")
    return "x"


def matched(tree: Any) -> str:
    """A text that the pattern, or nearly that the pattern, matches: first branches, repeats two times."""
    text = ""
    for code, value in tree:
        if code is codes.IN:
            text += sign(next((v for v in value if v[0] is not codes.NEGATE), value[0]))
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            text += matched(value[2]) * min(max(value[0], 2), int(value[1]), 8)
        elif code is codes.SUBPATTERN:
            text += matched(value[3])
        elif code is codes.ATOMIC_GROUP:
            text += matched(value)
        elif code is codes.BRANCH:
            text += matched(value[1][0])
        elif code in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.RANGE):
            text += sign((code, value))
    return text


def repeated(tree: Any) -> Iterator[str]:
    """What each repeat of the pattern repeats, once."""
    for code, value in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            yield matched(value[2])
            yield from repeated(value[2])
        elif code is codes.SUBPATTERN:
            yield from repeated(value[3])
        elif code is codes.ATOMIC_GROUP:
            yield from repeated(value)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from repeated(branch)


def pieces(pattern: re.Pattern[str]) -> list[str]:
    """What to repeat until the text is long; nothing twice, and not more than a dozen."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = matched(tree)
    bodies = [b for b in dict.fromkeys(repeated(tree)) if b]
    pairs = [a + b for a in bodies[:3] for b in bodies[:3] if a != b]
    made = [whole, whole[:-1], whole + "!", *bodies, *pairs, " ", "a ", "Ab "]
    return [p for p in dict.fromkeys(made) if p][:12]


def seconds(pattern: re.Pattern[str], text: str, *, scanned: bool) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text) if scanned else (pattern.match(text), pattern.fullmatch(text)):
        pass
    return time.process_time() - began


@pytest.mark.parametrize("pattern", PATTERNS, ids=[p.pattern[:40] for p in PATTERNS])
def test_time_grows_with_the_text_only(pattern: re.Pattern[str]) -> None:
    for piece in pieces(pattern):
        text = piece * (SIZE // len(piece) + 1)
        before = 0.0
        for size in (SIZE // 16, SIZE // 4, SIZE):
            took = seconds(pattern, text[:size], scanned=PATTERNS[pattern])
            assert took < ENOUGH or took < SLACK * max(before, 0.001), (size, piece[:80])
            before = took


def test_patterns_are_found() -> None:
    """More than those that modules hold at their top: tables make some."""
    assert len(PATTERNS) > 60
