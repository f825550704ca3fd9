"""Redaction: a text is gone everywhere, on the record, and does not come back."""

from dataclasses import replace
from pathlib import Path

import pytest

from tacitus.errors import StoreError, UnknownId
from tacitus.model import Claim, Record
from tacitus.store import Store, add_claim, add_record, open_store, redact, replace_incidents, views
from tests.store import factory

SECRET = "Quillfeather"
PAGE = factory.document(
    f"A bomb went off. {SECRET} was killed with two others.", "https://news.example/s",
    title=f"{SECRET} killed", digest="d1", source="pages/s.html",
)  # fmt: skip
TOLD = factory.report(PAGE, "A bomb went off", (("outcome", f"{SECRET} was killed", f"{SECRET} was killed"),))
RECORD = Record(document=PAGE, reports=(TOLD,))


def erase(store: Store, document: str = PAGE.id) -> tuple[str, ...]:
    with store.atomic():
        return redact(store, document, by="ada", at="2031-02-01", reason="asked for by the family")


def put(store: Store, *records: Record, source: str = "") -> list[bool]:
    with store.atomic():
        return [add_record(store, record, source=source) for record in records]


def test_nothing_is_left_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path) as store:
        put(store, *(factory.record(n) for n in range(300)), RECORD)
        with store.atomic():
            made = Claim.of(
                report=TOLD.id,
                slot="demand",
                value=SECRET,
                method="human:ada",
                evidence=(factory.quote(PAGE, SECRET),),
            )
            add_claim(store, made)
            replace_incidents(store, [replace(factory.incident(RECORD), title=f"Killing of {SECRET}")])
        assert views.search(store, SECRET)
        assert erase(store) == (PAGE.id,)
        store.checkpoint()
        assert not views.search(store, SECRET)
        assert not views.incidents(store).rows
        assert views.search(store, "governor"), "the rest is still found"
        held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert SECRET.encode() not in held
        assert SECRET.lower().encode() not in held


def test_the_tombstone_says_who_and_why(store: Store) -> None:
    put(store, RECORD)
    erase(store)
    with pytest.raises(UnknownId, match="redacted by ada on 2031-02-01: asked for by the family"):
        views.document(store, PAGE.id)
    assert views.counts(store).redactions == 1
    with pytest.raises(StoreError, match="append-only"), store.atomic():
        store.writing().exec_driver_sql("DELETE FROM redactions")


def test_it_does_not_come_back_in(store: Store) -> None:
    put(store, RECORD)
    erase(store)
    shouted = factory.document(PAGE.text.upper().replace(" ", "  "), "https://copy.example/s")
    other_text = factory.document("Menu " + PAGE.text, PAGE.url, digest="d1")
    assert put(store, RECORD, Record(document=shouted), Record(document=other_text)) == [False] * 3
    assert views.counts(store).documents == 0
    assert views.is_current(store, source="pages/s.html", digest="d1")


def test_copies_go_with_it_and_others_stay(store: Store) -> None:
    copy = factory.document(PAGE.text, "https://copy.example/s", digest="d2")
    put(store, RECORD, Record(document=copy), factory.record(1))
    assert erase(store) == tuple(sorted((PAGE.id, copy.id)))
    assert views.counts(store).documents == 1


def test_pages_without_words_are_not_taken_for_copies(store: Store) -> None:
    blank = [
        Record(document=factory.document("", f"https://news.example/{k}", reason="no text")) for k in (1, 2)
    ]
    put(store, *blank)
    erase(store, blank[0].document.id)
    assert views.counts(store).documents == 1
    assert put(store, Record(document=factory.document("", "https://news.example/3"))) == [True]


def test_an_unknown_document(store: Store) -> None:
    with pytest.raises(UnknownId):
        erase(store, "doc-none")
