"""A day that no words give is only supposed, and says so; a clock time is that of the place."""

from datetime import date

from tacitus.extract import Finding, place_before
from tacitus.extract.places import PlaceMention
from tacitus.extract.whens import with_day, with_zone
from tacitus.model import Basis, Document, Place, When

DAY = date(2019, 5, 4)
SUPPOSED = When(earliest=date(2019, 5, 1), latest=DAY, basis=Basis.ASSUMED)
CLOCK = Finding(slot="started", value=When(earliest=DAY, latest=DAY, time="07:20"), start=0, end=4)
IZMIR = Finding(slot="place", value=Place(name="Izmir", country="TR"), start=9, end=14)


def test_a_supposed_day_stands_on_the_words_that_name_the_happening() -> None:
    (day,) = with_day([], (5, 9), SUPPOSED)
    assert (day.start, day.end, day.basis, day.value) == (5, 9, Basis.ASSUMED, SUPPOSED)


def test_a_day_that_is_told_is_never_joined_by_a_supposed_one() -> None:
    assert with_day([CLOCK], (5, 9), SUPPOSED) == [CLOCK]


def test_without_a_day_of_publication_nothing_is_supposed() -> None:
    assert with_day([], (5, 9), None) == []


def test_a_clock_time_gets_the_zone_of_the_place() -> None:
    clock, place = with_zone([CLOCK, IZMIR], lambda found: f"Zone/{found.name}")
    assert clock.value == When(earliest=DAY, latest=DAY, time="07:20", zone="Zone/Izmir")
    assert place == IZMIR


def test_without_a_place_no_zone_is_invented() -> None:
    assert with_zone([CLOCK], lambda found: "Zone/Any") == [CLOCK]


def test_the_place_of_a_stretch_is_the_last_named_before_it_in_its_sentence() -> None:
    text = "Chad mourned. Niger suffered its third attack in a week."
    document = Document(id="doc-1", text=text, sentences=((0, 13), (14, len(text))))
    named = [
        PlaceMention(start=text.index(n), end=text.index(n) + len(n), place=Place(name=n), kind="country")
        for n in ("Chad", "Niger")
    ]
    assert place_before(document, named)(29, 50) == Place(name="Niger")
    assert place_before(document, named[:1])(29, 50) is None
