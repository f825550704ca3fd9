"""A document's text in pieces: put together again it is the text, whatever signs stand in it."""

from hypothesis import given
from hypothesis import strategies as st

from tacitus.desk.text_shown import marked, signs
from tacitus.model import encode
from tests.model.strategies import records


def whole(pieces: tuple[tuple[str, str], ...]) -> str:
    return "".join(words or chr(int(sign, 16)) for words, sign in pieces)


@given(st.text())
def test_signs_keep_every_letter(text: str) -> None:
    assert whole(signs(text)) == text


@given(st.text())
def test_nothing_that_is_shown_can_turn_a_line_round(text: str) -> None:
    shown = "".join(words for words, _ in signs(text))
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f\u0000\r")


@given(records())
def test_pieces_together_are_the_text(record) -> None:  # type: ignore[no-untyped-def]
    found = marked(encode(record))
    assert "".join(whole(piece.signs) for piece in found.pieces) == record.document.text


@given(records())
def test_each_claim_is_marked_where_its_words_stand(record) -> None:  # type: ignore[no-untyped-def]
    found = marked(encode(record))
    at = {piece.start: piece for piece in found.pieces}
    for report in record.reports:
        for claim in report.claims:
            for words in claim.evidence:
                assert claim.id in at[words.start].ids
