"""The algebra of figures and moments: meet is intersection, join is the hull, overlap is symmetric."""

import itertools
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given

from tacitus.errors import RecordError
from tacitus.model import Basis, Figure, Individual, Of, Place, Victim, When
from tests.model.strategies import figures, whens

SOME = Of(role="police")
NUMBERS = [0, 1, 5, 38, 39, 40, 10**6, 2 * 10**6 + 1]
DAYS = [date(1900, 1, 1), date(1999, 12, 31), date(2000, 1, 1), date(2017, 1, 1), date(2100, 1, 1)]


def holds(figure: Figure, number: int) -> bool:
    return figure.low <= number and (figure.high is None or number <= figure.high)


def on(when: When, day: date) -> bool:
    return (when.earliest is None or when.earliest <= day) and (when.latest is None or day <= when.latest)


@given(figures(of=SOME), figures(of=SOME))
def test_meet_of_figures_is_intersection(a: Figure, b: Figure) -> None:
    met = a.meet(b)
    numbers = [*NUMBERS, a.low, b.low, a.low + 1, b.low + 1]
    assert (met is not None) == a.overlaps(b) == b.overlaps(a)
    assert all((met is not None and holds(met, n)) == (holds(a, n) and holds(b, n)) for n in numbers)


@given(figures(of=SOME), figures(of=SOME))
def test_join_of_figures_is_the_hull(a: Figure, b: Figure) -> None:
    joined = a.join(b)
    assert joined.low == min(a.low, b.low)
    assert all(holds(joined, n) for n in NUMBERS if holds(a, n) or holds(b, n))
    assert joined.high is None or joined.high in (a.high, b.high)


@given(figures(of=SOME), figures(of=SOME), figures(of=SOME))
def test_meet_and_join_do_not_mind_the_order(a: Figure, b: Figure, c: Figure) -> None:
    for x, y in itertools.permutations([a, b, c], 2):
        met, back = x.meet(y), y.meet(x)
        assert (met and (met.low, met.high)) == (back and (back.low, back.high))
        assert (x.join(y).low, x.join(y).high) == (y.join(x).low, y.join(x).high)
    left, right = a.join(b).join(c), a.join(b.join(c))
    assert (left.low, left.high) == (right.low, right.high)


@given(figures(of=SOME), figures(of=SOME), figures(of=SOME))
def test_what_fits_all_three_is_the_same_in_any_order(a: Figure, b: Figure, c: Figure) -> None:
    first, last = a.meet(b), b.meet(c)
    left, right = first and first.meet(c), last and a.meet(last)
    assert (left and (left.low, left.high)) == (right and (right.low, right.high))


@given(figures(of=SOME), figures(of=SOME))
def test_what_fits_both_lies_within_what_holds_both(a: Figure, b: Figure) -> None:
    met, joined = a.meet(b), a.join(b)
    if met is not None:
        again = joined.join(met)
        assert (again.low, again.high) == (joined.low, joined.high)
    within = a.meet(joined)
    assert within is not None
    assert (within.low, within.high) == (a.low, a.high)


@given(figures(of=SOME))
def test_meet_and_join_with_itself_change_nothing(a: Figure) -> None:
    assert a.meet(a) == a == a.join(a)


def test_figures_of_different_people_do_not_meet() -> None:
    with pytest.raises(RecordError, match="different people"):
        Figure(low=1, high=1, of=SOME).meet(Figure(low=1, high=1))


@pytest.mark.parametrize(
    ("figure", "best"),
    [
        (Figure(low=39, high=None, modifier="at least", point=39), 39),
        (Figure(low=60, high=70, modifier="nearly", point=70), 70),
        (Figure(low=12, high=15), 13),
        (Figure(low=0, high=None, unknown=True), None),
        (Figure(low=5, high=None), 5),
    ],
)
def test_best_is_the_number_one_would_print(figure: Figure, best: int | None) -> None:
    assert figure.best == best


@given(whens(), whens())
def test_meet_of_moments_is_intersection(a: When, b: When) -> None:
    met = a.meet(b)
    assert (met is not None) == a.overlaps(b) == b.overlaps(a)
    assert all((met is not None and on(met, d)) == (on(a, d) and on(b, d)) for d in DAYS)


@given(whens(), whens())
def test_join_of_moments_is_the_hull_on_the_weaker_basis(a: When, b: When) -> None:
    joined = a.join(b)
    assert all(on(joined, d) for d in DAYS if on(a, d) or on(b, d))
    assert joined.basis.rank == max(a.basis.rank, b.basis.rank)


def test_a_guess_makes_what_follows_from_it_a_guess() -> None:
    assert Basis.STATED.weaker(Basis.ASSUMED) is Basis.ASSUMED


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Figure(low=-1, high=None),
        lambda: Figure(low=3, high=2),
        lambda: When(earliest=date(2017, 1, 2), latest=date(2017, 1, 1)),
        lambda: Place(name="x", lat=1.0),
        lambda: Place(name="x", lat=91.0, lon=0.0),
        lambda: Victim(),
        lambda: Individual(),
    ],
)
def test_an_impossible_value_cannot_be_made(wrong: Callable[[], object]) -> None:
    with pytest.raises(RecordError):
        wrong()


@given(whens(), whens(), whens())
def test_moments_join_and_meet_in_any_order(a: When, b: When, c: When) -> None:
    assert a.join(b) == b.join(a)
    assert a.join(b).join(c).basis == a.join(b.join(c)).basis
    left, right = a.join(b).join(c), a.join(b.join(c))
    assert (left.earliest, left.latest) == (right.earliest, right.latest)
    assert a.meet(b) == b.meet(a)
    assert a.join(a) == a == a.meet(a)


@given(whens(), whens())
def test_a_moment_meets_its_hull_in_itself(a: When, b: When) -> None:
    met = a.meet(a.join(b))
    assert met is not None
    assert (met.earliest, met.latest) == (a.earliest, a.latest)
    assert a.overlaps(b) == (a.meet(b) is not None)
