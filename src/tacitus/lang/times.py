"""Time expressions of English news and history: where they stand, what they mean, which days they cover.

The words and the rules are in data/lexicons/times.toml; values follow TimeML's TIMEX3 (ISO 8601 with its
extensions), on request TIMEX2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tacitus.lang.time_calendar import Reading, Type
from tacitus.lang.time_context import Context
from tacitus.lang.time_grammar import Match, Words, find_matches, grammar, words_of
from tacitus.lang.time_resolve import Resolver
from tacitus.lang.time_values import Style, interval
from tacitus.model import Basis, When

# A text whose full dates lie so many years off the day it was written is told as history: its partial dates
# take their year from the date told last, not from the day of writing.
_HISTORY_YEARS = 3
# Days of writing outside these years are faults of the data; reckoning from them would leave the calendar
_YEARS = range(1000, 9000)
# so many dates with a year must be there before that is judged
_HISTORY_DATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """An expression at [start, end): its TIMEX `type` and `value`, and the days it covers.

    `when` is None where the words name no days ("three days", "now", a year that is not known); "in the past
    three days" names those up to the day of writing. `kind` says
    how the value was come by: explicit, partial, weekday, relative, event-relative, clock, into, holiday,
    range, duration, set, reference, vague. `basis` is STATED for a date written in full, INFERRED where the
    day of writing or the text before was needed.
    """

    start: int
    end: int
    type: Type
    value: str
    kind: str
    when: When | None = None
    basis: Basis = Basis.STATED


def find_times(
    text: str,
    anchor: date | None = None,
    *,
    narrative: bool | None = None,
    style: Style = "timex3",
    lexicon: str = "times",
) -> tuple[TimeExpression, ...]:
    """All time expressions of `text`, in order.

    `anchor` is the day of writing, where known. `narrative` True: partial dates take the year of the date
    told last; None decides by the text (see `is_narrative`). With style "timex2" decades and fractions are
    written as in TIDES, and words for a time told elsewhere ("that period") are given, without a value.
    """
    if anchor is not None and anchor.year not in _YEARS:
        anchor = None
    words, context, matches = _matched(text, style, lexicon)
    if narrative is None:
        narrative = is_narrative(words, matches, anchor)
    resolver = Resolver(context, anchor, narrative, style)
    resolver.month_first = grammar(lexicon).month_first
    found = []
    for match in matches:
        reading = resolver.read(match)
        if reading is not None:
            found.append(_expression(words, match, reading))
    return tuple(found)


@lru_cache(maxsize=2)
def _matched(text: str, style: Style, lexicon: str) -> tuple[Words, Context, tuple[Match, ...]]:
    """What of a text does not hang on the day of writing. Kept for the text at hand: it is read once to find
    that day in it, and again to reckon from it."""
    tables = grammar(lexicon)
    words = words_of(text, tables)
    context = Context(words, style)
    return words, context, tuple(find_matches(words, tables, context.accept, style))


def is_narrative(words: Words, matches: Sequence[Match], anchor: date | None) -> bool:
    """True without a day of writing, and where most of the years named lie far from it."""
    if anchor is None:
        return True
    years = [
        int(t.text)
        for m in matches
        if m.kind == "calendar"
        for t in words.tokens[m.first : m.last]
        if t.shape == "Y4"
    ]
    far = sum(abs(y - anchor.year) > _HISTORY_YEARS for y in years)
    return len(years) >= _HISTORY_DATES and 2 * far > len(matches)


def _expression(words: Words, match: Match, reading: Reading) -> TimeExpression:
    days = _days(reading)
    basis = Basis.STATED if reading.kind in ("explicit", "range") else Basis.INFERRED
    clock = reading.value.partition("T")[2]
    when = None
    if days:
        first, last = days
        if clock == "24:00" and last < date.max:  # midnight ends one day and begins the next
            clock, last = "00:00", last + timedelta(days=1)
        when = When(
            earliest=first,
            latest=last,
            time=clock if ":" in clock else None,
            zone=_zone(words, match),
            basis=basis,
        )
    return TimeExpression(
        start=words.tokens[match.first].start,
        end=words.tokens[match.last - 1].end,
        type=reading.type,
        value=reading.value,
        kind=reading.kind,
        when=when,
        basis=basis,
    )


def _zone(words: Words, match: Match) -> str | None:
    """The IANA name of the zone that the words name for a clock time; such names invert the sign."""
    offset = next(
        (t.classes["ZONE"] for t in words.tokens[match.first : match.last] if "ZONE" in t.classes), None
    )
    return None if offset is None else f"Etc/GMT{-offset:+d}" if offset else "UTC"


def _days(reading: Reading) -> tuple[date, date] | None:
    if reading.span is not None:
        return reading.span
    if reading.type not in ("DATE", "TIME"):
        return None
    first, _, last = reading.value.partition("/")
    begin, end = interval(first), interval(last or first)
    return (begin[0], end[1]) if begin and end else None
