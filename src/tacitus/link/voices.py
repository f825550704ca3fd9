"""Near-duplicates, re-posts and agency copy fold into one voice: thirty outlets with one line are one source.

Two texts are of one voice when most of the shorter one's five-word runs stand in the longer one. Candidates
come from MinHash bands (rensa), the verdict from the runs themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash

_WORD = re.compile(r"\w+")
_RUN = 5
"""Words in a run: fewer and common phrases meet, more and a changed byline breaks too many."""
_PERMUTATIONS = 128
_BANDS = 32
"""32 bands of 4: two texts that share half of their runs are found with a chance of .87, two thirds .99."""
_SEED = 1
_SAME = 0.6
"""Share of the shorter text's runs that must stand in the longer one; below it, shared boilerplate begins."""
_FEWEST = 8
"""A text with fewer runs than this is compared as a whole: a line of boilerplate must not join two pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document for folding: its id, its day of publication as ISO ("" when unknown), address and words."""

    document: str
    published: str
    url: str | None
    text: str


def fold(texts: Sequence[Text]) -> dict[str, str]:
    """Document id -> id of its voice (that of the first document published, then of the smallest id).

    Revisions of one address are one voice. The order of `texts` does not matter.
    """
    ordered = sorted(texts, key=lambda t: (t.published or "9999", t.document))
    parent = {t.document: t.document for t in ordered}
    rank = {t.document: n for n, t in enumerate(ordered)}

    def root(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    def join(a: str, b: str) -> None:
        first, second = sorted((root(a), root(b)), key=rank.__getitem__)
        parent[second] = first

    for a, b in _same_address(ordered):
        join(a, b)
    for a, b in _same_words(ordered):
        join(a, b)
    return {t.document: root(t.document) for t in ordered}


def _same_address(texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for text in texts:
        if text.url:
            yield seen.setdefault(text.url, text.document), text.document


def _same_words(texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
    """Pairs of one voice; equal texts first, so that a thousand copies cost one comparison each."""
    whole: dict[bytes, str] = {}
    kept: dict[str, frozenset[int]] = {}
    bands: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for text in texts:
        words = [w.lower() for w in _WORD.findall(text.text)]
        digest = blake2b(" ".join(words).encode(), digest_size=16).digest()
        if words and digest in whole:
            yield whole[digest], text.document
            continue
        whole[digest] = text.document
        runs = _runs(words)
        if len(runs) < _FEWEST:
            continue
        keys = _keys(words)
        for other in sorted({o for key in keys for o in bands.get(key, ())}):
            if shared(runs, kept[other]) >= _SAME:
                yield other, text.document
        kept[text.document] = runs
        for key in keys:
            bands[key].append(text.document)


def shared(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set that lies in the other, 0..1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _runs(words: Sequence[str]) -> frozenset[int]:
    runs = (" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)


def _keys(words: Sequence[str]) -> list[tuple[int, tuple[int, ...]]]:
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update([" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)])
    digest = sketch.digest()
    width = _PERMUTATIONS // _BANDS
    return [(band, tuple(digest[band * width : (band + 1) * width])) for band in range(_BANDS)]


def members(voices: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Voice -> its documents, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for document, voice in sorted(voices.items()):
        found[voice].append(document)
    return {voice: tuple(documents) for voice, documents in sorted(found.items())}
