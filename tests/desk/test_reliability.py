"""The coefficients against worked examples that were published, and against sums done by hand."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.desk.reliability import agreement, alpha, interval, kappa, nominal, ratio

# Krippendorff 2011, example C: four observers, twelve units, "." where one said nothing.
CANONICAL = {"A": "123321412...", "B": "1233224125.3", "C": ".3332342251.", "D": "12332441251."}


def units(rows: dict[str, str]) -> list[dict[str, int]]:
    length = len(next(iter(rows.values())))
    return [{who: int(said[k]) for who, said in rows.items() if said[k] != "."} for k in range(length)]


@pytest.mark.parametrize(("metric", "value"), [(nominal, 0.743), (interval, 0.849), (ratio, 0.797)])
def test_alpha_of_the_canonical_data(metric, value: float) -> None:  # type: ignore[no-untyped-def]
    assert alpha(units(CANONICAL), metric) == pytest.approx(value, abs=0.0005)


def test_alpha_of_two_coders_and_no_gap() -> None:
    # the same paper's example A: ten units, two observers, binary: alpha = 0.095
    rows = {"A": "0100000000", "B": "1110010010"}
    assert alpha(units(rows)) == pytest.approx(0.095, abs=0.0005)


def test_kappa_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    said = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa([{"A": a, "B": b} for a, b in said], "A", "B") == pytest.approx(0.4)


def test_agreement_by_hand() -> None:
    assert agreement([{"A": 1, "B": 1}, {"A": 1, "B": 2}, {"A": 3}]) == 0.5
    assert agreement([{"A": 1, "B": 1, "C": 2}]) == pytest.approx(1 / 3)


def test_nothing_to_compare_has_no_coefficient() -> None:
    alone = [{"A": 1}, {"B": 2}]
    assert (agreement(alone), kappa(alone, "A", "B"), alpha(alone)) == (None, None, None)
    always = [{"A": 1, "B": 1}] * 5
    assert (agreement(always), kappa(always, "A", "B"), alpha(always)) == (1.0, None, None)


_UNITS = st.lists(st.dictionaries(st.sampled_from("ABC"), st.integers(0, 4)), min_size=1, max_size=12)


@given(_UNITS)
def test_the_order_of_units_and_the_names_of_coders_are_no_matter(found: list[dict[str, int]]) -> None:
    for names in permutations("ABC"):
        renamed = [{names["ABC".index(who)]: said for who, said in unit.items()} for unit in found[::-1]]
        for metric in (nominal, interval, ratio):
            before, after = alpha(found, metric), alpha(renamed, metric)
            assert (before is None) == (after is None)
            assert before is None or after == pytest.approx(before)


@given(_UNITS)
def test_alike_throughout_is_one_and_nothing_is_more(found: list[dict[str, int]]) -> None:
    same = [dict.fromkeys(unit, k) for k, unit in enumerate(found)]
    for metric in (nominal, interval, ratio):
        assert alpha(same, metric) in (None, 1.0)
        value = alpha(found, metric)
        assert value is None or value <= 1
