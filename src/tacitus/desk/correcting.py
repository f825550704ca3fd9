"""Correcting a value by choosing its words in the text, and adding what was missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import judgements, public
from tacitus.desk import text_shown, value_forms, veil
from tacitus.desk.acting import act, done
from tacitus.desk.context import Desk, Here, Writing
from tacitus.desk.evidence import chosen, document_of
from tacitus.errors import UnknownId
from tacitus.model import Document, Evidence
from tacitus.model.slots import SLOTS, STANCES, one_of
from tacitus.store import views

router = APIRouter()


@router.get("/review/correct")
def choose(
    here: Here,
    report: Annotated[str, Query(max_length=80)],
    slot: Annotated[str, Query(max_length=40)] = "killed",
    claim: Annotated[str, Query(max_length=80)] = "",
    words: Annotated[str, Query(max_length=400)] = "",
    then: Annotated[str, Query(max_length=500)] = "/review",
) -> Response:
    """The page of a report, to choose the words in, with the fields of the slot.

    `claim` is the one to correct. `words` fill the fields anew, as they read."""
    if not here.coder:
        return RedirectResponse("/coder", status_code=303)
    one_of(slot, tuple(SLOTS), "slot")
    veil.check_page_shown(here, document_of(here.store, report))
    kept, data = public.record(here.store, document_of(here.store, report), unmasked=here.unmasked)
    told = next((r for r in data["reports"] if r["id"] == report), None)
    if told is None:
        raise UnknownId(f"no report {report}")
    old = next((c for c in told["claims"] if c["id"] == claim), None)
    value = from_page(here, kept.document, slot, words) if words else (old or {}).get("value")
    return here.page(
        "correct.html", page=data["document"], report=told, slot=slot, slots=tuple(SLOTS), old=old, then=then,
        words=words or (old["evidence"][0]["quote"] if old else ""), stances=STANCES,
        start=old["evidence"][0]["start"] if old and not words else None,
        end=old["evidence"][0]["end"] if old and not words else None,
        fields=value_forms.fields(slot, value),
        marked=text_shown.marked({**data, "reports": [told], "statements": []}),
    )  # fmt: skip


@router.get("/review/fields")
def fields(
    here: Here,
    report: Annotated[str, Query(max_length=80)],
    slot: Annotated[str, Query(max_length=40)],
    words: Annotated[str, Query(max_length=400)] = "",
) -> HTMLResponse:
    """The fields of a slot as the chosen words fill them: a part of the page above."""
    one_of(slot, tuple(SLOTS), "slot")
    kept, _ = public.record(here.store, document_of(here.store, report))
    value = from_page(here, kept.document, slot, words)
    return here.page("fields.html", fields=value_forms.fields(slot, value))


async def form_of(request: Request) -> Mapping[str, str]:
    """What a form sent, whatever fields it has."""
    return {key: str(value) for key, value in (await request.form()).items()}


@router.post("/review/correct")
def keep(here: Writing, form: Annotated[Mapping[str, str], Depends(form_of)]) -> Response:
    """Keep the claim: the words by their place, or, where no place was chosen, by what they say."""
    report, slot = form.get("report", ""), form.get("slot", "")
    one_of(slot, tuple(SLOTS), "slot")
    page = views.document(here.store, document_of(here.store, report)).document
    given = {key.removeprefix("v."): value for key, value in form.items() if key.startswith("v.")}
    value = value_forms.read(slot, given)
    judged = act(here, form.get("reason", ""))
    with here.store.atomic():
        judgements.correct(
            here.store, judged, report=report, slot=slot, value=value, words=placed(page, form),
            stance=form.get("stance") or "asserted", supersedes=form.get("claim") or None,
        )  # fmt: skip
    return done(here, form.get("then") or "/review")


def placed(page: Document, form: Mapping[str, str]) -> Evidence:
    """The words that a form chose. Raises UsageError."""
    return chosen(page, _place(form, "start"), _place(form, "end"), form.get("words", ""))


def _place(form: Mapping[str, str], name: str) -> int | None:
    given = form.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


def from_page(here: Desk, page: Document, slot: str, words: str) -> Any:
    """What the words of a page say for a slot."""
    when = page.published
    day = (when.latest or when.earliest) if when else None
    return value_forms.from_words(slot, words, day=day, gazetteer=here.options.gazetteer)
