"""Windows -> batches of tensors."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from reader.examples import KINDS, PAGE, ROLES
from reader.windowed import UNKNOWN

Row = dict[str, Any]
Taught = dict[str, tuple[Tensor, Tensor, Tensor]]
"""Of each window (key_of): the roles', the evidence's and the page's logits."""
MASK = 103
"""The piece that stands for a word that is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """ids (rows, length); of each piece the labels, evidence (UNKNOWN: nothing known), acts and kinds; page
    (UNKNOWN likewise); the teacher's logits, where there are none infinite."""

    ids: Tensor
    labels: Tensor
    evidence: Tensor
    acts: Tensor
    kinds: Tensor
    page: Tensor
    roles: Tensor
    taught_evidence: Tensor
    taught_page: Tensor


def key_of(row: Row) -> str:
    """What a window is called in a teacher's file."""
    return f"{row['example']} {row['offsets'][0][0]}"


def packs_of(rows: list[Row], pieces: int, dice: random.Random) -> list[list[Row]]:
    """`rows` in batches of like length and of at most `pieces` pieces with their padding, shuffled."""
    order = sorted(rows, key=lambda r: len(r["ids"]) + dice.uniform(0, 24))
    packs: list[list[Row]] = []
    longest = 0
    for row in order:
        longest = max(longest, len(row["ids"]))
        if not packs or (len(packs[-1]) + 1) * longest > pieces:
            packs.append([])
            longest = len(row["ids"])
        packs[-1].append(row)
    dice.shuffle(packs)
    return packs


def collate(pack: list[Row], taught: Taught, blank: float = 0.0) -> Batch:
    """A batch, padded; the marks at the ends are unknown. `blank` is the share of the pieces not shown."""
    count, length = len(pack), max(len(r["ids"]) for r in pack)
    made = Batch(
        ids=torch.zeros(count, length, dtype=torch.long),
        labels=torch.full((count, length, len(ROLES)), UNKNOWN),
        evidence=torch.full((count, length), UNKNOWN),
        acts=torch.zeros(count, length, dtype=torch.long),
        kinds=torch.zeros(count, length, len(KINDS)),
        page=torch.full((count, len(PAGE)), float(UNKNOWN)),
        roles=torch.full((count, length, len(ROLES), 3), torch.inf),
        taught_evidence=torch.full((count, length), torch.inf),
        taught_page=torch.full((count, len(PAGE)), torch.inf),
    )
    for k, row in enumerate(pack):
        inside = slice(1, len(row["labels"]) + 1)
        made.ids[k, : inside.stop + 1] = torch.tensor(row["ids"])
        made.labels[k, inside] = torch.tensor(row["labels"])
        made.evidence[k, inside] = torch.tensor(row["evidence"])
        made.acts[k, inside] = torch.tensor(row["acts"])
        bits = torch.tensor(row["kinds"])[:, None]
        made.kinds[k, inside] = (bits >> torch.arange(len(KINDS)) & 1).float()
        if row["page"] is not None:
            made.page[k] = torch.tensor(row["page"])
        if key_of(row) in taught:
            soft = taught[key_of(row)]
            made.roles[k, inside], made.taught_evidence[k, inside], made.taught_page[k] = (
                part.float() for part in soft
            )
    hidden = (torch.rand(count, length) < blank) & (made.labels[..., 0] != UNKNOWN)
    made.ids[hidden] = MASK
    return made
