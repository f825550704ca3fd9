"""Small places of a country that the page says nothing else of.

A village of Spain in a page about El Salvador is most often no village of Spain: it is a person, or a place
of El Salvador that the gazetteer lacks. Such a name takes the place of its name in a country that the page
is about, if there is one; else it loses its sense, so that it takes the point of what it lies near; and where
no word beside it says that it is a place, it is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tacitus.extract.places.page import Name
from tacitus.lang.gazetteer import Entry

FAMOUS = 100_000
"""People: a place of this size may be named on any page."""
_SPOKEN_OF = 2
"""Names that make a country one that the page is about."""


def estrange(
    names: Sequence[Name], senses: Sequence[Entry | None], home: str
) -> tuple[list[Name], list[Entry | None]]:
    """Names and their senses, without the senses that are strange to the page and the names that are none.

    `home` is the code of the country that the page is written in, "" where it is not known.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for name, entry in zip(names, senses, strict=True):
        if entry and entry.country:
            keys[entry.country].add(name.key)
    if home:
        keys[home] |= {"", "home"}
    about = {country for country, found in keys.items() if len(found) >= _SPOKEN_OF}
    kept: list[tuple[Name, Entry | None]] = []
    for name, entry in zip(names, senses, strict=True):
        if entry is None or not _is_strange(name, entry, keys, about):
            kept.append((name, entry))
        elif own := next((e for e in name.senses if e.exact and e.country in about), None):
            kept.append((name, own))
        elif name.strong:
            kept.append((replace(name, kind="feature"), None))
    return [name for name, _ in kept], [entry for _, entry in kept]


def _is_strange(name: Name, entry: Entry, keys: dict[str, set[str]], about: set[str]) -> bool:
    if entry.kind not in ("settlement", "admin2", "admin1") or name.within or name.kind != "name":
        return False
    if not about or entry.country in about or len(keys[entry.country]) > 1:
        return False
    return not entry.exact or entry.population < FAMOUS
