"""Filters as an address: what is read back is what was asked."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from tacitus.desk.selection import CLOSED, ORDERS, Selection
from tacitus.store.views import IncidentFilter

facets = st.lists(
    st.one_of(
        [st.tuples(st.just(n), st.sampled_from(CLOSED[n])) for n in ("type", "link", "target", "stage")]
    ),
    max_size=4,
    unique=True,
)
selections = st.builds(
    Selection,
    wanted=st.builds(
        IncidentFilter,
        since=st.none() | st.dates().map(str),
        min_killed=st.none() | st.integers(0, 10**6),
        text=st.none() | st.text("abc &=?#é", min_size=1).filter(str.strip).map(str.strip),
        facets=facets.map(
            lambda found: tuple(sorted(found, key=lambda f: ("type", "link", "target", "stage").index(f[0])))
        ),
    ),
    order=st.sampled_from(ORDERS),
)


@given(selections)
def test_an_address_asks_what_it_was_made_of(chosen: Selection) -> None:
    assert Selection.of(parse_qs(chosen.query()[1:])) == chosen


@given(selections)
def test_a_facet_twice_is_the_facet_taken_out(chosen: Selection) -> None:
    with_it = Selection.of(parse_qs(chosen.with_facet("weapon", "firearms")[1:]))
    assert ("weapon", "firearms") in with_it.wanted.facets
    again = Selection.of(parse_qs(with_it.with_facet("weapon", "firearms")[1:]))
    assert again.wanted == chosen.wanted
