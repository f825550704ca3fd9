"""MAVERICK's own aggregations through the rule books, on its rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]


@pytest.mark.shared
@pytest.mark.skipif(
    not (HOUSE.parent / "shared" / "bench" / "maverick").is_dir(), reason="the rows of MAVERICK are not there"
)
def test_the_three_aggregations_agree_and_so_do_the_published_figures() -> None:
    command = [sys.executable, "-m", "benchmarks", "maverick"]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    block = done.stdout.partition("what was published\n")[2].partition("\n\n")[0]
    rows = [line.split() for line in block.splitlines()]
    assert len(rows) == 7
    for name, ours, published in rows:
        assert ours == published, name
