"""Records hold their invariants, come back from their JSON unchanged, and have ids that depend on content
alone."""

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from tacitus.errors import NoEvidence, RecordError, VocabularyError
from tacitus.model import Claim, Document, Evidence, Figure, Record, Span, canonical, decode, encode
from tacitus.model.schema import record_schema
from tests.model.strategies import records

TEXT = "Two men died. Nobody claimed it."
DOCUMENT = Document(
    id=Document.id_of(TEXT, None), text=TEXT, sentences=((0, 13), (14, 32)), items=((0, 13), (14, 32))
)


def claim(**changes: object) -> Claim:
    parts = {
        "report": "rep-1",
        "slot": "killed",
        "value": Figure(low=2, high=2),
        "evidence": (DOCUMENT.quote(0, 12),),
        "method": "a",
    }
    return Claim.of(**{**parts, **changes})


@settings(max_examples=200)
@given(records())
def test_every_record_comes_back_from_its_json(record: Record) -> None:
    data = json.loads(canonical(record))
    assert decode(Record, data) == record
    jsonschema.Draft202012Validator(record_schema()).validate(data)


@given(records())
def test_every_quote_is_what_stands_there(record: Record) -> None:
    for report in record.reports:
        for evidence in (report.anchor, *(e for c in report.claims for e in c.evidence)):
            assert evidence.quote == record.document.text[evidence.start : evidence.end]


def record_validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(record_schema())


def test_the_schema_in_docs_is_the_one_the_model_gives() -> None:
    kept = Path(__file__).parents[2] / "docs" / "record.schema.json"
    made = json.loads(kept.read_text(encoding="utf-8"))
    assert made == record_schema(), "run: python -m tacitus.model.schema"


def test_a_claim_needs_words() -> None:
    with pytest.raises(NoEvidence):
        claim(evidence=())


@pytest.mark.parametrize(
    "changes",
    [
        {"slot": "deaths"},
        {"slot": "type", "value": "terrorism"},
        {"slot": "type", "value": Figure(low=1, high=1)},
        {"stance": "perhaps"},
    ],
)
def test_a_word_outside_the_vocabularies_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(VocabularyError):
        claim(**changes)


def test_a_better_reader_finds_the_same_claim_again() -> None:
    assert claim().id == claim(method="b", confidence=0.1).id
    assert claim().id != claim(value=Figure(low=3, high=3)).id
    assert claim().id != claim(report="rep-2").id
    assert claim().id != claim(evidence=(DOCUMENT.quote(0, 13),)).id


def test_the_same_words_at_another_address_are_another_document() -> None:
    assert Document.id_of("x", None) == Document.id_of("x", None) != Document.id_of("x", "http://a.example")


def test_evidence_must_fill_its_span() -> None:
    with pytest.raises(RecordError):
        Evidence(span=Span(document="d", start=0, end=3), quote="ab")
    with pytest.raises(RecordError):
        DOCUMENT.quote(5, 5)
    with pytest.raises(RecordError):
        DOCUMENT.quote(0, 99)


def test_a_position_belongs_to_its_sentence_and_item() -> None:
    assert [DOCUMENT.sentence_of(p) for p in (0, 12, 13, 14, 31)] == [0, 0, 0, 1, 1]
    assert [DOCUMENT.item_of(p) for p in (0, 13, 14)] == [0, 0, 1]


def test_sentences_outside_the_text_are_refused() -> None:
    with pytest.raises(RecordError):
        dataclasses.replace(DOCUMENT, sentences=((0, 99),))


@pytest.mark.parametrize(
    "damage", [{"value": None}, {"value": {"low": "many"}}, {"evidence": [{"start": 0}]}, {"basis": "felt"}]
)
def test_damaged_json_is_refused(damage: dict[str, object]) -> None:
    data = {**encode(claim()), **damage}
    with pytest.raises(RecordError):
        decode(Claim, data, document=DOCUMENT.id, report="rep-1")
