"""Whether a name that the gazetteer holds is meant as a place, by the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.extract.places.dateline import opens_as_dateline
from tacitus.extract.places.page import Known, Page
from tacitus.lang.gazetteer import Entry

LARGE = 100_000
"""People: a settlement of this size needs no word beside it that says that it is a place."""
MEDIUM = 50_000
"""People: the same for a name of several everyday words."""
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
_DATELINE_WORDS = 40
"""Words at the head of a page among which its dateline begins."""
_SHORT = 5
"""Letters: a word in capitals no longer than this, in a page that is not, is an abbreviation of something."""


def judge(page: Page, i: int, j: int, senses: tuple[Entry, ...], known: Known) -> Verdict:
    """Words i..j name one of `senses`: is a place meant here?"""
    after, before = _right(page, j, known), _left(page, i, known)
    if after == "name" and not (page.low(i - 1) == "the" and page.joined(i - 1) and _is_large(senses[0])):
        return _NO  # "Lima Gomez"; but "the Lima Bellavista shooting"
    if after == "not" or before == "not" or _is_code(page, i, j):
        return _NO
    if after == "person" and not _is_large(senses[0]):
        return _NO
    if _heads_page(page, i, j):
        return Verdict(True, strong=True)
    strong = "strong" in (after, before) or comma_area(page, j, known)
    part = "part" in (after, before)
    keep = _single(page, i, senses, known, strong) if i == j else _several(page, i, j, senses[0], strong)
    return Verdict(keep, strong, part)


def _heads_page(page: Page, i: int, j: int) -> bool:
    """It stands in the dateline."""
    if not page.first[i] or i > _DATELINE_WORDS:
        return False
    return opens_as_dateline(page.text, page.atoms[i].start, page.atoms[j].end)


def _is_large(entry: Entry) -> bool:
    return entry.kind not in ("settlement", "admin2") or entry.population >= LARGE


def _single(page: Page, i: int, senses: tuple[Entry, ...], known: Known, strong: bool) -> bool:
    low, table, best = page.atoms[i].low, page.words, senses[0]
    area = best.kind not in ("settlement", "admin2")
    if low in known.surnames and not (strong or area):
        return False
    if page.shouted[i] and not (strong or area or best.population >= LARGE):
        return False
    if low in table.english and (page.first[i] or page.shouted[i]) and not area:
        return False
    person = low in table.given or low in table.surnames
    if person and page.low(i + 1) in table.said and not area and best.population < COMMON_LARGE:
        return False
    if low in table.english or low in table.given:
        return (strong and best.population >= 1000) or best.population >= COMMON_LARGE or area
    if person:
        return strong or area or best.population >= LARGE
    return strong or area or best.exact or best.population >= LARGE


def _several(page: Page, i: int, j: int, best: Entry, strong: bool) -> bool:
    written = all(page.is_word(k) for k in range(i, j + 1))
    if written and not best.exact:
        return False  # "the Center", a further name of a town
    if best.kind not in ("settlement", "admin2") or best.population >= MEDIUM:
        return True
    parts = best.name.lower().split()
    everyday = best.kind == "settlement" and all(w in page.words.english or w == "the" for w in parts)
    return (strong and not (everyday and page.shouted[i])) or (best.exact and not everyday)


def _is_code(page: Page, i: int, j: int) -> bool:
    """ "SEC" in a page of small letters; "ROME (AP)" opens one."""
    atom = page.atoms[i]
    if i != j or page.shouted[i] or not atom.text.isupper() or len(atom.text) > _SHORT:
        return False
    return not (page.first[i] and atom.gap[:2] in (" (", ", ", " -", " –", " —", ": ")) and atom.text != "NSW"


def comma_area(page: Page, j: int, known: Known) -> bool:
    """ "Name, Area": what follows the comma can be a country or a first-level area."""
    if page.atoms[j].gap not in (", ", " (") or j + 1 >= len(page.atoms):
        return False
    if page.atoms[j + 1].start in page.abbreviated:
        return True
    senses = (known.places.get(key, ()) for _, key in known.spans.get(j + 1, ()))
    return any(e.kind in ("country", "admin1") and e.exact for row in senses for e in row[:3])


def _right(page: Page, j: int, known: Known) -> str:
    """What follows says: "not" a place, "strong" a place, "part" of a body's name, a "name", or nothing."""
    if j + 1 >= len(page.atoms):
        return ""
    atom, low, table = page.atoms[j], page.low(j + 1), page.words
    if atom.gap in ("’", "'") and low == "s":
        if page.shouted[j] and page.atoms[j].low in table.surnames:
            return "person"
        saint = page.low(j - 1) in ("st", "saint") and page.joined(j - 1)
        return "not" if saint and page.joined(j + 1) and page.atoms[j + 2].capital else ""
    if atom.gap == "/":
        return "not"
    if atom.gap != " ":
        return ""
    if page.shouted[j]:
        return _right_loud(page, j, low)
    if not page.atoms[j + 1].capital:
        return "not" if low in table.ills else ("strong" if low in table.before else "")
    if low in table.titles:
        return "strong"
    if low in table.streets or low in table.others:
        return "not"
    if low in table.features:
        return "part" if low in table.area_words and _goes_on(page, j + 1) else "not"
    if page.is_name(j + 1) and low not in known.adjectives and page.atoms[j].low not in table.features:
        return "name"
    return "part"


def _right_loud(page: Page, j: int, low: str) -> str:
    """The same in text whose capitals say nothing."""
    table = page.words
    if low in table.ills or low in table.streets | table.many_streets or _in_streets(page, j):
        return "not"
    if low in table.sites:
        return "part"
    return "strong" if low in table.before else ""


def _in_streets(page: Page, j: int) -> bool:
    """ "Foo and Bar Streets": the first of two streets."""
    return page.low(j + 1) == "and" and any(
        page.low(k) in page.words.many_streets for k in range(j + 3, j + 6)
    )


def _goes_on(page: Page, i: int) -> bool:
    """A capitalised word or "of" follows: "Lima City Council", "Ohio Department of Health"."""
    return page.joined(i) and (page.atoms[i + 1].capital or page.low(i + 1) == "of")


def _left(page: Page, i: int, known: Known) -> str:
    """What precedes says: "not" a place, "strong" a place, "part" of a body's name, or "" nothing."""
    if i == 0:
        return ""
    atom, low, table = page.atoms[i - 1], page.low(i - 1), page.words
    if atom.gap == ". " and atom.capital and len(atom.text) == 1:
        return "not"  # an initial
    if atom.gap == "-" and atom.text in ("D", "R") and i > 1:
        return "strong"  # the seat of a member of parliament
    if atom.gap not in (" ", ". "):
        return "not" if atom.gap == "/" else ""
    if low in table.strong or low in table.directions:
        return "strong"
    if low == "of" and i > 1:
        return _of(page, i - 2)
    if low in table.weak or not atom.capital or page.shouted[i]:
        return ""
    if low in table.titles or low in table.feature_before:
        return "not"
    if page.first[i - 1] and low not in table.given and low not in table.surnames:
        return ""
    return "not" if page.is_name(i - 1) and atom.gap == " " and low not in known.adjectives else ""


def _of(page: Page, i: int) -> str:
    low = page.low(i)
    if low in page.words.bodies and page.atoms[i].capital:
        return "part"
    return "strong" if low in page.words.heads else ""
