"""One incident as of a day, and under every rule book."""

from __future__ import annotations

import re
from datetime import date

from starlette.testclient import TestClient

from tacitus import comparison, public
from tacitus.desk.looking import days_said
from tacitus.model.slots import FIGURE_SLOTS
from tacitus.model.wording import plain
from tacitus.reconcile import PROFILES
from tacitus.store import Store, views
from tests.desk.conftest import incidents


def told_over_days(desk: TestClient, store: Store) -> tuple[str, list[str]]:
    """The incident of which something was said on most days, and those days."""
    told = {row["id"]: days_said(store, row["id"]) for row in incidents(desk)}
    most = max(told, key=lambda ident: len(told[ident]))
    assert len(told[most]) > 1
    return most, told[most]


def test_each_day_offered_is_a_page_that_knows_what_was_said_by_then(desk: TestClient, store: Store) -> None:
    ident, days = told_over_days(desk, store)
    offered = re.findall(r'<option value="(\d{4}-\d\d-\d\d)">', desk.get(f"/incidents/{ident}").text)
    assert offered == days[::-1]
    for day in days:
        known = public.incident(store, ident, as_of=date.fromisoformat(day))
        page = desk.get(f"/incidents/{ident}", params={"as_of": day}).text
        assert f'<option value="{day}" selected>{day}</option>' in page
        assert page.count("/documents/doc-") > 0
        assert f"{len(known['reports'])} report" in page


def test_something_is_new_on_each_day_and_nothing_after_the_last(desk: TestClient, store: Store) -> None:
    ident, days = told_over_days(desk, store)
    known = [public.incident(store, ident, as_of=date.fromisoformat(day)) for day in days]
    counts = [(len(k["reports"]), len(k["claims"])) for k in known]
    assert counts == sorted(set(counts))
    today = public.incident(store, ident)
    assert counts[-1] == (len(today["reports"]), len(today["claims"]))


def test_before_anything_was_said_the_page_says_so(desk: TestClient, store: Store) -> None:
    ident, _ = told_over_days(desk, store)
    for address in (f"/incidents/{ident}", f"/incidents/{ident}/profiles"):
        answer = desk.get(address, params={"as_of": "1900-01-01"})
        assert answer.status_code == 404
        assert "nothing was known of" in answer.text
        assert desk.get(address, params={"as_of": "soon"}).status_code == 400


def test_every_rule_book_stands_beside_the_others_where_they_differ(desk: TestClient, store: Store) -> None:
    for row in incidents(desk):
        slots = comparison.compare(store, row["id"])["slots"]
        page = desk.get(f"/incidents/{row['id']}/profiles").text
        differing = [slot for slot, told in slots.items() if told["differs"]]
        assert page.count('<em class="tag">differs</em>') == len(differing)
        for profile in PROFILES:
            assert page.count(f'<th scope="row">{plain(profile)}</th>') == len(differing)


def test_the_rule_books_stand_side_by_side_in_one_table(desk: TestClient, store: Store) -> None:
    row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
    slots = comparison.compare(store, row["id"])["slots"]
    address = f"/incidents/{row['id']}/profiles"
    assert f'href="{address}"' in desk.get(f"/incidents/{row['id']}").text
    table = desk.get(address).text.split('id="books"')[1].split("</table>")[0]
    assert len(re.findall(r'<th scope="col">[^<]', table)) == len(PROFILES)
    assert table.count('class="other"') == sum(len(told["apart"]) for told in slots.values()) > 0
    assert table.count("all agree") == sum(not told["differs"] for told in slots.values()) > 0


def test_bounds_that_are_one_number_are_that_number(store: Store) -> None:
    for row in views.incidents(store, limit=200).rows:
        for slot, told in comparison.compare(store, row.id)["slots"].items():
            said = {profile: answer and answer["words"] for profile, answer in told["profiles"].items()}
            assert all(not re.fullmatch(r"(\d+)–\1", words or "") for words in said.values()), (slot, said)
            assert told["differs"] or len({words for words in said.values()}) == 1 or slot in FIGURE_SLOTS
