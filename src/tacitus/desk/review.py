"""Review of incidents: the queue by how much a look is worth, the working page, judgements and their undo."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import archive, judgements, public
from tacitus.desk import incident_shown
from tacitus.desk.coders import inside
from tacitus.desk.context import Desk, Here, Writing
from tacitus.errors import UsageError
from tacitus.judgements import Act
from tacitus.model import Decision
from tacitus.model.slots import RELATION_KINDS, SLOTS
from tacitus.store import views
from tacitus.store.views import IncidentFilter

router = APIRouter()
PER_PAGE = 50
Words = Annotated[str, Form(max_length=judgements.LONGEST_REASON)]
Ident = Annotated[str, Form(max_length=80)]
Ids = Annotated[list[str], Form(max_length=5000)]
Then = Annotated[str, Form(max_length=500)]


@router.get("/review")
def queue(
    here: Here,
    country: Annotated[str, Query(max_length=2)] = "",
    review_status: Annotated[str, Query(max_length=40)] = "unreviewed",
    after: Annotated[str | None, Query(max_length=300)] = None,
) -> HTMLResponse:
    """The incidents to look at, those worth a look most first."""
    wanted = IncidentFilter(country=country.upper() or None, review_status=review_status or None)
    page = public.incident_page(here.store, wanted, order="-worth", after=after, limit=PER_PAGE)
    return here.page(
        "review.html", rows=page.rows, after=page.after, country=country, chosen=review_status,
        statuses=views.review_counts(here.store), counts=views.counts(here.store),
    )  # fmt: skip


@router.get("/review/next")
def following(here: Here, behind: Annotated[str, Query(max_length=80)] = "") -> Response:
    """On to the incident that is worth a look most, `behind` apart."""
    wanted = IncidentFilter(review_status="unreviewed")
    rows = views.incidents(here.store, wanted, order="-worth", limit=2).rows
    rest = [row.id for row in rows if row.id != behind]
    return RedirectResponse(f"/review/incidents/{rest[0]}" if rest else "/review", status_code=303)


@router.get("/review/incidents/{ident}")
def working(here: Here, ident: str) -> Response:
    """One incident to work at: accept, reject, correct, merge, split, relate, note."""
    if not here.coder:
        return RedirectResponse(f"/coder?then=/review/incidents/{ident}", status_code=303)
    found = public.incident(here.store, ident, unmasked=here.unmasked)
    pages = public.pages_of(here.store, found, unmasked=here.unmasked)
    return here.page(
        "working.html", found=found, shown=incident_shown.shown(found, pages),
        history=history(here, found), kinds=RELATION_KINDS, slots=tuple(SLOTS),
    )  # fmt: skip


def history(here: Desk, found: dict[str, Any]) -> list[list[Decision]]:
    """The acts that speak of this incident, the latest first; decisions of one act together."""
    about = {found["id"], *(r["id"] for r in found["reports"]), *(c["id"] for c in found["claims"])}
    log = [d for d in views.decision_log(here.store) if about.intersection(d.subject)]
    acts: dict[tuple[str, str, str], list[Decision]] = defaultdict(list)
    for decision in reversed(log):
        acts[decision.decided_at, decision.decided_by, decision.reason].append(decision)
    return list(acts.values())


def act(here: Desk, reason: str = "") -> Act:
    """Who judges at this desk, now. Raises UsageError while nobody has given a name."""
    if not here.coder:
        raise UsageError("say who you are first: every judgement carries a name")
    return Act(by=here.coder, at=here.options.now(), reason=reason.strip())


def done(here: Desk, then: str) -> Response:
    """Make the incidents anew and go on."""
    archive.link_new(here.store)
    return RedirectResponse(inside(then), status_code=303)


@router.post("/review/decide")
def decide(
    here: Writing, verdict: Ident, subject: Ids, reason: Words = "", then: Then = "/review"
) -> Response:
    """One verdict on each subject (a claim, an incident, a document)."""
    judged = act(here, reason)
    with here.store.atomic():
        for one in dict.fromkeys(subject):
            judgements.decide(here.store, judged, verdict, [one])
    return done(here, then)


@router.post("/review/link")
def link(
    here: Writing, verdict: Ident, one: Ident, other: Ident, reason: Words = "", then: Then = "/review"
) -> Response:
    """Two incidents tell of one happening (same), or of two (different, unsure)."""
    judged = act(here, reason)
    with here.store.atomic():
        judgements.link(here.store, judged, one, verdict, other)
    return done(here, then)


@router.post("/review/split")
def split(
    here: Writing, incident: Ident, report: Ids, reason: Words = "", then: Then = "/review"
) -> Response:
    """The chosen reports tell of another happening."""
    judged = act(here, reason)
    with here.store.atomic():
        judgements.split(here.store, judged, incident, report)
    return done(here, then)


@router.post("/review/relate")
def relate(
    here: Writing, one: Ident, kind: Ident, other: Ident, reason: Words = "", then: Then = "/review"
) -> Response:
    """How one incident stands to another."""
    judged = act(here, reason)
    with here.store.atomic():
        judgements.relate(here.store, judged, one, kind, other)
    return done(here, then)


@router.post("/review/undo")
def undo(here: Writing, what: Ids, reason: Words = "", then: Then = "/review") -> Response:
    """Take back decisions ("dec-…") and people's claims ("clm-…", which are then rejected)."""
    judged = act(here, reason)
    with here.store.atomic():
        judgements.undo(here.store, judged, [ident for ident in what if ident.startswith("dec-")])
        for ident in what:
            if ident.startswith("clm-"):
                judgements.decide(here.store, judged, "reject", [ident])
    return done(here, then)
