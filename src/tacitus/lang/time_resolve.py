"""From the frame of an expression to its value, given the day of writing or the day last spoken of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tacitus.lang.time_amounts import amount_of, repeat, stretch
from tacitus.lang.time_calendar import Calendar, Reading
from tacitus.lang.time_frames import Frame, clock_of, fold, number_of
from tacitus.lang.time_grammar import Match, Token
from tacitus.lang.time_values import (
    Point,
    add_days,
    duration,
    quarter_of,
    shift,
    week_of,
    weekend_near,
    with_clock,
)


class Resolver(Calendar):
    """Reads the expressions of one text in order; what was read last is what the next may lean on."""

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
        if frame.rel == 1 and "THE" in tokens[0].classes and match.kind in ("relunit", "partday"):
            frame.ana = True  # "next week" is seen from today, "the next week" from the day told last
        reading = getattr(self, f"_{match.kind}")(frame, match, tokens)
        if reading is not None and reading.point is not None:
            self._lean_on(reading, match)
        return reading  # type: ignore[no-any-return]

    def _lean_on(self, reading: Reading, match: Match) -> None:
        """Later expressions are reckoned from this one, but see `_is_aside`."""
        point = reading.point
        if point is None or not point.year:
            return
        if not (self.narrative and self.ref is not None and self._is_aside(reading, point, match)):
            self.ref = replace(point, clock=None)
            if point.day is not None:
                self.day_ref = self.ref

    def _is_aside(self, reading: Reading, point: Point, match: Match) -> bool:
        """A history does not move on to what stands in brackets, nor to a bare year that is reckoned ("two
        years later"), looked forward to or back on ("since 1812")."""
        if self.context.in_brackets(match):
            return True
        if point.month is not None or point.sub is not None:
            return False
        before = self.context.at(match.first - 1)
        since = before is not None and before.text.lower() == "since"
        return reading.kind == "relative" or since or self.context.tense(match) == 1

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
        return None if clock is None else self._at_clock(frame, match, tokens, clock)

    def _at_clock(self, frame: Frame, match: Match, tokens: Sequence[Token], clock: str) -> Reading | None:
        if frame.month or frame.weekday or frame.year:
            frame.clock = clock
            return self._calendar(frame, match, tokens)
        if frame.deictic is not None:
            frame.clock = clock
            return self._deictic(frame, match, tokens)
        base = self._now(anaphoric=True)
        if base is None or base.day is None:
            base = None if self.narrative else self.day_ref or self.base
        if base is None:
            return Reading(type="TIME", value=f"XXXX-XX-XXT{clock}", kind="clock")
        shift = (frame.rel or 0) if frame.part == "NI" else 0
        return self._dated(with_clock(add_days(base, shift), clock), "clock")

    def _military(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        """ "at 0530 this morning", "1400 GMT"."""
        clock = f"{tokens[0].text[:2]}:{tokens[0].text[2:]}"
        if clock > "23:59" or clock[3:] > "59":
            return None
        rest = fold(tokens[1:], self.month_first)
        return self._at_clock(rest, match, tokens[1:], clock)

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
        if unit == "WE" and frame.rel == 0 and base is not None and base.day is not None:
            return self._dated(weekend_near(base), "relative")
        if self._is_of(match) and frame.rel == -1 and unit in ("D", "W", "M"):
            return Reading(type="DURATION", value=duration(1, unit, self.style), kind="duration")
        if tokens[-2].text.lower() == "past" and unit not in ("WE", "Y"):
            return Reading(type="DURATION", value=duration(1, unit, self.style), kind="duration")
        return self._shifted(base, unit, frame.rel, 1)

    def _article_unit(self, frame: Frame, unit: str, match: Match) -> Reading | None:
        """ "the quarter", "the end of the year": the one spoken of, else that of the day of writing."""
        if frame.month:
            point = self._calendar(frame, match, ())
            if point is None or point.point is None or point.point.day is None:
                return None
            return self._dated(week_of(point.point), "explicit")
        following = self.context.at(match.last)
        if unit == "Y" and following is not None and following.text.lower() in ("ended", "ending"):
            return Reading(type="DURATION", value=duration(1, unit, self.style), kind="duration")
        base = self._now(anaphoric=unit in ("Q", "D") or self.narrative)
        if unit == "WE" and base is not None and base.day is not None:
            return self._dated(weekend_near(base), "relative")
        if unit == "Q" and base is not None and (base.sub or "").startswith("Q"):
            return self._dated(base, "relative")
        return self._shifted(base, unit, 0, 1)

    def _period(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        """ "the quarter", "a year earlier", "the year-ago period": by the quarter the text speaks of."""
        base = self._now(anaphoric=False)
        if base is None:
            return None
        if frame.year is not None:
            sub = self.quarter.sub if self.quarter is not None and self.by_quarter else None
            return self._dated(Point(year=frame.year, sub=sub), "relative" if sub else "explicit")
        years = (frame.sign or frame.rel or 0) if any(t.text.lower() == "year" for t in tokens) else 0
        if years and not self.by_quarter and tokens[-1].text.lower() != "quarter":
            told = self._compared_year(base) if frame.from_ref else base.year
            return self._dated(Point(year=told - 1), "relative")
        quarter = self.quarter
        if quarter is None and not self.narrative:
            quarter = quarter_of(base, -1 if frame.rel is None else 0)
        if quarter is None or (frame.rel is not None and not years and not frame.ana):
            return self._shifted(base, "Q", 0, 1)
        self.by_quarter = True
        sub = f"Q{frame.ordinal}" if frame.ordinal in (1, 2, 3, 4) else quarter.sub
        return self._dated(replace(quarter, year=quarter.year + years, sub=sub), "relative")

    def _compared_year(self, base: Point) -> int:
        """What "a year earlier" is reckoned from: this year where last year is already compared with."""
        if self.narrative or self.base is None:
            return base.year
        told = self.ref.year if self.ref is not None else base.year
        return self.base.year if told == self.base.year - 1 else told

    # ---- offsets ----

    def _offset(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        unit = frame.unit or "Y"
        amount = amount_of(tokens)
        after = self.context.at(match.last)
        event = tokens[-1].text.lower() in ("before", "after") and after is not None
        event = event and "PAST" not in after.classes if after is not None else False
        if (
            event
            and after is not None
            and after.shape not in ("STOP", "COMMA", "PARA", "CLOSE", "SIGN", "ED")
        ):
            if self.style == "timex2" and amount is not None and self.ref is not None:
                return self._shifted(self.ref, unit, frame.sign, amount)
            return Reading(type="DURATION", value=duration(amount, unit, self.style), kind="event-relative")
        if amount is None:
            value = "FUTURE_REF" if frame.sign > 0 else "PAST_REF"
            span = None if frame.from_ref else self._from_today(None, unit, frame.sign or -1)
            return Reading(type="DATE", value=value, kind="relative", span=span)
        base = self._now(frame.from_ref)
        if frame.weekday is not None or frame.month is not None:
            return self._day_ago(frame, match, tokens)
        if unit[0] == "T" and base is not None and base.day is not None:
            return self._hours_off(base, amount, unit, frame)
        if unit == "Y" and amount != int(amount):
            unit, amount = "M", amount * 12
        if unit == "Y" and amount == 1 and frame.sign < 0 and self.by_quarter and self.quarter is not None:
            return self._dated(replace(self.quarter, year=self.quarter.year - 1), "relative")
        if unit == "Y" and amount == 1 and frame.sign < 0 and frame.from_ref and base is not None:
            base = Point(year=self._compared_year(base))
        reading = self._shifted(base, unit, frame.sign or -1, amount)
        if reading is None or frame.sign > 0:
            return reading
        return replace(reading, span=self._either(tokens, amount, unit))

    def _day_ago(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        """ "Monday two weeks ago", "3 May two years ago": the day of that name, so much earlier."""
        names = {"MONTH", "MONTHA", "MONTHB", "WEEKDAY"}
        last = max((k for k, t in enumerate(tokens) if t.classes.keys() & names), default=0)
        rest = tokens[last:] if len(tokens) - last > 1 else tokens[:last]
        amount = int(amount_of([t for t in rest if t.shape != "Y4"]) or 1)
        if frame.unit == "Y" and frame.month is not None and self.base is not None:
            frame.year = self.base.year - amount
        day = self._calendar(frame, match, tokens)
        if day is None or day.point is None or day.point.day is None or frame.unit != "W":
            return day
        return self._dated(add_days(day.point, -7 * amount), day.kind)

    def _hours_off(self, base: Point, amount: float, unit: str, frame: Frame) -> Reading:
        """ "48 hours ago" is the day before yesterday, "six hours ago" may be yesterday; "an hour later" is a
        stretch, as TimeML has it."""
        sign = frame.sign or -1
        days = min(amount * {"TH": 1, "TM": 1 / 60}.get(unit, 0) / 24, 10.0**5)
        near, far = add_days(base, sign * int(days)), add_days(base, sign * math.ceil(days))
        reading = self._dated(near, "relative")
        if frame.from_ref and self.style == "timex3":
            reading = replace(reading, type="DURATION", value=duration(amount, unit, self.style), point=None)
        elif frame.from_ref or self.narrative:
            return reading
        ends = sorted(day for point in (near, far) for day in point.days or ())
        return replace(reading, span=(ends[0], ends[-1]) if ends else None)

    def _either(self, tokens: Sequence[Token], amount: float, unit: str) -> tuple[date, date] | None:
        """The days of "two or three weeks ago", "a week or ten days ago": from the one to the other."""
        cut = next((k for k, t in enumerate(tokens) if k and t.text.lower() in ("or", "to")), None)
        if cut is None or self.base is None:
            return None
        last = fold(tokens[cut:], self.month_first)
        other = amount_of([t for t in tokens[cut + 1 :] if "AGO" not in t.classes])
        first_unit = fold(tokens[:cut], self.month_first).unit or last.unit or unit
        ends = [
            point.days
            for count, one in ((amount_of(tokens[:cut]) or amount, first_unit), (other, last.unit or unit))
            if count is not None and (point := shift(self.base, one, -count)) is not None
        ]
        days = [day for end in ends if end is not None for day in end]
        return (min(days), max(days)) if len(ends) == 2 and days else None

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
        if unit == "M" and "the" in texts:
            self.by_quarter = False
        some_day = texts == ["one", "day"] and self.context.has(match.first - 1, "FUTURE")  # "will one day"
        if some_day or (amount is None and texts[0] in ("future", "coming")):
            return Reading(type="DATE", value="FUTURE_REF", kind="reference")
        tied = frame.rel and frame.plural and not frame.ana and not self._is_of(match)
        span = self._from_today(amount, unit, frame.rel or 0) if tied else None
        return Reading(type="DURATION", value=duration(amount, unit, self.style), kind="duration", span=span)

    def _is_of(self, match: Match) -> bool:
        """ "the last three years of the war" are not those up to today."""
        following = self.context.at(match.last)
        return following is not None and following.text.lower() == "of"

    def _from_today(self, amount: float | None, unit: str, sign: int) -> tuple[date, date] | None:
        """The days that a stretch up to or from the day of writing covers; None in a history."""
        days = self.base.days if self.base is not None and not self.narrative else None
        return stretch(days[0], amount, unit, sign) if days is not None else None

    def _set(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        value = repeat(frame, tokens, self.style)
        return Reading(type="SET", value=value, kind="set") if value else None

    def _decade(self, frame: Frame, match: Match, tokens: Sequence[Token]) -> Reading | None:
        digits = "".join(c for c in frame.decade or "" if c.isdigit())
        if len(digits) == 4:
            value = digits[:3]
        else:
            century = next((t.classes["WT"] for t in tokens if "WT" in t.classes), None)
            base = self._now(anaphoric=True)
            told = base.year // 100 if base and base.year > 0 and self.narrative else 19
            value = f"{century or told}{digits[0]}"
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


_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}


def _unknown_day(base: Point) -> str:
    month = f"-{base.month:02d}" if base.month and not base.sub else "-XX"
    return f"{Point(year=base.year)}{month}-XX"


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
