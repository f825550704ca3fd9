"""Names of places and what they may stand for, from one read-only file.

    gazetteer = Gazetteer.open(path)          # the file is made by `tacitus.lang.gazetteer_build.build(path)`
    gazetteer.lookup("Springfield")           # -> every place of that name, the most populous first

The file is SQLite: `place` holds 270,000 settlements, areas, countries, regions and waters; `name` holds a
normalised name and the packed numbers of the places that bear it. Opening reads nothing but the header; a
name costs about 10 microseconds and no memory stays taken. Any number of processes may read one file.
"""

from __future__ import annotations

import array
import math
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from tacitus.errors import DataError
from tacitus.lang.lexicon import load

SCHEMA = 4
"""Of the file; one made under another number is made anew."""
DEGREE = 100_000
"""Coordinates in the file are whole numbers of this part of a degree, about a metre."""
Kind = Literal[
    "settlement", "admin1", "admin2", "country", "region", "continent", "water", "mountain", "site"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
_CHUNK = 400
"""Values asked for in one query; SQLite takes at least 999."""
_EARTH_KM = 6371.0
_LETTERS = {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"}
_QUIET = str.maketrans({**_LETTERS, **dict.fromkeys("'’ʻ‘`", "")})
_ACCENTS = re.compile("[\u0300-\u036f]+")
_MARKS = re.compile(r"(?:[^\w\u0900-\u109f\u0e00-\u0fff]|_)+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class Entry(NamedTuple):
    """One place. `code` is that of an area in GeoNames ("US.TX", "US.TX.001") or of a country ("US"), None
    elsewhere; `admin1` the code of the first-level area it lies in; `exact` is False where the name asked for
    is a further one.
    """

    id: str
    name: str
    kind: Kind
    lat: float
    lon: float
    country: str
    admin1: str
    code: str | None
    population: int
    zone: str | None
    exact: bool = True


def normal(name: str) -> str:
    """The key of a name: no case, no accents, no marks; "St. Louis" and "Saint-Louis" share one."""
    if name.isascii():
        low = name.lower().translate(_QUIET)
    else:
        low = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold().translate(_QUIET)))
    if low.isalnum():
        return _SHORT.get(low, low)
    words = _MARKS.sub(" ", low).split()
    return " ".join([_SHORT.get(w, w) for w in words])


def distance(a: Entry | tuple[float, float], b: Entry | tuple[float, float]) -> float:
    """Kilometres along the great circle."""
    lat1, lon1 = (a.lat, a.lon) if isinstance(a, Entry) else a
    lat2, lon2 = (b.lat, b.lon) if isinstance(b, Entry) else b
    p, q = math.radians(lat1), math.radians(lat2)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


class Gazetteer:
    """Read-only access to one gazetteer file; made by `open`, closed by `close` or as a context."""

    def __init__(self, connection: sqlite3.Connection, lists: Sequence[Gazetteer] = ()) -> None:
        self._db, self._lists = connection, tuple(lists)
        self._zones: tuple[str | None, ...] = tuple(
            row[0] for row in connection.execute("SELECT name FROM zone ORDER BY id")
        )

    @classmethod
    def open(cls, path: Path, lists: Iterable[Path] = ()) -> Gazetteer:
        """The gazetteer at `path`, with the places of further files of the same make (a user's lists) before
        its own. Raises DataError where there is none, or one of another schema."""
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            db = sqlite3.connect(address, uri=True, check_same_thread=False)
            db.execute("PRAGMA mmap_size=67108864")
            row = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.Error as error:
            raise DataError(f"no gazetteer at {path}: {error}") from error
        if row is None or row[0] != str(SCHEMA):
            db.close()
            raise DataError(f"the gazetteer at {path} was made by another version")
        return cls(db, [cls.open(further) for further in lists])

    def close(self) -> None:
        """Let go of the files."""
        for further in self._lists:
            further.close()
        self._db.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def made_from(self) -> str:
        """Packages and versions behind the file."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'made_from'").fetchone()
        return str(row[0]) if row else ""

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name in any spelling, the best known first; () where there is none."""
        key = normal(name)
        return self.lookup_keys((key,)).get(key, ())

    def lookup_keys(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The same for many keys made by `normal`, in two queries; keys without a place are left out."""
        keys = sorted(set(keys))
        found = self._own(keys)
        for further in self._lists:
            for key, entries in further._own(keys).items():
                found[key] = (*entries, *found.get(key, ()))
        return found

    def _own(self, keys: list[str]) -> dict[str, tuple[Entry, ...]]:
        rows = self._select("SELECT key, places FROM name WHERE key IN ", keys)
        numbers = {key: array.array("i", blob) for key, blob in rows}
        needed = sorted({abs(n) for found in numbers.values() for n in found})
        query = f"SELECT id, {_COLUMNS} FROM place WHERE id IN "
        places = {row[0]: row[1:] for row in self._select(query, needed)}
        return {
            key: tuple(self._entry(places[abs(n)], n > 0) for n in found) for key, found in numbers.items()
        }

    def counts(self) -> dict[str, int]:
        """How many places of each kind the file holds, by kind, without those of further files."""
        rows = self._db.execute("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY kind")
        return {KINDS[kind]: count for kind, count in rows}

    def names(self) -> int:
        """How many different names the file knows."""
        return int(self._db.execute("SELECT count(*) FROM name").fetchone()[0])

    def area(self, code: str) -> Entry | None:
        """The country ("TR") or area ("US.TX", "US.TX.001") of that code."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM place WHERE code = ?", (code,)).fetchone()
        return self._entry(row) if row else None

    def areas(self, codes: Iterable[str]) -> dict[str, Entry]:
        """The countries and areas of these codes, in one query; codes without one are left out."""
        query = f"SELECT {_COLUMNS} FROM place WHERE code IN "
        rows = self._select(query, sorted(set(codes)))
        return {entry.code or "": entry for entry in map(self._entry, rows)}

    def _entry(self, row: tuple[Any, ...], exact: bool = True) -> Entry:
        gid, name, kind, lat, lon, country, admin1, code, population, zone = row
        point = lat / DEGREE, lon / DEGREE
        return Entry(
            str(gid), name, KINDS[kind], *point, country, admin1, code, population, self._zones[zone], exact
        )

    def _select(self, query: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        for k in range(0, len(values), _CHUNK):
            chunk = values[k : k + _CHUNK]
            yield from self._db.execute(f"{query}({','.join('?' * len(chunk))})", chunk)


_COLUMNS = "gid, name, kind, lat, lon, country, admin1, code, population, zone"


@cache
def demonyms() -> dict[str, str]:
    """Key of an adjective or a people -> key of the country or region that they belong to."""
    countries, regions = load("countries"), load("regions")
    table = {normal(word): normal(place) for word, place in regions["adjectives"].items()}
    for code, row in countries["countries"].items():
        table.update({normal(word): f"country {code.lower()}" for word in row.get("of", ())})
    return table
