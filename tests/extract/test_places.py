"""Names of places, the places they mean, and which of them is the happening's."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tacitus.extract.happenings import Happening
from tacitus.extract.places import PlaceMention, find_happening_places, find_places, zone_of
from tacitus.extract.places.places import home_of
from tacitus.lang.gazetteer import Gazetteer
from tacitus.model import Document, Place

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places.toml").read_text(encoding="utf-8"))[
    "case"
]


def read(text: str, gazetteer: Gazetteer, **more: Any) -> tuple[PlaceMention, ...]:
    return find_places(Document(id="doc-1", text=text), gazetteer, **more)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_places_of_a_sentence(case: dict[str, Any], tiny_gazetteer: Gazetteer) -> None:
    text = case["text"]
    found = [f"{text[m.start : m.end]}|{m.kind}|{m.place.country}" for m in read(text, tiny_gazetteer)]
    assert found == case["want"]


def told(*spots: tuple[int, int]) -> list[Happening]:
    """One main happening with these triggers; none without."""
    return [Happening(anchor=min(spots), role="main", triggers=tuple(spots))] if spots else []


def places(text: str, gazetteer: Gazetteer, words: str, title: str = "") -> list[tuple[str, str]]:
    """(name, the words before it) of the places of the happenings that `words` name."""
    document = Document(id="doc-1", text=text, title=title)
    happenings = told(*(m.span() for m in re.finditer(words, text)))
    found = find_happening_places(document, find_places(document, gazetteer), happenings)
    assert all(f.slot == "place" and isinstance(f.value, Place) for f in found)
    return [(text[f.start : f.end], f.value.country) for f in found]


@pytest.mark.parametrize(
    ("text", "words", "want"),
    [
        ("A gunman killed six people in Istanbul.", "killed", [("Istanbul", "TR")]),
        ("The Istanbul attack echoes that in Paris.", "attack", [("Istanbul", "TR")]),
        ("It recalled the Paris Belleroche shooting of 2011.", "shooting", [("Paris", "FR")]),
        ("He warned of an attack in Britain.", "attack", [("Britain", "GB")]),
        ("A bomb exploded outside Lima, Peru.", "exploded", [("Lima", "PE")]),
        ("Turkey said that a bomb exploded in Kabul.", "exploded", [("Kabul", "AF")]),
        ("A man from Kabul was killed in Ankara.", "killed", [("Ankara", "TR")]),
        ("Six died in a blast near Arequipa, and Lima sent help.", "blast", [("Arequipa", "PE")]),
        ("Kabul was rocked by an explosion.", "explosion", []),
    ],
)
def test_the_words_tie_a_place_to_its_happening(
    text: str, words: str, want: list[tuple[str, str]], tiny_gazetteer: Gazetteer
) -> None:
    assert places(text, tiny_gazetteer, words)[: len(want)] == want


def test_the_title_lends_its_place_where_the_sentence_has_none(tiny_gazetteer: Gazetteer) -> None:
    text = "Six killed in Lima market\n\nThe men opened fire at noon."
    assert places(text, tiny_gazetteer, "opened fire", "Six killed in Lima market") == [("Lima", "PE")]


def bases(text: str, gazetteer: Gazetteer, words: str) -> list[tuple[str, str]]:
    document = Document(id="doc-1", text=text)
    found = find_happening_places(
        document, find_places(document, gazetteer), told(*(m.span() for m in re.finditer(words, text)))
    )
    return [(text[f.start : f.end], f.basis.value) for f in found]


def test_the_dateline_lends_its_place_and_says_that_it_is_inferred(tiny_gazetteer: Gazetteer) -> None:
    text = "SAN SALVADOR, 3 JAN 90 (ACAN) -- GUNMEN KILLED A JUDGE."
    assert bases(text, tiny_gazetteer, "KILLED") == [("SAN SALVADOR", "inferred")]


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Ankara said that troops attacked.", True),
        ("ANKARA SAID THAT TROOPS ATTACKED.", True),
        ("Ankara has\ndenied that troops attacked.", True),
        ("Ankara has\n\nSaid aside, troops attacked.", False),
        ("Police in Ankara said that troops attacked.", False),
        ("Ankara burned, he said.", False),
    ],
)
def test_a_capital_that_speaks_is_its_government(text: str, speaks: bool, tiny_gazetteer: Gazetteer) -> None:
    assert [m.government for m in read(text, tiny_gazetteer)] == [speaks]


def test_a_place_in_the_opening_outranks_the_dateline(tiny_gazetteer: Gazetteer) -> None:
    text = "LIMA, 3 JAN 90 (ACAN) -- GUNMEN ATTACKED A BANK. THEY KILLED A JUDGE IN AREQUIPA."
    assert bases(text, tiny_gazetteer, "ATTACKED|KILLED") == [("AREQUIPA", "stated")]


def test_the_country_most_spoken_of_is_the_last_resort(tiny_gazetteer: Gazetteer) -> None:
    text = "Gunmen killed a judge. Peruvian police said so. Peru has known worse, said a Turk."
    assert bases(text, tiny_gazetteer, "killed") == [("Peruvian", "inferred")]


def findings(text: str, gazetteer: Gazetteer, *words: str) -> list[list[tuple[str, str]]]:
    """(place, basis) of each of several happenings, one for each of `words`."""
    document = Document(id="doc-1", text=text)
    happenings = [told(*(m.span() for m in re.finditer(w, text))) for w in words]
    found = find_happening_places(
        document, find_places(document, gazetteer), [h for one in happenings for h in one]
    )
    return [
        [(f.value.name, f.basis.value) for f in found if set(f.extra) <= set(h.triggers)]
        for one in happenings
        for h in one
    ]


@pytest.mark.parametrize(
    ("text", "words", "want"),
    [
        (
            "• LIMA: A man was shot.\n\n• BOGOTA: A woman was stabbed.",
            ("shot", "stabbed"),
            [[("Lima", "stated")], [("Bogotá", "stated")]],
        ),
        (
            "Rebels attacked a farm. The incident took place in Apopa on Monday.",
            ("attacked",),
            [[("Apopa", "inferred")]],
        ),
        (
            "Gunmen killed a judge in Lima.\n\nA bomb went off an hour later.",
            ("killed", "bomb"),
            [[("Lima", "stated")], [("Lima", "inferred")]],
        ),
        (
            "Men killed a guard in Mosul, and others robbed a bank in Baghdad.",
            ("killed", "robbed"),
            [[("Mosul", "stated")], [("Baghdad", "stated")]],
        ),
        (
            "LIMA, 3 MAY (XYZ) -- A bomb exploded in Peru.",
            ("exploded",),
            [[("Lima", "inferred"), ("Peru", "stated")]],
        ),
        (
            "Six men were shot in the main square of Apopa.",
            ("shot",),
            [[("Apopa", "stated")]],
        ),
        (
            "Rebels fired on a U.S. convoy in Mosul.",
            ("fired",),
            [[("Mosul", "stated")]],
        ),
        (
            "A road. A car. A man.\n\nLIMA, Peru (XYZ) -- It rained.\n\nA boy was shot.\n\nFire in Arequipa.",
            ("shot",),
            [[("Lima", "inferred")]],
        ),
        (
            "A bomb was thrown at a U.S. convoy.",
            ("bomb",),
            [[("United States", "inferred")]],
        ),
    ],
    ids=[
        "the head of a list's item",
        "the sentence beside it",
        "the happening told before it",
        "a clause between",
        "the dateline refines a country",
        "a square of a town",
        "an abbreviation is an adjective",
        "a dateline below captions outranks a town told of later",
        "the country most spoken of",
    ],
)
def test_each_happening_has_its_place_with_a_reason(
    text: str, words: tuple[str, ...], want: list[list[tuple[str, str]]], tiny_gazetteer: Gazetteer
) -> None:
    assert findings(text, tiny_gazetteer, *words) == want


def test_a_part_of_a_town_is_as_precise_as_the_town(tiny_gazetteer: Gazetteer) -> None:
    part = read("Shots were fired in the Quxley neighbourhood of Lima.", tiny_gazetteer)[0].place
    assert (part.name, part.precision, part.admin[-1], part.gazetteer_id) == ("Quxley", "town", "Lima", None)
    village = read("A man died in the village of Quxley, in Texas.", tiny_gazetteer)[0].place
    assert (village.precision, village.country) == ("admin1", "US")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.elcomercio.pe/x", "PE"),
        ("http://bbc.co.uk/news", "GB"),
        ("https://example.com/", ""),
        ("https://startup.io/", ""),
        ("not an address", ""),
        (None, ""),
    ],
)
def test_the_address_tells_the_publisher_s_country(url: str | None, code: str) -> None:
    assert home_of(url) == code


def test_the_address_decides_between_namesakes(tiny_gazetteer: Gazetteer) -> None:
    def country(url: str) -> str | None:
        document = Document(id="doc-1", text="A pub in San Ramon burned.", url=url)
        return find_places(document, tiny_gazetteer)[0].place.country

    assert [country(f"https://example.{end}/a") for end in ("com", "pe")] == ["US", "PE"]


def test_no_trigger_no_place(tiny_gazetteer: Gazetteer) -> None:
    assert places("All was quiet in Lima.", tiny_gazetteer, "attack") == []


def test_a_government_is_told_from_its_town(tiny_gazetteer: Gazetteer) -> None:
    said, inside = read("Ankara said so. A man was shot in Ankara.", tiny_gazetteer)
    assert (said.government, inside.government) == (True, False)


def test_an_unknown_river_has_no_point_finer_than_its_neighbour(tiny_gazetteer: Gazetteer) -> None:
    river = read("They drowned in the Zzyx River near Lima.", tiny_gazetteer)[0]
    assert (river.place.name, river.place.precision, river.place.gazetteer_id) == (
        "Zzyx River",
        "admin1",
        None,
    )


def test_without_any_known_place_an_unknown_one_stays_unresolved(tiny_gazetteer: Gazetteer) -> None:
    (river,) = read("They drowned in the Zzyx River.", tiny_gazetteer)
    assert (river.place.lat, river.place.country) == (None, None)


def test_the_publisher_s_home_decides_last(tiny_gazetteer: Gazetteer) -> None:
    text = "A man was held in Springfield."
    assert read(text, tiny_gazetteer)[0].place.admin == ("Missouri",)
    assert read(text, tiny_gazetteer, home="US.MA")[0].place.admin == ("Massachusetts",)
    assert read("A man was held in Paris.", tiny_gazetteer, home="US.TX")[0].place.country == "FR"


def test_a_place_knows_its_zone_and_its_areas(tiny_gazetteer: Gazetteer) -> None:
    (mention,) = read("A bomb went off in Paris, Texas.", tiny_gazetteer)[:1]
    assert (mention.zone, zone_of(mention.place, tiny_gazetteer)) == ("America/Chicago", "America/Chicago")
    assert (mention.place.admin, mention.place.precision) == (("Texas",), "town")
    assert zone_of(Place(name="Nowhere"), tiny_gazetteer) is None


def test_spans_are_in_order_and_disjoint(tiny_gazetteer: Gazetteer) -> None:
    text = " ".join(case["text"] for case in CASES)
    found = read(text, tiny_gazetteer)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["Aa ", "Lima, ", "A.", "Lima-", "U.S.", "St. ", "of Lima ", "Ω", "LIMA ", "Zzyx River "]
)
def test_time_grows_with_the_text_and_no_faster(piece: str, tiny_gazetteer: Gazetteer) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        document = Document(id="doc-1", text=text)
        happenings = [h for k in range(0, length - 3, 200) for h in told((k, k + 3))]
        find_happening_places(document, find_places(document, tiny_gazetteer), happenings)
        return time.process_time() - start

    # the best of three: once in a long run the collector goes through all that other tests left
    small, large = (min(cost(length) for _ in range(3)) for length in (2_000, 20_000))
    assert large < 30 * max(small, 0.004)
