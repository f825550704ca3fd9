"""Sentences: the rows of tests/cases/sentences.toml, and what holds for any text."""

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.lang.sentences import split

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "sentences.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["text"][:30])
def test_row(case: dict) -> None:
    assert [case["text"][a:b] for a, b in split(case["text"])] == case["sentences"]


@given(st.text(alphabet=st.sampled_from('aB. ?\n"”1'), max_size=80))
def test_sentences_are_in_order_and_hold_every_sign(text: str) -> None:
    spans = split(text)
    assert all(a < b for a, b in spans)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_sentence_crosses_a_blank_line(first: str, second: str) -> None:
    text = f"{first}\n\n{second}"
    assert not any(
        a < len(first) and b > len(first) + 2 and text[a:b].strip()
        for a, b in split(text)
        if "\n\n" in text[a:b]
    )
