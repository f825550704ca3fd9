"""Days, places and parties under the rule books that decide them otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tacitus.model import Organisation, Place, Resolution, Value, When
from tacitus.reconcile import Testimony, resolve
from tests.reconcile.claims import claim


def said(slot: str, value: Value, voice: str, **more: Any) -> Testimony:
    own = {k: more.pop(k) for k in ("standing", "retracted", "station") if k in more}
    return Testimony(claim=claim(slot, value, "words", f"{slot}{voice}{value}", **more), voice=voice, **own)


def only(told: list[Testimony], profile: str) -> Resolution:
    (found,) = resolve(told, profile) if profile != "acled" else [
        r for r in resolve(told, profile) if r.slot != "killed"]  # fmt: skip
    return found


def on(day: int) -> When:
    return When(earliest=date(2031, 5, day), latest=date(2031, 5, day))


@pytest.mark.parametrize(
    ("profile", "started", "ended"),
    [("conservative", 1, 7), ("informative", 4, 5), ("representative", 2, 5)],
)
def test_the_span_of_days(profile: str, started: int, ended: int) -> None:
    begun = [said("started", on(d), v) for d, v in ((1, "a"), (2, "b"), (2, "c"), (4, "d"))]
    over = [said("ended", on(d), v) for d, v in ((5, "a"), (5, "b"), (6, "c"), (7, "d"))]
    first, last = resolve([*begun, *over], profile)
    assert (first.value, last.value) == (on(started), on(ended))


def test_the_least_and_the_most_precise_place() -> None:
    told = [
        said("place", Place(name="Norvik", country="NO", precision="town"), "a"),
        said("place", Place(name="Norway", country="NO", precision="country"), "b"),
    ]
    names = {p: only(told, p).value.name for p in ("conservative", "informative")}  # type: ignore[union-attr]
    assert names == {"conservative": "Norway", "informative": "Norvik"}


def test_ties_go_to_the_best_ranked_source_then_to_the_most_certain() -> None:
    a, b = Place(name="Norvik", country="NO"), Place(name="Ostrel", country="NO")
    ranked = only([said("place", a, "a", standing=1), said("place", b, "b", standing=4)], "representative")
    sure = only(
        [said("place", a, "a", confidence=0.9), said("place", b, "b", confidence=0.5)], "representative"
    )
    tied = only([said("place", a, "a"), said("place", b, "b")], "representative")
    assert (ranked.value, sure.value) == (b, a)
    assert tied.flags == ("indeterminate",)
    assert ranked.flags == sure.flags == ()


@pytest.mark.parametrize(
    ("profile", "link", "by", "flags"),
    [
        ("tacitus", "suspected", "government", ()),
        ("acled", "suspected", "government", ()),
        ("gtd", "suspected", "government", ("uncertain",)),
        ("gtd", "claimed", "self", ()),
        ("ucdp", "suspected", "government", ("uncertain",)),
        ("ucdp", "accused", "belligerent", ("uncertain",)),
        ("ucdp", "accused", "court", ()),
    ],
)
def test_how_sure_a_book_is_of_the_actor(profile: str, link: str, by: str, flags: tuple[str, ...]) -> None:
    party = Organisation(name="Amber Front", link=link, by=by)
    assert only([said("perpetrator_organisation", party, "a")], profile).flags == flags


def test_a_party_that_denies_is_flagged_on_the_other_answer() -> None:
    accused, denied = (Organisation(name="Amber Front", link=link) for link in ("accused", "denied"))
    told = [said("perpetrator_organisation", p, v) for p, v in ((accused, "a"), (denied, "b"))]
    assert {r.value.link: r.flags for r in resolve(told)} == {  # type: ignore[union-attr]
        "accused": ("denied",), "denied": ()}  # fmt: skip


@pytest.mark.parametrize("slot", ["type", "place"])
def test_what_nobody_upholds_is_there_and_does_not_stand(slot: str) -> None:
    value = "bombing" if slot == "type" else Place(name="Norvik")
    found = only([said(slot, value, "a", stance="denied")], "tacitus")
    assert (found.supporting, len(found.opposing), found.stands) == ((), 1, False)
