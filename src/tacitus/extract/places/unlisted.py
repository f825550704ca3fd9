"""Names of places that the gazetteer does not hold, known by the words beside them: "the village of Quxley",
"Stony River", "in Quxley on Sunday". In text all in capitals only a word that says what it is makes one."""

from __future__ import annotations

from tacitus.extract.places.judge import comma_area
from tacitus.extract.places.page import Known, Name, Page, name_at
from tacitus.lang.gazetteer import normal

_AREAS = ("admin1", "admin2", "water", "region", "mountain")
_INSIDE = ("in", "near", "outside")
_LOCATING = ("in", "at", "near", "from", "outside")
_LONGEST = 3
"""Names in a row, besides small words between them."""


def unlisted(page: Page, i: int, known: Known) -> tuple[Name | None, int]:
    """The name of such a place that begins at word i, if any, and the word to go on with."""
    if not page.is_name(i):
        return None, i + 1
    return _called(page, i, known) or _with_kind(page, i, known) or (None, i + 1)


def _called(page: Page, i: int, known: Known) -> tuple[Name, int] | None:
    """What stands before it or behind it, or an area behind it, calls it a place."""
    kinds = page.words.towns | page.words.parts_of_town
    called = page.low(i - 1) == "of" and page.low(i - 2) in kinds
    if not called and page.shouted[i]:
        return None
    j = _last(page, i)
    located = page.low(i - 1) in _LOCATING and comma_area(page, j, known)
    called = called or _is_kind(page, j, kinds) or _is_apposed(page, j, kinds) or _is_bare(page, i, j)
    if not (called or located) or page.atoms[i].low in known.surnames or i in known.persons:
        return None
    key = normal(page.text[page.atoms[i].start : page.atoms[j].end])
    senses = known.places.get(key, ())
    return name_at(page, i, j, key, senses, kind="name" if senses else "feature", strong=True), j + 1


def _is_bare(page: Page, i: int, j: int) -> bool:
    """ "in Quxley on Sunday", "near Quxley.": a preposition of place before it, and no other name behind."""
    if page.low(i - 1) not in _INSIDE or page.atoms[i - 1].gap != " " or page.atoms[i].text.isupper():
        return False
    gap = page.atoms[j].gap
    return gap[:1] in (",", ".", ";", "") or (gap == " " and page.low(j + 1) in page.words.function)


def _is_kind(page: Page, j: int, kinds: frozenset[str]) -> bool:
    """ "Quxley village", but not "Quxley city council"."""
    if not page.joined(j) or page.low(j + 1) not in kinds or page.atoms[j + 1].capital:
        return False
    return page.atoms[j + 1].gap != " " or page.low(j + 2) in page.words.function


def _is_apposed(page: Page, j: int, kinds: frozenset[str]) -> bool:
    """ "Quxley, a suburb of …", "Quxley, a poor township": the kind follows with its article."""
    if page.atoms[j].gap != ", " or page.low(j + 1) not in ("a", "an", "the"):
        return False
    return any(page.low(k) in kinds for k in (j + 2, j + 3))


def _last(page: Page, i: int) -> int:
    """Last word of the run of names that begins at word i: "Quxley", "San Foo de la Bar"."""
    j, count = i, 1
    while page.joined(j) and count < _LONGEST:
        k = j + 1
        while page.low(k) in page.words.particles and page.joined(k) and k - j < _LONGEST:
            k += 1
        if not page.is_name(k) or page.low(k) in page.words.features:
            break
        j, count = k, count + 1
    return j


def _with_kind(page: Page, i: int, known: Known) -> tuple[Name, int] | None:
    """ "Stony River", "Baker County" where the gazetteer has no such place; "Lugo Province" is its "Lugo"."""
    kinds = page.words.loud_features if page.shouted[i] else page.words.unknown_features
    j = i
    while page.joined(j) and page.atoms[j + 1].capital and j - i < 3:
        j += 1
        if page.low(j) in kinds:
            start, end = page.atoms[i].start, page.atoms[j].end
            bare = known.places.get(normal(page.text[start : page.atoms[j - 1].end]), ())
            senses = tuple(e for e in bare if e.kind in _AREAS)
            kind = "name" if senses else "feature"
            key = normal(page.text[start:end])
            return name_at(page, i, j, key, senses, kind=kind, strong=True), j + 1
        if not page.is_name(j):
            break
    return None
