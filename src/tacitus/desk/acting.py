"""What every judgement at the desk begins and ends with."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Response
from fastapi.responses import RedirectResponse

from tacitus import archive, judgements
from tacitus.desk.coders import inside
from tacitus.desk.context import Desk
from tacitus.errors import UsageError
from tacitus.judgements import Act

Words = Annotated[str, Form(max_length=judgements.LONGEST_REASON)]
Ident = Annotated[str, Form(max_length=80)]
Ids = Annotated[list[str], Form(max_length=5000)]
Then = Annotated[str, Form(max_length=500)]


def act(here: Desk, reason: str = "") -> Act:
    """Who judges at this desk, now. Raises UsageError while nobody has given a name."""
    if not here.coder:
        raise UsageError("say who you are first: every judgement carries a name")
    return Act(by=here.coder, at=here.options.now(), reason=reason.strip())


def done(here: Desk, then: str) -> Response:
    """Make the incidents anew and go on."""
    archive.link_new(here.store)
    return RedirectResponse(inside(then), status_code=303)
