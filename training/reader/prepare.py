"""Every window of every example, on disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from reader.examples import examples, fold_of
from reader.settings import Settings
from reader.windowed import Windowed, bare_tokenizer, window_all


def prepare(settings: Settings) -> None:
    """Write every window to the work folder; done already, it is done."""
    target = settings.prepared / "windows.pt"
    if target.exists():
        return
    tokenizer = bare_tokenizer(str(settings.prepared / "base" / "tokenizer.json"))
    made: list[Windowed] = []
    for example in examples(settings.bench, settings.data["folds"], settings.data["held_fold"]):
        made += window_all(example, tokenizer, settings.data["window"] - 2)
    beside = target.with_suffix(".part")
    torch.save([_row(w) for window in made for w in _copies(window, settings.data["copies"])], beside)
    beside.rename(target)


def _copies(window: Windowed, copies: dict[str, float]) -> Iterator[Windowed]:
    """How often a window is trained on in each epoch: `copies` of its suite, where the suite marks few
    windows only a share of those without a mark."""
    wanted = 1.0
    if window.part == "train":
        marked = 1 in window.evidence
        wanted = copies.get(window.suite if marked else f"{window.suite} unmarked", 1.0)
    share = fold_of(f"{window.example} {window.offsets[0]}", 1000) / 1000
    yield from [window] * (int(wanted) + (share < wanted % 1))


def _row(window: Windowed) -> dict[str, Any]:
    return {name: getattr(window, name) for name in Windowed.__dataclass_fields__}
