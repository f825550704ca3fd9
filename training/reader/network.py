"""The encoder (MiniLM: BERT with six layers) and its heads, in plain torch."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from reader.examples import PAGE, ROLES

WIDTH, INNER, LAYERS, HEADS, PIECES, PLACES = 384, 1536, 6, 12, 30522, 512


class Layer(nn.Module):
    """One encoder layer. No dropout inside attention: it costs a third of the time and brings little."""

    def __init__(self) -> None:
        super().__init__()
        self.mixed = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = x.shape
        parts = self.mixed(x).view(rows, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = seen.transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm(x + self.drop(self.out(seen)))
        return self.last(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


class Reader(nn.Module):
    """Piece ids (rows, length), 0 where padded -> role logits (rows, length, roles, 3), evidence logits
    (rows, length) and page logits (rows, pages)."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH, padding_idx=0)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.roles = nn.Linear(WIDTH, 3 * len(ROLES))
        self.evidence = nn.Linear(WIDTH, 1)
        self.page = nn.Linear(WIDTH, len(PAGE))

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mask = torch.where(ids[:, None, None, :] == 0, -1e4, 0.0)
        x = self.drop(self.norm(self.pieces(ids) + self.places.weight[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        roles = self.roles(x)
        return roles.view(*roles.shape[:2], len(ROLES), 3), self.evidence(x)[..., 0], self.page(x[:, 0])

    def heads(self) -> list[nn.Parameter]:
        return [p for head in (self.roles, self.evidence, self.page) for p in head.parameters()]


def load_base(network: Reader, path: Path) -> None:
    """Put the base weights in `path` (safetensors, BERT's names) into the encoder."""
    base = load_file(str(path))
    state = network.state_dict()
    state["pieces.weight"] = base["embeddings.word_embeddings.weight"]
    state["places.weight"] = (
        base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0]
    )
    names = {"norm": "embeddings.LayerNorm"}
    for k in range(LAYERS):
        there = f"encoder.layer.{k}"
        for kind in ("weight", "bias"):
            state[f"layers.{k}.mixed.{kind}"] = torch.cat(
                [base[f"{there}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
        names |= {
            f"layers.{k}.out": f"{there}.attention.output.dense",
            f"layers.{k}.norm": f"{there}.attention.output.LayerNorm",
            f"layers.{k}.wide": f"{there}.intermediate.dense",
            f"layers.{k}.narrow": f"{there}.output.dense",
            f"layers.{k}.last": f"{there}.output.LayerNorm",
        }
    for ours, theirs in names.items():
        for kind in ("weight", "bias"):
            state[f"{ours}.{kind}"] = base[f"{theirs}.{kind}"]
    network.load_state_dict(state)
