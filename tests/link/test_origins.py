"""Whose voice a claim is in: copies, what they add, what they change, what is had from another outlet."""

from dataclasses import replace
from datetime import date

import pytest

from tacitus.lang.lexicon import load
from tacitus.link import claim_voices
from tacitus.model import Claim, Document, Figure, Report, When
from tacitus.read import document_from_text

LEAD = "Six miners were killed on Monday when armed men stormed a quarry near the town of Velim, police said."
REST = (
    "The men came before dawn in three lorries and burned the office of the quarry, a guard told reporters."
)
ADDED = (
    "A doctor at the clinic of Velim counted nine bodies in its yard before noon, and fears there are more."
)
OTHER = (
    "Residents of the valley blamed a feud over land, which courts have been unable to settle for decades."
)


def page(name: str, *sentences: str, day: int = 1, publisher: str | None = None) -> Document:
    text = " ".join(sentences)
    made = document_from_text(text, title=f"Title of {name}", url=f"http://{name}.example")
    when = date(2020, 5, day)
    return replace(made, published=When(earliest=when, latest=when), publisher=publisher)


def told(document: Document, **figures: tuple[str, int]) -> tuple[Document, Report]:
    """A report with a claim for each slot: the words behind it, and the number they give."""
    anchor = document.quote(*_at(document, document.text.split(". ")[0][:20]))
    ident = Report.id_of(anchor)
    claims = tuple(
        Claim.of(
            report=ident, slot=slot, value=Figure(low=number, high=number), method="test",
            evidence=(document.quote(*_at(document, words)),),
        )
        for slot, (words, number) in figures.items()
    )  # fmt: skip
    return document, Report(id=ident, document=document.id, role="main", anchor=anchor, claims=claims)


def _at(document: Document, words: str) -> tuple[int, int]:
    start = document.text.rindex(words)
    return start, start + len(words)


def heard(*pages: tuple[Document, Report], of: dict[str, str] | None = None) -> dict[tuple[str, str], str]:
    """(page, slot) -> voice, each by the page's site; for claims of another voice than their page's."""
    site = {d.id: (d.url or "")[7:].removesuffix(".example") for d, _ in pages}
    by_site = {name: ident for ident, name in site.items()}
    voices = {ident: by_site[(of or {}).get(name, name)] for ident, name in site.items()}
    found = claim_voices(pages, voices)
    assert claim_voices(pages[::-1], voices) == found
    return {
        (site[d.id], c.slot): site.get(found[c.id], found[c.id])
        for d, r in pages
        for c in r.claims
        if c.id in found
    }


def test_a_sentence_added_to_a_copy_is_its_own_voice_and_the_rest_is_not() -> None:
    first = told(page("a", LEAD, REST), killed=("Six", 6))
    copy = told(page("b", LEAD, ADDED, REST, day=2), killed=("Six", 6), missing=("nine", 9))
    assert heard(first, copy, of={"b": "a"}) == {("b", "missing"): "b"}


def test_a_copy_that_changes_the_number_says_something_of_its_own() -> None:
    first = told(page("a", LEAD, REST), killed=("Six", 6))
    copy = told(page("b", LEAD.replace("Six", "Eight"), REST, day=2), killed=("Eight", 8))
    assert heard(first, copy, of={"b": "a"}) == {("b", "killed"): "b"}


def test_what_a_second_copy_has_from_the_first_is_the_firsts() -> None:
    first = told(page("a", LEAD, REST), killed=("Six", 6))
    copy = told(page("b", LEAD, ADDED, REST, day=2), missing=("nine", 9))
    later = told(page("c", LEAD, ADDED, REST, day=3), missing=("nine", 9))
    assert heard(first, copy, later, of={"b": "a", "c": "a"}) == {
        ("b", "missing"): "b",
        ("c", "missing"): "b",
    }


def test_a_sentence_lifted_by_a_page_of_its_own_voice_stays_its_writers() -> None:
    first = told(page("a", LEAD, REST), killed=("Six", 6))
    mixed = told(page("b", OTHER, ADDED, LEAD, day=2), killed=("Six", 6), missing=("nine", 9))
    assert heard(first, mixed) == {("b", "killed"): "a"}


def test_two_that_tell_it_in_words_of_their_own_are_two_voices() -> None:
    first = told(page("a", LEAD, REST), killed=("Six", 6))
    other = told(
        page("b", "At Velim six people died in an attack on a quarry.", OTHER, day=2), killed=("six", 6)
    )
    assert heard(first, other) == {}


CITING = load("citing")


@pytest.mark.parametrize(
    "words",
    [
        *(f"Six people died in the attack, {cue} the Velim Herald." for cue in CITING["before"]),
        *(f"Six people died in the attack, the Velim Herald {cue}." for cue in CITING["behind"]),
        *(f"Six people died in the attack, the Velim Herald {word} said." for word in CITING["between"]),
    ],
)
def test_what_is_had_from_an_outlet_is_in_its_voice(words: str) -> None:
    source = told(page("a", LEAD, REST, publisher="Velim Herald"), killed=("Six", 6))
    citing = told(page("b", words, OTHER, day=2, publisher="The Coast"), killed=("Six", 6))
    assert heard(source, citing) == {("b", "killed"): "a"}


def test_two_that_cite_an_outlet_without_a_page_here_are_one_voice() -> None:
    pages = [
        told(page(name, f"{opening} six people died, Reuters reported.", OTHER), killed=("six", 6))
        for name, opening in (("a", "Near Velim"), ("b", "In an attack at a quarry"))
    ]
    assert set(heard(*pages).values()) == {"outlet:reuters"}


def test_a_page_does_not_cite_itself() -> None:
    words = "Six people died in the attack, a nurse told the Velim Herald."
    own = told(page("a", words, OTHER, publisher="The Velim Herald"), killed=("Six", 6))
    other = told(page("b", LEAD, REST), killed=("Six", 6))
    assert heard(own, other) == {}
