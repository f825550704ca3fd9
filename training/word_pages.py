"""Makes src/tacitus/data/lexicons/word_pages.toml: on how many pages of news about violence a word stands.

    python training/word_pages.py BENCH OUT

BENCH is the folder of benchmarks. Counted are the corpora whose licence lets what is made of them ship;
counts alone leave them, no text. A page is read as far as the linker reads it. Kept is a word that stands in
two of the corpora at the least, so that names of one corpus stay out, and on four of the 1,700 pages.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from tacitus.link.signature import LONGEST, WORD

CORPORA = (
    ("muc4/train.jsonl", "text", 2.0),
    ("gvdb/dev.jsonl", "text", 3.0),
    ("re3d/re3d.jsonl", "text", 0.5),
    ("wikievents/dev.jsonl", "text", 0.25),
    ("attack_summaries/dev.jsonl", "description", 0.25),
)
"""File, the field of its text, and how much the corpus weighs: by its size and by how much it is like news
of today."""
PAGES = 1700
FEWEST = 4
HEAD = (
    "# How many of 1,700 pages of English news about violence hold a word: what makes a shared word "
    "rare or common.\n"
    'source = "training/word_pages.py: MUC-4 train, GVDB, re3d, WikiEvents and attack summaries; '
    'words of two of them at the least; counts alone, no text"\n'
)


def shares(path: Path, field: str) -> dict[str, float]:
    """Word -> share of the pages of one corpus that hold it."""
    counts: Counter[str] = Counter()
    pages = 0
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        pages += 1
        text = f"{row.get('title') or ''}\n{row[field][:LONGEST]}"
        counts.update({word.lower() for word in WORD.findall(text)})
    return {word: count / pages for word, count in counts.items()}


def main(bench: Path, out: Path) -> None:
    """Count and write."""
    total: dict[str, float] = defaultdict(float)
    held: Counter[str] = Counter()
    whole = sum(weight for _, _, weight in CORPORA)
    for corpus, field, weight in CORPORA:
        found = shares(bench / corpus, field)
        held.update(found.keys())
        for word, share in found.items():
            total[word] += share * weight / whole
    kept = {w: round(share * PAGES) for w, share in total.items() if held[w] > 1}
    rows = "".join(f"{_key(w)} = {n}\n" for w, n in sorted(kept.items()) if n >= FEWEST)
    out.write_text(f"{HEAD}pages = {PAGES}\n\n[pages_with]\n{rows}", encoding="utf-8")


def _key(word: str) -> str:
    return word if word.isascii() and word.isalnum() else json.dumps(word, ensure_ascii=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
