"""A page of plain text loses its site and keeps its story."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tacitus.model import Basis
from tacitus.read import Raw, chrome, dates, document_from_text, plain, publisher, read_page

CASES = Path(__file__).parents[1] / "cases"
CHROME = tomllib.loads((CASES / "chrome.toml").read_text(encoding="utf-8"))
PUBLISHERS = tomllib.loads((CASES / "publishers.toml").read_text(encoding="utf-8"))["case"]
DAYS = tomllib.loads((CASES / "days.toml").read_text(encoding="utf-8"))["case"]

LEAD = "Two guards were hurt late on Friday when a parcel went off at the harbour gate in Port Evers."
SECOND = "Nobody has said why the harbour was chosen, and the mayor asked people to stay away from the quay."
BRIEF = (
    "• Fares on the Lorna ferry will rise by a tenth in the spring, the operator said. It blamed prices of "
    "diesel and the repairs to Castle Bridge, which will last until the autumn."
)

PAGE = f"""Home
News
Sport
Contact

Parcel bomb hurts two at Port Evers harbour

Mots-clés

, , ,

{LEAD}

Facebook
Twitter
WhatsApp

{SECOND}

{BRIEF}

Lire aussi : Trois questions sur le port

http://www.theguardian.com

Kommentare sind geschlossen.
"""


def _read(page: str, **fields: str) -> object:
    return read_page(Raw(source="page.txt", body=page.encode(), **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("line", CHROME["chrome"])
def test_site_line_is_chrome(line: str) -> None:
    assert chrome.is_chrome(line)


@pytest.mark.parametrize("line", CHROME["story"])
def test_story_line_is_not_chrome(line: str) -> None:
    assert not chrome.is_chrome(line)


@pytest.mark.parametrize("case", PUBLISHERS, ids=lambda c: c["line"][:30])
def test_foot_names_the_publisher(case: dict[str, str]) -> None:
    named = publisher.at_foot(["A story of several words.", case["line"]])
    assert (named.name if named else "") == case["name"]


@pytest.mark.parametrize("case", DAYS, ids=lambda c: c["words"])
def test_full_date_is_read(case: dict[str, str]) -> None:
    found = dates.any_day(case["words"])
    assert (str(found.day) if found else "") == case["day"]


def test_page_is_parted_into_story_and_site() -> None:
    document = document_from_text(PAGE)
    assert document.title == "Parcel bomb hurts two at Port Evers harbour"
    assert document.text == "\n\n".join((document.title, LEAD, SECOND, BRIEF))
    assert document.publisher == "The Guardian"
    assert document.republisher is None
    assert document.language == "en"
    assert document.published is None
    assert {"Mots-clés", ", , ,", "Facebook", "Kommentare sind geschlossen."} <= set(document.removed)
    assert [document.text[s:e] for s, e in document.items] == [
        f"{document.title}\n\n{LEAD}\n\n{SECOND}",
        BRIEF,
    ]


def test_every_line_survives_somewhere() -> None:
    document = document_from_text(PAGE)
    everything = "\n".join((document.title, document.text, *document.removed))
    assert all(line in everything for line in PAGE.split("\n"))


def test_list_inside_a_story_is_no_item() -> None:
    points = ["• two guards", "• a driver of the harbour company", "• a passer-by"]
    inside = "\n\n".join([LEAD, "The hurt are:", *points, SECOND])
    at_end = "\n\n".join([LEAD, SECOND, "The hurt are:", *points])
    assert len(document_from_text(inside).items) == len(document_from_text(at_end).items) == 1


def test_bullet_that_goes_on_with_the_story_is_no_item() -> None:
    point = (
        "• The mayor of Port Evers, who was near the harbour, said that the guards had done well. The gate "
        "will be shut for a week while the Port Evers parcel is examined by the police in Port Evers."
    )
    story = LEAD + " The mayor of Port Evers was near the Evers quay."
    assert len(document_from_text("\n\n".join([story, SECOND, point])).items) == 1


def test_wrapped_lines_are_joined() -> None:
    wrapped = (
        "Two guards were hurt late on Friday when a\nparcel went off at the harbour gate of the\ntown.\n"
    )
    assert plain.paragraphs_of(wrapped) == (" ".join(wrapped.split()),)


def test_lines_without_blanks_between_stay_apart() -> None:
    assert plain.paragraphs_of(f"A title\n{LEAD}\n{SECOND}") == (
        "A title",
        LEAD,
        SECOND,
    )


@pytest.mark.parametrize("text", [LEAD, f"{LEAD}\n\n{SECOND}", f"• {LEAD}\n\n{SECOND}"])
def test_paragraph_is_no_title(text: str) -> None:
    assert document_from_text(text).title == ""


def test_given_title_is_the_first_line_once() -> None:
    document = document_from_text(
        f"Harbour shut!\n\n{LEAD}\n\nHarbour shut\n\n{SECOND}", title="Harbour shut"
    )
    assert document.title == "Harbour shut"
    assert document.text == f"Harbour shut\n\n{LEAD}\n\nHarbour shut\n\n{SECOND}"


def test_site_that_is_not_the_publisher_put_it_up_again() -> None:
    document = document_from_text(PAGE, url="https://blog.example.org/2019/03/04/copy")
    assert (document.publisher, document.republisher) == ("The Guardian", "example.org")
    own = document_from_text(PAGE, url="https://www.theguardian.com/a")
    assert (own.publisher, own.republisher) == ("The Guardian", None)


def test_agency_in_the_dateline_is_the_publisher() -> None:
    document = document_from_text(f"PORT EVERS, March 4, 2019 (Reuters) - {LEAD}\n\n{SECOND}")
    assert document.publisher == "Reuters"
    assert document.published is not None
    assert str(document.published.earliest) == "2019-03-04"
    assert document.published.basis is Basis.STATED


def test_given_date_counts_and_may_be_a_month() -> None:
    when = document_from_text(LEAD, published="2020-02").published
    assert when is not None
    assert (str(when.earliest), str(when.latest)) == ("2020-02-01", "2020-02-29")
    assert document_from_text(LEAD, published="yesterday").published is None


def test_text_as_is_keeps_every_offset() -> None:
    text = "  Share\r\n\r\n\tA story\xa0told twice.\x00 The end. \n"
    document = document_from_text(text, as_is=True)
    assert document.text == text
    assert len(document_from_text("a \ud83d\ude00 b", as_is=True).text) == 6
    assert document.quote(10, 17).quote == text[10:17]


def test_language_is_that_of_the_body() -> None:
    story = "Deux gardes ont été blessés vendredi lorsque le colis a explosé devant la porte du port."
    document = document_from_text(
        f"Share this article\n\n{story}\n\nComments are closed.\n\nAll rights reserved"
    )
    assert document.language == "fr"
    assert document.text == story


def test_page_without_story_says_so() -> None:
    assert document_from_text("").reason == "empty"
    assert document_from_text("").items == ()
    assert document_from_text(LEAD).reason == ""


def test_garbage_is_read_in_time() -> None:
    for unit in ("a. ", "• x\n\n", "\n", ", ", "(", "1/1/2019 ", "www.", "© ", "x:", "!?", "ä ", "- "):
        document_from_text(unit * (100_000 // len(unit)))
