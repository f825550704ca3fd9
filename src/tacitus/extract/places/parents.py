"""A place that the gazetteer does not hold takes the point of what it lies in, else of its neighbour, and its
precision says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tacitus.extract.places.mention import PlaceMention
from tacitus.extract.places.page import unwrapped
from tacitus.extract.places.tables import words
from tacitus.model import Place

_PRECISE = {"settlement": 0, "admin2": 0, "admin1": 1, "country": 2}
"""What an unknown river or area takes its point from: a town nearby rather than a country."""
_NEIGHBOURS = 20
"""Names before and after an unknown one among which it looks for a neighbour."""
_BEFORE = re.compile(r"([^\W\d_]+)\s+(?:of\s+)?\Z")
_AFTER = re.compile(r"\s*,?\s*(?:an?\s+|the\s+)?([^\W\d_]+)(?:\s+([^\W\d_]+))?")


def fall_back(found: Sequence[PlaceMention], text: str) -> Iterator[PlaceMention]:
    """The mentions, each unresolved one placed by what it lies in or near, if any is known."""
    known = [m.place.lat is not None and m.kind not in ("demonym", "continent", "region") for m in found]
    first = next((m for m, is_known in zip(found, known, strict=True) if is_known), None)
    for k, mention in enumerate(found):
        if mention.place.lat is not None or first is None:
            yield mention
            continue
        window = range(max(0, k - _NEIGHBOURS), min(len(found), k + _NEIGHBOURS + 1))
        around = [found[n] for n in window if known[n]] or [first]
        near = min(around, key=lambda m: _nearness(m, mention, text))
        inside = near.kind == "settlement" and _is_part_of_town(text, mention)
        yield replace(mention, place=_stand_in(mention.place.name, near.place, inside=inside))


def _nearness(known: PlaceMention, mention: PlaceMention, text: str) -> tuple[bool, int, int]:
    """Sorts what stands right behind the name first ("Quxley, Peru"), then the finest, then the nearest."""
    gap = text[mention.end : known.start] if known.start - mention.end in (2, 3) else ""
    behind = unwrapped(gap) in (", ", " (")
    return not behind, _PRECISE.get(known.kind, 2), abs(known.start - mention.start)


def _is_part_of_town(text: str, mention: PlaceMention) -> bool:
    """A word in it or beside it says so: "the Quxley neighbourhood", "the suburb of Quxley", "Quxley, a
    suburb"."""
    before = _BEFORE.search(text, max(0, mention.start - 40), mention.start)
    after = _AFTER.match(text, mention.end, mention.end + 60)
    beside = [text[mention.start : mention.end].split()[-1]]
    beside += [word for m in (before, after) if m for word in m.groups("")]
    return any(word.lower() in words().parts_of_town for word in beside)


def _stand_in(name: str, near: Place, *, inside: bool) -> Place:
    """A place of that name, at the point of its neighbour: a part of a town is as precise as the town, other
    places no more than the area that the town lies in."""
    if inside:
        return replace(near, name=name, gazetteer_id=None, admin=(*near.admin, near.name), precision="town")
    precision = "admin1" if near.precision in ("town", "admin2", "site") else near.precision
    return replace(near, name=name, gazetteer_id=None, precision=precision)
