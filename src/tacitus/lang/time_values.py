"""Time values: calendar arithmetic, TIMEX3 / TIMEX2 strings, and the days that a value covers.

Years before Christ are negative (-480 is 480 BC, written BC0480); such values cover no days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Style = Literal["timex3", "timex2"]

# 400 Gregorian years are a whole number of weeks and days, so days before the year 1 are reckoned 2,000 on
_SHIFT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A calendar place: a year at least; the finer fields as far as known.

    `sub` is a season (SP SU FA WI), quarter (Q1..4), half (H1, H2) or week (W01..53, W07-WE), with `month`
    and `day` None. `clock` is what follows T: a part of day (NI) or a clock time (16:30).
    """

    year: int
    month: int | None = None
    day: int | None = None
    sub: str | None = None
    clock: str | None = None

    def __str__(self) -> str:
        out = f"{self.year:04d}" if self.year > 0 else f"BC{-self.year:04d}"
        if self.sub:
            out += f"-{self.sub}"
        elif self.month:
            out += f"-{self.month:02d}"
            if self.day:
                out += f"-{self.day:02d}"
        if self.clock:
            out += f"T{self.clock}"
        return out

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day; None before the year 1."""
        return interval(str(self))


def valid_day(year: int, month: int, day: int) -> bool:
    """True when the month has that day in that year."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year if year > 0 else year + _SHIFT, month)[1]


def of_date(day: date) -> Point:
    """The day as a point."""
    return Point(year=day.year, month=day.month, day=day.day)


def _as_date(point: Point) -> tuple[date, int]:
    shift = _SHIFT if point.year <= 0 else 0
    return date(point.year + shift, point.month or 1, point.day or 1), shift


def add_days(point: Point, days: int) -> Point:
    """`point` must have a day. Clock and part of day are dropped."""
    day, shift = _as_date(point)
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        return Point(year=point.year)
    return Point(year=moved.year - shift, month=moved.month, day=moved.day)


def add_months(point: Point, months: int) -> Point:
    """The month so many months on; a point without a month keeps its year alone."""
    if point.month is None:
        return Point(year=point.year)
    total = point.year * 12 + point.month - 1 + months
    return Point(year=total // 12, month=total % 12 + 1)


def week_of(point: Point, weeks: int = 0, weekend: bool = False) -> Point:
    """The ISO week of a day, moved by `weeks`."""
    day, shift = _as_date(add_days(point, 7 * weeks))
    iso = day.isocalendar()
    return Point(year=iso.year - shift, sub=f"W{iso.week:02d}" + ("-WE" if weekend else ""))


def quarter_of(point: Point, quarters: int = 0) -> Point:
    """The quarter of a month, moved by `quarters`."""
    total = point.year * 4 + ((point.month or 1) - 1) // 3 + quarters
    return Point(year=total // 4, sub=f"Q{total % 4 + 1}")


def weekday_near(base: Point, weekday: int, direction: int) -> Point:
    """The day of that name (1 = Monday): -1 on or before, 1 on or after, -2 and 2 strictly so."""
    day, _ = _as_date(base)
    gap = (day.isoweekday() - weekday) % 7
    if direction < 0:
        return add_days(base, -(gap or 7) if direction == -2 else -gap)
    ahead = (7 - gap) % 7
    return add_days(base, (ahead or 7) if direction == 2 else ahead)


def weekend_near(base: Point) -> Point:
    """The weekend nearest to a day: on Monday to Wednesday the one just over."""
    early = week_of(base) == week_of(add_days(base, 3))
    return week_of(base, -1 if early else 0, weekend=True)


def shift(base: Point, unit: str, amount: float) -> Point | None:
    """`base` moved by `amount` units and told as finely as the unit; None where `base` is too coarse."""
    count = int(amount) if amount == int(amount) else int(amount // 1)
    if abs(count) > 10**6:
        return None
    if unit in ("Y", "DE", "CE", "ML"):
        years = count * {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[unit]
        year = base.year + years
        return Point(year=year) if -9999 < year < 9999 and year else None
    if unit == "M" and base.month:
        return add_months(base, count)
    if unit == "Q" and base.month:
        return quarter_of(base, count)
    if base.day is None or abs(count) > 10**5:
        return None
    if unit in ("W", "F", "WE"):
        return week_of(base, count * (2 if unit == "F" else 1), weekend=unit == "WE")
    return add_days(base, count) if unit == "D" else add_days(base, 0)


def easter(year: int) -> date:
    """Easter Sunday (Gregorian), by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth day of that name (1 = Monday) in the month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])"
    r"|H(?P<h>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?$"
)
# Days that a season may mean in the northern half of the earth, meteorological and astronomical taken
# together; "winter 1994" is either end of the year.
_SEASONS = {"SP": ((3, 1), (6, 21)), "SU": ((6, 1), (9, 22)), "FA": ((9, 1), (12, 21))}


def interval(value: str) -> tuple[date, date] | None:
    """First and last day that a DATE or TIME value covers; None for what names none (PXY, BC0480)."""
    if value.isdigit() and len(value) in (2, 3):
        scale = 10 ** (4 - len(value))
        first = int(value) * scale
        return (date(first, 1, 1), date(first + scale - 1, 12, 31)) if first else None
    m = _VALUE.match(value)
    if not m or m["year"] == "0000":
        return None
    year = int(m["year"])
    if m["month"]:
        return _month_or_day(year, int(m["month"]), m["day"])
    if m["week"]:
        return _week(year, int(m["week"]), bool(m["we"]))
    if m["q"] or m["h"]:
        width = 3 if m["q"] else 6
        last = int(m["q"] or m["h"]) * width
        return date(year, last - width + 1, 1), date(year, last, monthrange(year, last)[1])
    if m["season"] == "WI":
        return date(year, 1, 1), date(min(year + 1, 9999), 3, 21)
    (m1, d1), (m2, d2) = _SEASONS.get(m["season"] or "", ((1, 1), (12, 31)))
    return date(year, m1, d1), date(year, m2, d2)


def _month_or_day(year: int, month: int, day: str | None) -> tuple[date, date] | None:
    if not 1 <= month <= 12:
        return None
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if not valid_day(year, month, int(day)):
        return None
    exact = date(year, month, int(day))
    return exact, exact


def _week(year: int, week: int, weekend: bool) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6)


_TIMEX3_UNITS = {"F": ("W", 2), "DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000), "WE": ("W", 1)}
_TIMEX2_UNITS = {"F": ("W", 2), "Q": ("M", 3), "ML": ("ML", 1), "WE": ("W", 1)}
_PARTS = {"TH": ("TM", 60), "TM": ("TS", 60), "Y": ("M", 12)}  # the unit that a half is told in


def duration(amount: float | None, unit: str, style: Style = "timex3") -> str:
    """P3D, PT80M, PXY (amount None); TIMEX3 tells two and a half years as P2Y6M, TIMEX2 as P2.5Y."""
    units = _TIMEX3_UNITS if style == "timex3" else _TIMEX2_UNITS
    if amount is None and style == "timex3":
        return _period("X", {"F": "W", "WE": "W"}.get(unit, unit))
    name, factor = units.get(unit, (unit, 1))
    if amount is None:
        return _period("X", name)
    total = amount * factor
    whole = int(total)
    rest = ""
    if total != whole and style == "timex3" and name in _PARTS:
        part, size = _PARTS[name]
        rest = _period(str(round((total - whole) * size)), part).lstrip("PT")
        if not whole:
            return _period(rest[:-1], part)
        return _period(str(whole), name) + rest
    return _period(f"{total:g}" if total < 10**15 else str(whole), name)


def _period(amount: str, unit: str) -> str:
    return f"PT{amount}{unit[1]}" if unit[0] == "T" else f"P{amount}{unit}"


def with_clock(point: Point, clock: str | None) -> Point:
    """The same day at that clock time or part of day."""
    return replace(point, clock=clock)
