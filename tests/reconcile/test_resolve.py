"""What stands for a slot, why, and that every claim ends on one side."""

from datetime import date
from zlib import crc32

import pytest

from tacitus.errors import UsageError
from tacitus.model import Basis, Claim, Document, Figure, Of, Organisation, Place, Value, When
from tacitus.reconcile import Testimony, Told, occurrence, resolve, told_by
from tests.reconcile.claims import claim, report

DOCUMENT = Document(id="doc-1", text="words " * 50)


def said(slot: str, value: Value, voice: str, day: str = "2020-05-01", **more: object) -> Testimony:
    """One claim by `voice` on `day`; its evidence stands wherever makes its id its own."""
    start = (crc32(f"{slot}{voice}{day}".encode()) % 40) * 6
    own = {k: more.pop(k) for k in ("role", "retracted") if k in more}
    claim = Claim.of(
        report=f"rep-{voice}", slot=slot, value=value, evidence=(DOCUMENT.quote(start, start + 5),),
        **{"method": "test", **more},
    )  # fmt: skip
    return Testimony(claim=claim, voice=voice, spoken=day, **own)


def killed(low: int, high: int | None = -1, **more: object) -> Figure:
    return Figure(low=low, high=low if high == -1 else high, point=low, **more)


def test_the_newest_figure_stands_and_the_old_one_opposes_it() -> None:
    old, new = said("killed", killed(35), "a", "2020-05-01"), said("killed", killed(39), "b", "2020-05-02")
    (toll,) = resolve([old, new])
    assert (toll.low, toll.best, toll.high) == (35, 39, 39)
    assert (toll.supporting, toll.opposing) == ((new.claim.id,), (old.claim.id,))
    assert "newest figure of 2020-05-02" in toll.trace


def test_a_thousand_copies_are_one_voice() -> None:
    copies = [said("killed", killed(12), "agency", "2020-05-01", confidence=c / 100) for c in range(50)]
    others = [said("killed", killed(14), voice) for voice in ("b", "c")]
    (toll,) = resolve([*copies, *others])
    assert toll.best == 14
    assert "2 of 3 voices" in toll.trace


def test_an_open_bound_is_supported_by_a_larger_figure() -> None:
    least, exact = said("killed", killed(39, None), "a"), said("killed", killed(41), "b", "2020-05-02")
    (toll,) = resolve([least, exact])
    assert toll.opposing == ()
    assert toll.best == 41


def test_a_part_never_stands_in_the_place_of_the_total() -> None:
    part = said("killed", killed(24, of=Of(nationality="foreign"), scope="part"), "a", "2020-05-03")
    whole = said("killed", killed(39), "a", "2020-05-01")
    first, second = resolve([part, whole])
    assert (first.best, second.best) == (39, 24)


def test_a_person_outranks_every_rule() -> None:
    machine = said("killed", killed(39), "a", "2020-05-09")
    human = said("killed", killed(38), "a", "2020-05-01", method="human:ada")
    (toll,) = resolve([machine, human])
    assert toll.best == 38
    assert toll.trace == "tacitus: corrected by ada"


@pytest.mark.parametrize("how", [{"stance": "denied"}, {"retracted": True}])
def test_what_is_denied_or_taken_back_opposes(how: dict[str, object]) -> None:
    good, bad = said("killed", killed(31), "a"), said("killed", killed(20), "b", "2020-05-02", **how)
    (toll,) = resolve([good, bad])
    assert (toll.best, toll.high, toll.opposing) == (31, 31, (bad.claim.id,))


def test_a_background_mention_does_not_beat_a_report_of_its_own() -> None:
    own = said("killed", killed(12), "a", "2020-05-01")
    passing = said("killed", killed(10), "b", "2020-05-09", role="background")
    (toll,) = resolve([own, passing])
    assert (toll.low, toll.best) == (10, 12)


def test_every_claim_on_a_slot_ends_on_one_side() -> None:
    told = [said("killed", killed(n), f"v{n}", f"2020-05-{n:02}") for n in range(1, 9)]
    told += [said("place", Place(name=n, country="TR"), n) for n in ("Izmir", "Ankara", "izmir")]
    for resolution in resolve(told):
        ours = {t.claim.id for t in told if t.claim.slot == resolution.slot}
        assert set(resolution.supporting) | set(resolution.opposing) == ours
        assert not set(resolution.supporting) & set(resolution.opposing)


def test_the_day_that_most_voices_fit_stands_then_the_most_exact() -> None:
    month = When(earliest=date(2020, 5, 1), latest=date(2020, 5, 31))
    first, second = (When(earliest=date(2020, 5, d), latest=date(2020, 5, d)) for d in (1, 2))
    told = [
        said("started", month, "a"),
        said("started", first, "b"),
        said("started", second, "c"),
        said("started", second, "d"),
    ]
    (day,) = resolve(told)
    assert day.value == second
    assert len(day.supporting) == 3


def test_an_assumed_day_yields_to_one_that_is_said() -> None:
    guess = When(earliest=date(2020, 5, 3), latest=date(2020, 5, 3), basis=Basis.ASSUMED)
    read = When(earliest=date(2020, 5, 2), latest=date(2020, 5, 2))
    (day,) = resolve([said("started", guess, "a", basis=Basis.ASSUMED), said("started", read, "b")])
    assert day.value == read


def test_a_country_supports_a_town_in_it() -> None:
    town = Place(name="Izmir", country="TR", lat=38.4, lon=27.1, precision="town")
    told = [
        said("place", town, "a"),
        said("place", Place(name="Turkey", country="TR", precision="country"), "b"),
    ]
    (place,) = resolve(told)
    assert place.value == town
    assert place.opposing == ()


def test_open_slots_hold_several_answers_side_by_side() -> None:
    told = [said("type", "bombing", "a"), said("type", "armed_assault", "b"), said("type", "bombing", "c")]
    assert [r.value for r in resolve(told)] == ["bombing", "armed_assault"]


def test_a_claim_and_a_denial_of_one_party_are_two_answers() -> None:
    told = [
        said("perpetrator_organisation", Organisation(name="Front", link=link, by="self"), "a")
        for link in ("claimed", "denied")
    ]
    assert len(resolve(told)) == 2


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ([said("type", "bombing", "a")], "established"),
        ([said("type", "bombing", "a", stance="hedged")], "alleged"),
        ([said("type", "bombing", "a"), said("occurrence", "denied", "b")], "disputed"),
        ([said("type", "bombing", "a", retracted=True)], "refuted"),
        ([], "established"),
    ],
)
def test_occurrence(told: list[Testimony], stands: str) -> None:
    assert occurrence(told) == stands


def test_as_of_a_day_only_what_had_been_said_counts() -> None:
    day = date(2020, 5, 1)
    own = claim("killed", killed(35), "35", "a")
    later = claim("killed", killed(39), "39", "b", as_of="2020-05-02")
    told = Told(report=report("a", [own, later]), voice="a", spoken="2020-05-01")
    known = told_by(told, day)
    assert known is not None
    assert known.report.claims == (own,)
    assert told_by(told, date(2020, 4, 30)) is None
    assert told_by(told, None) is told
    undated = Told(report=report("a", [own]), voice="a")
    assert told_by(undated, day) is None


def test_the_order_of_the_claims_does_not_matter() -> None:
    told = [said("killed", killed(n % 3 + 10), f"v{n}", "2020-05-01") for n in range(9)]
    assert resolve(told) == resolve(told[::-1])


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="there are: tacitus"):
        resolve([], "oracle")
