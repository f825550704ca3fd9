"""How much a party is worth that the rules found, the encoder proposed, or both: a chance, and the bars.

Every number belongs to one model file and lies beside it, in a table that training/reader fits (`python -m
reader joins`); the features are defined here, once, for the fitting and for the reading.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from tacitus.errors import InputError

SLOTS = ("perpetrator_individual", "perpetrator_organisation", "target", "victim", "weapon")
"""Slots whose findings are joined with the encoder's proposals."""
KINDS = (
    "perpetrator_individual", "perpetrator_organisation", "target", "victim_name", "victim_description",
    "weapon",
)  # fmt: skip
"""What a wording may stand for: a victim by name or by description, else the slot."""
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "perpetrator_individual": "perpetrator_individual", "suspect_name": "perpetrator_individual",
        "perpetrator_organisation": "perpetrator_organisation", "target": "target", "victim_name": "victim",
        "victim_description": "victim", "weapon": "weapon",
    }
)  # fmt: skip
"""Role of a model file -> slot."""
FEATURES = (
    "constant", "found", "found_sure", "often", "proposed", "score", "again", "near_found", "near_score",
    "rival", "page", "loud", "loud_found", "loud_score",
)  # fmt: skip
"""What a chance is made of, in this order; see `Sighting.features`."""
_NEVER = 0.02
"""A score or chance is kept this far from 0 and 1, so that its logit stays small."""
_MANY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One wording in one slot of one page: `found` is the rules' highest confidence (0 where they did not
    find it), `times` how often they did, `score` and `proposed` the same of the encoder's proposals;
    `near_found` and `near_score` are those of other wordings at the same place, `rival` the highest score of
    the same words in another slot, `page` the chance that the page tells of an
    attack, `loud` says that the page is written in capitals."""

    found: float = 0.0
    times: int = 0
    score: float = 0.0
    proposed: int = 0
    near_found: float = 0.0
    near_score: float = 0.0
    rival: float = 0.0
    page: float = 0.5
    loud: bool = False

    def features(self) -> tuple[float, ...]:
        """The values of FEATURES."""
        found, proposed, loud = float(self.found > 0), float(self.score > 0), float(self.loud)
        score = proposed * logit(self.score)
        return (
            1.0, found, found * (self.found - 0.8), min(self.times, _MANY) / _MANY, proposed, score,
            min(self.proposed, _MANY) / _MANY, self.near_found, self.near_score, self.rival,
            logit(self.page), loud, loud * found, loud * score,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """How one slot is joined. `keep` is the chance below which what the rules found is dropped, `add` the
    one from which a proposal that they did not find is taken, each for pages in capitals and for others."""

    weights: tuple[float, ...]
    keep: tuple[float, float]
    add: tuple[float, float]

    def chance(self, seen: Sighting) -> float:
        """The chance, 0 to 1, that the wording is right in this slot."""
        total = sum(w * x for w, x in zip(self.weights, seen.features(), strict=True))
        return sigmoid(total)

    def takes(self, seen: Sighting) -> bool:
        """True where the wording is to stand."""
        loud, mixed = self.keep if seen.found else self.add
        return self.chance(seen) >= (loud if seen.loud else mixed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """The joins of one model file. `page` (offset, slope) turns the encoder's chance that a page tells of an
    attack into one that was counted, on pages in capitals."""

    reader: str
    kinds: Mapping[str, Join]
    page: tuple[float, float]

    def page_chance(self, score: float) -> float:
        """The chance that a page in capitals tells of an attack."""
        return sigmoid(self.page[0] + self.page[1] * logit(score))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The table in `path`. Raises InputError where it is none of ours."""
        try:
            raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            kinds = {kind: _join(raw["kinds"][kind]) for kind in KINDS}
            return cls(reader=raw["reader"], kinds=kinds, page=_pair(raw["page"], "offset", "slope"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path} is no table of joins: {error!r}") from error


def _join(raw: dict[str, Any]) -> Join:
    weights = tuple(float(raw["weights"][name]) for name in FEATURES)
    keep, add = (_pair(raw[bar], "capitals", "mixed") for bar in ("keep", "add"))
    return Join(weights=weights, keep=keep, add=add)


def _pair(raw: dict[str, Any], first: str, second: str) -> tuple[float, float]:
    return float(raw[first]), float(raw[second])


def sigmoid(total: float) -> float:
    """A chance, to three places."""
    return round(1 / (1 + math.exp(-total)), 3)


def logit(chance: float) -> float:
    """The log-odds of a chance, kept away from certainty."""
    inside = min(max(chance, _NEVER), 1 - _NEVER)
    return math.log(inside / (1 - inside))
