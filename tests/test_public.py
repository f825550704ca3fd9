"""What may leave when somebody searches: nothing is found by the name of a private person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tacitus import public
from tacitus.model import Record, Victim
from tacitus.store import Store, add_record, open_store, replace_incidents
from tacitus.store.views import IncidentFilter
from tests.store import factory

WORDS = (
    "A bomb went off at the market of Bogotá. Ann Harrow, a baker, was killed. "
    "The blacksmith of Harrow told of an annual feast."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "t.db") as opened:
        page = factory.document(
            WORDS, "https://news.example/1/ann-harrow-killed", title="Bomb", source="pages/ann-harrow.html",
            sentences=((0, len(WORDS)),),
        )  # fmt: skip
        told = factory.report(
            page, "A bomb went off",
            (
                ("type", "bombing", "bomb"),
                ("victim", Victim(name="Ann Harrow", effect="killed"), "Ann Harrow"),
            ),
        )  # fmt: skip
        record = Record(document=page, reports=(told,))
        with opened.atomic():
            add_record(opened, record)
            replace_incidents(opened, [factory.incident(record)])
        yield opened


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("market", True),
        ("bogota", True),  # as the index finds it, without the accent
        ("BLACKSMITH annual", True),
        ('"blacksmith of"', True),
        ("harrow", False),  # the village has her name too: it is masked with it
        ('"ann harrow"', False),
        ("ann", False),  # stands in "annual", which is another word
        ("market ann", False),
        ('"killed baker"', False),
    ],
)
def test_words_are_found_outside_the_masks_alone(store: Store, asked: str, found: bool) -> None:
    incidents = public.incident_page(store, IncidentFilter(text=asked))
    documents = public.document_page(store, asked)
    assert (len(incidents.rows), len(documents.rows)) == (found, found)
    assert len(list(public.documents(store, asked))) == found


def test_names_lead_to_pages_where_they_are_shown(store: Store) -> None:
    assert len(public.incident_page(store, IncidentFilter(text="ann harrow"), unmasked=True).rows) == 1
    assert len(public.document_page(store, "ann harrow", unmasked=True).rows) == 1


def test_every_page_of_an_incident_is_looked_at(store: Store) -> None:
    others = [factory.record(number) for number in (1, 5)]
    with store.atomic():
        for record in others:
            add_record(store, record)
        replace_incidents(store, [factory.incident(*others)])
    assert len(public.incident_page(store, IncidentFilter(text='"number 5"')).rows) == 1
    assert not public.incident_page(store, IncidentFilter(text='"number 5" "number 1"')).rows


def test_addresses_name_nobody_in_the_list_of_documents_either(store: Store) -> None:
    (row,) = public.document_page(store, None).rows
    (place,) = public.whereabouts(store, row.document.id)
    for shown in (row.document.url, row.document.source, *row.sources, place["source"]):
        assert shown
        assert "harrow" not in shown
    (open_row,) = public.document_page(store, None, unmasked=True).rows
    assert open_row.sources == ("pages/ann-harrow.html",)
