"""Where it happened, for the formats: the place that stands, with what its table of countries says."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.export.cells import Sheet
from tacitus.export.codes import Country, country
from tacitus.export.happening import Happening


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the ground. `site` is the building or street, as written, with its own claims."""

    name: str
    precision: str
    code: str | None
    country: Country | None
    admin: tuple[str, ...]
    lat: float | None
    lon: float | None
    gazetteer_id: str | None
    claims: tuple[str, ...]
    site: str
    site_claims: tuple[str, ...]

    @property
    def in_town(self) -> bool:
        return self.precision in ("site", "town")

    def put_coordinates(self, sheet: Sheet, latitude: str, longitude: str, digits: int | None = None) -> None:
        """Both or neither."""
        for column, degrees in ((latitude, self.lat), (longitude, self.lon)):
            if degrees is not None:
                rounded = degrees if digits is None else round(degrees, digits)
                sheet.put(column, float(rounded), self.claims, "the coordinates of the place")


def spot(found: Happening) -> Spot | None:
    """None where no place stands."""
    place, site = found.first("place"), found.first("site")
    if place is None:
        return None
    value = place.value
    return Spot(
        name=value["name"],
        precision=value["precision"] or "region",
        code=value["country"],
        country=country(value["country"]) if value["country"] else None,
        admin=tuple(value["admin"]),
        lat=value["lat"],
        lon=value["lon"],
        gazetteer_id=value["gazetteer_id"],
        claims=place.claims,
        site=site.value["name"] if site else "",
        site_claims=site.claims if site else (),
    )
