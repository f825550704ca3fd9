"""Cuts a text of many word pieces into windows that a small encoder can take."""

from __future__ import annotations

from collections.abc import Sequence

Offsets = Sequence[tuple[int, int]]
"""Start and end of each word piece in its text."""
ENDS = ".!?"
LOOK_BACK = 0.5
"""A window ends with a sentence where one ends in its second half."""


def windows(text: str, offsets: Offsets, limit: int) -> list[tuple[int, int]]:
    """`(first, last)` of each window, in pieces, end excluded: at most `limit` pieces, no overlap, together
    all pieces. The cut falls after a sentence's last piece, else between two words."""
    cuts = []
    start = 0
    while start < len(offsets):
        end = min(start + limit, len(offsets))
        if end < len(offsets):
            end = _cut(text, offsets, start, end)
        cuts.append((start, end))
        start = end
    return cuts


def _cut(text: str, offsets: Offsets, start: int, end: int) -> int:
    lowest = start + int((end - start) * LOOK_BACK)
    for k in range(end, lowest, -1):
        before, after = offsets[k - 1], offsets[k]
        if text[before[1] - 1] in ENDS and before[1] < after[0]:
            return k
    return next((k for k in range(end, lowest, -1) if offsets[k - 1][1] < offsets[k][0]), end)
