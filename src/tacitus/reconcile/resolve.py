"""Per slot: what stands, by which rule, and which claims are for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tacitus.errors import UsageError
from tacitus.model import Resolution
from tacitus.model.slots import FIGURE_SLOTS, SLOTS
from tacitus.reconcile.counts import resolve_counts
from tacitus.reconcile.profiles import PROFILES
from tacitus.reconcile.sides import spanning
from tacitus.reconcile.testimony import Testimony, in_order
from tacitus.reconcile.values import resolve_one, resolve_several

ONE_ANSWER = ("occurrence", "stage", "intent", "started", "ended", "ongoing", "place")
"""Slots that have one right answer; the others may hold several side by side."""


def resolve(testimonies: Iterable[Testimony], profile: str = "tacitus") -> tuple[Resolution, ...]:
    """The resolutions of one incident in the order of slots.

    Every claim on a slot (but `occurrence`, which is asked for by itself) is on one side of the resolution of
    its group, also where nothing stands: see `Resolution.stands`. Raises UsageError for an unknown profile.
    """
    if profile not in PROFILES:
        raise UsageError(f"no profile {profile!r}; there are: {', '.join(PROFILES)}")
    told = in_order(testimonies)
    by_slot: dict[str, list[Testimony]] = defaultdict(list)
    for testimony in told:
        by_slot[testimony.claim.slot].append(testimony)
    spans = profile == "tacitus" and occurrence(told) == "disputed"
    found: list[Resolution] = []
    for slot in SLOTS:
        if slot == "occurrence":
            continue
        if slot in FIGURE_SLOTS:
            counted = resolve_counts(slot, by_slot[slot], told, profile)
            found += spanning(counted, by_slot[slot]) if spans and slot in ("killed", "injured") else counted
        elif slot in ONE_ANSWER:
            found += resolve_one(slot, by_slot[slot], profile)
        else:
            found += resolve_several(by_slot[slot], profile)
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
