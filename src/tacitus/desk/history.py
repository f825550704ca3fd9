"""What became of an incident: what each day added to the record, and who judged what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from tacitus import public
from tacitus.desk import veil
from tacitus.desk.context import Desk, Here
from tacitus.desk.incident_shown import rank
from tacitus.desk.looking import days_said
from tacitus.desk.shown import bounds, value_words
from tacitus.model import Decision
from tacitus.model.slots import ROUND_VERDICTS
from tacitus.store import views

router = APIRouter()
MOST = 40
"""Days that are told one by one; of more, the latest."""

Standing = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What stood for a slot before a day and since, in words."""

    slot: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A day on which something was said: how many reports there were by then, and what that changed."""

    day: str
    reports: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One act of a person; `undone` where none of its decisions holds any longer."""

    decisions: tuple[Decision, ...]
    undone: bool


@router.get("/incidents/{ident}/history")
def history(here: Here, ident: str) -> Response:
    """The course of the record, the latest first, and the acts of people."""
    if veil.covered(here, ident):
        return RedirectResponse(f"/review/sheet/{ident}", status_code=303)
    found = public.incident(here.store, ident, unmasked=here.unmasked)
    days = days_said(here.store, ident)
    return here.page(
        "history.html", found=found, steps=steps(here, ident, days[-MOST:])[::-1], left=len(days[:-MOST]),
        acts=acts(here, found),
    )  # fmt: skip


def steps(here: Desk, ident: str, days: Iterable[str]) -> list[Step]:
    """What each of the days changed in what stands, in order."""
    made: list[Step] = []
    before: Standing = {}
    for day in days:
        known = public.incident(here.store, ident, unmasked=here.unmasked, as_of=date.fromisoformat(day))
        after = standing(known)
        made.append(Step(day=day, reports=len(known["reports"]), changes=changes(before, after)))
        before = after
    return made


def standing(known: Mapping[str, Any]) -> Standing:
    """Slot -> what stands, in words with their bounds."""
    found: dict[str, tuple[str, ...]] = {"occurrence": (known["occurrence"],)}
    for slot, resolutions in known["slots"].items():
        stands = [(value_words(r["value"], slot), bounds(r)) for r in resolutions if r["supporting"]]
        found[slot] = tuple(dict.fromkeys(words + (f" [{span}]" if span else "") for words, span in stands))
    return found


def changes(before: Standing, after: Standing) -> tuple[Change, ...]:
    """The slots in which another thing stands, as a reader asks for them."""
    slots = sorted({*before, *after}, key=rank)
    return tuple(
        Change(slot=slot, before=before.get(slot, ()), after=after.get(slot, ()))
        for slot in slots
        if {*before.get(slot, ())} != {*after.get(slot, ())}
    )


def acts(here: Desk, found: Mapping[str, Any]) -> list[Judged]:
    """The acts that speak of this incident, the latest first; decisions of one act together.

    What belongs to double coding has pages of its own, and may be sealed.
    """
    about = {found["id"], *(r["id"] for r in found["reports"]), *(c["id"] for c in found["claims"])}
    return _acts(views.decision_log(here.store), lambda d: not about.isdisjoint(d.subject))


def last_act(here: Desk, verdicts: Collection[str] = ()) -> Judged | None:
    """The latest act of who is at the desk that holds, of these verdicts or any; None where there is none."""
    mine = _acts(
        views.decision_log(here.store, verdicts),
        lambda d: d.decided_by == here.coder and d.verdict not in ("undo", "codebook"),
    )
    return next((judged for judged in mine if not judged.undone), None)


def _acts(log: Sequence[Decision], wanted: Callable[[Decision], bool]) -> list[Judged]:
    hold = {decision.id for decision in views.not_undone(log)}
    made: dict[tuple[str, str, str], list[Decision]] = defaultdict(list)
    for decision in reversed(log):
        if decision.verdict not in ROUND_VERDICTS and wanted(decision):
            made[decision.decided_at, decision.decided_by, decision.reason].append(decision)
    return [
        Judged(decisions=tuple(one), undone=not hold.intersection(d.id for d in one)) for one in made.values()
    ]
