"""Benchmarks -> examples: a text, the spans of each role in it, and which roles its corpus marks at all.

Only corpora whose terms let weights ship are read (bench/README.md). What a corpus does not mark is unknown,
never absent: the loss leaves it out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROLES = (
    "perpetrator_individual", "perpetrator_organisation", "target", "victim_name", "victim_description",
    "weapon",
)  # fmt: skip
"""What a span may be."""
KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery")
"""MUC's types of act, "forced work stoppage" and "hijacking" left out: too few."""
PAGE = ("relevant", *KINDS)
"""What is asked of a whole page."""
MUC_KEYS = {
    "perp_individual_id": "perpetrator_individual", "perp_organization_id": "perpetrator_organisation",
    "phys_tgt_id": "target", "hum_tgt_name": "victim_name", "hum_tgt_description": "victim_description",
    "incident_instrument_id": "weapon",
}  # fmt: skip
EVENT_ROLES = {
    "Victim": "victim", "Attacker": "attacker", "Killer": "attacker", "Perpetrator": "attacker",
    "Injurer": "attacker", "Target": "target", "ExplosiveDevice": "weapon", "Instrument": "weapon",
}  # fmt: skip

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of a page: which of KINDS it may be, and the spans that take part in it."""

    kinds: frozenset[str]
    spans: frozenset[Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One page. `page` has a value for each of PAGE, or None where its corpus does not tell. Of a role in
    `names_only` the corpus marks names alone: of words in lower case nothing is known."""

    id: str
    suite: str
    part: str
    text: str
    spans: dict[str, list[Span]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    names_only: frozenset[str] = frozenset()
    acts: tuple[Act, ...] = ()
    page: tuple[float, ...] | None = None


def fold_of(name: str, folds: int) -> int:
    """The fold that the id `name` falls in; the same on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def examples(bench: Path, folds: int, held: int) -> Iterator[Example]:
    """Every example; `part` is train, dev (MUC-4's) or held (the held-back fold of a suite without train)."""
    for part in ("train", "dev"):
        for row in _rows(bench / "muc4" / f"{part}.jsonl"):
            yield _muc(row, part)
    loaders = (("gvdb", _gvdb), ("attack_summaries", _summary), ("wikievents", _event_page))
    for suite, load in loaders:
        for row in _rows(bench / suite / "dev.jsonl"):
            name = row.get("id") or row["doc_id"]
            yield load(row, "held" if fold_of(name, folds) == held else "train")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _muc(row: dict[str, Any], part: str) -> Example:
    """All occurrences of every fill's every wording, after the dateline."""
    spans: dict[str, list[Span]] = {role: [] for role in MUC_KEYS.values()}
    acts: list[Act] = []
    start = row["body_start"]
    for template in row["templates"]:
        mine: list[Span] = []
        for key, role in MUC_KEYS.items():
            for fill in template[key] if template[key] != "*" else ():
                found = [(a, b) for wording in fill["spans"] for a, b in wording if a >= start]
                spans[role] += found
                mine += found
        kinds = {k.lower() for v in template["incident_type"][0]["values"] for k in v.split(" / ")}
        acts.append(Act(kinds=frozenset(kinds), spans=frozenset(mine)))
    marks = {"relevant"} if acts else set()
    marks = marks.union(*(act.kinds for act in acts))
    return Example(
        id=row["id"], suite="muc4", part=part, text=row["text"], acts=tuple(acts),
        spans={role: longest(found) for role, found in spans.items()},
        known=frozenset(MUC_KEYS.values()), page=tuple(float(p in marks) for p in PAGE),
    )  # fmt: skip


def _gvdb(row: dict[str, Any], part: str) -> Example:
    """Names of victims and shooters, wherever the text repeats one that was marked. A shooter is a
    perpetrator, but of gunmen without a name GVDB tells nothing."""
    spans: dict[str, list[Span]] = {}
    for section, role in (("victim-section", "victim_name"), ("shooter-section", "perpetrator_individual")):
        names = {p["name"]["value"].strip() for p in row["info"][section]} - {""}
        spans[role] = longest([s for name in names for s in occurrences(row["text"], name)])
    return Example(
        id=row["id"], suite="gvdb", part=part, text=row["text"], spans=spans, known=frozenset(spans),
        names_only=frozenset(spans),
    )  # fmt: skip


def _summary(row: dict[str, Any], part: str) -> Example:
    """The perpetrator, where the text names it; other rows teach nothing."""
    text = row["description"]
    found = occurrences(text, row["perpetrator"].strip())
    role = "perpetrator_organisation"
    if not found:
        return Example(id=row["id"], suite="attack_summaries", part=part, text=text)
    return Example(
        id=row["id"], suite="attack_summaries", part=part, text=text, spans={role: found},
        known=frozenset((role,)),
    )  # fmt: skip


def _event_page(row: dict[str, Any], part: str) -> Example:
    """Arguments of violent events, split by what they are: a name's letter case tells names apart."""
    places = [(a, b) for sentence in row["sentences"] for _, a, b in sentence[0]]
    mentions = {m["id"]: m for m in row["entity_mentions"]}
    spans: dict[str, list[Span]] = {"weapon": [], "target": [], "perpetrator_organisation": []}
    for event in row["event_mentions"]:
        if not event["event_type"].startswith(("Conflict.Attack", "Life.")):
            continue
        for argument in event["arguments"]:
            mention = mentions[argument["entity_id"]]
            at = (places[mention["start"]][0], places[mention["end"] - 1][1])
            role = EVENT_ROLES.get(argument["role"])
            if role == "attacker" and mention["entity_type"] == "ORG":
                spans["perpetrator_organisation"].append(at)
            elif role in ("weapon", "target"):
                spans[role].append(at)
    return Example(
        id=row["doc_id"], suite="wikievents", part=part, text=row["text"],
        spans={role: longest(found) for role, found in spans.items()}, known=frozenset(("weapon",)),
    )  # fmt: skip


def occurrences(text: str, name: str) -> list[Span]:
    """Where `name` stands in `text` as whole words, whatever the case."""
    found = []
    low, wanted = text.lower(), name.lower()
    at = low.find(wanted) if len(low) == len(text) and wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum()):
            found.append((at, end))
        at = low.find(wanted, end)
    return found


def longest(spans: list[Span]) -> list[Span]:
    """`spans` without those that another one overlaps and is longer, in order."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if all(span[1] <= a or b <= span[0] for a, b in kept):
            kept.append(span)
    return sorted(kept)
