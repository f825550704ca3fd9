"""What a rule book is asked, and what it answers; how the words of a count become numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.model import Basis
from tacitus.reconcile.testimony import Testimony, in_order, said_last

NO_SIDES: Mapping[str, tuple[Testimony, ...]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The claims on one count of one group of people that nobody has denied or taken back; never empty.

    Beside the whole toll stand what is said of `attackers` among the dead or hurt, and `sides` (side -> its
    claims). `large`: the act is of a kind that kills many at once. `apart`: the numbers that somebody gives,
    or describes one by one, of those who are no attackers.
    """

    slot: str
    told: tuple[Testimony, ...]
    attackers: tuple[Testimony, ...] = ()
    sides: Mapping[str, tuple[Testimony, ...]] = field(default_factory=lambda: NO_SIDES)
    large: bool = False
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a rule book writes: its numbers, the claim whose figure stands (None: nothing is written), those
    that were counted in (`also`), how the sum is made up (`parts`), codes for what must be known of it
    (`flags`), and the ids of the rules that were used."""

    chosen: Testimony | None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    trace: str
    also: tuple[Testimony, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


CountRule = Callable[[Case], Count]


def stated_number(t: Testimony) -> int | None:
    """The number as written, N of "at least N"; of a range or of words the lower bound; None: not known."""
    figure = t.figure
    if figure.unknown:
        return None
    return figure.point if figure.point is not None else figure.low


def floor_of(t: Testimony) -> int | None:
    """The smallest number that the words allow, N of "more than N" included."""
    number = stated_number(t)
    return None if number is None else min(number, t.figure.low)


def ceiling_of(t: Testimony) -> int | None:
    """The largest number reported: an open end is the number itself, never infinite."""
    number = stated_number(t)
    return None if number is None else max(number, t.figure.high or 0, t.figure.low)


def vague_word(t: Testimony) -> str | None:
    """The words that stand for a count where no number does: "dozens", "several"; None where one does."""
    figure = t.figure
    if figure.unknown or figure.point is not None or figure.low == figure.high:
        return None
    quoted = " ".join([figure.modifier or "", *(e.quote for e in t.claim.evidence)])
    found = _vague().search(quoted.casefold())
    return found[0].removesuffix(" of") if found else None


@cache
def _vague() -> re.Pattern[str]:
    table = load("vague_counts")
    words = {*load("numbers")["vague"], *table["acled"], *table["unspecified"]["words"]}
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")


def best_placed(told: Iterable[Testimony]) -> list[Testimony]:
    """Those of the best place there is."""
    ordered = in_order(told)
    return [t for t in ordered if t.place == ordered[0].place]


def asserted(told: Sequence[Testimony]) -> list[Testimony]:
    """Those that are not hedged; all where all are."""
    return [t for t in told if t.claim.stance != "hedged"] or list(told)


def votes(read: Iterable[tuple[int, Testimony]]) -> dict[int, set[str]]:
    """Number -> the voices that give it."""
    found: dict[int, set[str]] = {}
    for number, t in read:
        found.setdefault(number, set()).add(t.voice)
    return found


def attackers_beside(
    case: Case, chosen: Testimony, read: Callable[[Testimony], int | None]
) -> tuple[int, tuple[Testimony, ...]]:
    """How many attackers are to be added to the chosen figure, and on whose word; 0 where it counts them.

    Where it does not say whether it does, only those are added whom the same voice counts beside it: a part,
    or an attacker who is merely described, may be in the figure already.
    """
    if counts_attackers(case, chosen):
        return 0, ()
    if chosen.figure.includes_attackers == "unclear":
        beside = (t for t in case.attackers if t.voice == chosen.voice and t.figure.scope != "part")
        case = replace(case, attackers=tuple(t for t in beside if t.claim.basis is Basis.STATED))
    return attackers_told(case, read)


_TOLD_APART = 2
"""Fewer who are no attackers may be one page's story of one of them, and not all there were."""


def counts_attackers(case: Case, chosen: Testimony) -> bool:
    """True where the chosen figure counts the attackers: by its own words, by those of another voice that
    gives the same number, or because somebody tells of the others alone, who are fewer by the attackers."""
    told = chosen.figure.includes_attackers
    number = stated_number(chosen)
    if told != "unclear" or number is None or number in case.apart:
        return told == "yes"
    attackers, _ = attackers_told(case, stated_number)
    with_them = {stated_number(t) for t in case.told if t.figure.includes_attackers == "yes"}
    if number + attackers in with_them:
        return False
    rest = number - attackers
    return number in with_them or (attackers > 0 and rest >= _TOLD_APART and rest in case.apart)


def attackers_told(case: Case, read: Callable[[Testimony], int | None]) -> tuple[int, tuple[Testimony, ...]]:
    """The number of attackers among the dead or hurt by the best-placed voice, 0 where nobody tells. What a
    party says of its enemy's dead is no number to add: it may mean the very people whom others count."""
    for t in in_order(said_last([t for t in case.attackers if t.station != "party"])):
        number = read(t)
        if number is not None:
            return number, (t,)
    return 0, ()


def listed(numbers: Iterable[int]) -> str:
    """ "12, 14, 20": each number once, the smallest first."""
    return ", ".join(map(str, sorted(set(numbers))))
