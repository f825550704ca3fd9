"""Two code one incident without seeing each other; it stands when both agree or a third decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacitus import archive, double_coding, judgements
from tacitus.errors import Refused, UsageError
from tacitus.judgements import Act
from tacitus.model import Figure
from tacitus.reconcile import CODED, is_drawn, is_hidden, rounds
from tacitus.store import Store, add_claim, add_decision, add_record, open_store, views
from tests.store.factory import record


def at(by: str, second: int = 1, reason: str = "") -> Act:
    return Act(by=by, at=f"2031-02-01T10:{second // 60:02d}:{second % 60:02d}Z", reason=reason)


def fill(store: Store) -> None:
    with store.atomic():
        for number in (0, 40):
            add_record(store, record(number), source=f"{number}.html")
    archive.relink(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "coded.db") as opened:
        fill(opened)
        yield opened


def act(store: Store, what: Callable[..., Any], *args: Any, **named: Any) -> Any:
    with store.atomic():
        made = what(store, *args, **named)
    archive.link_new(store)
    return made


def first(store: Store) -> dict[str, Any]:
    return next(iter(views.incident_stream(store)))


def said(store: Store, number: int) -> dict[str, Any]:
    """An answer on `killed`: so many, in the first words of the first report."""
    report = first(store)["reports"][0]
    page = views.document(store, report["document"]).document
    return double_coding.answered(report["id"], Figure(low=number, high=number), page.quote(0, 4))


def sheet(store: Store, coder: str, killed: int | None, second: int = 10, *, done: bool = True) -> None:
    ident = first(store)["id"]
    for slot in CODED:
        answer = said(store, killed) if slot == "killed" and killed is not None else None
        if slot in ("type", "place", "started"):
            answer = machine(store, slot)
        act(store, double_coding.code, at(coder, second), ident, slot, answer)
    if done:
        act(store, double_coding.hand_in, at(coder, second + 1), ident)


def machine(store: Store, slot: str) -> dict[str, Any]:
    claim = next(c for c in first(store)["claims"] if c["slot"] == slot)
    return {"report": claim["report"], "document": claim["document"], "value": claim["value"],
            **claim["evidence"][0]}  # fmt: skip


def begin(store: Store) -> str:
    ident = str(first(store)["id"])
    act(store, double_coding.assign, at("Edith", 0), ident, ["Ana", "Ben"])
    return ident


def test_a_sealed_coding_changes_nothing_that_is_seen(store: Store) -> None:
    ident = begin(store)
    before, counted = views.incident(store, ident), views.counts(store)
    assert before["review_status"] == "in_review"
    sheet(store, "Ana", 77)
    assert views.incident(store, ident) == before
    assert views.counts(store) == counted


def test_what_both_say_alike_stands_when_both_have_handed_in(store: Store) -> None:
    ident = begin(store)
    sheet(store, "Ana", 77)
    sheet(store, "Ben", 77, 20)
    found = views.incident(store, ident)
    assert found["slots"]["killed"][0]["best"] == 77
    assert "Ana and Ben" in found["slots"]["killed"][0]["trace"]
    assert found["review_status"] == "adjudicated"


def test_what_they_differ_on_waits_for_a_third(store: Store) -> None:
    ident = begin(store)
    best = first(store)["slots"]["killed"][0]["best"]
    sheet(store, "Ana", 77)
    sheet(store, "Ben", 78, 20)
    found = views.incident(store, ident)
    assert (found["slots"]["killed"][0]["best"], found["review_status"]) == (best, "coded_twice")
    act(
        store,
        double_coding.settle,
        at("Carla", 30, "78 is the later count"),
        ident,
        "killed",
        said(store, 78),
    )
    found = views.incident(store, ident)
    assert (found["slots"]["killed"][0]["best"], found["review_status"]) == (78, "adjudicated")
    act(store, double_coding.settle, at("Carla", 31, "misread"), ident, "killed", said(store, 77))
    assert views.incident(store, ident)["slots"]["killed"][0]["best"] == 77
    act(store, double_coding.settle, at("Carla", 32, "no page says it"), ident, "killed", None)
    assert "killed" not in views.incident(store, ident)["slots"]


def test_who_may_not(store: Store) -> None:
    ident = begin(store)
    claim = first(store)["claims"][0]["id"]
    report = first(store)["reports"][0]

    def refused(by: str, what: Callable[..., Any], *args: Any, **named: Any) -> None:
        with store.atomic(), pytest.raises(Refused):
            what(store, at(by, 40, "because"), *args, **named)

    for by in ("Ana", "Ben", "Carla"):  # nobody judges it in the open meanwhile, whatever it is said of
        refused(by, judgements.decide, "accept", [claim])
        refused(by, judgements.decide, "reject", [ident])
        refused(by, judgements.decide, "irrelevant", [report["document"]])
        refused(by, judgements.decide, "note", [report["id"]])
        page = views.document(store, report["document"]).document
        words, value = page.quote(0, 4), Figure(low=1, high=1)
        refused(by, judgements.correct, report=report["id"], slot="killed", value=value, words=words)
        other = list(views.incident_stream(store))[1]["id"]
        refused(by, judgements.merge, ident, other)
        refused(by, judgements.relate, ident, "part_of", other)
    refused("Carla", double_coding.code, ident, "killed", None)
    refused("Carla", double_coding.take, ident)
    refused("Ana", double_coding.open_round, ident)
    sheet(store, "Ana", 1)
    sheet(store, "Ben", 2, 20)
    refused("Ana", double_coding.code, ident, "killed", None)
    refused("Ben", double_coding.settle, ident, "killed", None)
    act(store, double_coding.settle, at("Carla", 50, "so"), ident, "killed", None)
    refused("Ana", judgements.decide, "accept", [claim])
    act(store, judgements.decide, at("Carla", 51), "accept", [claim])


def test_a_sealed_coding_cannot_be_undone_or_said_by_the_way(store: Store) -> None:
    ident = begin(store)
    made = act(store, double_coding.code, at("Ana", 3), ident, "killed", None)
    with store.atomic():
        with pytest.raises(UsageError):
            judgements.undo(store, at("Ben", 4), [made.id])
        with pytest.raises(UsageError):
            judgements.decide(store, at("Ben", 4), "open", [ident])


def test_an_answer_is_taken_back_until_it_is_handed_in(store: Store) -> None:
    ident = first(store)["id"]
    act(store, double_coding.assign, at("Edith"), ident, ["Ana", "Ben"])
    before = views.counts(store)
    act(store, double_coding.code, at("Ana", 2), ident, "killed", said(store, 4))
    act(store, double_coding.code, at("Ana", 3), ident, "injured", None)
    act(store, double_coding.take_back, at("Ana", 4), ident, "killed")
    held = double_coding.all_rounds(store, whole=True)[ident]
    assert set(held.by("Ana")) == {"injured"}
    assert views.counts(store) == before  # nobody sees that something was said, or taken back
    with pytest.raises(UsageError):
        act(store, double_coding.take_back, at("Ana", 5), ident, "killed")
    with pytest.raises(Refused):
        act(store, double_coding.take_back, at("Edith", 5), ident, "injured")
    act(store, double_coding.code, at("Ana", 6), ident, "killed", said(store, 5))
    assert double_coding.all_rounds(store, whole=True)[ident].by("Ana")["killed"].answer["value"]["low"] == 5
    for slot in CODED:
        act(store, double_coding.code, at("Ana", 7), ident, slot, None)
    act(store, double_coding.hand_in, at("Ana", 8), ident)
    with pytest.raises(Refused):
        act(store, double_coding.take_back, at("Ana", 9), ident, "killed")


def test_what_was_judged_before_is_not_coded_unseen(store: Store) -> None:
    ident = first(store)["id"]
    act(store, judgements.decide, at("Ana"), "accept", [first(store)["claims"][0]["id"]])
    with store.atomic(), pytest.raises(UsageError):
        double_coding.assign(store, at("Edith", 2), ident, ["Ana", "Ben"])
    act(store, double_coding.assign, at("Edith", 2), ident, ["Ana"])
    act(store, double_coding.release, at("Edith", 3), ident, "Ana")
    assert all(not r.coders for r in double_coding.all_rounds(store).values())


def test_the_draw_is_the_same_everywhere_and_of_the_share_asked_for() -> None:
    names = [f"inc-{k:020x}" for k in range(4_000)]
    assert sum(is_drawn(n, 0.1) for n in names) == pytest.approx(400, abs=80)
    assert sum(is_hidden(n, "Ana", 0.1) for n in names) == pytest.approx(400, abs=80)
    assert not any(is_drawn(n, 0) for n in names)
    assert all(is_drawn(n, 1) for n in names)
    both = sum(is_hidden(n, "Ana", 0.5) and is_hidden(n, "Ben", 0.5) for n in names)
    assert both == pytest.approx(1_000, abs=150), "each coder has a lot of their own"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.sampled_from([(3, 3), (3, 4), (None, 4)]))
def test_the_order_in_which_the_log_comes_is_no_matter(
    tmp_path_factory: pytest.TempPathFactory, chance: Random, tolls: tuple[int | None, int]
) -> None:
    """The decisions and claims of a whole round, put into another store in any order: the same incidents."""
    folder = tmp_path_factory.mktemp("replay")
    with open_store(folder / "one.db") as one, open_store(folder / "other.db") as other:
        fill(one), fill(other)
        ident = begin(one)
        sheet(one, "Ana", tolls[0])
        sheet(one, "Ben", tolls[1], 20)
        if tolls[0] != tolls[1]:
            act(one, double_coding.settle, at("Carla", 30, "so"), ident, "killed", said(one, 5))
        log = list(views.decision_log(one))
        claims = [t.report.claims for found in views.incident_tellings(one, [ident]).values() for t in found]
        people = [c for found in claims for c in found if c.method.startswith("human:")]
        entries: list[Any] = [*log, *people]
        chance.shuffle(entries)
        with other.atomic():
            for entry in entries:
                if entry in people:
                    add_claim(other, entry, at="")
                else:
                    add_decision(other, entry)
        archive.link_new(other)
        assert list(views.incident_stream(other)) == list(views.incident_stream(one))
        shuffled = list(log)
        chance.shuffle(shuffled)
        assert rounds(shuffled) == rounds(log)


def test_who_of_the_two_is_first_is_no_matter(tmp_path: Path) -> None:
    """Whatever the order in which two coders work and hand in, the same stands."""
    ends = []
    for number, order in enumerate(permutations(("Ana", "Ben"))):
        with open_store(tmp_path / f"{number}.db") as store:
            fill(store)
            begin(store)
            for second, coder in enumerate(order):
                sheet(store, coder, 6, 10 + second * 10)
            ends.append(list(views.incident_stream(store)))
    assert ends[0] == ends[1]
