"""Who is at the desk: a name is asked, no password; and whether names of private persons are shown."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus.desk.context import CODER, UNMASKED, Here, Writing
from tacitus.desk.shown import one_line
from tacitus.errors import UsageError
from tacitus.judgements import LONGEST_NAME
from tacitus.model.slots import SEALED_VERDICTS
from tacitus.store import views

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.get("/coder")
def ask(here: Here, then: Annotated[str, Query(max_length=500)] = "/review") -> HTMLResponse:
    """Who are you?"""
    log = views.decision_log(here.store)
    known = sorted({d.decided_by for d in log if d.verdict not in (*SEALED_VERDICTS, "settle", "accept")})
    return here.page("coder.html", then=inside(then), known=known)


@router.post("/coder")
def name(
    here: Writing,
    coder: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    names: Annotated[str, Form()] = "",
    then: Annotated[str, Form(max_length=500)] = "/review",
) -> Response:
    """Keep the name in a cookie of this browser."""
    plain = one_line(coder)
    if "‹" in plain:
        raise UsageError("a name has no signs that cannot be seen")
    answer = RedirectResponse(inside(then), status_code=303)
    for key, value in ((CODER, plain), (UNMASKED, "shown" if names else "")):
        if value:
            answer.set_cookie(key, quoted(value), max_age=YEAR, httponly=True, samesite="strict")
        else:
            answer.delete_cookie(key, httponly=True, samesite="strict")
    return answer


def inside(address: str) -> str:
    """The address where it is one of this desk, the front page otherwise."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours and address.isprintable() else "/incidents"


def quoted(value: str) -> str:
    """A name as a cookie may hold it."""
    return quote(value, safe="")
