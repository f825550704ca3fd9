"""The encoder and its heads, in plain torch. One code for both encoders: MiniLM (BERT with six layers), which
ships, and MPNet (twelve, with a bias by distance), which teaches it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from reader.examples import KINDS, PAGE, ROLES

PIECES, PLACES, LINK = 30522, 512, 64
"""The pieces of BERT's vocabulary, the longest window, the width of what tells acts apart."""
NEAR, FAR, BUCKETS = 8, 128, 16
"""MPNet's distances: each below NEAR has a bucket, those up to FAR share the rest, to each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    width: int
    inner: int
    layers: int
    heads: int
    epsilon: float
    by_distance: bool = False


SHAPES = {
    "minilm": Shape(width=384, inner=1536, layers=6, heads=12, epsilon=1e-12),
    "mpnet": Shape(width=768, inner=3072, layers=12, heads=12, epsilon=1e-5, by_distance=True),
}


class Layer(nn.Module):
    """One encoder layer. No dropout inside attention: it costs a third of the time and brings little."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.mixed = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.wide = nn.Linear(width, shape.inner)
        self.narrow = nn.Linear(shape.inner, width)
        self.last = nn.LayerNorm(width, eps=shape.epsilon)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = x.shape
        parts = self.mixed(x).view(rows, length, 3, self.shape.heads, width // self.shape.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = seen.transpose(1, 2).reshape(rows, length, width)
        x = self.norm(x + self.drop(self.out(seen)))
        return self.last(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


@dataclass(frozen=True, slots=True)
class Logits:
    """Of a batch: roles (rows, length, roles, 3), evidence (rows, length), kinds of act that a piece's words
    take part in (rows, length, kinds), links (rows, length, LINK: alike where words share an act), and what
    the window is (rows, pages)."""

    roles: Tensor
    evidence: Tensor
    kinds: Tensor
    links: Tensor
    page: Tensor


class Reader(nn.Module):
    """Piece ids (rows, length), 0 where padded -> Logits."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.pieces = nn.Embedding(PIECES, width, padding_idx=0)
        self.places = nn.Embedding(PLACES, width)
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        if shape.by_distance:
            self.distance = nn.Embedding(2 * BUCKETS, shape.heads)
            self.register_buffer("buckets", buckets(PLACES), persistent=False)
        self.roles = nn.Linear(width, 3 * len(ROLES))
        self.roles_by_page = nn.Linear(width, 3 * len(ROLES), bias=False)
        self.evidence = nn.Linear(width, 1)
        self.kinds = nn.Linear(width, len(KINDS))
        self.links = nn.Linear(width, LINK)
        self.nearness = nn.Parameter(torch.tensor([5.0, 0.0]))
        self.page = nn.Linear(width, len(PAGE))

    def forward(self, ids: Tensor) -> Logits:
        length = ids.shape[1]
        mask = torch.where(ids[:, None, None, :] == 0, -1e4, 0.0)
        if self.shape.by_distance:
            mask = mask + self.distance(self.buckets[:length, :length]).permute(2, 0, 1)[None]
        x = self.drop(self.norm(self.pieces(ids) + self.places.weight[:length]))
        for layer in self.layers:
            x = layer(x, mask)
        first = x[:, 0]
        roles = self.roles(x) + self.roles_by_page(first)[:, None]
        return Logits(
            roles.view(*roles.shape[:2], len(ROLES), 3), self.evidence(x)[..., 0], self.kinds(x),
            F.normalize(self.links(x).float(), dim=-1), self.page(first),
        )  # fmt: skip

    def heads(self) -> list[nn.Parameter]:
        """What the base weights know nothing of."""
        heads = (self.roles, self.roles_by_page, self.evidence, self.kinds, self.links, self.page)
        return [self.nearness, *(p for head in heads for p in head.parameters())]

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the first `layers` layers as they are. The bias by distance stays in any
        case: attention with a bias that learns takes twice the time."""
        below = (self.pieces, self.places, self.norm, *self.layers[:layers]) if layers else ()
        for part in (*below, *((self.distance,) if self.shape.by_distance else ())):
            part.requires_grad_(requires_grad=False)


def buckets(length: int) -> Tensor:
    """MPNet's bucket of the distance from each place to each other one (length, length)."""
    places = torch.arange(length)
    back = places[:, None] - places[None, :]
    away = back.abs()
    scale = (BUCKETS - NEAR) / math.log(FAR / NEAR)
    far = NEAR + (torch.log(away.clamp(min=1) / NEAR) * scale).long()
    return torch.where(away < NEAR, away, far.clamp(max=BUCKETS - 1)) + BUCKETS * (back < 0)
