"""Series of happenings and figures about no single happening."""

from __future__ import annotations

import pytest

from tacitus.extract.statistics import find_series, find_statistics
from tacitus.lang import sentences
from tacitus.model import Document


def document(text: str) -> Document:
    return Document(id=Document.id_of(text, None), text=text, sentences=sentences.split(text))


@pytest.mark.parametrize(
    ("text", "value", "unit", "window"),
    [
        ("It was the town's third bombing this week.", 3, "bombings", "this week"),
        ("The 12th shooting in the district since March.", 12, "shootings", "since March"),
        ("Police counted two dozen attacks since January.", 24, "attacks", "since January"),
        ("Three bombings in two weeks shook the valley.", 3, "bombings", "two weeks"),
        (
            "Four separate stabbings in the port left two dead over the weekend.",
            4,
            "stabbings",
            "the weekend",
        ),
        ("Six raids between Friday and Sunday.", 6, "raids", "between Friday and Sunday"),
        ("The fifth deadly raid on a convoy in as many days.", 5, "raids", "as many days"),
    ],
)
def test_series_is_counted_in_its_window(text: str, value: int, unit: str, window: str) -> None:
    (series,) = find_series(document(text))
    assert (series.value, series.unit, series.window) == (value, unit, window)
    assert series.evidence[0].quote in text


@pytest.mark.parametrize(
    "text",
    ["A second attack was foiled.", "The first attack in a month.", "Three attacks on Monday killed nine."],
)
def test_plain_happenings_are_no_series(text: str) -> None:
    assert find_series(document(text)) == ()


PAGE = (
    "Visits to the harbour have more than doubled in the past two years. The Port Office logged visits "
    "450 times in 2011-12, compared with 210 two years ago. It received six complaints about noise."
)


def test_statistics_hold_period_and_change() -> None:
    change, later, earlier, cases = find_statistics(document(PAGE))
    assert change.change is not None
    assert (change.change.words, change.change.factor, change.consistent) == ("more than doubled", 2.14, True)
    assert later.value is not None
    assert (later.value.low, later.period) == (450, "2011-12")
    assert earlier.value is not None
    assert (earlier.value.low, earlier.period, earlier.what) == (210, "two years ago", later.what)
    assert cases.value is not None
    assert (cases.value.low, cases.what) == (6, "complaints about noise received")


def test_change_that_the_figures_do_not_bear_out_is_inconsistent() -> None:
    page = PAGE.replace("more than doubled", "tripled")
    assert find_statistics(document(page))[0].consistent is False


def test_change_without_figures_is_left_open() -> None:
    (statistic,) = find_statistics(document("Thefts have doubled since spring."))
    assert statistic.consistent is None
    assert statistic.change is not None
    assert statistic.change.factor is None


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("Odrin has counted 214 murders so far this year.", 214, "so far this year"),
        ("The raid brings to 61 the number of people killed in the valley this month.", 61, "this month"),
        ("Kidnappings in the province fell by a fifth last year, to 880.", 880, "last year"),
        ("The killing brings the number of murders this year to 73.", 73, "this year"),
        ("Fighting has killed 800 people in the north so far this year.", 800, "so far this year"),
        ("The murder rate is 17 per 100,000 people.", 17, None),
    ],
)
def test_counts_over_a_period_are_statistics(text: str, number: int, period: str | None) -> None:
    found = [s for s in find_statistics(document(text)) if s.value and s.value.point == number]
    assert [s.period for s in found] == [period]


def test_the_toll_of_one_act_is_no_statistic() -> None:
    assert find_statistics(document("Raiders killed nine people on Monday; deaths rose to 14 later.")) == ()
