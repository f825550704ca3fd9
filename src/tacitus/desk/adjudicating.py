"""Adjudication: two codings side by side with their words, and the word of a third that stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import double_coding
from tacitus.desk import blind
from tacitus.desk.acting import act, done
from tacitus.desk.context import Desk, Here, Writing
from tacitus.desk.correcting import form_of
from tacitus.errors import UsageError
from tacitus.model.slots import LINK_VERDICTS
from tacitus.reconcile import Round
from tacitus.store import views

router = APIRouter()


@router.get("/review/adjudicate")
def waiting(here: Here) -> HTMLResponse:
    """The incidents whose codings are open and differ."""
    return here.page("adjudications.html", rows=open_rounds(here))


def open_rounds(here: Desk) -> list[tuple[str, Round, int]]:
    """(incident, its round, how much is left to decide) of all that a third is to settle."""
    held = double_coding.all_rounds(here.store, whole=True).values()
    found = [r for r in held if r.double and r.is_open and not r.is_settled]
    today = views.incidents_of(here.store, [r.report for r in found])
    left = {r.report: sum(item not in r.settled for item in r.items) for r in found}
    return [(ident, r, left[r.report]) for r in found if (ident := today[r.report])]


@router.get("/review/adjudicate/{ident}")
def adjudicate(here: Here, ident: str) -> Response:
    """The two codings of an incident; forms to settle them for who is none of the two."""
    if not here.coder:
        return RedirectResponse(f"/coder?then=/review/adjudicate/{ident}", status_code=303)
    found = views.incident(here.store, ident)
    held = double_coding.round_of(here.store, [r["id"] for r in found["reports"]])
    if held is None or not held.double or not held.is_open:
        return RedirectResponse(f"/review/incidents/{found['id']}", status_code=303)
    seen = double_coding.seen_by(here.coder, held)
    rows = blind.items(here, found, held, seen)
    return here.page(
        "adjudicate.html", found=blind.masking(here, found)(found), held=held,
        rows=[row for row in rows if row.said or row.name in held.settled],
        alike={row.name: len(row.said) > 1 and _alike(row) for row in rows},
        settled={row.name: held.settled[row.name] for row in rows if row.name in held.settled},
        mask=blind.masking(here, found), may=here.coder not in held.coders, verdicts=LINK_VERDICTS,
        left=sum(item not in held.settled for item in held.items),
    )  # fmt: skip


def _alike(row: blind.Item) -> bool:
    return len({double_coding.category(row.name, said.answer) for said in row.said.values()}) == 1


@router.post("/review/settle")
def settle(here: Writing, form: Annotated[Mapping[str, str], Depends(form_of)]) -> Response:
    """What stands for one item, and why: one of the two codings, or a third answer."""
    ident, item, say = form.get("incident", ""), form.get("item", ""), form.get("say", "")
    found = views.incident(here.store, ident)
    judged = act(here, form.get("reason", ""))
    if say.startswith("coder:"):
        held = double_coding.round_of(here.store, [r["id"] for r in found["reports"]])
        said = held.by(say.removeprefix("coder:")).get(item) if held and held.is_open else None
        if said is None:
            raise UsageError("nobody of that name said anything of it")
        answer = said.answer
    else:
        answer = blind.answer(here, form, found, item)
    with here.store.atomic():
        double_coding.settle(here.store, judged, ident, item, answer)
    return done(here, f"/review/adjudicate/{found['id']}#i-{item}")
