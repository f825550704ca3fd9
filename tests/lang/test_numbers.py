"""The number grammar: phrase -> interval and kind, its rules, and its cost on garbage."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from tacitus.lang.numbers import find_numbers, unit

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "numbers.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_phrase_is_read(case: dict[str, object]) -> None:
    found = find_numbers(str(case["text"]))
    got = [
        [n.words, n.low, -1 if n.high is None else n.high, n.kind, *([n.modifier] if n.modifier else [])]
        for n in found
    ]
    assert got == case["numbers"]


@pytest.mark.parametrize(
    ("n", "expected"), [(70, 10), (100, 10), (39, 1), (1200, 100), (10, 1), (7, 1), (0, 1)]
)
def test_unit_is_the_coarseness(n: int, expected: int) -> None:
    assert unit(n) == expected


def test_numbers_hold_their_words() -> None:
    text = "Police said at least twelve, perhaps 20, and nearly two hundred more came."
    for n in find_numbers(text):
        assert n.words in text[n.start : n.end]
        assert n.high is None or n.low <= n.high


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "abc 5 def 6"
    assert [(n.start, n.end) for n in find_numbers(text, 5)] == [(10, 11)]


@pytest.mark.parametrize(
    "piece", ["1", "1-", "a ", "one hundred and ", "a couple of ", "9.", "between 3 and ", "Ω "]
)
def test_cost_grows_with_length_only(piece: str) -> None:
    began = time.process_time()
    find_numbers(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 5
