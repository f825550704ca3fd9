"""Candidate pairs: never all with all. Two reports meet when they share rare words, or place and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from tacitus.link.rarity import Rarity
from tacitus.link.signature import Signature

_COMMON = 40
"""A word on more pages of the set joins no pair: its posting list would make a square of them."""
_ENOUGH = 8.0
"""Summed rarity of the shared words that makes a candidate: one word of a single page in 3,000, or two
common ones."""
_CROWD = 200
"""A block of one place and day with more reports is cut: beyond it words must do the work."""
_NEAR_DAYS = 3
"""Days apart that reports on one place may be published and still meet without a shared rare word."""


def candidates(signatures: Sequence[Signature], rarity: Rarity) -> list[tuple[int, int]]:
    """Pairs of indices (i < j), sorted, that are worth comparing."""
    return sorted(_by_words(signatures, rarity) | _by_place_and_day(signatures))


def _by_words(signatures: Sequence[Signature], rarity: Rarity) -> set[tuple[int, int]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for i, signature in enumerate(signatures):
        for word, _ in signature.words:
            postings[word].append(i)
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for word, holders in postings.items():
        if 1 < len(holders) <= _COMMON:
            weight = rarity.weight(word)
            for pair in combinations(holders, 2):
                weights[pair] += weight
    return {pair for pair, weight in weights.items() if weight >= _ENOUGH}


def _by_place_and_day(signatures: Sequence[Signature]) -> set[tuple[int, int]]:
    blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, signature in enumerate(signatures):
        day = (signature.day and signature.day.earliest) or signature.published
        if day is None:
            continue
        bucket = day.toordinal() // _NEAR_DAYS
        for place in sorted({p.gazetteer_id or p.name.lower() for p in signature.places}):
            for near in (bucket, bucket + 1):  # two neighbouring buckets share one key
                blocks[place, near].append(i)
    return {
        pair
        for block in blocks.values()
        if len(block) <= _CROWD
        for pair in combinations(sorted(set(block)), 2)
    }
