"""A claim with what is needed to weigh it: who speaks, when, from how good a place."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.model import Basis, Claim

HUMAN = "human:"
"""How the method of a claim begins that a person made (docs/model.md); such a claim is ranked first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """`voice` is the independent origin; `spoken` the ISO time of speaking ("" when unknown); `retracted`
    takes the whole page out; `role` is that of the report."""

    claim: Claim
    voice: str
    spoken: str = ""
    role: str = "main"
    retracted: bool = False

    @property
    def is_human(self) -> bool:
        return self.claim.method.startswith(HUMAN)

    @property
    def counts(self) -> bool:
        """False for what its own source denies or has taken back; it then stands on the opposing side."""
        return not self.retracted and self.claim.stance != "denied"

    @property
    def place(self) -> int:
        """How well placed the voice is, 0 best: a person's correction; a plain statement of the page that
        tells of the happening as its main matter; the same in passing; hedged; inferred; assumed
        (docs/model.md)."""
        if self.is_human:
            return 0
        if self.claim.basis is Basis.ASSUMED:
            return 5
        if self.claim.basis is Basis.INFERRED:
            return 4
        if self.claim.stance == "hedged":
            return 3
        return 1 if self.role in ("main", "aftermath") else 2


def in_order(testimonies: list[Testimony]) -> list[Testimony]:
    """Best placed first, then the newest, then by claim id: one order, whatever that of ingest."""
    newest_first = sorted(testimonies, key=lambda t: t.claim.id)
    newest_first.sort(key=lambda t: t.spoken, reverse=True)
    return sorted(newest_first, key=lambda t: t.place)
