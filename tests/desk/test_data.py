"""Every page as JSON: the link in its foot leads to the same as data."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from tacitus import comparison, linkage
from tacitus.desk.looking import days_said
from tacitus.reconcile import PROFILES
from tacitus.store import Store, views
from tests.desk.conftest import incidents, sign_in
from tests.desk.test_linking import asked_about


def data(desk: TestClient, address: str) -> Any:
    """What the link in the foot of a page leads to."""
    page = desk.get(address)
    assert page.status_code == 200, address
    (link,) = re.findall(r'<a href="([^"]+)">As JSON</a>', page.text)
    answer = desk.get(unescape(link))
    assert answer.status_code == 200, (link, answer.text)
    return answer.json()


def test_the_foot_of_each_page_leads_to_its_data(desk: TestClient, store: Store) -> None:
    sign_in(desk)
    row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
    ident, document = row["id"], views.incident(store, row["id"])["reports"][0]["document"]
    day = days_said(store, ident)[0]
    listed = data(desk, "/incidents?country=ML&order=-killed")["rows"]
    assert listed == incidents(desk, country="ML", order="-killed")
    assert data(desk, f"/incidents/{ident}")["id"] == ident
    assert len(data(desk, f"/incidents/{ident}?as_of={day}")["reports"]) < row["report_count"]
    assert data(desk, f"/incidents/{ident}/profiles?as_of={day}")["as_of"] == day
    assert data(desk, f"/documents/{document}")["document"]["id"] == document
    assert data(desk, "/documents?text=ferry")["rows"]
    assert data(desk, f"/review/incidents/{ident}")["id"] == ident
    assert data(desk, f"/review/documents/{document}")["document"]["id"] == document
    assert data(desk, "/agreement")["incidents"] == 0
    assert data(desk, "/review/adjudicate") == {"rows": [], "next": None}
    one, other = asked_about(store)
    assert data(desk, f"/review/near/{one}")["rows"] == linkage.to_ask(store, one)
    assert data(desk, f"/review/why?one={one}&other={other}") == linkage.why(store, one, other)


def test_the_queue_is_the_same_as_data(desk: TestClient) -> None:
    secret = sign_in(desk)
    ident = incidents(desk)[0]["id"]
    desk.post("/review/assign", data={"token": secret, "incident": ident, "coder": "Ben"})
    for query in ("", "?country=ML", "?review_status=", "?assignee=Ben", "?assignee=nobody", "?role=main"):
        page = desk.get(f"/review{query}").text
        rows = data(desk, f"/review{query}")["rows"]
        assert [r["id"] for r in rows] == re.findall(r'name="incident" value="([^"]+)"', page), query
    assert [r["coders"] for r in data(desk, "/review?assignee=Ben")["rows"]] == [["Ben"]]
    assert sum(desk.get("/api/v1/review/statuses").json().values()) == len(incidents(desk))


def test_history_and_rule_books_are_told_as_data(desk: TestClient, store: Store) -> None:
    secret = sign_in(desk)
    ident = next(r["id"] for r in incidents(desk) if r["place"] == "Mwanza")
    desk.post("/review/decide", data={"token": secret, "verdict": "note", "subject": ident, "reason": "two"})
    told = data(desk, f"/incidents/{ident}/history")
    assert [step["day"] for step in told["days"]] == days_said(store, ident)[::-1]
    first, later = (told["days"][k]["changes"] for k in (-1, -2))
    for changes, number in ((first, "14 [9–14]"), (later, "17 [9–17]")):
        assert number in " ".join(next(c["after"] for c in changes if c["slot"] == "killed"))
    assert [(j["decisions"][0]["reason"], j["undone"]) for j in told["judgements"]] == [("two", False)]
    books = desk.get(f"/api/v1/incidents/{ident}/profiles").json()
    assert books == comparison.compare(store, ident)
    assert set(books["slots"]["killed"]["profiles"]) == set(PROFILES)


def test_the_timeline_and_the_map_count_the_selection(desk: TestClient) -> None:
    rows = incidents(desk, country="ML")
    months = desk.get("/api/v1/timeline?country=ML").json()["rows"]
    assert sum(month["incidents"] for month in months) == len([r for r in rows if r["day_first"]])
    points = desk.get("/api/v1/points?country=ML").json()
    assert points == desk.get("/incidents.geojson?country=ML").json()


def test_the_codebook_is_told_with_its_versions(desk: TestClient) -> None:
    secret = sign_in(desk)
    for text in ("Count who died later.", "Count who died within the month."):
        desk.post("/codebook", data={"token": secret, "topic": "killed", "text": text})
    (entry,) = data(desk, "/codebook")["rows"]
    assert (entry["topic"], entry["text"]) == ("killed", "Count who died within the month.")
    assert [version["reason"] for version in entry["versions"]][1] == "Count who died later."


def test_a_document_tells_where_it_was_met_and_what_it_is_of(desk: TestClient, store: Store) -> None:
    found = views.incident(store, incidents(desk)[0]["id"])
    document = found["reports"][0]["document"]
    told = desk.get(f"/api/v1/documents/{document}/standing").json()
    assert found["id"] in told["incidents"].values()
    assert told["sources"]
    left = desk.get("/api/v1/review/documents").json()
    assert left["left"] == views.untriaged_count(store)
    told = desk.get("/api/v1/failures").json()["rows"]
    assert [row["reason"] for row in told] == [failure.reason for failure in views.failures(store)]
