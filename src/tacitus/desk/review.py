"""Review of one incident: the working page, judgements and their undo."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from tacitus import judgements, public
from tacitus.desk import blind, incident_shown, linking
from tacitus.desk.acting import Ident, Ids, Then, Words, act, done
from tacitus.desk.context import Here, Writing
from tacitus.desk.history import Judged, acts, last_act
from tacitus.desk.queue import Queue
from tacitus.model.slots import RELATION_KINDS, SLOTS

router = APIRouter()


@router.get("/review/incidents/{ident}")
def working(here: Here, request: Request, ident: str) -> Response:
    """One incident to work at: accept, reject, correct, merge, split, relate, note."""
    if not here.coder:
        return RedirectResponse(f"/coder?then=/review/incidents/{ident}", status_code=303)
    if away := blind.instead(here, ident):
        return away
    found = public.incident(here.store, ident, unmasked=here.unmasked)
    pages = public.pages_of(here.store, found, unmasked=here.unmasked)
    last = last_act(here)
    return here.page(
        "working.html", last=last, last_at=_about(last, found["id"]), found=found,
        shown=incident_shown.shown(found, pages),
        history=acts(here, found), queue=Queue.of(request.query_params), kinds=RELATION_KINDS,
        slots=tuple(SLOTS), places=linking.places(here, found),
    )  # fmt: skip


def _about(last: Judged | None, otherwise: str) -> str:
    """The page of what an act speaks of, where it is an incident or a document."""
    subject = last.decisions[0].subject[0] if last else ""
    ident = subject if subject.startswith(("inc-", "doc-")) else otherwise
    return f"/review/{'documents' if ident.startswith('doc-') else 'incidents'}/{ident}"


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
