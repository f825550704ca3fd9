"""Which happenings a document tells of, the role of each, and which words and sentences belong to which.

In order: read the mentions of violence; give each a role by the words that govern it; pick each item's main
happening; let the other mentions join it or stand for happenings of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.extract.findings import Finding
from tacitus.extract.happenings.grouping import group
from tacitus.extract.happenings.groups import Group
from tacitus.extract.happenings.mentions import Mention, read_mentions
from tacitus.extract.happenings.roles import find_intents, stage_of
from tacitus.extract.happenings.triage import judge
from tacitus.extract.happenings.weighing import find_types
from tacitus.lang.patterns import words_of
from tacitus.model import Document

OPENING = 5
"""Sentences of an item, its heading among them, in which its anchor is looked for first."""
ANCHOR = {"act": 2.0, "weak": 1.0, "tool": 0.0, "harm": 0.0}
REAL_BONUS, LEAD_BONUS, TYPED_BONUS, FADE = 1.5, 2.0, 1.0, 0.05
"""What makes a mention the anchor: to stand early, to name a type; each sentence further down counts
against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening that the document tells of.

    `anchor` is the stretch that names it; `triggers` are all stretches that do, `sentences` the numbers of
    the sentences that speak of it, `clauses` the clauses of its triggers; `types` and `stages` are findings
    of the slots type and stage with their words, `occurrence` and `intent` likewise where the text says so.
    `operation`: the words that tell it as one part of an operation; `listed`: it is one of several acts that
    the page tells, which have its day in common where they name none.
    """

    anchor: tuple[int, int]
    role: str
    types: tuple[Finding, ...] = ()
    stages: tuple[Finding, ...] = ()
    occurrence: tuple[Finding, ...] = ()
    intent: tuple[Finding, ...] = ()
    triggers: tuple[tuple[int, int], ...] = ()
    sentences: tuple[int, ...] = ()
    clauses: tuple[tuple[int, int], ...] = ()
    item: int = 0
    operation: tuple[int, int] | None = None
    listed: bool = False


def find_happenings(document: Document) -> tuple[Happening, ...]:
    """The happenings of `document` in order of their anchors; empty where it tells of no violence."""
    tokens = words_of(document)
    mentions = read_mentions(document, tokens)
    latest = (document.published.latest or document.published.earliest) if document.published else None
    intents = find_intents(tokens) if mentions else {}
    found: list[Happening] = []
    for item in sorted({m.item for m in mentions}):
        inside = [m for m in mentions if m.item == item]
        if judge(document, tokens, inside).relevant:
            groups = group(document.text, inside, latest.year if latest else None, _body(document, item))
            found += [_happening(one, intents) for one in groups]
    return tuple(sorted(found, key=lambda h: h.anchor))


def _body(document: Document, item: int) -> int:
    """Number of the first sentence of the item that ends as sentences do: what stands before are headings."""
    start, end = document.items[item] if document.items else (0, len(document.text))
    for number, (first, last) in enumerate(document.sentences):
        if start <= first < end and document.text[first:last].rstrip("\"'”’»)").endswith((".", "!", "?")):
            return number
    return 0


def _happening(one: Group, intents: dict[int, tuple[Finding, ...]]) -> Happening:
    mentions = sorted(one.mentions, key=lambda m: m.start)
    anchor = max(mentions, key=lambda m: _weight_as_anchor(m, mentions[0].sentence))
    return Happening(
        anchor=(anchor.start, anchor.end),
        role=one.role,
        types=_types(one, mentions),
        stages=(stage_of(one.role, anchor, mentions),),
        occurrence=_occurrence(mentions),
        intent=intents.get(anchor.sentence, ()),
        triggers=tuple((m.start, m.end) for m in mentions),
        sentences=tuple(sorted({m.sentence for m in mentions})),
        clauses=tuple(sorted({m.clause for m in mentions})),
        item=anchor.item,
        operation=one.operation,
        listed=one.listed,
    )


def _types(one: Group, mentions: Sequence[Mention]) -> tuple[Finding, ...]:
    """What the words show, and that a crowd did it."""
    types = find_types([*mentions, *one.shared])
    if one.crowd is None or any(f.value == "mob_violence" for f in types):
        return types
    return (Finding(slot="type", value="mob_violence", start=one.crowd[0], end=one.crowd[1]), *types)


def _weight_as_anchor(mention: Mention, first: int) -> float:
    base = ANCHOR[mention.kind.strength] + REAL_BONUS * mention.real
    early = LEAD_BONUS if mention.sentence - first < OPENING else 0.0
    return base + early + TYPED_BONUS * bool(mention.kind.types) - FADE * (mention.sentence - first)


def _occurrence(mentions: Sequence[Mention]) -> tuple[Finding, ...]:
    found = [
        Finding(
            slot="occurrence", value=cue, start=min(m.cues[cue][0], m.start), end=max(m.cues[cue][1], m.end)
        )
        for m in mentions
        for cue in ("retracted", "staged", "denied")
        if cue in m.cues and m.kind.strength != "harm"
    ]
    return tuple(found[:1])
