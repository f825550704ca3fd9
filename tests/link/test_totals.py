"""What linking holds in little memory is what it would hold in much."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tacitus.link import Pool, Signature
from tacitus.link.totals import Totals
from tacitus.model import Place

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-50, 50),
)


@given(PAIRS)
def test_totals_give_back_what_was_added(pairs: dict[tuple[int, int], float]) -> None:
    totals = Totals(31)
    for (i, j), total in sorted(pairs.items()):
        totals.add(i, j, total)
    assert {(i, j): total for i, j, total in totals} == pairs
    for i in range(31):
        for j in range(i):
            assert totals.get(i, j) == totals.get(j, i) == pairs.get((j, i))


def test_a_pool_changes_no_signature_and_holds_equal_parts_once() -> None:
    first, second = (
        Signature(
            report=name, document=name, role="main", voice=name, published=date(2019, 5, 4),
            places=(Place(name="".join(["Iz", "mir"])),), names=("".join(["kor", "don"]),),
            words=(("".join(["stall", "s"]), 2),),
        )
        for name in ("a", "b")
    )  # fmt: skip
    pool = Pool()
    pooled = pool.shared(first), pool.shared(second)
    assert pooled == (first, second)
    assert pooled[0].words[0] is pooled[1].words[0]
    assert pooled[0].names[0] is pooled[1].names[0]
    assert pooled[0].places[0] is pooled[1].places[0]
