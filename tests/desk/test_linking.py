"""The score by feature while a person merges and splits."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tacitus import linkage
from tacitus.desk.waterfall import WORDS, said, waterfall
from tacitus.lang.lexicon import load
from tacitus.store import Store, views
from tests.desk.conftest import incidents, sign_in


def pair(*shares: float, **other: object) -> dict[str, object]:
    made = {
        "one": {"report": "rep-1", "incident": "inc-1"}, "other": {"report": "rep-2", "incident": "inc-2"},
        "log_odds": sum(shares), "band": "ask", "forbidden": None, "compared": True, "decision": None,
        "features": [{"name": f"f{k}", "value": 1.0, "share": share} for k, share in enumerate(shares)],
    }  # fmt: skip
    return {**made, **other}


def test_each_bar_begins_where_the_one_above_it_ended() -> None:
    score = waterfall(pair(-5.0, 3.0, 0.0, -1.0, 9.0))
    assert [bar.share for bar in score.bars] == ["−5.00", "+3.00", "−1.00", "+9.00"]
    assert [bar.so_far for bar in score.bars] == ["−5.00", "−2.00", "−3.00", "+6.00"]
    ends = [bar.x + bar.width if bar.speaks_for else bar.x for bar in score.bars]
    begins = [bar.x if bar.speaks_for else bar.x + bar.width for bar in score.bars]
    assert begins[0] == pytest.approx(score.zero, abs=0.02)
    assert ends[:-1] == pytest.approx(begins[1:], abs=0.02)
    assert score.join < score.zero < ends[-1]  # less than even odds of a pair are enough to join


@pytest.mark.parametrize("shares", [(), (0.001,), (-40.0,), (40.0,)])
def test_a_bar_stays_in_the_picture_and_can_be_seen(shares: tuple[float, ...]) -> None:
    score = waterfall(pair(*shares))
    assert all(bar.width >= 1 and 0 <= bar.x <= 200 - bar.width for bar in score.bars)
    assert 0 <= score.zero <= 200
    assert 0 <= score.join <= 200


def test_what_a_person_said_and_what_forbids_stand_before_the_score() -> None:
    assert said(pair(1.0)) == "too close for the score to say"
    assert said(pair(1.0, decision="different")) == "a person said: different"
    told = said(pair(1.0, forbidden="different towns", compared=False))
    assert "different towns" in told
    assert "never compared" in told


def test_every_word_is_of_a_feature_that_there_is() -> None:
    table = load("link_weights")
    assert set(WORDS) <= {*table["weights"], *table["set"]}


def asked_about(store: Store) -> tuple[str, str]:
    """An incident and another that the score alone cannot tell from it."""
    for row in views.incidents(store, limit=200).rows:
        for told in linkage.to_ask(store, row.id):
            ends = {told["one"]["incident"], told["other"]["incident"]}
            return row.id, next(iter(ends - {row.id}))
    raise AssertionError("no pair of the demonstration set is too close to call")


def test_a_pair_to_ask_stands_with_its_bars_and_its_verdicts(desk: TestClient, store: Store) -> None:
    ident, other = asked_about(store)
    assert desk.get(f"/review/near/{ident}").headers["location"].startswith("/coder")
    secret = sign_in(desk)
    page = desk.get(f"/review/near/{ident}").text
    assert f'name="other" value="{other}"' in page
    assert page.count("<svg") == sum(
        len([f for f in told["features"] if f["share"]]) for told in linkage.to_ask(store, ident)
    )
    part = desk.get(f"/review/near/{ident}", headers={"hx-request": "true"}).text
    assert "<html" not in part
    form = {"token": secret, "one": ident, "other": other, "verdict": "different", "reason": "two towns"}
    assert desk.post("/review/link", data=form).status_code == 303
    assert "too close to call" in desk.get(f"/review/near/{ident}").text


def test_each_report_of_an_incident_shows_how_it_goes_with_the_others(desk: TestClient, store: Store) -> None:
    sign_in(desk)
    row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
    page = desk.get(f"/review/incidents/{row['id']}").text
    pairs = linkage.why(store, row["id"], row["id"])["pairs"]
    reports = {report["id"] for report in views.incident(store, row["id"])["reports"]}
    for report in reports:
        mine = [p["log_odds"] for p in pairs if report in (p["one"]["report"], p["other"]["report"])]
        mean = f"{sum(mine) / len(mine):+.2f}".replace("-", "−")
        assert f"Log-odds with the others: {mean} on average" in page
        full = desk.get("/review/why", params={"one": report, "other": row["id"]}).text
        assert full.count('class="falls"') == len(reports) - 1
        assert "Same happening" not in full  # they are one already


def test_a_merge_chosen_by_hand_shows_its_score_first(desk: TestClient, store: Store) -> None:
    sign_in(desk)
    one, other = (r["id"] for r in incidents(desk)[:2])
    page = desk.get("/review/why", params={"one": one, "other": f" {other} "}).text
    assert linkage.why(store, one, other)["because"] in page
    assert "Same happening" in page
    assert re.search(r'<td class="num">.<b>|<b>[+−]\d', page)
    document = views.incident(store, other)["reports"][0]["document"]
    assert desk.get("/review/why", params={"one": one, "other": document}).status_code == 200
    assert desk.get("/review/why", params={"one": one, "other": "inc-0"}).status_code == 404
