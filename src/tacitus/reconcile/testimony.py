"""A claim with what is needed to weigh it: who speaks, when, from how good a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tacitus.model import Basis, Claim, Decision, Figure, Of

HUMAN = "human:"
"""How the method of a claim begins that a person made (docs/model.md); such a claim is ranked first."""

WELL_PLACED, HEARSAY, IN_PASSING, PARTY, HEDGED, INFERRED, ASSUMED = range(1, 8)
"""Places of a claim, best first; 0 is a person's correction (docs/model.md, "Best placed")."""

_OF_STATION = {"witness": HEARSAY, "unnamed": HEARSAY, "party": PARTY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """`voice` is the independent origin; `spoken` the ISO time of speaking ("" when unknown); `retracted`
    takes the whole page out; `role` is that of the report.

    `station` is what kind of speaker says it (stations.py); "outlet" where the page says so itself.
    `standing` ranks the outlet where somebody has ranked it (MAVERICK: 0..4). `judged` is what a person
    decided on the claim.
    """

    claim: Claim
    voice: str
    spoken: str = ""
    role: str = "main"
    retracted: bool = False
    station: str = "outlet"
    standing: int = 0
    judged: Decision | None = None

    @property
    def is_human(self) -> bool:
        """True of a person's own claim, and of one that a person accepted."""
        return self.claim.method.startswith(HUMAN) or self._is("accept")

    @property
    def by_whom(self) -> str:
        """ "corrected by A", "accepted by B"; of claims that `is_human`."""
        if self.claim.method.startswith(HUMAN):
            return f"corrected by {self.claim.method.removeprefix(HUMAN)}"
        return f"accepted by {self.judged.decided_by}" if self.judged else ""

    @property
    def counts(self) -> bool:
        """False for what its own source denies or has taken back, and for what a person rejected; it then
        stands on the opposing side."""
        return not self.retracted and self.claim.stance != "denied" and not self._is("reject")

    def _is(self, verdict: str) -> bool:
        return self.judged is not None and self.judged.verdict == verdict

    @property
    def place(self) -> int:
        """How well placed the voice is, 0 best: the worst of what its basis, its stance, its report's role
        and its speaker allow."""
        if self.is_human:
            return 0
        by_basis = {Basis.ASSUMED: ASSUMED, Basis.INFERRED: INFERRED}.get(self.claim.basis, WELL_PLACED)
        by_stance = HEDGED if self.claim.stance == "hedged" else WELL_PLACED
        by_role = WELL_PLACED if self.role in ("main", "aftermath", "aggregate") else IN_PASSING
        return max(by_basis, by_stance, by_role, _OF_STATION.get(self.station, WELL_PLACED))

    @property
    def rank(self) -> int:
        """Among equally placed: 0 for a body that counts the dead itself, 1 for everybody else."""
        return int(self.station != "counts")

    @property
    def day(self) -> str:
        return self.spoken[:10]

    @property
    def figure(self) -> Figure:
        """The value of a claim on a count. The caller groups claims by slot, and the slot by type."""
        value = self.claim.value
        assert isinstance(value, Figure)
        return value


def in_order(testimonies: Iterable[Testimony]) -> list[Testimony]:
    """Best placed first, then the newest, then by claim id: one order, whatever that of ingest."""
    newest_first = sorted(testimonies, key=lambda t: t.claim.id)
    newest_first.sort(key=lambda t: t.spoken, reverse=True)
    return sorted(newest_first, key=lambda t: t.place)


def first_said(told: Iterable[Testimony]) -> list[Testimony]:
    """Each with the time at which its voice first gave that figure: a re-post makes no figure newer."""
    listed = list(told)
    first: dict[tuple[str, str, Of], str] = {}
    for t in listed:
        key = (t.voice, numbers(t), t.figure.of)
        times = [time for time in (first.get(key), t.spoken) if time]
        first[key] = min(times, default="")
    return [replace(t, spoken=first[t.voice, numbers(t), t.figure.of]) for t in listed]


def said_last(told: Iterable[Testimony]) -> list[Testimony]:
    """What each voice says now: its figures of the newest day on which it gave a new one."""
    listed = first_said(told)
    newest: dict[str, str] = {}
    for t in listed:
        newest[t.voice] = max(newest.get(t.voice, ""), t.day)
    return in_order(surest([t for t in listed if t.day == newest[t.voice]]))


def surest(told: Sequence[Testimony]) -> list[Testimony]:
    """Of each voice the figures it is surest of: a toll said outright, not one more figure beside it.
    Speakers of another place or rank whom it quotes are another side: their surest are kept as well."""
    sure: dict[tuple[str, int, int], float] = {}
    for t in told:
        key = (t.voice, t.place, t.rank)
        sure[key] = max(sure.get(key, 0.0), t.claim.confidence)
    return [t for t in told if t.claim.confidence == sure[t.voice, t.place, t.rank]]


def numbers(testimony: Testimony) -> str:
    """The bounds of its figure: what makes two voices say the same."""
    figure = testimony.figure
    return f"{figure.low}..{figure.high}"


def voices_of(testimonies: Iterable[Testimony]) -> int:
    """How many voices speak here."""
    return len({t.voice for t in testimonies})
