"""The log-odds of many pairs in little memory: 16 bytes each."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator


class Totals:
    """(i, j) -> log-odds for pairs i < j of `size` things, added in order."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._keys, self._totals = array("Q"), array("d")

    def add(self, i: int, j: int, total: float) -> None:
        """Note one pair; it comes behind all that were noted before."""
        self._keys.append(i * self._size + j)
        self._totals.append(total)

    def get(self, i: int, j: int) -> float | None:
        """The log-odds of a pair, whichever way round; None where it was not compared."""
        key = min(i, j) * self._size + max(i, j)
        at = bisect_left(self._keys, key)
        return self._totals[at] if at < len(self._keys) and self._keys[at] == key else None

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        for key, total in zip(self._keys, self._totals, strict=True):
            yield *divmod(key, self._size), total
