"""Who takes a report back takes back what it told, and nobody else's."""

from __future__ import annotations

from tacitus.model import Claim, Evidence, Report, Span, Speaker
from tacitus.model.retractions import Page, taken_back


def page(ident: str, outlet: str, day: int, *, retracts: str | None = None, voice: str = "") -> Page:
    """A page of `outlet`; `retracts` names who retracts in it, "" the page itself."""
    words = Evidence(span=Span(document=f"doc-{ident}", start=0, end=5), quote="blast")
    claims, speakers = (), {}
    if retracts is not None:
        said_in = "st-1" if retracts else None
        speakers = {"st-1": Speaker(name=retracts, as_written=retracts, span=words.span)} if retracts else {}
        claims = (
            Claim.of(
                report=f"rep-{ident}", slot="occurrence", value="retracted", evidence=(words,), method="t",
                attributed_to=said_in,
            ),
        )  # fmt: skip
    report = Report(id=f"rep-{ident}", document=f"doc-{ident}", role="main", anchor=words, claims=claims)
    return Page(
        report=report, outlet=outlet, voice=voice or ident, spoken=f"2031-05-0{day}", speakers=speakers
    )


def test_the_outlets_earlier_report_goes_with_its_retraction() -> None:
    pages = [page("a", "The Lake Post", 1), page("b", "Hill News", 1), page("c", "Lake Post", 2, retracts="")]
    assert taken_back(pages) == {"rep-a", "rep-c"}


def test_what_it_tells_later_stands() -> None:
    assert taken_back([page("a", "Lake Post", 3), page("c", "Lake Post", 2, retracts="")]) == {"rep-c"}


def test_re_posts_of_what_is_taken_back_go_too() -> None:
    pages = [
        page("a", "Lake Post", 1, voice="v"),
        page("b", "Hill News", 2, voice="v"),
        page("c", "Lake Post", 3, retracts=""),
    ]
    assert taken_back(pages) == {"rep-a", "rep-b", "rep-c"}


def test_a_page_that_tells_of_anothers_retraction_names_whose_it_is() -> None:
    pages = [
        page("a", "Lake Post", 1),
        page("b", "Hill News", 1),
        page("c", "Hill News", 2, retracts="The Lake Post"),
    ]
    assert taken_back(pages) == {"rep-a"}


def test_an_unknown_outlet_takes_back_only_itself() -> None:
    assert taken_back([page("a", "", 1), page("c", "", 2, retracts="")]) == {"rep-c"}
    assert taken_back([page("a", "Lake Post", 1)]) == frozenset()
