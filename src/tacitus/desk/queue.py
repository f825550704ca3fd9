"""The queue: which incidents are worth a look, for whom; giving them to coders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import double_coding, public
from tacitus.desk import veil
from tacitus.desk.acting import Ident, Ids, Then, act, done
from tacitus.desk.context import Desk, Here, Writing
from tacitus.errors import UsageError
from tacitus.judgements import LONGEST_NAME
from tacitus.model import slots
from tacitus.reconcile import SEATS, Round
from tacitus.store import views
from tacitus.store.views import IncidentFilter

router = APIRouter()
PER_PAGE = 50
STATUSES = (
    "unreviewed", "in_review", "coded", "coded_twice", "adjudicated", "accepted", "rejected",
)  # fmt: skip
NOBODY = "nobody"
"""As an assignee: given to nobody."""
NAMES = ("review_status", "country", "language", "role", "attribution", "assignee")
_LONGEST = {"country": 2, "language": 12, "role": 20, "attribution": 30, "review_status": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What the address of the queue asks for; "" asks nothing. `assignee` is a coder's name, or NOBODY."""

    review_status: str = "unreviewed"
    country: str = ""
    language: str = ""
    role: str = ""
    attribution: str = ""
    assignee: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Queue:
        """Read an address's query. Raises UsageError for a word that is none; other keys are let be."""
        given = {name: query[name].strip() for name in NAMES if name in query}
        for name, value in given.items():
            if len(value) > _LONGEST.get(name, LONGEST_NAME):
                raise UsageError(f"{name}: {value!r} is too long")
        if given.get("assignee") and "review_status" not in given:
            given["review_status"] = ""  # what is given to somebody, however far it is
        found = cls(**{**given, "country": given.get("country", "").upper()})
        for value, known in ((found.role, slots.ROLES), (found.attribution, slots.LINKS)):
            if value and value not in known:
                raise UsageError(f"{value!r} is not one of: {', '.join(known)}")
        return found

    def wanted(self, assigned: Mapping[str, Round], hidden: Sequence[str] = ()) -> IncidentFilter:
        """The same as the store asks for it; `assigned` says who has what. The incidents of the reports
        `hidden` fit nothing that is asked of values."""
        pairs = (("role", self.role), ("link", self.attribution))
        named = [r.report for r in assigned.values() if self._is_for(r)]
        nobody = self.assignee == NOBODY
        without = (*(named if nobody else ()), *(hidden if self.country or any(v for _, v in pairs) else ()))
        return IncidentFilter(
            country=self.country or None, language=self.language or None,
            review_status=self.review_status or None, facets=tuple(pair for pair in pairs if pair[1]),
            holding=tuple(named) if self.assignee and not nobody else None,
            without=without or (() if nobody else None),
        )  # fmt: skip

    def _is_for(self, held: Round) -> bool:
        return bool(held.coders) if self.assignee == NOBODY else self.assignee in held.coders

    def query(self, **more: str) -> str:
        """The query of an address that asks the same."""
        plain = Queue()
        pairs = {n: getattr(self, n) for n in NAMES if getattr(self, n) != getattr(plain, n)}
        if self.assignee and not self.review_status:
            pairs.pop("review_status")
        return urlencode({**pairs, **more})

    def api_query(self) -> str:
        """The query that asks the API for the same."""
        return self.query() if self.review_status or self.assignee else self.query(review_status="any")


@router.get("/review")
def queue(
    here: Here, request: Request, after: Annotated[str | None, Query(max_length=300)] = None
) -> HTMLResponse:
    """The incidents to look at, those worth a look most first."""
    asked = Queue.of(request.query_params)
    held = double_coding.all_rounds(here.store)
    page = queued(here, asked, held, after=after, limit=PER_PAGE)
    return here.page(
        "review.html", rows=page.rows, after=page.after, asked=asked,
        statuses=views.review_counts(here.store), known=STATUSES,
        judgements=views.number(here.store, "decisions"),
        corrections=views.number(here.store, "people_claims"),
        languages=views.languages(here.store), countries=countries(here),
        people=sorted({name for r in held.values() for name in r.coders} | {here.coder} - {""}),
        roles=slots.ROLES, links=slots.LINKS, nobody=NOBODY, coders=coders_of(here, held),
        mine=_mine(here, held),
    )  # fmt: skip


def queued(
    here: Desk, asked: Queue, held: Mapping[str, Round], *, after: str | None, limit: int
) -> views.Page[views.IncidentRow]:
    """A page of the queue."""
    wanted = asked.wanted(held, veil.hidden_reports(here))
    page = public.incident_page(
        here.store, wanted, order="-worth", after=after, limit=limit, unmasked=here.unmasked
    )
    return replace(page, rows=veil.veiled(here, page.rows))


def countries(here: Desk) -> tuple[tuple[str, int], ...]:
    """The countries of the incidents that this person may see, and how many each has."""
    seen = veil.narrowed(here, IncidentFilter())
    return tuple(views.facets(here.store, seen, ("country",)).get("country", ()))


def coders_of(here: Desk, held: Mapping[str, Round]) -> dict[str, tuple[str, ...]]:
    """Who was given which incident."""
    today = views.incidents_of(here.store, [r.report for r in held.values()])
    return {ident: r.coders for r in held.values() if (ident := today[r.report])}


@router.get("/review/next")
def following(here: Here, request: Request, behind: Annotated[str, Query(max_length=80)] = "") -> Response:
    """On to a sheet of one's own, to a seat that is free, or to what is worth a look most; `behind` apart."""
    asked = Queue.of(request.query_params)
    held = double_coding.all_rounds(here.store)
    for found in _mine(here, held):
        today = views.incidents_of(here.store, [found.report])[found.report]
        if today and behind != today:
            return RedirectResponse(f"/review/sheet/{today}", status_code=303)
    wanted = asked.wanted(held, veil.hidden_reports(here))
    rows = views.incidents(here.store, wanted, order="-worth", limit=2).rows
    rest = [row.id for row in rows if row.id != behind]
    query = f"?{asked.query()}" if asked.query() else ""
    return RedirectResponse(f"/review/incidents/{rest[0]}{query}" if rest else f"/review{query}", 303)


def _mine(here: Desk, held: Mapping[str, Round]) -> list[Round]:
    """The sheets that wait for who is at the desk: their own, then free seats beside another coder."""
    waiting = [r for r in held.values() if r.double and not r.is_open and here.coder not in r.handed_in]
    own = [r for r in waiting if here.coder in r.coders]
    free = [r for r in waiting if here.coder not in r.coders and len(r.coders) < SEATS]
    return [*own, *free] if here.coder else []


@router.post("/review/assign")
def assign(
    here: Writing,
    coder: Annotated[str, Form(max_length=LONGEST_NAME)],
    incident: Ids = [],  # noqa: B006 - FastAPI copies it
    second: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    then: Then = "/review",
) -> Response:
    """Give incidents to a coder, or to two, who then do not see what the other says."""
    if not incident:
        raise UsageError("choose an incident to give to somebody")
    names = [name for name in (coder.strip(), second.strip()) if name]
    judged = act(here)
    with here.store.atomic():
        for ident in dict.fromkeys(incident):
            double_coding.assign(here.store, judged, ident, names)
    return done(here, then)


@router.post("/review/release")
def release(here: Writing, incident: Ident, coder: Ident, then: Then = "/review") -> Response:
    """Take an assignment back."""
    with here.store.atomic():
        double_coding.release(here.store, act(here), incident, coder)
    return done(here, then)
