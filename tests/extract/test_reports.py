"""Findings go to the happening they speak of and become claims there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from tacitus import extract
from tacitus.extract import Finding, find_happenings, find_relations, find_rivals
from tacitus.lang import sentences
from tacitus.model import Basis, Document, Figure, Of, Place, Report, Site, Speaker, Statement, Weapon, When

TEXT = (
    "A gunman killed seven guests in a hotel in Orlin on Sunday with a rifle. Nine people were wounded.\n\n"
    "The attack recalled the Marrat theatre bombing of May 2009, which killed 30.\n\n"
    "The minister said that the group was planning a gas attack in Norwell. "
    "The mayor denied that two guards had been killed."
)

assemble = partial(extract.assemble, method="rules")


def document(text: str = TEXT) -> Document:
    return Document(id="doc-test", text=text, sentences=sentences.split(text))


def finding(text: str, words: str, slot: str, value: object, **more: object) -> Finding:
    start = text.index(words)
    return Finding(slot=slot, value=value, start=start, end=start + len(words), **more)  # type: ignore[arg-type]


def killed(words: str, number: int, **more: object) -> Finding:
    return finding(TEXT, words, "killed", Figure(low=number, high=number), **more)


def reports(*findings: Finding, statements: tuple[Statement, ...] = ()) -> dict[str, Report]:
    page = document()
    return {r.role: r for r in assemble(page, find_happenings(page), findings, statements)}


def test_a_figure_goes_to_the_happening_of_its_clause() -> None:
    made = reports(killed("killed seven guests", 7), killed("killed 30", 30))
    assert [c.value.low for c in made["main"].slot("killed")] == [7]
    assert [c.value.low for c in made["background"].slot("killed")] == [30]


def test_a_figure_in_a_sentence_without_an_act_goes_to_the_main_happening() -> None:
    made = reports(finding(TEXT, "Nine people were wounded", "injured", Figure(low=9, high=9)))
    assert len(made["main"].slot("injured")) == 1


def test_no_casualties_of_what_has_not_happened() -> None:
    made = reports(finding(TEXT, "gas attack in Norwell", "killed", Figure(low=1, high=1)))
    assert not made["prospective"].slot("killed")


def test_other_values_go_to_what_is_planned() -> None:
    made = reports(finding(TEXT, "gas", "weapon", Weapon(as_written="gas", kind="chemical")))
    assert len(made["prospective"].slot("weapon")) == 1
    assert not made["main"].slot("weapon")


def test_a_role_given_by_the_reader_decides() -> None:
    made = reports(killed("killed seven guests", 7, role="background"))
    assert not made["main"].slot("killed")
    assert len(made["background"].slot("killed")) == 1


def test_one_claim_for_a_value_with_all_its_words() -> None:
    made = reports(
        finding(TEXT, "hotel in Orlin", "site", Site(name="hotel")),
        finding(TEXT, "hotel", "site", Site(name="hotel")),
    )
    (claim,) = made["main"].slot("site")
    assert len(claim.evidence) == 2


def test_every_report_says_type_and_stage_and_every_claim_has_short_words() -> None:
    made = reports(Finding(slot="motive", value="long", start=0, end=len(TEXT)))
    for report in made.values():
        assert report.slot("type")
        assert report.slot("stage")
        for claim in report.claims:
            assert all(0 < len(e.quote) <= 300 and TEXT[e.start : e.end] == e.quote for e in claim.evidence)


def test_a_claim_within_a_statement_is_that_speakers() -> None:
    page = document()
    start = TEXT.index("two guards")
    content = page.quote(start, len(TEXT) - 1)
    mayor = page.quote(TEXT.index("The mayor"), TEXT.index(" denied"))
    said = Statement(
        id=Statement.id_of(content, mayor.span),
        document=page.id,
        speaker=Speaker(name=None, as_written=mayor.quote, span=mayor.span),
        act="deny",
        kind="indirect",
        content=content,
    )
    made = reports(killed("two guards had been killed", 2), statements=(said,))
    claims = [c for r in made.values() for c in r.slot("killed")]
    assert [(c.attributed_to, c.stance) for c in claims] == [(said.id, "denied")]


def test_claims_stand_in_the_order_of_the_slots() -> None:
    made = reports(
        killed("killed seven guests", 7),
        finding(TEXT, "with a rifle", "weapon", Weapon(as_written="rifle", kind="firearms")),
        finding(TEXT, "seven guests", "killed", Figure(low=7, high=7, of=Of(role="guests"))),
    )
    slots = [c.slot for c in made["main"].claims]
    assert slots == sorted(slots, key=["stage", "type", "weapon", "killed"].index)


def test_retaliation_ties_two_reports() -> None:
    text = (
        "Gunmen shot dead five farmers in Karsa on Friday. Police said the killings were in retaliation for "
        "an ambush near Velim that killed two herders."
    )
    page = document(text)
    told = find_happenings(page)
    made = assemble(page, told, ())
    (relation,) = find_relations(page, told, made)
    assert relation.kind == "retaliation_for"
    assert (relation.from_, relation.to) == (made[0].id, made[1].id)


def test_a_total_over_a_year_is_no_toll_of_the_act() -> None:
    text = (
        "A gunman shot dead two traders in Karsa on Friday.\n\n"
        "Sixty people have been killed in the province so far this year."
    )
    page = document(text)
    total = finding(text, "Sixty people have been killed", "killed", Figure(low=60, high=60))
    made = assemble(page, find_happenings(page), (total,))
    assert [(r.role, len(r.slot("killed"))) for r in made] == [("main", 0), ("aggregate", 1)]


def test_a_happening_lies_in_one_country() -> None:
    text = "A gunman shot dead two traders in Karsa on Friday. The attack may bring war back to Velland."
    page = document(text)
    places = (
        finding(text, "Karsa", "place", Place(name="Karsa", country="AA"), confidence=0.9),
        finding(text, "Velland", "place", Place(name="Velland", country="BB"), confidence=0.6),
    )
    (made,) = assemble(page, find_happenings(page), places)
    assert [c.value.country for c in made.slot("place")] == ["AA"]


def test_a_trigger_among_the_further_stretches_decides() -> None:
    text = (
        "A gunman shot dead two traders in Karsa on Friday. The attack recalled the Penn bombing of May 2009."
    )
    page = document(text)
    bombing = (text.index("bombing"), text.index("bombing") + len("bombing"))
    site = finding(text, "Karsa", "site", Site(name="Karsa"), extra=(bombing,))
    made = {r.role: r for r in assemble(page, find_happenings(page), (site,))}
    (claim,) = made["background"].slot("site")
    assert [e.quote for e in claim.evidence] == ["Karsa"]


def test_a_weapon_gives_the_type_where_no_word_does() -> None:
    text = "Unknown men attacked a convoy of traders near Karsa on Friday. A rifle was left behind."
    page = document(text)
    told = find_happenings(page)
    assert [f.value for f in told[0].types] == ["unknown"]
    weapon = finding(text, "rifle", "weapon", Weapon(as_written="rifle", kind="firearms"))
    (made,) = assemble(page, told, (weapon,))
    (claim,) = made.slot("type")
    assert (claim.value, claim.basis.value, claim.evidence[0].quote) == ("armed_assault", "inferred", "rifle")


def test_two_sides_whose_tolls_exclude_each_other_dispute() -> None:
    text = (
        "A jet bombed a mill in Karsa, killing 26 people, villagers said. The army spoke of 14 dead. "
        "A doctor counted 25."
    )
    page = document(text)
    found = [
        finding(text, "killing 26 people", "killed", Figure(low=26, high=26)),
        finding(text, "14 dead", "killed", Figure(low=14, high=14)),
        finding(text, "counted 25", "killed", Figure(low=25, high=25)),
    ]
    made = assemble(page, find_happenings(page), found)
    by_id = {c.id: c.value.low for c in made[0].slot("killed")}  # type: ignore[union-attr]
    pairs = {frozenset((by_id[d.for_[0]], by_id[d.against[0]])) for d in find_rivals(page, made, ())}
    assert pairs == {frozenset((26, 14)), frozenset((14, 25))}


def test_acts_told_together_share_the_day_and_place_of_their_opening() -> None:
    text = (
        "A series of attacks in Ruritania on Tuesday killed nine people.\n\n"
        "A bomb in the town of Karsa killed four.\n\nGunmen in Velim shot dead two clerks.\n\n"
        "In Dorna, a bomb killed three guards."
    )
    page = document(text)
    day = When(earliest=date(2020, 3, 3), latest=date(2020, 3, 3))
    made = assemble(
        page,
        find_happenings(page),
        [
            finding(text, "Tuesday", "started", day),
            finding(text, "Ruritania", "place", Place(name="Ruritania")),
            finding(text, "Velim", "place", Place(name="Velim")),
        ],
    )
    told = [r for r in made if r.role == "main"]
    assert [[c.value for c in r.slot("started")] for r in told] == [[day]] * 3
    assert [c.value.name for r in told for c in r.slot("place")] == ["Ruritania", "Velim", "Ruritania"]  # type: ignore[union-attr]
    assert {c.basis for r in told[:1] for c in r.slot("started")} == {Basis.INFERRED}


def test_the_day_of_a_trial_is_not_that_of_the_act() -> None:
    text = "A court in Karsa sentenced a man on Friday for the bombing of the Ilmen bridge in May 2009."
    page = replace(document(text), published=When(earliest=date(2014, 6, 6), latest=date(2014, 6, 6)))
    friday = When(earliest=date(2014, 6, 6), latest=date(2014, 6, 6))
    may = When(earliest=date(2009, 5, 1), latest=date(2009, 5, 31))
    found = [finding(text, "Friday", "started", friday), finding(text, "May 2009", "started", may)]
    (made,) = assemble(page, find_happenings(page), found)
    assert (made.role, [c.value for c in made.slot("started")]) == ("aftermath", [may])


def test_a_toll_that_tells_which_act_is_meant_is_the_pages_own() -> None:
    text = (
        "The Lamp of the Hills said it had bombed the ferry in which 31 people were killed, and 40 were hurt."
    )
    page = document(text)
    said = Statement(
        id="st-1",
        document=page.id,
        speaker=Speaker(
            name="Lamp of the Hills", as_written="The Lamp of the Hills", span=page.quote(0, 21).span
        ),
        act="report",
        kind="indirect",
        content=page.quote(text.index("it had"), len(text) - 1),
    )
    known = finding(text, "31 people were killed", "killed", Figure(low=31, high=31))
    own = finding(text, "40 were hurt", "injured", Figure(low=40, high=40))
    (made,) = assemble(page, find_happenings(page), [known, own], (said,))
    assert [made.slot(slot)[0].attributed_to for slot in ("killed", "injured")] == [None, "st-1"]
