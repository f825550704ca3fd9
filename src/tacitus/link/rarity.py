"""How rare a word is: among the pages at hand, on top of a table of English news so that small sets work
too."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from tacitus.lang.lexicon import load
from tacitus.link.signature import Signature


@dataclass(frozen=True, slots=True)
class Rarity:
    """`counts`: word -> number of pages that hold it, out of `pages`."""

    counts: Mapping[str, int]
    pages: int

    @classmethod
    def of(cls, signatures: Iterable[Signature]) -> Rarity:
        """Count the words of the pages at hand on top of the shipped table; a voice counts once."""
        table = load("word_pages")
        counts: Counter[str] = Counter(table["pages_with"])
        voices = 0
        by_voice = sorted(signatures, key=lambda s: s.voice)
        for voices, (_, theirs) in enumerate(groupby(by_voice, key=lambda s: s.voice), 1):  # noqa: B007
            counts.update({word for signature in theirs for word, _ in signature.words})
        return cls(counts, table["pages"] + voices)

    def weight(self, word: str) -> float:
        """log(pages / pages with it): 0 for a word on every page, 8 for one on a single page in 3,000."""
        return math.log((self.pages + 1) / (self.counts.get(word, 0) + 0.5))

    def total(self, words: Iterable[str]) -> float:
        """Summed weights; a pair of rare names weighs about 14."""
        return sum(map(self.weight, words))


def vector(signature: Signature, rarity: Rarity) -> dict[str, float]:
    """Unit vector of the page's words, (1 + log count) times rarity: the tf-idf of Salton and Buckley 1988
    (ltc)."""
    raw = {w: (1 + math.log(n)) * rarity.weight(w) for w, n in signature.words}
    length = math.sqrt(sum(x * x for x in raw.values())) or 1.0
    return {w: x / length for w, x in raw.items()}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Similarity of two unit vectors, 0..1."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(x * large[w] for w, x in small.items() if w in large)
