"""Who did it, as the formats ask: the named organisations that a page links to the act, and how firmly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tacitus.export.happening import Happening, Standing

_FIRM = ("claimed", "admitted_in_custody", "stated", "accused", "suspected")
"""Links that name a party, the firmest first; the others say that it was not, or only inspired."""
_CLEARED = ("ruled_out",)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, named as a page names it. `link` is the firmest of its links."""

    name: str
    kind: str
    link: str
    by: str
    hedge: str
    mode: str | None
    competing: bool
    claims: tuple[str, ...]

    @property
    def uncertain(self) -> bool:
        """Accused or suspected, or said with a hedge."""
        return self.link in ("accused", "suspected") or self.hedge != "none"


def named(found: Happening) -> list[Party]:
    """The organisations in question, the firmest link first, each once."""
    parties: dict[str, Party] = {}
    cleared = set()
    for standing in found.all("perpetrator_organisation"):
        value = standing.value
        name = value["name"] or value["as_written"]
        if not name:
            continue
        if value["link"] in _CLEARED:
            cleared.add(name.casefold())
        if value["link"] in _FIRM and not value["withdrawn"]:
            one = _party(name, standing)
            key = name.casefold()
            parties[key] = _firmer(parties[key], one) if key in parties else one
    kept = [party for key, party in parties.items() if key not in cleared]
    return sorted(kept, key=lambda p: _FIRM.index(p.link))


def _party(name: str, standing: Standing) -> Party:
    value: dict[str, Any] = standing.value
    return Party(
        name=name, kind=value["actor_kind"], link=value["link"], by=value["by"], hedge=value["hedge"],
        mode=value["mode"], competing=value["competing"], claims=standing.claims,
    )  # fmt: skip


def _firmer(one: Party, other: Party) -> Party:
    best, rest = sorted((one, other), key=lambda p: _FIRM.index(p.link))
    kind = best.kind if best.kind != "unknown" else rest.kind
    return replace(best, kind=kind, mode=best.mode or rest.mode, claims=best.claims + rest.claims)


def nobody_claimed(found: Happening) -> tuple[str, ...]:
    """The claims that say that nobody has claimed the act."""
    told = found.all("perpetrator_organisation")
    return tuple(c for s in told if s.value["link"] == "no_claim_reported" for c in s.claims)


def persons(found: Happening) -> list[Standing]:
    """Persons that a page links to the act, named (their names masked) or described."""
    return [s for s in found.all("perpetrator_individual") if s.value["link"] in _FIRM]
