"""What became of an incident: each day's changes, and the acts of people with their undo."""

from __future__ import annotations

from starlette.testclient import TestClient

from tacitus.desk.history import changes
from tacitus.desk.looking import days_said
from tacitus.store import Store, views
from tests.desk.conftest import incidents, sign_in


def test_a_change_names_what_stood_before_and_what_stands_since() -> None:
    before, after = {"killed": ("9",), "type": ("bombing",)}, {"killed": ("17 9–17",), "type": ("bombing",)}
    (change,) = changes(before, after)
    assert (change.slot, change.before, change.after) == ("killed", ("9",), ("17 9–17",))
    assert [c.slot for c in changes({}, after)] == ["killed", "type"]
    assert changes(after, {**after, "killed": ()})[0].after == ()


def test_the_history_tells_how_a_toll_grew(desk: TestClient, store: Store) -> None:
    row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
    page = desk.get(f"/incidents/{row['id']}/history").text
    days = days_said(store, row["id"])
    at = [page.index(f"<time>{day}</time>") for day in days]
    assert at == sorted(at, reverse=True)  # the latest first
    first, later = page[at[0] :], page[: at[0]]
    assert "[9–14]</bdi></ins>" in first
    assert "<ins><bdi>17" in later
    assert "<dd></dd>" not in page
    assert "Nobody has judged this yet" in page


def test_an_act_that_was_undone_is_struck(desk: TestClient, store: Store) -> None:
    row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
    secret = sign_in(desk)
    said = {"token": secret, "verdict": "note", "subject": row["id"], "reason": "two lists differ"}
    assert desk.post("/review/decide", data=said).status_code == 303
    address = f"/incidents/{row['id']}/history"
    assert "two lists differ" in desk.get(address).text
    assert "undone" not in desk.get(address).text
    (made,) = [d.id for d in views.decision_log(store) if d.verdict == "note"]
    assert desk.post("/review/undo", data={"token": secret, "what": made}).status_code == 303
    page = desk.get(address).text
    assert "<del><b>note</b></del>" in page.replace(" </del>", "</del>")
    assert 'class="undone"' in desk.get(f"/review/incidents/{row['id']}").text


def test_names_stay_masked(desk: TestClient) -> None:
    row = next(r for r in incidents(desk) if r["place"] == "Popayán")
    assert "Montehermoso" not in desk.get(f"/incidents/{row['id']}/history").text
