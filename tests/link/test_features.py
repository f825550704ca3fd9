"""What a pair is compared by: each feature says what its name promises, and bars are where they should be."""

from datetime import date

import pytest

from tacitus.lang.lexicon import load
from tacitus.link import Signature, sign
from tacitus.link.compare import Side, compare, features, forbidden
from tacitus.link.rarity import Rarity
from tacitus.model import Figure, Place, Report, When
from tacitus.read import document_from_text
from tests.link.test_cluster import ADANA, IZMIR, on, told

REGION = Place(name="Adana", country="TR", admin=("Adana",), lat=37.0, lon=35.0, precision="admin1")
IN_ADANA = Place(name="Kozan", country="TR", admin=("Adana",), lat=37.45, lon=35.8, precision="town")


def of(a: Signature, b: Signature) -> dict[str, float]:
    rarity = Rarity.shipped()
    one, other = (Side.of(s, rarity) for s in (a, b))
    found = features(one, other, rarity)
    assert features(other, one, rarity) == pytest.approx(found)
    return found


def pair(first: dict[str, object], second: dict[str, object]) -> dict[str, float]:
    return of(told("a", "market", **first), told("b", "market", **second))


def test_every_weight_is_of_a_feature_and_every_feature_has_one() -> None:
    table = load("link_weights")
    assert set(pair({}, {})) == set(table["weights"]) | set(table["set"])
    assert not set(table["weights"]) & set(table["set"])


@pytest.mark.parametrize(
    "name", ["other_day", "other_country", "other_toll", "other_type", "published_apart"]
)
def test_what_speaks_against_never_speaks_for(name: str) -> None:
    table = load("link_weights")
    assert {**table["weights"], **table["set"]}[name] <= 0


def test_an_area_that_holds_the_town_agrees_with_it() -> None:
    found = pair({"places": (REGION,)}, {"places": (IN_ADANA,)})
    assert (found["area_holds"], found["no_town"], found["other_area"]) == (1, 1, 0)


def test_tolls_agree_under_their_bounds() -> None:
    at_least, exact = Figure(low=9, high=None), Figure(low=12, high=12)
    found = pair({"killed": at_least}, {"killed": exact})
    assert (found["same_toll"], found["same_big_toll"], found["other_toll"]) == (1, 1, 0)
    found = pair({"killed": Figure(low=9, high=9)}, {"killed": exact})
    assert (found["same_toll"], found["other_toll"]) == (0, 1)


def test_groups_targets_weapons_and_sites_are_compared_by_name() -> None:
    one = {
        "actors": ("red hand",),
        "targets": ("police",),
        "weapons": ("firearms",),
        "sites": ("north gate",),
    }
    other = {**one, "targets": ("religious",)}
    found = pair(one, other)
    assert (found["same_actor"], found["same_weapon"], found["same_site"]) == (1, 1, 1)
    assert (found["same_target"], found["other_target"]) == (0, 1)


def test_the_page_of_an_arrest_may_be_far_later() -> None:
    deed, later = {"published": date(2019, 5, 4)}, {"published": date(2019, 8, 4), "day": None}
    plain = pair(deed, later)
    after = pair(deed, {**later, "follow_up": True})
    assert plain["follow_up_apart"] == 0 < after["follow_up_apart"] == plain["published_apart"]


def test_the_day_of_an_arrest_is_no_bar_where_a_person_is_in_both() -> None:
    deed = told("a", "market", day=on(4))
    arrest = {"day": on(7), "published": date(2019, 5, 7)}
    assert forbidden(deed, told("b", "market", **arrest)) == "different days"
    assert forbidden(deed, told("b", "market", follow_up=True, **arrest)) == "different days"
    named = told("b", "market", follow_up=True, people=("sedat yilmaz",), **arrest)
    assert forbidden(deed, named) is None
    assert forbidden(named, deed) is None


def test_another_day_and_another_town_are_a_bar_however_old() -> None:
    first = told("a", "market", published=date(2019, 12, 1))
    other = told("b", "market", day=on(9), published=date(2019, 12, 1), places=(ADANA, REGION))
    assert forbidden(first, other) == "different days and towns"
    assert forbidden(first, told("b", "market", day=on(9), published=date(2019, 12, 1))) is None


@pytest.mark.parametrize("word", load("follow_ups")["words"])
def test_a_headline_that_tells_of_what_came_after(word: str) -> None:
    assert _signed(f"Man {word} over the fire at Basmane").follow_up


def test_a_headline_that_tells_of_the_deed_is_no_follow_up() -> None:
    assert not _signed("Fire at Basmane kills three").follow_up


def _signed(title: str) -> Signature:
    page = document_from_text("Three people died in a fire.", title=title)
    anchor = page.quote(len(page.text) - 5, len(page.text))
    report = Report(id=Report.id_of(anchor), document=page.id, role="main", anchor=anchor)
    return sign(page, report, page.id)


def test_a_score_names_its_parts_in_the_order_of_the_table() -> None:
    rarity = Rarity.shipped()
    sides = [Side.of(told(n, "club"), rarity) for n in "ab"]
    table = load("link_weights")
    assert [name for name, _, _ in compare(*sides, rarity).parts] == [*table["weights"], *table["set"]]


def test_a_month_is_a_day_that_is_not_known() -> None:
    month = When(earliest=date(2019, 5, 1), latest=date(2019, 5, 31))
    assert pair({"day": month}, {"day": on(9)})["same_day"] == 1
    assert pair({"places": (IZMIR,)}, {"places": (ADANA,)})["same_town"] == 0
