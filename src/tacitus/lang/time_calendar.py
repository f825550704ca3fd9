"""Dates, months, seasons, quarters, names of days and feasts: what lies on the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tacitus.lang.time_context import Context
from tacitus.lang.time_frames import Frame, fold, spoken_year
from tacitus.lang.time_grammar import Match, Token
from tacitus.lang.time_values import (
    Point,
    Style,
    add_days,
    easter,
    nth_weekday,
    of_date,
    valid_day,
    weekday_near,
    with_clock,
)

Type = Literal["DATE", "TIME", "DURATION", "SET"]
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# How far ahead, in words, the year of the second of two linked dates may stand
_YEAR_REACH = 7
# Days that a date without a year may lie ahead of the day of writing, by the tense of the nearest verb:
# a year is left out for what is near. Measured on TimeBank and AQUAINT dev.
_AHEAD = {-1: 75, 0: 120, 1: 300}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression means: its type, value, the point where it is one, and how it was come by.

    `span` are the first and last day of a stretch that is tied to the day of writing ("in the past 3 weeks").
    """

    type: Type
    value: str
    kind: str
    point: Point | None = None
    span: tuple[date, date] | None = None


class Calendar:
    """What is known on the way through one text, and the reading of calendar expressions."""

    def __init__(self, context: Context, anchor: date | None, narrative: bool, style: Style) -> None:
        self.context = context
        self.base = of_date(anchor) if anchor else None
        self.narrative = narrative
        self.style: Style = style
        self.month_first = True
        self.ref: Point | None = None
        self.day_ref: Point | None = None
        self.quarter: Point | None = None
        self.by_quarter = False

    def _now(self, anaphoric: bool) -> Point | None:
        """The point that "last", "next", "ago" or "later" is reckoned from."""
        if self.narrative:
            return self.ref or self.base
        return (self.ref if anaphoric else self.base) or self.base

    def _dated(self, point: Point, kind: str) -> Reading:
        return Reading(type="TIME" if point.clock else "DATE", value=str(point), kind=kind, point=point)

    def _deictic(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        raise NotImplementedError

    def _calendar(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        if match.guard == "wordyear":
            frame.year = spoken_year(tokens)
        if match.guard in ("eranumber", "yearpair") and frame.year and frame.year < 1000:
            frame.year = -frame.year
        if frame.deictic is not None and frame.month is None:
            return self._deictic(frame, match, tokens)
        clock = frame.clock or frame.part
        if frame.month is None and frame.weekday is not None:
            return self._weekday(frame, match, clock)
        if frame.year is None and frame.relunit is None:
            frame.year = spoken_year(tokens)
        if (
            self.narrative
            and self.ref is not None
            and self.ref.year > 0
            and any(t.shape == "YR2" for t in tokens)
        ):
            frame.year = self.ref.year // 100 * 100 + (frame.year or 0) % 100
        sub = self._sub(frame)
        if frame.month is None and sub is None and frame.year is None:
            return self._fiscal_year(frame)
        if frame.half and frame.month:
            frame.day = frame.ordinal = None  # "the second half of May"
        if frame.month and frame.ordinal and frame.day is None and frame.ordinal <= 31:
            frame.day = frame.ordinal
        day = None if sub else frame.day
        year, kind = self._year(frame, match, frame.month or _sub_month(sub))
        if year is None:
            return Reading(type="DATE", value=_unyeared(frame.month, day, sub, clock), kind="partial")
        if frame.month and day and not valid_day(year, frame.month, day):
            return None
        point = Point(
            year=year, month=None if sub else frame.month, day=day, sub=sub, clock=clock if day else None
        )
        if sub and sub[0] == "Q":
            self.by_quarter = True
            if kind != "explicit" and (self.quarter is None or self._is_over(point)):
                self.quarter = point
        elif frame.month is None and not sub:
            self.by_quarter = False
        return self._dated(point, kind)

    def _is_over(self, point: Point) -> bool:
        days, base = point.days, self.base.days if self.base else None
        return days is None or base is None or days[1] < base[0]

    def _sub(self, frame: Frame) -> str | None:
        if frame.month is not None:
            return None
        if frame.season:
            return frame.season
        if frame.unit == "Q" or frame.relunit == "Q":
            return f"Q{frame.ordinal}" if frame.ordinal in (1, 2, 3, 4) else None
        if frame.half and frame.ordinal in (1, 2):
            return f"H{frame.ordinal}"
        return "H2" if frame.half else None

    def _fiscal_year(self, frame: Frame) -> Reading | None:
        base = self._now(anaphoric=False)
        if not frame.fiscal or base is None:
            return None
        return self._dated(Point(year=base.year), "partial")

    def _year(self, frame: Frame, match: Match, month: int | None) -> tuple[int | None, str]:
        if frame.year is not None:
            if frame.year > 0 and frame.era is None and self._in_antiquity(frame.year):
                return -frame.year, "explicit"
            return frame.year, "explicit"
        ahead = self._year_ahead(match) if frame.month and frame.rel is None else None
        if ahead is not None:
            return ahead, "explicit"
        base = self._now(frame.ana)
        if base is None:
            return None, "partial"
        if frame.relunit == "Y":
            return base.year + (frame.rel or 0), "relative"
        if frame.rel is not None and month is not None:
            return _directed(base, month, frame), "relative"
        if self.narrative or month is None:
            return base.year, "partial"
        if frame.month is None:
            return base.year - (month > (base.month or 12) and self.context.tense(match) != 1), "partial"
        return self._nearest(base, frame, match), "partial"

    def _year_ahead(self, match: Match) -> int | None:
        """ "May 4 and 5, 1812", "March to June 1998": the year stands with the second of two."""
        linked = dated = False
        for token in self.context.tokens[match.last : match.last + _YEAR_REACH]:
            if token.text.lower() in ("and", "to", "or", "through") or token.shape == "DASH":
                linked = True
            elif not linked:
                return None
            elif token.shape in ("DAYN", "ORDD") or token.classes.keys() & {"MONTH", "MONTHA"}:
                dated = True
            elif token.shape == "Y4":
                return int(token.text) if dated else None
            elif token.shape != "COMMA" and token.text not in ("of", "the", "early", "late"):
                return None
        return None

    def _in_antiquity(self, year: int) -> bool:
        return self.context.ancient and year < 1000 and self.ref is not None and self.ref.year < 0

    def _nearest(self, base: Point, frame: Frame, match: Match) -> int:
        """The year that brings the month or day nearest to the day of writing; the verb may decide."""
        month, day = frame.month or 1, frame.day
        here = (base.month or 1) * 30 + (base.day or 15 if day else 15)
        ahead = (month * 30 + (day or 15) - here) % 360
        if month == base.month and day is None:
            return base.year
        tense = self.context.tense(match)
        future = ahead <= (_AHEAD[tense])
        passed = month * 30 + (day or 15) < here
        return base.year + passed if future else base.year - (not passed and ahead > 0)

    def _weekday(self, frame: Frame, match: Match, clock: str | None) -> Reading | None:
        base = self._now(frame.ana)
        if (
            frame.ana
            and self.day_ref is not None
            and (base is None or base.day is None or not self.narrative)
        ):
            base = self.day_ref
        weekday = frame.weekday or 1
        if base is None or base.day is None:
            value = f"XXXX-WXX-{weekday}" + (f"T{clock}" if clock else "")
            return Reading(type="TIME" if clock else "DATE", value=value, kind="weekday")
        if frame.relunit == "W":
            monday = weekday_near(base, 1, -1)
            point = add_days(monday, 7 * (frame.rel or 0) + weekday - 1)
        else:
            point = weekday_near(base, weekday, self._direction(frame, match))
        return self._dated(with_clock(point, clock), "weekday")

    def _direction(self, frame: Frame, match: Match) -> int:
        if frame.rel in (-1, 1):
            return 2 * frame.rel
        if self.narrative:
            return 1
        return 1 if self.context.tense(match) == 1 else -1

    def _holiday(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        rule = frame.word or "01-01"
        if frame.month is None and rule[0].isdigit():
            frame.month = int(rule.split("-")[0])
        new_year = frame.word is None
        if new_year and frame.eve:
            frame.month, rule = 12, "12-31"
        year, kind = self._year(frame, match, frame.month or 4)
        clock = "NI" if any(t.text.lower() == "night" for t in tokens) else frame.part
        if year is None:
            value = f"XXXX-{rule}" if rule[0].isdigit() and len(rule) == 5 else "XXXX"
            return Reading(type="DATE", value=value, kind="holiday")
        point = _holiday_in(year, rule)
        if point is None:
            return None
        if frame.eve and not new_year:
            point = add_days(point, -1)
        elif rule == "easter" and frame.weekday == 1:
            point = add_days(point, 1)
        return self._dated(with_clock(point, clock), "holiday" if kind != "explicit" else kind)

    def _rangeday(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        """ "6" of "6-7 January 1916", "5" of "May 4 and 5": the month stands in the other half."""
        every = self.context.tokens
        before, after = every[max(0, match.first - 3) : match.first], every[match.last : match.last + 7]
        other = fold(before, self.month_first)
        if other.month is None:
            other = fold(after, self.month_first)
        elif self.ref is not None and self.ref.month == other.month:
            other.year = self.ref.year
        frame.month, frame.year = other.month, other.year
        return self._calendar(frame, match, tokens)

    def _yearend(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        """ "16" of "1915-16"."""
        first = int(self.context.tokens[match.first - 2].text)
        return self._dated(Point(year=first // 100 * 100 + int(tokens[0].text)), "explicit")


def _unyeared(month: int | None, day: int | None, sub: str | None, clock: str | None) -> str:
    if sub or month is None:
        return f"XXXX-{sub}" if sub else "XXXX"
    return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "") + (f"T{clock}" if clock and day else "")


def _sub_month(sub: str | None) -> int | None:
    """The first month of a season, quarter or half."""
    if sub is None:
        return None
    if sub in _SEASON_MONTH:
        return _SEASON_MONTH[sub]
    return (int(sub[1]) - 1) * (3 if sub[0] == "Q" else 6) + 1


def _directed(base: Point, month: int, frame: Frame) -> int:
    """The year of "last May" or "next autumn": the nearest whole one; "this May" is of the year."""
    here, wide = base.month or 1, 3 if frame.month is None else 1
    if frame.rel == -1:
        return base.year - (month + wide > here)
    if frame.rel == 1:
        return base.year + (month <= here)
    return base.year


def _holiday_in(year: int, rule: str) -> Point | None:
    if not 1 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return add_days(of_date(easter(year)), int(rule.removeprefix("easter") or 0))
    parts = [int(p) for p in rule.split("-")]
    if len(parts) == 3:
        return of_date(nth_weekday(year, *parts))
    return Point(year=year, month=parts[0], day=parts[1])
