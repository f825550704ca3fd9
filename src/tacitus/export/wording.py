"""What an incident is in a sentence or two of our own, for the formats that have a column for notes. No
word of a page stands in it but names of places and organisations, and no name of a private person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tacitus.export.happening import Happening
from tacitus.export.parties import Party, named, nobody_claimed
from tacitus.export.tolls import headline, side

_SAID = {
    "claimed": "claimed by {}",
    "admitted_in_custody": "admitted by members of {}",
    "stated": "done by {}, as is stated",
    "accused": "{} is accused ({})",
    "suspected": "{} is suspected ({})",
}
_BY = {"self": "", "unnamed": "by sources without a name"}


@dataclass(frozen=True, slots=True)
class Note:
    """A text, and the claims that it tells of."""

    text: str
    claims: tuple[str, ...]


def summary(found: Happening) -> Note:
    """Type, place and day; tolls with their bounds; who is said to have done it; whether it is disputed."""
    parts, claims = [found.title], [c for slot in ("type", "place", "started") for c in found.claims_on(slot)]
    for slot in ("killed", "injured"):
        toll = headline(found, slot)
        if toll:
            bounds = f" ({toll.low} to {toll.high} by the voices)" if toll.low < toll.high else ""
            parts.append(f"{toll.best} {slot}{bounds}")
            claims += toll.claims
    theirs = side(found, "killed", "attackers")
    if theirs:
        parts.append(f"{theirs.best} attackers killed")
        claims += theirs.claims
    said = [_attribution(party) for party in named(found)]
    claims += [c for party in named(found) for c in party.claims]
    if nobody_claimed(found) and not said:
        said.append("nobody has claimed it")
        claims += nobody_claimed(found)
    happened = found.all("stage") if found.occurrence != "established" else []
    if happened:
        said.append(f"that it happened is {found.occurrence}")
        claims += [c for s in happened for c in (*s.claims, *s.opposing)]
    return Note(_sentences([*parts, *said]), _once(claims))


def disagreement(found: Happening) -> Note:
    """Where voices differ on a toll: the bounds and the rule that chose."""
    parts, claims = [], []
    for slot in ("killed", "injured"):
        toll = headline(found, slot)
        if toll and toll.low < toll.high:
            parts.append(f"{slot}: {toll.low} to {toll.high}; {toll.rule}")
            claims += [*toll.claims, *(c for s in found.all(slot) for c in s.opposing)]
    return Note(_sentences(parts), _once(claims))


def _attribution(party: Party) -> str:
    words = _SAID[party.link].format(party.name, _BY.get(party.by, f"by: {party.by}"))
    return words if party.hedge == "none" else f"{words}, {party.hedge}"


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts if part)


def _once(claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(claims)))
