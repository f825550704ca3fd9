"""Examples -> windows of word pieces with a label for each, kept on disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch
from tokenizers import Tokenizer

from reader.examples import ROLES, Example, Span, examples
from reader.settings import Settings
from tacitus.lang.windows import windows

UNKNOWN = -100
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
OPEN, CLOSE = 101, 102
"""The piece ids of the marks at the ends of a window."""
SENTENCE_END = re.compile(r"[.!?][\"”']?\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Windowed:
    """One window: piece ids with the marks at both ends, the label of each piece in each role (UNKNOWN where
    nothing is known), 1 for pieces of a sentence that holds a span, what the whole page is."""

    example: str
    suite: str
    part: str
    ids: list[int]
    offsets: list[Span]
    labels: list[list[int]]
    evidence: list[int]
    page: tuple[float, ...] | None


def bare_tokenizer(path: str) -> Tokenizer:
    """The tokenizer without padding, truncation and marks at the ends: windows are cut by us."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def prepare(settings: Settings) -> None:
    """Write every window to the work folder; done already, it is done."""
    target = settings.work / "windows.pt"
    if target.exists():
        return
    tokenizer = bare_tokenizer(str(settings.work / "base" / "tokenizer.json"))
    made: list[Windowed] = []
    for example in examples(settings.bench, settings.data["folds"], settings.data["held_fold"]):
        made += window_all(example, tokenizer, settings.data["window"] - 2)
    beside = target.with_suffix(".part")
    torch.save([_row(w) for w in made], beside)
    beside.rename(target)


def window_all(example: Example, tokenizer: Tokenizer, limit: int) -> list[Windowed]:
    """The windows of one example."""
    encoded = tokenizer.encode(example.text, add_special_tokens=False)
    offsets: list[Span] = encoded.offsets
    columns = [
        label(offsets, example.spans[role]) if role in example.known else [UNKNOWN] * len(offsets)
        for role in ROLES
    ]
    told = label(offsets, evidence(example)) if example.known else [UNKNOWN] * len(offsets)
    return [
        Windowed(
            example=example.id, suite=example.suite, part=example.part,
            ids=[OPEN, *encoded.ids[a:b], CLOSE], offsets=offsets[a:b],
            labels=[[c[k] for c in columns] for k in range(a, b)],
            evidence=[min(told[k], 1) for k in range(a, b)], page=example.page,
        )
        for a, b in windows(example.text, offsets, limit)
    ]  # fmt: skip


def label(offsets: list[Span], spans: list[Span]) -> list[int]:
    """OUTSIDE, BEGIN or INSIDE for each piece; `spans` are in order and do not overlap."""
    labels = [OUTSIDE] * len(offsets)
    k = 0
    for start, end in spans:
        while k < len(offsets) and offsets[k][1] <= start:
            k += 1
        first = k
        while k < len(offsets) and offsets[k][0] < end:
            labels[k] = INSIDE if k > first else BEGIN
            k += 1
    return labels


def evidence(example: Example) -> list[Span]:
    """The sentences that hold a span of any role."""
    spans = sorted(s for found in example.spans.values() for s in found)
    ends = [0, *(m.end() for m in SENTENCE_END.finditer(example.text)), len(example.text)]
    return [(a, b) for a, b in pairwise(ends) if any(a <= s < b for s, _ in spans)]


def _row(window: Windowed) -> dict[str, Any]:
    return {name: getattr(window, name) for name in Windowed.__dataclass_fields__}
