"""Windows hold every piece once, in order, and end where a sentence does."""

from __future__ import annotations

import re

import pytest

from tacitus.lang.windows import windows

TEXT = "A bomb went off. Two men fled, one was held. Nobody has claimed it yet."


def offsets(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]


@pytest.mark.parametrize("limit", [1, 2, 5, 7, 12, 100])
def test_no_piece_is_lost_or_doubled(limit: int) -> None:
    pieces = offsets(TEXT)
    cuts = windows(TEXT, pieces, limit)
    assert [k for a, b in cuts for k in range(a, b)] == list(range(len(pieces)))
    assert max(b - a for a, b in cuts) <= limit


def test_a_window_ends_with_its_last_whole_sentence() -> None:
    pieces = offsets(TEXT)
    first = windows(TEXT, pieces, 8)[0]
    assert TEXT[: pieces[first[1] - 1][1]] == "A bomb went off."


def test_no_window_is_cut_inside_a_word() -> None:
    pieces = [(0, 3), (3, 6), (7, 9), (9, 12), (12, 14)]  # "abcdef ghijklm" in pieces
    assert windows("abcdef ghijklm", pieces, 3) == [(0, 2), (2, 5)]


def test_nothing_has_no_window() -> None:
    assert windows("", [], 8) == []
