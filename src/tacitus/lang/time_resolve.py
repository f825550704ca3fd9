"""From the frame of an expression to its value, given the day of writing or the day last spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tacitus.lang.time_context import Context
from tacitus.lang.time_frames import Frame, clock_of, fold, number_of, spoken_year
from tacitus.lang.time_grammar import Match, Token
from tacitus.lang.time_values import (
    Point,
    Style,
    add_days,
    add_months,
    duration,
    easter,
    nth_weekday,
    of_date,
    quarter_of,
    valid_day,
    week_of,
    weekday_near,
    with_clock,
)

Type = Literal["DATE", "TIME", "DURATION", "SET"]
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# How far ahead, in words, the year of the second of two linked dates may stand
_YEAR_REACH = 7
# Days that a date without a year may lie ahead of the day of writing, by the tense of the nearest verb: a year
# is left out for what is near. Measured on TimeBank and AQUAINT dev.
_AHEAD = {-1: 75, 0: 120, 1: 300}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression means: its type, value, the point where it is one, and how it was come by."""

    type: Type
    value: str
    kind: str
    point: Point | None = None


class Resolver:
    """Reads the expressions of one text in order; what was read last is what the next may lean on."""

    def __init__(self, context: Context, anchor: date | None, narrative: bool, style: Style) -> None:
        self.context = context
        self.base = of_date(anchor) if anchor else None
        self.narrative = narrative
        self.style: Style = style
        self.month_first = True
        self.ref: Point | None = None
        self.quarter: Point | None = None
        self.by_quarter = False

    def read(self, match: Match) -> Reading | None:
        """The meaning of a match, None where its words turn out to mean no time."""
        tokens = self.context.tokens[match.first : match.last]
        if match.kind == "ref":
            return Reading(type="DATE", value=match.value, kind="reference")
        if match.kind == "vague":
            return Reading(type="DATE", value="", kind="vague")
        if match.kind in ("relunit", "deictic") and self.context.is_title(match):
            return None
        frame = fold(tokens, self.month_first)
        reading = getattr(self, f"_{match.kind}")(frame, match, tokens)
        if reading is not None and reading.point is not None:
            self._lean_on(reading, match)
        return reading  # type: ignore[no-any-return]

    def _lean_on(self, reading: Reading, match: Match) -> None:
        """Later expressions are reckoned from this one; in a history not from an aside in brackets, nor from a
        year that is itself only reckoned ("two years later")."""
        point = reading.point
        if point is None or not point.year:
            return
        reckoned = reading.kind == "relative" and point.month is None and point.sub is None
        if self.narrative and self.ref is not None and (reckoned or self.context.in_brackets(match)):
            return
        self.ref = replace(point, clock=None)

    def _now(self, anaphoric: bool) -> Point | None:
        """The point that "last", "next", "ago" or "later" is reckoned from."""
        if self.narrative:
            return self.ref or self.base
        return (self.ref if anaphoric else self.base) or self.base

    def _dated(self, point: Point, kind: str) -> Reading:
        return Reading(type="TIME" if point.clock else "DATE", value=str(point), kind=kind, point=point)

    # ---- calendar ----

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
            if kind == "partial" and (self.quarter is None or self._is_over(point)):
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
            if token.text in ("and", "to", "or", "through") or token.shape == "DASH":
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
        """The year that brings the month or day nearest to the day of writing; the verb decides between two."""
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
        if frame.month is None and "-" in rule:
            frame.month = int(rule.split("-")[0])
        new_year = frame.word is None
        if new_year and frame.eve:
            frame.month, rule = 12, "12-31"
        year, kind = self._year(frame, match, frame.month or 4)
        clock = "NI" if any(t.text.lower() == "night" for t in tokens) else frame.part
        if year is None:
            return Reading(type="DATE", value=f"XXXX-{rule}" if len(rule) == 5 else "XXXX", kind="holiday")
        point = _holiday_in(year, rule)
        if point is None:
            return None
        if frame.eve and not new_year:
            point = add_days(point, -1)
        return self._dated(with_clock(point, clock), "holiday" if kind != "explicit" else kind)

    # ---- relative to now ----

    def _deictic(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        clock = frame.clock or frame.part
        base = self._now(anaphoric=False)
        plain = frame.deictic == 0 and not clock
        if self.base is None and plain:
            return Reading(type="DATE", value="PRESENT_REF", kind="reference")
        if base is None or base.day is None:
            value = "XXXX-XX-XX" + (f"T{clock}" if clock else "")
            return Reading(type="TIME" if clock else "DATE", value=value, kind="relative")
        return self._dated(with_clock(add_days(base, frame.deictic or 0), clock), "relative")

    def _partday(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        anaphoric = frame.rel is None or frame.ana
        base = self._now(anaphoric)
        part = frame.part or "NI"
        named = frame.rel is not None or any("THE" in t.classes or t.text.lower() == "one" for t in tokens)
        if not named and not self.narrative and not self.context.has(match.first - 1, "PREP"):
            return Reading(type="TIME", value=f"XXXX-XX-XXT{part}", kind="relative")
        if base is None or base.day is None:
            known = _unknown_day(base) if self.style == "timex2" and base else "XXXX-XX-XX"
            return Reading(type="TIME", value=f"{known}T{part}", kind="relative")
        shift = frame.rel or 0
        if shift == -1 and part != "NI" and not frame.ana:
            shift = -1
        return self._dated(with_clock(add_days(base, shift), part), "relative")

    def _clock(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        clock = self._clock_text(frame, tokens)
        if clock is None:
            return None
        if frame.month or frame.weekday or frame.year:
            frame.clock = clock
            return self._calendar(frame, match, tokens)
        if frame.deictic is not None:
            frame.clock = clock
            return self._deictic(frame, match, tokens)
        base = self._now(anaphoric=True)
        if base is None or base.day is None:
            return Reading(type="TIME", value=f"XXXX-XX-XXT{clock}", kind="clock")
        shift = (frame.rel or 0) if frame.part == "NI" else 0
        return self._dated(with_clock(add_days(base, shift), clock), "clock")

    def _clock_text(self, frame: Frame, tokens: Sequence[Token]) -> str | None:
        texts = [t.text.lower() for t in tokens]
        if frame.clock is None:
            hour = number_of([t for t in tokens if t.classes.keys() & {"W1", "WT"} or t.shape == "DAYN"][:1])
            if hour is None:
                return None
            half = next((t.classes["AMPM"] for t in tokens if "AMPM" in t.classes), None)
            if half is None and frame.part:
                half = 0 if frame.part == "MO" else 12
            frame.clock = clock_of(f"{int(hour)}:{'30' if 'half' in texts else '00'}", half)
        clock = clock_of(frame.clock, None)
        return None if clock > "24:59" else clock

    def _relunit(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        unit = frame.unit or "D"
        if frame.latest or frame.rel is None:
            return self._article_unit(frame, unit, match)
        base = self._now(frame.ana)
        if unit[0] == "T":
            return (
                None
                if frame.rel == 0
                else Reading(type="DURATION", value=duration(1, unit, self.style), kind="duration")
            )
        if tokens[-2].text.lower() == "past" and unit not in ("WE", "Y"):
            return Reading(type="DURATION", value=duration(1, unit, self.style), kind="duration")
        return self._shifted(base, unit, frame.rel, 1)

    def _article_unit(self, frame: Frame, unit: str, match: Match) -> Reading | None:
        """ "the quarter", "the end of the year": the one that was spoken of, else that of the day of writing."""
        if frame.month:
            point = self._calendar(frame, match, ())
            if point is None or point.point is None or point.point.day is None:
                return None
            return self._dated(week_of(point.point), "explicit")
        following = self.context.at(match.last)
        if unit == "Y" and following is not None and following.text in ("ended", "ending"):
            return Reading(type="DURATION", value=duration(1, unit, self.style), kind="duration")
        base = self._now(anaphoric=unit in ("Q", "D") or self.narrative)
        if unit == "WE" and base is not None and base.day is not None:
            return self._dated(_weekend(base), "relative")
        if unit == "Q" and base is not None and (base.sub or "").startswith("Q"):
            return self._dated(base, "relative")
        return self._shifted(base, unit, 0, 1)

    def _period(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        """ "the quarter", "a year earlier", "the year-ago period": measured by the quarter the text speaks of."""
        base = self._now(anaphoric=False)
        if base is None:
            return None
        if frame.year is not None:
            sub = self.quarter.sub if self.quarter is not None and self.by_quarter else None
            return self._dated(Point(year=frame.year, sub=sub), "relative" if sub else "explicit")
        years = (frame.sign or frame.rel or 0) if any(t.text.lower() == "year" for t in tokens) else 0
        if years and not self.by_quarter and tokens[-1].text.lower() != "quarter":
            return self._dated(Point(year=(self.ref or base).year - 1), "relative")
        quarter = self.quarter
        if quarter is None and not self.narrative:
            quarter = quarter_of(base, -1 if frame.rel is None else 0)
        if quarter is None or (frame.rel is not None and not years and not frame.ana):
            return self._shifted(base, "Q", 0, 1)
        sub = f"Q{frame.ordinal}" if frame.ordinal in (1, 2, 3, 4) else quarter.sub
        return self._dated(replace(quarter, year=quarter.year + years, sub=sub), "relative")

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

    # ---- offsets ----

    def _offset(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        unit = frame.unit or "Y"
        amount = amount_of(tokens)
        after = self.context.at(match.last)
        event = tokens[-1].text.lower() in ("before", "after") and after is not None
        if event and after is not None and after.shape not in ("STOP", "COMMA", "PARA", "CLOSE", "SIGN"):
            if self.style == "timex2" and amount is not None and self.ref is not None:
                return self._shifted(self.ref, unit, frame.sign, amount)
            return Reading(type="DURATION", value=duration(amount, unit, self.style), kind="event-relative")
        if amount is None:
            value = "FUTURE_REF" if frame.sign > 0 else "PAST_REF"
            return Reading(type="DATE", value=value, kind="relative")
        base = self._now(frame.from_ref)
        if frame.weekday is not None or frame.month is not None:
            return self._calendar(frame, match, tokens)
        if unit == "Y" and amount == 1 and frame.sign < 0 and self.by_quarter and self.quarter is not None:
            return self._dated(replace(self.quarter, year=self.quarter.year - 1), "relative")
        return self._shifted(base, unit, frame.sign or -1, amount)

    def _shifted(self, base: Point | None, unit: str, sign: int, amount: float) -> Reading | None:
        """The unit of time that lies so many units from `base`."""
        if base is None:
            return Reading(type="DATE", value=_UNKNOWN.get(unit, "XXXX"), kind="relative")
        point = shift(base, unit, sign * amount)
        if point is not None:
            if unit in ("DE", "CE"):
                width = 3 if unit == "DE" else 2
                value = str(Point(year=point.year)).removeprefix("BC")[:width]
                return Reading(type="DATE", value=("BC" if point.year < 0 else "") + value, kind="relative")
            return self._dated(point, "relative")
        return Reading(type="DATE", value=_unknown_day(base), kind="relative")

    def _into(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        """ "80 minutes into the new year": reckoned from the first moment of what follows "into"."""
        cut = next(k for k, t in enumerate(tokens) if t.text.lower() == "into")
        amount = amount_of(tokens[:cut]) or 0.0
        span, unit = fold(tokens[cut + 1 :], self.month_first), fold(tokens[:cut]).unit or "D"
        if any(t.text.lower() == "a" or t.text.lower() == "an" for t in tokens[:cut]) and not amount:
            amount = 1.0
        base = self._now(anaphoric=False)
        if span.weekday or span.deictic is not None:
            day = self._calendar(span, match, tokens[cut + 1 :])
            start = day.point if day else None
        else:
            year = span.year or (base.year if base else None)
            start = Point(year=year, month=1, day=1) if year else None
        return _moment(start, amount, unit)

    # ---- stretches and repeats ----

    def _duration(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        unit = frame.unit or "D"
        amount = amount_of(tokens)
        texts = [t.text.lower() for t in tokens]
        if unit == "Q" and amount == 1 and not frame.plural:
            return None
        if amount is None:
            if texts[0] in ("future", "coming"):
                return Reading(type="DATE", value="FUTURE_REF", kind="reference")
        return Reading(type="DURATION", value=duration(amount, unit, self.style), kind="duration")

    def _set(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        value = _repeat(frame, tokens, self.style)
        return Reading(type="SET", value=value, kind="set") if value else None

    def _decade(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        digits = "".join(c for c in frame.decade or "" if c.isdigit())
        if len(digits) == 4:
            value = digits[:3]
        else:
            century = next((t.classes["WT"] for t in tokens if "WT" in t.classes), None)
            base = self._now(anaphoric=True)
            value = f"{century or (base.year // 100 if base and base.year > 0 and self.narrative else 19)}{digits[0]}"
        return Reading(type="DATE", value=("BC" if frame.era == -1 else "") + value, kind="explicit")

    def _century(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        if not frame.ordinal:
            return None
        value = f"{'BC' if frame.era == -1 else ''}{frame.ordinal - 1:02d}"
        return Reading(type="DATE", value=value, kind="explicit")

    def _yearrange(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        first = int(tokens[0].text)
        last = first // 100 * 100 + int(tokens[-1].text)
        return Reading(type="DATE", value=f"{first:04d}/{last:04d}", kind="range")


def _weekend(base: Point) -> Point:
    """The weekend nearest to a day: on Monday to Wednesday the one just over."""
    early = week_of(base) == week_of(add_days(base, 3))
    return week_of(base, -1 if early else 0, weekend=True)


_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}


def _unknown_day(base: Point) -> str:
    month = f"-{base.month:02d}" if base.month and not base.sub else "-XX"
    return f"{Point(year=base.year)}{month}-XX"


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
    """The year of "last May" or "next autumn": the nearest whole one before or after; "this May" is of the year."""
    here, wide = base.month or 1, 3 if frame.month is None else 1
    if frame.rel == -1:
        return base.year - (month + wide > here)
    if frame.rel == 1:
        return base.year + (month <= here)
    return base.year


def _holiday_in(year: int, rule: str) -> Point | None:
    if not 1 <= year <= 9998:
        return None
    if rule == "easter":
        return of_date(easter(year))
    parts = [int(p) for p in rule.split("-")]
    if len(parts) == 3:
        return of_date(nth_weekday(year, *parts))
    return Point(year=year, month=parts[0], day=parts[1])


def shift(base: Point, unit: str, amount: float) -> Point | None:
    """`base` moved by `amount` units and told as finely as the unit; None where `base` is too coarse for that."""
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


def _moment(start: Point | None, amount: float, unit: str) -> Reading:
    minutes = int(amount * {"TS": 1 / 60, "TM": 1, "TH": 60}.get(unit, 0))
    if unit[0] != "T":
        point = None if start is None else shift(start, unit, amount)
        return Reading(type="DATE", value=str(point) if point else "XXXX", kind="into", point=point)
    clock = f"{minutes % 1440 // 60:02d}:{minutes % 60:02d}"
    if start is None:
        return Reading(type="TIME", value=f"XXXX-01-01T{clock}", kind="into")
    point = with_clock(add_days(start, minutes // 1440), clock)
    return Reading(type="TIME", value=str(point), kind="into", point=point)


def amount_of(tokens: Sequence[Token]) -> float | None:
    """How many units; of a range the first; None for "several"; 1 for "a" or no number at all beside one unit."""
    numbers: list[Token] = []
    for k, token in enumerate(tokens):
        if "VAGUE" in token.classes:
            return None
        joins = token.text in ("or", "to") or (token.shape == "DASH" and bool(numbers))
        if joins and numbers and _number_follows(tokens, k) and not _compound(tokens, k):
            break
        numbers.append(token)
    value = number_of([t for t in numbers if "ORD" not in t.classes])
    if value is not None:
        return 1.5 if value == 0.5 and any(t.text == "and" for t in tokens) else value
    plural = any("UNITS" in t.classes for t in tokens)
    return None if plural else 1.0


def _number_follows(tokens: Sequence[Token], k: int) -> bool:
    return (
        k + 1 < len(tokens)
        and number_of(tokens[k + 1 : k + 2]) is not None
        and number_of(tokens[:k]) is not None
    )


def _compound(tokens: Sequence[Token], k: int) -> bool:
    """ "twenty-four": the dash joins one number."""
    return k > 0 and "WX" in tokens[k - 1].classes and tokens[k].shape == "DASH"


_SET_TIMEX2 = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}


def _repeat(frame: Frame, tokens: Sequence[Token], style: Style) -> str | None:
    """P1D, P1W, XXXX-WXX-2 …: what "every" or "daily" repeats."""
    if frame.weekday is not None:
        return f"XXXX-WXX-{frame.weekday}" + (f"T{frame.part}" if frame.part else "")
    if frame.part or frame.freq == "NI":
        return f"XXXX-XX-XXT{frame.part or 'NI'}"
    if frame.month or frame.season:
        return f"XXXX-{frame.season}" if frame.season else f"XXXX-{frame.month:02d}"
    unit = frame.freq or frame.unit
    if unit is None:
        return None
    count = next((t.classes["ORD"] for t in tokens if "ORD" in t.classes), None)
    if any(t.text.lower() == "other" for t in tokens):
        count = 2
    rate = any(t.text.lower() == "per" for t in tokens)
    if style == "timex2" and not count and not rate and unit in _SET_TIMEX2:
        return _SET_TIMEX2[unit]
    amount = count or amount_of([t for t in tokens if "EVERY" not in t.classes])
    return duration(amount, unit, style)
