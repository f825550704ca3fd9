"""Which happenings a document tells of, the role of each, and which words and sentences belong to which.

In order: read the mentions of violence; give each a role by the words that govern it; pick each item's main
happening; let the other mentions join it or stand for happenings of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tacitus.extract.weighing import find_types
from tacitus.extract.findings import Finding
from tacitus.extract.mentions import Mention, read_mentions
from tacitus.extract.roles import own_ground, role_of, stage_of
from tacitus.extract.triage import judge
from tacitus.model import Document

LEAD_BONUS, TYPED_BONUS, FADE = 2.0, 1.0, 0.05
"""What makes a mention the anchor: to stand early, to name a type; each sentence further down counts
against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening that the document tells of.

    `anchor` is the stretch that names it; `triggers` are all stretches that do, `sentences` the numbers of
    the sentences that speak of it, `clauses` the clauses of its triggers; `types` and `stages` are findings
    of the slots type and stage with their words, `occurrence` and `intent` likewise where the text says so.
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


@dataclass(slots=True)
class _Group:
    role: str
    mentions: list[Mention] = field(default_factory=list)


def find_happenings(document: Document) -> tuple[Happening, ...]:
    """The happenings of `document` in order of their anchors; empty where it tells of no violence."""
    mentions = read_mentions(document)
    found: list[Happening] = []
    for item in sorted({m.item for m in mentions}):
        inside = [m for m in mentions if m.item == item]
        if judge(document, inside).relevant:
            found += [_happening(group) for group in _groups(document, inside)]
    return tuple(sorted(found, key=lambda h: h.anchor))


def _groups(document: Document, mentions: Sequence[Mention]) -> list[_Group]:
    year = document.published.latest.year if document.published and document.published.latest else None
    roles = [role_of(m, year) for m in mentions]
    main = _Group("main")
    others: list[_Group] = []
    last = main
    for mention, role in zip(mentions, roles, strict=True):
        if role == "vague":
            continue
        if role in ("main", "aftermath"):
            same_breath = last is not main and last.mentions[-1].sentence == mention.sentence
            if mention.kind.strength == "harm" and same_breath:
                last.mentions.append(mention)
            else:
                main.mentions.append(mention)
                last = main
        elif last.role == role and last.mentions and last.mentions[-1].sentence == mention.sentence:
            last.mentions.append(mention)
        else:
            last = _Group(role, [mention])
            others.append(last)
    others = [g for g in others if any(own_ground(document.text, m) for m in g.mentions)]
    if not any(m.kind.strength != "harm" for m in main.mentions):
        main.mentions.clear()
    if main.mentions and _is_aftermath(main.mentions):
        main.role = "aftermath"
    return ([main] if main.mentions else []) + others


def _is_aftermath(mentions: Sequence[Mention]) -> bool:
    """The mentions that open the item are all told as past business of a court, a funeral, an anniversary."""
    lead = [m for m in mentions if m.sentence - mentions[0].sentence < 2 and m.kind.strength != "harm"]
    return bool(lead) and all("aftermath" in m.cues for m in lead)


def _happening(group: _Group) -> Happening:
    mentions = sorted(group.mentions, key=lambda m: m.start)
    anchor = max(mentions, key=lambda m: _weight_as_anchor(m, mentions[0].sentence))
    return Happening(
        anchor=(anchor.start, anchor.end),
        role=group.role,
        types=find_types(mentions),
        stages=(stage_of(group.role, anchor),),
        occurrence=_occurrence(mentions),
        triggers=tuple((m.start, m.end) for m in mentions),
        sentences=tuple(sorted({m.sentence for m in mentions})),
        clauses=tuple(sorted({m.clause for m in mentions})),
        item=anchor.item,
    )


def _weight_as_anchor(mention: Mention, first: int) -> float:
    base = {"act": 2.0, "weak": 1.0, "harm": 0.0}[mention.kind.strength]
    early = LEAD_BONUS if mention.sentence - first < 3 else 0.0
    return base + early + TYPED_BONUS * bool(mention.kind.types) - FADE * (mention.sentence - first)


def _occurrence(mentions: Sequence[Mention]) -> tuple[Finding, ...]:
    found = [
        Finding(
            slot="occurrence", value=cue, start=min(m.cues[cue][0], m.start), end=max(m.cues[cue][1], m.end)
        )
        for m in mentions
        for cue in ("denied", "staged")
        if cue in m.cues and m.kind.strength != "harm"
    ]
    return tuple(found[:1])
