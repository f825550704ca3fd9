"""The time grammar: expression -> value and days, what is no time, and its cost on garbage."""

from __future__ import annotations

import time
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.lang.lexicon import load
from tacitus.lang.time_values import (
    Point,
    add_days,
    duration,
    easter,
    interval,
    nth_weekday,
    of_date,
    weekday_near,
)
from tacitus.lang.times import TimeExpression, find_times
from tacitus.model import Basis, When

GROUPS = tomllib.loads((Path(__file__).parents[1] / "cases" / "times.toml").read_text(encoding="utf-8"))[
    "group"
]
ROWS = [(group, row) for group in GROUPS for row in group["rows"]]
WRITTEN = date(2021, 6, 16)


def read(text: str, **options: Any) -> tuple[TimeExpression, ...]:
    return find_times(text, WRITTEN, **options)


@pytest.mark.parametrize(("group", "row"), ROWS, ids=[f"{g['note'][:12]}-{r[0]}" for g, r in ROWS])
def test_expression_has_its_value(group: dict[str, Any], row: list[str]) -> None:
    text, words, kind, value, *days = row
    anchor = date.fromisoformat(group["anchor"]) if "anchor" in group else None
    found = find_times(text, anchor, narrative=group.get("narrative"), style=group.get("style", "timex3"))
    got = {(text[t.start : t.end], t.type, t.value): t.when for t in found}
    assert (words, kind, value) in got
    if days:
        when = got[words, kind, value]
        assert ([str(when.earliest), str(when.latest)] if when else ["", ""]) == days


@pytest.mark.parametrize(
    "text",
    [
        "They may leave.",
        "Troops march on the capital.",
        "A second man was hurt.",
        "The sun shone.",
        "Prices fall quickly.",
        "Water came from a spring.",
        "He had 1998 votes.",
        "The team won 3:2.",
        "It cost $1998.",
        "Call 555-2015.",
        "a quarter of the houses",
        "a man in his late 50s",
        "The 34-year-old driver left.",
        "Psalm 23:4 was read.",
        "The price is $5 million a year.",
        "On 31 February 2020 nothing happened.",
        "It burned in the 1900 block of Mill Road.",
        "It stands at 1236 Red Road.",
        "",
    ],
)
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert read(text) == ()


def test_days_of_a_value() -> None:
    assert interval("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))
    assert interval("2021-W24") == (date(2021, 6, 14), date(2021, 6, 20))
    assert interval("2021-W24-WE") == (date(2021, 6, 19), date(2021, 6, 20))
    assert interval("2021-Q2") == (date(2021, 4, 1), date(2021, 6, 30))
    assert interval("199") == (date(1990, 1, 1), date(1999, 12, 31))
    assert interval("18") == (date(1800, 1, 1), date(1899, 12, 31))
    for nothing in (
        "P3D",
        "PXY",
        "PAST_REF",
        "BC0480",
        "XXXX-04",
        "0000",
        "2021-13",
        "2021-02-30",
        "2021-W60",
        "",
    ):
        assert interval(nothing) is None


def test_range_of_years_covers_both() -> None:
    (found,) = read("Records for 2015-16 were lost.")
    assert found.when is not None
    assert (found.when.earliest, found.when.latest) == (date(2015, 1, 1), date(2016, 12, 31))


def test_full_date_is_stated_and_relative_day_inferred() -> None:
    (full,) = read("It burned on 3 April 1998.")
    (relative,) = read("It burned yesterday.")
    assert full.when is not None
    assert full.when.basis is Basis.STATED
    assert relative.when is not None
    assert relative.when.basis is Basis.INFERRED


def test_clock_time_is_kept() -> None:
    (found,) = read("It burned at 7:05 p.m. on Tuesday.")
    assert found.when is not None
    assert (found.when.earliest, found.when.time) == (date(2021, 6, 15), "19:05")


def test_unknown_year_gives_no_days() -> None:
    assert all(t.when is None for t in find_times("It burned on Tuesday, 3 April.", None, narrative=False))


def test_capitals_are_read_like_small_letters() -> None:
    plain = read("The mill burned on 3 April 1998 and last night.")
    shouted = read("THE MILL BURNED ON 3 APRIL 1998 AND LAST NIGHT.")
    assert [t.value for t in plain] == [t.value for t in shouted]


def test_history_is_told_by_its_distant_years() -> None:
    text = "In 1801 it began. In 1802, 1803 and 1804 it went on. In 1805 it ended. In June it rained."
    assert read(text)[-1].value == "1805-06"


def test_expressions_are_in_order_and_disjoint() -> None:
    text = (
        "On Monday, 3 May 2021, at 5 p.m., two days after the 2020 fire, last week was the worst of 10 years."
    )
    last = 0
    for found in read(text):
        assert last <= found.start < found.end
        last = found.end


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2090, 12, 31)))
def test_written_day_is_read_back(day: date) -> None:
    text = f"It burned on {day.day} {day:%B} {day.year}."
    (found,) = find_times(text, WRITTEN)
    assert found.when is not None
    assert (found.when.earliest, found.when.latest) == (day, day)


FORMS = (
    "{day.day} {month} {day.year}",
    "{month} {day.day}, {day.year}",
    "the {nth} of {month} {day.year}",
    "{month} {nth}, {day.year}",
    "{weekday}, {month} {day.day}, {day.year}",
    "{weekday} {day.day} {month} {day.year}",
    "{short}. {day.day}, {day.year}",
    "{day.year:04d}-{day.month:02d}-{day.day:02d}",
    "{day.month}/{day.day}/{day.year}",
    "the early hours of {day.day} {month} {day.year}",
)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 12, 31)), st.sampled_from(FORMS))
def test_every_way_of_writing_a_day_is_read_back(day: date, form: str) -> None:
    end = "th" if 4 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    written = form.format(
        day=day, month=f"{day:%B}", weekday=f"{day:%A}", short=f"{day:%b}", nth=f"{day.day}{end}"
    )
    if written.startswith("May."):
        return  # May has no short form
    (found,) = find_times(f"It burned on {written} in the north.", WRITTEN)
    assert found.when is not None, written
    assert (found.when.earliest, found.when.latest) == (day, day), written


def when_read(words: str, anchor: date) -> When:
    (found,) = find_times(f"The mill burned {words}.", anchor, narrative=False)
    assert found.when is not None
    return found.when


ANCHORS = st.dates(min_value=date(1600, 1, 1), max_value=date(2400, 12, 31))


@given(ANCHORS, st.integers(2, 2000))
def test_days_ago_are_counted_back(anchor: date, count: int) -> None:
    day = anchor - timedelta(days=count)
    assert when_read(f"{count} days ago", anchor) == When(earliest=day, latest=day, basis=Basis.INFERRED)


@given(
    ANCHORS, st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
)
def test_a_day_of_the_week_is_the_last_of_its_name(anchor: date, name: str) -> None:
    found = when_read(f"on {name}", anchor)
    assert found.days == 1
    assert found.earliest is not None
    assert f"{found.earliest:%A}" == name
    assert 0 <= (anchor - found.earliest).days < 7


@given(st.integers(1600, 2400))
def test_on_new_years_day_last_month_is_december_and_weeks_are_whole(year: int) -> None:
    anchor = date(year, 1, 1)
    assert when_read("last month", anchor).earliest == date(year - 1, 12, 1)
    assert when_read("yesterday", anchor).latest == date(year - 1, 12, 31)
    this, last = when_read("this week", anchor), when_read("last week", anchor)
    assert (this.days, last.days) == (7, 7)
    assert this.earliest is not None
    assert this.latest is not None
    assert this.earliest <= anchor <= this.latest
    assert last.latest == this.earliest - timedelta(days=1)


@given(st.integers(400, 600).map(lambda n: 4 * n).filter(lambda y: y % 100 != 0 or y % 400 == 0))
def test_a_year_and_a_month_before_29_february(year: int) -> None:
    anchor = date(year, 2, 29)
    assert when_read("a year ago", anchor).earliest == date(year - 1, 1, 1)
    twelve = when_read("12 months ago", anchor)
    assert (twelve.earliest, twelve.latest) == (date(year - 1, 2, 1), date(year - 1, 2, 28))
    assert when_read("yesterday", anchor).earliest == date(year, 2, 28)


@pytest.mark.parametrize("name", sorted(load("times")["words"]["ZONE"]))
def test_a_named_zone_is_kept_with_the_hour(name: str) -> None:
    (found,) = find_times(f"It burned at 5 p.m. {name}.", WRITTEN)
    assert found.when is not None
    assert found.when.zone is not None
    offset = datetime(2021, 6, 15, tzinfo=ZoneInfo(found.when.zone)).utcoffset()
    assert offset == timedelta(hours=load("times")["words"]["ZONE"][name])


def test_an_hour_without_a_zone_has_none() -> None:
    (found,) = read("It burned at 5 p.m. on Tuesday.")
    assert found.when is not None
    assert found.when.zone is None


@given(st.dates(min_value=date(1, 1, 2)), st.integers(-3000, 3000))
def test_days_add_up(day: date, count: int) -> None:
    try:
        moved = day + timedelta(days=count)
    except OverflowError:
        return
    assert add_days(of_date(day), count) == of_date(moved)


@given(st.dates(min_value=date(1, 2, 1), max_value=date(9998, 1, 1)), st.integers(1, 7))
def test_weekday_near_is_that_weekday(day: date, weekday: int) -> None:
    for direction in (-2, -1, 1, 2):
        point = weekday_near(of_date(day), weekday, direction)
        near = date(point.year, point.month or 1, point.day or 1)
        assert near.isoweekday() == weekday
        assert abs((near - day).days) <= 7


@given(st.integers(1, 9998), st.sampled_from(["SP", "SU", "FA", "WI", "Q1", "Q4", "H1", "H2", "W01", "W52"]))
def test_every_point_covers_days_in_order(year: int, sub: str) -> None:
    days = Point(year=year, sub=sub).days
    assert days is not None
    assert days[0] <= days[1]


LEXICON = load("times")
PIECES = [
    *sorted({w for row in LEXICON["words"].values() for w in row}),
    *[
        "31",
        "12",
        "1998",
        "0",
        "999",
        "12:30",
        "99/99/99",
        "2/30/2000",
        "into",
        "new",
        "'99",
        "5pm",
        "0061",
        "2359",
        "9999",
        "1990s",
        "60s",
        "1/2",
        "31st",
    ],
    *["fiscal", "10000000000", "3.5", "o'clock", ",", "-", "(", ".", "'s"],
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=9),
    st.sampled_from([None, date.min, date.max, date(2020, 2, 29)]),
    st.sampled_from([None, True, False]),
    st.booleans(),
)
def test_any_row_of_words_is_read_without_fault(
    words: list[str], anchor: date | None, narrative: bool | None, loud: bool
) -> None:
    text = " ".join(words).upper() if loud else " ".join(words)
    for style in ("timex3", "timex2"):
        last = 0
        for found in find_times(text, anchor, narrative=narrative, style=style):
            assert last <= found.start < found.end <= len(text)
            last = found.end


def test_years_before_christ_leap_like_the_others() -> None:
    assert add_days(Point(year=-480, month=12, day=31), 1) == Point(year=-479, month=1, day=1)


def test_movable_feasts() -> None:
    assert [easter(y) for y in (1961, 2000, 2024)] == [date(1961, 4, 2), date(2000, 4, 23), date(2024, 3, 31)]
    assert nth_weekday(2024, 11, 4, 4) == date(2024, 11, 28)


def test_durations_are_written_as_the_guidelines_have_it() -> None:
    assert duration(2.5, "TH") == "PT2H30M"
    assert duration(0.5, "TH") == "PT30M"
    assert duration(None, "F") == "PXW"
    assert duration(1, "CE", "timex2") == "P1CE"


@pytest.mark.parametrize(
    "unit",
    ["one ", "last ", "the ", "2015-", "early ", "3 May ", "1/", "ten or ", "a.m. ", "'s ", "\n\n", "9:"],
)
def test_cost_grows_with_length_alone(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        find_times(text, WRITTEN)
        return time.process_time() - begin

    cost(1000)
    assert cost(100_000) < max(60 * cost(10_000), 1.0)
