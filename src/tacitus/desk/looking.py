"""One incident, one document, and how to read them."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import public
from tacitus.desk import blind, incident_shown
from tacitus.desk.context import Here

router = APIRouter()


@router.get("/incidents/{ident}")
def incident(here: Here, ident: str) -> Response:
    """What stands, slot by slot, and the sentences for and against it."""
    if blind.covered(here, ident):
        return RedirectResponse(f"/review/sheet/{ident}", status_code=303)
    found = public.incident(here.store, ident, unmasked=here.unmasked)
    pages = public.pages_of(here.store, found, unmasked=here.unmasked)
    return here.page("incident.html", found=found, shown=incident_shown.shown(found, pages))


@router.get("/guide")
def guide(here: Here) -> HTMLResponse:
    """How to read this record, in plain words."""
    return here.page("guide.html")
