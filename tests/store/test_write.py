"""Appending: what is there already is not doubled, and what is read back is what was written."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacitus.errors import RecordError, StoreError, UnknownId
from tacitus.model import Claim, Decision, Figure, Record
from tacitus.store import (
    Store,
    add_claim,
    add_decision,
    add_failure,
    add_record,
    open_store,
    schema,
    views,
)
from tests.model import strategies
from tests.store import factory


def put(store: Store, *records: Record, by: str = "rules 1", source: str = "") -> list[bool]:
    with store.atomic():
        return [add_record(store, r, source=source, at="2031-05-01T00:00Z", extracted_by=by) for r in records]


def row_counts(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        count = sa.func.count()
        return {
            t.name: connection.execute(sa.select(count).select_from(t)).scalar_one()
            for t in schema.metadata.tables.values()
        }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(tmp_path_factory.mktemp("kept") / "tacitus.db")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.records())
def test_a_record_is_read_back_exactly(kept: Store, record: Record) -> None:
    ident = record.document.id
    try:
        stored = views.document(kept, ident)
    except UnknownId:
        put(kept, record)
        stored = views.document(kept, ident)
        assert stored == record
    assert stored.document.text == record.document.text


@pytest.mark.parametrize(
    "hard", ["a\x00b killed", "half \ud83d killed", "\udc00 killed \u202e\u200b", "e\u0301 killed"]
)
def test_hard_characters_come_back_where_they_stood(store: Store, hard: str) -> None:
    page = factory.document(hard, title=hard, source=hard)
    told = factory.report(page, hard[:5], (("outcome", hard[2:], hard[2:]),))
    put(store, Record(document=page, reports=(told,)))
    assert views.document(store, page.id) == Record(document=page, reports=(told,))
    assert [hit.id for hit in views.search(store, "killed")] == [page.id]


def test_two_half_characters_in_a_row_are_refused(store: Store) -> None:
    page = factory.document("text")
    told = factory.report(page, "text", (("outcome", "\ud83d\ude00", "text"),))
    with pytest.raises(RecordError, match="half characters"):
        put(store, Record(document=page, reports=(told,)))


def test_the_same_page_twice_changes_nothing(store: Store) -> None:
    pages = [factory.record(n) for n in range(5)]
    assert put(store, *pages) == [True] * 5
    before = row_counts(store)
    assert put(store, *pages) == [False] * 5
    assert row_counts(store) == before


def test_another_place_is_noted_and_the_smallest_is_shown(store: Store) -> None:
    page = factory.record(1)
    put(store, page)
    moved = replace(page, document=replace(page.document, source="copies/1.html", fetched_at="2031-06-01"))
    assert put(store, moved, source="copies/1.html") == [False]
    row = views.documents(store).rows[0]
    assert row.sources == ("copies/1.html", "pages/1.html")
    assert row.document.source == "copies/1.html"
    assert views.document(store, page.document.id).reports == page.reports


def test_the_source_shown_does_not_depend_on_the_order(tmp_path: Path) -> None:
    page = factory.record(1)
    shown = []
    for k, order in enumerate((("b", "a"), ("a", "b"))):
        with open_store(tmp_path / f"{k}.db") as store:
            for source in order:
                put(store, replace(page, document=replace(page.document, source=source)), source=source)
            shown.append(views.document(store, page.document.id))
    assert shown[0] == shown[1]


def test_pages_of_the_same_words_and_other_bytes_show_one_reading_in_any_order(tmp_path: Path) -> None:
    one = factory.record(1, title="A title", digest="1" * 64)
    two = factory.record(1, title="Another title", digest="2" * 64)
    for k, order in enumerate(((one, two), (two, one))):
        with open_store(tmp_path / f"{k}.db") as store:
            for record in order:
                put(store, record)
            before = row_counts(store)
            assert put(store, *order) == [False, False]
            assert row_counts(store) == before
            assert views.document(store, one.document.id).document.title == "A title"


def newer(record: Record, toll: int) -> Record:
    """The record as another method reads it: another toll on the same words."""
    told = record.reports[0]
    killed = told.slot("killed")[0]
    other = Claim.of(
        report=told.id,
        slot="killed",
        value=Figure(low=toll, high=toll),
        evidence=killed.evidence,
        method="rules 2",
    )
    return replace(record, reports=(replace(told, claims=(other, *told.claims[1:])),))


def test_a_newer_method_is_shown_and_the_former_claims_stay(store: Store) -> None:
    page = factory.record(1)
    put(store, page)
    better = newer(page, 7)
    assert put(store, better, by="rules 2") == [True]
    assert views.document(store, page.document.id) == better
    assert [row.report for row in views.reports(store)] == list(better.reports)
    with store.reading() as connection:
        kept = connection.execute(sa.select(schema.claims.c.id)).scalars().all()
    assert page.reports[0].slot("killed")[0].id in kept
    assert put(store, better, by="rules 2") == [False]
    assert put(store, page, by="rules 1") == [True], "going back to a method shows it again"
    assert views.document(store, page.document.id) == page


def test_a_newer_method_that_finds_the_same_is_noted(store: Store) -> None:
    page = factory.record(1)
    put(store, page)
    known = {"source": "pages/1.html", "digest": page.document.digest}
    assert views.is_current(store, **known, extracted_by="rules 1")
    assert not views.is_current(store, **known, extracted_by="rules 2")
    put(store, page, by="rules 2")
    assert views.is_current(store, **known, extracted_by="rules 2")
    assert not views.is_current(
        store, source="elsewhere", digest=page.document.digest, extracted_by="rules 2"
    )


def test_text_extracted_anew_from_the_same_bytes_supersedes_the_document(store: Store) -> None:
    old = factory.record(1)
    page = factory.document(
        "Menu. " + old.document.text, old.document.url, digest=old.document.digest, reader="reader 2"
    )
    told = factory.report(page, "A bomb went off", ())
    put(store, old)
    put(store, Record(document=page, reports=(told,)))
    assert [row.id for row in views.reports(store)] == [told.id]
    assert [row.document.id for row in views.documents(store).rows] == [page.id]
    assert views.document(store, old.document.id) == old, "still found under its own id"
    assert views.counts(store).documents == 1


def test_any_bytes_that_a_document_came_from_lead_to_its_successor(store: Store) -> None:
    old, again = factory.record(1, digest="1" * 64), factory.record(1, digest="2" * 64)
    put(store, old, again)
    page = factory.document(
        "Menu. " + old.document.text, old.document.url, digest="2" * 64, reader="reader 2"
    )
    put(store, Record(document=page))
    assert [row.document.id for row in views.documents(store).rows] == [page.id]


def test_two_documents_of_the_same_bytes_by_one_reader_both_stand(store: Store) -> None:
    one, two = factory.record(1, digest="d", reader="r"), factory.record(2, digest="d", reader="r")
    put(store, *(replace(r, document=replace(r.document, url=None)) for r in (one, two)))
    assert views.counts(store).documents == 2


def test_a_record_that_contradicts_itself_is_refused(store: Store) -> None:
    one, two = factory.record(1), factory.record(2)
    with pytest.raises(RecordError, match="another document"):
        put(store, replace(one, reports=two.reports))
    shifted = replace(one, document=replace(one.document, text="x" + one.document.text, sentences=()))
    with pytest.raises(RecordError, match="do not stand"):
        put(store, shifted)
    assert row_counts(store)["documents"] == 0


def test_truth_can_only_be_appended(store: Store) -> None:
    put(store, factory.record(1))
    with store.atomic():
        add_decision(
            store, Decision(id="dec-1", subject=("rep-1",), verdict="accept", decided_by="a", decided_at="1")
        )
    numbered = ("claims", "reports", "readings", "statements", "decisions")
    for table, column in (*((table, "seq") for table in numbered), ("decision_subjects", "position")):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column} + 100"):
            with pytest.raises(StoreError, match="append-only"), store.atomic():
                store.writing().exec_driver_sql(statement)
    with pytest.raises(StoreError, match="append-only"), store.atomic():
        store.writing().exec_driver_sql("UPDATE documents SET text = 'x'")
    with pytest.raises(StoreError, match="append-only"), store.atomic():
        store.writing().exec_driver_sql("DELETE FROM documents")


def test_a_failure_is_listed_until_its_source_is_read(store: Store) -> None:
    for expected in (True, False):
        with store.atomic():
            assert add_failure(store, "pages/1.html", reason="too large", kind="TooLarge") is expected
    with store.atomic():
        add_failure(store, "pages/1.html", reason="no text", kind="NotText", at="2031")
    failure = views.Failure(source="pages/1.html", kind="NotText", reason="no text", at="2031")
    assert views.failures(store) == (failure,)
    put(store, factory.record(1))
    assert views.failures(store) == ()


def test_a_persons_claim_is_appended_once_and_stands_in_its_report(store: Store) -> None:
    page = factory.record(1)
    put(store, page)
    told = page.reports[0]
    corrected = Claim.of(
        report=told.id, slot="killed", value=Figure(low=3, high=3), method="human:ada",
        evidence=(factory.quote(page.document, "people were killed"),),
    )  # fmt: skip
    for expected in (True, False):
        with store.atomic():
            assert add_claim(store, corrected) is expected
    assert views.document(store, page.document.id).reports[0].claims == (*told.claims, corrected)
    assert next(iter(views.reports(store))).report.slot("killed") == (*told.slot("killed"), corrected)


def test_a_persons_claim_needs_a_name_a_report_and_words(store: Store) -> None:
    page = factory.record(1)
    put(store, page)
    machine = page.reports[0].claims[0]
    human = replace(machine, method="human:ada")
    elsewhere = replace(human, evidence=(factory.record(2).reports[0].anchor,))
    with pytest.raises(RecordError, match="not a person's"), store.atomic():
        add_claim(store, machine)
    with pytest.raises(UnknownId), store.atomic():
        add_claim(store, replace(human, report="rep-none"))
    with pytest.raises(RecordError, match="do not stand"), store.atomic():
        add_claim(store, elsewhere)


def test_writing_wants_an_open_transaction(store: Store) -> None:
    with pytest.raises(StoreError, match="outside"):
        add_record(store, factory.record(1))
    with store.snapshot(), pytest.raises(StoreError, match="outside"):
        add_record(store, factory.record(1))


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(7)))
def test_any_order_of_ingest_shows_the_same(order: list[int]) -> None:
    pages = [factory.record(n) for n in (0, 1, 2)]
    pages.append(replace(pages[1], document=replace(pages[1].document, source="copies/1.html")))
    pages.append(factory.record(1, title="Of other bytes", digest="0" * 63 + "0"))
    pages.append(factory.record(2, title="Of other bytes", digest="f" * 64, source="a/2.html"))
    pages.append(factory.record(0, digest="a" * 64))
    shown = []
    for numbers in (range(7), order):
        with TemporaryDirectory() as folder, open_store(Path(folder) / "t.db") as store:
            put(store, *(pages[n] for n in numbers))
            shown.append((list(views.records(store)), list(views.reports(store)), views.documents(store)))
    assert shown[0] == shown[1]
