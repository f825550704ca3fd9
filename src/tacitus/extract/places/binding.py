"""Which of a page's places is where a happening took place.

For every trigger (the words that name a happening) the places of its sentence are weighed by the words that
tie them to it: "in Lima" in its clause, "the Lima attack", a name of town before a name of country. The best
one becomes a Finding of slot `place` on the name itself, so that reports.py, which binds by position, ties it
to the happening of that clause. Where the page's first happening has none, the title, the dateline or the
first firmly named town lends its own, with basis inferred, and the finding stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tacitus.extract.findings import Finding
from tacitus.extract.places.places import PlaceMention
from tacitus.lang.gazetteer import demonyms
from tacitus.lang.lexicon import load
from tacitus.lang.sentences import sentences_of
from tacitus.model import Basis, Document

_ENOUGH = 2.0
"""Least weight at which a place of the trigger's sentence is taken."""
_GOVERNED, _NAMING, _POSSESSIVE, _AGAINST, _DATELINE = 3.0, 3.2, 1.5, 1.2, 2.5
_OTHER_CLAUSE = 1.2
_FINE = {"settlement": 0.6, "feature": 0.5, "admin2": 0.5, "admin1": 0.3, "country": 0.1, "region": 0.0}
_PER_WORD = 0.04
_OPENING = 3
"""Sentences in which the first happening's own place is looked for before the title or dateline lends one."""
_REACH = 400
"""Characters between a trigger and a place of its sentence at most; real sentences are shorter."""
_WORD = re.compile(r"[^\W\d_]+")
_TITLE_CONFIDENCE, _LENT_CONFIDENCE, _COUNTRY_CONFIDENCE = 0.6, 0.5, 0.35


@dataclass(frozen=True, slots=True)
class _Words:
    inside: frozenset[str]
    against: frozenset[str]
    away: frozenset[str]
    breaks: re.Pattern[str]
    between: frozenset[str]
    apart: frozenset[str]


@cache
def _words() -> _Words:
    table = load("place_relations")
    breaks = "|".join(re.escape(w) for w in table["breaks"])
    return _Words(
        inside=frozenset(table["inside"]),
        against=frozenset(table["against"]),
        away=frozenset(table["away"]),
        breaks=re.compile(rf"[;:()]|,? \b(?:{breaks})\b", re.IGNORECASE),
        between=frozenset(table["between"]),
        apart=frozenset((*table["inside"], *table["against"], *table["away"], *table["apart"])),
    )


def find_happening_places(
    document: Document, mentions: Sequence[PlaceMention], triggers: Sequence[tuple[int, int]]
) -> tuple[Finding, ...]:
    """Findings of slot `place`, one at most for each trigger, in the order of the text.

    `mentions` are those of `find_places` on the same document; `triggers` half-open spans of its text.
    """
    text, sentences = document.text, sentences_of(document)
    usable = [m for m in mentions if m.kind != "demonym" and not m.government]
    qualifiers = _qualifiers(text, usable)
    named = [m for m in usable if m.start not in qualifiers]
    starts = [m.start for m in named]
    openings = [s for s, _ in sentences]
    found: dict[tuple[int, int], Finding] = {}
    opened = False
    for trigger in sorted(triggers):
        number = max(0, bisect_right(openings, trigger[0]) - 1)
        start, end = sentences[number] if sentences else (0, len(text))
        low = bisect_left(starts, max(start, trigger[0] - _REACH))
        high = bisect_left(starts, min(end, trigger[1] + _REACH))
        best = _best(text, named[low:high], trigger)
        if best:
            opened = opened or number < _OPENING
            found.setdefault((best[0].start, best[0].end), _stated(text, *best))
    if triggers and not opened:
        lent = _lent(document, named, sentences) or _country(mentions)
        if lent:
            found.setdefault((lent.start, lent.end), lent)
    return tuple(_without_dateline([found[key] for key in sorted(found)], sentences))


def _stated(text: str, mention: PlaceMention, weight: float) -> Finding:
    """A place of the trigger's own sentence; the dateline is where the report was written, not more."""
    if _opens_as_dateline(text, mention):
        return _finding(mention, _LENT_CONFIDENCE, Basis.INFERRED)
    return _finding(mention, min(0.95, 0.6 + 0.1 * weight / _ENOUGH), Basis.STATED)


def _without_dateline(found: list[Finding], sentences: Sequence[tuple[int, int]]) -> list[Finding]:
    """Leave out what the dateline lent where the opening itself says where it happened."""
    opening = sentences[min(_OPENING, len(sentences)) - 1][1] if sentences else 0
    if any(f.basis is Basis.STATED and f.start < opening for f in found):
        return [f for f in found if f.basis is Basis.STATED]
    return found


def _finding(mention: PlaceMention, confidence: float, basis: Basis) -> Finding:
    return Finding(
        slot="place",
        value=mention.place,
        start=mention.start,
        end=mention.end,
        basis=basis,
        confidence=round(confidence, 2),
    )


def _qualifiers(text: str, mentions: Sequence[PlaceMention]) -> frozenset[int]:
    """Starts of names that only say where the name before them lies: "Lima, Peru"."""
    return frozenset(
        b.start
        for a, b in pairwise(mentions)
        if text[a.end : b.start] in (", ", " (", ",")
        and b.kind in ("country", "admin1", "admin2")
        and _holds(b, a)
    )


def _holds(area: PlaceMention, inner: PlaceMention) -> bool:
    if area.place.country != inner.place.country or inner.kind == "country":
        return False
    return area.kind == "country" or area.place.name in inner.place.admin or inner.kind == "settlement"


def _best(
    text: str, mentions: Sequence[PlaceMention], trigger: tuple[int, int]
) -> tuple[PlaceMention, float] | None:
    weighed = [(_weight(text, m, trigger), -abs(m.start - trigger[0]), m) for m in mentions]
    good = [row for row in weighed if row[0] >= _ENOUGH]
    if not good:
        return None
    weight, _, mention = max(good, key=lambda row: row[:2])
    return mention, weight


def _weight(text: str, mention: PlaceMention, trigger: tuple[int, int]) -> float:
    """How firmly the words tie the place to the trigger, in the units of the constants above."""
    table = _words()
    before = [m[0].lower() for m in _WORD.finditer(text, max(0, mention.start - 60), mention.start)]
    governor = _governor(before, table)
    gap = text[min(mention.end, trigger[1]) : max(mention.start, trigger[0])]
    weight = _FINE.get(mention.kind, 0.0) - _PER_WORD * len(gap.split())
    if mention.part:
        weight -= 1.0
    if table.breaks.search(gap):
        weight -= _OTHER_CLAUSE
    if governor == "inside":
        return weight + _GOVERNED
    if _opens_as_dateline(text, mention):
        return weight + _DATELINE
    if governor == "against":
        return weight + _AGAINST
    if governor == "away":
        return weight - 1.0
    if mention.end <= trigger[0] and _names_it(gap):
        return weight + _NAMING
    return weight + (_POSSESSIVE if re.match(r"[’']s?\b", text[mention.end :]) and len(gap) < 60 else 0.0)


def _governor(before: Sequence[str], table: _Words) -> str:
    """What the nearest preposition before the name says, with "the", "city of", "Peruvian" … between."""
    peoples = demonyms()
    for word in reversed(before[-5:]):
        for relation in ("inside", "against", "away"):
            if word in getattr(table, relation):
                return relation
        if word not in table.between and word not in peoples:
            return ""
    return ""


def _names_it(gap: str) -> bool:
    """ "the Lima attack", "the Lima Hotel Cruz shooting": the name stands in the trigger's noun phrase."""
    if any(mark in gap for mark in ",;:.()\n’'") or len(gap.split()) > 3:
        return False
    table = _words()
    return not any(word in table.apart or not word.isalpha() for word in gap.lower().split())


def _lent(
    document: Document, mentions: Sequence[PlaceMention], sentences: Sequence[tuple[int, int]]
) -> Finding | None:
    """From the title, else the dateline, else the first town that a preposition of place governs."""
    head = len(document.title) if document.text.startswith(document.title) else 0
    in_title = [m for m in mentions if m.start < head and not m.part]
    if in_title:
        fine = max(in_title, key=lambda m: (_FINE.get(m.kind, 0.0), -m.start))
        return _finding(fine, _TITLE_CONFIDENCE, Basis.STATED)
    starts = {start for start, _ in sentences[: _OPENING + 2]}
    for m in mentions:
        if m.start in starts and m.kind == "settlement" and _is_dateline(document.text, m.end):
            return _finding(m, _LENT_CONFIDENCE, Basis.INFERRED)
    for m in mentions:
        before = [w[0].lower() for w in _WORD.finditer(document.text, max(0, m.start - 60), m.start)]
        if (
            m.kind in ("settlement", "admin2", "admin1", "country")
            and _governor(before, _words()) == "inside"
        ):
            return _finding(m, _LENT_CONFIDENCE, Basis.INFERRED)
    return None


def _country(mentions: Sequence[PlaceMention]) -> Finding | None:
    """The country that the page speaks of most, by its name, its towns or its people; the first of equals."""
    counts = Counter(m.place.country for m in mentions if m.place.country)
    if not counts:
        return None
    most = counts.most_common(1)[0][0]
    own = [m for m in mentions if m.place.country == most and m.place.precision == "country"]
    return _finding(own[0], _COUNTRY_CONFIDENCE, Basis.INFERRED) if own else None


def _opens_as_dateline(text: str, mention: PlaceMention) -> bool:
    """It opens a line or follows a tag, and a dash or a bracket follows it."""
    before = text[max(0, mention.start - 2) : mention.start].strip(" ")
    return before in ("", "\n", "\n\n", "]") and _is_dateline(text, mention.end)


def _is_dateline(text: str, end: int) -> bool:
    """ "LIMA, 4 Jan (AP) --": a dash or a bracket ends it soon."""
    return re.match(r"[^\n.;:]{0,60}?(?:--?|[–—])\s|\s\([A-Z]", text[end : end + 70]) is not None
