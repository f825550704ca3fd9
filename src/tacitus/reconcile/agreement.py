"""How far coders agree: Cohen's kappa for two, Krippendorff's alpha for any number with gaps.

Both for nominal data: two answers are the same or they are not. Sources: Cohen 1960, Educational and
Psychological Measurement 20(1); Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

Answers = Mapping[str, Mapping[str, str]]
"""Unit -> coder -> answer; a coder who gave none is left out."""


def cohen(answers: Answers, one: str, other: str) -> float | None:
    """Cohen's kappa of two coders over the units that both answered; None where chance explains everything or
    nothing was answered by both."""
    pairs = [(given[one], given[other]) for given in answers.values() if one in given and other in given]
    if not pairs:
        return None
    seen = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[value] * right[value] for value in left) / len(pairs) ** 2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def krippendorff(answers: Answers) -> float | None:
    """Krippendorff's alpha over all units with two answers or more; None where all answers are one or there
    are no such units."""
    paired = [list(given.values()) for given in answers.values() if len(given) > 1]
    totals: Counter[str] = Counter(value for given in paired for value in given)
    count = totals.total()
    if count < 2 or len(totals) < 2:
        return None
    differ = 0.0
    for given in paired:
        differ += 2 * sum(a != b for a, b in combinations(given, 2)) / (len(given) - 1)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b) / (count - 1)
    return 1 - differ / expected


def agreeing(answers: Answers) -> tuple[int, int]:
    """(units on which all who answered say the same, units with two answers or more)."""
    paired = [set(given.values()) for given in answers.values() if len(given) > 1]
    return sum(len(values) == 1 for values in paired), len(paired)
