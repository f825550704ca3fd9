"""Where one side denies a happening, low and high span what each side says of all the dead."""

from __future__ import annotations

import pytest

from tacitus.model import Resolution
from tacitus.reconcile import Testimony, resolve
from tests.reconcile.claims import claim, told_of

DENIED = Testimony(claim=claim("occurrence", "denied", "no raid took place", "denial"), voice="denial")
ELDERS = {"says": "23", "voice": "a", "day": 2}
ARMY = {"says": "attackers 16", "voice": "b", "day": 1, "station": "party"}


def headline(rows: list[dict[str, object]], *, denied: bool = True, profile: str = "tacitus") -> Resolution:
    told = [*told_of(rows), *([DENIED] if denied else [])]
    return next(r for r in resolve(told, profile) if r.slot == "killed")


@pytest.mark.parametrize(
    ("rows", "bounds"),
    [
        ([ELDERS, ARMY], (16, 23, 23)),
        ([ELDERS, {**ARMY, "says": "attackers 30"}], (23, 23, 30)),
        # one party's two sides are its account together
        ([ELDERS, ARMY, {"says": "civilians 2", "voice": "b", "day": 1, "station": "party"}], (18, 23, 23)),
        # a part is no account, nor is what somebody else counts of one side
        ([ELDERS, {**ARMY, "says": "part attackers 16"}], (23, 23, 23)),
        ([ELDERS, {**ARMY, "station": "outlet"}], (23, 23, 23)),
        ([ELDERS, {**ARMY, "retracted": True}], (23, 23, 23)),
    ],
)
def test_the_bounds_span_both_accounts(rows: list[dict[str, object]], bounds: tuple[int, int, int]) -> None:
    toll = headline(rows)
    assert (toll.low, toll.best, toll.high) == bounds
    assert ("disputed: a party" in toll.trace) == (bounds != (23, 23, 23))


def test_without_a_denial_and_under_other_rule_books_nothing_changes() -> None:
    undisputed = headline([ELDERS, ARMY], denied=False)
    assert (undisputed.low, undisputed.high) == (23, 23)
    assert "disputed" not in headline([ELDERS, ARMY], profile="conservative").trace
