"""The number grammar: phrase -> interval and kind, its rules, and its cost on garbage."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.lang.lexicon import load
from tacitus.lang.numbers import Number, find_numbers, unit

GROUPS = tomllib.loads((Path(__file__).parents[1] / "cases" / "numbers.toml").read_text(encoding="utf-8"))[
    "group"
]
SMALL = {n: word for word, n in load("numbers")["units"].items()}
TENS = {n // 10: word for word, n in load("numbers")["tens"].items() if word != "fourty"}
CASES = [(text, numbers, group["note"]) for group in GROUPS for text, numbers in group["rows"]]


@pytest.mark.parametrize(("text", "numbers", "note"), CASES, ids=[text for text, *_ in CASES])
def test_phrase_is_read(text: str, numbers: list[list[object]], note: str) -> None:
    got = [
        [n.words, n.low, -1 if n.high is None else n.high, n.kind, *([n.modifier] if n.modifier else [])]
        for n in find_numbers(text)
    ]
    assert got == numbers, note


def in_words(n: int) -> str:
    """A number below a thousand million as English writes it."""
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            rest = n % scale
            link = " and " if rest and rest < 100 else " "
            return in_words(n // scale) + f" {name}" + (link + in_words(rest) if rest else "")
    if n < 20:
        return SMALL[n]
    return TENS[n // 10] + (f"-{SMALL[n % 10]}" if n % 10 else "")


def only(text: str) -> Number:
    """The one number of a phrase."""
    (number,) = find_numbers(text)
    return number


@given(st.integers(0, 999_999_999))
def test_words_of_a_number_are_read_back(n: int) -> None:
    number = only(f"{in_words(n)} herders")
    assert (number.low, number.high, number.point, number.kind) == (n, n, n, "count")


@given(st.integers(0, 999_999_999))
def test_digits_with_commas_are_read_back(n: int) -> None:
    assert only(f"{n:,} herders").point == n


@given(st.integers(1, 999), st.sampled_from([("hundred", 100), ("thousand", 1000), ("million", 1_000_000)]))
def test_digits_with_a_scale_are_read_back(n: int, scale: tuple[str, int]) -> None:
    assert only(f"{n} {scale[0]} herders").point == n * scale[1]


@given(st.integers(1, 9), st.integers(1, 9))
def test_tenths_of_a_million_are_read_back(whole: int, tenths: int) -> None:
    assert only(f"{whole}.{tenths} million herders").point == whole * 1_000_000 + tenths * 100_000


@given(st.integers(1, 499), st.integers(1, 499), st.sampled_from(["{}-{}", "{} to {}", "between {} and {}"]))
def test_a_range_is_read_back(low: int, gap: int, shape: str) -> None:
    high = low + gap
    number = only(shape.format(low, high) + " herders")
    assert (number.low, number.high, number.point) == (low, high, None)


@given(st.integers(0, 20), st.integers(21, 99))
def test_a_range_in_words_is_read_back(low: int, high: int) -> None:
    number = only(f"{in_words(low)} to {in_words(high)} herders")
    assert (number.low, number.high) == (low, high)


@given(st.sampled_from(sorted(load("numbers")["before"])), st.integers(1, 5000))
def test_the_interval_of_a_modifier_holds_or_meets_its_point(modifier: str, n: int) -> None:
    """Each holds the number written, or begins or ends beside it where the words leave it out ("over")."""
    number = only(f"{modifier} {n:,} herders")
    assert number.point == n
    assert number.modifier == modifier
    assert number.low <= n + 1
    assert number.high is None or number.high >= n - 1


@given(st.integers(1, 10**9))
def test_a_unit_divides_its_number_or_is_a_tenth_of_it(n: int) -> None:
    assert unit(n) >= 1
    assert n % unit(n) == 0
    assert unit(n) <= n


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
