"""The documents: their list, and one with everything that was read from it marked in its text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from tacitus import public
from tacitus.desk import text_shown, veil
from tacitus.desk.context import Here
from tacitus.store import views

router = APIRouter()
PER_PAGE = 50


@router.get("/documents")
def documents(
    here: Here,
    text: Annotated[str, Query(max_length=300)] = "",
    after: Annotated[str | None, Query(max_length=300)] = None,
) -> HTMLResponse:
    """The list of what is kept, with the failures of ingest on its first page."""
    page = public.document_page(
        here.store, text.strip() or None, after=after, limit=PER_PAGE, unmasked=here.unmasked
    )
    return here.page(
        "documents.html",
        text=text,
        rows=page.rows,
        after=page.after,
        total=views.number(here.store, "documents"),
        failures=() if after or text else views.failures(here.store),
    )


@router.get("/documents/{ident}")
def document(here: Here, ident: str) -> HTMLResponse:
    """One document; its text with every claim and statement marked by slot."""
    _, told = public.record(here.store, ident, unmasked=here.unmasked)
    data = veil.shown_page(here, told)
    return here.page(
        "document.html",
        page=data["document"],
        data=data,
        hidden=data is not told,
        marked=text_shown.marked(data),
        families=text_shown.FAMILIES,
        sources=public.whereabouts(here.store, data["document"]["id"], unmasked=here.unmasked),
        told_in=views.incidents_of(here.store, [report["id"] for report in data["reports"]]),
    )
