"""MAVERICK's coded rows linked without their `event_id`: by day, place, actors, target and tolls.

`python -m benchmarks maverick-links`. A row becomes the signature of a report, its source the page; no text
is read but the source's headline. Twice: by the shipped weights, of which none is fitted to these rows, and
by weights of the same features fitted in five folds of the events, each pair scored by rows of other folds.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.fit_links import fit_signed, sign_of
from benchmarks.suites import BENCH
from tacitus.link import Rarity, Signature, link
from tacitus.link.block import candidates
from tacitus.link.cluster import JOIN, partition
from tacitus.link.compare import Side, features, forbidden
from tacitus.model import Figure, Place, When

Row = Mapping[str, str]

FOLDS = 5

PRECISION = {1: "country", 2: "admin1", 3: "town", 4: "town", 5: "site", 6: "site"}
"""MAVERICK's geo_precision in our words."""
COUNTRY = {"Ivory Coast": "CI", "Kenya": "KE"}
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"\b[A-ZÀ-Ý][^\W\d_]+")
_PAGE = re.compile(r"^(.*?) ?\((\d{4}-\d\d-\d\d)\) ?(.*)$")
"""A source: the outlet, the day it was published, its headline."""


def run_maverick_links(path: Path = BENCH / "maverick" / "reports.csv") -> int:
    """Print B-cubed and pairwise figures of the clusters."""
    if not path.exists():
        sys.stderr.write(f"no rows at {path}\n")
        return 2
    with path.open(encoding="utf-8", newline="") as file:
        rows = {f"rep-{n:05}": row for n, row in enumerate(csv.DictReader(file))}
    signatures = [signature_of(ident, row) for ident, row in rows.items()]
    known = {ident: row["event_id"] for ident, row in rows.items()}
    print(f"{len(rows)} rows, {len(set(known.values()))} events")
    for name, clusters in (
        ("shipped weights", link(signatures).clusters),
        ("weights in folds", _linked_in_folds(signatures, known)),
    ):
        found = {ident: number for number, cluster in enumerate(clusters) for ident in cluster}
        print(f"{name}: {len(clusters)} clusters")
        print("  B-cubed  P {:.2f} R {:.2f} F1 {:.2f} (goal 90)".format(*b_cubed(known, found)))
        print("  pairwise P {:.2f} R {:.2f} F1 {:.2f}".format(*pairwise(known, found)))
    return 0


def _linked_in_folds(
    signatures: Sequence[Signature], known: Mapping[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Clusters by weights that were fitted to neither of the folds that a pair's rows are in."""
    rarity = Rarity.shipped()
    nodes = sorted(signatures, key=lambda s: s.report)
    sides = [Side.of(node, rarity) for node in nodes]
    fold = [crc32(known[node.report].encode()) % FOLDS for node in nodes]
    pairs = [(i, j) for i, j in candidates(nodes, rarity) if not forbidden(nodes[i], nodes[j])]
    values = [features(sides[i], sides[j], rarity) for i, j in pairs]
    names = list(values[0])
    x = np.array([[row[name] for name in names] for row in values])
    y = np.array([known[nodes[i].report] == known[nodes[j].report] for i, j in pairs], dtype=float)
    signs = np.array([sign_of(name) for name in names])
    weights = {}
    for a, b in combinations_with_replacement(range(FOLDS), 2):
        other = np.array([not {a, b} & {fold[i], fold[j]} for i, j in pairs])
        weights[a, b] = fit_signed(x[other], y[other], np.zeros(int(other.sum())), signs)

    def total(i: int, j: int) -> float:
        row = features(sides[i], sides[j], rarity)
        chosen = weights[min(fold[i], fold[j]), max(fold[i], fold[j])]
        return float(np.array([row[name] for name in names]) @ chosen)

    edges = [(i, j, score) for i, j in pairs if (score := total(i, j)) >= JOIN]
    parts = partition(nodes, edges, total, {})
    return tuple(tuple(sorted(nodes[n].report for n in part)) for part in parts)


def signature_of(ident: str, row: Row) -> Signature:
    """The row as what the linker knows of a report."""
    page = _PAGE.match(row["source"])
    headline = page[3] if page else row["source"]
    written = " ".join([headline, row["city"], row["location"], row["actor1"], row["actor2"], row["target"]])
    places = (row["city"], row["location"])
    days = sorted(
        date.fromisoformat(row[k]) for k in ("date_start", "date_end")
    )  # one row ends before it begins
    names = {w.lower() for text in (headline, *places) for w in _NAME.findall(text)}
    return Signature(
        report=ident,
        document=row["source"],
        role="main",
        voice=ident,
        published=date.fromisoformat(page[2]) if page else None,
        day=When(earliest=days[0], latest=days[1]),
        places=_places(row),
        types=tuple(t for t in (row["event_context"],) if t not in ("", "Unknown")),
        killed=_figure(row, "deaths"),
        injured=_figure(row, "injuries"),
        names=tuple(sorted(names)),
        title=tuple(sorted({w.lower() for w in _WORD.findall(headline)})),
        words=tuple(sorted(Counter(w.lower() for w in _WORD.findall(written)).items())),
        actors=tuple(sorted({a for a in (row["actor1"].lower(), row["actor2"].lower()) if _is_known(a)})),
        targets=tuple(t for t in (row["target"],) if t not in ("", "Unknown", "Other")),
        sites=tuple(s for s in (row["location"].lower(),) if s),
    )


def _is_known(actor: str) -> bool:
    return bool(actor) and not actor.startswith("unknown")


def _places(row: Row) -> tuple[Place, ...]:
    name = row["city"] or row["location"] or row["country"]
    precision = PRECISION[int(float(row["geo_precision"]))]
    country = COUNTRY[row["country"]]
    lat, lon = (float(row[k]) if row[k] else None for k in ("latitude", "longitude"))
    return (Place(name=name, lat=lat, lon=lon, country=country, precision=precision),)


def _figure(row: Row, column: str) -> Figure | None:
    bounds = [row[f"{column}_{end}"] for end in ("low", "best", "high")]
    if not all(bounds):
        return None
    low, best, high = (int(float(value)) for value in bounds)
    return Figure(low=min(low, best), high=max(high, best), point=best)


def b_cubed(known: Mapping[str, str], found: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 in per cent (Bagga and Baldwin 1998)."""
    both = Counter((known[i], found[i]) for i in known)
    events, clusters = Counter(known.values()), Counter(found.values())
    precision = sum(n * n / clusters[c] for (_, c), n in both.items()) / len(known)
    recall = sum(n * n / events[e] for (e, _), n in both.items()) / len(known)
    return _percent(precision, recall)


def pairwise(known: Mapping[str, str], found: Mapping[str, int]) -> tuple[float, float, float]:
    """The same over pairs of rows."""
    both = sum(n * (n - 1) for n in Counter((known[i], found[i]) for i in known).values())
    of_found, of_known = (sum(n * (n - 1) for n in Counter(m.values()).values()) for m in (found, known))
    return _percent(both / (of_found or 1), both / (of_known or 1))


def _percent(precision: float, recall: float) -> tuple[float, float, float]:
    total = precision + recall
    return 100 * precision, 100 * recall, 200 * precision * recall / total if total else 0.0
