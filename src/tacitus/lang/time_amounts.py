"""How many, and how often: the amounts in durations, offsets and repeats."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from tacitus.lang.time_frames import Frame, number_of
from tacitus.lang.time_grammar import Token
from tacitus.lang.time_values import Style, duration


def amount_of(tokens: Sequence[Token]) -> float | None:
    """How many units; of a range the first; None for "several"; 1 for "a" or no number beside one unit."""
    numbers: list[Token] = []
    for k, token in enumerate(tokens):
        if "VAGUE" in token.classes:
            return None
        joins = token.text.lower() in ("or", "to") or (token.shape == "DASH" and bool(numbers))
        if joins and numbers and _number_follows(tokens, k) and not _compound(tokens, k):
            break
        numbers.append(token)
    value = number_of([t for t in numbers if "ORD" not in t.classes])
    if value is not None:
        return 1.5 if value == 0.5 and any(t.text.lower() == "and" for t in tokens) else value
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


def repeat(frame: Frame, tokens: Sequence[Token], style: Style) -> str | None:
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


_DAYS = {"D": 1, "W": 7, "F": 14, "M": 31, "Q": 92, "Y": 366, "DE": 3653}
_HOURS = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}
_LONGEST = 3660


def stretch(day: date, amount: float | None, unit: str, sign: int) -> tuple[date, date] | None:
    """The days from so many units before `day` up to it (sign 1: from it on); None where that is not said.

    Hours and minutes may reach over one midnight, so "the past few hours" are two days.
    """
    if unit in _HOURS:
        days = max(1, math.ceil((amount or 1) * _HOURS[unit] / 24))
    elif amount is None or unit not in _DAYS:
        return None
    else:
        days = math.ceil(amount * _DAYS[unit])
    if days > _LONGEST:
        return None
    far = day + timedelta(days=sign * days)
    return (far, day) if sign < 0 else (day, far)
