"""People's decisions replay in any order to the same clusters, undo and all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.link import link
from tacitus.model import Decision
from tests.link.test_cluster import RARE, on, told, verdict

PAGES = [told(f"{about}{n}", about, day=on(4 + n % 2)) for about in RARE for n in range(3)]
NAMES = [page.report for page in PAGES]

DRAWN = st.lists(
    st.tuples(
        st.sampled_from(("same", "different", "unsure")),
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] != p[1]),
        st.booleans(),
    ),
    max_size=6,
)


def log(drawn: list[tuple[str, tuple[str, str], bool]]) -> list[Decision]:
    """Decisions a minute apart, some of them undone a minute later."""
    made = []
    for n, (kind, pair, undone) in enumerate(drawn):
        one = verdict(kind, *pair, at=f"2020-01-01T00:{2 * n:02}Z")
        made.append(one)
        if undone:
            made.append(verdict("undo", *pair, at=f"2020-01-01T00:{2 * n + 1:02}Z", undoes=one.id))
    return made


@settings(deadline=None, max_examples=60)
@given(DRAWN, st.randoms(use_true_random=False))
def test_decisions_replay_in_any_order(
    drawn: list[tuple[str, tuple[str, str], bool]], chance: object
) -> None:
    decisions = log(drawn)
    expected = link(PAGES, decisions).clusters
    shuffled = decisions[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    pages = PAGES[:]
    chance.shuffle(pages)  # type: ignore[attr-defined]
    assert link(pages, shuffled).clusters == expected


@settings(deadline=None, max_examples=60)
@given(DRAWN)
def test_undoing_everything_is_as_if_nothing_was_said(drawn: list[tuple[str, tuple[str, str], bool]]) -> None:
    decisions = log([(kind, pair, True) for kind, pair, _ in drawn])
    assert link(PAGES, decisions).clusters == link(PAGES).clusters


@settings(deadline=None, max_examples=60)
@given(DRAWN)
def test_the_last_word_on_a_pair_holds(drawn: list[tuple[str, tuple[str, str], bool]]) -> None:
    pair = ("market0", "market2")
    last = verdict("different", *pair, at="2021-01-01T00:00Z")
    clusters = link(PAGES, [*log([d for d in drawn if d[0] != "same"]), last]).clusters
    assert not any(set(pair) <= set(cluster) for cluster in clusters)
