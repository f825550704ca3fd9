"""Coding from the text alone: no address of the desk shows a blinded coder what the machine read of that
incident, until the sheet is handed in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from tacitus import archive, double_coding
from tacitus.desk import Options, app, create_app
from tacitus.export.formats import formats
from tacitus.judgements import Act, append
from tacitus.model import (
    Claim,
    Document,
    Figure,
    Organisation,
    Place,
    Record,
    Report,
    Site,
    Target,
    Weapon,
    When,
)
from tacitus.reconcile import CODED
from tacitus.store import Store, add_record, open_store, views
from tests.desk.conftest import HOST, Clock, sign_in
from tests.desk.hostile import hostile_record

MARKS = (
    "7713", "7,713", "8817", "8,817", "Qvazzia", "Zorbek", "Plimth", "Vrunk", "Kroltan", "2031-05-17",
    "17 May 2031",
)  # fmt: skip
"""How the values of `planted` show; none of them stands in its text."""

_HASH = re.compile(r"[0-9a-f]{12,}")


def planted() -> Record:
    """A page whose text says nothing of what was read from it, so that each value gives itself away."""
    text = "Something went off at the quay on Monday, and many were hurt. The harbour master spoke of it."
    url = "https://news.example/quay"
    published = When(earliest=date(2031, 6, 2), latest=date(2031, 6, 2))
    page = Document(
        id=Document.id_of(text, url), text=text, url=url, title="At the quay", publisher="Quay Post",
        published=published, language="en", digest="1" * 64, source="quay.html", sentences=((0, len(text)),),
        reader="test",
    )  # fmt: skip
    anchor = page.quote(0, 18)
    ident = Report.id_of(anchor)
    day = date(2031, 5, 17)
    values = (
        ("type", "bombing"), ("killed", Figure(low=7713, high=7713)),
        ("injured", Figure(low=8817, high=8817)), ("started", When(earliest=day, latest=day)),
        ("place", Place(name="Qvazzia", country="QV", precision="town", lat=10.0, lon=20.0)),
        ("site", Site(name="Kroltan", kind="Kroltan")), ("target", Target(name="Plimth")),
        ("weapon", Weapon(as_written="Vrunk")),
        ("perpetrator_organisation", Organisation(name="Zorbek", as_written="Zorbek", link="claimed")),
    )  # fmt: skip
    claims = tuple(
        Claim.of(report=ident, slot=slot, value=value, evidence=(anchor,), method="rules 1")  # type: ignore[arg-type]
        for slot, value in values
    )
    report = Report(id=ident, document=page.id, role="main", anchor=anchor, claims=claims)
    return Record(document=page, reports=(report,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of two pages: the planted one, and one of another happening."""
    with open_store(tmp_path / "veil.db") as opened:
        with opened.atomic():
            for record in (planted(), hostile_record(1, "Elsewhere")):
                add_record(opened, record, source=record.document.source)
        archive.relink(opened)
        yield opened


@pytest.fixture
def ident(store: Store) -> str:
    """The planted incident, given to two; every sheet hides the machine's values."""
    record = planted()
    found = views.find_incident(store, record.reports[0].id)
    with store.atomic():
        double_coding.assign(store, Act(by="Edith", at="2030-06-01T00:00:00Z"), found, ["Ana", "Ben"])
    archive.link_new(store)
    return found


@pytest.fixture
def people(store: Store, ident: str) -> Iterator[dict[str, TestClient]]:
    """Ana, who codes it from its text, and Carla, who does not."""
    made = create_app(store, Options(now=Clock(), double=0, hidden=1))
    browsers = {name: TestClient(made, base_url=HOST, follow_redirects=True) for name in ("Ana", "Carla")}
    for name, browser in browsers.items():
        browser.follow_redirects = False
        sign_in(browser, name)
        browser.follow_redirects = True
    yield browsers
    for browser in browsers.values():
        browser.close()


def addresses(store: Store, ident: str) -> list[str]:
    """Every address that can be read, with every id of the incident, and lists that ask for its values."""
    told = views.incident(store, ident)
    report, document = told["reports"][0]["id"], told["reports"][0]["document"]
    claim = next(c["id"] for c in told["claims"] if c["slot"] == "killed")
    other = next(row.id for row in views.incidents(store, limit=9).rows if row.id != ident)
    paths = [
        route.path
        for router in (*app.PAGES, *app.DATA)
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods
    ]
    made = []
    for path in paths:
        for about in (ident, report, document, other) if "{ident}" in path else ("",):
            for form in formats() if "{form}" in path else ("",):
                filled = path.replace("{ident}", about).replace("{form}", form)
                made.append(filled.replace("{slot}", "killed"))
    lists = ("/incidents", "/api/v1/incidents", "/api/v1/facets", "/api/v1/timeline", "/incidents.geojson",
             "/api/v1/points")  # fmt: skip
    asked = ("?min_killed=7000", "?country=QV", "?since=2031-05-01&until=2031-05-31",
             "?text=quay", "?order=-killed", "?order=id")  # fmt: skip
    made += [address + query for address in lists for query in asked]
    queues = ("?review_status=in_review", "?country=QV&review_status=", "?assignee=Ana", "?assignee=Ben")
    made += [f"/review{query}" for query in queues]
    made += [f"/api/v1/review{query.replace('status=', 'status=any') if query.endswith('=') else query}"
             for query in queues]  # fmt: skip
    for why in ("/review/why", "/api/v1/why"):
        made += [f"{why}?one={one}&other={other}" for one in (ident, report, document)]
        made += [f"{why}?one={other}&other={one}" for one in (ident, report, document)]
    made += [f"/review/correct?report={report}&slot=killed&claim={claim}", "/documents?text=quay"]
    made += [f"/review/fields?report={report}&slot=killed&words=Something"]
    return made


def shown(browser: TestClient, address: str) -> str:
    """The address's answer as text, ids and other hashes taken out; of an archive all its files."""
    answer = browser.get(address)
    assert answer.status_code < 500, address
    if "zip" not in answer.headers.get("content-type", ""):
        return _HASH.sub("", answer.text)
    with ZipFile(io.BytesIO(answer.content)) as bundle:
        files = [bundle.read(name).decode("utf-8", "replace") for name in bundle.namelist()]
    return _HASH.sub("", "\n".join(files))


def marks_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text]


def test_no_address_shows_a_blinded_coder_what_the_machine_read(
    people: dict[str, TestClient], store: Store, ident: str
) -> None:
    asked = addresses(store, ident)
    found = {name: {a: marks_in(shown(people[name], a)) for a in asked} for name in people}
    assert {address: marks for address, marks in found["Ana"].items() if marks} == {}
    seen = [address for address, marks in found["Carla"].items() if marks]
    assert len(seen) > 40  # the same walk finds them where they are not hidden
    assert {mark for marks in found["Carla"].values() for mark in marks} == set(MARKS)


@pytest.mark.parametrize(
    "query", ["min_killed=7000", "country=QV", "actor=Zorbek", "since=2031-05-01&until=2031-05-31"]
)
def test_no_filter_tells_that_it_fits(people: dict[str, TestClient], ident: str, query: str) -> None:
    for name, fits in (("Ana", False), ("Carla", True)):
        get = people[name].get
        assert (ident in get(f"/incidents?{query}").text) == fits
        assert bool(get(f"/api/v1/incidents?{query}").json()["rows"]) == fits
        assert bool(get(f"/api/v1/timeline?{query}").json()["rows"]) == fits
        assert bool(get(f"/api/v1/points?{query}").json()["features"]) == fits
        assert bool(get(f"/api/v1/facets?{query}").json().get("country")) == fits
        with ZipFile(io.BytesIO(get(f"/incidents/export/csv?{query}").content)) as bundle:
            assert (ident in bundle.read("provenance.jsonl").decode()) == fits


def test_the_sheet_stands_in_the_queue_and_says_why_nothing_shows(
    people: dict[str, TestClient], ident: str
) -> None:
    ana = people["Ana"]
    assert "1 that you code from the text alone is left out" in ana.get("/incidents").text
    assert "coded from the text" in ana.get("/review?assignee=Ana").text
    assert [('value="QV"' in people[name].get("/review").text) for name in ("Ana", "Carla")] == [False, True]
    assert ident not in ana.get("/review?assignee=Ana&country=QV").text
    document = ana.get(f"/api/v1/review/sheets/{ident}").json()
    assert document["hidden"]
    assert all(item["machine"] is None for item in document["items"])


def test_what_was_hidden_shows_again_when_the_sheet_is_handed_in(
    people: dict[str, TestClient], store: Store, ident: str
) -> None:
    with store.atomic():
        for second, slot in enumerate(CODED):
            double_coding.code(store, Act(by="Ana", at=f"2030-06-02T00:00:{second:02}Z"), ident, slot, None)
        double_coding.hand_in(store, Act(by="Ana", at="2030-06-02T00:01:00Z"), ident)
    for address in (f"/incidents/{ident}", "/incidents?min_killed=7000", "/api/v1/points"):
        assert "Qvazzia" in people["Ana"].get(address).text


def test_how_another_incident_stands_to_it_is_hidden_from_both_ends(
    people: dict[str, TestClient], store: Store, ident: str
) -> None:
    other = next(row.id for row in views.incidents(store, limit=9).rows if row.id != ident)
    for one, to in ((ident, other), (other, ident)):
        subject = (one, to)
        with store.atomic():
            append(store, Act(by="Edith", at="2030-06-03T00:00:00Z"), "retaliation_for", subject)
        archive.link_new(store)
    for name, count in (("Ana", 0), ("Carla", 2)):
        told = people[name].get(f"/api/v1/incidents/{other}").json()["relations"]
        assert len(told) == count
        assert (ident in people[name].get(f"/incidents/{other}").text) == bool(count)
