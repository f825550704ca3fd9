"""The places that a page names, each with the place on the ground that is meant.

`find_places` reads a document; `zone_of` gives the time zone of a place. Which of them is where a happening
took place is settled in place_binding.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.extract.place_names import Name, find_names
from tacitus.extract.place_senses import resolve
from tacitus.lang.gazetteer import Entry, Gazetteer
from tacitus.lang.sentences import split
from tacitus.model import Document, Place

_PRECISION = {"settlement": "town", "admin1": "admin1", "admin2": "admin2", "country": "country"}


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


def find_places(
    document: Document, gazetteer: Gazetteer, *, home: str | None = None
) -> tuple[PlaceMention, ...]:
    """All places named in the text, in order; `home` is the code of the publisher's country or area (US.TX)."""
    sentences = document.sentences or split(document.text)
    names = find_names(document.text, sentences, gazetteer)
    senses = resolve(names, gazetteer.area(home) if home else None)
    return tuple(
        _mention(document.text, name, entry, gazetteer) for name, entry in zip(names, senses, strict=True)
    )


def _mention(text: str, name: Name, entry: Entry | None, gazetteer: Gazetteer) -> PlaceMention:
    words = text[name.start : name.end]
    kind = name.kind if name.kind in ("demonym", "feature") else (entry.kind if entry else "feature")
    return PlaceMention(
        start=name.start,
        end=name.end,
        place=to_place(words, entry, gazetteer),
        kind=kind,
        zone=entry.zone if entry else None,
        strong=name.strong,
        part=name.part,
        candidates=len(name.senses),
    )


def to_place(words: str, entry: Entry | None, gazetteer: Gazetteer) -> Place:
    """The record of a place as written; without an entry it is unresolved."""
    if entry is None:
        return Place(name=words)
    area = gazetteer.area(entry.admin1) if entry.admin1 and entry.kind != "admin1" else None
    return Place(
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country or None,
        admin=(area.name,) if area else (),
        gazetteer_id=entry.id,
        precision=_PRECISION.get(entry.kind, "region"),
    )
