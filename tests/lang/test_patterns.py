"""The pattern language of the lexicons."""

from __future__ import annotations

import pytest

from tacitus.errors import DataError
from tacitus.lang.patterns import Patterns, words
from tacitus.lang.sentences import split

CLASSES = {"vehicle": ["car", "van"]}


def found(phrase: str, text: str) -> list[str]:
    tokens = words(text, split(text))
    matches = Patterns([(phrase, None)], CLASSES).find(tokens)
    return [text[tokens[m.first].start : tokens[m.last].end] for m in matches]


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("open(|ed|s) fire", "They opened fire. He opens fire.", ["opened fire", "opens fire"]),
        ("<vehicle> bomb(|s)", "A CAR-BOMB and two van bombs", ["CAR-BOMB", "van bombs"]),
        ("(was|were) (fatally|) shot", "was shot; were fatally shot", ["was shot", "were fatally shot"]),
        ("took * hostage", "He took three foreign cooks hostage.", ["took three foreign cooks hostage"]),
        ("took * hostage", "He took one two three four five six hostage.", []),
        ("took * hostage", "He took it. A hostage fled.", []),
        ("hit (at least|over) ten", "hit at least ten, hit over ten", ["hit at least ten", "hit over ten"]),
        ("set fire", "set, fire", []),
        ("set fire", "set\nfire", ["set\nfire"]),
        ("set fire", "set\n\nfire", []),
    ],
)  # fmt: skip
def test_phrase_matches(phrase: str, text: str, wanted: list[str]) -> None:
    assert found(phrase, text) == wanted


@pytest.mark.parametrize("phrase", ["", "* fire", "(a|) fire", "fire *", "<ship> fire"])
def test_a_phrase_without_firm_ends_or_with_an_unknown_class_is_refused(phrase: str) -> None:
    with pytest.raises(DataError):
        Patterns([(phrase, None)], CLASSES)


def test_words_know_their_sentence_and_whether_they_touch() -> None:
    tokens = words("One two, three. Four", split("One two, three. Four"))
    assert [(w.text, w.sentence, w.joined) for w in tokens] == [
        ("one", 0, False),
        ("two", 0, True),
        ("three", 0, False),
        ("four", 1, False),
    ]


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("On 7 May 2019 it fell.", ["maymonth"]),
        ("Since May 2015 it may fall.", ["maymonth", "may"]),
        ("It may fall.", ["may"]),
        ("ON MAY 3 IT FELL", ["maymonth"]),
        ("It may cost 30.", ["may"]),
        ("May 7", ["maymonth"]),
    ],
)
def test_the_month_of_may_is_no_chance(text: str, spelt: list[str]) -> None:
    assert [w.text for w in words(text, [(0, len(text))]) if w.text.startswith("may")] == spelt
