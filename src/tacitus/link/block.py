"""Candidate pairs: never all with all. Two reports meet when they share rare words, or place and day."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

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


def candidates(signatures: Sequence[Signature], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs of indices (i < j), in order, that are worth comparing; those of one i are held at a time."""
    postings, blocks = _postings(signatures), _blocks(signatures)
    weights = {word: rarity.weight(word) for word in postings}
    for i, signature in enumerate(signatures):
        shared: dict[int, float] = defaultdict(float)
        for word, _ in signature.words:
            for j in postings.get(word, ()):
                shared[j] += weights[word]
        near = {j for j, weight in shared.items() if weight >= _ENOUGH}
        for key in _place_days(signature):
            near.update(blocks.get(key, ()))
        yield from ((i, j) for j in sorted(near) if j > i)


def _postings(signatures: Sequence[Signature]) -> dict[str, array[int]]:
    """Word -> the indices of those that hold it, for words that join anything."""
    counts = Counter(word for signature in signatures for word, _ in signature.words)
    found = {word: array("L") for word, count in counts.items() if 1 < count <= _COMMON}
    for i, signature in enumerate(signatures):
        for word, _ in signature.words:
            if word in found:
                found[word].append(i)
    return found


def _blocks(signatures: Sequence[Signature]) -> dict[tuple[str, int], list[int]]:
    """Place and days -> the indices of those that may have happened there and then, crowds left out."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, signature in enumerate(signatures):
        for key in _place_days(signature):
            found[key].append(i)
    return {key: block for key, block in found.items() if 1 < len(block) <= _CROWD}


def _place_days(signature: Signature) -> list[tuple[str, int]]:
    day = (signature.day and signature.day.earliest) or signature.published
    if day is None:
        return []
    bucket = day.toordinal() // _NEAR_DAYS
    places = sorted({p.gazetteer_id or p.name.lower() for p in signature.places})
    # two neighbouring buckets share one key
    return [(place, near) for place in places for near in (bucket, bucket + 1)]
