"""The application: what is served where, and what an error looks like."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

import tacitus
from tacitus.desk import (
    adjudicating,
    agreement,
    api,
    blind,
    codebook,
    coders,
    correcting,
    documents,
    history,
    incidents,
    linking,
    looking,
    queue,
    reading_api,
    review,
    triage,
    writing_api,
)
from tacitus.desk.context import FOLDER, Options, desk_of, templates
from tacitus.desk.guard import Guard
from tacitus.errors import (
    NoToken,
    RecordError,
    Refused,
    StoreReadOnly,
    TacitusError,
    UnknownId,
    UsageError,
)
from tacitus.store import Store

_PARTS = (
    incidents, documents, looking, history, coders, queue, review, linking, blind, adjudicating, triage,
    correcting, codebook,
)  # fmt: skip
PAGES = tuple(part.router for part in _PARTS)
"""The routers of what is shown to people."""
DATA = (api.router, reading_api.router, writing_api.router, agreement.router)
"""The routers of the API; agreement's has its page as well."""
STATUS: dict[type[TacitusError], HTTPStatus] = {
    UnknownId: HTTPStatus.NOT_FOUND,
    UsageError: HTTPStatus.BAD_REQUEST,
    RecordError: HTTPStatus.BAD_REQUEST,
    NoToken: HTTPStatus.UNAUTHORIZED,
    Refused: HTTPStatus.FORBIDDEN,
    StoreReadOnly: HTTPStatus.CONFLICT,
}
"""What an error of ours is to a browser; any other is a fault (500)."""


def create_app(store: Store, options: Options | None = None) -> FastAPI:
    """The desk on an open store, which stays the caller's to close."""
    app = FastAPI(
        title="tacitus",
        version=tacitus.__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.store, app.state.options = store, options or Options()
    app.state.templates = templates()
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in DATA:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static", check_dir=False), name="static")
    app.add_api_route("/", _front, include_in_schema=False)
    app.add_exception_handler(TacitusError, _ours)
    app.add_exception_handler(HTTPException, _theirs)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(Guard, hosts=app.state.options.hosts)
    return app


def _front() -> Response:
    return RedirectResponse("/incidents")


def _ours(request: Request, error: Exception) -> Response:
    kinds = (status for kind, status in STATUS.items() if isinstance(error, kind))
    return _page(request, next(kinds, HTTPStatus.INTERNAL_SERVER_ERROR), str(error), error)


def _theirs(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _page(request, HTTPStatus(error.status_code), str(error.detail), error)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
    return _page(request, HTTPStatus.UNPROCESSABLE_ENTITY, said, error)


def _page(request: Request, status: HTTPStatus, said: str, error: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        return api.fault(int(status), error, said, headers=_headers(error))
    return desk_of(request).page("error.html", status, title=status.phrase, said=said, code=int(status))


def _headers(error: Exception) -> dict[str, str]:
    """What the protocol wants beside an error: which methods there are, how to say who one is."""
    if isinstance(error, NoToken):
        return {"www-authenticate": "Bearer"}
    return dict(error.headers or {}) if isinstance(error, HTTPException) else {}
