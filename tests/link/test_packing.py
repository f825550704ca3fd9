"""What linking keeps of a report in little room is what it was."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tacitus.link import Pool, Signature
from tacitus.link.packing import pack, unpack
from tacitus.model import Figure, Place, When

WORDS = st.lists(st.text(max_size=9), max_size=4, unique=True).map(lambda found: tuple(sorted(found)))
DAYS = st.dates(date(1900, 1, 1))
PLACES = st.builds(Place, name=st.text(max_size=9), lat=st.floats(-90, 90), lon=st.floats(-180, 180))
SIGNATURES = st.builds(
    Signature, report=st.text(max_size=9), document=st.just("doc-1"), role=st.just("main"),
    voice=st.text(max_size=9),
    published=st.none() | DAYS, day=st.none() | DAYS.map(lambda day: When(earliest=day, latest=None)),
    places=st.lists(PLACES, max_size=2).map(tuple), types=WORDS,
    killed=st.none() | st.integers(0, 9).map(lambda n: Figure(low=n, high=None)), names=WORDS, phrases=WORDS,
    people=WORDS, ages=st.lists(st.integers(0, 99), max_size=3).map(tuple), title=WORDS,
    words=st.dictionaries(st.text(max_size=9), st.integers(1, 99)).map(
        lambda found: tuple(sorted(found.items()))
    ),
)  # fmt: skip


@given(SIGNATURES)
def test_a_signature_comes_back_as_it_was(signature: Signature) -> None:
    assert unpack(pack(signature)) == signature


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
