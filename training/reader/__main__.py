"""python -m reader CONFIG [STAGE…]"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from reader.base import fetch_base
from reader.export import export
from reader.fit import train
from reader.joins import fit_joins
from reader.measure import measure
from reader.prepare import prepare
from reader.settings import Settings, read_settings

STAGES: dict[str, tuple[Callable[[Settings], None], ...]] = {
    "prepare": (fetch_base, prepare),
    "train": (train,),
    "export": (export,),
    "joins": (fit_joins,),
    "measure": (measure,),
}


def main(arguments: list[str]) -> int:
    """Run the named stages, or all. Exit codes: 0 done, 2 wrong use."""
    if not arguments or not set(arguments[1:]) <= set(STAGES):
        sys.stderr.write(f"python -m reader CONFIG [{'|'.join(STAGES)}]…\n")
        return 2
    settings = read_settings(Path(arguments[0]))
    for stage in arguments[1:] or STAGES:
        for step in STAGES[stage]:
            step(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
