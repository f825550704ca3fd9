"""Which words of a page are names of places: candidates from the gazetteer, kept or dropped by what stands
beside them. Which place of that name is meant is settled in senses.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tacitus.extract.places.judge import judge
from tacitus.extract.places.page import Known, Name, Page, find_persons, name_at, unwrapped
from tacitus.extract.places.tables import abbreviations
from tacitus.extract.places.unlisted import unlisted
from tacitus.lang.gazetteer import Entry, Gazetteer, demonyms, normal

LONGEST = 5
"""Words in a name; longer ones ("Democratic Republic of the Congo") are found by their table."""
_FULL_LENGTH = 7
_LIST = frozenset((", ", " and ", ", and ", " or ", ", or ", " to ", "-", "; "))
_GAPS = frozenset((" ", "-", "’", "'", ". ", ".", "\n", "–", "  ", "’ ", "' "))
_LARGE = 100_000
"""People: a settlement of this size needs no word beside it that says it is a place."""
_MEDIUM = 15_000


def find_names(text: str, sentences: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> tuple[Name, ...]:
    """The names of places in `text`, in order and disjoint; which place each means is still open."""
    page = Page(text, sentences)
    fixed = _abbreviated(page, gazetteer)
    page.abbreviated = frozenset(n.start for n in fixed)
    found = [*fixed, *_named(page, gazetteer, _taken(fixed))]
    return tuple(_listed(_qualified(sorted(found, key=lambda n: n.start), text), text))


def _taken(names: Iterable[Name]) -> list[tuple[int, int]]:
    return [(n.start, n.end) for n in names]


def _abbreviated(page: Page, gazetteer: Gazetteer) -> list[Name]:
    pattern, codes, careful, postal = abbreviations()
    found = []
    entries: dict[str, Entry | None] = {}
    for m in pattern.finditer(page.text):
        before = page.text[max(0, m.start() - 3) : m.start()]
        after_name = before.endswith(", ") and before[:1].isalnum()
        loud = page.text[m.end() : m.end() + 30].isupper()
        if m[0] in postal and (loud or not after_name):
            continue
        if m[0] in careful and not (after_name or before.endswith((" (", "D-", "R-"))):
            continue
        if m[0] == "US" and loud:
            continue
        code = codes[m[0]]
        if code not in entries:
            entries[code] = gazetteer.area(code) or next(iter(gazetteer.lookup(code)), None)
        entry = entries[code]
        if entry:
            place = Name(
                start=m.start(), end=m.end(), key=code, senses=(entry,), kind="abbreviation", strong=True
            )
            found.append(place)
    return found


def _named(page: Page, gazetteer: Gazetteer, taken: list[tuple[int, int]]) -> list[Name]:
    spans = _spans(page, taken)
    counties = set(_in_county_lists(page))
    for i in counties & spans.keys():
        spans[i] = [(i, normal(f"{page.atoms[i].text} county")), *spans[i]]
    adjectives = demonyms()
    keys = {key for row in spans.values() for _, key in row}
    places = gazetteer.lookup_keys(keys | {adjectives[key] for key in keys if key in adjectives})
    persons, surnames = find_persons(page, spans, places)
    known = Known(spans, places, adjectives, persons, surnames)
    found: list[Name] = []
    i = 0
    while i < len(page.atoms):
        if page.atoms[i].capital:
            name, i = _at(page, i, known)
            found += [name] if name else []
        else:
            i += 1
    return found


def _spans(page: Page, taken: list[tuple[int, int]]) -> dict[int, list[tuple[int, str]]]:
    """First word -> (last word, key) of all that may be a name there, the longest first."""
    found: dict[int, list[tuple[int, str]]] = {}
    blocked = set(_within(page, taken)) if taken else set()
    for i, atom in enumerate(page.atoms):
        if not atom.capital or i in blocked:
            continue
        row = [
            (j, normal(page.text[atom.start : page.atoms[j].end]))
            for j in _ends(page, i)
            if j not in blocked and _may_be(page, i, j)
        ]
        row = [(j, key) for j, key in row if key not in page.words.never]
        if row:
            found[i] = row[::-1]
    return found


def _within(page: Page, taken: list[tuple[int, int]]) -> Iterator[int]:
    """Numbers of the words inside the given spans, which are in order."""
    k = 0
    for i, atom in enumerate(page.atoms):
        while k < len(taken) and taken[k][1] <= atom.start:
            k += 1
        if k < len(taken) and taken[k][0] <= atom.start:
            yield i


def _in_county_lists(page: Page) -> Iterator[int]:
    """Numbers of the words of one name each before "counties": "Baker, Lake and Polk counties"."""
    for k, atom in enumerate(page.atoms):
        i = k - 1
        if atom.low != "counties":
            continue
        while (
            i >= 0
            and (page.atoms[i].capital or page.low(i) == "and")
            and page.atoms[i].gap in (" ", ", ")
            and k - i < 12
        ):
            if page.atoms[i].capital:
                yield i
            i -= 1


def _ends(page: Page, i: int) -> Iterable[int]:
    for j in range(i, min(i + _FULL_LENGTH, len(page.atoms))):
        atom = page.atoms[j]
        if j > i and not (atom.capital or atom.low in page.words.joiners):
            return
        owns = j > i and atom.text == "S" and page.atoms[j - 1].gap in ("'", "’")  # "LIMA'S"
        if atom.capital and (j - i < LONGEST or atom.low == "congo") and not owns:
            yield j
        if atom.gap not in _GAPS or (atom.gap in (". ", ".") and len(atom.text) > 3):
            return


def _may_be(page: Page, i: int, j: int) -> bool:
    first, last = page.atoms[i], page.atoms[j]
    if i == j:
        return (
            first.low not in page.words.never and first.low not in page.words.function and len(first.low) > 1
        )
    return last.low not in page.words.function and (
        first.low not in page.words.function or first.low in ("the", "la", "le", "el", "al")
    )


def _at(page: Page, i: int, known: Known) -> tuple[Name | None, int]:
    """The name that begins at word i, if any, and the word to go on with."""
    if i in known.persons:
        return None, known.persons[i]
    for j, key in known.spans.get(i, ()):
        if key in known.adjectives and page.low(j + 1) not in page.words.others:
            senses = known.places.get(known.adjectives[key], ())[:1]
            if senses:
                return name_at(page, i, j, key, senses, kind="demonym"), j + 1
        senses = _fit(page, i, j, known.places.get(key, ()))
        if not senses:
            continue
        if i == j and " " in key:  # "Baker" of "Baker and Lake counties"
            return name_at(page, i, j, key, senses, strong=True), j + 1
        verdict = judge(page, i, j, senses, known)
        if verdict.keep:
            name = name_at(page, i, j, key, senses, strong=verdict.strong, part=verdict.part)
            return name, j + 1
        if verdict.skip:
            return None, max(verdict.skip, j + 1)
    return unlisted(page, i, known)


def _fit(page: Page, i: int, j: int, senses: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Without places that nobody calls so: of a further name, unless large; of another language's word."""
    if i == j and page.shouted[i] and page.is_word(i):
        return ()
    kept = [e for e in senses if e.exact or e.kind not in ("settlement", "admin2") or e.population >= _MEDIUM]
    if any(e.exact and e.kind == "country" for e in kept):
        kept = [e for e in kept if e.exact]  # "Mexico" is no short form of its capital's name
    kinds = _said_kinds(page, i, j)
    said = tuple(e for e in kept if e.kind in kinds)
    if said or kinds:
        return said or tuple(kept)
    towns = {e.admin1 for e in kept if e.exact and e.kind == "settlement"}
    return tuple(e for e in kept if e.kind == "settlement" or e.admin1 not in towns or not e.code)


def _said_kinds(page: Page, i: int, j: int) -> tuple[str, ...]:
    """Kinds that a word beside the name speaks of: "Lima state", "the city of Lima"."""
    after = page.low(j + 1) if page.joined(j) and not page.atoms[j + 1].capital else ""
    before = page.low(i - 2) if page.low(i - 1) == "of" else ""
    if after in page.words.first_level or before in page.words.first_level:
        return ("admin1",)
    return ("settlement",) if before in page.words.towns else ()


def _qualified(names: list[Name], text: str) -> list[Name]:
    """Say of each name which country or area stands right behind it."""
    found = list(names)
    for k in range(len(names) - 2, -1, -1):
        this, behind = found[k], found[k + 1]
        gap = unwrapped(text[this.end : behind.start])
        if gap not in (", ", " (", ",") or this.kind == "demonym" or behind.kind == "demonym":
            continue
        codes = [e.code for e in behind.senses if e.code] + ([behind.within] if behind.within else [])
        inside = [c for c in codes if any(_lies_in(e, c) for e in this.senses)]
        if inside:
            found[k] = replace(this, within=inside[0], strong=True)
            areas = tuple(e for e in behind.senses if e.code == inside[0])
            found[k + 1] = replace(behind, senses=areas or behind.senses)
    return found


def _listed(names: list[Name], text: str) -> list[Name]:
    """Tell each name which names stand in one list with it: "Ohio, Texas and Georgia"."""
    mates: dict[int, tuple[str, ...]] = {}
    for k, (a, b) in enumerate(pairwise(names)):
        if unwrapped(text[a.end : b.start]) in _LIST and not a.within:
            mates[k] = (*mates.get(k, ()), b.key)
            mates[k + 1] = (*mates.get(k + 1, ()), a.key)
    return [replace(n, mates=mates[k]) if k in mates else n for k, n in enumerate(names)]


def _lies_in(entry: Entry, code: str) -> bool:
    """In the country, or in the first-level area; an area does not lie in itself."""
    if entry.code == code:
        return False
    return code in (entry.country, entry.admin1) or bool(entry.code and entry.code.startswith(code + "."))
