"""Linking: what is one happening, what never is, and that decisions and order behave."""

import random
from datetime import date

from tacitus.link import Clustering, Signature, link
from tacitus.link.compare import Side, compare
from tacitus.link.rarity import Rarity
from tacitus.model import Decision, Place, When

IZMIR = Place(name="Izmir", country="TR", lat=38.41, lon=27.14, precision="town", gazetteer_id="1")
ADANA = Place(name="Adana", country="TR", lat=37.0, lon=35.32, precision="town", gazetteer_id="2")
RARE = {
    "market": ("Basmane", "Kordon", "stall", "fishmongers", "Yilmaz", "awning"),
    "club": ("Alsancak", "Pelikan", "bouncer", "dancefloor", "Demir", "cloakroom"),
}


def told(report: str, about: str, **more: object) -> Signature:
    """A report whose words are the rare ones of `about` plus common ones."""
    day = date(2019, 5, 4)
    common = ("the", "police", "said", "people", "were", "killed", "attack", "city")
    words = tuple(sorted({w.lower(): 2 for w in (*common, *RARE[about])}.items()))
    names = tuple(sorted(w.lower() for w in RARE[about] if w[0].isupper()))
    parts = {
        "report": report, "document": f"doc-{report}", "role": "main", "voice": f"doc-{report}",
        "published": day,
        "day": When(earliest=day, latest=day), "places": (IZMIR,), "types": ("bombing",), "names": names,
        "words": words,
    }  # fmt: skip
    return Signature(**{**parts, **more})


def together(clustering: Clustering, *reports: str) -> bool:
    return any(set(reports) <= set(cluster) for cluster in clustering.clusters)


def verdict(kind: str, *reports: str, at: str = "2020-01-01T00:00Z", **more: object) -> Decision:
    return Decision(
        id=f"dec-{kind}-{at}", subject=reports, verdict=kind, decided_by="ada", decided_at=at, **more
    )


def on(day: int) -> When:
    return When(earliest=date(2019, 5, day), latest=date(2019, 5, day))


def test_reports_of_one_happening_are_one_cluster() -> None:
    assert link([told("a", "market"), told("b", "market"), told("c", "club")]).clusters == (
        ("a", "b"),
        ("c",),
    )


def test_two_attacks_in_one_town_two_days_apart_are_never_merged() -> None:
    first, second = told("a", "market", day=on(4)), told("b", "market", day=on(6), published=date(2019, 5, 6))
    assert not together(link([first, second]), "a", "b")


def test_a_victim_named_in_both_outweighs_a_misread_day() -> None:
    people = ("mara lind",)
    first = told("a", "market", day=on(4), people=people)
    second = told("b", "market", day=on(6), published=date(2019, 5, 6), people=people)
    assert together(link([first, second]), "a", "b")


def test_two_towns_are_never_one_happening() -> None:
    assert not together(link([told("a", "market"), told("b", "market", places=(ADANA,))]), "a", "b")


def test_one_page_that_tells_of_two_keeps_them_apart() -> None:
    assert not together(link([told("a", "market"), told("b", "market", document="doc-a")]), "a", "b")


def test_a_plan_is_not_the_deed() -> None:
    assert not together(link([told("a", "market"), told("b", "market", role="prospective")]), "a", "b")


def test_copies_of_one_voice_go_where_their_voice_goes() -> None:
    copies = [told(f"a{n}", "market", voice="doc-a0") for n in range(60)]
    assert together(link([*copies, told("b", "market")]), "b", *(c.report for c in copies))


def test_a_persons_word_outranks_the_score() -> None:
    pages = [told("a", "market"), told("b", "market"), told("c", "club")]
    assert together(link(pages, [verdict("same", "a", "c")]), "a", "c")
    assert not together(link(pages, [verdict("different", "a", "b")]), "a", "b")


def test_a_person_can_part_two_copies_of_one_voice() -> None:
    pages = [told("a", "market"), told("b", "market", voice="doc-a")]
    assert not together(link(pages, [verdict("different", "a", "b")]), "a", "b")


def test_the_latest_word_on_a_pair_stands_and_can_be_undone() -> None:
    pages = [told("a", "market"), told("b", "market")]
    apart = verdict("different", "a", "b")
    assert together(link(pages, [apart, verdict("same", "a", "b", at="2020-01-02T00:00Z")]), "a", "b")
    assert together(
        link(pages, [apart, verdict("undo", "a", "b", at="2020-01-02T00:00Z", undoes=apart.id)]), "a", "b"
    )


def test_the_order_of_reports_and_decisions_does_not_matter() -> None:
    pages = [told(f"{about}{n}", about, day=on(4 + n % 2)) for about in RARE for n in range(6)]
    words = [
        verdict("same", "market0", "club0"),
        verdict("different", "market1", "market2", at="2020-01-03T00:00Z"),
    ]
    expected = link(pages, words).clusters
    for seed in range(5):
        shuffled = random.Random(seed)
        assert link(shuffled.sample(pages, len(pages)), shuffled.sample(words, 2)).clusters == expected


def test_every_score_is_the_sum_of_its_parts() -> None:
    pages = [told("a", "market"), told("b", "market")]
    rarity = Rarity.shipped()
    score = compare(*(Side.of(s, rarity) for s in pages), rarity)
    assert abs(score.total - sum(part[2] for part in score.parts)) < 1e-9
    assert link(pages).scores == {("a", "b"): score.total}
