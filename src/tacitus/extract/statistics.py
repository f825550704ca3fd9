"""Series of happenings ("its third bombing this week") and figures about no single happening."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.lang.numbers import Number
from tacitus.lang.rows import Row, rows_of
from tacitus.model import Change, Document, Evidence, Figure, Place, Series, Statistic

_NEAR = 3
"""Sentences between a change in words and the two figures that bear it out."""
_LONGEST = 300

PlaceOf = Callable[[int, int], Place | None]
"""The place that a stretch [start, end) of the text speaks of, where the caller knows one."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    ordinal: re.Pattern[str]
    counted: re.Pattern[str]
    times: re.Pattern[str]
    compared: re.Pattern[str]
    cases: re.Pattern[str]
    change: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    t = load("statistics")
    one, many = "|".join(t["happenings"]), "|".join(t["happenings"].values())
    ordinals, changes, cases = ("|".join(rows) for rows in (t["ordinals"], t["changes"], t["cases"]["words"]))
    by = "|".join(k for k in t["changed_by"] if k != "plain")
    inside, whole, period = t["windows"]["after_in"], t["windows"]["whole"], t["windows"]["period"]
    window = rf"(?:(?:in|within|over|during) (?P<inside>{inside})|(?P<whole>{whole}))\b"
    between = r"(?:[\w'’-]+ ){0,5}?"
    nth = rf"(?P<n>{ordinals}|\d{{1,3}}(?:st|nd|rd|th))"
    return _Patterns(
        ordinal=re.compile(
            rf"\b(?:(?:its|their|the|a|her|his) )?(?:at least the )?{nth}(?: [\w'’-]+){{0,3}}? "
            rf"(?P<what>{one}) {between}{window}"
        ),
        counted=re.compile(rf"(?:[\w'’-]+ ){{0,2}}?(?P<what>{many}) (?:[\w'’-]+ ){{0,14}}?{window}"),
        times=re.compile(rf" times (?P<period>{period})"),
        compared=re.compile(r"(?:compared (?:with|to)|up from|down from|against|from) $"),
        cases=re.compile(
            rf" ?(?:[\w-]+ )?(?P<what>{cases})\b(?P<of>(?: (?:of|against|about|that) [^,.;]{{1,80}})?)"
        ),
        change=re.compile(
            rf"\b(?:(?P<by>{by}) )?(?P<what>{changes})\b(?! (?:down|over|back)\b)"
            r"(?P<when>(?: (?:in|over|during|within|since) (?:the )?[\w -]{1,30})?)"
        ),
    )


def find_series(
    document: Document, place_of: PlaceOf | None = None, rows: Sequence[Row] | None = None
) -> tuple[Series, ...]:
    """Counts of happenings in a window of time, in the order of the text.

    `includes` is left to the caller, who knows the reports; `rows` may be handed in where they are read.
    """
    found: dict[int, Series] = {}
    for (start, end), row in zip(document.sentences, rows or rows_of(document), strict=True):
        for match in _patterns().ordinal.finditer(document.text, start, end):
            value = _ordinal(match["n"])
            if value > 1:
                found[match.start()] = _series(document, match, match.start(), value, place_of)
        for number in row.numbers:
            if number.kind != "count" or number.point is None or number.point < 2 or number.end >= end:
                continue
            counted = _patterns().counted.match(document.text, number.end + 1, end)
            if counted:
                found[number.start] = _series(document, counted, number.start, number.point, place_of)
    return tuple(found[k] for k in sorted(found))


def _ordinal(word: str) -> int:
    return int(word[:-2]) if word[0].isdigit() else int(load("statistics")["ordinals"][word])


def _series(
    document: Document, match: re.Match[str], start: int, value: int, place_of: PlaceOf | None
) -> Series:
    happenings = load("statistics")["happenings"]
    unit = happenings.get(match["what"], match["what"])
    return Series(
        value=value, unit=unit, window=(match["inside"] or match["whole"]).strip(),
        place=place_of(start, match.end()) if place_of else None,
        evidence=(document.quote(start, match.end()),),
    )  # fmt: skip


def find_statistics(document: Document, rows: Sequence[Row] | None = None) -> tuple[Statistic, ...]:
    """Figures about no single happening, in the order of the text: counts with a period, counts of cases, and
    changes in words, each with the factor that two figures nearby give and whether the words fit it."""
    found: list[tuple[int, int, Statistic]] = []
    for index, row in enumerate(rows or rows_of(document)):
        start, end = document.sentences[index]
        numbers = [n for n in row.numbers if n.kind in ("count", "measure")]
        found += _counted(document, index, start, end, numbers)
        found += _of_a_period(document, index, (start, end), numbers)
    return tuple(s for _, _, s in sorted((*found, *_changes(document, found)), key=lambda row: row[:2]))


def _counted(
    document: Document, index: int, start: int, end: int, numbers: list[Number]
) -> list[tuple[int, int, Statistic]]:
    found: list[tuple[int, int, Statistic]] = []
    text, p = document.text, _patterns()
    what = ""
    for number in numbers:
        if times := p.times.match(text, number.end, end):
            what = _clause(text, start, number.start)
            first = _verb_start(text, start, number.start)
            quote = document.quote(max(first, times.end() - _LONGEST), times.end())
            found.append((number.start, index, _statistic(number, what, times["period"], quote)))
        elif what and p.compared.search(text, start, number.start):
            stop, period = _period(text, number.end, end)
            quote = document.quote(number.start, stop)
            found.append((number.start, index, _statistic(number, what, period, quote)))
        elif (cases := p.cases.match(text, number.end, end)) and _is_reported(text, start, number.start):
            words = " ".join(f"{cases['what']}{cases['of']} {_last_word(text, start, number.start)}".split())
            quote = document.quote(number.start, cases.end())
            found.append((number.start, index, _statistic(number, words, None, quote)))
    return found


def _of_a_period(
    document: Document, index: int, sentence: tuple[int, int], numbers: list[Number]
) -> list[tuple[int, int, Statistic]]:
    """Counts of crimes and deaths over a period ("40 killings so far this month"), what they rose or fell to,
    and rates ("nine for every 100,000 people")."""
    text, (start, end), found = document.text, sentence, []
    p = _period_patterns()
    for number in numbers:
        rate = p.rate.match(text, number.end, end)
        counted = None if rate else p.counted.match(text, number.end, end)
        earlier = text[max(start, number.start - _LONGEST) : number.start]
        if not (rate or counted) and p.killed.search(earlier):
            counted = p.people.match(text, number.end, end)
        before = None if rate or counted else p.moved.search(earlier) or p.brought.search(earlier)
        if not (rate or counted or before):
            continue
        span = p.period.search(text, start, end)
        period = " ".join(span[0].split()) if span else None
        if before is not None:
            first, stop = max(start, number.start - _LONGEST) + before.start("what"), number.end
            what = before["what"]
        else:
            match = rate or counted
            assert match is not None
            first, stop = number.start, match.end()
            what = _clause(text, start, number.start) if rate else match["what"]
        if period is None and rate is None:
            continue
        first = max(first, stop - _LONGEST)
        found.append((number.start, index, _statistic(number, what, period, document.quote(first, stop))))
    return found


@dataclass(frozen=True, slots=True)
class _PeriodPatterns:
    rate: re.Pattern[str]
    counted: re.Pattern[str]
    moved: re.Pattern[str]
    brought: re.Pattern[str]
    killed: re.Pattern[str]
    people: re.Pattern[str]
    period: re.Pattern[str]


@cache
def _period_patterns() -> _PeriodPatterns:
    t = load("statistics")["over_a_period"]
    crimes, periods = "|".join(t["crimes"]), "|".join(t["periods"])
    moves = "|".join(t["moves"])
    few = r"(?:[\w'’-]+ ){0,8}?"
    return _PeriodPatterns(
        rate=re.compile(
            rf" (?:[\w-]+ ){{0,2}}?(?:{'|'.join(t['rates'])}) \d[\d,.]* ?(?:{'|'.join(t['heads'])})?"
        ),
        counted=re.compile(rf" (?:the )?(?:[\w-]+ ){{0,3}}?(?P<what>{crimes})\b {few}(?:{periods})\b"),
        moved=re.compile(
            rf"(?P<what>\b(?:{crimes})\b)[^.;:]{{0,120}}?\b(?:{moves})\b[^.;:]{{0,80}}\bto $", re.IGNORECASE
        ),
        brought=re.compile(
            rf"\bbr(?:ings?|inging|ought) (?:the )?(?P<what>(?:{crimes}))\b[^.;:]{{0,80}}?\bto $"
        ),
        killed=re.compile(rf"\b(?:{'|'.join(t['killed'])}) $"),
        people=re.compile(rf" (?P<what>{'|'.join(t['people'])})\b {few}(?:{'|'.join(t['running'])})\b"),
        period=re.compile(rf"\b(?:{periods})\b"),
    )


def _statistic(number: Number, what: str, period: str | None, quote: Evidence) -> Statistic:
    figure = Figure(low=number.low, high=number.high, modifier=number.modifier, point=number.point)
    return Statistic(what=what, value=figure, period=period and period.removeprefix("in "), evidence=(quote,))


def _clause(text: str, start: int, end: int) -> str:
    """The words of the clause before the number."""
    piece = re.split(r"[,;:•]", text[start:end])[-1]
    return " ".join(piece.split())[-120:]


def _verb_start(text: str, start: int, end: int) -> int:
    """Where the last three words before the number begin."""
    spots = [m.start() for m in re.finditer(r"\S+", text[start:end])]
    return start + spots[-2] if len(spots) >= 2 else start


def _period(text: str, start: int, end: int) -> tuple[int, str | None]:
    match = re.compile(
        r" ((?:in |during )?[\w -]{2,30}?(?:ago|earlier|before|(?:19|20)\d\d(?:-\d\d)?))\b"
    ).match(text, start, end)
    return (match.end(), match[1]) if match else (start, None)


def _is_reported(text: str, start: int, end: int) -> bool:
    """True when a body reports the count: a verb of recording stands before it."""
    return _last_word(text, start, end) in load("statistics")["cases"]["verbs"]


def _last_word(text: str, start: int, end: int) -> str:
    spots = text[start:end].lower().split()
    return spots[-1] if spots else ""


def _changes(
    document: Document, counted: list[tuple[int, int, Statistic]]
) -> list[tuple[int, int, Statistic]]:
    found: list[tuple[int, int, Statistic]] = []
    table = load("statistics")
    for index, (start, end) in enumerate(document.sentences):
        for match in _patterns().change.finditer(document.text, start, end):
            pair = _two_figures(document, index, counted)
            factor = round(pair[0] / pair[1], 2) if pair and pair[1] else None
            least, most = table["changed_by"][match["by"] or "plain"]
            named = float(table["changes"][match["what"]])
            fits = None if factor is None else bool(least * named <= factor <= most * named)
            statistic = Statistic(
                what=f"change: {_clause(document.text, start, match.start())}"[:160],
                period=" ".join(match["when"].split()) or None, consistent=fits,
                change=Change(words=document.text[match.start() : match.end("what")], factor=factor),
                evidence=(document.quote(match.start(), match.end()),),
            )  # fmt: skip
            found.append((match.start(), index, statistic))
    return found


def _two_figures(
    document: Document, index: int, counted: list[tuple[int, int, Statistic]]
) -> tuple[int, int] | None:
    """The later and the earlier figure of one thing near sentence `index` of the same item."""
    item = document.item_of(document.sentences[index][0])
    near = [
        s for start, i, s in counted
        if abs(i - index) <= _NEAR and document.item_of(start) == item and s.period and s.value
    ]  # fmt: skip
    if len(near) < 2 or near[0].what != near[1].what or not near[0].value or not near[1].value:
        return None
    later, earlier = near[0].value.best, near[1].value.best
    return (later, earlier) if later is not None and earlier else None
