"""What a batch's logits are worth: against what the corpora tell, and against what a teacher made of it."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from reader.batch import Batch
from reader.network import Logits
from reader.windowed import UNKNOWN

Weights = dict[str, Any]
SOFTER = 2.0
"""The temperature at which a student is held to its teacher's roles."""


def loss_of(out: Logits, batch: Batch, nearness: Tensor, weights: Weights) -> Tensor:
    """The sum of all heads' losses, each over what is known of it."""
    told = told_loss(out, batch, nearness, weights)
    taught = batch.roles.isfinite()
    if not taught.any():
        return told
    share = weights["teacher_weight"]
    return (1 - share) * told + share * taught_loss(out, batch, taught, weights)


def told_loss(out: Logits, batch: Batch, nearness: Tensor, weights: Weights) -> Tensor:
    """Roles, evidence, page, kinds and links against the corpora."""
    roles = out.roles.float()
    loss = F.cross_entropy(roles.flatten(0, 2), batch.labels.flatten(), ignore_index=UNKNOWN) * roles.shape[2]
    loss = loss + weights["evidence_weight"] * _chances(out.evidence, batch.evidence.float(), UNKNOWN)
    loss = loss + weights["page_weight"] * _chances(out.page, batch.page, UNKNOWN)
    starts = batch.acts > 0
    if starts.any():
        loss = loss + weights["kinds_weight"] * F.binary_cross_entropy_with_logits(
            out.kinds.float()[starts], batch.kinds[starts]
        )
        loss = loss + weights["links_weight"] * link_loss(out.links, batch.acts, nearness)
    return loss


def taught_loss(out: Logits, batch: Batch, taught: Tensor, weights: Weights) -> Tensor:
    """Roles, evidence and page against the teacher's; padding and the marks at the ends are left out."""
    pieces = taught.all(-1).all(-1)
    mine = (out.roles.float()[pieces] / SOFTER).log_softmax(-1)
    theirs = (batch.roles[pieces] / SOFTER).log_softmax(-1)
    loss = F.kl_div(mine, theirs, log_target=True, reduction="sum") / pieces.sum() * SOFTER**2
    loss = loss + weights["evidence_weight"] * F.binary_cross_entropy_with_logits(
        out.evidence.float()[pieces], batch.taught_evidence[pieces].sigmoid()
    )
    rows = pieces.any(1)
    return loss + weights["page_weight"] * F.binary_cross_entropy_with_logits(
        out.page.float()[rows], batch.taught_page[rows].sigmoid()
    )


def _chances(logits: Tensor, told: Tensor, unknown: float) -> Tensor:
    known = told != unknown
    if not known.any():
        return logits.new_zeros(())
    return F.binary_cross_entropy_with_logits(logits.float()[known], told[known])


def link_loss(links: Tensor, acts: Tensor, nearness: Tensor) -> Tensor:
    """Of every two spans of a window: do they share an act? `nearness` is the scale and the offset of the
    cosine."""
    losses = []
    for row, bits in zip(links, acts, strict=True):
        at = bits.nonzero()[:, 0]
        if len(at) < 2:
            continue
        one, two = torch.triu_indices(len(at), len(at), 1)
        same = ((bits[at[one]] & bits[at[two]]) > 0).float()
        near = (row[at[one]] * row[at[two]]).sum(-1) * nearness[0] + nearness[1]
        losses.append(F.binary_cross_entropy_with_logits(near, same))
    return torch.stack(losses).mean() if losses else links.new_zeros(())
