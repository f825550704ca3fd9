"""Looking: lists, filters, search, and the whole of an incident."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tacitus.errors import StoreError, UnknownId, UsageError
from tacitus.model import (
    Dispute,
    Document,
    Figure,
    Incident,
    Record,
    Relation,
    Resolution,
    Statement,
    When,
)
from tacitus.store import Store, add_record, note_linked, replace_incidents, views
from tacitus.store.search import terms
from tests.store import factory

PAGES = tuple(factory.record(n) for n in range(12))


@pytest.fixture
def full(store: Store) -> Store:
    """Twelve pages, an incident each."""
    with store.atomic():
        for page in PAGES:
            add_record(store, page, extracted_by="rules 1")
        replace_incidents(store, [factory.incident(page, title=f"No {n}") for n, page in enumerate(PAGES)])
    return store


def ids(store: Store, **wanted: object) -> list[int]:
    """The numbers of the incidents that fit."""
    found = views.incidents(store, views.IncidentFilter(**wanted), order="day").rows  # type: ignore[arg-type]
    return [int(row.title.split()[1]) for row in found]


def test_reports_come_by_id_with_their_documents(full: Store) -> None:
    rows = list(views.reports(full))
    assert [row.report for row in rows] == sorted((p.reports[0] for p in PAGES), key=lambda r: r.id)
    by_id = {p.document.id: p.document for p in PAGES}
    for row in rows:
        page = by_id[row.report.document]
        assert row.document == replace(page, text="", sentences=(), items=(), removed=())
    whole = list(views.reports(full, texts=True))
    assert [row.document for row in whole] == [by_id[row.report.document] for row in rows]


def test_streams_do_not_lose_or_double_at_the_seams(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [row.id for row in views.reports(full)]
    for size in (1, 3, 12, 13):
        monkeypatch.setattr("tacitus.store.load.PAGE", size)
        assert [row.id for row in views.reports(full)] == expected
        assert sorted(record.document.id for record in views.records(full)) == sorted(
            page.document.id for page in PAGES
        )
        assert len(list(views.incident_stream(full))) == 12
        assert len(dict(views.memberships(full))) == 12


def test_a_stream_goes_on_while_its_reader_writes(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tacitus.store.load.PAGE", 2)
    for number, _ in enumerate(views.reports(full), 100):
        if number < 105:
            with full.atomic():
                add_record(full, factory.record(number))
    assert views.counts(full).documents == 17


@pytest.mark.parametrize("order", ["day", "-day", "killed", "-killed", "id"])
def test_pages_of_a_list_join_to_the_whole(full: Store, order: views.Order) -> None:
    whole = views.incidents(full, order=order)
    assert whole.after is None
    joined: list[views.IncidentRow] = []
    after = None
    while True:
        page = views.incidents(full, order=order, after=after, limit=5)
        joined += page.rows
        after = page.after
        if after is None:
            break
    assert tuple(joined) == whole.rows
    key = {"day": "day_first", "killed": "killed", "id": "id"}[order.removeprefix("-")]
    values = [getattr(row, key) for row in joined]
    assert all((b <= a) if order.startswith("-") else (a <= b) for a, b in pairwise(values))


@pytest.mark.parametrize("cursor", ["", "nonsense", "x~inc-1", "~"])
def test_a_cursor_that_is_none(full: Store, cursor: str) -> None:
    with pytest.raises(UsageError, match="not a cursor"):
        views.incidents(full, order="killed", after=cursor)


def test_incidents_are_narrowed(full: Store) -> None:
    assert ids(full, since="2031-01-03", until="2031-01-05") == [2, 3, 4]
    assert ids(full, min_killed=8) == [7, 8]
    assert ids(full, country="NV", type="bombing") == list(range(12))
    assert ids(full, type="arson") == []
    assert ids(full, text="ostrel market") == [1, 5, 9]
    assert ids(full, occurrence="refuted") == []
    assert ids(full, facets=(("type", "bombing"),), text='"number 11"') == [11]
    assert ids(full, country="NV' OR 1=1 --") == []


def test_an_unknown_day_fits_no_days(full: Store) -> None:
    page = PAGES[0]
    bare = replace(factory.incident(page), resolutions=())
    with full.atomic():
        replace_incidents(full, [bare])
    assert len(views.incidents(full).rows) == 1
    assert views.incidents(full).rows[0].killed is None
    assert not views.incidents(full, views.IncidentFilter(until="2999-01-01")).rows
    assert not views.incidents(full, views.IncidentFilter(since="0001-01-01")).rows


def test_an_open_end_fits_all_that_comes_after(full: Store) -> None:
    since = When(earliest=PAGES[0].document.published.earliest, latest=None)  # type: ignore[union-attr]
    opened = Resolution(slot="started", value=since, profile="tacitus", trace="", supporting=())
    with full.atomic():
        replace_incidents(full, [replace(factory.incident(PAGES[0]), resolutions=(opened,))])
    assert len(views.incidents(full, views.IncidentFilter(since="2050-01-01")).rows) == 1
    assert not views.incidents(full, views.IncidentFilter(until="2030-12-31")).rows


def test_facets_count_what_fits(full: Store) -> None:
    assert views.facets(full)["type"] == (("bombing", 12),)
    assert views.facets(full, views.IncidentFilter(min_killed=8))["country"] == (("NV", 2),)


def test_documents_are_listed_and_narrowed(full: Store) -> None:
    page = views.documents(full, limit=5)
    rest = views.documents(full, after=page.after)
    assert len(page.rows) == 5
    assert len(rest.rows) == 7
    row = next(r for r in (*page.rows, *rest.rows) if r.document.id == PAGES[3].document.id)
    assert (row.length, row.report_count, row.sources) == (len(PAGES[3].document.text), 1, ("pages/3.html",))
    narrowed = views.DocumentFilter(since="2031-01-12", language="en", publisher="The Example", readable=True)
    assert [r.document.id for r in views.documents(full, narrowed).rows] == [PAGES[11].document.id]
    assert not views.documents(full, views.DocumentFilter(readable=False)).rows


def test_search_shows_the_words_found(full: Store) -> None:
    hits = views.search(full, "calvera GOVERNOR")
    assert {hit.id for hit in hits} == {PAGES[n].document.id for n in (2, 6, 10)}
    assert ("Calvera", True) in hits[0].parts
    whole = "".join(words for words, _ in hits[0].parts).strip("…")
    assert any(whole in PAGES[n].document.text for n in (2, 6, 10))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        '""',
        "-- ; ''",
        "NEAR(",
        "AND OR NOT",
        "a*",
        "title:",
        "^x",
        "\x00",
        "\ud800",
        "x " * 500,
    ],
)
def test_any_question_is_answered(full: Store, text: str) -> None:
    views.search(full, text)
    views.incidents(full, views.IncidentFilter(text=text))
    views.documents(full, views.DocumentFilter(text=text))


def test_terms_are_words_and_phrases() -> None:
    assert terms('market "bomb  went" - don\'t x"y') == ["market", "bomb  went", "don't", "xy"]


def test_an_unknown_id_says_so(full: Store) -> None:
    for ask in (views.document, views.incident):
        with pytest.raises(UnknownId):
            ask(full, "nothing-like-it")


def test_an_incident_shows_what_stands_and_why(full: Store) -> None:
    one, two = PAGES[1], PAGES[5]
    made = factory.incident(one, two, killed=6)
    relation = Relation(from_=made.id, to="inc-other", kind="aftermath_of", evidence=(one.reports[0].anchor,))
    of_other = replace(made.resolutions[0], profile="gtd")
    made = replace(made, relations=(relation,), resolutions=(*made.resolutions, of_other))
    with full.atomic():
        voices = {
            one.reports[0].id: "voice-1",
            two.reports[0].id: "voice-2",
            two.reports[0].claims[0].id: "voice-3",
        }
        replace_incidents(full, [made], voices_of=voices)
    shown = views.incident(full, made.id)
    assert list(shown) == [
        "id", "title", "occurrence", "review_status", "reports", "slots", "unresolved", "course",
        "statements", "disputes", "relations", "claims",
    ]  # fmt: skip
    assert {r["voice"] for r in shown["reports"]} == {"voice-1", "voice-2"}
    assert {r["source"] for r in shown["reports"]} == {"pages/1.html", "pages/5.html"}
    killed = shown["slots"]["killed"]
    assert [(k["low"], k["best"], k["high"], k["profile"]) for k in killed] == [(6, 6, None, "tacitus")]
    assert killed[0]["value"]["low"] == 2
    assert "low" not in shown["slots"]["type"][0]
    assert [k["profile"] for k in views.incident(full, made.id, profile="all")["slots"]["killed"]] == [
        "tacitus",
        "gtd",
    ]
    course = shown["course"]["killed"]
    assert [(p["as_of"], p["low"], p["voice"]) for p in course] == [
        ("2031-01-02", 2, "voice-1"), ("2031-01-06", 6, "voice-3"),
    ]  # fmt: skip
    assert {c["id"] for c in shown["claims"]} == {c.id for p in (one, two) for c in p.reports[0].claims}
    assert [s["act"] for s in shown["statements"]] == ["condemn", "condemn"]
    words = shown["relations"][0]["evidence"][0]
    assert words["quote"] == "A bomb went off"
    assert words["document"] == one.document.id


def test_a_former_id_and_a_reports_id_lead_to_the_incident(full: Store) -> None:
    before = [factory.incident(page) for page in PAGES[:2]]
    merged = factory.incident(*PAGES[:2])
    with full.atomic():
        replace_incidents(full, [merged])
    for former in (*before, *(PAGES[n].reports[0] for n in (0, 1))):
        assert views.find_incident(full, former.id) == merged.id
        assert views.incident(full, former.id)["id"] == merged.id


def test_one_voice_saying_one_figure_is_one_point(full: Store) -> None:
    page = factory.document("Two died. Two people died there.", published=PAGES[0].document.published)
    told = factory.report(
        page,
        "Two died",
        (("killed", Figure(low=2, high=2), "Two died"), ("killed", Figure(low=2, high=2), "Two people")),
    )
    with full.atomic():
        add_record(full, Record(document=page, reports=(told,)))
        replace_incidents(full, [factory.incident(Record(document=page, reports=(told,)))])
    assert len(views.incident(full, "inc-" + told.id[4:])["course"]["killed"]) == 1


def test_disputes_and_statements_of_other_happenings_stay_away(full: Store) -> None:
    page = factory.document("A bomb went off. It was denied. A fire broke out. It was praised.")
    bomb = factory.report(page, "A bomb went off", (("type", "bombing", "bomb"),))
    fire = factory.report(page, "A fire broke out", (("type", "arson", "fire"),))
    said = [
        Statement(id=f"st-{k}", document=page.id, speaker=None, act=act, kind="indirect",
                  content=factory.quote(page, words), about=about)
        for k, (act, words, about) in enumerate(
            (("deny", "It was denied", bomb.id), ("praise", "It was praised", fire.id), ("other", "It", None))
        )
    ]  # fmt: skip
    about_fire = Dispute(about=fire.id, for_=(fire.claims[0].id,), against=())
    record = Record(document=page, reports=(bomb, fire), statements=tuple(said), disputes=(about_fire,))
    with full.atomic():
        add_record(full, record)
        made = factory.incident(record)
        replace_incidents(full, [made])
    shown = views.incident(full, made.id)
    assert [s["act"] for s in shown["statements"]] == ["deny"]
    assert shown["disputes"] == []


def test_incidents_can_be_replaced_in_part(full: Store) -> None:
    with full.atomic():
        merged = factory.incident(*PAGES[:2], title="No 0")
        gone = [factory.incident(page).id for page in PAGES[:2]]
        replace_incidents(full, [merged], dropped=gone, voices_of={"rep-1": "v"})
        replace_incidents(full, [merged], dropped=(), voices_of={"rep-1": "w"})
    assert len(views.incidents(full).rows) == 11
    with full.atomic():
        assert replace_incidents(full, []) == 0
    assert not views.incidents(full).rows


def test_a_report_stands_in_one_incident_only(full: Store) -> None:
    def twice() -> None:
        report = PAGES[0].reports[0].id
        both = [Incident(id=f"inc-{k}", title="", occurrence="alleged", reports=(report,)) for k in (1, 2)]
        replace_incidents(full, both)

    with pytest.raises(StoreError, match="two incidents"), full.atomic():
        twice()
    assert len(views.incidents(full).rows) == 12


def test_counts_are_of_what_is_shown(full: Store) -> None:
    page = PAGES[0]
    told = replace(page.reports[0], claims=page.reports[0].claims[:1])
    with full.atomic():
        add_record(full, replace(page, reports=(told,)), extracted_by="rules 2")
        add_record(full, Record(document=Document(id="doc-empty", text="", reason="no text")))
    counted = views.counts(full)
    assert (counted.documents, counted.without_text) == (13, 1)
    assert (counted.reports, counted.claims) == (12, 11 * 4 + 1)


def test_reports_are_found_by_id_with_what_people_added(full: Store) -> None:
    every = {row.id: row for row in views.reports(full)}
    some = sorted(every)[1:4]
    assert views.reports_by_id(full, [*some, "rep-none"]) == [every[ident] for ident in some]


def test_tellings_are_records_without_what_stands_beside(full: Store) -> None:
    told = list(views.tellings(full))
    assert [(record.document, record.reports) for record in told] == [
        (record.document, record.reports) for record in views.records(full)
    ]
    assert not any(record.statements for record in told)


def test_the_truth_changes_with_what_is_added_and_linking_notes_it(full: Store) -> None:
    before = views.truth(full)
    with full.atomic():
        note_linked(full, str(before))
    assert views.linked(full) == str(before) == str(views.truth(full))
    with full.atomic():
        add_record(full, factory.record(999))
    assert views.truth(full) != before
    with full.atomic():
        replace_incidents(full, [])
    assert views.linked(full) is None


def test_the_beginning_of_an_id_leads_to_the_incident_where_it_is_one(full: Store) -> None:
    first = views.incidents(full, order="id").rows[0].id
    assert views.find_incident(full, first[:14]) == first
    with pytest.raises(UnknownId):
        views.find_incident(full, first[:5])
    with pytest.raises(UnknownId):
        views.find_incident(full, "inc-%%%%%%%%")


def test_what_read_the_pages_is_named(store: Store) -> None:
    assert views.methods(store) == ()
    with store.atomic():
        add_record(store, factory.record(1), extracted_by="rules 1")
        add_record(store, factory.record(2), extracted_by="rules 1+reader 2")
        add_record(store, factory.record(1), extracted_by="rules 1+reader 2")
    assert views.methods(store) == ("rules 1+reader 2",)
