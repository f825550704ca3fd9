"""Examples -> windows of word pieces with a label for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tokenizers import Tokenizer

from reader.examples import KINDS, ROLES, Example, Span
from tacitus.lang.windows import windows

UNKNOWN = -100
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
OPEN, CLOSE = 101, 102
"""The piece ids of the marks at the ends of a window."""
NAME = re.compile(r"\b[A-Z]\w*")
SENTENCE_END = re.compile(r"[.!?][\"”']?\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Windowed:
    """One window: piece ids with the marks at both ends, the label of each piece in each role (UNKNOWN where
    nothing is known), 1 for pieces of a sentence that holds a span, what the whole page is. `acts` and
    `kinds` are bits: the page's acts in which the span that begins with a piece takes part, and their KINDS.
    """

    example: str
    suite: str
    part: str
    ids: list[int]
    offsets: list[Span]
    labels: list[list[int]]
    evidence: list[int]
    acts: list[int]
    kinds: list[int]
    page: tuple[float, ...] | None


def bare_tokenizer(path: str) -> Tokenizer:
    """The tokenizer without padding, truncation and marks at the ends: windows are cut by us."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def window_all(example: Example, tokenizer: Tokenizer, limit: int) -> list[Windowed]:
    """The windows of one example."""
    encoded = tokenizer.encode(example.text, add_special_tokens=False)
    offsets: list[Span] = encoded.offsets
    columns = [_column(example, role, offsets) for role in ROLES]
    told = label(offsets, evidence(example)) if example.known else [UNKNOWN] * len(offsets)
    acts, kinds = act_bits(example, offsets)
    return [
        Windowed(
            example=example.id, suite=example.suite, part=example.part,
            ids=[OPEN, *encoded.ids[a:b], CLOSE], offsets=offsets[a:b],
            labels=[[c[k] for c in columns] for k in range(a, b)],
            evidence=[min(told[k], 1) for k in range(a, b)], acts=acts[a:b], kinds=kinds[a:b],
            page=example.page,
        )
        for a, b in windows(example.text, offsets, limit)
    ]  # fmt: skip


def _column(example: Example, role: str, offsets: list[Span]) -> list[int]:
    """The label of each piece in one role."""
    if role not in example.known:
        return [UNKNOWN] * len(offsets)
    labels = label(offsets, example.spans[role])
    if role not in example.names_only:
        return labels
    named = label(offsets, [m.span() for m in NAME.finditer(example.text)])
    return [told if told or name else UNKNOWN for told, name in zip(labels, named, strict=True)]


def act_bits(example: Example, offsets: list[Span]) -> tuple[list[int], list[int]]:
    """The bits of `acts` and `kinds` (Windowed) of each piece; 0 where no act's span begins."""
    acts, kinds = [0] * len(offsets), [0] * len(offsets)
    at = {start: k for k, (start, _) in enumerate(offsets)}
    for number, act in enumerate(example.acts[:60]):
        bits = sum(1 << k for k, kind in enumerate(KINDS) if kind in act.kinds)
        for start, _ in act.spans:
            if start in at:
                acts[at[start]] |= 1 << number
                kinds[at[start]] |= bits
    return acts, kinds


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
