"""What people judged outlives every new reading of the page, or comes back to be looked at."""

from dataclasses import replace

from tacitus.model import Claim, Decision, Figure, Incident, Record
from tacitus.store import Store, add_claim, add_decision, add_record, replace_incidents, views
from tacitus.store.carry import carry_over, re_anchor
from tacitus.store.people import not_undone
from tests.store import factory

TEXT = (
    "A bomb went off in Norvik on Monday, killing three people. Police sealed the street. "
    "A year ago gunmen shot two guards dead in Calvera. Nobody has claimed either attack."
)
PAGE = factory.document(TEXT, "https://news.example/a", digest="d1", reader="reader 1")
BOMB = factory.report(
    PAGE, "A bomb went off",
    (("killed", Figure(low=3, high=3), "killing three people"), ("type", "bombing", "bomb")),
)  # fmt: skip
GUNS = factory.report(
    PAGE, "gunmen shot", (("killed", Figure(low=2, high=2), "two guards dead"),), "background"
)
OLD = Record(document=PAGE, reports=(BOMB, GUNS))


def decision(number: int, *subject: str, verdict: str = "same", **rest: str) -> Decision:
    return Decision(
        id=f"dec-{number}",
        subject=subject,
        verdict=verdict,
        decided_by="ada",
        decided_at=f"2031-01-{number:02}",
        **rest,
    )


def put(store: Store, *records: Record, by: str = "rules 1") -> None:
    with store.atomic():
        for record in records:
            add_record(store, record, extracted_by=by)


def decide(store: Store, *made: Decision) -> None:
    with store.atomic():
        for one in made:
            add_decision(store, one)


def wider(anchor: str, killed: str = "killing three people") -> Record:
    """The page read anew: the bomb's report has another anchor, so other ids."""
    bomb = factory.report(
        PAGE, anchor, (("killed", Figure(low=3, high=3), killed), ("type", "bombing", "bomb"))
    )
    return Record(document=PAGE, reports=(GUNS, bomb))


def test_a_report_finds_its_partner_by_its_words() -> None:
    new = wider("bomb went off in Norvik")
    assert carry_over(OLD.reports, new.reports) == {BOMB.id: new.reports[1].id, GUNS.id: GUNS.id}


def test_a_report_without_a_partner_has_none() -> None:
    other = factory.report(PAGE, "Police sealed the street", ())
    assert carry_over([BOMB], [other]) == {BOMB.id: None}
    assert carry_over([BOMB], []) == {BOMB.id: None}


def test_two_partners_that_fit_equally_are_none() -> None:
    old = replace(BOMB, claims=())
    twins = [replace(old, id=f"rep-{k}") for k in (1, 2)]
    assert carry_over([old], twins) == {old.id: None}


def test_a_report_is_found_in_other_text_of_the_same_page() -> None:
    page = factory.document("Menu | " + TEXT, PAGE.url)
    bomb = factory.report(
        page, "A bomb went off", (("killed", Figure(low=3, high=3), "killing three people"),)
    )
    guns = factory.report(page, "gunmen shot", (("killed", Figure(low=2, high=2), "two guards dead"),))
    assert carry_over(OLD.reports, [guns, bomb]) == {BOMB.id: bomb.id, GUNS.id: guns.id}


def test_link_decisions_follow_a_new_reading(store: Store) -> None:
    elsewhere = factory.record(1)
    put(store, OLD, elsewhere)
    other = elsewhere.reports[0].id
    decide(
        store,
        decision(1, *sorted((BOMB.id, other))),
        decision(2, *sorted((BOMB.id, GUNS.id)), verdict="different"),
    )
    assert [d.subject for d in views.standing_decisions(store)] == [
        tuple(sorted((BOMB.id, other))), tuple(sorted((BOMB.id, GUNS.id))),
    ]  # fmt: skip
    new = wider("bomb went off in Norvik")
    put(store, new, by="rules 2")
    now = new.reports[1].id
    assert [d.subject for d in views.standing_decisions(store)] == [
        tuple(sorted((now, other))), tuple(sorted((now, GUNS.id))),
    ]  # fmt: skip
    assert [d.subject[0] for d in views.decision_log(store)] == [
        min(BOMB.id, other), min(BOMB.id, GUNS.id),
    ], "the log is never edited"  # fmt: skip
    assert not views.orphaned_decisions(store)


def test_decisions_follow_into_a_document_that_supersedes(store: Store) -> None:
    put(store, OLD)
    decide(store, decision(1, BOMB.claims[0].id, verdict="accept"), decision(2, PAGE.id, verdict="relevant"))
    page = factory.document("Menu | " + TEXT, PAGE.url, digest="d1", reader="reader 2")
    bomb = factory.report(
        page, "A bomb went off", (("killed", Figure(low=3, high=3), "killing three people"),)
    )
    put(store, Record(document=page, reports=(bomb,)), by="rules 2")
    assert [d.subject for d in views.standing_decisions(store)] == [(bomb.claims[0].id,), (page.id,)]


def test_what_finds_no_partner_comes_back(store: Store) -> None:
    put(store, OLD)
    decide(
        store, decision(1, *sorted((BOMB.id, GUNS.id)), verdict="different"),
        decision(2, BOMB.claims[0].id, verdict="accept"), decision(3, "rep-elsewhere", BOMB.id),
    )  # fmt: skip
    put(store, Record(document=PAGE, reports=(GUNS,)), by="rules 2")
    assert [(o.decision.id, o.lost) for o in views.orphaned_decisions(store)] == [
        ("dec-1", (BOMB.id,)), ("dec-2", (BOMB.claims[0].id,)), ("dec-3", ("rep-elsewhere", BOMB.id)),
    ]  # fmt: skip
    assert not views.standing_decisions(store)


def test_a_judgement_on_two_reports_that_became_one_comes_back(store: Store) -> None:
    twice = factory.report(PAGE, "bomb went off in Norvik", (("type", "bombing", "bomb"),))
    put(store, Record(document=PAGE, reports=(BOMB, twice)))
    decide(store, decision(1, *sorted((BOMB.id, twice.id)), verdict="different"))
    put(store, Record(document=PAGE, reports=(twice,)), by="rules 2")
    assert [o.decision.id for o in views.orphaned_decisions(store)] == ["dec-1"]


def test_undo_takes_back_and_can_be_taken_back() -> None:
    log = [decision(1, "rep-a", "rep-b"), decision(2, "rep-a", "rep-b", verdict="undo", undoes="dec-1")]
    assert not_undone(log) == []
    log.append(decision(3, "rep-a", "rep-b", verdict="undo", undoes="dec-2"))
    assert [d.id for d in not_undone(log)] == ["dec-1"]


def test_decisions_replay_in_any_order(store: Store) -> None:
    put(store, OLD)
    made = [
        decision(1, BOMB.id, GUNS.id), decision(2, BOMB.id, GUNS.id, verdict="undo", undoes="dec-1"),
        decision(3, BOMB.id, GUNS.id, verdict="different"),
    ]  # fmt: skip
    decide(store, *reversed(made))
    decide(store, *made)
    assert [d.id for d in views.standing_decisions(store)] == ["dec-3"]
    assert len(views.decision_log(store)) == 3


def correction(report_id: str, words: str = "killing three people") -> Claim:
    return Claim.of(
        report=report_id, slot="killed", value=Figure(low=4, high=4), method="human:ada",
        evidence=(factory.quote(PAGE, words),),
    )  # fmt: skip


def test_a_corrected_value_follows_a_new_reading(store: Store) -> None:
    put(store, OLD)
    made = correction(BOMB.id)
    with store.atomic():
        add_claim(store, made)
    decide(store, decision(1, made.id, verdict="accept"))
    new = wider("bomb went off in Norvik")
    put(store, new, by="rules 2")
    now = new.reports[1].id
    expected = replace(made, report=now)
    assert expected in views.document(store, PAGE.id).reports[1].claims
    assert expected in {row.id: row.report.claims for row in views.reports(store)}[now]
    assert [d.subject for d in views.standing_decisions(store)] == [(made.id,)]
    with store.atomic():
        replace_incidents(store, [Incident(id="inc-1", title="", occurrence="established", reports=(now,))])
    assert made.id in {c["id"] for c in views.incident(store, "inc-1")["claims"]}
    assert not views.orphaned_claims(store)


def test_a_corrected_value_finds_its_words_in_other_text(store: Store) -> None:
    put(store, OLD)
    with store.atomic():
        add_claim(store, correction(BOMB.id))
    page = factory.document("Menu | " + TEXT, PAGE.url, digest="d1", reader="reader 2")
    bomb = factory.report(
        page, "A bomb went off", (("killed", Figure(low=3, high=3), "killing three people"),)
    )
    put(store, Record(document=page, reports=(bomb,)), by="rules 2")
    moved = views.document(store, page.id).reports[0].claims[-1]
    assert moved.method == "human:ada"
    assert moved.evidence[0].quote == page.text[moved.evidence[0].start : moved.evidence[0].end]


def test_a_corrected_value_without_its_words_comes_back(store: Store) -> None:
    put(store, OLD)
    made = correction(BOMB.id, "Police sealed the street")
    with store.atomic():
        add_claim(store, made)
    page = factory.document(TEXT.replace("sealed", "closed"), PAGE.url, digest="d1", reader="reader 2")
    bomb = factory.report(
        page, "A bomb went off", (("killed", Figure(low=3, high=3), "killing three people"),)
    )
    put(store, Record(document=page, reports=(bomb,)), by="rules 2")
    assert views.orphaned_claims(store) == (made,)
    assert re_anchor(made, bomb.id, page) is None


def test_a_persons_claim_takes_the_place_of_the_same_one_of_the_machine(store: Store) -> None:
    put(store, OLD)
    confirmed = replace(BOMB.claims[0], method="human:ada")
    with store.atomic():
        assert add_claim(store, confirmed)
    killed = views.document(store, PAGE.id).reports[0].slot("killed")
    assert killed == (confirmed,)


def test_a_former_incident_id_resolves_after_a_new_reading(store: Store) -> None:
    put(store, OLD)
    former = Incident.id_of([BOMB.id])
    new = wider("bomb went off in Norvik")
    put(store, new, by="rules 2")
    now = new.reports[1].id
    made = Incident(id=Incident.id_of([now]), title="", occurrence="established", reports=(now,))
    with store.atomic():
        replace_incidents(store, [made])
    assert views.find_incident(store, former) == made.id
