"""Perpetrators, victims, targets, weapons and what follows, sentence by sentence (cases/parties.toml)."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tacitus.extract.findings import Finding
from tacitus.extract.parties import find_parties
from tacitus.lang.lexicon import load
from tacitus.lang.sentences import split
from tacitus.model import Document, Individual, Organisation, Target, Victim, Weapon
from tacitus.model.slots import ACTOR_KINDS, TARGET_KINDS, WEAPON_KINDS, check_value

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "parties.toml").read_text(encoding="utf-8"))
GARBAGE = (
    "(" * 40_000,
    "a, " * 30_000,
    "killed by the " * 7_000,
    "Front " * 15_000,
    "[[" * 30_000,
    "Jan Example, was arrested and " * 3_000,
    "Ab Cd was Ef Gh was " * 5_000,
)


def found(text: str, slot: str | None = None) -> list[Finding]:
    document = Document(id="doc-test", text=text, sentences=split(text))
    return [f for f in find_parties(document) if slot in (None, f.slot)]


def values(text: str, slot: str) -> list[Any]:
    return [f.value for f in found(text, slot)]


@pytest.mark.parametrize(("text", "name", "link", "by", "hedge"), CASES["organisations"])
def test_link_author_and_hedge_of_a_group(text: str, name: str, link: str, by: str, hedge: str) -> None:
    groups = [v for v in values(text, "perpetrator_organisation") if v.name]
    assert [(v.name, v.link, v.by, v.hedge) for v in groups] == [(name, link, by, hedge)]


@pytest.mark.parametrize("text", CASES["nobody"])
def test_no_group_is_named_where_none_is_linked(text: str) -> None:
    assert all(v.name is None for v in values(text, "perpetrator_organisation"))


def test_silence_of_all_groups_is_a_finding_without_a_name() -> None:
    (value,) = values("No group has claimed responsibility for the attack.", "perpetrator_organisation")
    assert value == Organisation(link="no_claim_reported", by="outlet")


@pytest.mark.parametrize("text", CASES["unclaimed"])
def test_an_unclaimed_act_is_told_so(text: str) -> None:
    (value,) = values(text, "perpetrator_organisation")
    assert value == Organisation(link="no_claim_reported", by="outlet")


@pytest.mark.parametrize(("text", "name", "mode", "competing", "withdrawn"), CASES["claimants"])
def test_a_group_is_known_by_its_claim(
    text: str, name: str, mode: str, competing: bool, withdrawn: bool
) -> None:
    (value,) = [v for v in values(text, "perpetrator_organisation") if v.name == name]
    assert (value.link, value.by, value.mode or "") == ("claimed", "self", mode)
    assert (bool(value.competing), bool(value.withdrawn)) == (competing, withdrawn)


@pytest.mark.parametrize(("text", "hedge"), CASES["unnamed"])
def test_an_unnamed_party_keeps_its_hedge(text: str, hedge: str) -> None:
    (value,) = values(text, "perpetrator_organisation")
    assert (value.name, value.link, value.hedge) == (None, "suspected", hedge)


@pytest.mark.parametrize(("text", "name", "status", "link", "by"), CASES["fates"])
def test_what_became_of_a_named_person(text: str, name: str, status: str, link: str, by: str) -> None:
    (value,) = [v for v in values(text, "perpetrator_individual") if v.name == name]
    assert (value.status, value.link, value.by) == (status, link, by)
    assert not [v for v in values(text, "victim") if v.name and v.name in name]


@pytest.mark.parametrize("text", CASES["no_fate"])
def test_the_fate_of_another_is_not_that_of_who_is_named(text: str) -> None:
    told = [v for v in values(text, "perpetrator_individual") if v.name == "Jan Example"]
    assert not [v for v in told if v.status in ("convicted", "detained", "misidentified")]


@pytest.mark.parametrize(("text", "who", "status"), CASES["individuals"])
def test_doer_and_status(text: str, who: str, status: str) -> None:
    doers = values(text, "perpetrator_individual")
    assert (who, status) in [(v.name or v.description, v.status or "") for v in doers]


@pytest.mark.parametrize("text", CASES["no_doer"])
def test_nobody_is_a_doer_who_is_not_told_to_do_violence(text: str) -> None:
    assert values(text, "perpetrator_individual") == []


def test_a_person_whom_only_the_police_name_is_accused_by_them() -> None:
    (value,) = values("Police say Peter Sample shot and killed a neighbour.", "perpetrator_individual")
    assert (value.name, value.link, value.by) == ("Peter Sample", "accused", "investigator")


@pytest.mark.parametrize(("text", "name", "description", "effect"), CASES["victims"])
def test_victim_by_name_and_description(text: str, name: str, description: str, effect: str) -> None:
    victims: list[Victim] = values(text, "victim")
    assert (name or None, description or None, effect) in [
        (v.name, v.description, v.effect) for v in victims
    ] or ((name or None, effect) in [(v.name, v.effect) for v in victims] and not description)


@pytest.mark.parametrize("text", CASES["no_victim"])
def test_nobody_is_a_victim_of_what_was_not_done(text: str) -> None:
    assert [f.value for f in found(text, "victim") if f.role is None] == []


@pytest.mark.parametrize(("text", "name", "kind"), CASES["targets"])
def test_target_and_its_kind(text: str, name: str, kind: str) -> None:
    targets: list[Target] = values(text, "target")
    assert not name or (name, kind) in [(t.name, t.kind) for t in targets]


@pytest.mark.parametrize(("text", "as_written", "kind"), CASES["weapons"])
def test_weapon_and_its_kind(text: str, as_written: str, kind: str) -> None:
    weapons: list[Weapon] = values(text, "weapon")
    assert (as_written, kind) in [(w.as_written, w.kind) for w in weapons]


@pytest.mark.parametrize(("text", "slot"), CASES["others"])
def test_what_follows_an_act(text: str, slot: str) -> None:
    assert found(text, slot)


@pytest.mark.parametrize(("text", "slot"), CASES["no_others"])
def test_what_is_denied_meant_or_unknown_fills_no_slot(text: str, slot: str) -> None:
    assert found(text, slot) == []


def test_police_who_shoot_are_doers_only_where_nobody_else_is() -> None:
    assert values("Two officers shot dead an unarmed teacher.", "perpetrator_individual")
    text = "A gunman killed two waiters. Two officers shot the man in the chest."
    assert [v.description for v in values(text, "perpetrator_individual")] == ["gunman"]


def test_a_claim_made_in_revenge_accuses_those_avenged_of_nothing() -> None:
    text = "Al-Shabaab claimed responsibility as revenge for Ruritanian troops in the port."
    assert [v.name for v in values(text, "perpetrator_organisation")] == ["Al-Shabaab"]


def test_nobody_is_both_victim_and_perpetrator() -> None:
    text = "The gunman, Robert Sample, killed a guard. Robert Sample was shot dead by officers."
    assert [v.name for v in values(text, "victim")] == [None]
    text = "Anna Sample stabbed a guard, a witness said. Anna Sample was killed by gunmen."
    assert not [v for v in values(text, "perpetrator_individual") if v.name]


def test_responses_and_outcomes_are_told_once() -> None:
    text = (
        "Police launched a manhunt for the gunman. A manhunt was under way in the port. "
        "The killer escaped and left his weapon behind."
    )
    assert values(text, "response") == ["Police launched a manhunt for the gunman"]
    assert values(text, "outcome") == ["The killer escaped and left his weapon behind"]


@pytest.mark.parametrize("text", CASES["no_site"])
def test_where_the_hurt_lie_or_people_speak_is_no_site(text: str) -> None:
    assert values(text, "site") == []


def test_a_bare_site_yields_to_a_named_one_of_its_kind() -> None:
    text = "A gunman killed three people in a nightclub. The shooting at the Orchid club shocked the port."
    assert [v.name for v in values(text, "site")] == ["Orchid club"]


def test_a_child_is_a_minor_and_an_adult_is_not() -> None:
    child, adult = values("A 9-year-old girl was killed. A 40-year-old nurse was killed.", "victim")
    assert child.minor
    assert not adult.minor


def test_two_claims_compete() -> None:
    text = "The Taliban claimed responsibility for the blast. Boko Haram also claimed responsibility."
    assert [v.competing for v in values(text, "perpetrator_organisation")] == [True, True]


def test_a_planned_attack_belongs_to_a_prospective_happening() -> None:
    text = "The minister said the Blue Valley Front was planning a bombing in the capital."
    (finding,) = found(text, "perpetrator_organisation")
    assert finding.role == "prospective"


def test_the_rebels_are_the_one_group_named_before_and_that_is_inferred() -> None:
    text = "The Blue Valley Front is based in the hills. The rebels attacked a farm and killed two workers."
    (finding,) = found(text, "perpetrator_organisation")
    assert (finding.value.name, finding.basis) == ("Blue Valley Front", "inferred")  # type: ignore[union-attr]


def test_a_short_form_in_brackets_stands_for_the_group() -> None:
    text = "The Blue Valley Front (BVF) met on Monday. The BVF claimed responsibility for the blast."
    names = [v.name for v in values(text, "perpetrator_organisation")]
    assert names == ["Blue Valley Front"]


def test_every_finding_fits_its_slot_and_stands_on_short_words_of_the_text() -> None:
    for rows in (
        v
        for k, v in CASES.items()
        if k not in ("source", "nobody", "no_doer", "no_victim", "no_site", "no_others")
    ):
        for row in rows:
            for finding in found(row[0]):
                check_value(finding.slot, finding.value)
                assert 0 <= finding.start < finding.end <= len(row[0])
                assert finding.end - finding.start <= 300


def test_the_name_of_a_group_as_written_stands_in_the_text() -> None:
    for text, *_ in CASES["organisations"]:
        for value in values(text, "perpetrator_organisation"):
            assert value.as_written in text


def test_the_same_text_gives_the_same_findings() -> None:
    text = " ".join(row[0] for row in CASES["organisations"])
    assert found(text) == found(text)


@pytest.mark.parametrize("text", GARBAGE)
def test_garbage_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    found(text)
    assert time.process_time() - start < 20


def test_tables_use_the_closed_vocabularies() -> None:
    groups = load("organisations")["groups"]
    names = [name for name, _, _ in groups]
    assert len(names) >= 300
    assert len(names) == len(set(names))
    assert {kind for _, kind, _ in groups} <= set(ACTOR_KINDS)
    targets, weapons = load("targets"), load("weapons")
    assert {*targets["people"], *targets["things"], *targets["qualifiers"]} <= set(TARGET_KINDS)
    assert {*weapons["heads"], *weapons["compound"]} <= set(WEAPON_KINDS)


def test_every_alias_of_the_table_is_found_in_a_sentence() -> None:
    for name, _, aliases in load("organisations")["groups"]:
        for alias in [a.strip() for a in aliases.split("|") if len(a.strip()) > 6 and a.strip()[0].isupper()]:
            text = f"Responsibility was claimed by {alias} on Monday."
            assert any(isinstance(v, Organisation) for v in values(text, "perpetrator_organisation")), (
                name,
                alias,
            )


def test_individuals_carry_their_count() -> None:
    (value,) = values("Three hooded men kidnapped the mayor of Testville.", "perpetrator_individual")
    assert isinstance(value, Individual)
    assert value.count == 3
