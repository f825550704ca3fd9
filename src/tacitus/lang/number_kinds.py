"""What kind of number it is: a count, or a year, a date, a time, an age, money, a street number and so on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.lang.words import Word

_LAST_DAY = 31
_STREET_REACH = 4
"""A house number stands at most so many words before "Street" ("3451 Northwest 36th Street")."""
_AGES_REACH = 8
_SPANS = ("year", "month", "week", "day")
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class _Kinds:
    measure: frozenset[str]
    percent: frozenset[str]
    money_before: frozenset[str]
    money_after: frozenset[str]
    label: frozenset[str]
    score: frozenset[str]
    months: frozenset[str]
    clock: frozenset[str]
    street: frozenset[str]
    fraction: frozenset[str]
    ordinal: frozenset[str]
    year_before: frozenset[str]
    years: range


@cache
def _kinds() -> _Kinds:
    t = load("numbers")
    year = t["year"]
    return _Kinds(
        measure=frozenset(t["measure"]["words"]),
        percent=frozenset(t["percent"]["words"]),
        money_before=frozenset(t["money"]["before"]),
        money_after=frozenset(t["money"]["after"]),
        label=frozenset(t["label"]["before"]),
        score=frozenset(t["score"]["before"]),
        months=frozenset(t["months"]["words"]),
        clock=frozenset(t["clock"]["after"]),
        street=frozenset(t["street"]["words"]),
        fraction=frozenset(t["fraction"]["words"]),
        ordinal=frozenset(t["ordinal"]["words"]),
        year_before=frozenset(year["before"]),
        years=range(year["low"], year["high"] + 1),
    )


def kind_of(row: list[Word], i: int, stop: int) -> str:
    """The kind of the number in words i..stop of `row`, by what stands around it."""
    digits = row[i].is_digits and stop == i + 1
    checks = (_joined, _money, _calendar, _age, _street) if digits else (_joined, _money, _age)
    for check in checks:
        if kind := check(row, i, stop):
            return kind
    return kind_by_next(row, stop) or "count"


def kind_of_range(row: list[Word], i: int, stop: int, low: int, high: int) -> str:
    """The kind of "low-high": a year ("2015-16"), a telephone number, a score or a count."""
    first, last = row[i].text, row[stop - 1].text
    if row[i].is_digits and row[stop - 1].is_digits and row[i + 1].low in "-–—":
        if low in _kinds().years and (len(last) == 2 or high in _kinds().years):
            return "year"
        if len(first) >= 3 and len(last) == 4 and "," not in first + last:
            return "phone"
        if any(w.low in _kinds().score for w in row[max(0, i - 3) : i]):
            return "score"
        if stop < len(row) and row[stop].low in "-–—" and _tight(row, stop):
            return "phone"
    return kind_by_next(row, stop) or "count"


def _tight(row: list[Word], k: int) -> bool:
    """True when no blank stands before word `k`."""
    return k > 0 and row[k].start == row[k - 1].end


def _low(row: list[Word], k: int) -> str:
    return row[k].low if 0 <= k < len(row) else ""


def _joined(row: list[Word], i: int, stop: int) -> str | None:
    """Kinds by what is written together with the number: "AK-47", ".22", "3-2", "34-year-old", "2nd"."""
    before, after = _low(row, i - 1), _low(row, stop)
    if before in ("-", "–") and _tight(row, i) and i > 1 and _tight(row, i - 1):
        if row[i - 2].is_digits:
            if row[i - 2].text.isdigit() and int(row[i - 2].text[:6]) in _kinds().years:
                return "year"
            return "score" if any(w.low in _kinds().score for w in row[max(0, i - 5) : i]) else "phone"
        return "label"
    if before == "." and _tight(row, i) and not (i > 1 and _tight(row, i - 1)):
        return "calibre"
    if before == "[":  # the number of a note
        return "label"
    if before == "#" or (before == "/" and _tight(row, i)) or (after == "/" and _tight(row, stop)):
        return "date" if "/" in (before, after) else "label"
    if after == "-" and _tight(row, stop) and _low(row, stop + 1) in ("and", "or", "to"):
        return "age" if _low(row, stop + 3) == "-" and _low(row, stop + 4) in _SPANS else None
    if after == "-" and _tight(row, stop) and stop + 1 < len(row) and _tight(row, stop + 1):
        return _hyphened(row, i, stop)
    if after in ("yo", "yrs", "yr") and _tight(row, stop):
        return "age"
    if after in ("st", "nd", "rd", "th") and _tight(row, stop):
        return "ordinal"
    return "measure" if after == "s" and _tight(row, stop) else None


def _hyphened(row: list[Word], i: int, stop: int) -> str | None:
    then = row[stop + 1].low
    if then in _SPANS and _low(row, stop + 3) == "old":
        return "age"
    if then in ("plus", "odd"):
        return None
    if then in _kinds().ordinal:
        return (
            "fraction"
            if then in _kinds().fraction and row[stop - 1].low in ("one", "two", "three")
            else "ordinal"
        )
    if then in _kinds().fraction:
        return "fraction"
    if row[stop + 1].is_digits or then in load("numbers")["units"] or then in load("numbers")["tens"]:
        whole = row[i].text + row[stop + 1].text
        if row[i].text.isdigit() and int(row[i].text[:6]) in _kinds().years:
            return "year"
        if any(w.low in _kinds().score for w in row[max(0, i - 3) : i]):
            return "score"
        return "phone" if row[i].is_digits and len(row[i].text) == 3 and len(whole) == 7 else None
    return "calibre" if then in ("caliber", "calibre", "gauge", "mm") else "compound"


def _money(row: list[Word], i: int, stop: int) -> str | None:
    k = _kinds()
    if _low(row, i - 1) in k.money_before and i:
        return "money"
    return "money" if _low(row, stop) in k.money_after else None


def _calendar(row: list[Word], i: int, stop: int) -> str | None:
    """Times, dates and years of numbers in digits."""
    k, text = _kinds(), row[i].text
    before, after = _low(row, i - 1), _low(row, stop)
    if before == ".":
        before = _low(row, i - 2) if _tight(row, i - 1) and not _tight(row, i) else before
    if ":" in text or _is_clock(row, stop):
        return "time"
    if not text.isdigit():
        return None
    n = int(text) if len(text) < 9 else 0
    if before in k.months and n <= _LAST_DAY and _capital_month(row, i - 1, before):
        return "date"
    if after in k.months and 0 < n <= _LAST_DAY and row[stop].is_name:
        return "date"
    if len(text) == 4 and n in k.years and _is_year(row, before, stop):
        return "year"
    if before in k.label:
        return "label"
    return "label" if len(text) >= 5 and not (stop < len(row) and row[stop].text.islower()) else None


def _capital_month(row: list[Word], i: int, name: str) -> bool:
    return any(w.low == name and w.is_name for w in row[max(0, i - 1) : i + 1])


def _is_clock(row: list[Word], stop: int) -> bool:
    after = _low(row, stop)
    if after in ("a", "p"):
        return _low(row, stop + 1) == "." and _low(row, stop + 2) == "m"
    return after in _kinds().clock


def _is_year(row: list[Word], before: str, stop: int) -> bool:
    k = _kinds()
    if before in k.year_before or before in k.months or before in (",", "("):
        return True
    return not (stop < len(row) and row[stop].text.islower() and row[stop].text.isalpha())


def _is_of_ages(row: list[Word], i: int) -> bool:
    """ "Ages 14, 11 and 3", "between the ages of 11 and 15"."""
    k = i - 1
    while k >= max(0, i - _AGES_REACH) and (
        row[k].is_digits or row[k].low in (",", "and", "to", "of", "from")
    ):
        k -= 1
    return k >= 0 and row[k].low in ("ages", "aged")


def _age(row: list[Word], i: int, stop: int) -> str | None:
    """ "aged 34", "34 years old", "34 y/o", "34, of Leeds" behind a name, "(34)" behind a name."""
    before, after = _low(row, i - 1), _low(row, stop)
    if row[i].is_digits and i and _is_of_ages(row, i):
        return "age"
    if before in ("aged", "age", "ages") or (
        before in ("was", "is") and _low(row, i - 2) in ("who", "he", "she") and after in (".", ",")
    ):
        return "age"
    if after in ("yo", "yr") or (after == "y" and _low(row, stop + 1) == "/") or before == "both":
        return "age"  # "a 43 y/o man", "both 24 and from the north"
    if after in ("year", "years", "months", "weeks") and _low(row, stop + 1) in ("old", "of"):
        return "age" if _low(row, stop + 1) == "old" or _low(row, stop + 2) == "age" else None
    if (
        after in ("and", "or", "to")
        and _low(row, stop + 2) in ("years", "year", "-")
        and ("old" in (_low(row, stop + 3), _low(row, stop + 5)))
    ):
        return "age"
    if not row[i].is_digits or not row[i].text.isdigit() or not 0 < int(row[i].text[:6]) <= _OLDEST:
        return None
    if before == "(" and after in (")", ",") and i > 1 and row[i - 2].is_name:
        return "age"
    if before == "," and i > 1 and row[i - 2].text[0].isalpha() and after in (",", ";", "."):
        return "age"
    named = (
        before == ","
        and i > 1
        and (row[i - 2].is_name or row[i - 2].low in ("man", "woman", "boy", "girl", "s"))
    )
    return (
        "age"
        if named
        and after in ("of", "was", "who", "died", "and", "is", "from", "in", "were", "has", ")", "-", "–", "")
        else None
    )


def _street(row: list[Word], i: int, stop: int) -> str | None:
    for k in range(stop, min(len(row), stop + _STREET_REACH)):
        if not (row[k].is_name or row[k].is_digits or row[k].low in ("block", ".", "st", "nd", "rd", "th")):
            return None
        if row[k].low == "block" or (row[k].low in _kinds().street and row[k].is_name):
            return "street"
    return None


def kind_by_next(row: list[Word], stop: int) -> str | None:
    """percent, measure or fraction by the word at `stop`, behind the number; None where it says nothing."""
    k, after = _kinds(), _low(row, stop)
    if after == "%" or after == "percent" or (after == "per" and _low(row, stop + 1) == "cent"):
        return "percent"
    if after in k.measure:
        return "measure"
    return "fraction" if after in k.fraction and after != "second" else None
