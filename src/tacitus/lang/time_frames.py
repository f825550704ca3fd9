"""What the words of one time expression say, before anything is known of when they were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.lang.time_grammar import Token

_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75}
# two-digit years: up to this one they belong to the 2000s (the usual POSIX pivot)
_PIVOT = 68


@dataclass(slots=True)
class Frame:
    """The parts of an expression; None where its words do not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    part: str | None = None
    clock: str | None = None
    zone: int | None = None
    era: int | None = None
    deictic: int | None = None
    rel: int | None = None
    ana: bool = False
    latest: bool = False
    relunit: str | None = None
    ordinal: int | None = None
    unit: str | None = None
    plural: bool = False
    amount: float | None = None
    vague: bool = False
    sign: int = 0
    from_ref: bool = False
    mod: str | None = None
    fiscal: bool = False
    half: bool = False
    decade: str | None = None
    word: str | None = None
    freq: str | None = None
    new: bool = False
    eve: bool = False


def _two_digit(value: int) -> int:
    return value + (2000 if value <= _PIVOT else 1900)


def _slashed(text: str, month_first: bool) -> tuple[int, int, int]:
    sep = next(c for c in text if not c.isdigit())
    a, b, c = (int(p) for p in text.split(sep))
    if sep == "." or a > 12 or (not month_first and b <= 12):
        a, b = b, a
    return (c if c > 99 else _two_digit(c)), a, b


def clock_of(text: str, half_day: int | None) -> str:
    """ "7:15" and 12 (p.m.) -> "19:15"."""
    digits = [p for p in text.replace(".", ":").split(":") if p]
    hour, minute = int(digits[0]), digits[1] if len(digits) > 1 else "00"
    if half_day is not None and hour <= 12:
        hour = hour % 12 + half_day
    return f"{hour:02d}:{minute}"


def _clocka(text: str) -> str:
    digits = text.rstrip("aApPmM.")
    return clock_of(digits, 12 if text[len(digits)] in "pP" else 0)


def number_of(tokens: Sequence[Token]) -> float | None:
    """The number that digits or words tell, None where there is none. "a" alone is no number here."""
    total, current, seen = 0.0, 0.0, False
    for token in tokens:
        known = token.classes
        value: float | None = None
        if token.shape in ("DAYN", "N2", "N3", "Y4", "NUMBER"):
            value = float(token.text.replace(",", ""))
        elif token.shape == "FRACTION":
            value = _FRACTIONS[token.text]
        elif known.keys() & {"W1", "WT", "WX"}:
            value = float(next(known[k] for k in ("W1", "WT", "WX") if k in known))
        elif "HALF" in known or "PAIR" in known:
            value = float(known.get("HALF", 0) or known.get("PAIR", 0))
        elif "WH" in known or "DOZEN" in known:
            current = (current or 1) * float(known.get("WH") or known.get("DOZEN") or 1)
            if known.get("WH", 0) >= 1000:
                total, current = total + current, 0.0
            seen = True
        if value is not None:
            current, seen = current + value, True
    return total + current if seen else None


def spoken_year(tokens: Sequence[Token]) -> int | None:
    """ "nineteen ninety-six" -> 1996, "two thousand one" -> 2001."""
    values = [
        int(next(t.classes[k] for k in ("W1", "WT", "WX", "WH") if k in t.classes))
        for t in tokens
        if t.classes.keys() & {"W1", "WT", "WX", "WH"}
    ]
    if any(v == 1000 for v in values):
        return int(number_of(tokens) or 0)
    if len(values) >= 2 and values[0] in (16, 17, 18, 19, 20):
        return values[0] * 100 + (sum(values[1:]) if values[1] != 100 else sum(values[2:]))
    return None


def fold(tokens: Sequence[Token], month_first: bool = True) -> Frame:
    """The frame of the tokens of one expression."""
    frame = Frame()
    for k, token in enumerate(tokens):
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if token.shape != "WORD":
            _fold_shape(frame, token, after, month_first)
        else:
            _fold_word(frame, token, after)
    if frame.era == -1 and frame.year:
        frame.year = -frame.year
    return frame


def _fold_shape(frame: Frame, token: Token, after: Token | None, month_first: bool) -> None:
    text, shape = token.text, token.shape
    if shape == "ISO":
        frame.year, frame.month, frame.day = int(text[:4]), int(text[5:7]), int(text[8:10])
        frame.clock = text[11:16] or None
    elif shape == "SLASHED":
        frame.year, frame.month, frame.day = _slashed(text, month_first)
    elif shape == "Y4" or (after is not None and "ERA" in after.classes and text.isdigit()):
        frame.year = int(text)
    elif shape == "YR2":
        frame.year = _two_digit(int(text[1:]))
    elif shape == "DAYN" and after is not None and "AMPM" in after.classes:
        frame.clock = text
    elif shape in ("DAYN", "ORDD"):
        value = int("".join(c for c in text if c.isdigit()))
        frame.day, frame.ordinal = value, value if shape == "ORDD" else frame.ordinal
    elif shape in ("N2", "N3"):
        frame.year = int(text) if frame.year is None else frame.year
    elif shape == "CLOCK":
        frame.clock = text
    elif shape == "CLOCKA":
        frame.clock = _clocka(text)
    elif shape == "DECADED":
        frame.decade = text


_PLAIN = {
    "MONTH": "month", "MONTHA": "month", "MONTHB": "month", "WEEKDAY": "weekday",
    "WEEKDAYA": "weekday", "WEEKDAYS": "weekday",
    "SEASON": "season", "SEASONA": "season", "SEASONC": "season", "SEASONS": "season", "PART": "part",
    "PARTS": "part", "ZONE": "zone", "ERA": "era", "DEICTIC": "deictic", "FREQ": "freq", "MOD": "mod",
    "MODNOUN": "mod",
}  # fmt: skip


def _fold_word(frame: Frame, token: Token, after: Token | None) -> None:
    known = token.classes
    for name, field in _PLAIN.items():
        if name in known:
            setattr(frame, field, known[name])
    if "AMPM" in known and frame.clock:
        frame.clock = clock_of(frame.clock, known["AMPM"])
    if "HOURNAME" in known:
        frame.clock = known["HOURNAME"]
    if "TONIGHT" in known:
        frame.deictic, frame.part = 0, "NI"
    if "ORD" in known:
        frame.ordinal = known["ORD"] + (frame.ordinal if frame.ordinal in (20, 30) else 0)
    elif "WX" in known:
        frame.ordinal = known["WX"]
    if "ARTICLE" not in known and "VAGUE" in known:
        frame.vague = True
    _fold_relation(frame, token, after)
    _fold_unit(frame, token)


def _fold_relation(frame: Frame, token: Token, after: Token | None) -> None:
    known, word = token.classes, token.text.lower()
    if "REL" in known:
        frame.rel, frame.ana = known["REL"], False
    elif "ANA" in known:
        frame.rel, frame.ana = known["ANA"], True
    if "LATEST" in known:
        frame.latest = True
    if "AGO" in known:
        frame.sign = known["AGO"]
    elif "EARLIER" in known:
        frame.sign, frame.from_ref = known["EARLIER"], True
    elif word == "now":
        frame.sign = 1
    if word in ("fiscal", "financial"):
        frame.fiscal = True
    elif word in ("new", "eve"):
        setattr(frame, word, True)
    if "HOLIDAY" in known:
        frame.word = known["HOLIDAY"]
    elif (
        "FEAST" in known and after is not None and (after.text.lower() == "day" or "WEEKDAY" in after.classes)
    ):
        frame.word, frame.month = known["FEAST"], None
    if "DECADE" in known:
        frame.decade = str(known["DECADE"])
    frame.half = frame.half or "HALF" in known


def _fold_unit(frame: Frame, token: Token) -> None:
    known = token.classes
    if "UNIT" in known or "UNITS" in known:
        frame.unit = known.get("UNIT") or known.get("UNITS")
        frame.plural = "UNITS" in known
        if frame.rel is not None and frame.relunit is None:
            frame.relunit = frame.unit
    elif "SECOND" in known and "ORD" not in known:
        frame.unit = known["SECOND"]
