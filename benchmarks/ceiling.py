"""How far the gazetteer alone could carry: an oracle over its candidates on LGL and GeoVirus.

For each gold toponym, given its words, the nearest of all places that the gazetteer lists under them (as
written, as a demonym, as an abbreviation, without an article) counts as found within 161 km. What the product
reaches (`all.acc161` of the suite) is then a share of this ceiling. The one benchmark that reads gold: it
measures the gazetteer, not the reader.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.suites import BENCH
from tacitus.config import load_settings
from tacitus.extract.places.tables import abbreviations
from tacitus.lang.gazetteer import Entry, Gazetteer, demonyms, distance, normal
from tacitus.lang.gazetteer_lists import open_in

NEAR_KM = 161.0
"""A hundred miles, the measure of the field."""
_ARTICLE = "the "


def run_ceiling(names: Iterable[str] = ("lgl", "geovirus")) -> int:
    """Print one line a suite and, by kind of failure, what lies over the ceiling; exit code."""
    if not BENCH.is_dir():
        sys.stderr.write(f"no benchmarks at {BENCH}\n")
        return 2
    print(f"{'suite':<10} {'toponyms':>8} {'listed':>8} {'within 161 km':>14} {'most populous':>14}")
    with open_in(load_settings().cache) as gazetteer:
        for name in names:
            counts = measure(BENCH / "places" / f"{name}.dev.jsonl", gazetteer)
            total = counts["all"]
            shares = [100 * counts[key] / total for key in ("listed", "near", "first")]
            print(f"{name:<10} {total:>8} {shares[0]:>7.2f}% {shares[1]:>13.2f}% {shares[2]:>13.2f}%")
    return 0


def measure(source: Path, gazetteer: Gazetteer) -> Counter[str]:
    """Toponyms of a gold file: all, listed under their words, with a candidate near, with the first near."""
    counts: Counter[str] = Counter()
    for toponym in _toponyms(source):
        found = list(candidates(toponym["name"], gazetteer))
        point = toponym["lat"], toponym["lon"]
        near = [distance((e.lat, e.lon), point) <= NEAR_KM for e in found]
        counts["all"] += 1
        counts["listed"] += bool(found)
        counts["near"] += any(near)
        counts["first"] += near[:1] == [True]
    return counts


def candidates(words: str, gazetteer: Gazetteer) -> Iterator[Entry]:
    """All places that the gazetteer lists under these words, the best known first."""
    key = normal(words)
    yield from gazetteer.lookup(words)
    if key in demonyms():
        yield from gazetteer.lookup(demonyms()[key])
    code = abbreviations()[1].get(words)
    area = gazetteer.area(code) if code else None
    if area:
        yield area
    if key.startswith(_ARTICLE):
        yield from gazetteer.lookup(key.removeprefix(_ARTICLE))


def _toponyms(source: Path) -> Iterator[dict[str, Any]]:
    with source.open(encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            yield from (t for t in document["toponyms"] if t.get("lat") is not None)
