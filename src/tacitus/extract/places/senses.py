"""Which place each name means: by what stands behind it, the other places of the page, and size.

A sense is scored as a sum of powers of ten: its size, the evidence that the page is about its country and its
first-level area, and names of other places close by (a local paper's towns lie together). One name has one
sense on a page, unless a name behind it says otherwise.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tacitus.extract.places.page import Name
from tacitus.lang.gazetteer import Entry, distance

_BASE = {
    "country": 8.5,
    "continent": 8.5,
    "region": 6.5,
    "water": 6.5,
    "mountain": 6.0,
    "admin1": 6.3,
    "admin2": 3.5,
    "site": 3.5,
}
"""Size of what has no people of its own, in powers of ten of people."""
_SMALLEST, _KNOWN = 6.0, 0.8
"""A country counts as one of a million people at least, and six times for being one."""
_AREA_KNOWN = 1.0
"""The same for a first-level area, up to its size: ten times the people of its towns."""
_FURTHER = 1.5
"""Off where the name is not the first name of the place."""
_CELL = 0.75
"""Degrees: places whose cells touch are near each other."""
_TOUCHING = tuple((a, b) for a in (-1, 0, 1) for b in (-1, 0, 1))
_NEAR, _AREA, _COUNTRY = 1.3, 1.6, 1.2
"""Weights of evidence, in powers of ten."""
_HOME, _LOCAL, _LOCAL_KM = 0.5, 1.0, 200.0
"""For a place of the publisher's country, and more near the publisher's own area."""
_LISTED = 1.3
"""The same for a place of the kind that the name is listed with: a state among states."""
_ROUNDS = 2
_DOUBT = 0.25
"""Power of a sense's share in what it says of its neighbourhood: an unlikely sense says little."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rest of the page says, by name key, so that no name speaks for itself."""

    areas: Mapping[str, Mapping[str, float]]
    countries: Mapping[str, Mapping[str, float]]
    cells: Mapping[tuple[int, int], Mapping[str, float]]
    kinds: Mapping[str, frozenset[str]]


def resolve(names: Sequence[Name], home: Entry | None = None) -> list[Entry | None]:
    """The sense of each name, None where it has none."""
    senses = _options(names)
    mates = _mates(names)
    chosen = {key: options[0] for key, options in senses.items()}
    weights = {key: _shares(options) for key, options in senses.items()}
    for _ in range(_ROUNDS):
        evidence = _evidence(senses, weights, _kinds(mates, chosen))
        scores = {key: [_score(e, key, evidence, home) for e in options] for key, options in senses.items()}
        weights = {key: _softmax(row) for key, row in scores.items()}
        chosen = {key: options[_highest(scores[key])] for key, options in senses.items()}
    by_name = {name: [k for k in chosen if k[0] == name] for name in {k[0] for k in chosen}}
    return [_pick(n, chosen, by_name) for n in names]


def _highest(row: Sequence[float]) -> int:
    """Where the highest score stands, of equals the first."""
    return max(range(len(row)), key=lambda k: (row[k], -k))


Key = tuple[str, str]


def _options(names: Sequence[Name]) -> dict[Key, tuple[Entry, ...]]:
    """(name, what it lies in) -> senses that fit."""
    found: dict[Key, tuple[Entry, ...]] = {}
    for n in names:
        if n.senses:
            inside = tuple(e for e in n.senses if lies_in(e, n.within)) if n.within else ()
            key = (n.key, n.within if inside else "")
            fresh = inside or n.senses
            found[key] = fresh if key not in found or len(fresh) < len(found[key]) else found[key]
    return found


def lies_in(entry: Entry, code: str) -> bool:
    """In the country or area of that code, and not the area itself."""
    return entry.code != code and (
        code in (entry.country, entry.admin1) or bool(entry.code and entry.code.startswith(code + "."))
    )


def _pick(name: Name, chosen: Mapping[Key, Entry], by_name: Mapping[str, list[Key]]) -> Entry | None:
    if (name.key, name.within) in chosen and name.within:
        return chosen[name.key, name.within]
    said = [k for k in by_name.get(name.key, ()) if k[1]]
    if said:  # "Paris, Texas" once, "Paris" after that
        return chosen[said[0]]
    return chosen.get((name.key, ""))


def size(entry: Entry) -> float:
    """How much is to be said for a sense before the page is looked at."""
    base = math.log10(entry.population + 10) if entry.kind == "settlement" else _BASE[entry.kind]
    if entry.kind == "admin1":
        base = min(base, math.log10(entry.population + 10) + _AREA_KNOWN)
    if entry.kind == "country":
        base = max(math.log10(entry.population + 10), _SMALLEST) + _KNOWN
    return base - (0.0 if entry.exact else _FURTHER)


def _shares(options: Sequence[Entry]) -> list[float]:
    return _softmax([size(e) for e in options])


def _softmax(row: Sequence[float]) -> list[float]:
    top = max(row)
    powers = [10 ** (x - top) for x in row]
    total = sum(powers)
    return [p / total for p in powers]


def _cell(entry: Entry) -> tuple[int, int]:
    return math.floor(entry.lat / _CELL), math.floor(entry.lon / _CELL)


def _is_point(entry: Entry) -> bool:
    return entry.kind in ("settlement", "admin2", "site")


def _mates(names: Sequence[Name]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        found[name.key].update(name.mates)
    return {key: frozenset(keys) for key, keys in found.items()}


def _kinds(mates: Mapping[str, frozenset[str]], chosen: Mapping[Key, Entry]) -> dict[str, frozenset[str]]:
    """Name key -> kinds of the places that it is listed with."""
    kinds = {name: entry.kind for (name, _), entry in chosen.items()}
    return {key: frozenset(kinds[k] for k in keys if k in kinds) for key, keys in mates.items()}


def _evidence(
    senses: Mapping[Key, Sequence[Entry]],
    weights: Mapping[Key, Sequence[float]],
    kinds: Mapping[str, frozenset[str]],
) -> Evidence:
    areas: dict[str, dict[str, float]] = defaultdict(dict)
    countries: dict[str, dict[str, float]] = defaultdict(dict)
    cells: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for (key, _), options in senses.items():
        common = 1.0 / (1.0 + 0.04 * len(options))  # a name borne by many is near anything by chance
        top = max(weights[key, _])
        for entry, weight in zip(options, weights[key, _], strict=True):
            if entry.admin1:
                areas[entry.admin1][key] = areas[entry.admin1].get(key, 0.0) + weight
            countries[entry.country][key] = countries[entry.country].get(key, 0.0) + weight
            if _is_point(entry):
                y, x = _cell(entry)
                gain = common * (weight / top) ** _DOUBT
                for a, b in _TOUCHING:
                    held = cells[y + a, x + b]
                    if held.get(key, 0.0) < gain:
                        held[key] = gain
    return Evidence(areas, countries, cells, kinds)


def _others(table: Mapping[str, float] | None, key: str) -> float:
    return sum(v for k, v in table.items() if k != key) if table else 0.0


def _score(entry: Entry, key: Key, evidence: Evidence, home: Entry | None) -> float:
    name = key[0]
    score = size(entry)
    if entry.admin1:
        score += _AREA * min(2.0, _others(evidence.areas.get(entry.admin1), name))
    score += _COUNTRY * min(2.0, _others(evidence.countries.get(entry.country), name))
    if _is_point(entry):
        score += _NEAR * min(2.5, _others(evidence.cells.get(_cell(entry)), name))
    if entry.kind in evidence.kinds.get(name, ()):
        score += _LISTED
    if home and home.country == entry.country:
        near = home.kind != "country" and distance(home, entry) < _LOCAL_KM
        score += _HOME + (_LOCAL if near else 0.0)
    return score
