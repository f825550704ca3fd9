"""One incident, today or as of a day, under one rule book or all; and how to read the record."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import comparison, public
from tacitus.desk import incident_shown, veil
from tacitus.desk.context import Here
from tacitus.errors import UsageError
from tacitus.store import Store, views

router = APIRouter()
Day = Annotated[str, Query(max_length=40)]


@router.get("/incidents/{ident}")
def incident(here: Here, ident: str, as_of: Day = "") -> Response:
    """What stands (as of a day, where one is named), slot by slot, and the sentences for and against it."""
    if veil.covered(here, ident):
        return RedirectResponse(f"/review/sheet/{ident}", status_code=303)
    found = public.incident(here.store, ident, unmasked=here.unmasked, as_of=_day(as_of))
    found = veil.without_hidden_relations(here, found)
    pages = public.pages_of(here.store, found, unmasked=here.unmasked)
    return here.page(
        "incident.html", found=found, shown=incident_shown.shown(found, pages),
        as_of=as_of, days=days_said(here.store, ident),
    )  # fmt: skip


@router.get("/incidents/{ident}/profiles")
def profiles(here: Here, ident: str, as_of: Day = "") -> Response:
    """The same under every rule book side by side, with what differs and why."""
    if veil.covered(here, ident):
        return RedirectResponse(f"/review/sheet/{ident}", status_code=303)
    found = comparison.compare(here.store, ident, as_of=_day(as_of), unmasked=here.unmasked)
    return here.page(
        "profiles.html", found=found, because=comparison.because,
        as_of=as_of, days=days_said(here.store, ident),
    )  # fmt: skip


@router.get("/guide")
def guide(here: Here) -> HTMLResponse:
    """How to read this record, in plain words."""
    return here.page("guide.html")


def days_said(store: Store, ident: str) -> list[str]:
    """The days on which something was said of this incident, the earliest first: those by which one of its
    pages was there, and those that a claim on it speaks of later."""
    found = views.find_incident(store, ident)
    days = set()
    for telling in views.incident_tellings(store, [found])[found]:
        there = telling.document.spoken[:10]
        days |= {max(there, (claim.as_of or "")[:10]) for claim in telling.report.claims} | {there}
    return sorted(days - {""})


def _day(text: str) -> date | None:
    """The day in an address, None for today. Raises UsageError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"as_of: {text!r} is no day; write it as 2017-01-31") from error
