"""/api/v1, what the desk's further pages show: history, rule books, links, timeline, map, codebook, review.

Lists have the one shape of `api.Rows`. What is sealed or hidden on a page is so here: the name is that of
this browser's cookie, as on the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from tacitus import comparison, double_coding, linkage, public
from tacitus.desk import adjudicating, blind, codebook, incidents, queue, veil
from tacitus.desk import history as course
from tacitus.desk.api import ERRORS, MISSING, MOST, Asked, Day, Ident, Rows, answer
from tacitus.desk.context import Here
from tacitus.desk.looking import days_said
from tacitus.errors import Refused
from tacitus.model import encode, slots
from tacitus.store import views

router = APIRouter(prefix="/api/v1", responses=ERRORS)
Either = Annotated[str, Query(min_length=1, max_length=80, description="An incident, a report, a document.")]
OBJECT = dict[str, Any]


class Queued(BaseModel):
    """The filters of the queue."""

    model_config = ConfigDict(extra="forbid")
    review_status: Annotated[
        Literal[("any", *queue.STATUSES)],  # type: ignore[valid-type]
        Field(description="Without it `unreviewed`; of what is given to somebody, any."),
    ] = "unreviewed"
    country: Annotated[str, Field(max_length=2)] = ""
    language: Annotated[str, Field(max_length=12)] = ""
    role: Literal[slots.ROLES] | None = None  # type: ignore[valid-type]
    attribution: Literal[slots.LINKS] | None = None  # type: ignore[valid-type]
    assignee: Annotated[str, Field(max_length=80, description="A coder's name, or nobody.")] = ""
    after: Annotated[str | None, Field(max_length=300)] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50

    def words(self) -> queue.Queue:
        """The same as the page understands it."""
        given = self.model_dump(exclude_unset=True, exclude_none=True, exclude={"after", "limit"})
        if given.get("review_status") == "any":
            given["review_status"] = ""
        return queue.Queue.of(given)


@router.get("/incidents/{ident}/history", response_model=OBJECT, responses=MISSING)
def history(here: Here, request: Request, ident: Ident) -> Response:
    """What each day changed in what stands, the latest first, and what people judged."""
    veil.check_shown(here, ident)
    found = public.incident(here.store, ident, unmasked=here.unmasked)
    days = days_said(here.store, ident)
    steps = course.steps(here, ident, days[-course.MOST :])[::-1]
    acts = [{"undone": act.undone, "decisions": encoded(act.decisions)} for act in course.acts(here, found)]
    told = {"id": found["id"], "title": found["title"], "days": [asdict(step) for step in steps]}
    return answer(request, {**told, "earlier_days": len(days[: -course.MOST]), "judgements": acts})


@router.get("/incidents/{ident}/profiles", response_model=OBJECT, responses=MISSING)
def profiles(here: Here, request: Request, ident: Ident, as_of: Day = None) -> Response:
    """The incident under every rule book, in the shape of `tacitus compare ID --json`."""
    veil.check_shown(here, ident)
    return answer(request, comparison.compare(here.store, ident, as_of=as_of, unmasked=here.unmasked))


@router.get("/incidents/{ident}/near", response_model=Rows, responses=MISSING)
def near(here: Here, request: Request, ident: Ident) -> Response:
    """The pairs of its reports and others that a person should judge, each with its score by feature."""
    veil.check_shown(here, ident)
    hidden = veil.hidden(here)
    pairs = linkage.to_ask(here.store, views.find_incident(here.store, ident))
    return rows(request, [p for p in pairs if hidden.isdisjoint(p[e]["incident"] for e in ("one", "other"))])


@router.get("/why", response_model=OBJECT, responses=MISSING)
def why(here: Here, request: Request, one: Either, other: Either) -> Response:
    """Why two are or are not one happening, in the shape of `tacitus why A B --json`."""
    for ident in (one, other):
        veil.check_any_shown(here, ident)
    return answer(request, linkage.why(here.store, one, other))


@router.get("/timeline", response_model=Rows)
def timeline(here: Here, request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The incidents that fit, counted by month."""
    months = views.months(here.store, asked.selection(here).wanted)
    return rows(
        request, [{"month": m, "incidents": number, "killed": killed} for m, number, killed in months]
    )


@router.get("/points", response_model=OBJECT)
def points(here: Here, request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The points of the map as a GeoJSON FeatureCollection, with how sure each place is."""
    return answer(request, incidents.points(here, asked.selection(here)))


@router.get("/documents/{ident}/standing", response_model=OBJECT, responses=MISSING)
def standing(here: Here, request: Request, ident: Ident) -> Response:
    """Where a document was met, and which incident each of its reports is of today."""
    found = views.document(here.store, ident)
    told = () if veil.covers_page(here, [r.id for r in found.reports]) else [r.id for r in found.reports]
    places = public.whereabouts(here.store, found.document.id, unmasked=here.unmasked)
    held = views.incidents_of(here.store, told)
    return answer(request, {"id": found.document.id, "sources": places, "incidents": held})


@router.get("/failures", response_model=Rows)
def failures(here: Here, request: Request) -> Response:
    """What could not be read."""
    return rows(request, [asdict(failure) for failure in views.failures(here.store)])


@router.get("/codebook", response_model=Rows)
def entries(here: Here, request: Request) -> Response:
    """Every entry of the codebook with its versions, the newest first."""
    found = codebook.entries(views.decision_log(here.store))
    return rows(request, [{**asdict(entry), "versions": encoded(entry.versions)} for entry in found])


@router.get("/review", response_model=Rows)
def review(here: Here, request: Request, asked: Annotated[Queued, Query()]) -> Response:
    """A page of the queue, what is worth a look most first; `coders` are those it is given to."""
    held = double_coding.all_rounds(here.store)
    page = queue.queued(here, asked.words(), held, after=asked.after, limit=asked.limit)
    coders = queue.coders_of(here, held)
    found = [{**asdict(row), "coders": coders.get(row.id, ())} for row in page.rows]
    return answer(request, {"rows": found, "next": page.after})


@router.get("/review/statuses", response_model=dict[str, int])
def statuses(here: Here, request: Request) -> Response:
    """How many incidents have each status of the review."""
    return answer(request, views.review_counts(here.store))


@router.get("/review/documents", response_model=OBJECT)
def triage(here: Here, request: Request) -> Response:
    """The document to judge next, null where all are judged, and how many are left."""
    found = {"next": views.untriaged(here.store), "left": views.untriaged_count(here.store)}
    return answer(request, found)


@router.get("/review/adjudications", response_model=Rows)
def adjudications(here: Here, request: Request) -> Response:
    """The incidents that two have coded and a third is to settle."""
    found = adjudicating.open_rounds(here)
    return rows(
        request, [{"incident": ident, "coders": held.coders, "left": left} for ident, held, left in found]
    )


@router.get("/review/sheets/{ident}", response_model=OBJECT, responses=MISSING)
def sheet(here: Here, request: Request, ident: Ident) -> Response:
    """The sheet of an incident that two code: one's own answers until it is open, then both."""
    found = views.incident(here.store, ident)
    held = double_coding.round_of(here.store, [r["id"] for r in found["reports"]])
    if held is None or not held.double or (here.coder not in held.coders and not held.is_open):
        raise Refused("this is for the two who code the incident, and for others when both have handed in")
    hides = veil.hides(here, held)
    items = blind.items(here, found, held, double_coding.seen_by(here.coder, held))
    return answer(
        request,
        {
            "incident": found["id"], "coders": held.coders, "open": held.is_open, "hidden": hides,
            "items": [
                {"name": item.name, "machine": None if hides else item.machine,
                 "said": {who: {"answer": c.answer, "reason": c.reason} for who, c in item.said.items()}}
                for item in items
            ],
        },
    )  # fmt: skip


def rows(request: Request, found: Iterable[Mapping[str, Any]]) -> Response:
    """A list that is one page."""
    return answer(request, {"rows": list(found), "next": None})


def encoded(decisions: Iterable[Any]) -> list[Any]:
    """Decisions as plain data."""
    return [encode(decision) for decision in decisions]
