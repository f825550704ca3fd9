"""LGL and GeoVirus: every name of a place with its point.

GeoVirus was annotated with names alone, LGL with adjectives and peoples too ("Russian", at the country's
point): demonyms are predicted for all but ids that begin with "gv-".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tacitus.config import load_settings
from tacitus.extract.places import PlaceMention, find_places
from tacitus.lang.gazetteer_lists import open_in
from tacitus.model import Document

_NAMES_ALONE = "gv-"


def predict(source: Path) -> dict[str, list[dict[str, Any]]]:
    """{document id: [{start, end, lat, lon, country, geonameid}]}"""
    found = {}
    with open_in(load_settings().cache) as gazetteer, source.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            document = Document(id=row["id"], text=row["text"])
            mentions = find_places(document, gazetteer)
            alone = row["id"].startswith(_NAMES_ALONE)
            found[row["id"]] = [_row(m) for m in mentions if not (alone and m.kind == "demonym")]
    return found


def _row(mention: PlaceMention) -> dict[str, Any]:
    place = mention.place
    return {
        "start": mention.start,
        "end": mention.end,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "geonameid": place.gazetteer_id,
    }
