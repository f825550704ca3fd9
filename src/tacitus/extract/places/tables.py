"""The tables that tell names of places from other names, as sets; loaded once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load


@dataclass(frozen=True, slots=True)
class Words:
    """lexicons/place_words.toml, grammar.toml and the lists of names and words."""

    strong: frozenset[str]
    weak: frozenset[str]
    before: frozenset[str]
    heads: frozenset[str]
    streets: frozenset[str]
    many_streets: frozenset[str]
    sites: frozenset[str]
    others: frozenset[str]
    features: frozenset[str]
    unknown_features: frozenset[str]
    loud_features: frozenset[str]
    particles: frozenset[str]
    parts_of_town: frozenset[str]
    worldwide_domains: frozenset[str]
    area_words: frozenset[str]
    ills: frozenset[str]
    first_level: frozenset[str]
    towns: frozenset[str]
    feature_before: frozenset[str]
    directions: frozenset[str]
    bodies: frozenset[str]
    joiners: frozenset[str]
    never: frozenset[str]
    said: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    english: frozenset[str]
    function: frozenset[str]
    times: frozenset[str]


@cache
def words() -> Words:
    table, grammar = load("place_words"), load("grammar")
    simple = {name: frozenset(table[name]) for name in Words.__annotations__ if name in table}
    given = frozenset(w for group in load("given_names").values() for w in _split(group))
    english = frozenset(w for group in load("english_words")["classes"].values() for w in _split(group))
    parts = (
        "determiners",
        "prepositions",
        "pronouns",
        "objects",
        "subordinators",
        "conjunctions",
        "be",
        "modals",
    )
    function = frozenset(w for part in parts for w in grammar[part].split())
    return Words(
        **simple,
        titles=frozenset(grammar["titles"].split()),
        given=given - place_names(),
        surnames=frozenset(load("surnames")["census"].split()),
        english=(english | frozenset(grammar["times"].split())) - place_names(),
        function=function,
        times=frozenset(grammar["times"].split()),
    )


def _split(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else []


@cache
def place_names() -> frozenset[str]:
    """Words that are first of all names of countries and regions ("turkey", "chad", "alexandria" is none)."""
    countries = load("countries")["countries"].values()
    names = [n for row in countries for n in (*row.get("also", ()), *row.get("of", ()))]
    return frozenset(n.lower() for n in (*names, *load("country_words")["names"], *load("regions")["region"]))


@cache
def abbreviations() -> tuple[re.Pattern[str], dict[str, str], frozenset[str], frozenset[str]]:
    """What finds them, abbreviation -> code, those that need a comma before them, postal codes."""
    table = load("place_words")
    codes = dict(table["abbreviations"])
    codes.update({a[:-1]: code for a, code in codes.items() if a.count(".") > 1})  # "N.Y", the stop lost
    postal = {code: f"US.{code}" for code in table["postal"]["codes"].split()}
    every = sorted({**postal, **codes}, key=lambda a: (-len(a), a))
    pattern = re.compile(r"(?<![\w.&])(?:" + "|".join(map(re.escape, every)) + r")(?![\w&$£])")
    return (
        pattern,
        {**postal, **codes},
        frozenset(table["careful"]) | {a[:-1] for a in table["careful"]},
        frozenset(postal) - frozenset(codes),
    )
