"""Per slot: what stands, by which rule, and which claims are for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tacitus.errors import UsageError
from tacitus.model import (
    Figure,
    Individual,
    Of,
    Organisation,
    Place,
    Resolution,
    Site,
    Target,
    Value,
    Victim,
    Weapon,
    When,
    canonical,
)
from tacitus.model.slots import FIGURE_SLOTS, SLOTS
from tacitus.reconcile.profiles import PROFILES, FigureRule
from tacitus.reconcile.testimony import HUMAN, Testimony, in_order

ONE_ANSWER = ("occurrence", "stage", "intent", "started", "ended", "ongoing", "place")
"""Slots that have one right answer; the others may hold several side by side."""


def resolve(testimonies: Iterable[Testimony], profile: str = "tacitus") -> tuple[Resolution, ...]:
    """The resolutions of one incident in the order of slots. Raises UsageError for an unknown profile."""
    if profile not in PROFILES:
        raise UsageError(f"no profile {profile!r}; there are: {', '.join(sorted(PROFILES))}")
    by_slot: dict[str, list[Testimony]] = defaultdict(list)
    for testimony in testimonies:
        by_slot[testimony.claim.slot].append(testimony)
    found: list[Resolution] = []
    for slot in SLOTS:
        told = in_order(by_slot[slot])
        if slot == "occurrence":
            continue  # asked for by itself: see occurrence()
        if slot in FIGURE_SLOTS:
            found += _figures(slot, told, profile, PROFILES[profile])
        elif slot in ONE_ANSWER:
            found += _one(told, profile)
        else:
            found += _several(told, profile)
    return tuple(found)


def occurrence(testimonies: Iterable[Testimony]) -> str:
    """established, alleged, disputed or refuted: whether the happening took place at all."""
    told = list(testimonies)
    if told and all(t.retracted for t in told):
        return "refuted"
    said = [t for t in told if t.claim.slot == "occurrence" and not t.retracted]
    if any(t.claim.value == "staged" and t.is_human for t in said):
        return "refuted"
    if any(t.claim.value in ("denied", "retracted", "staged") for t in said):
        return "disputed"
    acts = [t for t in told if t.counts and t.claim.slot in ("type", "stage", *FIGURE_SLOTS)]
    return "alleged" if acts and all(t.claim.stance == "hedged" for t in acts) else "established"


def _figures(slot: str, told: Sequence[Testimony], profile: str, rule: FigureRule) -> list[Resolution]:
    """The headline first, then each group of people that the claims name."""
    groups: dict[tuple[bool, Of, str], list[Testimony]] = defaultdict(list)
    for testimony in told:
        figure = testimony.claim.value
        assert isinstance(figure, Figure)
        whole = not figure.of and figure.scope == "total"
        groups[not whole, figure.of, "total" if whole else figure.scope].append(testimony)
    out: list[Resolution] = []
    for key in sorted(groups, key=lambda k: (k[0], canonical(k[1]), k[2])):
        group = groups[key]
        if not any(t.counts for t in group):
            continue
        choice = rule(group)
        chosen = choice.chosen.claim.value
        assert isinstance(chosen, Figure)
        agree = [
            t
            for t in group
            if t.counts and isinstance(t.claim.value, Figure) and _agree(chosen, t.claim.value)
        ]
        out.append(
            Resolution(
                slot=slot,
                value=chosen,
                low=choice.low,
                best=choice.best,
                high=choice.high,
                profile=profile,
                trace=choice.trace,
                supporting=_ids(agree),
                opposing=_ids([t for t in group if t not in agree]),
            )
        )
    return out


def _agree(a: Figure, b: Figure) -> bool:
    return a.unknown == b.unknown and a.overlaps(b)


def _one(told: Sequence[Testimony], profile: str) -> list[Resolution]:
    counting = [t for t in told if t.counts]
    if not counting:
        return []
    human = [t for t in counting if t.is_human]
    chosen = human[0] if human else _narrowed(max(counting, key=lambda t: _votes(t, counting)), counting)
    agree = [t for t in counting if compatible(chosen.claim.value, t.claim.value)]
    fit, heard = (len({t.voice for t in some}) for some in (agree, counting))
    trace = f"fits what {fit} of {heard} voices say; then the most exact"
    if human:
        trace = f"corrected by {chosen.claim.method.removeprefix(HUMAN)}"
    against = [t for t in told if t not in agree]
    return [_resolution(chosen, f"{profile}: {trace}", profile, agree, against)]


def _narrowed(chosen: Testimony, told: Sequence[Testimony]) -> Testimony:
    """What most voices fit, made more exact step by step by claims that fit it and are as well placed."""
    while True:
        value = chosen.claim.value
        narrower = [
            t
            for t in told
            if _width(t.claim.value) < _width(value)
            and t.place <= chosen.place
            and compatible(value, t.claim.value)
        ]
        if not narrower:
            return chosen
        chosen = max(narrower, key=lambda t: _votes(t, told))


def _votes(testimony: Testimony, all_told: Sequence[Testimony]) -> tuple[float, int, int, int]:
    """Voices it fits, each as sure as its surest claim (a day bound loosely to the act counts for less), then
    the place of the speaker, then how exact it is, then how early in one fixed order."""
    value = testimony.claim.value
    voices: dict[str, float] = {}
    for t in all_told:
        if compatible(value, t.claim.value):
            voices[t.voice] = max(voices.get(t.voice, 0.0), t.claim.confidence)
    sure = round(sum(voices.values()), 3)
    return sure, -testimony.place, -_width(value), -all_told.index(testimony)


def _width(value: Value) -> int:
    """Smaller is more exact: days of a moment, size of an area."""
    if isinstance(value, When):
        return (value.days or 10**6) * 2 - (value.time is not None)
    if isinstance(value, Place):
        sizes = ("site", "town", "admin2", "admin1", "country", "region")
        return sizes.index(value.precision) if value.precision in sizes else len(sizes)
    return 0


def compatible(a: Value, b: Value) -> bool:
    """True when both can be right: overlapping moments, an area and a town in it, the same code."""
    if isinstance(a, When) and isinstance(b, When):
        return a.overlaps(b)
    if isinstance(a, Place) and isinstance(b, Place):
        return _same_place(a, b)
    return a == b


def _same_place(a: Place, b: Place) -> bool:
    names = [{p.name.casefold(), *map(str.casefold, p.admin)} for p in (a, b)]
    if a.country and b.country and a.country != b.country:
        return False
    if a.name.casefold() in names[1] or b.name.casefold() in names[0]:
        return True
    wide = {"country", "region"}
    return bool(a.country and a.country == b.country and wide & {a.precision, b.precision})


def _several(told: Sequence[Testimony], profile: str) -> list[Resolution]:
    groups: dict[str, list[Testimony]] = defaultdict(list)
    for testimony in told:
        groups[_key(testimony.claim.value)].append(testimony)
    firsts = _prominence(told)
    out: list[tuple[bool, int, int, Resolution]] = []
    for group in groups.values():
        standing = [t for t in group if t.counts]
        if not standing:
            continue
        voices = len({t.voice for t in standing})
        trace = f"{profile}: said by {voices} voice{'s' * (voices != 1)}"
        against = [t for t in group if not t.counts]
        made = _resolution(standing[0], trace, profile, standing, against)
        early = sum(firsts[t.claim.id] for t in standing) * 100 // len(standing)
        out.append((not standing[0].is_human, -voices, early, made))
    return [made for *_, made in sorted(out, key=lambda row: (*row[:3], row[3].supporting))]


def _prominence(told: Sequence[Testimony]) -> dict[str, int]:
    """Claim id -> its number among the claims of its report on the slot, in the order of the text: what is
    named first is what the report is about."""
    by_report: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for t in told:
        by_report[t.claim.report].append((t.claim.evidence[0].start, t.claim.id))
    return {ident: n for row in by_report.values() for n, (_, ident) in enumerate(sorted(row))}


def _key(value: Value) -> str:
    """What makes two values of an open slot the same answer."""
    match value:
        case Organisation():
            return f"{(value.name or value.as_written or '').casefold()}|{value.link}"
        case Individual() | Victim():
            return (value.name or value.description or "").casefold()
        case Site() | Target():
            return value.name.casefold()
        case Weapon():
            return value.as_written.casefold()
        case str():
            return value.casefold()
    return canonical(value)


def _resolution(
    chosen: Testimony, trace: str, profile: str, agree: Sequence[Testimony], against: Sequence[Testimony]
) -> Resolution:
    return Resolution(
        slot=chosen.claim.slot, value=chosen.claim.value, profile=profile, trace=trace,
        supporting=_ids(agree), opposing=_ids(against),
    )  # fmt: skip


def _ids(testimonies: Iterable[Testimony]) -> tuple[str, ...]:
    return tuple(sorted({t.claim.id for t in testimonies}))
