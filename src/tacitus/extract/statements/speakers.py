"""From the words that name a speaker to the speaker: full name, role, or nobody known by name.

A surname takes the full name that the same item gives, a pronoun the last plausible person before it; a
phrase with no proper name in it ("a witness") stays without a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tacitus.extract.statements.attributions import Attribution
from tacitus.extract.statements.units import Unit
from tacitus.lang.grammar import Token, looks_finite, tokens, words_of
from tacitus.lang.lexicon import load
from tacitus.model import Document, Span, Speaker

_SIGNS = " ,—–-\n"
_ROLE_WORDS = 10
"""A longer apposition is a clause, not a role."""


@cache
def words(name: str) -> frozenset[str]:
    """One list of the speakers table."""
    return frozenset(load("speakers")[name].split())


@dataclass(frozen=True, slots=True)
class Person:
    """A name at [start, end): `name` without titles; `female` None where nothing tells."""

    name: str
    start: int
    end: int
    unit: int
    item: int
    titled: bool
    subject: bool
    role: str | None
    female: bool | None


class Cast:
    """The persons of one document, for resolving who is meant. Built once, then only read."""

    def __init__(self, document: Document, units: tuple[Unit, ...]) -> None:
        self._document = document
        self._units = units
        self._people = _full(tuple(p for n, unit in enumerate(units) for p in _people(document, unit, n)))
        self._by_surname: dict[str, list[Person]] = {}
        for person in self._people:
            self._by_surname.setdefault(person.name.split()[-1].lower(), []).append(person)
        self._inside = frozenset(
            t.text
            for unit in units
            for k, t in enumerate(unit.items)
            if k and t.tag == "NAME" and _inner(unit.items, k)
        )

    def speaker(self, attribution: Attribution) -> Speaker | None:
        """The speaker of an attribution; None where the text names no source."""
        if attribution.source is None:
            return None
        start, end = attribution.source
        text = self._document.text
        start += len(text[start:end]) - len(text[start:end].lstrip(_SIGNS))
        written = text[start:end].rstrip(_SIGNS)
        if not any(c.isalnum() for c in written):
            return None
        item = self._units[attribution.unit].item
        low = written.lower()
        if low in words("singular_pronouns") or low == "who":
            person = self._antecedent(start, item, low)
            return self._made(
                start, start + len(written), person.name if person else None, person.role if person else None
            )
        if low in words("unresolved"):
            return self._made(start, start + len(written), None, None)
        name, role, (begin, stop) = _parsed(text, start, start + len(written))
        last = written.split()[-1]
        if name is None and last == written and last[0].isupper():
            name = last if self._known(last, item) else None  # a surname that is a title too
        known = self._known(name, item) if name else None
        if name and known is None and self._is_plain(name, begin):
            name = None
        if known is not None:
            name = known.name
            role = role or known.role
        return self._made(begin, stop, name, role)

    def _is_plain(self, name: str, start: int) -> bool:
        """True when the capital is that of the sentence only ("Officials said")."""
        first, *rest = name.split()
        if first in self._inside or any(w[0].isupper() for w in rest):
            return False
        if rest:
            return self._opens_sentence(start)
        low = name.lower()
        if (
            low in words("roles")
            or low.rstrip("s") in words("roles")
            or low in words("experts")
            or low in words("plain")
        ):
            return True
        return self._opens_sentence(start)

    def _opens_sentence(self, start: int) -> bool:
        before = self._document.text[max(0, start - 3) : start].strip(" ")
        return not before or before[-1] in '.?!\n”"»’:'

    def _made(self, start: int, end: int, name: str | None, role: str | None) -> Speaker:
        return Speaker(
            name=name, as_written=self._document.text[start:end], role=role,
            span=Span(document=self._document.id, start=start, end=end),
        )  # fmt: skip

    def _known(self, name: str, item: int) -> Person | None:
        """The person of this item with this name or surname; the fullest name and any role win."""
        last = name.split()[-1].lower()
        same = [p for p in self._by_surname.get(last, ()) if p.item == item]
        if len(name.split()) > 1:
            same = [p for p in same if p.name == name]
        if not same:
            return None
        best = max(same, key=lambda p: (len(p.name.split()), -p.start))
        role = next((p.role for p in same if p.role), None)
        return Person(
            best.name, best.start, best.end, best.unit, item, best.titled, best.subject, role, best.female
        )

    def _antecedent(self, before: int, item: int, pronoun: str) -> Person | None:
        """The nearest earlier person: in the nearest unit that names one, its subject first."""
        if pronoun == "who":
            near = [p for p in self._people if p.item == item and p.end <= before and before - p.end < 4]
            return self._known(near[-1].name, item) if near else None
        female = pronoun in ("she", "her")
        fit = [p for p in self._people if p.item == item and p.end <= before and p.female in (None, female)]
        if not fit:
            return None
        last = max(p.unit for p in fit)
        here = [p for p in fit if p.unit == last]
        chosen = (
            next((p for p in here if p.subject), None) or next((p for p in here if p.titled), None) or here[0]
        )
        return self._known(chosen.name, item) or chosen


def _full(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Without stray capitals: a single word needs a title, or to be the surname of one known in full."""
    surnames = {p.name.split()[-1] for p in people if len(p.name.split()) > 1 or p.titled}
    kept = [p for p in people if len(p.name.split()) > 1 or p.titled or p.name in surnames]
    sex: dict[str, bool] = {}
    for p in kept:
        if p.female is not None:
            sex.setdefault(p.name.split()[-1], p.female)
    return tuple(
        Person(
            p.name, p.start, p.end, p.unit, p.item, p.titled, p.subject, p.role, sex.get(p.name.split()[-1])
        )
        for p in kept
    )


def _inner(items: list[Token], k: int) -> bool:
    """Not the first word after a quotation or a stop."""
    return items[k - 1].tag not in ("P", "Q") or items[k - 1].text == ","


def _people(document: Document, unit: Unit, number: int) -> list[Person]:
    items = unit.items
    found: list[Person] = []
    k = 0
    while k < len(items):
        if not _names(items, k):
            k += 1
            continue
        end = k
        while end < len(items) and (_names(items, end) or _links(items, end)):
            end += 1
        person = _person(document.text, items, k, end, (number, unit.item))
        if person is not None:
            found.append(person)
        k = end
    return found


def _names(items: list[Token], k: int) -> bool:
    return items[k].tag == "NAME" and not items[k].text.isdigit()


def _links(items: list[Token], k: int) -> bool:
    """A particle inside a name ("Omar al Rashid", "Jan van Dam")."""
    return k + 1 < len(items) and items[k].low in words("particles") and _names(items, k + 1)


def _person(text: str, items: list[Token], start: int, end: int, at: tuple[int, int]) -> Person | None:
    k = _after_titles(items, start, end)
    titles = [t.low.rstrip(".") for t in items[start:k]]
    if k == end:
        return None
    before = items[start - 1] if start else None
    after = items[end] if end < len(items) else None
    last = items[end - 1].low
    if last in words("institutions") or items[k].low in words("common") or last in words("common"):
        return None
    if not titles and before is not None and (before.low in words("before_no_person") or before.tag == "NUM"):
        return None
    name = text[items[k].start : items[end - 1].end]
    offices = [t.text for t in items[start:k] if t.low.rstrip(".") not in words("honorifics")]
    role = " ".join(offices) or _apposed(text, items, start, end)
    marks = set(titles)
    female = True if marks & words("female") else False if marks & words("male") else None
    subject = (
        after is not None
        and (looks_finite(after) or after.text == "," or after.tag == "ADV")
        and (start == 0 or (before is not None and before.tag != "PREP"))
    )
    return Person(name, items[k].start, items[end - 1].end, at[0], at[1], bool(titles), subject, role, female)


def _after_titles(items: list[Token], start: int, end: int) -> int:
    """Where the name begins after its titles ("US Army Col."): `end` for a title alone."""
    for k in range(max(start, end - 2), start - 1, -1) if start < end else ():
        if items[k].low.rstrip(".") in words_of("titles") and items[k].tag in ("NAME", "W", "ADV"):
            return k + 1
    return start


def _apposed(text: str, items: list[Token], start: int, end: int) -> str | None:
    """The role in apposition: "Jo Li, the mayor of Ayr," or "the rebel leader, Jo Li,"."""
    if end + 1 < len(items) and items[end].text == ",":
        stop = end + 1
        while stop < len(items) and items[stop].tag != "P" and not looks_finite(items[stop]):
            stop += 1
        closed = stop == len(items) or items[stop].tag == "P"
        role = _role(text, items[end + 1 : stop]) if closed else None
        if role is not None:
            return role
    k = start - 1 if start and items[start - 1].text != "," else start - 2
    if k < 0 or items[k].low not in words("roles"):
        return None
    begin = k
    while begin > 0 and items[begin - 1].tag in ("W", "NAME", "DET") and k - begin < 5:
        begin -= 1
    return _role(text, items[begin : k + 1])


def _role(text: str, items: list[Token]) -> str | None:
    while items and items[0].tag in ("DET", "NUM", "ADV"):
        items = items[1:]
    if not items or len(items) > _ROLE_WORDS or not any(t.low in words("roles") for t in items):
        return None
    return text[items[0].start : items[-1].end]


def _parsed(text: str, start: int, end: int) -> tuple[str | None, str | None, tuple[int, int]]:
    """(name, role, where the speaker is named) of a noun phrase with its appositions."""
    parts = _parts(text, start, end)
    heads = [(_name(text, p), p) for p in parts]
    named = next((n for n, _ in heads if n), None)
    role = None
    for name, part in heads:
        role = role or _part_role(text, part, name)
    first = parts[0]
    if named and not heads[0][0] and len(parts) > 1:
        first = next(p for n, p in heads if n == named)
    return named, role, (first[0].start, first[-1].end)


def _parts(text: str, start: int, end: int) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens(text, start, end):
        if token.text in (",", "(", ")", "—", "–"):
            parts.append([])
        else:
            parts[-1].append(token)
    return [p for p in parts if p]


def _name(text: str, part: list[Token]) -> str | None:
    """The proper name of one part: that of a person, or that of an institution without its article."""
    origin = next((k for k, t in enumerate(part) if t.low in ("from", "by") and k), None)
    if origin is not None and part[0].low in ("a", "an", "the"):
        part = part[origin + 1 :]
    head = next((k for k, t in enumerate(part) if k and t.tag in ("PREP", "REL", "THAT", "SUB")), len(part))
    body = part[:head]
    while body and body[0].tag in ("ADV", "CC"):
        body = body[1:]
    if not body:
        return None
    article = body[0].tag == "DET"
    core = body[1:] if article else body
    core = core[_after_titles(core, 0, len(core)) :]
    if not core:
        return None
    if core[-1].low in words("institutions") and (
        article is False or body[0].low == "the" or body[0].low == "its"
    ):
        return text[core[0].start : core[-1].end] if any(t.tag == "NAME" for t in core) else None
    run = len(core)
    while run > 0 and (
        core[run - 1].tag == "NAME" or (run < len(core) and core[run - 1].low in words("particles"))
    ):
        run -= 1
    names = [t for t in core[run:]]
    while names and (
        names[0].low.rstrip(".") in words_of("titles")
        or names[0].low in words("particles") - {"al", "el", "abu", "ibn", "bin", "van", "von", "de"}
    ):
        names = names[1:]
    if not names or (body[0].low in ("a", "an") and run == 0 and len(core) == 1):
        return None
    if names[0].start == part[0].start and run == 0 and len(names) == 1 and names[0].low in words("common"):
        return None
    return text[names[0].start : names[-1].end]


def _part_role(text: str, part: list[Token], name: str | None) -> str | None:
    if name is None:
        while part and part[0].tag in ("DET", "NUM", "ADV"):
            part = part[1:]
        return (
            text[part[0].start : part[-1].end]
            if part and any(t.low in words("roles") for t in part)
            else None
        )
    lead = []
    for token in part:
        if token.start >= part[-1].end or text[token.start :].startswith(name):
            break
        lead.append(token)
    while lead and (lead[0].tag in ("DET", "ADV") or lead[0].low.rstrip(".") in words("honorifics")):
        lead = lead[1:]
    if not lead or not any(t.low.rstrip(".") in words("roles") | words_of("titles") for t in lead):
        return None
    return text[lead[0].start : lead[-1].end]
