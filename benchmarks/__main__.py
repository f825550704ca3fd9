"""python -m benchmarks SCORER INPUT OUTPUT    run the product on INPUT, write the prediction to OUTPUT
python -m benchmarks all [--only TEXT]      run and score every dev suite of ../shared/bench; print one table
python -m benchmarks speed [DOCUMENTS]      documents per second a core and peak memory of each stage
python -m benchmarks maverick               three rule books against a plain computation on MAVERICK's rows
python -m benchmarks reposts                are copies of one text one voice, and two texts two
python -m benchmarks killed [dev|train]     the dead of GVA's incidents, once their pages are linked
python -m benchmarks maverick-links         MAVERICK's rows linked without event_id
python -m benchmarks calibration            how often parties of each confidence are right
python -m benchmarks errors muc4            the worst pages, gold beside ours, as HTML in bench-out
python -m benchmarks swaps                  what changes as the perpetrator is another kind of actor
python -m benchmarks ceiling                what the gazetteer's candidates allow on LGL and GeoVirus
python -m benchmarks scale [DOCUMENTS…]     ingest, link and resolve the demo set repeated to so many pages
python -m benchmarks links [REPORTS…]       link so many made-up reports one batch after the other
python -m benchmarks desk INCIDENTS STORE   how fast the desk answers; the store is made where there is none

SCORER is muc4, merge, counts, quotes, places, times, pages, dates or eventtypes. A runner converts formats
and does nothing else of its own; it never reads a gold file.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

SCORERS = ("counts", "dates", "eventtypes", "merge", "muc4", "pages", "places", "quotes", "times")


def predict(scorer: str, source: Path, target: Path) -> None:
    """Run the product on one suite's input and write what it predicts."""
    runner = importlib.import_module(f"benchmarks.{scorer}")
    made = runner.predict(source)
    target.write_text(json.dumps(made, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Exit codes: 0 done, 2 wrong use."""
    match arguments:
        case ["all", *rest]:
            from benchmarks.suites import run_all

            return run_all(rest[1] if rest[:1] == ["--only"] and len(rest) > 1 else "")
        case ["speed", *rest]:
            from benchmarks.speed import run_speed

            return run_speed(int(rest[0]) if rest else 200)
        case ["maverick"]:
            from benchmarks.maverick import run_maverick

            return run_maverick()
        case ["reposts"]:
            from benchmarks.reposts import run_reposts

            return run_reposts()
        case ["killed", *rest]:
            from benchmarks.killed import run_killed

            return run_killed(*rest[:1])
        case ["maverick-links"]:
            from benchmarks.maverick_links import run_maverick_links

            return run_maverick_links()
        case ["calibration"]:
            from benchmarks.calibration import run_calibration

            return run_calibration()
        case ["errors", "muc4"]:
            from benchmarks.errors import run_errors

            return run_errors()
        case ["swaps"]:
            from benchmarks.swaps import run_swaps

            return run_swaps()
        case ["ceiling"]:
            from benchmarks.ceiling import run_ceiling

            return run_ceiling()
        case ["scale", *rest]:
            from benchmarks.scale import run_scale

            return run_scale(tuple(map(int, rest)) or (1_000, 5_000, 20_000))
        case ["links", *rest]:
            from benchmarks.scale_links import run_scale_links

            return run_scale_links(tuple(map(int, rest)) or (10_000, 100_000, 1_000_000))
        case ["desk", incidents, path] if incidents.isdecimal():
            from benchmarks.desk import run_desk

            return run_desk(int(incidents), Path(path))
        case [scorer, source, target] if scorer in SCORERS and Path(source).exists():
            predict(scorer, Path(source), Path(target))
            return 0
    sys.stderr.write(__doc__ or "")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
