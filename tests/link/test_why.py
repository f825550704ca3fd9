"""Why two are or are not one: bands of the score, a person's word, and the reason in words."""

from tacitus.link import pairs_between, reason
from tests.link.test_cluster import ADANA, told, verdict

TOGETHER = {"a": "inc-1", "b": "inc-1"}
APART = {"a": "inc-1", "b": "inc-2"}


def test_the_shares_of_a_pair_add_up_to_its_score() -> None:
    (pair,) = pairs_between([told("a", "market")], [told("b", "market")])
    assert abs(sum(share for _, _, share in pair.score.parts) - pair.score.total) < 1e-9
    assert (pair.band, pair.met) == ("auto", True)
    assert reason([pair], TOGETHER).startswith("together: mean log-odds")


def test_what_shares_nothing_was_never_compared() -> None:
    far = told("b", "club", places=(ADANA,), day=None, published=None)
    (pair,) = pairs_between([told("a", "market")], [far])
    assert (pair.band, pair.met) == ("never", False)
    assert "different towns" in reason([pair], APART)


def test_a_middling_score_is_to_be_asked() -> None:
    bare = {"names": (), "words": (("bomb", 1), ("market", 1)), "types": ()}
    (pair,) = pairs_between([told("a", "market", **bare)], [told("b", "club", day=None, **bare)])
    assert pair.band == "ask"
    assert reason([pair], APART).startswith("apart: mean log-odds")


def test_a_persons_word_is_the_reason_where_there_is_one() -> None:
    sides = [told("a", "market")], [told("b", "market")]
    different = pairs_between(*sides, [verdict("different", "a", "b")])
    assert different[0].verdict == "different"
    assert reason(different, APART) == "apart: a person said that they are different"
    same = pairs_between(*sides, [verdict("same", "a", "b")])
    assert reason(same, TOGETHER) == "together: a person said that they are the same"


def test_two_that_only_others_join_are_together_by_way_of_them() -> None:
    far = pairs_between([told("a", "market")], [told("b", "club", places=(ADANA,))])
    assert reason(far, TOGETHER) == "together: by way of other reports of the same incident"


def test_a_report_is_not_held_against_itself() -> None:
    both = [told("a", "market"), told("b", "market")]
    assert [(p.one, p.other) for p in pairs_between(both, both)] == [("a", "b")]
