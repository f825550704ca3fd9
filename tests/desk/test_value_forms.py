"""The fields of a value: filled and read back they give the value; words propose one."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tacitus.desk.value_forms import LEFT_OUT, fields, from_words, read
from tacitus.errors import TacitusError
from tacitus.model import encode
from tacitus.model.slots import SLOTS
from tests.model.strategies import values


def plain(data: object) -> object:
    """What a form keeps of a value: no blanks at the ends of words, nothing that it does not ask."""
    if isinstance(data, str):
        return data.strip() or None
    if isinstance(data, dict):
        return {
            k: plain(v) for k, v in data.items() if k not in LEFT_OUT and plain(v) not in (None, {}, False)
        }
    return data


def strings(data: object) -> list[object]:
    """The words of a value: its own, and those of its parts."""
    return [data, *(part for v in data.values() for part in strings(v))] if isinstance(data, dict) else [data]


@pytest.mark.parametrize("slot", SLOTS)
@given(data=st.data())
def test_fields_read_back_give_the_value(slot: str, data: st.DataObject) -> None:
    value = encode(data.draw(values(slot)))
    assume(not any(isinstance(v, str) and not v.strip() for v in strings(value)))
    given_fields = {field.name: field.value for field in fields(slot, value)}
    assert plain(encode(read(slot, given_fields))) == plain(value)


@pytest.mark.parametrize(
    ("slot", "words", "want"),
    [
        ("killed", "at least 39 people", {"low": 39, "high": None, "modifier": "at least"}),
        ("killed", "nobody in particular", {}),
        ("started", "on Tuesday", {"earliest": "2024-05-14", "latest": "2024-05-14"}),
        ("weapon", "a pipe bomb", {"as_written": "a pipe bomb"}),
        ("damage", "broke the windows", {"words": "broke the windows"}),
    ],
)
def test_words_propose_a_value(slot: str, words: str, want: dict[str, object]) -> None:
    made = from_words(slot, words, day=date(2024, 5, 16), gazetteer=None)
    assert {key: made[key] for key in want} == want


def test_a_number_that_is_none_is_told() -> None:
    with pytest.raises(TacitusError, match="no number"):
        read("killed", {"low": "many", "high": ""})
