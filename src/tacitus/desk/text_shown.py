"""A document's text cut where something begins or ends, so that overlapping marks can each be seen.

Each kind of slot has a line of its own under the words: where three overlap, three lines stand one below the
other. Signs that cannot be seen, or that a browser would change, become elements that name their code point.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from tacitus.desk.shown import value_words
from tacitus.model.slots import FIGURE_SLOTS, SLOTS

Data = Mapping[str, Any]

FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "figure": FIGURE_SLOTS,
        "time": ("started", "ended", "ongoing"),
        "place": ("place", "site"),
        "party": ("perpetrator_individual", "perpetrator_organisation"),
        "harm": ("target", "victim", "weapon", "damage"),
        "act": ("type", "stage", "occurrence", "intent", "motive", "demand", "response", "outcome"),
        "statement": (),
    }
)
"""Kind of mark -> the slots that bear it."""
_FAMILY = {slot: family for family, slots in FAMILIES.items() for slot in slots}
_PLAIN = "\n\t"
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters that share their marks: `families` of them, `ids` of the claims and statements, `anchors`
    (starts of claims) for links into the text; `signs` alternates text and code points of unseen signs."""

    start: int
    families: tuple[str, ...]
    ids: tuple[str, ...]
    anchor: bool
    signs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claim of a report as it stands beside the text."""

    id: str
    slot: str
    family: str
    words: str
    start: int
    stance: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The pieces of the text, and the claims by report id."""

    pieces: tuple[Piece, ...]
    claims: Mapping[str, tuple[Claimed, ...]]


def marked(data: Data) -> Marked:
    """Arrange the data of `public.record`."""
    text: str = data["document"]["text"]
    spans = list(_spans(data))
    return Marked(
        pieces=tuple(_pieces(text, spans)),
        claims={report["id"]: tuple(map(_claimed, report["claims"])) for report in data["reports"]},
    )


def signs(text: str) -> tuple[tuple[str, str], ...]:
    """(text, "") for what is shown as it is and ("", code point in hex) for each sign that is not seen."""
    found: list[tuple[str, str]] = []
    begun = 0
    for k, c in enumerate(text):
        if c not in _PLAIN and unicodedata.category(c) in _UNSEEN:
            if begun < k:
                found.append((text[begun:k], ""))
            found.append(("", f"{ord(c):04X}"))
            begun = k + 1
    if begun < len(text):
        found.append((text[begun:], ""))
    return tuple(found)


def _claimed(claim: Data) -> Claimed:
    return Claimed(
        id=claim["id"], slot=claim["slot"], family=_FAMILY[claim["slot"]],
        words=value_words(claim["value"], claim["slot"]), start=claim["evidence"][0]["start"],
        stance=claim["stance"], confidence=claim["confidence"],
    )  # fmt: skip


def _spans(data: Data) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, family, id) of everything that is marked."""
    for report in data["reports"]:
        for claim in report["claims"]:
            if claim["slot"] in SLOTS:
                for words in claim["evidence"]:
                    yield words["start"], words["end"], _FAMILY[claim["slot"]], claim["id"]
    for said in data["statements"]:
        yield said["content"]["start"], said["content"]["end"], "statement", said["id"]


def _pieces(text: str, spans: Iterable[tuple[int, int, str, str]]) -> Iterator[Piece]:
    begin: dict[int, list[tuple[str, str]]] = defaultdict(list)
    end: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for start, stop, family, ident in spans:
        begin[start].append((family, ident))
        end[stop].append((family, ident))
    cuts = sorted({0, len(text), *begin, *end})
    order = list(FAMILIES)
    standing: list[tuple[str, str]] = []
    for start, stop in pairwise(cuts):
        for pair in end[start]:
            standing.remove(pair)
        standing += begin[start]
        yield Piece(
            start=start,
            families=tuple(sorted({family for family, _ in standing}, key=order.index)),
            ids=tuple(sorted({ident for _, ident in standing})),
            anchor=start in begin,
            signs=signs(text[start:stop]),
        )
