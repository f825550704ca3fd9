"""Triage of documents, one at a time: relevant, duplicate, irrelevant or restricted; with a sample of the
pages in which no attack was found, so that what the gate rejects is looked at too."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import public
from tacitus.desk import text_shown, veil
from tacitus.desk.context import Here
from tacitus.desk.history import last_act
from tacitus.model.slots import TRIAGE_VERDICTS
from tacitus.store import views

router = APIRouter()


@router.get("/review/documents")
def following(here: Here, behind: Annotated[str, Query(max_length=80)] = "") -> Response:
    """On to the next document that nobody has judged; every fifth is one that tells of no attack."""
    found = views.untriaged(here.store, behind=behind)
    if found is None:
        return RedirectResponse("/review", status_code=303)
    return RedirectResponse(f"/review/documents/{found}", status_code=303)


@router.get("/review/documents/{ident}")
def document(here: Here, ident: str) -> HTMLResponse:
    """One document to judge."""
    _, told = public.record(here.store, ident, unmasked=here.unmasked)
    data = veil.shown_page(here, told)
    last = last_act(here, TRIAGE_VERDICTS)
    return here.page(
        "triage.html", page=data["document"], data=data, marked=text_shown.marked(data),
        hidden=data is not told, last=last.decisions[0] if last else None,
        left=views.untriaged_count(here.store),
    )  # fmt: skip
