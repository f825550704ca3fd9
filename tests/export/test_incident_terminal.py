"""What the list of incidents and one incident look like in a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from tacitus.export.incident_terminal import most_disputed, print_incidents, short_days
from tacitus.store.views import IncidentRow

ROW = IncidentRow(
    id="inc-1", title="bombing, Izmir, 4 May 2019", occurrence="established", review_status="unreviewed",
    day_first="2019-05-04", day_last="2019-05-04", country="TR", place="Izmir",
    killed_low=3, killed=5, killed_high=5, report_count=2,
)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2019-05-04", "2019-05-04", "4 May 2019"),
        ("2019-05-04", "2019-05-06", "4–6 May 2019"),
        ("2019-05-01", "2019-05-31", "May 2019"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2019-04-30", "2019-05-02", "30 Apr 2019 to 2 May 2019"),
    ],
)
def test_days_are_short(first: str, last: str, shown: str) -> None:
    assert short_days(date.fromisoformat(first), date.fromisoformat(last)) == shown


def test_a_line_shows_place_kind_toll_and_doubt() -> None:
    out = StringIO()
    rows = [ROW, replace(ROW, id="inc-2", occurrence="disputed", day_first="", day_last="", killed=None)]
    assert print_incidents(Console(file=out, width=100), rows) == 2
    first, second = out.getvalue().splitlines()[1:]
    assert first.split() == ["4", "May", "2019", "Izmir,", "TR", "bombing", "5", "(3–5)", "2", "inc-1"]
    assert "bombing (disputed)" in second


def test_a_denied_act_is_more_disputed_than_a_wide_toll() -> None:
    denied = replace(ROW, id="inc-2", occurrence="disputed", killed_low=4, killed=4, killed_high=4)
    assert most_disputed([ROW, denied]) == "inc-2"
    assert most_disputed([ROW, replace(ROW, id="inc-3", killed_low=1)]) == "inc-3"
    assert most_disputed([replace(ROW, killed_low=5)]) is None
