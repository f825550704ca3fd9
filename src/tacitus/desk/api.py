"""/api/v1: what the pages show, as JSON, with the same filters. Writing is writing_api.py's.

Reading needs no token, as the pages need none: the desk answers this machine alone. Every error has one
shape: {"error": {"status": 404, "kind": "unknown_id", "message": "…"}}.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from tacitus import public
from tacitus.desk import veil
from tacitus.desk.context import Desk, Here
from tacitus.desk.selection import FACETS, Selection
from tacitus.model import slots
from tacitus.store import views
from tacitus.store.views import Order

MOST = 200
"""Rows of one page at most."""


class Fault(BaseModel):
    """What went wrong."""

    status: int
    kind: str = Field(description="The name of the error, in lower case with underscores.")
    message: str


class Error(BaseModel):
    """The one shape of every error."""

    error: Fault


class Rows(BaseModel):
    """A page of a list; `next` is what to send as `after` for the page behind it."""

    rows: list[dict[str, Any]]
    next: str | None


class Asked(BaseModel):
    """The filters of a list of incidents: the same words as in an address of the desk."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str | None, Field(max_length=300, description="Words that stand in its pages.")] = None
    since: Annotated[date | None, Field(description="Not before this day: 2017-01-31.")] = None
    until: Annotated[date | None, Field(description="Not after this day.")] = None
    min_killed: Annotated[int | None, Field(ge=0, le=999_999_999)] = None
    occurrence: Literal["established", "alleged", "disputed", "refuted"] | None = None
    review_status: Annotated[str | None, Field(max_length=40)] = None
    country: list[Annotated[str, Field(max_length=2)]] = Field(default=[], max_length=20)
    type: list[Literal[slots.TYPES]] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    actor: list[Annotated[str, Field(max_length=200)]] = Field(default=[], max_length=20)
    actor_kind: list[Literal[slots.ACTOR_KINDS]] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    link: list[Literal[slots.LINKS]] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    target: list[Literal[slots.TARGET_KINDS]] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    weapon: list[Literal[slots.WEAPON_KINDS]] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    stage: list[Literal[slots.STAGES]] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    role: list[Literal[slots.ROLES]] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    order: Order = "-day"
    after: Annotated[str | None, Field(max_length=300)] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50

    def selection(self, here: Desk) -> Selection:
        """The same as the pages understand it, of what this person may see."""
        query: dict[str, list[str]] = {}
        for key, value in self.model_dump(exclude_none=True, exclude={"limit"}).items():
            query[key] = value if key in FACETS else [str(value)]
        chosen = Selection.of(query)
        return replace(chosen, wanted=veil.narrowed(here, chosen.wanted))


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Error, "description": said}
    for status, said in (
        (400, "A value that is none."),
        (403, "Not a host of this desk."),
        (422, "Wrong shape."),
    )
}
MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Error, "description": "No such thing."}}
router = APIRouter(prefix="/api/v1", responses=ERRORS)
Ident = Annotated[str, Path(max_length=80, description="An id; of an incident its beginning is enough.")]

Day = Annotated[date | None, Query(description="As it was known on this day: 2017-01-31.")]


@router.get("/incidents", response_model=Rows)
def incidents(here: Here, request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """A page of the incidents that fit, a line each."""
    chosen = asked.selection(here)
    page = public.incident_page(
        here.store, chosen.wanted, order=chosen.order, after=chosen.after, limit=asked.limit,
        unmasked=here.unmasked,
    )  # fmt: skip
    return answer(request, {"rows": [asdict(row) for row in page.rows], "next": page.after})


@router.get("/incidents/{ident}", response_model=dict[str, Any], responses=MISSING)
def incident(here: Here, request: Request, ident: Ident, as_of: Day = None) -> Response:
    """One incident whole, in the shape of `tacitus show ID --json`."""
    veil.check_shown(here, ident)
    found = public.incident(here.store, ident, unmasked=here.unmasked, as_of=as_of)
    return answer(request, veil.without_hidden_relations(here, found))


@router.get("/facets", response_model=dict[str, dict[str, int]])
def facets(here: Here, request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """How many of the incidents that fit have each country, type, actor …"""
    found = views.facets(here.store, asked.selection(here).wanted)
    return answer(request, {name: dict(values) for name, values in found.items()})


@router.get("/documents", response_model=Rows)
def documents(
    here: Here,
    request: Request,
    text: Annotated[str | None, Query(max_length=300)] = None,
    after: Annotated[str | None, Query(max_length=300)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Response:
    """A page of the documents, a line each."""
    page = public.document_page(here.store, text, after=after, limit=limit, unmasked=here.unmasked)
    rows = [
        {
            **{
                name: getattr(row.document, name)
                for name in ("id", "title", "url", "publisher", "language", "reason")
            },
            "reports": row.report_count,
            "sources": list(row.sources),
        }
        for row in page.rows
    ]
    return answer(request, {"rows": rows, "next": page.after})


@router.get("/documents/{ident}", response_model=dict[str, Any], responses=MISSING)
def document(here: Here, request: Request, ident: Ident) -> Response:
    """One document with all that was read from it (docs/record.schema.json)."""
    _, data = public.record(here.store, ident, unmasked=here.unmasked)
    return answer(request, veil.shown_page(here, data))


def answer(request: Request, data: Mapping[str, Any], status: int = 200) -> Response:
    """The data as JSON with its ETag, or 304 where the caller has it already."""
    body = json.dumps(data, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    if status == 200 and tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, status_code=status, headers=headers, media_type="application/json")


def fault(status: int, error: object, said: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """An error in the one shape."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
    made = Error(error=Fault(status=status, kind=kind, message=said))
    return Response(
        made.model_dump_json(), status_code=status, headers=headers, media_type="application/json"
    )
