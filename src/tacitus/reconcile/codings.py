"""How a standard writes a vague day or place: the day it is put on, and its precision code.

Pure functions of one value; the rules in words are in lexicons/rule_books.toml (date, place).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tacitus.model import Place, When

_WEEK, _MONTH = 7, 31
_PLACE_CODES = {
    "acled": {"site": 1, "town": 1, "admin2": 2, "admin1": 3, "region": 3},
    "gtd": {"site": 1, "town": 1, "admin2": 3, "admin1": 4, "country": 5, "region": 5},
    "ucdp": {"site": 1, "town": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6},
}
_PLACE_NAMES = {"acled": "geo_precision", "gtd": "specificity", "ucdp": "where_prec"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """`day` is the one day written (None: none is, or the format writes the range); `precision` the code
    of the format (None: it has none, or does not code the like); `words` for the trace."""

    day: date | None = None
    precision: int | None = None
    words: str


def coded_day(profile: str, when: When) -> Coded | None:
    """The day under `acled`, `gtd` or `ucdp`; None for a profile that keeps the interval as it is."""
    days = when.days
    if profile == "acled":
        return _acled_day(when, days)
    if profile == "ucdp":
        limits = ((1, 1), (_WEEK - 1, 2), (_WEEK, 3), (_MONTH, 4))
        code = 5 if days is None else next((code for most, code in limits if days <= most), 5)
        return Coded(day=when.earliest, precision=code, words=f"date_prec {code}")
    if profile == "gtd":
        first, last = when.earliest, when.latest
        if first is None or last is None or first.year != last.year:
            return Coded(words="day and month 0")
        if first == last:
            return Coded(day=first, words="exact day")
        return Coded(words="day 0" if first.month == last.month else "day and month 0")
    return None


def _acled_day(when: When, days: int | None) -> Coded:
    if days is None or when.earliest is None or days > _MONTH:
        return Coded(words="too vague to be coded")
    if days == 1:
        return Coded(day=when.earliest, precision=1, words="time_precision 1")
    middle = when.earliest + timedelta(days=(days - 1) // 2)
    code, name = (2, "mid-week") if days <= _WEEK else (3, "mid-month")
    return Coded(day=middle, precision=code, words=f"{name}, {middle}, time_precision {code}")


def coded_place(profile: str, place: Place) -> Coded | None:
    """The precision of a place under `acled`, `gtd` or `ucdp`; None for other profiles."""
    codes = _PLACE_CODES.get(profile)
    if codes is None:
        return None
    code = codes.get(place.precision or "")
    name = _PLACE_NAMES[profile]
    return Coded(precision=code, words=f"{name} {code}" if code else f"{name}: too vague to be coded")


def divided(profile: str, total: int, among: int) -> tuple[float, ...]:
    """A total over `among` days or places, shared out: `acled` in whole numbers, the odd ones to the first;
    `gtd` evenly with fractions. Other profiles keep one row. Raises ValueError for `among` below 1."""
    if among < 1:
        raise ValueError(f"nothing to divide among: {among}")
    if profile == "gtd":
        return (total / among,) * among
    if profile == "acled":
        share, odd = divmod(total, among)
        return (share + odd, *[share] * (among - 1))
    return (total,)
