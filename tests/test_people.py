"""Masking: who is hidden, who is not, and that nothing of a hidden name is left anywhere."""

import json

import pytest

from tacitus import people
from tacitus.model import (
    Claim,
    Document,
    Individual,
    Place,
    Record,
    Report,
    Speaker,
    Statement,
    Victim,
    encode,
)

TEXT = (
    "Mara Lind, 31, was shot in Vey. Police hold Tomas Reke. LIND died at once. "
    "“I heard it,” said Ode Falk, a neighbour. "
    "Mayor Ivo Brandt condemned it. Ada Lind said so."
)


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.fixture
def document() -> Document:
    return Document(
        id="doc-1", text=TEXT, title="Mara Lind shot", url="http://news.example/2020/mara-lind-shot.html"
    )


def claim(document: Document, slot: str, value: object, words: str) -> Claim:
    return Claim.of(
        report="rep-1", slot=slot, value=value, evidence=(document.quote(*at(words)),), method="test"
    )


def record(document: Document, *claims: Claim, kind: str = "armed_assault") -> Record:
    said = []
    for name, role in (("Ode Falk", "a neighbour"), ("Ivo Brandt", "Mayor")):
        quote = document.quote(*at(name))
        speaker = Speaker(name=name, as_written=name, role=role, span=quote.span)
        said.append(
            Statement(
                id=f"st-{name[0]}",
                document=document.id,
                speaker=speaker,
                act="report",
                kind="direct",
                content=quote,
            )
        )
    typed = claim(document, "type", kind, "shot in Vey")
    report = Report(
        id="rep-1", document=document.id, role="main", anchor=document.quote(0, 9), claims=(typed, *claims)
    )
    return Record(document=document, reports=(report,), statements=tuple(said))


@pytest.fixture
def page(document: Document) -> Record:
    return record(
        document,
        claim(document, "victim", Victim(name="Mara Lind", effect="killed"), "Mara Lind, 31"),
        claim(
            document, "perpetrator_individual", Individual(name="Tomas Reke", status="detained"), "Tomas Reke"
        ),
        claim(document, "place", Place(name="Vey"), "Vey"),
    )


def test_victims_suspects_and_private_witnesses_are_private(page: Record) -> None:
    assert people.private_names(page) == ("Ada Lind", "Mara Lind", "Ode Falk", "Tomas Reke")


def test_no_part_of_a_private_name_is_left_anywhere(page: Record) -> None:
    out = json.dumps(people.mask_record(encode(page), page), ensure_ascii=False)
    assert not [w for w in ("Mara", "Lind", "LIND", "lind", "Reke", "Tomas", "Falk", "Ode") if w in out]
    assert "Ivo Brandt" in out
    assert "Vey" in out


def test_offsets_hold_under_the_mask_and_masked_words_say_so(page: Record) -> None:
    data = people.mask_record(encode(page), page)
    evidence = [e for r in data["reports"] for c in r["claims"] for e in c["evidence"]]
    assert all(data["document"]["text"][e["start"] : e["end"]] == e["quote"] for e in evidence)
    assert [e.get("masked", False) for e in evidence] == [people.MASK in e["quote"] for e in evidence]
    assert any(e.get("masked") for e in evidence)


def test_a_convicted_adult_is_not_masked(document: Document) -> None:
    guilty = claim(
        document, "perpetrator_individual", Individual(name="Tomas Reke", status="convicted"), "Tomas Reke"
    )
    assert "Tomas Reke" not in people.private_names(record(document, guilty))


def test_one_may_lift_the_mask_at_home(page: Record) -> None:
    assert people.mask_record(encode(page), page, unmasked=True) == encode(page)


@pytest.mark.parametrize(("effect", "kind"), [("killed", "sexual_violence"), ("kidnapped", "kidnapping")])
def test_some_are_masked_whatever_is_asked(document: Document, effect: str, kind: str) -> None:
    victim = claim(document, "victim", Victim(name="Mara Lind", effect=effect), "Mara Lind, 31")
    page = record(document, victim, kind=kind)
    assert "Mara" not in json.dumps(people.mask_record(encode(page), page, unmasked=True))


def test_a_page_without_people_is_left_as_it_is(document: Document) -> None:
    assert people.mask({"text": "Nobody."}, ()) == {"text": "Nobody."}


def test_a_part_of_a_name_that_is_a_place_of_the_page_is_kept_as_the_place() -> None:
    assert (
        people.mask("Ann London fled London", ["Ann London"], keep=["London"])
        == f"{people.MASK * 10} fled London"
    )


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("Police first held Felix Keller, who had nothing to do with it.", ["Felix Keller"]),
        ("Among them was Ilze Ozola, 6.", ["Ilze Ozola"]),
        ("The interior minister, Maria Costa, and Maria Costa's aide came.", []),
        ("Governor John Hale spoke in Victoria Park.", []),
        (
            "Tzvet Dragunov, a locksmith, was acquitted. He met Bram Vexley, who hid.",
            ["Bram Vexley", "Tzvet Dragunov"],
        ),
        ("Her daughter Yezdi was six.", ["Yezdi"]),
        ("Karsa Evening Dispatch, 15 March 2013. Nobody came.", []),
        ("Addo Karsovar was hit by the flood. Roads in Addo Karsovar are closed.", []),
        ("It happened on Martin Luther Avenue near Charlotte County.", []),
        ("The John Hale Foundation paid for it.", []),
    ],
)
def test_a_person_named_in_passing_is_masked_an_office_a_place_a_body_is_not(
    text: str, private: list[str]
) -> None:
    document = Document(id="doc-1", text=text)
    assert list(people.private_names(Record(document=document))) == private


def test_who_was_cleared_is_masked_whatever_the_office(document: Document) -> None:
    cleared = Individual(name="Tomas Reke", status="misidentified", link="ruled_out", by="investigator")
    page = record(document, claim(document, "perpetrator_individual", cleared, "Tomas Reke"))
    assert "Tomas Reke" in people.private_names(page)
    assert "Reke" not in json.dumps(people.mask_record(encode(page), page), ensure_ascii=False)


@pytest.mark.parametrize(
    ("behind", "private"), [(", who lives next door, said", True), (" said", False), (", 41, said", True)]
)
def test_a_speaker_whom_the_page_must_explain_is_private(behind: str, private: bool) -> None:
    text = f"Ode Falk{behind} that it was loud."
    document = Document(id="doc-1", text=text)
    quote = document.quote(0, 8)
    speaker = Speaker(name="Ode Falk", as_written="Ode Falk", span=quote.span)
    said = Statement(
        id="st-1", document="doc-1", speaker=speaker, act="report", kind="indirect", content=quote
    )
    page = Record(document=document, statements=(said,))
    assert ("Ode Falk" in people.private_names(page)) == private
