"""Whether harm is told, hedged, denied, or only planned, wished or possible."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from tacitus.extract.figures.harm_words import harm_table, small_words
from tacitus.lang.words import Word


def stance_of(row: list[Word], k: int, stop: int, ends: Collection[int]) -> str | None:
    """asserted, hedged or denied for the harm at words k..stop; None for what is planned, wished or possible.

    `ends`: where a group ends the words before it say nothing of the harm.
    """
    table = harm_table()
    hedged = any(w.low in table.hedged for w in row[k:stop])  # "feared dead"
    gerund = row[k].low.endswith("ing")  # "pleaded guilty to killing" tells
    k -= 1
    if k > 0 and row[k].low == "the" and row[k - 1].low in small_words("preventing"):
        return None
    if _is_unreal(row, k, stop):
        return None
    for _ in range(7):
        if k < 0 or k + 1 in ends:
            break
        low = row[k].low
        if low in table.negated or low.endswith(("n't", "n’t")):
            return "denied"
        hedged = hedged or low in table.hedged
        if low in table.hypothetical and not (low == "to" and (gerund or _reported(row, k))):
            return None
        if (
            low not in table.passed_by
            and low not in table.auxiliaries
            and low not in table.adverbs
            and low not in table.hedged
            and low != "to"
        ):
            break
        k -= 1
    return "hedged" if hedged else "asserted"


_LISTED, _OBJECT = 12, 5
"""Words back in which the first of several verbs stands ("might have crushed the ferryman and killed him"),
and words of the object that stands between "let" and its verb."""


def _is_unreal(row: list[Word], k: int, stop: int) -> bool:
    """ "Almost killed", "do not let him die", "dead or alive", "to harm or kill", "might have hit and
    killed": it did not happen, or nobody says that it did."""
    before = [w.low for w in row[max(0, k - _LISTED) : k + 1]]
    words = small_words("almost")
    if before[-1:] == ["lifeless"]:
        before.pop()
    if before and (before[-1] in words or "let" in before[-_OBJECT:]):
        return True
    if [w.low for w in row[stop : stop + 2]] == ["or", "alive"]:
        return True
    if before[-1:] == ["or"]:
        return before[-3:-2] == ["to"]
    unreal = any(a in small_words("unreal") and b == "have" for a, b in pairwise(before))
    return before[-1:] == ["and"] and unreal and not {",", "but", ";"} & set(before)


def _reported(row: list[Word], k: int) -> bool:
    """ "believed to have been killed" tells; "plans to kill" does not."""
    before = row[k - 1].low if k else ""
    after = row[k + 1].low if k + 1 < len(row) else ""
    return after in ("have", "be") and before in small_words("reported")
