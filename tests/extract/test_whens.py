"""Which expression times which happening, and when a page was written."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tacitus.extract.findings import Finding
from tacitus.extract.whens import assumed_when, date_of, find_whens
from tacitus.lang.sentences import split
from tacitus.model import Basis, Document, When

WEDNESDAY = When(earliest=date(2021, 6, 16), latest=date(2021, 6, 16))


def page(text: str, published: When | None = WEDNESDAY) -> Document:
    return Document(id="doc-1", text=text, sentences=split(text), published=published)


def whens(text: str, triggers: str, published: When | None = WEDNESDAY) -> tuple[Finding, ...]:
    """Findings where the words of the regex `triggers` name happenings."""
    spots = tuple((m.start(), m.end()) for m in re.finditer(triggers, text))
    return find_whens(page(text, published), spots)


def day(number: int, month: int = 6, year: int = 2021) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("text", "triggers", "expected"),
    [
        ("Gunmen killed four herders on Monday.", "killed", day(14)),
        ("On Monday, gunmen killed four herders.", "killed", day(14)),
        ("Monday's attack left four dead.", "attack", day(14)),
        ("Monday's deadly attack that shook the market left four dead.", "attack", day(14)),
        ("The attack on the market on Monday left four dead.", "attack", day(14)),
        ("The bombing happened late on Monday.", "bombing", day(14)),
        ("The mayor said on Tuesday that gunmen killed four herders on Monday.", "killed", day(14)),
        ("Gunmen killed four herders on Monday, the mayor said on Tuesday.", "killed", day(14)),
        ("Four died in a blast last night, officials said.", "blast", day(15)),
        ("Police were called to the square at 9 p.m. Monday.", "nothing", day(14)),
        ("She was at the market on Monday when a bomb exploded.", "exploded", day(14)),
        ("A car bomb exploded two days ago outside the court.", "exploded", day(14)),
        ("On Monday, police say, a man shot his neighbour.", "shot", day(14)),
        ("The streets were empty on Tuesday, a day after a bomb killed four herders.", "killed", day(14)),
        ("Shops reopened on Tuesday, two days after the bombing.", "bombing", day(13)),
        ("Shops closed on Sunday, two days before the bombing.", "bombing", day(15)),
        ("The front (RC) on Monday carried out an attack on the mill.", "attack", day(14)),
        ("Gunmen Monday attacked the mill.", "attacked", day(14)),
        ("It was the worst raid since 8 May, when a man killed three.", "killed", day(8, 5)),
        ("Today, 14 June, gunmen killed four herders.", "killed", day(14)),
        ("A clerk who was hurt when gunmen seized the mill on 8 May died at home.", "seized|died", day(8, 5)),
    ],
)
def test_expression_times_the_act(text: str, triggers: str, expected: date) -> None:
    found = [f for f in whens(text, triggers) if f.slot == "started"]
    assert [f.value for f in found if isinstance(f.value, When)][0:1]
    assert {(f.value.earliest, f.value.latest) for f in found if isinstance(f.value, When)} == {
        (expected, expected)
    }


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("On Tuesday, a day after a captain said that his men killed four herders, rain fell.", "killed"),
        ("They planned to attack the Christmas market of the old town.", "attack"),
        ("The mayor said on Tuesday that gunmen had killed four herders.", "killed"),
        ("Police told a news conference on Tuesday that the bombing was planned.", "bombing"),
        ("A man was arrested on Tuesday over the bombing.", "bombing"),
        ("The trial over the bombing opens in court on Tuesday.", "bombing"),
        ("Four herders were killed, the governor announced on Tuesday.", "killed"),
        ("SANTA LUCIA, 16 June (Our Agency) -- Gunmen killed four herders.", "killed"),
        ("The attack has been condemned for years.", "attack"),
        ("The kin of the killed man today read a statement.", "killed"),
        ("The mill owner on Monday blamed rivals for the bombing.", "bombing"),
        ("Raiders want to halt the 8 April elections by attacks.", "attacks"),
        ("The bodies of four herders who were killed were found today.", "killed"),
        ("The front has killed forty since 8 May.", "killed"),
        ("The road has been attacked for the past two weeks.", "attacked"),
        ("The talks over the attack go on tomorrow.", "attack"),
        ("A bomb exploded near the mill [0230 GMT on 12 June] and at the gate.", "exploded"),
    ],
)
def test_saying_reaction_and_dateline_time_no_act(text: str, triggers: str) -> None:
    assert whens(text, triggers) == ()


def test_a_day_counted_from_an_act_of_its_own_does_not_time_another() -> None:
    found = whens("A blast shook the port on Monday, two days after a blast at the mill.", "blast")
    assert {f.value.earliest for f in found if isinstance(f.value, When)} == {day(14)}


def days_of(text: str, triggers: str) -> dict[str, tuple[date | None, date | None]]:
    """The first and last day found for each trigger."""
    found = [f for f in whens(text, triggers) if f.extra and isinstance(f.value, When)]
    return {
        text[slice(*f.extra[0])]: (f.value.earliest, f.value.latest)
        for f in found
        if isinstance(f.value, When)
    }


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("two days after", day(13), day(13)),
        ("a week before", day(4), day(4)),
        ("the day after", day(12), day(12)),
        ("hours before", day(10), day(11)),
        ("an hour after", day(11), day(12)),
    ],
)
def test_a_day_told_by_another_event_is_reckoned_from_its_day(told: str, first: date, last: date) -> None:
    text = f"The raid was on Friday. A guard was shot {told} the raid."
    assert days_of(text, "raid|shot") == {"raid": (day(11), day(11)), "shot": (first, last)}


def test_it_stays_open_where_the_other_day_is_not_known_or_not_one() -> None:
    assert days_of("A guard was shot two days after the raid.", "raid|shot") == {}
    text = "The raid was on Friday. The raid was on Sunday. A guard was shot two days after the raid."
    assert "shot" not in days_of(text, "raid|shot")


def test_a_reckoned_day_shows_both_places() -> None:
    text = "The raid was on Friday. A guard was shot two days after the raid."
    (found,) = (f for f in whens(text, "raid|shot") if text[f.start : f.end] == "two days after")
    assert [text[slice(*span)] for span in found.extra] == ["shot", "Friday"]
    assert found.basis is Basis.INFERRED


def test_a_longer_stretch_is_less_sure_than_a_day() -> None:
    day_told, month_told = (
        whens(f"Gunmen killed four herders {words}.", "killed")[0] for words in ("on Monday", "last month")
    )
    assert month_told.confidence < day_told.confidence


def test_the_past_hours_are_two_days() -> None:
    text = "In the past few hours gunmen killed four herders."
    assert days_of(text, "killed") == {"killed": (day(15), day(16))}


def test_each_expression_goes_to_its_own_trigger() -> None:
    text = "The blast on Monday recalled the massacre of March 2015."
    found = whens(text, "blast|massacre")
    bound = {text[slice(*f.extra[0])]: f.value for f in found}
    assert bound["blast"] == When(earliest=day(14), latest=day(14), basis=Basis.INFERRED)
    assert bound["massacre"] == When(earliest=day(1, 3, 2015), latest=day(31, 3, 2015))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed a baker on Monday in revenge for the raid on a mill.",
        "On Monday, in reprisal for the raid on a mill, gunmen killed a baker.",
    ],
)
def test_a_day_before_words_of_revenge_is_not_that_of_the_act_answered(text: str) -> None:
    (found,) = whens(text, "killed|raid")
    assert [text[start:end] for start, end in found.extra] == ["killed"]


def test_what_lasts_has_a_start_and_an_end() -> None:
    text = "The siege of the school began on Friday. The siege of the school ended on Sunday."
    found = {f.slot: f.value for f in whens(text, "siege")}
    assert isinstance(found["started"], When)
    assert isinstance(found["ended"], When)
    assert (found["started"].earliest, found["ended"].earliest) == (day(11), day(13))


def test_from_until_are_start_and_end() -> None:
    found = {f.slot: f.value for f in whens("The siege lasted from 3 May 2021 until 5 May 2021.", "siege")}
    assert isinstance(found["ended"], When)
    assert found["ended"].earliest == day(5, 5)


def test_what_goes_on_is_ongoing() -> None:
    text = "The hostages are still held in the mill."
    (found,) = whens(text, "hostages")
    assert (found.slot, found.value) == ("ongoing", True)


def test_a_blow_does_not_go_on() -> None:
    assert whens("Smoke still rises after the explosion.", "explosion") == ()


def test_what_has_happened_did_so_before_the_page_was_written() -> None:
    (found,) = whens("Gunmen killed four herders earlier this month.", "killed")
    assert isinstance(found.value, When)
    assert (found.value.earliest, found.value.latest) == (day(1), day(16))


def test_doubt_about_the_day_of_writing_is_kept() -> None:
    published = When(earliest=day(15), latest=day(16), basis=Basis.INFERRED)
    (found,) = whens("Gunmen killed four herders yesterday.", "killed", published)
    assert isinstance(found.value, When)
    assert (found.value.earliest, found.value.latest) == (day(14), day(15))


def test_without_a_day_of_writing_only_full_dates_count() -> None:
    text = "Gunmen killed four herders yesterday. Others were killed on 3 May 2019."
    found = whens(text, "killed", None)
    assert [f.value.earliest for f in found if isinstance(f.value, When)] == [day(3, 5, 2019)]


def test_published_date_stands() -> None:
    assert date_of(page("Nothing was written on 3 May 2019.")) == WEDNESDAY


NEW_YEAR = (
    "A lorry hit a crowd in Velmora 40 minutes into the new year, killing six.\n\n"
    "Shops stayed shut yesterday. Hours earlier the mayor said she hoped 2032 would bring calm.\n\n"
    "The town saw a like attack in March 2030."
)


def test_new_year_is_the_one_that_was_hoped_for() -> None:
    found = date_of(page(NEW_YEAR, None))
    assert found == When(earliest=day(1, 1, 2032), latest=day(4, 1, 2032), basis=Basis.INFERRED)


def test_hour_of_the_new_year_shows_where_its_year_comes_from() -> None:
    found = [f for f in whens(NEW_YEAR, "hit", None) if f.slot == "started"]
    assert [f.value for f in found] == [
        When(earliest=day(1, 1, 2032), latest=day(1, 1, 2032), time="00:40", basis=Basis.INFERRED)
    ]
    assert any("2032" in NEW_YEAR[start:end] for start, end in found[0].extra)


def test_year_is_not_guessed_where_no_sentence_looks_ahead() -> None:
    text = "A lorry hit a crowd 40 minutes into the new year. The town saw a like attack in March 2030."
    assert date_of(page(text, None)) == When(earliest=day(1, 3, 2030), latest=None, basis=Basis.INFERRED)


def test_page_is_later_than_the_last_date_it_tells() -> None:
    found = date_of(page("The mill burned on 3 May 2019. It will reopen on 1 July 2035.", None))
    assert found == When(earliest=day(3, 5, 2019), latest=None, basis=Basis.INFERRED)


def test_page_without_a_date_is_not_dated() -> None:
    assert date_of(page("The mill burned on Tuesday.", None)) is None


def test_assumed_day_says_that_it_is_assumed() -> None:
    found = assumed_when(page("Gunmen killed four herders."))
    assert found == When(earliest=day(15), latest=day(16), basis=Basis.ASSUMED)
    assert assumed_when(page("Gunmen killed four herders.", None)) is None


def test_findings_are_in_order_and_on_their_words() -> None:
    text = "On Monday a bomb exploded. On Sunday a man was shot. The siege, begun on Friday, continues."
    found = whens(text, "exploded|shot|siege")
    assert [f.start for f in found] == sorted(f.start for f in found)
    assert {text[f.start : f.end] for f in found} == {"Monday", "Sunday", "Friday", "continues"}


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("A bomb hit the fair. A clerk who died in hospital on Monday was buried.", "bomb|died"),
        ("Six guards were killed. A seventh guard died on Monday.", "killed|died"),
        ("The Reed Circle on Monday took back its claim that it had planned the attack.", "attack"),
        ("Bomb hits fair in Odrin | 14 June 2021", "Bomb"),
        ("Bomb hits fair\nThe Odrin Post, 14 June 2021\n\nA bomb hit the fair.", "Bomb|bomb"),
    ],
)
def test_the_day_of_a_later_step_times_no_act(text: str, triggers: str) -> None:
    assert not whens(text, triggers)


@pytest.mark.parametrize(
    ("text", "triggers", "slot"),
    [
        ("Raiders took hostages at a bank until police stormed it on Monday.", "stormed", "ended"),
        ("Soldiers stormed the bank late on Monday and ended the siege.", "stormed", "ended"),
        ("Raiders stormed the bank on Monday and took hostages.", "stormed", "started"),
        ("Soldiers ended a siege that had begun on Monday.", "siege", "started"),
    ],
)
def test_what_troops_bring_to_an_end_has_ended(text: str, triggers: str, slot: str) -> None:
    (found,) = (f for f in whens(text, triggers) if isinstance(f.value, When))
    assert (found.slot, found.value.earliest) == (slot, day(14))
