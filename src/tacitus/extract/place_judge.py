"""Whether a name that the gazetteer holds is meant as a place, by the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.extract.place_page import Known, Page
from tacitus.lang.gazetteer import Entry

LARGE = 100_000
"""People: a settlement of this size needs no word beside it that says that it is a place."""
COMMON_LARGE = 1_000_000
"""People: the same for a name that is an everyday word or a person's name."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`skip` is the word to go on with where the name is part of another one (0: the next)."""

    keep: bool
    strong: bool = False
    part: bool = False
    skip: int = 0


_NO = Verdict(False)


def judge(page: Page, i: int, j: int, senses: tuple[Entry, ...], known: Known) -> Verdict:
    """Words i..j name one of `senses`: is a place meant here?"""
    after, before = _right(page, j, known), _left(page, i)
    if after == "not" or before == "not":
        return _NO
    strong = after == "strong" or before == "strong"
    part = after == "part" or before == "part"
    firm = senses[0].kind not in ("settlement", "admin2") or senses[0].population >= LARGE
    if i == j:
        return Verdict(_single(page, i, senses, known, strong or after == "comma"), strong, part)
    return Verdict(firm or strong or senses[0].exact, strong, part)


def _single(page: Page, i: int, senses: tuple[Entry, ...], known: Known, strong: bool) -> bool:
    low, table, best = page.atoms[i].low, page.words, senses[0]
    area = best.kind not in ("settlement", "admin2")
    if low in known.surnames and not (area or page.low(i - 1) in ("in", "at", "near")):
        return False
    if low in table.english and (page.first[i] or page.shouted[i]) and not area:
        return False
    if low in table.english or low in table.given:
        return strong and best.population >= 1000 or best.population >= COMMON_LARGE or area
    if low in table.surnames:
        return strong or area or best.population >= LARGE
    return strong or area or best.population >= 5000 or best.exact


def _right(page: Page, j: int, known: Known) -> str:
    """What follows says: "not" a place, "strong" a place, "part" of a body's name, "comma", or "" nothing."""
    if j + 1 >= len(page.atoms):
        return ""
    atom, low, table = page.atoms[j], page.low(j + 1), page.words
    if atom.gap in ("’", "'") and low == "s":
        return ""
    if atom.gap == ", ":
        return "comma"
    if atom.gap != " ":
        return ""
    capital = page.atoms[j + 1].capital and not page.shouted[j]
    if not capital:
        return "strong" if low in table.before else ""
    if low in table.streets or low in table.others or low in table.features:
        return "not"
    if page.is_name(j + 1) and low not in known.adjectives:
        return "not"
    return "part"


def _left(page: Page, i: int) -> str:
    """What precedes says: "not" a place, "strong" a place, "part" of a body's name, or "" nothing."""
    if i == 0:
        return ""
    atom, low, table = page.atoms[i - 1], page.low(i - 1), page.words
    if atom.gap == ". " and atom.capital and len(atom.text) == 1:
        return "not"  # an initial
    if atom.gap not in (" ", ". "):
        return ""
    if low in table.strong or low in table.directions:
        return "strong"
    if low == "of" and i > 1:
        return _of(page, i - 2)
    if low in table.weak or not atom.capital or page.shouted[i]:
        return ""
    if low in table.titles or low in table.feature_before:
        return "not"
    return "not" if page.is_name(i - 1) and atom.gap == " " else ""


def _of(page: Page, i: int) -> str:
    low = page.low(i)
    if low in page.words.bodies and page.atoms[i].capital:
        return "part"
    return "strong" if low in page.words.heads else ""
