"""The values a claim can hold. An interval is uncertainty about one value; None as a bound means
unbounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from tacitus.errors import RecordError

Hedge = Literal["none", "probable", "possible"]
Scope = Literal["total", "part", "component", "increment"]
YesNo = Literal["yes", "no", "unclear"]


class Basis(StrEnum):
    """How a value was come by: read off the page, worked out from it, or supposed."""

    STATED = "stated"
    INFERRED = "inferred"
    ASSUMED = "assumed"

    @property
    def rank(self) -> int:
        return ("stated", "inferred", "assumed").index(self.value)

    def weaker(self, other: Basis) -> Basis:
        """The less certain of the two; what is worked out from both has this basis."""
        return max(self, other, key=lambda b: b.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Of:
    """Of whom a figure counts: only the dimensions that the text names."""

    side: str | None = None
    nationality: str | None = None
    role: str | None = None
    sex: str | None = None
    age: str | None = None
    cause: str | None = None

    def __bool__(self) -> bool:
        return self != Of()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count of people with its bounds, `0 <= low <= high`; `high` None is unbounded.

    `modifier` is as written. `scope`: total; part (of a stated total, never added to it); component (to be
    summed: "14 civilians and a policeman"); increment ("another 69"). `unknown` is for "it is not yet known
    how many". `point` is the number as written where there is one ("nearly 70": 60..70, point 70).
    """

    low: int
    high: int | None
    modifier: str | None = None
    of: Of = Of()
    scope: Scope = "total"
    includes_attackers: YesNo = "unclear"
    unknown: bool = False
    point: int | None = None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise RecordError(f"not a figure: {self.low}..{self.high}")

    @property
    def best(self) -> int | None:
        """The one number to print: the one written, else the middle of the bounds, else the lower one."""
        if self.unknown or self.point is not None:
            return self.point
        return self.low if self.high is None else (self.low + self.high) // 2

    def overlaps(self, other: Figure) -> bool:
        """True when some number fits both."""
        return (self.high is None or other.low <= self.high) and (
            other.high is None or self.low <= other.high
        )

    def meet(self, other: Figure) -> Figure | None:
        """The numbers that fit both, or None. Raises RecordError when they count different people."""
        self._same_people(other)
        if not self.overlaps(other):
            return None
        highs = [h for h in (self.high, other.high) if h is not None]
        return self._between(other, max(self.low, other.low), min(highs, default=None))

    def join(self, other: Figure) -> Figure:
        """The narrowest interval that holds both. Raises RecordError when they count different people."""
        self._same_people(other)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return self._between(other, min(self.low, other.low), high)

    def _same_people(self, other: Figure) -> None:
        if self.of != other.of:
            raise RecordError(f"figures of different people: {self.of} and {other.of}")

    def _between(self, other: Figure, low: int, high: int | None) -> Figure:
        both = self.unknown and other.unknown
        modifier = (
            self.modifier if (low, high, self.modifier) == (self.low, self.high, other.modifier) else None
        )
        point = self.point if self.point == other.point else None
        return replace(self, low=low, high=high, modifier=modifier, unknown=both, point=point)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One moment, known to lie from `earliest` to `latest` (days, both included; None = open).

    `time` is local clock time "HH:MM", `zone` an IANA name. Duration is never put here: it is two slots,
    `started` and `ended`.
    """

    earliest: date | None
    latest: date | None
    time: str | None = None
    zone: str | None = None
    basis: Basis = Basis.STATED

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise RecordError(f"ends before it begins: {self.earliest}..{self.latest}")

    @property
    def days(self) -> int | None:
        """Width of the interval in days (1 = one known day), None when it is open."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else None

    def overlaps(self, other: When) -> bool:
        """True when some day fits both."""
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )

    def meet(self, other: When) -> When | None:
        """The days that fit both, or None; the basis is the weaker one."""
        if not self.overlaps(other):
            return None
        starts = [d for d in (self.earliest, other.earliest) if d]
        ends = [d for d in (self.latest, other.latest) if d]
        return self._between(other, max(starts, default=None), min(ends, default=None))

    def join(self, other: When) -> When:
        """The narrowest interval that holds both; the basis is the weaker one."""
        earliest = min(self.earliest, other.earliest) if self.earliest and other.earliest else None
        latest = max(self.latest, other.latest) if self.latest and other.latest else None
        return self._between(other, earliest, latest)

    def _between(self, other: When, earliest: date | None, latest: date | None) -> When:
        time = self.time if self.time == other.time else None
        zone = self.zone if self.zone == other.zone else None
        return When(
            earliest=earliest, latest=latest, time=time, zone=zone, basis=self.basis.weaker(other.basis)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the ground; unresolved (no coordinates, no country) is legal.

    `lat`, `lon` in degrees WGS84; `country` ISO 3166-1 alpha-2; `admin` from the largest area down;
    `precision` site, town, admin2, admin1, country or region: what the coordinates are those of.
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin: tuple[str, ...] = ()
    gazetteer_id: str | None = None
    precision: str | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise RecordError(f"half a coordinate: {self.name}")
        if (
            self.lat is not None
            and self.lon is not None
            and not (abs(self.lat) <= 90 and abs(self.lon) <= 180)
        ):
            raise RecordError(f"not on the earth: {self.name} {self.lat}, {self.lon}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The building, street or other spot: its name as written and what kind of thing it is."""

    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom or what the act was aimed at; `kind` by slots.TARGET_KINDS."""

    name: str
    kind: str | None = None
    effect: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """Somebody named or described, or a described group of `number`; `effect` by slots.EFFECTS."""

    name: str | None = None
    description: str | None = None
    number: int | None = 1
    of: Of = Of()
    effect: str | None = None
    minor: bool = False

    def __post_init__(self) -> None:
        if not (self.name or self.description):
            raise RecordError("a victim needs a name or a description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """As written, and its kind by slots.WEAPON_KINDS."""

    as_written: str
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Words for what was damaged; `extent` catastrophic, major, minor or None."""

    words: str
    extent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What links a party to the act (`link`), by whom (`by`), how firmly (`hedge`); vocabularies in slots.py.

    `mode` (how a claim was made), `competing` and `withdrawn` are for claims of responsibility.
    """

    link: str = "stated"
    by: str = "outlet"
    hedge: Hedge = "none"
    mode: str | None = None
    competing: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Attribution):
    """A group or force with its attribution; both names empty where the text says that nobody has claimed
    the act."""

    name: str | None = None
    as_written: str | None = None
    actor_kind: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual(Attribution):
    """A person or persons who did it, named or described; `status` by slots.STATUSES."""

    name: str | None = None
    description: str | None = None
    count: int | None = 1
    status: str | None = None

    def __post_init__(self) -> None:
        if not (self.name or self.description):
            raise RecordError("a perpetrator needs a name or a description")


Value = (
    Figure | When | Place | Site | Target | Victim | Weapon | Damage | Individual | Organisation | str | bool
)
