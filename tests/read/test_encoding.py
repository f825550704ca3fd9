"""Bytes become text without a letter lost."""

from __future__ import annotations

import pytest

from tacitus.read.encoding import clean, decode, is_binary

WORDS = "Žluťoučký – “naïve” Ελλάδα Привет"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_needs_no_label(charset: str) -> None:
    text = "A plain English beginning, and then: " + WORDS
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("windows-1251", "Взрыв в порту"),
        ("iso-8859-9", "Saldırı gecesi"),
        ("shift_jis", "港で爆発"),
        ("iso-2022-jp", "港で爆発"),
    ],
)
def test_label_of_the_page_counts(charset: str, words: str) -> None:
    page = f'<html><meta charset="{charset}"><p>{words}</p>'
    assert words in decode(page.encode(charset), html=True)
    assert words in decode(words.encode(charset), f"text/html; charset={charset}")


def test_without_label_it_is_windows_1252() -> None:
    assert decode("a “quote” – señor".encode("cp1252")) == "a “quote” – señor"


def test_wrong_label_yields_to_valid_utf8() -> None:
    page = '<meta charset="iso-8859-1"><p>señor – “quote”</p>'
    assert decode(page.encode(), html=True) == page


def test_stray_bytes_in_utf8_are_read_one_by_one() -> None:
    assert decode("señor señora ".encode() + b"\x93x\x94 \xe9") == "señor señora “x” é"


def test_text_encoded_twice_is_restored() -> None:
    twice = "it’s – so".encode().decode("latin-1")
    assert clean(twice) == "it’s – so"


def test_controls_and_surrogates_cannot_reach_later_stages() -> None:
    text = clean("a\x00b\ud800c\u200bd\xade\x1bf\r\ng\u2028h\xa0i\tj\ufeff")
    assert text == "ab\ufffdcdef\ng\nh i j"
    text.encode("utf-8")


def test_binary_is_told_from_text() -> None:
    assert is_binary(bytes(range(256)) * 10)
    assert is_binary(b"\x89PNG\r\n\x1a\n")
    assert not is_binary(WORDS.encode("utf-16"))
    assert not is_binary(WORDS.encode("koi8-r", "replace"))
    assert not is_binary(b"")
    assert not is_binary(b"a text with one \x00 in it")
