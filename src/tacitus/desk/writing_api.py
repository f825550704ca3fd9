"""/api/v1 for programs that write: what a coder does by hand, with a bearer token in a coder's name.

`Authorization: Bearer …`; `tacitus token make NAME` gives one out. Everything is appended, can be undone,
and carries the name of the token. An answer names what was made; the incidents are made anew before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from tacitus import archive, judgements
from tacitus.desk.api import ERRORS, MISSING, Error, Ident
from tacitus.desk.context import Here
from tacitus.desk.evidence import chosen, document_of
from tacitus.errors import NoToken
from tacitus.judgements import LONGEST_REASON, Act
from tacitus.model import Decision, Value, decode, slots
from tacitus.store import bearer, views

NOT_ALLOWED: dict[int | str, dict[str, Any]] = {
    401: {"model": Error, "description": "No token, or none that holds."},
    409: {"model": Error, "description": "The store may not be written."},
}
router = APIRouter(prefix="/api/v1", responses={**ERRORS, **NOT_ALLOWED, **MISSING})
Id = Annotated[str, Field(min_length=1, max_length=80)]
Offset = Annotated[int, Field(ge=0, le=100_000_000)]


class Said(BaseModel):
    """What every judgement may carry."""

    model_config = ConfigDict(extra="forbid")
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""


class Judged(Said):
    """One verdict on each subject: a claim or an incident (accept, reject), a document (relevant …), an
    incident (finish, note)."""

    verdict: Literal[(*slots.VALUE_VERDICTS, *slots.TRIAGE_VERDICTS, "note", "finish")]  # type: ignore[valid-type]
    subjects: Annotated[list[Id], Field(min_length=1, max_length=500)]


class Undone(Said):
    """Decisions to take back."""

    decisions: Annotated[list[Id], Field(min_length=1, max_length=5_000)]


class Found(Said):
    """A value and the words that say it: [start, end) of the text, or words that stand in it once."""

    report: Id
    slot: Literal[tuple(slots.SLOTS)]  # type: ignore[valid-type]
    value: JsonValue = Field(description="In the shape of docs/record.schema.json.")
    start: Offset | None = None
    end: Offset | None = None
    words: Annotated[str | None, Field(min_length=1, max_length=4_000)] = None
    stance: Literal[slots.STANCES] = "asserted"  # type: ignore[valid-type]
    corrects: Annotated[Id | None, Field(description="The claim that this one stands for from now on.")] = (
        None
    )

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if (self.start is None) != (self.end is None) or (self.start is None) == (self.words is None):
            raise ValueError("give either start and end, or words")
        return self


class Linked(Said):
    """How two incidents stand to each other: one happening, two, or one of the relations."""

    other: Id
    verdict: Literal[(*slots.LINK_VERDICTS, *slots.RELATION_KINDS)]  # type: ignore[valid-type]


class Parted(Said):
    """The reports of an incident that tell of another happening."""

    reports: Annotated[list[Id], Field(min_length=1, max_length=5_000)]


class Made(BaseModel):
    """Ids of what was appended."""

    decisions: list[str]
    claim: str | None = None


_scheme = HTTPBearer(auto_error=False, description="From `tacitus token make NAME`.")


def author(here: Here, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_scheme)]) -> str:
    """Who writes. Raises NoToken."""
    name = bearer(here.store, given.credentials) if given else None
    if name is None:
        raise NoToken("writing needs a token that holds: Authorization: Bearer …")
    return name


Author = Annotated[str, Depends(author)]


@router.post("/decisions", status_code=201, response_model=Made)
def decide(here: Here, name: Author, asked: Judged) -> Made:
    """Judge claims, incidents or documents."""
    act = Act(by=name, at=here.options.now(), reason=asked.reason.strip())
    with here.store.atomic():
        subjects = dict.fromkeys(views.subject(here.store, one) for one in asked.subjects)
        made = [judgements.decide(here.store, act, asked.verdict, [one]) for one in subjects]
    return _made(here, made)


@router.post("/undo", status_code=201, response_model=Made)
def undo(here: Here, name: Author, asked: Undone) -> Made:
    """Take decisions back; an undo can be taken back as well."""
    act = Act(by=name, at=here.options.now(), reason=asked.reason.strip())
    with here.store.atomic():
        made = judgements.undo(here.store, act, dict.fromkeys(asked.decisions))
    return _made(here, made)


@router.post("/claims", status_code=201, response_model=Made)
def claim(here: Here, name: Author, asked: Found) -> Made:
    """Add a value that was missed, or correct one; the claim that is corrected is rejected."""
    page = views.document(here.store, document_of(here.store, asked.report)).document
    value: Value = decode(slots.SLOTS[asked.slot], asked.value)
    words = chosen(page, asked.start, asked.end, asked.words or "")
    act = Act(by=name, at=here.options.now(), reason=asked.reason.strip())
    with here.store.atomic():
        made, decided = judgements.correct(
            here.store, act, report=asked.report, slot=asked.slot, value=value, words=words,
            stance=asked.stance, supersedes=asked.corrects,
        )  # fmt: skip
    return _made(here, decided, claim=made.id)


@router.post("/incidents/{ident}/links", status_code=201, response_model=Made)
def link(here: Here, name: Author, ident: Ident, asked: Linked) -> Made:
    """Merge two incidents (same), keep them apart (different), leave it open (unsure), or relate them."""
    act = Act(by=name, at=here.options.now(), reason=asked.reason.strip())
    with here.store.atomic():
        made = judgements.link(here.store, act, ident, asked.verdict, asked.other)
    return _made(here, made)


@router.post("/incidents/{ident}/split", status_code=201, response_model=Made)
def split(here: Here, name: Author, ident: Ident, asked: Parted) -> Made:
    """Part some reports from the rest of their incident."""
    act = Act(by=name, at=here.options.now(), reason=asked.reason.strip())
    with here.store.atomic():
        made = judgements.split(here.store, act, ident, asked.reports)
    return _made(here, made)


def _made(here: Here, decisions: Sequence[Decision], *, claim: str | None = None) -> Made:
    archive.link_new(here.store)
    return Made(decisions=[decision.id for decision in decisions], claim=claim)
