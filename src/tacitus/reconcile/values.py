"""Slots that hold no count: the one answer that stands, or several side by side, under a profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from tacitus.model import (
    Individual,
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
from tacitus.reconcile.codings import coded_day, coded_place
from tacitus.reconcile.testimony import Testimony


def resolve_one(slot: str, told: Sequence[Testimony], profile: str) -> list[Resolution]:
    """The one resolution of a slot with one right answer; none where nobody speaks of it."""
    counting = [t for t in told if t.counts]
    if not counting:
        return [_nothing(told, profile)] if told else []
    human = [t for t in counting if t.is_human]
    flags: tuple[str, ...] = ()
    if human:
        chosen, trace = human[0], human[0].by_whom
    elif profile in _AGGREGATIONS:
        chosen, trace, flags = _AGGREGATIONS[profile](slot, counting)
    else:
        chosen = _narrowed(max(counting, key=lambda t: _votes(t, counting)), counting)
        trace = ""
    value = chosen.claim.value
    agree = [t for t in counting if compatible(value, t.claim.value)]
    fit, heard = (len({t.voice for t in some}) for some in (agree, counting))
    trace = trace or f"fits what {fit} of {heard} voices say; then the most exact"
    coded = (
        coded_day(profile, value) if isinstance(value, When)
        else coded_place(profile, value) if isinstance(value, Place) else None
    )  # fmt: skip
    if coded:
        trace += f"; {coded.words}"
    against = [t for t in told if t not in agree]
    return [_resolution(chosen, f"{profile}: {trace}", profile, agree, against, flags)]


def _nothing(told: Sequence[Testimony], profile: str) -> Resolution:
    """All of it is denied or taken back: the value is what was said, and does not stand."""
    trace = f"{profile}: all of it is denied or taken back"
    return _resolution(told[0], trace, profile, (), told, ("nothing_stands",))


def _extreme(slot: str, told: Sequence[Testimony], *, widest: bool) -> tuple[Testimony, str, tuple[str, ...]]:
    """The span that the reports leave open (`widest`), or that they all leave: from the earliest beginning to
    the latest end, the least precise place; or the other way round. Slots without an order go by the mode."""
    if slot in ("started", "ended"):
        earliest = widest == (slot == "started")
        dated = [(day, t) for t in told if (day := _day(t, earliest=slot == "started")) is not None]
        if dated:
            day = (min if earliest else max)(day for day, _ in dated)
            chosen = next(t for found, t in dated if found == day)
            return (
                chosen,
                f"the {'earliest' if earliest else 'latest'} of {len({d for d, _ in dated})} days",
                (),
            )
    if slot == "place":
        width = (max if widest else min)(_width(t.claim.value) for t in told)
        chosen, _, flags = _most_said([t for t in told if _width(t.claim.value) == width])
        return chosen, f"the {'least' if widest else 'most'} precise, then what most voices say", flags
    return _most_said(told)


def _day(t: Testimony, *, earliest: bool) -> date | None:
    value = t.claim.value
    assert isinstance(value, When)
    first, last = (value.earliest, value.latest) if earliest else (value.latest, value.earliest)
    return first or last


def _most_said(told: Sequence[Testimony]) -> tuple[Testimony, str, tuple[str, ...]]:
    """The mode over voices. Of several: the earliest day; else that of the best-ranked source, then of the
    most certain; else indeterminate, and the first in order stands with that flag."""
    voices: dict[str, set[str]] = defaultdict(set)
    for t in told:
        voices[canonical(t.claim.value)].add(t.voice)
    most = max(map(len, voices.values()))
    modes = [t for t in told if len(voices[canonical(t.claim.value)]) == most]
    words = f"what most voices say, {most} of {len({t.voice for t in told})}"
    if isinstance(modes[0].claim.value, When):
        return min(modes, key=lambda t: (str(_day(t, earliest=True)), t.claim.id)), words, ()
    ranked = [t for t in modes if t.standing == max(m.standing for m in modes)]
    sure = [t for t in ranked if t.claim.confidence == max(r.claim.confidence for r in ranked)]
    tied = len({canonical(t.claim.value) for t in sure}) > 1
    if len({canonical(t.claim.value) for t in modes}) > 1:
        words += "; of several that of the best-ranked source, then the most certain"
    return sure[0], words + ("; indeterminate" if tied else ""), ("indeterminate",) if tied else ()


def _conservative(slot: str, told: Sequence[Testimony]) -> tuple[Testimony, str, tuple[str, ...]]:
    return _extreme(slot, told, widest=True)


def _informative(slot: str, told: Sequence[Testimony]) -> tuple[Testimony, str, tuple[str, ...]]:
    return _extreme(slot, told, widest=False)


def _representative(_: str, told: Sequence[Testimony]) -> tuple[Testimony, str, tuple[str, ...]]:
    return _most_said(told)


_AGGREGATIONS: Mapping[str, Callable[[str, Sequence[Testimony]], tuple[Testimony, str, tuple[str, ...]]]] = (
    MappingProxyType(
        {"conservative": _conservative, "informative": _informative, "representative": _representative}
    )
)


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


def resolve_several(told: Sequence[Testimony], profile: str) -> list[Resolution]:
    """A resolution for each answer to an open slot, those of most voices first; then those that nobody
    upholds."""
    groups: dict[str, list[Testimony]] = defaultdict(list)
    for testimony in told:
        groups[_key(testimony.claim.value)].append(testimony)
    firsts = _prominence(told)
    denied = {_party(t) for t in told if t.counts and _link(t) in ("denied", "ruled_out")}
    out: list[tuple[bool, int, int, Resolution]] = []
    fallen: list[Resolution] = []
    for group in groups.values():
        standing = [t for t in group if t.counts]
        if not standing:
            fallen.append(_nothing(group, profile))
            continue
        voices = len({t.voice for t in standing})
        flags = _party_flags(standing, profile, denied)
        trace = f"{profile}: said by {voices} voice{'s' * (voices != 1)}" + "".join(f"; {f}" for f in flags)
        against = [t for t in group if not t.counts]
        made = _resolution(standing[0], trace, profile, standing, against, flags)
        early = sum(firsts[t.claim.id] for t in standing) * 100 // len(standing)
        out.append((not standing[0].is_human, -voices, early, made))
    ordered = [made for *_, made in sorted(out, key=lambda row: (*row[:3], row[3].supporting))]
    return ordered + sorted(fallen, key=lambda r: r.opposing)


def _link(t: Testimony) -> str | None:
    return t.claim.value.link if isinstance(t.claim.value, Organisation) else None


def _party(t: Testimony) -> str:
    value = t.claim.value
    return (value.name or value.as_written or "").casefold() if isinstance(value, Organisation) else ""


def _party_flags(standing: Sequence[Testimony], profile: str, denied: set[str]) -> tuple[str, ...]:
    """What a profile says of a party that is named: `denied` where it, or somebody, says that it was not;
    `uncertain` where the book holds a suspicion, or an enemy's word, for less than knowledge."""
    parties = [t.claim.value for t in standing if isinstance(t.claim.value, Organisation)]
    if not parties:
        return ()
    link = parties[0].link
    flags = ["denied"] if _party(standing[0]) in denied and link not in ("denied", "ruled_out") else []
    by_enemy = all(p.by in ("belligerent", "unnamed") for p in parties)
    if profile == "gtd" and link in ("accused", "suspected"):
        flags.append("uncertain")
    if profile == "ucdp" and (link == "suspected" or (link == "accused" and by_enemy)):
        flags.append("uncertain")
    return tuple(flags)


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
    chosen: Testimony,
    trace: str,
    profile: str,
    agree: Sequence[Testimony],
    against: Sequence[Testimony],
    flags: tuple[str, ...] = (),
) -> Resolution:
    return Resolution(
        slot=chosen.claim.slot, value=chosen.claim.value, profile=profile, trace=trace,
        supporting=_ids(agree), opposing=_ids(against), flags=flags,
    )  # fmt: skip


def _ids(testimonies: Iterable[Testimony]) -> tuple[str, ...]:
    return tuple(sorted({t.claim.id for t in testimonies}))
