"""People in a text, counted or described, and the words that name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.lang.words import Phrases, first_word
from tacitus.model import Of

NOBODY = Of()
"""No dimension is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People at words [first, last) of a row and at [start, end) of the text.

    `kind`: count (a number with or without its noun), one (a single described person), name, pronoun, many
    (a plural without a number), list (`members`). `low`, `high`, `point`, `modifier` as in Figure; `noun` is
    singular. `definite`: "the", "his" (spoken of before); `other`: "another", "others", "more";
    `plain`: no noun of its own, or one that says nothing ("people", "others").
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    low: int = 1
    high: int | None = 1
    point: int | None = 1
    modifier: str | None = None
    noun: str | None = None
    of: Of = NOBODY
    definite: bool = False
    other: bool = False
    plain: bool = False
    part: bool = False
    name: str | None = None
    age: int | None = None
    members: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people: its singular, whether this form is the plural, and what it says of them."""

    lemma: str
    plural: bool
    of: Of


@dataclass(frozen=True, slots=True)
class Table:
    """The words that groups are read by, from three tables; `starts`: first words of noun phrases;
    `sides`: adjectives that say on which side people are, whatever the noun ("allied fighters"); `ages`:
    adjectives of age."""

    nouns: Phrases[Noun]
    adjectives: Phrases[bool]
    nations: dict[str, str]
    things: frozenset[str]
    places: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    closed: frozenset[str]
    cues: frozenset[str]
    starts: frozenset[str]
    sides: dict[str, str]
    ages: dict[str, str]


@cache
def table() -> Table:
    """The table, made once."""
    t, casualties = load("person_nouns"), load("casualties")
    nouns: dict[str, Noun] = {}
    for row in t["class"]:
        of = Of(**{k: v for k, v in row.items() if k != "words"})
        for word in row["words"].split():
            one, _, many = word.partition("|")
            for hyphen in {"-", " "} if "-" in one else {"-"}:  # "aid-worker" and "aid worker"
                nouns[(many or f"{one}s").replace("-", hyphen)] = Noun(one, True, of)
                if one != many:
                    nouns[one.replace("-", hyphen)] = Noun(one, False, of)
    people = load("nationalities")["people"]
    links = casualties["links"]
    closed = {*links["auxiliaries"], *links["prepositions"], *links["stops"], *links["adverbs"]}
    closed -= {"all", "both", "only", "confirmed", "believed"}
    cues = {
        phrase
        for section in casualties.values()
        if isinstance(section, dict)
        for form in ("passive", "active", "ing", "state", "noun", "alone")
        for phrase in section.get(form, ())
    }
    adjectives = [*t["adjectives"]["words"].split(), *" ".join(t["adjectives"]["sides"].values()).split()]
    nations = {w: people.get(w, w) for w in load("nationalities")["words"].split()}
    starts = {*(first_word(w) for w in (*nouns, *adjectives)), *nations, *(f"{w}s" for w in nations)}
    return Table(
        nouns=Phrases(nouns),
        adjectives=Phrases(dict.fromkeys(adjectives, True)),
        nations=nations,
        things=frozenset(t["things"]["words"].split()),
        places=frozenset(t["places"]["words"].split()),
        titles=frozenset(t["places"]["titles"].split()),
        given=frozenset(w for v in load("given_names").values() for w in str(v).lower().split()),
        closed=frozenset(closed),
        cues=frozenset(c.split()[0] for c in cues),
        starts=frozenset(starts) - closed,
        sides={w: side for side, row in t["adjectives"]["sides"].items() for w in row.split()},
        ages=dict(t["adjectives"]["ages"]),
    )


@cache
def after_harm() -> frozenset[str]:
    """Words that may follow a bare "15-year-old" that stands for a person."""
    t = table()
    return t.closed | t.cues | frozenset([",", ".", ";", "'s", "’s"])
