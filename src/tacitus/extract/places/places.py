"""The places that a page names, each with the place on the ground that is meant.

`find_places` reads a document; `zone_of` gives the time zone of a place. Which of them is where a happening
took place is settled in binding.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tacitus.extract.places.names import Name, find_names
from tacitus.extract.places.senses import resolve
from tacitus.extract.places.strangers import estrange
from tacitus.extract.places.tables import words
from tacitus.lang.gazetteer import Entry, Gazetteer
from tacitus.lang.sentences import sentences_of
from tacitus.model import Document, Place

Areas = Mapping[str, Entry | None]
_FOLLOWING = re.compile(r" (?:has |have |had )?([a-z]+)")
_PRECISE = {"settlement": 0, "admin2": 0, "admin1": 1, "country": 2}
"""What an unknown river or area takes its point from: a town nearby rather than a country."""
_NEIGHBOURS = 20
"""Names before and after an unknown one among which it looks for a neighbour."""
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
    """All places named in the text, in order; `home` is the code of the publisher's country or area."""
    sentences = sentences_of(document)
    names: Sequence[Name] = find_names(document.text, sentences, gazetteer)
    senses = resolve(names, gazetteer.area(home) if home else None)
    names, senses = estrange(names, senses, (home or "")[:2])
    areas = {e.admin1: gazetteer.area(e.admin1) for e in senses if e and e.admin1}
    found = [_mention(document.text, n, entry, areas) for n, entry in zip(names, senses, strict=True)]
    return tuple(_fall_back(found, document.text))


def _mention(text: str, name: Name, entry: Entry | None, areas: Areas) -> PlaceMention:
    as_written = text[name.start : name.end]
    kind = name.kind if name.kind in ("demonym", "feature") else (entry.kind if entry else "feature")
    return PlaceMention(
        start=name.start,
        end=name.end,
        place=to_place(as_written, entry, areas),
        kind=kind,
        zone=entry.zone if entry else None,
        strong=name.strong,
        part=name.part,
        government=not name.strong and _speaks(text, name.end),
        candidates=len(name.senses),
    )


def _speaks(text: str, end: int) -> bool:
    """A verb of saying follows: "Lima said"."""
    following = _FOLLOWING.match(text, end)
    return bool(following and following[1] in words().said)


def _fall_back(found: list[PlaceMention], text: str) -> Iterator[PlaceMention]:
    """Give a place that the gazetteer does not hold the point of what it lies in, else of its neighbour."""
    known = [m.place.lat is not None and m.kind not in ("demonym", "continent", "region") for m in found]
    first = next((m for m, is_known in zip(found, known, strict=True) if is_known), None)
    for k, mention in enumerate(found):
        if mention.place.lat is not None or first is None:
            yield mention
            continue
        window = range(max(0, k - _NEIGHBOURS), min(len(found), k + _NEIGHBOURS + 1))
        around = [found[n] for n in window if known[n]] or [first]
        near = min(around, key=lambda m: _nearness(m, mention, text))
        yield replace(mention, place=_stand_in(mention.place.name, near.place))


def _nearness(known: PlaceMention, mention: PlaceMention, text: str) -> tuple[bool, int, int]:
    """Sorts what stands right behind the name first ("Quxley, Peru"), then the finest, then the nearest."""
    behind = text[mention.end : known.start] in (", ", " (") if known.start - mention.end == 2 else False
    return not behind, _PRECISE.get(known.kind, 2), abs(known.start - mention.start)


def _stand_in(name: str, near: Place) -> Place:
    """A place of that name, at the point of its neighbour and no more precise than that one's area."""
    precision = "admin1" if near.precision in ("town", "admin2", "site") else near.precision
    return replace(near, name=name, gazetteer_id=None, precision=precision)


def zone_of(place: Place, gazetteer: Gazetteer) -> str | None:
    """The IANA time zone of a resolved place; of a wide country that of its largest town."""
    named = [e for e in gazetteer.lookup(place.name) if e.id == place.gazetteer_id]
    return named[0].zone if named else None


def to_place(name: str, entry: Entry | None, areas: Areas) -> Place:
    """The record of a place; `areas` are first-level areas by code. Without an entry it is unresolved."""
    if entry is None:
        return Place(name=name)
    area = areas.get(entry.admin1) if entry.kind != "admin1" else None
    plain = entry.exact or not name[:1].isalpha()
    return Place(
        name=entry.name if plain else (name.title() if name.isupper() else name),
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country or None,
        admin=(area.name,) if area else (),
        gazetteer_id=entry.id,
        precision=_PRECISION.get(entry.kind, "region"),
    )
