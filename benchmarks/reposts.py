"""Re-posts with exact labels: are copies of one text one voice, and two texts two?

`python -m benchmarks reposts`. The texts are those of the demonstration and, read at run time and never
kept, of ../shared/bench/pages; each is re-posted as outlets do it: retitled, trimmed, in other chrome, with
an update at its end, edited by hand. Beside it, how many pages about two attacks are one voice: of the
demonstration and of GVA train.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import resources
from itertools import combinations
from pathlib import Path

from benchmarks.rows import document, rows, tools
from benchmarks.suites import BENCH
from tacitus import pipeline
from tacitus.link import Text, fold, sketch
from tacitus.model import Document

PAGES = 600
"""Texts of ../shared/bench/pages that are used at most; half of them are re-posted."""
FEWEST = 120
"""Words of the shortest text that is re-posted: a caption has nothing to trim."""
CHROME = (
    "Home News World Sport Culture Weather", "Subscribe now for full access to all of our stories.",
    "Share this article on your favourite network", "Most read today", "Sign up for the morning letter",
    "All rights reserved. Terms of use. Privacy.", "Advertisement", "You have two free articles left",
)  # fmt: skip

COPIES = ("abalak-5-repost", "lichinga-2-maputo", "mwanza-3-repost")
"""Pages of the demonstration that are re-posts themselves."""

Change = Callable[[random.Random, Sequence[str], Sequence[str]], list[str]]
"""(chance, paragraphs, those of another text) -> the paragraphs of the re-post."""


def _retitled(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> list[str]:
    return [f"What is known so far {chance.randrange(99)}", "By our correspondent", *own[1:]]


def _trimmed(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> list[str]:
    return _upto(own, chance.uniform(0.4, 0.7))


def _in_chrome(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> list[str]:
    teasers = [" ".join(paragraph.split()[:12]) for paragraph in other[:3]]
    return [*chance.sample(CHROME, 3), *own, *chance.sample(CHROME, 3), *teasers]


def _updated(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> list[str]:
    return [*own, "Update:", *_upto(other, 0.3, most=sum(map(_length, own)) // 3)]


def _edited(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> list[str]:
    """One word in 25 is another."""
    return [
        " ".join("thing" if chance.random() < 0.04 else word for word in paragraph.split())
        for paragraph in own
    ]


def _trimmed_in_chrome(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> list[str]:
    return _in_chrome(chance, _retitled(chance, _trimmed(chance, own, other), other), other)


CHANGES: Mapping[str, Change] = {
    "retitled": _retitled, "trimmed": _trimmed, "in chrome": _in_chrome, "updated": _updated,
    "edited": _edited, "trimmed in chrome": _trimmed_in_chrome,
}  # fmt: skip


def _length(paragraph: str) -> int:
    return len(paragraph.split())


def _upto(paragraphs: Sequence[str], share: float, most: int = 10**9) -> list[str]:
    """The first paragraphs that hold this share of the words, the last one cut at a word."""
    left = min(most, round(share * sum(map(_length, paragraphs))))
    kept = []
    for paragraph in paragraphs:
        if left <= 0:
            break
        words = paragraph.split()[:left]
        left -= len(words)
        kept.append(" ".join(words))
    return kept


def run_reposts() -> int:
    """Print pair precision, recall and F1, what is missed by kind, and false merges; 2 without ../shared."""
    if not BENCH.is_dir():
        sys.stderr.write(f"no benchmarks at {BENCH}\n")
        return 2
    demo = _demo()
    pages = [text.split("\n") for text in _pages()]
    own = [page.text.split("\n") for name, page in demo.items() if name not in COPIES]
    _print_reposts([*own, *pages[::2]], pages[1::2])
    _print_false("demonstration", [(_attack(name), page) for name, page in demo.items()])
    gva = [row for row in rows(BENCH / "gva" / "docs.train.jsonl") if not row["flags"]]
    _print_false("GVA train", [(row["incident_id"], document(row, as_is=False)) for row in gva])
    return 0


def _print_reposts(all_: Sequence[Sequence[str]], donors: Sequence[Sequence[str]]) -> None:
    """`donors` give what is put into re-posts of the others: no text holds a part of another one."""
    sources = [text for text in all_ if sum(map(_length, text)) >= FEWEST]
    chance = random.Random(7)
    texts: dict[str, str] = {}
    for number, own in enumerate(sources):
        other = donors[chance.randrange(len(donors))]
        texts[f"{number}/original"] = "\n".join(own)
        for name, change in CHANGES.items():
            texts[f"{number}/{name}"] = "\n".join(change(chance, [p for p in own if p.strip()], other))
    voices = _voices(Text(document=d, published="", url=None, text=text) for d, text in texts.items())
    missed: Counter[str] = Counter()
    right = known = 0
    for number in range(len(sources)):
        for a, b in combinations([f"{number}/{name}" for name in ("original", *CHANGES)], 2):
            known += 1
            right += voices[a] == voices[b]
            if a.endswith("original") and voices[a] != voices[b]:
                missed[b.split("/")[1]] += 1
    found = sum(n * (n - 1) // 2 for n in Counter(voices.values()).values())
    precision, recall = right / found, right / known
    f1 = 2 * precision * recall / (precision + recall)
    print(f"re-posts of {len(sources)} texts: P {precision:.4f} R {recall:.4f} F1 {f1:.4f} (goal .98)")
    print("  originals missed: " + ", ".join(f"{kind} {missed[kind]}" for kind in CHANGES))


def _print_false(name: str, told: Sequence[tuple[str, Document]]) -> None:
    """`told`: the attack that each document is about."""
    attacks = {str(number): attack for number, (attack, _) in enumerate(told)}
    members = defaultdict(list)
    texts = (
        Text(document=str(number), published="", url=None, text=page.text, title=page.title)
        for number, (_, page) in enumerate(told)
    )
    for number, voice in _voices(texts).items():
        members[voice].append(number)
    pairs = [pair for group in members.values() for pair in combinations(group, 2)]
    false = [(a, b) for a, b in pairs if attacks[a] != attacks[b]]
    spoilt = {number for pair in false for number in pair}
    print(
        f"{name}: {len(false)} of {len(pairs)} pairs of one voice are about two attacks;"
        f" {len(spoilt)} of {len(told)} pages ({100 * len(spoilt) / len(told):.2f} %, goal .5)"
    )


def _voices(texts: Iterable[Text]) -> dict[str, str]:
    return fold(map(sketch, texts))


def _attack(name: str) -> str:
    """The attack that a page of the demonstration is about: "segou-2b-carta" -> "segou2"."""
    town, number, *_ = [*name.split("-"), ""]
    return town + number[:-1] if number[-1:].isalpha() else town


def _demo() -> dict[str, Document]:
    with resources.as_file(resources.files("tacitus.data") / "demo") as folder, tools() as loaded:
        read = {path.stem: pipeline.read_one(str(path), loaded).document for path in folder.iterdir()}
    return dict(sorted(read.items()))


def _pages() -> Iterable[str]:
    """Texts of pages as people marked them, from each of two suites the same number at most."""
    aeb = json.loads((BENCH / "pages" / "aeb" / "ground-truth.json").read_text(encoding="utf-8"))
    yield from [aeb[name]["articleBody"] for name in sorted(aeb)][: PAGES // 2]
    for path in sorted((BENCH / "pages" / "wcxb" / "ground-truth").iterdir())[: PAGES // 2]:
        yield json.loads(Path(path).read_text(encoding="utf-8"))["ground_truth"]["main_content"]
