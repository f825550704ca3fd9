"""The sheet on which one of two coders codes an incident, without seeing what the other says.

Some sheets hide the machine's values as well, so that it can be measured how far they lead a coder; while
such a sheet is not handed in, the pages that show them lead back to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import RedirectResponse

from tacitus import double_coding, people, public
from tacitus.desk import text_shown, value_forms, veil
from tacitus.desk.acting import Ident, Then, Words, act, done
from tacitus.desk.context import Desk, Here, Writing
from tacitus.desk.correcting import form_of, from_page, placed
from tacitus.desk.evidence import document_of
from tacitus.double_coding import Answer
from tacitus.errors import Refused, UnknownId, UsageError
from tacitus.model import content_id
from tacitus.model.slots import LINK_VERDICTS, one_of
from tacitus.reconcile import CODED, SEATS, Coding, Round, is_drawn
from tacitus.store import views

router = APIRouter()
Data = Mapping[str, Any]
Form_ = Annotated[Mapping[str, str], Depends(form_of)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A row of a sheet: a slot, or a further report; what the machine says, what was said."""

    name: str
    report: Data | None
    machine: Any
    stamp: str
    said: Mapping[str, Coding]


def machine(found: Data, slot: str) -> dict[str, Any] | None:
    """What stands first in a slot, as an answer; None where nothing does, or not in words of its own."""
    claims = {claim["id"]: claim for claim in found["claims"]}
    for resolution in found["slots"].get(slot, ())[:1]:
        held = [claims[ident] for ident in resolution["supporting"]]
        same = [claim for claim in held if claim["value"] == resolution["value"]] or held
        for claim in same[:1]:
            words = {name: claim["evidence"][0][name] for name in ("start", "end", "quote")}
            told = {name: claim[name] for name in ("report", "document")}
            return {**told, "value": resolution["value"], **words}
    return None


def masking(here: Desk, found: Data) -> Callable[[Any], Any]:
    """Masks names in plain data about an incident, as its page does."""
    pages = views.documents_whole(here.store, {report["document"] for report in found["reports"]})
    names, kept = public.names_in(pages.values(), unmasked=here.unmasked)
    return lambda data: people.mask(data, names, keep=kept)


def items(here: Desk, found: Data, held: Round, said: Mapping[str, Mapping[str, Coding]]) -> list[Item]:
    """The rows of a sheet, masked."""
    mask = masking(here, found)
    reports = {report["id"]: report for report in found["reports"] if report["id"] != held.report}
    names = [*CODED, *sorted({*reports, *(n for by in said.values() for n in by)}.difference(CODED))]
    rows = []
    unknown = {"title": "", "source": "a report that is no longer here"}
    for name in names:
        stands = machine(found, name) if name in CODED else None
        theirs = {who: by[name] for who, by in said.items() if name in by}
        rows.append(
            Item(
                name=name, report=None if name in CODED else mask(reports.get(name, unknown)),
                machine=mask(stands), stamp=_stamp(stands),
                said={who: replace(c, answer=mask(c.answer)) for who, c in theirs.items()},
            )
        )  # fmt: skip
    return rows


def _stamp(stands: Data | None) -> str:
    return content_id("val", stands) if stands else ""


def instead(here: Desk, ident: str) -> Response | None:
    """Where an incident is worked at that two code, or are to code; None where it is judged in the open."""
    found = views.incident(here.store, ident)
    held = double_coding.round_of(here.store, [r["id"] for r in found["reports"]])
    if held and held.double:
        if held.is_settled and here.coder not in held.coders:
            return None
        page = "adjudicate" if held.is_open else "sheet"
        return RedirectResponse(f"/review/{page}/{found['id']}", status_code=303)
    free = held is None and found["review_status"] == "unreviewed"
    if free and is_drawn(found["id"], here.options.double):
        return RedirectResponse(f"/review/sheet/{found['id']}", status_code=303)
    return None


@router.get("/review/sheet/{ident}")
def sheet(here: Here, ident: str) -> Response:
    """The sheet of one of the two; for others how it stands, and a seat where one is free."""
    if not here.coder:
        return RedirectResponse(f"/coder?then=/review/sheet/{ident}", status_code=303)
    found = views.incident(here.store, ident)
    held = double_coding.round_of(here.store, [r["id"] for r in found["reports"]])
    if held and held.double and held.is_open:
        return RedirectResponse(f"/review/adjudicate/{found['id']}", status_code=303)
    seated = bool(held and held.double and here.coder in held.coders)
    mine = held.by(here.coder) if held and seated else {}
    return here.page(
        "sheet.html", found=masking(here, found)(found), held=held, seated=seated,
        free=held is None or len(held.coders) < SEATS, hidden=veil.hides(here, held), coded=CODED,
        items=items(here, found, held, {here.coder: mine}) if held and seated else (),
        missing=[slot for slot in CODED if slot not in mine], verdicts=LINK_VERDICTS,
        handed_in=bool(held and here.coder in held.handed_in),
    )  # fmt: skip


@router.get("/review/code/{ident}/{slot}")
def choose(
    here: Here, ident: str, slot: str, report: Annotated[str, Query(max_length=80)] = "",
    words: Annotated[str, Query(max_length=400)] = "",
) -> Response:  # fmt: skip
    """Choose the words of a slot in the text of a report: for one of the two, or for who settles it."""
    one_of(slot, CODED, "slot")
    found = views.incident(here.store, ident)
    held = double_coding.round_of(here.store, [r["id"] for r in found["reports"]])
    if held is None or not held.double or (here.coder in held.coders) == held.is_open:
        raise Refused("this is for the two who code the incident, and then for a third")
    report = report or found["reports"][0]["id"]
    if report not in {r["id"] for r in found["reports"]}:
        raise UnknownId(f"no report {report} of this incident")
    kept, data = public.record(here.store, document_of(here.store, report), unmasked=here.unmasked)
    value = from_page(here, kept.document, slot, words) if words else None
    return here.page(
        "coding.html", found=masking(here, found)(found), slot=slot, report=report, page=data["document"],
        words=words, settles=held.is_open, fields=value_forms.fields(slot, value),
        marked=text_shown.marked({**data, "reports": [], "statements": []}),
    )  # fmt: skip


@router.post("/review/take")
def take(here: Writing, incident: Ident) -> Response:
    """Take a seat: from now on the incident is coded here on a sheet."""
    with here.store.atomic():
        double_coding.take(here.store, act(here), incident)
    return done(here, f"/review/sheet/{incident}")


@router.post("/review/code")
def code(here: Writing, form: Form_) -> Response:
    """What the coder says of one item."""
    ident, item = form.get("incident", ""), form.get("item", "")
    found = views.incident(here.store, ident)
    held = double_coding.round_of(here.store, [r["id"] for r in found["reports"]])
    judged = act(here, form.get("reason", ""))
    stands = machine(found, item) if item in CODED else None
    with here.store.atomic():
        double_coding.code(
            here.store, judged, ident, item, answer(here, form, found, item),
            machine=stands["value"] if stands else None if item in CODED else "same",
            hidden=veil.hides(here, held),
        )  # fmt: skip
    return done(here, f"/review/sheet/{found['id']}#i-{item}")


def answer(here: Desk, form: Data, found: Data, item: str) -> Answer:
    """What a form says of an item. Raises UsageError."""
    say = str(form.get("say", ""))
    if say == "none":
        return None
    if say == "machine":
        stands = machine(found, item)
        if stands is None or _stamp(stands) != form.get("stamp"):
            raise UsageError("what stands has changed meanwhile: look again")
        return stands
    if item not in CODED:
        return say
    report = str(form.get("report", ""))
    if report not in {r["id"] for r in found["reports"]}:
        raise UnknownId(f"no report {report} of this incident")
    page = views.document(here.store, document_of(here.store, report)).document
    given = {key.removeprefix("v."): value for key, value in form.items() if key.startswith("v.")}
    return double_coding.answered(report, value_forms.read(item, given), placed(page, form))


@router.post("/review/take-back")
def take_back(here: Writing, incident: Ident, item: Ident) -> Response:
    """What the coder said of one item no longer holds."""
    with here.store.atomic():
        double_coding.take_back(here.store, act(here), incident, item)
    return done(here, f"/review/sheet/{incident}#i-{item}")


@router.post("/review/hand-in")
def hand_in(here: Writing, incident: Ident) -> Response:
    """The coder is done with the sheet."""
    with here.store.atomic():
        opened = double_coding.hand_in(here.store, act(here), incident)
    return done(here, f"/review/adjudicate/{incident}" if opened else f"/review/sheet/{incident}")


@router.post("/review/open")
def open_(here: Writing, incident: Ident, reason: Words = "", then: Then = "") -> Response:
    """Open the codings before both have handed in."""
    with here.store.atomic():
        double_coding.open_round(here.store, act(here, reason), incident)
    return done(here, then or f"/review/adjudicate/{incident}")
