"""An incident's data (the shape of `tacitus show ID --json`) as the formats ask for it: what stands on a
slot, with the claims behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tacitus.export.cells import Left
from tacitus.model.wording import day_words

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for one slot: its value as plain data, the bounds of a figure, and the claims."""

    value: Any
    claims: tuple[str, ...]
    opposing: tuple[str, ...] = ()
    low: int | None = None
    best: int | None = None
    high: int | None = None
    trace: str = ""
    profile: str = ""
    flags: tuple[str, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def stands(self) -> bool:
        """False where all that was said is denied or taken back, and where the rule book writes nothing."""
        return not set(self.flags) & {"nothing_stands", "blank"}


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which the happening may have begun, both included; `exact` when it is one day that a page
    states or that follows from what it states."""

    first: date
    last: date
    exact: bool
    claims: tuple[str, ...]
    supposed: bool

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        return self.first + timedelta(days=(self.count - 1) // 2)

    def words(self) -> str:
        """ "5 May 2019 to 11 May 2019"; says where it is no more than supposed."""
        said = day_words(self.first, self.last)
        return f"{said} (supposed from the day of publication)" if self.supposed else said


class Happening:
    """One incident, to be looked at."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.id: str = data["id"]
        self.title: str = data["title"]
        self.occurrence: str = data["occurrence"]
        self.reports: list[Object] = data["reports"]
        self.statements: list[Object] = data["statements"]
        self.claims: dict[str, Object] = {claim["id"]: claim for claim in data["claims"]}

    def gone(self) -> Left | None:
        """Why it is in no export whatever the format: its source took it back, or a person rejected it."""
        if self.occurrence == "refuted":
            return Left("refuted", "its source takes it back")
        if self.data["review_status"] == "rejected":
            return Left("rejected", "a reviewer says that it is no incident")
        return None

    def no_row(self) -> Left | None:
        """Why it is no row of its own whatever the columns: as `gone`, or it is the whole of an operation,
        whose parts have rows, so that nobody is counted twice."""
        gone = self.gone()
        if gone is None and (parts := self.parts()):
            return Left("whole of an operation", f"{self._toll()}; its parts: {', '.join(parts)}")
        return gone

    def parts(self) -> list[str]:
        """The incidents that are parts of this one."""
        return sorted(r["from"] for r in self.data["relations"] if r["kind"] == "part_of" and "from" in r)

    def _toll(self) -> str:
        found = self.first("killed")
        return f"killed {found.best if found.best is not None else found.low}" if found else "no toll"

    def all(self, slot: str) -> list[Standing]:
        """All that stands on a slot, in the order it was resolved."""
        return [standing for standing in self.resolved(slot) if standing.stands]

    def first(self, slot: str) -> Standing | None:
        found = self.all(slot)
        return found[0] if found else None

    def resolved(self, slot: str) -> list[Standing]:
        """As `all`, with what was resolved to nothing."""
        return [_standing(found) for found in self.data["slots"].get(slot, [])]

    def values(self, slot: str) -> list[str]:
        return [str(standing.value) for standing in self.all(slot)]

    def claims_on(self, slot: str) -> tuple[str, ...]:
        return tuple(c for standing in self.all(slot) for c in standing.claims)

    def day(self) -> Days | None:
        """When it began; None where no first or no last day is known."""
        found = self.first("started")
        if found is None or not (found.value["earliest"] and found.value["latest"]):
            return None
        first, last = (date.fromisoformat(found.value[end]) for end in ("earliest", "latest"))
        supposed = found.value["basis"] == "assumed"
        return Days(first, last, first == last and not supposed, found.claims, supposed)

    def last_day(self) -> tuple[date, tuple[str, ...]] | None:
        """The last day on which it may have ended, where an end is stated."""
        found = self.first("ended")
        if found is None or not found.value["latest"] or found.value["basis"] == "assumed":
            return None
        return date.fromisoformat(found.value["latest"]), found.claims

    def reports_of(self, claims: Iterable[str]) -> set[str]:
        """The reports that make these claims."""
        return {self.claims[c]["report"] for c in claims if c in self.claims}

    def voices(self) -> int:
        return len({report["voice"] for report in self.reports})


def _standing(found: Mapping[str, Any]) -> Standing:
    return Standing(
        value=found["value"],
        claims=tuple(found["supporting"]),
        opposing=tuple(found["opposing"]),
        low=found.get("low"),
        best=found.get("best"),
        high=found.get("high"),
        trace=found["trace"],
        profile=found["profile"],
        flags=tuple(found.get("flags", ())),
        parts=tuple((name, number) for name, number in found.get("parts", ())),
    )
