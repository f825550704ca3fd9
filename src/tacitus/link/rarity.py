"""How rare a word is, by a table of English news that ships with tacitus. The pages at hand do not count:
a new page would change every score there is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from tacitus.lang.lexicon import load
from tacitus.link.signature import Signature

_FEWEST = 2
"""Pages that a word stands on at the least: one that is compared stands on two."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """`weights`: word -> log(pages / pages with it); `unseen`: the weight of a word that is not there."""

    weights: Mapping[str, float]
    unseen: float

    @classmethod
    def shipped(cls) -> Self:
        """The table in data/lexicons/word_pages.toml."""
        table = load("word_pages")
        pages: int = table["pages"]
        return cls({word: _weight(pages, n) for word, n in table["pages_with"].items()}, _weight(pages, 0))

    def weight(self, word: str) -> float:
        """0 for a word on every page, 6.5 for one that the table does not know."""
        return self.weights.get(word, self.unseen)

    def total(self, words: Iterable[str]) -> float:
        """Summed weights, the same in any order; a pair of rare names weighs about 13."""
        return math.fsum(map(self.weight, words))


def _weight(pages: int, count: float) -> float:
    return math.log((pages + 1) / (max(count, _FEWEST) + 0.5))


def vector(signature: Signature, rarity: Rarity) -> dict[str, float]:
    """Unit vector of the page's words, (1 + log count) times rarity: the tf-idf of Salton and Buckley 1988
    (ltc)."""
    weights, unseen = rarity.weights, rarity.unseen
    raw = {
        w: weights.get(w, unseen) if n == 1 else (1 + math.log(n)) * weights.get(w, unseen)
        for w, n in signature.words
    }
    length = math.sqrt(sum(x * x for x in raw.values())) or 1.0
    return {w: x / length for w, x in raw.items()}
