"""The words of harm of a sentence: which slot each speaks of and how its people stand to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.lang.words import Phrases, Word

SLOTS = (
    "killed", "injured", "hit", "missing", "arrested", "displaced", "hostages_taken", "hostages_released",
    "hostages_rescued", "hostages_escaped", "hostages_held",
)  # fmt: skip
"""`hit` is no slot of a report: struck by a bullet, killed or injured."""
_FORMS = ("passive", "active", "ing", "state", "of", "noun", "alone")
_HOSPITAL_REACH = 9
ING = frozenset(["ing"])


@dataclass(frozen=True, slots=True)
class Cue:
    """Words [first, last) that say harm; `forms`: how their people may stand to them."""

    first: int
    last: int
    slot: str
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class HarmTable:
    """The words of harm and the small words round them, from lexicons/casualties.toml."""

    cues: Phrases[tuple[str, frozenset[str]]]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    stops: frozenset[str]
    parts: frozenset[str]
    hypothetical: frozenset[str]
    passed_by: frozenset[str]
    hedged: frozenset[str]
    negated: frozenset[str]
    accident: frozenset[str]
    brought: frozenset[str]
    hospitals: frozenset[str]


@cache
def harm_table() -> HarmTable:
    """The table, made once."""
    t = load("casualties")
    cues: dict[str, tuple[str, frozenset[str]]] = {}
    for slot in SLOTS:
        for form in _FORMS:
            for phrase in t[slot][form]:
                known = cues.get(phrase)
                if known is None or known[0] == slot:
                    cues[phrase] = (slot, (known[1] if known else frozenset()) | {form})
    for phrase in t["injured"]["condition"]:
        cues[phrase] = ("injured", frozenset(["state", "condition"]))
    for phrase in t["self"]["killed"]:
        cues[phrase] = ("killed", frozenset(["self"]))
    for phrase in t["self"]["blast"]:
        cues[phrase] = ("killed", frozenset(["self"]))
    for phrase in t["self"]["hit"]:
        cues[phrase] = ("hit", frozenset(["self"]))
    for slot in ("killed", "injured"):
        for phrase in t["none"][f"phrases_{slot}"]:
            both = phrase in t["none"]["phrases_killed"] and phrase in t["none"]["phrases_injured"]
            cues[phrase] = ("killed" if both else slot, frozenset(["none", "both"] if both else ["none"]))
    links, hypothetical = t["links"], t["hypothetical"]
    return HarmTable(
        cues=Phrases(cues),
        auxiliaries=frozenset(links["auxiliaries"]),
        adverbs=frozenset(links["adverbs"]),
        prepositions=frozenset(links["prepositions"]),
        stops=frozenset(links["stops"]),
        parts=frozenset(links["parts"]),
        hypothetical=frozenset(hypothetical["before"]),
        passed_by=frozenset(hypothetical["passed_by"]),
        hedged=frozenset(hypothetical["hedged"]),
        negated=frozenset(hypothetical["negated"]),
        accident=frozenset(t["self"]["accident"]),
        brought=frozenset(t["hospital"]["brought"]),
        hospitals=frozenset(t["hospital"]["places"]),
    )


@cache
def small_words(name: str) -> frozenset[str]:
    """One list of the table's small words: "be", "articles", "among" and so on."""
    return frozenset(load("casualties")["grammar"][name])


def sex_of(name: str, word: str) -> str | None:
    """The sex that a pronoun of the list `name` says."""
    sex: str = load("casualties")["grammar"][name][word]
    return sex or None


@cache
def time_words() -> frozenset[str]:
    """Names of days, months and the like."""
    return frozenset(load("grammar")["times"].split())


def find_cues(row: list[Word]) -> list[Cue]:
    """The words of harm of a row, in order, the longest phrase first."""
    table = harm_table()
    firsts, brought = table.cues.firsts, table.brought
    found: list[Cue] = []
    i, size = 0, len(row)
    while i < size:
        low = row[i].low
        if low not in firsts and low not in brought:
            i += 1
            continue
        hit = table.cues.at(row, i)
        if hit and not _hyphened(row, i, hit[0]):
            found.append(Cue(i, hit[0], *hit[1]))
        elif row[i].low in table.brought and _hospital_after(row, i):
            found.append(Cue(i, i + 1, "hit", _brought_forms(row[i].low)))
        i = hit[0] if hit else i + 1
    return found


@cache
def _brought_forms(word: str) -> frozenset[str]:
    table = load("casualties")["hospital"]
    if word in table["sends_only"]:
        return frozenset(["active"])
    return frozenset(["state", "brought", "active"] if word in table["sends"] else ["state", "brought"])


def _hyphened(row: list[Word], i: int, stop: int) -> bool:
    """ "die-in", "half-dead": part of another word."""
    before = i > 0 and row[i - 1].text == "-" and row[i - 1].end == row[i].start
    behind = stop < len(row) and row[stop].text == "-" and row[stop].start == row[stop - 1].end
    return before or behind


def _hospital_after(row: list[Word], i: int) -> bool:
    ahead = row[i + 1 : i + 1 + _HOSPITAL_REACH]
    return any(w.low in harm_table().hospitals for w in ahead) and any(
        w.low in ("to", "at", "by", "in") for w in ahead[:4]
    )
