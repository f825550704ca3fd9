"""How the formats write vague days and places, and share out a total."""

from __future__ import annotations

from datetime import date

import pytest

from tacitus.model import Place, When
from tacitus.reconcile import coded_day, coded_place, divided


def days(first: int, last: int, month: int = 5) -> When:
    return When(earliest=date(2031, month, first), latest=date(2031, month, last))


@pytest.mark.parametrize(
    ("profile", "when", "day", "precision", "says"),
    [
        ("acled", days(4, 4), date(2031, 5, 4), 1, "time_precision 1"),
        ("acled", days(4, 10), date(2031, 5, 7), 2, "mid-week"),
        ("acled", days(1, 31), date(2031, 5, 16), 3, "mid-month"),
        ("acled", When(earliest=date(2031, 1, 1), latest=date(2031, 12, 31)), None, None, "too vague"),
        ("acled", When(earliest=None, latest=date(2031, 5, 1)), None, None, "too vague"),
        ("gtd", days(4, 4), date(2031, 5, 4), None, "exact day"),
        ("gtd", days(4, 9), None, None, "day 0"),
        ("gtd", When(earliest=date(2031, 4, 30), latest=date(2031, 5, 2)), None, None, "day and month 0"),
        ("ucdp", days(4, 4), date(2031, 5, 4), 1, "date_prec 1"),
        ("ucdp", days(4, 9), date(2031, 5, 4), 2, "date_prec 2"),
        ("ucdp", days(4, 10), date(2031, 5, 4), 3, "date_prec 3"),
        ("ucdp", days(1, 31), date(2031, 5, 1), 4, "date_prec 4"),
        (
            "ucdp",
            When(earliest=date(2031, 4, 1), latest=date(2031, 5, 2)),
            date(2031, 4, 1),
            5,
            "date_prec 5",
        ),
    ],
)
def test_a_vague_day(profile: str, when: When, day: date | None, precision: int | None, says: str) -> None:
    coded = coded_day(profile, when)
    assert coded is not None
    assert (coded.day, coded.precision) == (day, precision)
    assert says in coded.words


@pytest.mark.parametrize(
    ("profile", "codes"),
    [
        ("acled", {"site": 1, "town": 1, "admin2": 2, "admin1": 3, "region": 3, "country": None}),
        ("gtd", {"town": 1, "admin2": 3, "admin1": 4, "country": 5}),
        ("ucdp", {"town": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6}),
    ],
)
def test_a_vague_place(profile: str, codes: dict[str, int | None]) -> None:
    for precision, code in codes.items():
        coded = coded_place(profile, Place(name="Norvik", country="NO", precision=precision))
        assert coded is not None
        assert coded.precision == code


def test_the_house_keeps_the_interval() -> None:
    assert coded_day("tacitus", days(1, 31)) is None
    assert coded_place("tacitus", Place(name="Norvik")) is None


def test_a_total_is_shared_out_whole() -> None:
    assert divided("acled", 11, 3) == (5, 3, 3)
    assert divided("gtd", 11, 2) == (5.5, 5.5)
    assert divided("ucdp", 11, 3) == (11,)
    for total in range(20):
        assert sum(divided("acled", total, 4)) == total
    with pytest.raises(ValueError, match="0"):
        divided("acled", 3, 0)
