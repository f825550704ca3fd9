"""Quotation marks of every kind, and what only looks like one."""

from __future__ import annotations

import pytest

from tacitus.extract.statements import find_quotes, paragraphs


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“One two,” he said. “Three.”", ["“One two,”", "“Three.”"]),
        ('He "left" and "came".', ['"left"', '"came"']),
        ("«Un deux», dit-il.", ["«Un deux»"]),
        ("He said ''no'' and ``yes''.", ["''no''", "``yes''"]),
        ("‘It’s the boys’ boat,’ she said.", ["‘It’s the boys’ boat,’"]),
        ("He said 'I go home' at the boys' club.", ["'I go home'"]),
        ("The boys' club isn't the girls' club.", []),
        ("A 6' 2\" man left.", []),
        ("“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"]),
    ],
)
def test_marks(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quoted


def test_an_open_quotation_ends_with_its_paragraph_and_goes_on_in_the_next() -> None:
    text = "“One.\n\n“Two.” And so on."
    first, second = find_quotes(text)
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)
    assert text[second.start : second.end] == "“Two.”"


def test_a_line_break_inside_a_sentence_ends_no_paragraph() -> None:
    text = "One two\nthree four.\nFive."
    assert [text[s:e] for s, e in paragraphs(text)] == ["One two\nthree four.", "Five."]


def test_garbage_takes_linear_time() -> None:
    assert find_quotes("'a " * 30_000 + '"' * 30_000) is not None
