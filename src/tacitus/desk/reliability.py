"""How far coders agree: percent agreement, Cohen's kappa, Krippendorff's alpha. Pure functions over units.

A unit is what each coder said of one thing, by the coder's name; who said nothing is left out. The sums are
short, and the known packages for them bring numpy or pandas along, so they are done here; the tests hold
them to worked examples that were published.

Sources: Cohen 1960, "A coefficient of agreement for nominal scales"; Krippendorff 2011, "Computing
Krippendorff's alpha-reliability".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Answer = TypeVar("Answer", bound=Hashable)
Unit = Mapping[str, Answer]


def agreement(units: Iterable[Unit[Answer]]) -> float | None:
    """The share of pairs of answers to one unit that are alike, each unit alike in weight; None without a
    unit that two coders answered."""
    shares = []
    for unit in _pairable(units):
        n = len(unit)
        alike = sum(k * (k - 1) for k in Counter(unit.values()).values())
        shares.append(alike / (n * (n - 1)))
    return sum(shares) / len(shares) if shares else None


def kappa(units: Iterable[Unit[Answer]], one: str, other: str) -> float | None:
    """Cohen's kappa of two coders over the units that both answered; None where chance alone would make them
    agree always, or there is no such unit."""
    pairs = [(unit[one], unit[other]) for unit in units if one in unit and other in unit]
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[answer] * right[answer] for answer in left) / n**2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def nominal(a: Hashable, b: Hashable) -> float:
    """Alike, or not."""
    return float(a != b)


def interval(a: float, b: float) -> float:
    """How far two numbers lie apart."""
    return float(a - b) ** 2


def ratio(a: float, b: float) -> float:
    """The same in proportion to their size: 3 and 5 are further apart than 103 and 105. Not negative."""
    return ((a - b) / (a + b)) ** 2 if a + b else 0.0


def alpha(units: Iterable[Unit[Answer]], apart: Callable[[Answer, Answer], float] = nominal) -> float | None:
    """Krippendorff's alpha: 1 where all agree, 0 where they agree as by chance.

    `apart` is the squared difference of the metric. Any number of coders, answers may be missing; None where
    all answers are one and the same, as there is then nothing that they could have told apart.
    """
    kept = _pairable(units)
    observed = 0.0
    totals: Counter[Answer] = Counter()
    for unit in kept:
        answers = Counter(unit.values())
        totals.update(answers)
        observed += _spread(answers, apart) / (len(unit) - 1)
    expected = _spread(totals, apart)
    if not expected:
        return None
    return 1 - (totals.total() - 1) * observed / expected


def _spread(answers: Counter[Answer], apart: Callable[[Answer, Answer], float]) -> float:
    """The sum of differences over all ordered pairs of answers."""
    counted = list(answers.items())
    return sum(m * n * apart(a, b) for a, m in counted for b, n in counted)


def _pairable(units: Iterable[Unit[Answer]]) -> Sequence[Unit[Answer]]:
    return [unit for unit in units if len(unit) > 1]
