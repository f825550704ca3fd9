"""What finding a name of a place gives."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.model import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A name of a place at [start, end) of the document's text.

    `kind`: settlement, admin1, admin2, country, region, continent, water, mountain, demonym ("Turkish"), or
    feature (a river or area that the gazetteer does not hold, placed by what it lies in). `strong`: the words
    beside it say that a place is meant; `part`: it stands in the name of a body; `government`: the name of a
    capital or country stands for those who rule there. `candidates`: how many places bear the name.
    """

    start: int
    end: int
    place: Place
    kind: str
    zone: str | None = None
    strong: bool = False
    part: bool = False
    government: bool = False
    candidates: int = 0
