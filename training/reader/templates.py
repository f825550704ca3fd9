"""MUC-4 templates from a reader's chances alone: how far it gets without any rule.

Fillers that share an act are put together (average linkage over Reading.together), each group is an act of
the kind that its fillers tell; a kind that the page alone tells is an act without fillers.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from reader.examples import KINDS
from tacitus.extract.tagger import Proposal, Reading

SLOTS = {
    "perpetrator_individual": "PerpInd", "perpetrator_organisation": "PerpOrg", "target": "Target",
    "victim_name": "Victim", "weapon": "Weapon",
}  # fmt: skip
RELEVANT, TAKEN, SHARED, TOLD = 0.35, 0.55, 0.7, 0.6
"""Chosen on MUC-4's dev part: the chance from which a page has acts, a proposal is a filler, two groups are
one act, and a page's kind is an act of its own."""
ARTICLE = re.compile(r"^(?:the|an?|some|several)\s+", re.IGNORECASE)

Filler = tuple[str, str]
"""A slot and the words in it."""


def templates(text: str, reading: Reading) -> list[dict[str, Any]]:
    """The templates of one page; none where it is not about an attack."""
    if reading.page["relevant"] < RELEVANT:
        return []
    found = fillers(text, reading.proposals)
    acts = [
        (most_likely({k: sum(found[f].kinds[k] for f in group) for k in KINDS}), group)
        for group in grouped(found, reading)
    ]
    seen = {kind for kind, _ in acts}
    acts += [(kind, []) for kind in KINDS if kind not in seen and reading.page[kind] >= TOLD]
    acts = acts or [(most_likely({k: reading.page[k] for k in KINDS}), [])]
    return [
        {"incident_type": kind, **{slot: [[w] for s, w in group if s == slot] for slot in SLOTS.values()}}
        for kind, group in acts
    ]


def fillers(text: str, proposals: Iterable[Proposal]) -> dict[Filler, Proposal]:
    """The likeliest proposal of each wording; a wording within a longer one of its slot is left out."""
    best: dict[Filler, Proposal] = {}
    for proposal in proposals:
        if proposal.role in SLOTS and proposal.score >= TAKEN:
            words = " ".join(ARTICLE.sub("", text[proposal.start : proposal.end], count=1).split()).lower()
            key = (SLOTS[proposal.role], words.strip("\"'.,;:()- "))
            if key[1] and (key not in best or proposal.score > best[key].score):
                best[key] = proposal
    return {key: p for key, p in best.items() if not any(_within(key, other) for other in best)}


def _within(one: Filler, other: Filler) -> bool:
    return one != other and one[0] == other[0] and f" {one[1]} " in f" {other[1]} "


def grouped(found: dict[Filler, Proposal], reading: Reading) -> list[list[Filler]]:
    """The fillers that share an act, together."""
    groups = [[key] for key in found]
    while len(groups) > 1:
        chances = {
            (a, b): _nearness(a, b, groups, found, reading) for a, b in combinations(range(len(groups)), 2)
        }
        (one, other), chance = max(chances.items(), key=lambda c: c[1])
        if chance < SHARED:
            break
        groups[one] += groups.pop(other)
    return groups


def _nearness(
    one: int, other: int, groups: list[list[Filler]], found: dict[Filler, Proposal], reading: Reading
) -> float:
    pairs = [(found[a], found[b]) for a in groups[one] for b in groups[other]]
    return sum(reading.together(a, b) for a, b in pairs) / len(pairs)


def most_likely(chances: dict[str, float]) -> str:
    return max(chances, key=lambda kind: chances[kind])


def score_templates(bench: Path, work: Path, predicted: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The figures that the bench's scorer gives for MUC-4's dev part."""
    path = work / "templates.json"
    path.write_text(json.dumps(predicted), encoding="utf-8")
    command = [sys.executable, "muc4.py", str(bench / "muc4" / "dev.jsonl"), str(path), "--victim", "name"]
    done = subprocess.run(command, cwd=bench / "score", check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    names = ("GTT_exact", "CEAF-REE", "CEAF-RME_phi3", "relevance")
    return {name: told[name] for name in names}
