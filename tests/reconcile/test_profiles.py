"""What each rule book writes, from tables of cases; and what holds for all of them whatever is told."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.model import Resolution
from tacitus.model.slots import FIGURE_SLOTS
from tacitus.reconcile import PROFILES, Testimony, headline, resolve, rules_of
from tests.reconcile.claims import told_of

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "profiles.toml").read_text(encoding="utf-8")
)["case"]
ROWS = [(case, profile) for case in CASES for profile in PROFILES if profile in case]


def whole(told: list[Testimony], profile: str) -> Resolution | None:
    """The resolution of the whole toll, with the checks on its parts."""
    found = [r for r in resolve(told, profile) if r.slot == "killed"]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("case", "profile"), ROWS, ids=[f"{case['name']}-{profile}" for case, profile in ROWS]
)
def test_a_rule_book_writes(case: dict[str, Any], profile: str) -> None:
    low, best, high, says = case[profile]
    found = whole(told_of(case["told"]), profile)
    assert found is not None
    assert [-1 if n is None else n for n in (found.low, found.best, found.high)] == [low, best, high]
    parts = ", ".join(f"{name} {number}" for name, number in found.parts)
    assert says in "; ".join(filter(None, (found.trace, parts, *found.checks)))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_rule_book_has_its_table(profile: str) -> None:
    assert sum(name == profile for _, name in ROWS) >= 15
    assert rules_of(profile)


SAYS = st.sampled_from(
    ["0", "3", "12", "12", "14", "at least 14", "more than 9", "nearly 70", "12-15", "dozens", "several",
     "many", "hundreds", "unknown", "up to 20", "attackers 2", "forces 4", "civilians 6", "part women 3",
     "14 with attackers", "part attackers 1"]
)  # fmt: skip
CLAIM = st.fixed_dictionaries(
    {
        "says": SAYS,
        "voice": st.sampled_from("abcde"),
        "day": st.integers(0, 4),
        "station": st.sampled_from(
            ["outlet", "official", "counts", "party", "witness", "unnamed", "speaker"]
        ),
        "role": st.sampled_from(["main", "main", "background", "aftermath"]),
        "stance": st.sampled_from(["asserted", "asserted", "asserted", "hedged", "denied"]),
        "basis": st.sampled_from(["stated", "stated", "inferred"]),
        "retracted": st.sampled_from([False, False, False, True]),
        "confidence": st.sampled_from([0.6, 0.8, 0.9]),
        "by": st.sampled_from(["test"] * 12 + ["human:ada"]),
    }
)
VICTIM = st.fixed_dictionaries(
    {"says": st.sampled_from(["Ada Brook", "Bo Carver", "a guard"]), "slot": st.just("victim"),
     "voice": st.sampled_from("abc"), "stance": st.sampled_from(["asserted", "denied"])}
)  # fmt: skip
TYPE = st.fixed_dictionaries(
    {"says": st.sampled_from(["bombing", "armed_assault"]), "slot": st.just("type"), "voice": st.just("a")}
)
TOLD = st.lists(st.one_of(CLAIM, CLAIM, CLAIM, VICTIM, TYPE), min_size=1, max_size=9).map(told_of)


@settings(max_examples=300, deadline=None)
@given(TOLD)
def test_low_best_and_high_are_in_order(told: list[Testimony]) -> None:
    for profile in PROFILES:
        for found in resolve(told, profile):
            numbers = [n for n in (found.low, found.best, found.high) if n is not None]
            assert numbers == sorted(numbers)
            assert not found.parts or sum(n for _, n in found.parts) == found.best


@settings(max_examples=300, deadline=None)
@given(TOLD)
def test_the_range_of_ibc_holds_every_best_figure(told: list[Testimony]) -> None:
    wide = headline("killed", told, "ibc")
    for profile in PROFILES:
        found = headline("killed", told, profile)
        if found and found.best is not None and wide and wide.low is not None and wide.high is not None:
            assert wide.low <= found.best <= wide.high, profile


@settings(max_examples=200, deadline=None)
@given(TOLD, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(told: list[Testimony], dice: random.Random) -> None:
    mixed = dice.sample(told, len(told))
    for profile in PROFILES:
        assert resolve(mixed, profile) == resolve(told, profile)


def test_a_copy_makes_a_figure_built_from_groups_no_newer() -> None:
    told = told_of(
        [{"says": "forces 4", "voice": "b", "day": 1}, {"says": "civilians 6", "voice": "a", "day": 1}]
    )
    copy = replace(told[0], claim=replace(told[0].claim, id="clm-copy"), spoken="2031-06-01")
    before, after = (headline("killed", told, "tacitus"), headline("killed", [*told, copy], "tacitus"))
    assert before
    assert after
    assert (before.low, before.best) == (after.low, after.best) == (4, 6)


@settings(max_examples=200, deadline=None)
@given(TOLD, st.data())
def test_a_copy_of_a_voice_changes_nothing(told: list[Testimony], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(told))
    later = f"2031-06-0{data.draw(st.integers(1, 9))}" if copied.spoken else ""
    page = replace(copied.claim, id=copied.claim.id + "-copy", report="rep-copy")
    copy = replace(copied, claim=page, spoken=later)
    for profile in PROFILES:
        before = {(r.slot, str(r.value)): (r.low, r.best, r.high, r.parts) for r in resolve(told, profile)}
        after = {
            (r.slot, str(r.value)): (r.low, r.best, r.high, r.parts) for r in resolve([*told, copy], profile)
        }
        assert after == before, profile


@settings(max_examples=200, deadline=None)
@given(TOLD)
def test_every_claim_is_on_one_side_of_its_group(told: list[Testimony]) -> None:
    for profile in PROFILES:
        found = resolve(told, profile)
        for r in found:
            assert not set(r.supporting) & set(r.opposing)
        for t in told:
            if t.claim.slot in FIGURE_SLOTS:
                figure = t.figure
                is_whole = not figure.of and figure.scope == "total"
                mine = [
                    r for r in found if r.slot == t.claim.slot and t.claim.id in r.opposing + r.supporting
                ]
                # a group's claims may be counted into the whole as well, or build it
                assert len(mine) == 1 if is_whole else 1 <= len(mine) <= 2
            else:
                mine = [
                    r for r in found if r.slot == t.claim.slot and t.claim.id in r.opposing + r.supporting
                ]
                assert len(mine) == 1


def test_a_voice_is_counted_once_however_often_it_speaks() -> None:
    told = told_of([{"says": "12", "voice": "agency"}] * 40 + [{"says": "14"}, {"says": "14"}])
    for profile in ("tacitus", "acled", "gtd", "ucdp", "representative"):
        found = headline("killed", told, profile)
        assert found is not None
        assert found.best == 14, profile


def test_an_unchecked_rule_is_called_so() -> None:
    found = headline("killed", told_of([{"says": "12"}]), "gtd")
    assert found is not None
    assert "unchecked" in found.flags
    assert rules_of("gtd")["latest"].is_unchecked
    assert not rules_of("acled")["lowest"].is_unchecked


def test_the_rules_are_written_down_with_their_marks() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for profile in PROFILES:
        section = page.partition(f"### `{profile}`")[2].partition("###")[0]
        for rule in rules_of(profile).values():
            assert f"| {rule.id} | {rule.mark} | {rule.text} | {rule.source} |" in section
