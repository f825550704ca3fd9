"""What a request has at hand: the store, who is at the desk, and the pages' templates."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import Depends, Form, Header, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

import tacitus
from tacitus.desk import shown
from tacitus.errors import Refused
from tacitus.lang.gazetteer import Gazetteer
from tacitus.linkage import JOIN
from tacitus.store import Store

FOLDER = Path(__file__).parent
VENDOR = FOLDER / "static" / "vendor"
CODER, UNMASKED = "coder", "names"
"""Cookies: the name that a person gave, and whether they asked to see names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`host` and `port` to listen at; `hosts` are further names the desk may be called by; `now` gives
    this second as ISO text, `gazetteer` what a chosen name of a place may stand for.
    `double` is the share of incidents that two are to code, `hidden` that of their sheets on which the
    machine's values are not shown."""

    host: str = "127.0.0.1"
    port: int = 8700
    hosts: tuple[str, ...] = ()
    now: Callable[[], str] = lambda: datetime.now(UTC).isoformat(timespec="seconds")
    gazetteer: Gazetteer | None = None
    double: float = 0.0
    hidden: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One request at the desk. `coder` is "" while nobody has given a name."""

    request: Request
    store: Store
    options: Options
    coder: str
    unmasked: bool
    token: str

    @property
    def in_part(self) -> bool:
        """True when a part of the page was asked for, to be put into one that is open."""
        return self.request.headers.get("hx-request") == "true"

    def page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The page of template `name`."""
        templates: Jinja2Templates = self.request.app.state.templates
        around: Mapping[str, Any] = {
            "desk": self,
            "path": self.request.url.path,
            "version": tacitus.__version__,
            "has_scripts": VENDOR.is_dir(),
        }
        return templates.TemplateResponse(self.request, name, {**around, **values}, status_code=status)


def desk_of(request: Request) -> Desk:
    """The context of a request."""
    return Desk(
        request=request,
        store=request.app.state.store,
        options=request.app.state.options,
        coder=shown.one_line(unquote(request.cookies.get(CODER, "")))[:80],
        unmasked=request.cookies.get(UNMASKED) == "shown",
        token=request.state.token,
    )


def checked(
    request: Request,
    token: Annotated[str, Form()] = "",
    x_desk_token: Annotated[str, Header()] = "",
) -> Desk:
    """The context of an unsafe request from a page of ours. Raises Refused for another's."""
    desk = desk_of(request)
    if not hmac.compare_digest((token or x_desk_token).encode(), desk.token.encode()):
        raise Refused("this page is too old, or not ours: open it again")
    return desk


Here = Annotated[Desk, Depends(desk_of)]
Writing = Annotated[Desk, Depends(checked)]


def templates() -> Jinja2Templates:
    """The templates with the filters that they use."""
    made = Jinja2Templates(directory=FOLDER / "templates")
    made.env.trim_blocks = made.env.lstrip_blocks = True
    made.env.filters.update(shown.FILTERS)
    made.env.globals["url_of"] = lambda *parts: "/" + "/".join(quote(part, safe="") for part in parts)
    made.env.globals["joined_from"] = f"{JOIN:g}".replace("-", "−")
    return made
