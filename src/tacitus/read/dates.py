"""The day a page was published: what its metadata, address and dateline say, weighed in a stated order.

Only dates with a day and a four-digit year count (two digits in an agency dateline of capitals). Nothing is
taken from the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tacitus.lang import lexicon
from tacitus.model import Basis, When

FIRST_YEAR, LAST_YEAR = 1970, 2100
_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/.]?)(\d\d?)\2(\d\d?)(?!\d)(T?[\sT]?\d\d:?\d\d[\d:.]*)?\s?(Z|[+-]00:?00)?"
)
_NUMBERS = re.compile(r"(?<![\d.:/])(\d\d?)\.?\s?([./-])\s?(\d\d?)\.?\s?\2\s?((?:19|20)\d\d)(?![\d])")
_DAY_FIRST = re.compile(
    r"(?<![\d:])(\d\d?)(?:\.|st|nd|rd|th|er|º|ª|-[а-яa-z]{1,2})?(?:\s+(?:de|of|d[’'])\s*|\s*[-./]\s*|\s+)"
    r"([^\W\d_]{3,12}(?: [^\W\d_]{4,7})?)\.?(?:\s+de[l]?\s+|\s*[-,./]\s*|\s+)((?:19|20)?\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,10})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)")
_EAST = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)/(\d\d?|[a-z]{3})/(\d\d?)(?=/)|[/_-]((?:19|20)\d\d)[-_](\d\d)[-_](\d\d)(?!\d)"
)
_PACKED_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")

_DATELINE = re.compile(r"([^\W\d_][^.!?]{2,90}?)(?:\s[-–—]{1,2}|\s?--|\)\s?[-–—:])\s")
_DATE_LINE_WORDS = 10
"""Words of a line that does nothing but give a date ("Published on Monday, 4 March 2019 at 10:30 am")."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A day as some part of a page states it; `universal` where it is given in universal time, so that the
    day on the spot may be the one before or after."""

    day: date
    universal: bool = False


def iso_day(text: str) -> Stated | None:
    """The first day in the manner of ISO 8601 ("2019-03-04T22:10:00Z", "20190304")."""
    for found in _ISO.finditer(text[:200]):
        if found[2] == "" and len(found[3] + found[4]) != 4:
            continue
        day = _day(found[1], found[3], found[4])
        if day:
            return Stated(day, bool(found[6] and found[5]))
    return None


def days_in(text: str, *, month_first: bool = False) -> Iterator[date]:
    """The full dates in `text`, in order of place: ISO, words and figures in the languages of the table."""
    found: list[tuple[int, date | None]] = []
    found += ((m.start(), _day(m[1], m[3], m[4])) for m in _ISO.finditer(text) if m[2])
    found += ((m.start(), _numbers(m, month_first)) for m in _NUMBERS.finditer(text))
    found += ((m.start(), _named(m[3], m[2], m[1])) for m in _DAY_FIRST.finditer(text))
    found += ((m.start(), _named(m[3], m[1], m[2])) for m in _MONTH_FIRST.finditer(text))
    found += ((m.start(), _day(m[1], m[2], m[3])) for m in _EAST.finditer(text))
    for _, day in sorted(((at, day) for at, day in found if day)):
        yield day


def any_day(text: str) -> Stated | None:
    """The first day, in whatever form."""
    return iso_day(text) or next((Stated(d) for d in days_in(text[:300])), None)


def day_in_address(url: str | None) -> date | None:
    """The day in the path of an address ("/2019/03/04/", "/2019/mar/04/", "2019-03-04")."""
    path = (url or "").partition("://")[2].partition("/")[2].partition("?")[0].lower()
    for found in _IN_ADDRESS.finditer("/" + path):
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
        made = _day(year, month, day) if month.isdigit() else _named(year, month, day)
        if made:
            return made
    packed = _PACKED_IN_ADDRESS.search("/" + path)
    return _day(packed[1], packed[2], packed[3]) if packed else None


def when(day: date | None, basis: Basis = Basis.STATED) -> When | None:
    """One known day."""
    return When(earliest=day, latest=day, basis=basis) if day else None


def is_month(word: str) -> bool:
    """True for the name of a month in any language of the table, with or without a stop."""
    return word.lower().strip(".,") in _months()


def given(published: str | None) -> When | None:
    """What came with the page: a day, or a whole month or year ("2019-03", "2019")."""
    text = (published or "").strip()
    short = re.fullmatch(r"((?:19|20)\d\d)(?:-(\d\d))?", text)
    if short:
        year, month = int(short[1]), int(short[2] or 0)
        if month > 12:
            return None
        first = date(year, month or 1, 1)
        after = date(year + (month in (0, 12)), 1 if month in (0, 12) else month + 1, 1)
        return When(earliest=first, latest=date.fromordinal(after.toordinal() - 1))
    stated = any_day(text)
    return when(stated.day) if stated else None


def choose(machine: Iterable[Stated], shown: Iterable[date], address: date | None) -> date | None:
    """The day by the metadata (in order of trust), by the eye, by the address.

    The address names the day at the paper's desk, and so does the line a reader sees; a machine's stamp in
    universal time may be off by one day, so the other two correct it by one day and no more. Without a
    stamp the address counts before the line.
    """
    stamps, lines = list(machine), list(shown)
    if not stamps:
        return address or next(iter(lines), None)
    first = stamps[0]
    if address and abs((address - first.day).days) <= 1:
        return address
    if first.universal:
        near = [d for d in lines[:1] if abs((d - first.day).days) == 1]
        return near[0] if near else first.day
    return first.day


def _numbers(found: re.Match[str], month_first: bool) -> date | None:
    first, second = found[1], found[3]
    if found[2] == "/" and month_first:
        first, second = second, first
    return _day(found[4], second, first) or (_day(found[4], first, second) if found[2] != "." else None)


def _named(year: str, month: str, day: str) -> date | None:
    number = _months().get(month.lower()) or _months().get(month.split()[0].lower())
    if number is None:
        return None
    return _day(year if len(year) == 4 else f"19{year}" if year > "60" else f"20{year}", str(number), day)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if FIRST_YEAR <= made.year <= LAST_YEAR else None


@cache
def _months() -> dict[str, int]:
    return {
        name: int(number) for number, names in lexicon.load("datelines")["months"].items() for name in names
    }


def in_dateline(paragraphs: Sequence[str]) -> date | None:
    """The day in a line of its own near the head ("Published 4 March 2019"), or in the dateline that opens
    the story ("BOGOTA, 3 April 2019 (…) -")."""
    for paragraph in paragraphs[:4]:
        if len(paragraph.split()) <= _DATE_LINE_WORDS:
            day = next(days_in(paragraph), None)
            if day:
                return day
    for paragraph in paragraphs[:2]:
        opening = _DATELINE.match(paragraph)
        day = next(days_in(opening[1]), None) if opening else None
        if day:
            return day
    return None
