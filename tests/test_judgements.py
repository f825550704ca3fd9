"""What people decide, and what it does to the incidents that are made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tacitus import archive, judgements
from tacitus.errors import UsageError, VocabularyError
from tacitus.judgements import Act
from tacitus.model import Figure
from tacitus.store import Store, add_record, open_store, views
from tests.store.factory import record

ANA, BEN = (Act(by=name, at=f"2031-02-0{day}T10:00:00Z") for day, name in ((1, "Ana"), (2, "Ben")))
PAGES = (0, 4, 8)
"""Numbers of pages that tell of one town on days far apart: three incidents."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "judged.db") as opened:
        with opened.atomic():
            for number in PAGES:
                add_record(opened, record(number * 10), source=f"{number}.html")
        archive.relink(opened)
        yield opened


def all_incidents(store: Store) -> list[dict[str, Any]]:
    return list(views.incident_stream(store))


def act(store: Store, what: Any, *args: Any, **named: Any) -> Any:
    with store.atomic():
        made = what(store, *args, **named)
    archive.relink(store)
    return made


def killed(found: dict[str, Any]) -> dict[str, Any]:
    stands: dict[str, Any] = found["slots"]["killed"][0]
    return stands


def test_a_rejected_value_stands_against_and_comes_back_with_the_undo(store: Store) -> None:
    first = all_incidents(store)[0]
    claim = killed(first)["supporting"][0]
    made = act(store, judgements.decide, ANA, "reject", [claim])
    judged = views.incident(store, first["id"])
    assert "killed" not in judged["slots"]
    assert judged["review_status"] == "in_review"
    act(store, judgements.undo, BEN, [made.id])
    assert views.incident(store, first["id"]) == first


def test_an_accepted_value_says_who_accepted_it(store: Store) -> None:
    first = all_incidents(store)[0]
    act(store, judgements.decide, ANA, "accept", [killed(first)["supporting"][0]])
    assert "accepted by Ana" in killed(views.incident(store, first["id"]))["trace"]


def test_a_correction_stands_first_and_can_be_taken_back(store: Store) -> None:
    first = all_incidents(store)[0]
    report = first["reports"][0]
    page = views.document(store, report["document"]).document
    made, _ = act(
        store, judgements.correct, ANA, report=report["id"], slot="killed", value=Figure(low=77, high=77),
        words=page.quote(0, 4),
    )  # fmt: skip
    assert killed(views.incident(store, first["id"]))["best"] == 77
    act(store, judgements.decide, BEN, "reject", [made.id])
    assert killed(views.incident(store, first["id"]))["best"] == killed(first)["best"]


def test_merge_split_and_their_undo(store: Store) -> None:
    before = all_incidents(store)
    one, other = before[0]["id"], before[1]["id"]
    made = act(store, judgements.merge, ANA, one, other)
    merged = views.incident(store, one)
    assert len(merged["reports"]) == 2
    assert views.find_incident(store, other) == merged["id"], "the former id leads on"
    gone = before[1]["reports"][0]["id"]
    act(store, judgements.split, BEN, merged["id"], [gone])
    assert len(all_incidents(store)) == len(before)
    act(store, judgements.undo, BEN, [d.id for d in made if d.verdict == "same"])
    assert [found["id"] for found in all_incidents(store)] == [found["id"] for found in before]


def test_a_later_merge_takes_a_former_split_back(store: Store) -> None:
    one, other, *_ = (found["id"] for found in all_incidents(store))
    act(store, judgements.merge, ANA, one, other)
    held = views.incident(store, one)["reports"]
    act(store, judgements.split, ANA, one, [held[0]["id"]])
    act(store, judgements.merge, BEN, one, other)
    assert len(views.incident(store, one)["reports"]) == 2


@pytest.mark.parametrize(
    ("verdict", "kept"), [("irrelevant", 2), ("duplicate", 2), ("relevant", 3), ("restricted", 3)]
)
def test_what_a_verdict_on_a_document_does(store: Store, verdict: str, kept: int) -> None:
    document = all_incidents(store)[0]["reports"][0]["document"]
    act(store, judgements.decide, ANA, verdict, [document])
    assert len(all_incidents(store)) == kept


def test_the_status_of_a_review(store: Store) -> None:
    ident = all_incidents(store)[0]["id"]

    def status() -> str:
        return str(views.incident(store, ident)["review_status"])

    assert status() == "unreviewed"
    act(store, judgements.decide, ANA, "finish", [ident])
    assert status() == "coded"
    act(store, judgements.decide, BEN, "finish", [ident])
    assert status() == "coded_twice"
    act(store, judgements.decide, BEN, "accept", [ident])
    assert status() == "accepted"


def test_a_relation_by_a_person_stands_on_both_incidents(store: Store) -> None:
    one, other, *_ = (found["id"] for found in all_incidents(store))
    act(store, judgements.relate, ANA, one, "retaliation_for", other)
    assert views.incident(store, one)["relations"] == [
        {"kind": "retaliation_for", "to": other, "evidence": []}
    ]
    assert views.incident(store, other)["relations"] == [
        {"kind": "retaliation_for", "from": one, "evidence": []}
    ]


def test_what_is_no_judgement_is_refused(store: Store) -> None:
    found = all_incidents(store)[0]
    with store.atomic():
        with pytest.raises(VocabularyError):
            judgements.decide(store, ANA, "guess", [found["id"]])
        with pytest.raises(UsageError):
            judgements.decide(store, ANA, "accept", [found["reports"][0]["document"]])
        with pytest.raises(UsageError):
            judgements.split(store, ANA, found["id"], [found["reports"][0]["id"]])
        with pytest.raises(UsageError):
            judgements.merge(store, ANA, found["id"], found["id"])
    with pytest.raises(UsageError):
        Act(by=" ", at="2031-01-01T00:00:00Z")
