"""Which incidents are looked at: the filters, the order and the page, as they stand in the address.

The table, the map, the timeline, the export and the API read the same address, so they show the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from tacitus.errors import UsageError
from tacitus.model import slots
from tacitus.model.wording import plain
from tacitus.store.views import IncidentFilter, Order

ORDERS: tuple[Order, ...] = get_args(Order)
FACETS = ("country", "type", "actor", "actor_kind", "link", "target", "weapon", "stage", "role")
"""Names of facets that may stand in an address; each may be given more than once, and all must fit."""
CLOSED = {
    "type": slots.TYPES, "actor_kind": slots.ACTOR_KINDS, "link": slots.LINKS, "target": slots.TARGET_KINDS,
    "weapon": slots.WEAPON_KINDS, "stage": slots.STAGES, "role": slots.ROLES,
    "occurrence": ("established", "alleged", "disputed", "refuted"),
}  # fmt: skip
WORDS = ("since", "until", "text", "min_killed", "occurrence", "review_status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an address asks for; `after` is the cursor of the page before."""

    wanted: IncidentFilter = field(default_factory=IncidentFilter)
    order: Order = "-day"
    after: str | None = None

    @classmethod
    def of(cls, query: Mapping[str, list[str]]) -> Selection:
        """Read an address's query. Raises UsageError for a value that is none; unknown keys are let be."""
        first = {key: values[-1].strip() for key, values in query.items() if values and values[-1].strip()}
        asked: dict[str, Any] = {key: first[key] for key in WORDS if key in first}
        for key in ("since", "until"):
            if key in asked:
                _day(asked[key], key)
        killed = asked.pop("min_killed", None)
        if killed is not None and not (killed.isdecimal() and len(killed) < 10):
            raise UsageError(f"min_killed: {killed!r} is no number")
        facets = tuple(
            (name, value.upper() if name == "country" else value)
            for name in FACETS
            for value in dict.fromkeys(v.strip() for v in query.get(name, ()))
            if value
        )
        for name, value in (*facets, *((k, v) for k, v in asked.items() if k in CLOSED)):
            if name in CLOSED and value not in CLOSED[name]:
                raise UsageError(f"{name}: {value!r} is not one of: {', '.join(CLOSED[name])}")
        order = first.get("order", "-day")
        if order not in ORDERS:
            raise UsageError(f"order: {order!r} is not one of: {', '.join(ORDERS)}")
        wanted = IncidentFilter(**asked, min_killed=None if killed is None else int(killed), facets=facets)
        return cls(wanted=wanted, order=order, after=first.get("after"))

    def pairs(self) -> list[tuple[str, str]]:
        """(key, value) of all that is asked, without the page."""
        named = [(key, getattr(self.wanted, key)) for key in WORDS]
        found = [(key, str(value)) for key, value in named if value is not None]
        found += self.wanted.facets
        return found + ([("order", self.order)] if self.order != "-day" else [])

    def query(self, **changes: str | None) -> str:
        """The query of an address that asks the same, with `changes` (None takes a key out)."""
        pairs = [(key, value) for key, value in self.pairs() if key not in changes]
        pairs += [(key, value) for key, value in changes.items() if value is not None]
        return f"?{urlencode(pairs)}" if pairs else "?"

    def with_facet(self, name: str, value: str) -> str:
        """The query that asks for this facet too, or no longer where it is asked for."""
        pair = (name, value)
        has = pair in self.wanted.facets
        facets = [f for f in self.wanted.facets if f != pair] if has else [*self.wanted.facets, pair]
        return replace(self, wanted=replace(self.wanted, facets=tuple(facets)), after=None).query()

    def words(self) -> list[tuple[str, str]]:
        """(what is asked in words, the query without it), for each part."""
        told = [
            (
                f"{_NAMES.get(key, plain(key))} {value if key in _AS_IS else plain(value)}",
                self._without(key, value),
            )
            for key, value in self.pairs()
            if key != "order"
        ]
        return told

    def _without(self, key: str, value: str) -> str:
        if (key, value) in self.wanted.facets:
            return self.with_facet(key, value)
        return self.query(**{key: None})


_NAMES = {
    "since": "not before", "until": "not after", "text": "with the words", "min_killed": "killed at least",
    "review_status": "review:", "occurrence": "occurrence:",
}  # fmt: skip
_AS_IS = ("text", "since", "until", "actor", "country")


def _day(text: str, key: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{key}: {text!r} is no day; write it as 2017-01-31") from error
