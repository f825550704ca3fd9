"""MAVERICK's own aggregations through the rule books, on its rows."""

from __future__ import annotations

import pytest

from benchmarks.maverick import run_maverick
from benchmarks.suites import BENCH


@pytest.mark.shared
@pytest.mark.skipif(not (BENCH / "maverick").is_dir(), reason="the rows of MAVERICK are not there")
def test_the_three_aggregations_agree_and_so_do_the_published_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_maverick() == 0
    told = {
        line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line.split()
    }
    for name in ("events", "disagreement", "conflicting", "median", "upper", "mean", "max"):
        ours, published = told[name][:2] if name != "events" else ("407", "407")
        assert ours == published
