"""Makes src/tacitus/data/lexicons/word_pages.toml: on how many pages of news about violence a word stands.

    python training/word_pages.py BENCH OUT

BENCH is the folder of benchmarks. Counted are MUC-4 train, GVDB dev, GVA train without its flagged pages, and
PolNeAR train, each corpus weighing a quarter; counts alone leave it, no text. A page is read as far as the
linker reads it, and no word that fewer than four pages of the 1,700 would hold is kept.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from tacitus.link.signature import LONGEST, WORD

CORPORA = ("muc4/train.jsonl", "gvdb/dev.jsonl", "gva/docs.train.jsonl", "polnear/train.jsonl")
PAGES = 1700
FEWEST = 4
HEAD = (
    "# How many of 1,700 pages of English news about violence hold a word: what makes a shared word "
    "rare or common.\n"
    'source = "training/word_pages.py: MUC-4 train, GVDB dev, GVA train and PolNeAR train, '
    'each corpus weighing a quarter; counts alone, no text"\n'
)


def shares(path: Path) -> dict[str, float]:
    """Word -> share of the pages of one corpus that hold it."""
    counts: Counter[str] = Counter()
    pages = 0
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        if not row.get("flags"):
            pages += 1
            text = f"{row.get('title') or ''}\n{row['text'][:LONGEST]}"
            counts.update({word.lower() for word in WORD.findall(text)})
    return {word: count / pages for word, count in counts.items()}


def main(bench: Path, out: Path) -> None:
    """Count and write."""
    total: Counter[str] = Counter()
    for corpus in CORPORA:
        total.update(shares(bench / corpus))
    kept = {w: round(share / len(CORPORA) * PAGES) for w, share in total.items()}
    rows = "".join(f"{_key(w)} = {n}\n" for w, n in sorted(kept.items()) if n >= FEWEST)
    out.write_text(f"{HEAD}pages = {PAGES}\n\n[pages_with]\n{rows}", encoding="utf-8")


def _key(word: str) -> str:
    return word if word.isascii() and word.isalnum() else json.dumps(word, ensure_ascii=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
