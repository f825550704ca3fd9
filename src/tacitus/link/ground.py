"""Two places: how far apart, whether one holds the other, whether words speak of them."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable

from tacitus.model import Place

_EARTH_KM = 6371.0


def kilometres(p: Place, q: Place) -> float:
    """Great-circle distance (haversine) in km; infinite where a place has no coordinates."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return 0.0 if p.name.lower() == q.name.lower() else math.inf
    a, b, c, d = map(math.radians, (p.lat, p.lon, q.lat, q.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def is_town(place: Place) -> bool:
    """Known to the town, or better."""
    return place.precision in ("site", "town") and place.lat is not None


def holds(area: Place, place: Place) -> bool:
    """`area` is a country or one of its parts in which the town `place` lies."""
    if is_town(area) or not is_town(place) or area.country != place.country or area.country is None:
        return False
    return area.precision == "country" or (bool(area.admin) and area.admin == place.admin[: len(area.admin)])


def names_place(words: Container[str], places: Iterable[Place]) -> bool:
    """These words of the one report hold the name of a place of the other: either may have been misread."""
    return any(all(word in words for word in place.name.lower().split()) for place in places)
