"""A page as the finder of names sees it: its words, what is in capitals, which names are persons'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tacitus.extract.places.tables import Words, words
from tacitus.lang.gazetteer import Entry

_ATOM = re.compile(r"([^\W\d_]+)([\W\d_]*)")
_WRAP = re.compile(r"[ \t]*\n[ \t]*")
_AGE = re.compile(r",? (?:\d{1,2}|[a-z]+-[a-z]+),|, an? \d{1,2}-year|, \d{1,2}\.")
_LARGE = 100_000
"""People: a name of two words of so large a place is not taken for a person's."""

Spans = Mapping[int, Sequence[tuple[int, str]]]
Places = Mapping[str, tuple[Entry, ...]]


class Atom(NamedTuple):
    """A word of letters; `gap` is what stands between it and the next."""

    start: int
    end: int
    text: str
    low: str
    gap: str
    capital: bool


def unwrapped(gap: str) -> str:
    """What stands between two names, a line that breaks there as a blank; a blank line stays one."""
    return _WRAP.sub(" ", gap) if "\n" in gap and gap.count("\n") == 1 else gap


def atoms(text: str) -> list[Atom]:
    """The words of letters of a text, with the marks between them."""
    make = tuple.__new__  # a third of the time of Atom(...), and this is an inner loop
    return [
        make(Atom, (m.start(), m.end(1), t := m[1], t.lower(), m[2], t[0].isupper()))
        for m in _ATOM.finditer(text)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name at [start, end) with every place it may stand for, the best known first.

    `within` is the code of a country or area that stands right behind it ("Paris, Texas": US.TX); `kind` is
    "name", "demonym", "abbreviation" or "feature" (a river, lake or area that the gazetteer does not hold).
    `mates`: keys of the names that it is listed with. `strong`: the words beside it say that it is a place;
    `part`: it stands in the name of a body ("Leeds University").
    """

    start: int
    end: int
    key: str
    senses: tuple[Entry, ...]
    kind: str = "name"
    within: str = ""
    strong: bool = False
    part: bool = False
    mates: tuple[str, ...] = ()


class Page:
    """One text under the eye: its words, where everything is in capitals, whose names are persons'."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.words: Words = words()
        self.atoms = atoms(text)
        self.abbreviated: frozenset[int] = frozenset()
        self.shouted = [False] * len(self.atoms)
        self.first = [False] * len(self.atoms)
        self._mark(sentences)

    def _mark(self, sentences: Sequence[tuple[int, int]]) -> None:
        k, total = 0, len(self.atoms)
        for start, end in sentences:
            while k < total and self.atoms[k].start < start:
                k += 1
            begin = k
            while k < total and self.atoms[k].start < end:
                k += 1
            if k > begin:
                if "\n" in self.text[start:end]:
                    self._unwrap(begin, k - 1)
                self.first[begin] = True
                small = sum(not a.capital for a in self.atoms[begin:k])
                loud = self.text[start:end].isupper() or (k - begin > 4 and small * 3 < k - begin)
                self.shouted[begin:k] = [loud] * (k - begin)

    def _unwrap(self, begin: int, last: int) -> None:
        """A line that breaks inside a sentence is a blank."""
        for i in range(begin, last):
            if "\n" in self.atoms[i].gap:
                self.atoms[i] = self.atoms[i]._replace(gap=unwrapped(self.atoms[i].gap))

    def is_word(self, i: int) -> bool:
        """An everyday word that only begins a sentence, or stands in a title, with its capital."""
        low = self.atoms[i].low
        return low in self.words.function or low in self.words.english

    def is_name(self, i: int) -> bool:
        """A capitalised word that is no everyday word."""
        return 0 <= i < len(self.atoms) and self.atoms[i].capital and not self.is_word(i)

    def low(self, i: int) -> str:
        return self.atoms[i].low if 0 <= i < len(self.atoms) else ""

    def joined(self, i: int) -> bool:
        """Word i and the next stand beside each other with one blank between."""
        return 0 <= i < len(self.atoms) - 1 and self.atoms[i].gap in (" ", ". ")


def name_at(
    page: Page,
    i: int,
    j: int,
    key: str,
    senses: tuple[Entry, ...],
    *,
    kind: str = "name",
    strong: bool = False,
    part: bool = False,
) -> Name:
    """The name that words i..j make."""
    start, end = page.atoms[i].start, page.atoms[j].end
    return Name(start=start, end=end, key=key, senses=senses, kind=kind, strong=strong, part=part)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before the page is read from left to right.

    `spans`: first word -> (last word, key) of what may be a name, the longest first; `persons`: first word ->
    word after a person's name; `surnames`: last words of those.
    """

    spans: Spans
    places: Places
    adjectives: Mapping[str, str]
    persons: Mapping[int, int]
    surnames: frozenset[str]


def find_persons(page: Page, spans: Spans, places: Places) -> tuple[dict[int, int], frozenset[str]]:
    """(first word -> word after) of persons' names, and the family names among them in lower case."""
    found: dict[int, int] = {}
    surnames: set[str] = set()
    i = 0
    while i < len(page.atoms):
        stop = i + 1
        if page.atoms[i].capital:
            end = _person(page, i, spans, places)
            if end > i:
                found[i] = stop = end
                surnames.add(page.atoms[end - 1].low)
        i = stop
    return found, frozenset(surnames)


def _person(page: Page, i: int, spans: Spans, places: Places) -> int:
    """Word after the person's name that begins at word i, or i."""
    atom, table = page.atoms[i], page.words
    titled = i > 0 and page.low(i - 1) in table.titles and page.joined(i - 1) and page.atoms[i - 1].capital
    if atom.low in table.titles or atom.low in table.function:
        return i
    stop = _tail(page, i)
    if titled and not _is_place(page, i, spans, places, least=2):
        return stop
    aged = stop - i >= 2 and _AGE.match(page.text, page.atoms[stop - 1].end)
    named = atom.low in table.given and stop - i >= 2
    if (named or (aged and not _is_place(page, i, spans, places, least=1))) and not _is_place(
        page, i, spans, places, least=2
    ):
        return stop
    return i


def _tail(page: Page, i: int) -> int:
    """Word after the run of names that begins at word i: "Mary-Jane J. Doe"."""
    j = i
    while j - i < 4 and j + 1 < len(page.atoms):
        atom, following = page.atoms[j], page.atoms[j + 1]
        initial = atom.gap == ". " and len(atom.text) <= 2
        if not following.capital or not (atom.gap in (" ", "-", "’", "'", "\n") or initial):
            break
        plain = page.shouted[j] or following.low not in page.words.surnames
        if atom.gap == "\n" or (page.is_word(j + 1) and plain):
            break
        j += 1
    return j + 1


def _is_place(page: Page, i: int, spans: Spans, places: Places, *, least: int) -> bool:
    """The words from i on are the known name, of `least` words or more, of a place of some size."""
    for j, key in spans.get(i, ()):
        if j - i + 1 < least:
            return False
        best = next((e for e in places.get(key, ()) if e.exact), None)
        if best and (best.kind != "settlement" or best.population >= _LARGE):
            return True
        if best and i > 0 and page.low(i - 1) in page.words.strong:
            return True
    return False
