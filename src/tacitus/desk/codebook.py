"""The codebook: what a coder does with each slot, kept as versions, with precedents to link to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tacitus import judgements
from tacitus.desk.acting import act
from tacitus.desk.context import Here, Writing
from tacitus.errors import UsageError
from tacitus.model import Decision
from tacitus.model.slots import SLOTS
from tacitus.store import views

router = APIRouter()
ABOUT = "codebook:"
"""How the subject of an entry begins; the slot it is about follows."""
TOPICS = ("links", *SLOTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in the codebook on one topic; `versions` are all that stood there, the newest first;
    `precedents` are ids of incidents and documents."""

    topic: str
    text: str
    precedents: tuple[str, ...]
    versions: tuple[Decision, ...]


def entries(log: Iterable[Decision]) -> tuple[Entry, ...]:
    """The codebook, by topic; `log` by time."""
    by_topic: dict[str, list[Decision]] = {}
    for decision in log:
        if decision.verdict == "codebook":
            by_topic.setdefault(decision.subject[0].removeprefix(ABOUT), []).append(decision)
    return tuple(
        Entry(
            topic=topic, text=found[-1].reason, precedents=found[-1].subject[1:], versions=tuple(found[::-1])
        )
        for topic, found in sorted(by_topic.items(), key=lambda item: TOPICS.index(item[0]))
    )


@router.get("/codebook")
def codebook(here: Here) -> HTMLResponse:
    """Every entry with its versions."""
    found = {entry.topic: entry for entry in entries(views.decision_log(here.store))}
    return here.page("codebook.html", entries=found, topics=TOPICS)


@router.post("/codebook")
def write(
    here: Writing,
    topic: Annotated[str, Form(max_length=40)],
    text: Annotated[str, Form(max_length=judgements.LONGEST_REASON)],
    precedents: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """A new version of an entry; the former ones stay."""
    if topic not in TOPICS:
        raise UsageError(f"the codebook has no topic {topic!r}")
    if not text.strip():
        raise UsageError("an entry needs a text")
    cited = [word for word in precedents.replace(",", " ").split() if word]
    for ident in cited:
        if ident.startswith("doc-"):
            views.document(here.store, ident)
        else:
            views.find_incident(here.store, ident)
    with here.store.atomic():
        judgements.decide(here.store, act(here, text), "codebook", [f"{ABOUT}{topic}", *cited])
    return RedirectResponse(f"/codebook#{topic}", status_code=303)
