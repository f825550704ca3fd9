"""Which of a page's places is where each of its happenings took place, and for what reason.

For every trigger (the words that name a happening) the places of its sentence are weighed by the words that
tie them to it (ties.py). The best one becomes a Finding of slot `place` on the name itself, with the trigger
among its further stretches, so that it goes to that happening. A happening whose sentences name none takes
what its neighbourhood says, from the first of these that there is (`Reason`): the town at the head of its
paragraph, a place in the sentences beside it, the place of the happening told before it, the title, the
opening, the dateline, the country most spoken of. All but the head and the title are inferred, and say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise

from tacitus.extract.findings import Finding
from tacitus.extract.happenings import Happening
from tacitus.extract.places.dateline import opens_line
from tacitus.extract.places.mention import PlaceMention
from tacitus.extract.places.page import unwrapped
from tacitus.extract.places.ties import ENOUGH, FINE, FIRMER, Span, Tied, is_modifier
from tacitus.lang.sentences import sentences_of
from tacitus.model import Basis, Document, Place

_OPENING = 3
"""Sentences in which the first happening's own place is looked for before the title or dateline lends one."""
_REACH = 400
"""Characters between a trigger and a place of its sentence at most; real sentences are shorter."""
_TOLD = ("main", "aftermath")
_FINE = ("settlement", "admin2", "admin1", "feature")
_COARSE = ("country", "region")
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n|\n(?=[^\n:]{2,60}:)")
_HEAD = re.compile(r"(?:, [^\n:]{2,40}| ?\([^\n:()]{2,40}\))?:\s")


class Reason(Enum):
    """Why a place is taken, with the confidence that this gives."""

    HEAD = 0.8
    TITLE = 0.6
    BESIDE = 0.55
    CARRIED = 0.5
    LENT = 0.45
    COUNTRY = 0.35

    @property
    def basis(self) -> Basis:
        return Basis.STATED if self in (Reason.HEAD, Reason.TITLE) else Basis.INFERRED


class _Scene:
    """A document with those of its places that can be a happening's."""

    def __init__(self, document: Document, mentions: Sequence[PlaceMention]) -> None:
        self.document, self.text, self.mentions = document, document.text, mentions
        self.sentences = sentences_of(document)
        self._openings = [start for start, _ in self.sentences]
        usable = [
            m for m in mentions if m.kind != "demonym" and not m.government and not is_modifier(self.text, m)
        ]
        qualifiers = _qualifiers(self.text, usable)
        self.named = [m for m in usable if m.start not in qualifiers]
        self._starts = [m.start for m in self.named]
        self._tied: dict[int, Tied] = {}
        self.barren: set[int] = set()
        self._breaks = [m.start() for m in _PARAGRAPH.finditer(self.text)]

    def sentence(self, position: int) -> int:
        return max(0, bisect_right(self._openings, position) - 1)

    def paragraph(self, position: int) -> int:
        return bisect_right(self._breaks, position)

    def between(self, start: int, end: int) -> Iterator[Tied]:
        """The places named in [start, end)."""
        for k in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            tied = self._tied.get(k)
            if tied is None:
                tied = self._tied[k] = Tied(self.text, self.named[k])
            yield tied

    def end_of(self, count: int) -> int:
        """Where the first `count` sentences end."""
        return self.sentences[min(count, len(self.sentences)) - 1][1] if self.sentences else len(self.text)

    def item(self, number: int) -> Span:
        items = self.document.items
        return items[number] if number < len(items) else (0, len(self.text))


def find_happening_places(
    document: Document, mentions: Sequence[PlaceMention], happenings: Sequence[Happening]
) -> tuple[Finding, ...]:
    """Findings of slot `place`, in the order of the text; each names its happening by a trigger in `extra`.

    `mentions` are those of `find_places`, `happenings` those of `find_happenings`, on the same document.
    """
    if not happenings or not mentions:
        return ()
    scene = _Scene(document, mentions)
    heads, tied = _heads(scene), _ties(scene, happenings)
    found: list[Finding] = []
    last: dict[int, Finding] = {}
    for happening in sorted(happenings, key=lambda h: h.anchor):
        own = _stated(happening, tied)
        if all(_is_coarse(f) for f in own):
            around = _from_neighbourhood(scene, happening, heads, last)
            own += [f for f in around if not own or _refines(f, own)]
        found += own
        if own:
            last[happening.item] = max(own, key=lambda f: f.confidence)
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.extra)))


def _is_coarse(finding: Finding) -> bool:
    return isinstance(finding.value, Place) and finding.value.precision in _COARSE


def _refines(finding: Finding, stated: Sequence[Finding]) -> bool:
    """It is finer than the countries that the sentences name, and lies in one of them."""
    countries = {f.value.country for f in stated if isinstance(f.value, Place)}
    place = finding.value
    return (
        isinstance(place, Place)
        and not _is_coarse(finding)
        and (place.country in countries or countries == {None})
    )


def _ties(scene: _Scene, happenings: Sequence[Happening]) -> dict[Span, tuple[Tied, float]]:
    """Trigger -> the place of its sentence that is tied to it, with the weight; a place that is tied far more
    firmly to a trigger of another happening is that one's alone."""
    found = {t: best for h in happenings for t in h.triggers if (best := _best(scene, t)) is not None}
    firmest: dict[int, float] = {}
    for tied, weight in found.values():
        start = tied.mention.start
        firmest[start] = max(firmest.get(start, 0.0), weight)
    return {t: (p, weight) for t, (p, weight) in found.items() if weight > firmest[p.mention.start] - FIRMER}


def _stated(happening: Happening, ties: Mapping[Span, tuple[Tied, float]]) -> list[Finding]:
    """A place for each trigger whose sentence names one that is tied to it."""
    found: dict[Span, Finding] = {}
    for trigger in sorted(happening.triggers):
        if trigger in ties:
            finding = _of_sentence(*ties[trigger], trigger)
            key = (finding.start, finding.end)
            if key not in found or found[key].confidence < finding.confidence:
                found[key] = finding
    return list(_without_dateline(list(found.values())))


def _best(scene: _Scene, trigger: Span) -> tuple[Tied, float] | None:
    number = scene.sentence(trigger[0])
    start, end = scene.sentences[number] if scene.sentences else (0, len(scene.text))
    near = scene.between(max(start, trigger[0] - _REACH), min(end, trigger[1] + _REACH))
    weighed = [(t.weight(scene.text, trigger), -abs(t.mention.start - trigger[0]), t) for t in near]
    good = [row for row in weighed if row[0] >= ENOUGH]
    if not good:
        return None
    weight, _, tied = max(good, key=lambda row: row[:2])
    return tied, weight


def _of_sentence(tied: Tied, weight: float, trigger: Span) -> Finding:
    """A place of the trigger's own sentence; the dateline is where the report was written, not more."""
    if tied.dateline:
        return _finding(tied.mention, Reason.LENT, trigger)
    confidence = round(min(0.95, 0.6 + 0.1 * weight / ENOUGH), 2)
    stated = _finding(tied.mention, Reason.HEAD, trigger)
    return replace(stated, confidence=confidence)


def _without_dateline(found: list[Finding]) -> list[Finding]:
    """Leave out what the dateline lent where another sentence says where it happened."""
    stated = [f for f in found if f.basis is Basis.STATED]
    return stated or found


def _finding(mention: PlaceMention, reason: Reason, trigger: Span) -> Finding:
    return Finding(
        slot="place",
        value=mention.place,
        start=mention.start,
        end=mention.end,
        extra=(trigger,),
        basis=reason.basis,
        confidence=reason.value,
    )


def _from_neighbourhood(
    scene: _Scene, happening: Happening, heads: dict[int, PlaceMention], last: dict[int, Finding]
) -> list[Finding]:
    """What its paragraph's head, or the happening told before it in the same item, says."""
    trigger = min(happening.triggers, default=happening.anchor)
    for spot in sorted(happening.triggers):
        if (head := heads.get(scene.paragraph(spot[0]))) is not None:
            return [_finding(head, Reason.HEAD, spot)]
    beside = _beside(scene, trigger)
    if beside is not None:
        return [_finding(beside.mention, Reason.BESIDE, trigger)]
    before = last.get(happening.item)
    if before is None:
        lent = [] if happening.item in scene.barren else _lent(scene, happening)
        if not lent:  # nor will it be found for the item's other happenings
            scene.barren.add(happening.item)
        return lent
    if happening.role not in (*_TOLD, "background"):
        return []
    carried = replace(
        before,
        extra=(trigger,),
        basis=Basis.INFERRED,
        confidence=min(before.confidence, Reason.CARRIED.value),
    )
    return [carried]


def _beside(scene: _Scene, trigger: Span) -> Tied | None:
    """The place nearest to the trigger that the sentence before or after it, in its paragraph, says to be
    inside of."""
    if not scene.sentences:
        return None
    number, paragraph = scene.sentence(trigger[0]), scene.paragraph(trigger[0])
    start = scene.sentences[max(0, number - 1)][0]
    end = scene.sentences[min(len(scene.sentences) - 1, number + 1)][1]
    good = [
        t
        for t in scene.between(start, end)
        if t.inside and t.mention.kind in _FINE and scene.paragraph(t.mention.start) == paragraph
    ]
    return min(good, key=lambda t: abs(t.mention.start - trigger[0]), default=None)


def _heads(scene: _Scene) -> dict[int, PlaceMention]:
    """Paragraph -> the place that it opens with, before a colon: "LIMA: Two men …"."""
    return {
        scene.paragraph(m.start): m
        for m in scene.named
        if opens_line(scene.text, m.start) and _HEAD.match(scene.text, m.end)
    }


def _qualifiers(text: str, mentions: Sequence[PlaceMention]) -> frozenset[int]:
    """Starts of names that only say where the name before them lies: "Lima, Peru"."""
    return frozenset(
        b.start
        for a, b in pairwise(mentions)
        if unwrapped(text[a.end : b.start]) in (", ", " (", ",")
        and b.kind in ("country", "admin1", "admin2")
        and _holds(b, a)
    )


def _holds(area: PlaceMention, inner: PlaceMention) -> bool:
    if area.place.country != inner.place.country or inner.kind == "country":
        return False
    return area.kind == "country" or area.place.name in inner.place.admin or inner.kind == "settlement"


def _lent(scene: _Scene, happening: Happening) -> list[Finding]:
    """From the title, else the first place that a preposition governs in the opening, else the dateline, else
    the first place that one governs anywhere, else the country most spoken of."""
    trigger = min(happening.triggers, default=happening.anchor)
    start, end = scene.item(happening.item)
    document = scene.document
    head = len(document.title) if document.text.startswith(document.title) else 0
    in_title = [m for m in scene.named if m.start < head and not m.part]
    if in_title:
        fine = max(in_title, key=lambda m: (FINE.get(m.kind, 0.0), -m.start))
        return [_finding(fine, Reason.TITLE, trigger)]
    tied = list(scene.between(start, end))
    opening, dated = (scene.end_of(count) for count in (_OPENING, _OPENING + 2))
    governed = [t for t in tied if t.inside and t.mention.kind in (*_FINE, "country")]
    for t in governed:
        if t.mention.start < opening and t.mention.kind != "country":
            return [_finding(t.mention, Reason.BESIDE, trigger)]
    datelines = [t for t in tied if t.mention.start < dated and t.dateline]
    for t in (*datelines, *governed):
        return [_finding(t.mention, Reason.LENT, trigger)]
    return _country(scene, trigger)


def _country(scene: _Scene, trigger: Span) -> list[Finding]:
    """The country that the page speaks of most, by its name, its towns or its people; the first of equals."""
    counts = Counter(m.place.country for m in scene.mentions if m.place.country)
    if not counts:
        return []
    most = counts.most_common(1)[0][0]
    own = [m for m in scene.mentions if m.place.country == most and m.place.precision == "country"]
    return [_finding(own[0], Reason.COUNTRY, trigger)] if own else []
