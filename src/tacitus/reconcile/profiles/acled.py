"""ACLED-style: the lowest figure until a more reliable or corroborated one appears; words by its table."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Any

from tacitus.lang.lexicon import load
from tacitus.reconcile.profiles.case import (
    Case,
    Count,
    asserted,
    attackers_beside,
    best_placed,
    listed,
    stated_number,
    vague_word,
    votes,
)
from tacitus.reconcile.testimony import Testimony, said_last, voices_of

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

SILENCE = "nothing is said of deaths; written as 0"


def acled(case: Case) -> Count:
    """The lowest figure of the best-placed voices, or that which most of two or more voices give."""
    told = said_last(asserted(case.told))
    known = [t for t in told if number_of(t, case.large) is not None]
    if not known:
        number = unspecified(case.large)
        trace = f"{number}: no number is given, {_scale(case)} scale"
        return _written(case, told[0], number, trace, ("words", "scale"))
    read = [(n, t) for t in best_placed(known) if (n := number_of(t, case.large)) is not None]
    voices = votes(read)
    most = max(map(len, voices.values()))
    corroborated = [n for n, who in voices.items() if len(who) == most] if most > 1 else list(voices)
    number = min(corroborated)
    chosen = min((t for n, t in read if n == number), key=lambda t: (t.rank, t.spoken, t.claim.id))
    word = vague_word(chosen)
    why = f"“{word}”, " if word else ""
    rules = ["lowest", *(["reliable"] if most > 1 or len(read) < len(known) else [])]
    rules += (["words"] if word else []) + (["scale"] if word in _table()["unspecified"]["words"] else [])
    if len(voices) == 1:
        trace = f"{number}: {why}{len(voices[number])} of {voices_of(known)} voices"
    elif most > 1:
        trace = f"{number}: {why}corroborated by {most} voices, of {listed(voices)}"
    else:
        trace = f"{number}: {why}{_ordinal(chosen, known)} voice; the lowest of {listed(voices)}"
    return _written(case, chosen, number, trace, tuple(rules))


def number_of(t: Testimony, large: bool) -> int | None:
    """The number that ACLED writes for a figure, None where it is said to be unknown."""
    word = vague_word(t)
    if word is None:
        return stated_number(t)
    table = _table()
    if word in table["acled"]:
        return int(table["acled"][word])
    return unspecified(large) if word in table["unspecified"]["words"] else t.figure.low


def unspecified(large: bool) -> int:
    """The number written for an unspecified number of deaths."""
    return int(_table()["unspecified"]["large" if large else "small"])


def is_large(types: set[str]) -> bool:
    """True when one of these types of act is of a large scale."""
    return bool(types & set(_table()["unspecified"]["large_types"]))


def _written(case: Case, chosen: Testimony, number: int, trace: str, rules: tuple[str, ...]) -> Count:
    more, also = attackers_beside(case, chosen, lambda t: number_of(t, case.large))
    if more:
        trace += f"; and {more} attackers"
    if chosen.claim.stance == "hedged":
        rules = (*rules, "hedged")
    total = number + more
    return Count(
        chosen=chosen, low=total, best=total, high=total, trace=trace, also=also,
        rules=(*rules, *(["attackers"] if more else [])),
    )  # fmt: skip


def _ordinal(chosen: Testimony, told: list[Testimony]) -> str:
    """Which voice it is, by the time at which each first spoke."""
    order = sorted({t.voice: t.spoken for t in sorted(told, key=lambda t: t.spoken, reverse=True)}.items(),
                   key=lambda item: (item[1], item[0]))  # fmt: skip
    place = [voice for voice, _ in order].index(chosen.voice)
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"


def _scale(case: Case) -> str:
    return "a large" if case.large else "a small"


@cache
def _table() -> MappingProxyType[str, Any]:
    return load("vague_counts")
