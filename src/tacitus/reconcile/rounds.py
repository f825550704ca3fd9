"""Double coding as the log of decisions tells it: who codes an incident, what they said, when it is open.

A round begins with the decision `double`. What its coders `code` is sealed: it takes no effect and is shown
to nobody but who said it, until both have handed in or somebody else opened the round. Then each thing that
they coded is settled, where they agree at once, else by a third (docs/decisions/0009-double-coding.md).
Everything here follows from the set of decisions, whatever the order in which they came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from tacitus.model import Decision
from tacitus.model.slots import ROUND_VERDICTS

SEATS = 2
"""Coders of a round."""
CODED = (
    "type",
    "started",
    "place",
    "killed",
    "injured",
    "perpetrator_organisation",
    "target",
    "weapon",
)
"""The slots that a coder answers; then, of each further report, whether it tells of the same happening."""
TAKEN_BACK = "taken back"
"""The value of a `code` that says nothing: what its coder said of the item before no longer holds. An undo
would be seen by the other coder; this is sealed like every answer."""
CODER = "coder:"
"""How the second subject of an `assign` begins; the coder's name follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one coder said of one item. `answer` is a link verdict, None ("the pages do not say"), or a dict
    of report, document, value, start, end and quote; `machine` the value that stood then; `hidden` whether
    the coder could not see it."""

    coder: str
    item: str
    at: str
    answer: Any
    machine: Any = None
    hidden: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The coding of one incident, named as it was when the round began. `double` is False where coders are
    assigned and code in the open; `settled` holds what stands for an item and who said so."""

    incident: str
    double: bool = False
    coders: tuple[str, ...] = ()
    handed_in: frozenset[str] = frozenset()
    opened: bool = False
    codings: Mapping[tuple[str, str], Coding] = field(default_factory=lambda: MappingProxyType({}))
    settled: Mapping[str, Coding] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def report(self) -> str:
        """The report whose happening is coded: the incident is the one that holds it."""
        return "rep-" + self.incident.removeprefix("inc-")

    @property
    def is_open(self) -> bool:
        """True once the codings may be seen."""
        return self.opened or (len(self.coders) >= SEATS and self.handed_in.issuperset(self.coders))

    @property
    def items(self) -> tuple[str, ...]:
        """What somebody coded: slots in their order, then reports."""
        coded = {item for coder, item in self.codings if coder in self.coders}
        return (*(slot for slot in CODED if slot in coded), *sorted(coded.difference(CODED)))

    @property
    def is_settled(self) -> bool:
        """True when each coded item has its answer."""
        return self.is_open and all(item in self.settled for item in self.items)

    @property
    def status(self) -> str | None:
        """What the round makes of the review's status; None where it says nothing."""
        if not self.double or not (self.coders or self.opened):
            return None
        if not self.is_open or not self.items:
            return "in_review"
        return "adjudicated" if self.is_settled else "coded_twice"

    def by(self, coder: str) -> dict[str, Coding]:
        """What one coder said, by item."""
        return {item: said for (who, item), said in self.codings.items() if who == coder}

    def is_sealed_from(self, coder: str) -> bool:
        """True while this coder must not judge the incident in the open: it is being coded, or is not settled
        yet, or the coder is one of the two."""
        return self.double and (not self.is_settled or coder in self.coders)


def rounds(decisions: Iterable[Decision]) -> dict[str, Round]:
    """Incident as it was named -> its round or assignment, from decisions that are not undone."""
    found: dict[str, dict[str, Any]] = {}
    for d in sorted(decisions, key=lambda d: (d.decided_at, d.id)):
        if d.verdict not in ROUND_VERDICTS:
            continue
        held = found.setdefault(d.subject[0], _nothing_yet())
        if d.verdict == "assign":
            held["coders"].add(d.subject[1].removeprefix(CODER))
        elif d.verdict == "hand_in":
            held["handed_in"].add(d.decided_by)
        elif d.verdict == "code":
            key = d.decided_by, d.subject[1]
            if d.value == TAKEN_BACK:
                held["codings"].pop(key, None)
            else:
                held["codings"][key] = coding(d)
        elif d.verdict == "settle":
            held["settled"][d.subject[1]] = coding(d)
        else:
            held["opened" if d.verdict == "open" else "double"] = True
    return {
        ident: Round(
            incident=ident, double=held["double"], coders=tuple(sorted(held["coders"])),
            handed_in=frozenset(held["handed_in"]), opened=held["opened"],
            codings=MappingProxyType(held["codings"]), settled=MappingProxyType(held["settled"]),
        )
        for ident, held in sorted(found.items())
    }  # fmt: skip


def _nothing_yet() -> dict[str, Any]:
    return {
        "double": False, "coders": set(), "handed_in": set(), "opened": False, "codings": {}, "settled": {},
    }  # fmt: skip


def coding(decision: Decision) -> Coding:
    """What a `code` or a `settle` says."""
    said = json.loads(decision.value)
    return Coding(
        coder=decision.decided_by, item=decision.subject[1], at=decision.decided_at, answer=said["answer"],
        machine=said.get("machine"), hidden=said.get("hidden", False), reason=decision.reason,
    )  # fmt: skip


def is_drawn(incident: str, share: float) -> bool:
    """Whether an incident is of the share that two code; the same at every desk."""
    return _lot("double", incident) < share


def is_hidden(incident: str, coder: str, share: float) -> bool:
    """Whether this coder codes the incident without the machine's values in view."""
    return _lot("hidden", incident, coder) < share


def _lot(*parts: str) -> float:
    """0..1, evenly spread over the names."""
    return int.from_bytes(sha256("\0".join(parts).encode()).digest()[:6]) / 2**48
