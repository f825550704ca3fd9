"""Who is masked in everything that leaves, and how the mask is put on (docs/decisions/0003-masking.md).

Masked are victims, minors, private witnesses and suspects; not convicted adults, nor leaders and officials
in office. The mask has the length of what it hides, so offsets stay right. Some stay masked even on
request: victims of sexual violence, and hostages still held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from tacitus.lang.lexicon import load
from tacitus.lang.persons import find_persons, find_relatives, is_body
from tacitus.model import Individual, Organisation, Place, Record, Report, Speaker, Victim

MASK = "█"
_SHORTEST_PART = 3
"""A part of a name with fewer letters is not masked by itself: it would hit too many other words."""
_EXPLAINED = re.compile(r",? \(?(?:who|whose|aged|an?|\d{1,2})\b")
"""What follows a name that readers are not expected to know."""
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS_KEYS = frozenset({"url", "source"})
_LONG_PART = 4
"""A part of a name with fewer letters is not looked for in an address, where nothing is written large."""
_APPOSED = re.compile(r"\b(?:[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) [a-z-]+(?: [a-z-]+){0,3}, $")
"""What stands before a name in apposition to it: "a stevedore, X Y, told"."""
_BEFORE = 60
_ID_KEYS = frozenset(
    {"id", "digest", "about", "within", "attributed_to", "supersedes", "method", "report", "document"}
)


NAMING = ("type", "victim", "perpetrator_individual", "perpetrator_organisation", "place")
"""The slots whose claims decide who is masked, beside statements and the text."""


def private_names(record: Record) -> tuple[str, ...]:
    """Names of the private persons of a page, sorted."""
    told = {*_victims(record), *_suspects(record), *_witnesses(record)}
    hidden = (told | _in_passing(record)) - _public(record)
    return tuple(sorted(hidden | _cleared(record) | set(find_relatives(record.document.text))))


def protected_names(record: Record) -> tuple[str, ...]:
    """Names that no request unmasks: victims of sexual violence and hostages still held, sorted."""
    names: set[str] = set()
    for report in record.reports:
        sexual = any(claim.value == "sexual_violence" for claim in report.slot("type"))
        for victim in _victims_of(report):
            if victim.name and (sexual or victim.effect == "kidnapped"):
                names.add(victim.name)
    return tuple(sorted(names))


def mask(data: Any, names: Sequence[str], *, keep: Iterable[str] = ()) -> Any:
    """`data` (plain JSON data) with every name hidden in every string; evidence so changed carries `masked:
    true`.

    `keep` holds words that are masked only as part of a full name (places and organisations of the page).
    """
    kept = frozenset(word.lower() for phrase in keep for word in phrase.split())
    pattern = _pattern(names, kept)
    return data if pattern is None else _masked(data, pattern, _address_parts(names, kept))


def mask_record(data: Any, record: Record, *, unmasked: bool = False) -> Any:
    """The JSON data of a record as it may leave; `unmasked` lifts what may be lifted on one's own machine."""
    names = protected_names(record) if unmasked else private_names(record)
    return mask(data, names, keep=kept_words(record))


def mask_text(text: str, record: Record, *, unmasked: bool = False) -> str:
    """One string of a record as it may leave."""
    masked: str = mask_record(text, record, unmasked=unmasked)
    return masked


def _victims_of(report: Report) -> list[Victim]:
    return [claim.value for claim in report.slot("victim") if isinstance(claim.value, Victim)]


def _victims(record: Record) -> set[str]:
    return {victim.name for report in record.reports for victim in _victims_of(report) if victim.name}


def _perpetrators(record: Record) -> list[Individual]:
    claims = [c for report in record.reports for c in report.slot("perpetrator_individual")]
    return [c.value for c in claims if isinstance(c.value, Individual)]


def _suspects(record: Record) -> set[str]:
    return {p.name for p in _perpetrators(record) if p.name and p.status != "convicted"}


def _cleared(record: Record) -> set[str]:
    """Persons who were wrongly named or acquitted: hidden whatever their office."""
    free = ("misidentified", "acquitted")
    return {p.name for p in _perpetrators(record) if p.name and (p.status in free or p.link == "ruled_out")}


def _witnesses(record: Record) -> set[str]:
    """Speakers whom the page describes by what is no office: a neighbour, a baker, "X Y, who lives there".

    A name that the page does not explain at all is one that its readers know.
    """
    private, _, _ = _tables()
    found = set()
    for speaker in (s.speaker for s in record.statements if s.speaker and s.speaker.name):
        role, text = speaker.role or "", record.document.text
        described = bool(role) or _EXPLAINED.match(text, speaker.span.end) is not None
        described = described or _APPOSED.search(text[: speaker.span.start][-_BEFORE:]) is not None
        person = _has_word(role, private) or _is_full_name(speaker.as_written)
        if described and person and not _holds_office(speaker):
            found.add(str(speaker.name))
    return found


def _is_full_name(words: str) -> bool:
    parts = words.split()
    return 2 <= len(parts) <= 4 and all(part[0].isupper() for part in parts) and not is_body(words)


def _in_passing(record: Record) -> set[str]:
    """Persons whom no claim names: a cleared man, a child, a friend; not who speaks or holds an office."""
    found = list(find_persons(record.document.text))
    spoken = {str(s.speaker.name) for s in record.statements if s.speaker and s.speaker.name}
    guilty = {p.name for p in _perpetrators(record) if p.name and p.status == "convicted"}
    known = {p.name for p in found if p.office} | spoken | guilty | kept_words(record)
    lasts = {name.split()[-1] for name in known if name.split()}
    return {p.name for p in found if p.name not in known and p.name.split()[-1] not in lasts}


def _public(record: Record) -> set[str]:
    return {
        str(s.speaker.name)
        for s in record.statements
        if s.speaker and s.speaker.name and _holds_office(s.speaker)
    }


def _holds_office(speaker: Speaker) -> bool:
    _, public, _ = _tables()
    return _has_word(speaker.role or "", public)


def _has_word(text: str, words: frozenset[str]) -> bool:
    found = re.findall(r"[\w'-]+", text.lower())
    return any(w in words or w.rstrip("s") in words for w in found)


def kept_words(record: Record) -> set[str]:
    """Names of places and organisations of the page: masked only as part of a full name."""
    values = [claim.value for report in record.reports for claim in report.claims]
    places = {v.name for v in values if isinstance(v, Place)}
    return places | {v.name for v in values if isinstance(v, Organisation) and v.name}


@cache
def _tables() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load("people")
    return frozenset(table["private_roles"]), frozenset(table["public_roles"]), frozenset(table["particles"])


def _pattern(names: Sequence[str], kept: frozenset[str]) -> re.Pattern[str] | None:
    """Full names in any case and joined in any way ("john-doe" in an address); parts only as names are
    written."""
    _, _, particles = _tables()
    whole: set[str] = set()
    parts: set[str] = set()
    for name in names:
        pieces = re.findall(r"\w[\w'’]*", name)
        whole.add(r"[\W_]{1,3}".join(map(re.escape, pieces)))
        for piece in pieces:
            if len(piece) >= _SHORTEST_PART and piece[0].isupper() and piece.lower() not in particles | kept:
                parts |= {re.escape(piece), re.escape(piece.upper())}
    if not whole - {""}:
        return None
    wholes = "|".join(sorted(whole - {""}, key=lambda w: (-len(w), w)))
    pattern = rf"(?<![^\W_])(?:(?i:{wholes})" + (
        f"|{'|'.join(sorted(parts, key=lambda w: (-len(w), w)))}" if parts else ""
    )
    return re.compile(pattern + r")(?![^\W_])")


def _masked(data: Any, pattern: re.Pattern[str], parts: frozenset[str]) -> Any:
    if isinstance(data, str):
        return pattern.sub(lambda m: MASK * len(m[0]), data)
    if isinstance(data, list):
        return [_masked(item, pattern, parts) for item in data]
    if not isinstance(data, dict):
        return data
    out = {
        key: value if key in _ID_KEYS and isinstance(value, str) else _masked(value, pattern, parts)
        for key, value in data.items()
    }
    for key in _ADDRESS_KEYS & data.keys():
        if isinstance(data[key], str):
            out[key] = _masked_address(out[key], parts)
    if "quote" in data and out["quote"] != data["quote"]:
        out["masked"] = True
    return out


def _address_parts(names: Sequence[str], kept: frozenset[str]) -> frozenset[str]:
    """The parts of names, and whole names run together, as an address writes them: small, without accents."""
    _, _, particles = _tables()
    pieces = {piece for name in names for piece in re.findall(r"\w[\w'’]*", name) if piece[0].isupper()}
    folded = {_folded(piece) for piece in pieces if piece.lower() not in particles | kept}
    folded |= {_folded(name) for name in names}
    return frozenset(part for part in folded if len(part) >= _LONG_PART)


def _masked_address(address: str, parts: frozenset[str]) -> str:
    """An address with the parts of names hidden, however it writes them ("jose-perez", "Jos%C3%A9"). The host
    stays: it is that of the publisher."""
    if not parts:
        return address
    scheme, mark, rest = address.rpartition("://")
    host, slash, path = rest.partition("/") if mark else ("", "", rest)
    read = unquote(path)
    hidden = _WORD.sub(lambda m: MASK * len(m[0]) if _folded(m[0]) in parts else m[0], read)
    return address if hidden == read else f"{scheme}{mark}{host}{slash}{hidden}"


def _folded(text: str) -> str:
    return "".join(c for c in normalize("NFKD", text).casefold() if c.isalnum())
