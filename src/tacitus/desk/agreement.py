"""How far the coders of this store agree, slot by slot, and how far the machine's values lead them.

Only codings that are open are counted: a sealed one shows in no figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from tacitus import double_coding
from tacitus.desk import api
from tacitus.desk.context import Here
from tacitus.desk.reliability import agreement, alpha, kappa, ratio
from tacitus.double_coding import NOT_SAID, category, value_category
from tacitus.model.slots import FIGURE_SLOTS
from tacitus.reconcile import CODED, Coding, Round

router = APIRouter()
LINKS = "same_happening"
"""Names the items on reports: whether each tells of the happening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What holds of one slot: `n` things that two coded, the share of equal answers, alpha under its metric,
    and Cohen's kappa of each pair of coders with what it rests on."""

    slot: str
    n: int
    agreement: float | None
    alpha: float | None
    metric: str
    kappas: tuple[tuple[str, str, float | None, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """Of the answers on one slot where the machine had a value: how many there are, and the share that is the
    same as the machine's, on sheets that showed it and on sheets that hid it."""

    slot: str
    shown: int
    shown_kept: float | None
    hidden: int
    hidden_kept: float | None


def lines(rounds: Iterable[Round]) -> list[Line]:
    """A line for each slot, and one for links, that two have coded."""
    units: dict[str, list[dict[str, Coding]]] = {}
    for found in rounds:
        for item in found.items:
            unit = {coder: by[item] for coder in found.coders if item in (by := found.by(coder))}
            units.setdefault(item if item in CODED else LINKS, []).append(unit)
    return [_line(slot, units[slot]) for slot in (*CODED, LINKS) if slot in units]


def _line(slot: str, coded: list[dict[str, Coding]]) -> Line:
    both = [unit for unit in coded if len(unit) > 1]
    said = [{who: category(c.item, c.answer) for who, c in unit.items()} for unit in both]
    counts = slot in FIGURE_SLOTS
    numbers = [
        {who: n for who, c in unit.items() if (n := _number(c)) is not None} for unit in both if counts
    ]
    names = sorted({who for unit in said for who in unit})
    return Line(
        slot=slot, n=len(both), agreement=agreement(said), metric="ratio" if counts else "nominal",
        alpha=alpha(numbers, ratio) if counts else alpha(said),
        kappas=tuple(
            (one, other, kappa(said, one, other), n)
            for one, other in combinations(names, 2)
            if (n := sum(one in unit and other in unit for unit in said))
        ),
    )  # fmt: skip


def _number(coding: Coding) -> float | None:
    """The number of a figure: as written, else the middle of its bounds, else its lower one."""
    if not isinstance(coding.answer, dict) or coding.answer["value"].get("unknown"):
        return None
    value = coding.answer["value"]
    if value.get("point") is not None:
        return float(value["point"])
    low, high = value["low"], value.get("high")
    return float(low) if high is None else (low + high) / 2


def led(rounds: Iterable[Round]) -> list[Led]:
    """A line for each slot of which the machine had said something."""
    kept: dict[tuple[str, bool], list[bool]] = {}
    for found in rounds:
        for (coder, item), said in found.codings.items():
            if coder in found.coders and said.machine is not None:
                slot = item if item in CODED else LINKS
                same = category(item, said.answer) == _of_machine(item, said.machine)
                kept.setdefault((slot, said.hidden), []).append(same)
    made = []
    for slot in (*CODED, LINKS):
        shown, hidden = kept.get((slot, False), []), kept.get((slot, True), [])
        if shown or hidden:
            made.append(
                Led(slot=slot, shown=len(shown), shown_kept=_share(shown), hidden=len(hidden),
                    hidden_kept=_share(hidden))
            )  # fmt: skip
    return made


def _of_machine(item: str, value: Any) -> str:
    return value_category(item, value) if item in CODED else str(value)


def _share(found: list[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def _open(here: Here) -> list[Round]:
    held = double_coding.all_rounds(here.store, whole=True).values()
    return [r for r in held if r.double and r.is_open]


@router.get("/agreement", include_in_schema=False)
def page(here: Here) -> HTMLResponse:
    """Agreement and anchoring as tables."""
    found = _open(here)
    return here.page(
        "agreement.html",
        lines=lines(found),
        led=led(found),
        rounds=len(found),
        not_said=NOT_SAID,
        links=LINKS,
    )


@router.get("/api/v1/agreement", response_model=dict[str, Any], responses=api.ERRORS)
def data(here: Here, request: Request) -> Response:
    """How far two coders agree: per slot and on links, over the incidents whose codings are open."""
    found = _open(here)
    made = {
        "incidents": len(found),
        "slots": [
            {**asdict(line), "kappas": [dict(zip(("one", "other", "kappa", "n"), k, strict=True))
                                        for k in line.kappas]}
            for line in lines(found)
        ],
        "anchoring": [asdict(line) for line in led(found)],
    }  # fmt: skip
    return api.answer(request, made)
