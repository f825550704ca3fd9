"""A timeline as plain SVG: a bar a month or a year, each a link that narrows the selection to its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tacitus.desk.selection import Selection

WIDTH, HEIGHT = 600, 90
"""Of the picture, in its own units; the page stretches it."""
MOST = 60
"""Bars by month; more months than this become bars by year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of days: where its bar stands, what it counts, the address that asks for it alone."""

    x: float
    y: float
    width: float
    height: float
    label: str
    number: int
    killed: int
    query: str


def bars(months: Sequence[tuple[str, int, int]], chosen: Selection) -> tuple[Bar, ...]:
    """Bars for `months`, as `views.months` gives them; stretches without an incident leave a gap."""
    if not months:
        return ()
    first, last = months[0][0], months[-1][0]
    by_month = _number(last) - _number(first) < MOST
    counts: dict[str, tuple[int, int]] = {}
    for month, number, killed in months:
        key = month if by_month else month[:4]
        before = counts.get(key, (0, 0))
        counts[key] = before[0] + number, before[1] + killed
    step = 1 if by_month else 12
    begin = _number(first) // step
    total = _number(last) // step - begin + 1
    most = max(number for number, _ in counts.values())
    width = WIDTH / max(total, 12)
    made = []
    for key, (number, killed) in counts.items():
        since, until = _days(key)
        height = max(2.0, HEIGHT * number / most)
        made.append(
            Bar(
                x=round((_number(key) // step - begin) * width, 2), y=round(HEIGHT - height, 2),
                width=round(max(1.0, width - 1.5), 2), height=round(height, 2), label=key, number=number,
                killed=killed, query=chosen.query(since=str(since), until=str(until)),
            )
        )  # fmt: skip
    return tuple(made)


def _number(key: str) -> int:
    year, _, month = key.partition("-")
    return int(year) * 12 + (int(month) - 1 if month else 0)


def _days(key: str) -> tuple[date, date]:
    year, _, month = key.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = date(int(year), int(month), 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
