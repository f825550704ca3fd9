"""Why reports are one happening or not, in view while a person merges and splits: the scores by feature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from tacitus import linkage, public
from tacitus.desk import blind, veil
from tacitus.desk.context import Desk, Here
from tacitus.desk.waterfall import Waterfall, signed, waterfall

router = APIRouter()
Data = Mapping[str, Any]
Either = Annotated[str, Query(max_length=80)]
MOST_ASKED = 6
"""Incidents near by that are asked about at once, the nearest first."""
MOST_PAIRS = 6
"""Pairs of two sides whose features are shown; of more, the highest."""
MOST_REPORTS = 12
"""Reports that are held against each other; an incident of more is looked at in pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Two reports with their titles, and the score of the two."""

    one: Data
    other: Data
    score: Waterfall


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Another incident that may be the same happening, and the pairs that say so."""

    id: str
    title: str
    pairs: tuple[Met, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A report among the others of its incident: the mean of its scores, the nearest and the farthest."""

    report: Data
    copy: bool
    mean: str
    met: tuple[Met, ...]


@router.get("/review/near/{ident}")
def near(here: Here, ident: str) -> Response:
    """The incidents that may be this one; a part of the working page where htmx asks."""
    if not here.coder:
        return RedirectResponse(f"/coder?then=/review/near/{ident}", status_code=303)
    if away := blind.instead(here, ident):
        return away
    found = public.incident(here.store, ident, unmasked=here.unmasked)
    return here.page(
        "near_part.html" if here.in_part else "near.html", found=found, asked=asked(here, found),
        then=f"/review/incidents/{found['id']}",
    )  # fmt: skip


@router.get("/review/why")
def why(here: Here, one: Either, other: Either) -> Response:
    """What speaks for and against two being one happening: incidents, reports or documents."""
    if not here.coder:
        return RedirectResponse("/coder", status_code=303)
    one, other = one.strip(), other.strip()
    for ident in (one, other):
        veil.check_any_shown(here, ident)
    told = linkage.why(here.store, one, other)
    left, right = (incident_of(here, ident) for ident in (one, other))
    shown = told["pairs"][:MOST_PAIRS]
    pairs = met(shown, reports_of(here, shown, [end for end in (left, right) if end]))
    return here.page(
        "why_part.html" if here.in_part else "why.html", because=told["because"], pairs=pairs,
        one=one, other=other,
        ends=(left, right), more=len(told["pairs"]) - len(pairs),
        apart=bool(left and right and left["id"] != right["id"]),
        then=f"/review/incidents/{left['id']}" if left else "/review",
    )  # fmt: skip


def asked(here: Desk, found: Data) -> list[Asked]:
    """The incidents near by that the score cannot decide on, the nearest first."""
    hidden = veil.hidden(here)
    by_other: dict[str, list[Data]] = {}
    for pair in linkage.to_ask(here.store, found["id"]):
        for end in ("one", "other"):
            ident = pair[end]["incident"]
            if ident and ident not in (found["id"], *hidden):
                by_other.setdefault(ident, []).append(pair)
    made = []
    own = _by_id([found])
    for ident, pairs in list(by_other.items())[:MOST_ASKED]:
        other = public.incident(here.store, ident, unmasked=here.unmasked)
        titles = {**own, **_by_id([other])}
        made.append(Asked(id=ident, title=other["title"], pairs=met(pairs[:MOST_PAIRS], titles)))
    return made


def places(here: Desk, found: Data) -> list[Place]:
    """The reports of an incident, voice by voice, each held against the others."""
    titles = _by_id([found])
    few = 1 < len(titles) <= MOST_REPORTS
    pairs = linkage.why(here.store, found["id"], found["id"])["pairs"] if few else []
    made = []
    voices: set[str] = set()
    for report in sorted(found["reports"], key=lambda r: (r["voice"] or r["document"], r["id"])):
        voice = report["voice"] or report["document"]
        mine = [p for p in pairs if report["id"] in (p["one"]["report"], p["other"]["report"])]
        ends = [mine[0], mine[-1]] if len(mine) > 1 else mine
        mean = sum(p["log_odds"] for p in mine) / len(mine) if mine else None
        made.append(
            Place(
                report=report, copy=voice in voices, mean="" if mean is None else signed(mean),
                met=met(ends, titles),
            )
        )  # fmt: skip
        voices.add(voice)
    return made


def met(pairs: Iterable[Data], titles: Mapping[str, Data]) -> tuple[Met, ...]:
    """The pairs arranged for a page; a report that is not in `titles` goes by its id."""
    made = []
    for pair in pairs:
        one, other = (
            titles.get(ident, {"id": ident, "title": ident})
            for ident in (pair["one"]["report"], pair["other"]["report"])
        )
        made.append(Met(one=one, other=other, score=waterfall(pair)))
    return tuple(made)


def reports_of(here: Desk, pairs: Iterable[Data], known: Sequence[Data]) -> dict[str, Data]:
    """The reports of the incidents that these pairs are of, by id; those of `known` are at hand."""
    told = {pair[end]["incident"] for pair in pairs for end in ("one", "other")} - {None}
    missing = sorted(told - {found["id"] for found in known})
    return _by_id([*known, *(public.incident(here.store, i, unmasked=here.unmasked) for i in missing)])


def incident_of(here: Desk, ident: str) -> Data | None:
    """The incident of an id of one or of a report; None for a document, which may tell of several."""
    if ident.startswith("doc-"):
        return None
    return public.incident(here.store, ident, unmasked=here.unmasked)


def _by_id(found: Iterable[Data]) -> dict[str, Data]:
    return {report["id"]: report for incident in found for report in incident["reports"]}
