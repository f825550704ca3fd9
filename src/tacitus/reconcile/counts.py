"""Counts of people under a profile: the headline first, then each group that the claims name.

Where no voice gives a figure of everybody, the figure is built: from the groups that are counted, else from
the victims who are named or described; never from more than one voice's groups at once, so that nobody is
counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tacitus.model import Basis, Figure, Individual, Of, Resolution, Victim, canonical
from tacitus.reconcile.checks import check_parts
from tacitus.reconcile.profiles import PROFILES, Case, Count, rules_of
from tacitus.reconcile.profiles.acled import SILENCE, is_large
from tacitus.reconcile.testimony import HEDGED, Testimony, first_said, in_order

NOTHING = Figure(low=0, high=None, unknown=True)
"""The value of a resolution where nothing stands."""

_EFFECTS = {"killed": "killed", "injured": "injured", "missing": "missing", "hostages_taken": "kidnapped",
            "arrested": "arrested"}  # fmt: skip
_HARM = ("killed", "injured")

Key = tuple[bool, Of, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Built:
    """Claims that were read as a figure of everybody, and the ids of all that it rests on."""

    told: tuple[Testimony, ...]
    rests_on: tuple[str, ...]
    words: str


def resolve_counts(
    slot: str, told: Sequence[Testimony], others: Sequence[Testimony], profile: str
) -> list[Resolution]:
    """The resolutions of one count slot. `told` are its claims, `others` all claims of the incident."""
    groups = _groups(told)
    out = []
    whole = groups.pop(_WHOLE, [])
    head = _headline(slot, whole, groups, others, profile)
    if head:
        out.append(head)
    for key in sorted(groups, key=lambda k: (k[0], canonical(k[1]), k[2])):
        case = _case(slot, groups[key], others)
        out.append(_standing(slot, groups[key], case, profile))
    if head and head.best is not None and out[1:]:
        whole_high = max(head.best, head.high or 0)
        out[0] = replace(head, checks=check_parts(slot, head.best, whole_high, _standing_parts(groups)))
    return out


def headline(slot: str, testimonies: Sequence[Testimony], profile: str) -> Resolution | None:
    """What stands for everybody together on a count slot; None where nothing was said of it."""
    groups = _groups([t for t in testimonies if t.claim.slot == slot])
    whole = groups.pop(_WHOLE, [])
    return _headline(slot, whole, groups, testimonies, profile)


_WHOLE: Key = (False, Of(), "total")


def _groups(told: Sequence[Testimony]) -> dict[Key, list[Testimony]]:
    groups: dict[Key, list[Testimony]] = defaultdict(list)
    for t in told:
        figure = t.figure
        is_whole = not figure.of and figure.scope == "total"
        groups[not is_whole, figure.of, "total" if is_whole else figure.scope].append(t)
    return groups


def _standing_parts(groups: Mapping[Key, Sequence[Testimony]]) -> list[Testimony]:
    return [t for group in groups.values() for t in group if t.counts and t.place < HEDGED]


def _headline(
    slot: str,
    whole: Sequence[Testimony],
    groups: Mapping[Key, Sequence[Testimony]],
    others: Sequence[Testimony],
    profile: str,
) -> Resolution | None:
    """What stands for everybody together; None where nothing was ever said of it."""
    attackers = _attackers(slot, groups, others) if slot in _HARM else ()
    sides = {
        side: tuple(t for key, group in groups.items() if key[1] == Of(side=side) for t in group if t.counts)
        for side in ("state_forces", "civilians")
    }
    counting = [t for t in whole if t.counts and not t.figure.unknown]
    if not counting:
        built = _built(slot, groups, others)
        case = _case(slot, built.told, others, attackers=attackers, sides=sides) if built else None
        if built and case:
            return _built_resolution(slot, PROFILES[profile](case), built, whole, profile)
    if any(t.counts for t in whole):
        case = _case(slot, whole, others, attackers=attackers, sides=sides)
        return _standing(slot, whole, case, profile)
    if profile == "acled" and slot == "killed":
        return _silence(whole)
    return _standing(slot, whole, None, profile) if whole else None


def _silence(whole: Sequence[Testimony]) -> Resolution:
    return Resolution(
        slot="killed", value=Figure(low=0, high=0, point=0), low=0, best=0, high=0, profile="acled",
        trace=f"acled 0: {SILENCE}", supporting=(), opposing=_ids(whole), flags=("silence",),
    )  # fmt: skip


def _case(
    slot: str,
    group: Sequence[Testimony],
    others: Sequence[Testimony],
    *,
    attackers: tuple[Testimony, ...] = (),
    sides: Mapping[str, tuple[Testimony, ...]] | None = None,
) -> Case | None:
    """The case of one group: a person's correction alone where there is one, else the figures that are
    stated, without those worked out from described persons, which are no more than a lower bound; and any
    number outweighs not knowing. None where nothing counts."""
    counting = [t for t in group if t.counts]
    if not counting:
        return None
    stated = [t for t in counting if t.claim.basis is Basis.STATED]
    told = [t for t in counting if t.is_human] or stated or counting
    told = [t for t in told if not t.figure.unknown] or told
    types = {str(t.claim.value) for t in others if t.claim.slot == "type" and t.counts}
    apart = {t.figure.best or 0 for t in counting if t.figure.includes_attackers == "no"}
    return Case(
        slot=slot, told=tuple(in_order(told)), attackers=attackers, sides=sides or {}, large=is_large(types),
        apart=frozenset(apart),
    )  # fmt: skip


def _attackers(
    slot: str, groups: Mapping[Key, Sequence[Testimony]], others: Sequence[Testimony]
) -> tuple[Testimony, ...]:
    """What is said of attackers among them: counted, or, for the dead, told of one by one."""
    counted = [t for key, group in groups.items() if key[1].side == "attackers" for t in group if t.counts]
    if counted or slot != "killed":
        return tuple(counted)
    fallen = [
        t
        for t in others
        if t.counts and isinstance(t.claim.value, Individual) and t.claim.value.status == "killed"
    ]
    people = [t.claim.value for t in fallen if isinstance(t.claim.value, Individual)]
    named = {p.name.casefold() for p in people if p.name}
    number = max(len(named), *(p.count or 1 for p in people)) if people else 0
    return (_as_figure(in_order(fallen)[0], slot, number),) if people else ()


def _built(
    slot: str, groups: Mapping[Key, Sequence[Testimony]], others: Sequence[Testimony]
) -> _Built | None:
    """A figure of everybody where no voice gives one."""
    by_voice: dict[str, list[Testimony]] = defaultdict(list)
    for key, group in groups.items():
        if key[1].side != "attackers":
            for t in group:
                if t.counts and not t.figure.unknown:
                    by_voice[t.voice].append(t)
    if by_voice:
        told = [_summed(slot, first_said(mine)) for _, mine in sorted(by_voice.items())]
        used = [t for mine in by_voice.values() for t in mine]
        return _Built(told=tuple(told), rests_on=_ids(used), words="built from the groups that are counted")
    persons = [t for t in others if t.counts and _is_victim(t, slot)]
    if not persons:
        return None
    number = _persons(persons)
    first = _as_figure(in_order(persons)[0], slot, number)
    return _Built(
        told=(first,), rests_on=_ids(persons), words=f"built from {number} victims named or described"
    )


def _summed(slot: str, mine: Sequence[Testimony]) -> Testimony:
    """One voice's groups as one figure: of each side its largest group, the sides summed."""
    largest: dict[str | None, Testimony] = {}
    for t in in_order(mine):
        held = largest.get(t.figure.of.side)
        if held is None or (t.figure.best or 0) > (held.figure.best or 0):
            largest[t.figure.of.side] = t
    # a group without a side may be of any of the sides
    sided = [t for side, t in largest.items() if side is not None]
    total = max(sum(t.figure.best or 0 for t in sided), *(t.figure.best or 0 for t in largest.values()))
    return _as_figure(in_order(largest.values())[0], slot, total)


def _as_figure(t: Testimony, slot: str, number: int) -> Testimony:
    """The claim read as "at least `number`"; it keeps its id and its words."""
    with_them = t.figure.includes_attackers if isinstance(t.claim.value, Figure) else "unclear"
    figure = Figure(
        low=number, high=None, modifier="at least", point=number, includes_attackers=with_them
    )  # fmt: skip
    basis = t.claim.basis.weaker(Basis.INFERRED)
    return replace(t, claim=replace(t.claim, slot=slot, value=figure, basis=basis))


def _is_victim(t: Testimony, slot: str) -> bool:
    value = t.claim.value
    return isinstance(value, Victim) and slot in _EFFECTS and value.effect == _EFFECTS[slot]


def _persons(persons: Sequence[Testimony]) -> int:
    """At least so many: all who are named by anybody, or all that one voice names or describes."""
    names: set[str] = set()
    by_voice: dict[str, dict[str, int]] = defaultdict(dict)
    for t in persons:
        victim = t.claim.value
        if isinstance(victim, Victim):
            key = (victim.name or victim.description or "").casefold()
            if victim.name:
                names.add(key)
            by_voice[t.voice][key] = max(victim.number or 1, by_voice[t.voice].get(key, 1))
    return max(len(names), *(sum(mine.values()) for mine in by_voice.values()))


def _standing(slot: str, group: Sequence[Testimony], case: Case | None, profile: str) -> Resolution:
    """The resolution of one group: every claim on it is on one side."""
    if case is None:
        trace = "all of it is denied or taken back"
        return Resolution(
            slot=slot, value=NOTHING, profile=profile, trace=f"{profile}: {trace}", supporting=(),
            opposing=_ids(group), flags=("nothing_stands",),
        )  # fmt: skip
    count = PROFILES[profile](case)
    chosen = count.chosen
    agree = [t for t in group if t.counts and chosen is not None and _agrees(t, chosen)]
    for_it = _ids([*agree, *count.also])
    return _resolution(slot, count, profile, for_it, _ids(t for t in group if t.claim.id not in for_it))


def _agrees(t: Testimony, chosen: Testimony) -> bool:
    a, b = t.figure, chosen.figure
    return t.claim.id == chosen.claim.id or (a.unknown == b.unknown and a.overlaps(b))


def _built_resolution(
    slot: str, count: Count, built: _Built, whole: Sequence[Testimony], profile: str
) -> Resolution:
    worded = replace(
        count,
        trace=f"{count.trace}; {built.words}, inferred",
        flags=(*count.flags, "inferred"),
    )
    for_it = _ids(built.told) if count.chosen is not None else ()
    for_it = tuple(
        sorted({*for_it, *(built.rests_on if count.chosen is not None else ()), *_ids(count.also)})
    )
    return _resolution(slot, worded, profile, for_it, _ids(t for t in whole if t.claim.id not in for_it))


def _resolution(
    slot: str, count: Count, profile: str, supporting: tuple[str, ...], opposing: tuple[str, ...]
) -> Resolution:
    rules = rules_of(profile)
    unchecked = [name for name in count.rules if rules[name].is_unchecked]
    number = f"{profile} {count.trace}" if count.trace[:1].isdigit() else f"{profile}: {count.trace}"
    trace = number + (f" [unchecked: {', '.join(unchecked)}]" if unchecked else "")
    return Resolution(
        slot=slot,
        value=count.chosen.figure if count.chosen else NOTHING,
        low=count.low, best=count.best, high=count.high,
        profile=profile, trace=trace, supporting=supporting, opposing=opposing,
        flags=(*count.flags, *(["unchecked"] if unchecked else [])), parts=count.parts,
    )  # fmt: skip


def _ids(testimonies: Iterable[Testimony]) -> tuple[str, ...]:
    return tuple(sorted({t.claim.id for t in testimonies}))
