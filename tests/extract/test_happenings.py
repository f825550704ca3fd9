"""Which happenings a page tells of: rows of tests/cases/happenings.toml, then what holds for every page."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tacitus.extract import find_happenings, triage
from tacitus.lang import sentences
from tacitus.model import Document

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "happenings.toml").read_text(encoding="utf-8"))


def document(text: str, items: tuple[tuple[int, int], ...] = ()) -> Document:
    return Document(id="doc-test", text=text, sentences=sentences.split(text), items=items)


@pytest.mark.parametrize("row", CASES["page"], ids=lambda row: row["text"][:40])
def test_page_tells_of(row: dict[str, Any]) -> None:
    told = [
        f"{h.role}: {h.types[0].value} / {h.stages[0].value}" for h in find_happenings(document(row["text"]))
    ]
    assert told == row["told"]


@pytest.mark.parametrize("row", CASES["nothing"], ids=lambda row: row["text"][:40])
def test_page_without_an_attack_has_no_main(row: dict[str, Any]) -> None:
    assert not [h for h in find_happenings(document(row["text"])) if h.role in ("main", "aftermath")]


@pytest.mark.parametrize("row", CASES["occurrence"], ids=lambda row: row["text"][:40])
def test_occurrence_is_read_where_said(row: dict[str, Any]) -> None:
    (told,) = find_happenings(document(row["text"]))
    assert [f.value for f in told.occurrence] == ([row["value"]] if row["value"] else [])


@pytest.mark.parametrize("row", CASES["intent"], ids=lambda row: row["text"][:40])
def test_intent_is_read_where_said(row: dict[str, Any]) -> None:
    (told,) = find_happenings(document(row["text"]))
    assert [f.value for f in told.intent] == [row["value"]]


@pytest.mark.parametrize("row", CASES["page"], ids=lambda row: row["text"][:40])
def test_triage_lets_every_attack_through(row: dict[str, Any]) -> None:
    assert triage(document(row["text"])).relevant


def test_capitals_change_nothing() -> None:
    for row in CASES["page"]:
        plain = find_happenings(document(row["text"]))
        shouted = find_happenings(document(row["text"].upper()))
        assert [(h.role, h.types[0].value) for h in plain] == [(h.role, h.types[0].value) for h in shouted]


def test_every_happening_has_type_and_stage_in_the_words_that_say_it() -> None:
    for row in CASES["page"]:
        for h in find_happenings(document(row["text"])):
            assert h.types
            assert h.stages
            for finding in (*h.types, *h.stages):
                assert 0 <= finding.start < finding.end <= len(row["text"])


def test_items_are_judged_apart() -> None:
    first = "Gunmen shot dead two traders in Karsa on Monday.\n\n"
    text = first + "• The town council approved its budget. It will build a new school."
    told = find_happenings(document(text, ((0, len(first)), (len(first), len(text)))))
    assert [h.item for h in told] == [0]


def test_an_empty_page_tells_of_nothing() -> None:
    assert find_happenings(document("")) == ()
    assert not triage(document("")).relevant


def test_garbage_is_read_in_linear_time() -> None:
    begun = time.process_time()
    for piece in ("attack ", "a - ", "\n \n", "((((", "plan to bomb the ", "killed,"):
        find_happenings(document(piece * (100_000 // len(piece))))
    assert time.process_time() - begun < 10


@pytest.mark.shared
def test_the_shared_page_tells_of_three_happenings() -> None:
    page = Path(__file__).parents[2] / ".." / "shared" / "seed" / "page.txt"
    if not page.exists():
        pytest.skip("the material in ../shared is missing")
    roles = sorted(h.role for h in find_happenings(document(page.read_text(encoding="utf-8"))))
    assert roles == ["background", "main", "prospective"]


@pytest.mark.parametrize(
    "text",
    [
        "Four shootings in Karsa and Velim killed two. " * 2_000,
        "Three raids. " + "\n\nA: in B a man was shot dead" * 3_500,
        "Soldiers opened fire on protesters. " + "a crowd and " * 8_000 + "set fire to a bus.",
        "in A and B " * 9_000 + "a man was killed",
    ],
)
def test_many_acts_are_told_apart_in_linear_time(text: str) -> None:
    start = time.process_time()
    find_happenings(document(text[:100_000]))
    assert time.process_time() - start < 20
