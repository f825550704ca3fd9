"""One incident under every profile side by side, and how far the totals of a data set move between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tacitus import public
from tacitus.lens import Look
from tacitus.model import Value, canonical, decode
from tacitus.model.slots import FIGURE_SLOTS, SLOTS
from tacitus.model.wording import words
from tacitus.reconcile import PROFILES, diagnose, judged, rules_of
from tacitus.store import Store
from tacitus.store.views import ALL_PROFILES, IncidentFilter, standing_decisions

COMPARED = (*FIGURE_SLOTS, "started", "ended", "place", "type", "perpetrator_organisation")
"""Slots that profiles decide by rules of their own, in the order they are shown."""

TOTALS = ("killed", "injured")
"""Counts whose totals over a data set are compared."""

Object = dict[str, Any]


def compare(store: Store, ident: str, *, as_of: date | None = None, unmasked: bool = False) -> Object:
    """One incident under all profiles: slot -> {"differs", "apart", "profiles": {profile: answer or None}},
    where `apart` names the profiles that do not answer as the first does, and an answer is the resolution
    (the headline of a count, the first of several) with its value in words, and the rules that were recalled
    and not checked. Raises UnknownId."""
    found = public.incident(store, ident, profile=ALL_PROFILES, as_of=as_of, unmasked=unmasked)
    slots = {}
    for slot in COMPARED:
        answers = {profile: _answer(found, slot, profile) for profile in PROFILES}
        if any(answers.values()):
            numbers = {profile: canonical(_essence(slot, answer)) for profile, answer in answers.items()}
            first = next(iter(numbers.values()))
            apart = [profile for profile, number in numbers.items() if number != first]
            slots[slot] = {"differs": bool(apart), "apart": apart, "profiles": answers}
    return {
        **{name: found[name] for name in ("id", "title", "occurrence")},
        "as_of": as_of and as_of.isoformat(),
        "reports": len(found["reports"]),
        "slots": slots,
        "rules": {profile: [asdict(rule) for rule in rules_of(profile).values()] for profile in PROFILES},
    }


def because(answer: dict[str, Any] | None, profile: str) -> str:
    """Why a profile answers so, in words: its trace without its own name, and the parts it adds up."""
    if answer is None:
        return "nothing is said"
    trace = str(answer["trace"])
    parts = ", ".join(f"{name} {number}" for name, number in answer.get("parts", ()))
    own = trace.removeprefix(f"{profile}: ").removeprefix(f"{profile} ")
    return own + (f"; {parts}" if parts else "")


def _answer(found: Object, slot: str, profile: str) -> Object | None:
    for kept in (found["slots"], found["unresolved"]):
        mine = [r for r in kept.get(slot, []) if r["profile"] == profile]
        if slot in FIGURE_SLOTS:
            blank = kept is found["unresolved"]
            mine = [r for r in mine if (not r["value"]["of"] and r["value"]["scope"] == "total") or blank]
        if mine:
            return {**mine[0], "words": _words(slot, mine[0])}
    return None


def _words(slot: str, answer: Object) -> str:
    if {"blank", "nothing_stands"} & set(answer["flags"]):
        return "blank"
    if slot not in FIGURE_SLOTS:
        kind, raw = SLOTS[slot], answer["value"]
        value: Value = decode(kind, raw) if kind not in (str, bool) else raw
        return words(value)
    low, best, high = answer["low"], answer["best"], answer["high"]
    if best is None:
        return "not known" if high is None else str(low) if low == high else f"{low}–{high}"
    return str(best) if low == best == high else f"{best} ({low}–{'…' if high is None else high})"


def _essence(slot: str, answer: Object | None) -> Any:
    """What must be equal for two profiles to agree: the number, or the value; silence is an answer."""
    if answer is None or not answer["supporting"]:
        return None if answer is None or answer.get("best") is None else answer["best"]
    if slot not in FIGURE_SLOTS:
        return answer["value"]
    low, best, high = answer["low"], answer["best"], answer["high"]
    if best is None and low == high:
        return low
    return best if best is not None else (low, high)


@dataclass(slots=True)
class _Sums:
    """What one profile adds up to over the incidents it gives a number for."""

    incidents: int = 0
    low: int = 0
    best: int = 0
    high: int = 0


@dataclass(slots=True)
class _Tally:
    sums: dict[str, _Sums] = field(default_factory=lambda: {profile: _Sums() for profile in PROFILES})
    said: list[tuple[int, ...]] = field(default_factory=list)


def sensitivity(
    store: Store, wanted: IncidentFilter, *, as_of: date | None = None, unmasked: bool = False
) -> Object:
    """How far totals move between profiles: per data set, with the six diagnostics of MAVERICK's authors over
    what the voices of each incident say, and per incident, the one that moves most first."""
    tallies = {slot: _Tally() for slot in TOTALS}
    incidents = []
    for ident, title, counted, said in _counts(store, wanted, as_of, unmasked):
        moves: Object = {}
        for slot in TOTALS:
            _add(tallies[slot], counted[slot], said[slot])
            bests = {p: c["best"] for p, c in counted[slot].items() if c["best"] is not None}
            if bests:
                spread = max(bests.values()) - min(bests.values())
                moves[slot] = {"spread": spread, "profiles": counted[slot]}
        incidents.append({"id": ident, "title": title, "slots": moves})
    incidents.sort(key=lambda row: (-_spread(row, "killed"), -_spread(row, "injured"), row["id"]))
    return {
        "as_of": as_of and as_of.isoformat(),
        "incidents": len(incidents),
        "totals": {slot: _totals(tallies[slot]) for slot in TOTALS},
        "by_incident": incidents,
    }


def _spread(row: Object, slot: str) -> int:
    return int(row["slots"].get(slot, {}).get("spread", 0))


def _counts(
    store: Store, wanted: IncidentFilter, as_of: date | None, unmasked: bool
) -> Iterator[tuple[str, str, Mapping[str, Object], Mapping[str, tuple[int, ...]]]]:
    """(id, title, slot -> profile -> numbers, slot -> what each voice says) of each incident that fits and
    is not the whole of others."""
    look = Look(profiles=tuple(PROFILES), day=as_of, judged=judged(standing_decisions(store)))
    for rows in public.row_batches(store, wanted, as_of=as_of, unmasked=unmasked):
        weighed = look.weighed(store, [row.id for row in rows])
        for row in (row for row in rows if not weighed[row.id].is_whole):
            counted, said = {}, {}
            for slot in TOTALS:
                counted[slot] = {p: _numbers(h) for p in PROFILES if (h := weighed[row.id].headline(slot, p))}
                said[slot] = weighed[row.id].voices_say(slot)
            yield row.id, row.title, counted, said


def _numbers(resolution: Any) -> Object:
    return {name: getattr(resolution, name) for name in ("low", "best", "high", "flags")}


def _add(tally: _Tally, counted: Object, said: tuple[int, ...]) -> None:
    tally.said.append(said)
    for profile, numbers in counted.items():
        if numbers["low"] is None or numbers["high"] is None:
            continue
        sums = tally.sums[profile]
        sums.incidents += 1
        sums.low += numbers["low"]
        sums.high += numbers["high"]
        sums.best += numbers["best"] or 0


def _totals(tally: _Tally) -> Object:
    several = [said for said in tally.said if len(said) > 1]
    made = {profile: asdict(sums) for profile, sums in tally.sums.items()}
    made["ibc"]["best"] = None  # it has a range alone
    bests = [sums["best"] for sums in made.values() if sums["best"] is not None]
    return {
        "profiles": made,
        "spread": max(bests) - min(bests),
        "diagnostics": {"all": _diagnosed(tally.said), "several_voices": _diagnosed(several)},
    }


def _diagnosed(events: Sequence[Sequence[int]]) -> Object | None:
    found = diagnose(events)
    return asdict(found) if found else None
