"""Who published a page, and who only put it up again: by the foot of the text, the dateline, the metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tacitus.lang import lexicon

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,5}[a-z]{2,18}"
_ADDRESS = re.compile(rf"^[\W_]*(?:https?://)?({_HOST})(?::\d+)?(?:/\S*)?[\W_]*$", re.I)
_INSIDE = re.compile(rf"(?:https?://)({_HOST})|(?<![\w@.])(www\.{_HOST})", re.I)
_COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)|copyright)\W*(?:copyright|©|\(c\))?\W*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?\W*(?:by\s+)?(.{2,80})$",
    re.I,
)
_RIGHTS = re.compile(
    r"[.,|–-]?\s*(?:all rights reserved|alle rechte|tous droits|todos los derechos|tutti i diritti).{0,80}$",
    re.I,
)
_BRACKETS = re.compile(r"\(([^()\d]{2,30})\)\s*(?:[-–—:]|$)|[-–—]\s*\(?(AP|AFP|UPI)\)?\s*[-–—]")
_SECOND_LEVEL = frozenset(
    ["ac", "co", "com", "edu", "gob", "gov", "go", "gouv", "net", "ne", "nom", "or", "org", "mil"]
)
_FOOT = 6
"""Paragraphs at the end among which the publisher is looked for."""

_LONGEST_CREDIT = 9
"""Words of a line that does nothing but name the source."""

_DATELINE = 160
"""Characters at the head of a story that may hold an agency's sign."""


class Named(NamedTuple):
    """A publisher, and the number of the paragraph that does nothing but name it (None: inside the text)."""

    name: str
    line: int | None


def at_foot(paragraphs: Sequence[str]) -> Named | None:
    """The publisher that the last lines name: an address, "Source: …", "© 2019 …"."""
    first = max(0, len(paragraphs) - _FOOT)
    for k in range(len(paragraphs) - 1, first - 1, -1):
        name = _credit(paragraphs[k])
        if name:
            return Named(name, k)
    return None


def in_dateline(paragraphs: Sequence[str]) -> str | None:
    """The agency in brackets at the head or the very end of a story."""
    agencies = lexicon.load("outlets")["agencies"]
    heads = [p[:_DATELINE] for p in paragraphs[:2]]
    for part in (*heads, *(p[-40:] for p in paragraphs[-1:])):
        for found in _BRACKETS.finditer(part):
            sign = (found[1] or found[2]).strip().lower()
            if sign in agencies:
                return str(agencies[sign])
    return None


def of_address(url: str | None) -> str | None:
    """The outlet at an address: its name where the table has it, else its domain."""
    host = host_of(url)
    return name_of(host) if host else None


def host_of(url: str | None) -> str | None:
    """The host of an address, lower case, without "www."."""
    found = re.match(rf"^\s*(?:[a-z]+:)?//(?:[^/@\s]*@)?({_HOST})", url or "", re.I) or re.match(
        rf"^\s*({_HOST})(?:/|$)", url or "", re.I
    )
    return found[1].lower().removeprefix("www.") if found else None


def name_of(host: str) -> str:
    """The table's name for the host or the domain above it; else the registered domain."""
    domains = lexicon.load("outlets")["domains"]
    labels = host.lower().removeprefix("www.").split(".")
    for k in range(len(labels) - 1):
        name = domains.get(".".join(labels[k:]))
        if name:
            return str(name)
    return registered(host)


def registered(host: str) -> str:
    """The domain that was registered: two labels, three under "co.uk" and the like."""
    labels = host.lower().removeprefix("www.").split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if deep else -2 :])


def same(one: str | None, other: str | None) -> bool:
    """True where two names are those of one outlet: equal letters, or one is the other's domain."""
    a, b = (_letters(n or "") for n in (one, other))
    if not a or not b:
        return False
    return (
        a == b
        or _letters(name_of(one or "")) == b
        or _letters(name_of(other or "")) == a
        or (min(len(a), len(b)) >= 4 and (a in b or b in a))
    )


def _letters(name: str) -> str:
    bare = re.sub(r"^(?:the|le|la|el|il|der|die|das)\s+", "", name.lower())
    return re.sub(r"[\W_]+", "", bare)


def _credit(line: str) -> str | None:
    address = _ADDRESS.match(line)
    if address and " " not in line.strip():
        return name_of(address[1].lower())
    if len(line.split()) > _LONGEST_CREDIT:
        return None
    label, colon, rest = line.partition(":")
    if colon and label.strip(" *•[(").lower() in _labels() and rest.strip():
        return _clean_name(rest)
    copyright_ = _COPYRIGHT.match(line)
    dated = copyright_ and (re.search(r"(?:19|20)\d\d", line) or _RIGHTS.search(line))
    return _clean_name(copyright_[1]) if copyright_ and dated else None  # without a year: a picture's


def _clean_name(words: str) -> str | None:
    inside = _INSIDE.search(words)
    if inside:
        return name_of((inside[1] or inside[2]).lower())
    name = _RIGHTS.sub("", words).strip(" .,;|-–—)](/*")
    agency = lexicon.load("outlets")["agencies"].get(name.lower())
    address = _ADDRESS.match(name)
    if address and "." in name and " " not in name:
        return name_of(address[1].lower())
    return str(agency) if agency else name or None


@cache
def _labels() -> frozenset[str]:
    return frozenset(lexicon.load("chrome")["source_labels"])
