"""The places that a page names, each with the place on the ground that is meant.

`find_places` reads a document; `zone_of` gives the time zone of a place. Which of them is where a happening
took place is settled in binding.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from tacitus.extract.places.dateline import opens_as_dateline
from tacitus.extract.places.mention import PlaceMention
from tacitus.extract.places.names import find_names
from tacitus.extract.places.page import Name
from tacitus.extract.places.parents import fall_back
from tacitus.extract.places.senses import resolve
from tacitus.extract.places.strangers import estrange
from tacitus.extract.places.tables import words
from tacitus.lang.gazetteer import Entry, Gazetteer
from tacitus.lang.sentences import sentences_of
from tacitus.model import Document, Place

Areas = Mapping[str, Entry]
_FOLLOWING = re.compile(r"\s(?:(?:has|have|had)\s)?([a-z]+)", re.IGNORECASE)
_OPENING = 3
"""Names at the head of a page among which its dateline is looked for."""
_PRECISION = {
    "settlement": "town",
    "admin1": "admin1",
    "admin2": "admin2",
    "country": "country",
    "site": "site",
}


def find_places(
    document: Document, gazetteer: Gazetteer, *, home: str | None = None
) -> tuple[PlaceMention, ...]:
    """All places named in the text, in order; `home` is the code of the publisher's country or area, by the
    domain of the page's address where it is not given."""
    home = home or home_of(document.url)
    sentences = sentences_of(document)
    names: Sequence[Name] = find_names(document.text, sentences, gazetteer)
    senses = resolve(names, gazetteer.area(home) if home else None)
    names, senses = estrange(names, senses, (_written_in(document.text, names, senses) or home)[:2])
    areas = gazetteer.areas(e.admin1 for e in senses if e and e.admin1)
    found = [_mention(document.text, n, entry, areas) for n, entry in zip(names, senses, strict=True)]
    return tuple(fall_back(found, document.text))


def home_of(url: str | None) -> str:
    """Code of the country whose domain the address stands in; "" where the domain is of none, or one that
    the whole world uses."""
    host = urlsplit(url).hostname if url else None
    end = (host or "").rpartition(".")[2].upper()
    code = "GB" if end == "UK" else end
    return code if len(code) == 2 and code.lower() not in words().worldwide_domains else ""


def _written_in(text: str, names: Sequence[Name], senses: Sequence[Entry | None]) -> str:
    """Code of the country of the dateline; "" where there is none."""
    for name, entry in zip(names[:_OPENING], senses, strict=False):
        if entry and opens_as_dateline(text, name.start, name.end):
            return entry.country
    return ""


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
    return bool(following and following[1].lower() in words().said)


def zone_of(place: Place, gazetteer: Gazetteer) -> str | None:
    """The IANA time zone of a resolved place; of a wide country that of its largest town."""
    named = [e for e in gazetteer.lookup(place.name) if e.id == place.gazetteer_id]
    return named[0].zone if named else None


def to_place(name: str, entry: Entry | None, areas: Areas) -> Place:
    """The record of a place; `areas` are first-level areas by code. Without an entry it is unresolved."""
    words = " ".join((name.title() if name.isupper() else name).split())
    if entry is None:
        return Place(name=words)
    area = areas.get(entry.admin1) if entry.kind != "admin1" else None
    plain = entry.exact or not name[:1].isalpha()
    return Place(
        name=entry.name if plain else words,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country or None,
        admin=(area.name,) if area else (),
        gazetteer_id=entry.id,
        precision=_PRECISION.get(entry.kind, "region"),
    )
