"""The nouns: what is claimed, by which report, what it adds up to, and what a person decided.

Claims, documents and decisions are truth and are only ever appended; everything else can be made again from
them. Ids are content ids: the same words read the same way have the same id on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from tacitus.errors import NoEvidence
from tacitus.model import slots
from tacitus.model.codec import content_id
from tacitus.model.text import Document, Evidence, Span
from tacitus.model.values import Basis, Figure, Place, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value for one slot of one report, in the words that say it.

    `attributed_to` is the id of the statement it comes from (None: the outlet's own voice). `method` and
    `confidence` are no part of the id, so that a better reader finds the same claim again.
    """

    id: str
    report: str = field(metadata={"json": None})
    slot: str
    value: Value = field(metadata={"type_by": "slot"})
    stance: str = "asserted"
    attributed_to: str | None = None
    as_of: str | None = None
    supersedes: str | None = None
    basis: Basis = Basis.STATED
    evidence: tuple[Evidence, ...]
    method: str
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.evidence:
            raise NoEvidence(f"a claim on {self.slot} without words behind it")
        slots.check_value(self.slot, self.value)
        slots.one_of(self.stance, slots.STANCES, "stance")

    @classmethod
    def of(
        cls,
        *,
        report: str,
        slot: str,
        value: Value,
        evidence: tuple[Evidence, ...],
        method: str,
        stance: str = "asserted",
        attributed_to: str | None = None,
        as_of: str | None = None,
        supersedes: str | None = None,
        basis: Basis = Basis.STATED,
        confidence: float = 1.0,
    ) -> Self:
        """A claim with its content id."""
        ident = content_id("clm", report, slot, value, stance, attributed_to, as_of, evidence)
        return cls(
            id=ident, report=report, slot=slot, value=value, stance=stance, attributed_to=attributed_to,
            as_of=as_of, supersedes=supersedes, basis=basis, evidence=evidence, method=method,
            confidence=confidence,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one document tells of one happening. `anchor` is the stretch that names the happening."""

    id: str
    document: str = field(metadata={"json": None})
    role: str
    anchor: Evidence
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        slots.one_of(self.role, slots.ROLES, "role")

    @staticmethod
    def id_of(anchor: Evidence) -> str:
        """The content id: the document and the stretch that names the happening."""
        return content_id("rep", anchor.span.document, anchor)

    def slot(self, name: str) -> tuple[Claim, ...]:
        """The claims on one slot, in order."""
        return tuple(c for c in self.claims if c.slot == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it: the resolved name, the words used here ("he"), the role the page gives, and where the
    words are."""

    name: str | None
    as_written: str
    role: str | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something that somebody is quoted or paraphrased as saying; `content` lies verbatim in the text.

    `within` is the statement that quotes this one; `about` the report or statement it speaks of.
    """

    id: str
    document: str = field(metadata={"json": None})
    speaker: Speaker | None
    act: str
    kind: str
    content: Evidence
    cue: Evidence | None = None
    addressee: str | None = None
    when: str | None = None
    within: str | None = None
    about: str | None = None

    def __post_init__(self) -> None:
        slots.one_of(self.act, slots.ACTS, "act")
        slots.one_of(self.kind, slots.STATEMENT_KINDS, "kind")

    @staticmethod
    def id_of(content: Evidence, speaker: Span | None) -> str:
        """The content id: the document, the content's words and where the speaker is named."""
        return content_id(
            "st", content.span.document, content, [speaker.start, speaker.end] if speaker else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two sides on one question, as ids of statements or claims."""

    about: str
    for_: tuple[str, ...] = field(metadata={"json": "for"})
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How one report or incident stands to another; kinds in slots.RELATION_KINDS."""

    from_: str = field(metadata={"json": "from"})
    to: str
    kind: str
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        slots.one_of(self.kind, slots.RELATION_KINDS, "relation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A count of happenings in a window of time ("the fourth attack in a month"); `includes` a report of
    the page."""

    value: int
    unit: str
    window: str | None = None
    place: Place | None = None
    includes: str | None = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change in words ("almost tripled") and, where two figures allow it, the factor they give."""

    words: str
    factor: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A figure about no single happening; `consistent` says whether the words of a change fit the figures."""

    what: str
    value: Figure | None = None
    period: str | None = None
    change: Change | None = None
    consistent: bool | None = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place, a time or another thing named at [start, end); `value` holds what it stands for, as plain
    data."""

    kind: str
    start: int
    end: int
    value: dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document and everything read from it: what `tacitus read PAGE --json` prints."""

    document: Document
    reports: tuple[Report, ...] = ()
    statements: tuple[Statement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    relations: tuple[Relation, ...] = ()
    series: tuple[Series, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A judgement on a link, a value or a document; appended, never edited; the latest human one outranks
    every rule.

    `subject` names what is judged (two report ids for a link, sorted). `verdict`: same, different, unsure;
    accept, reject; relevant, irrelevant, duplicate, restricted; undo (of the decision in `undoes`). `value`
    is what a coder says, as JSON, in the verdicts of double coding (docs/decisions/0009-double-coding.md).
    """

    id: str
    subject: tuple[str, ...]
    verdict: str
    decided_by: str
    decided_at: str
    score: float | None = None
    reason: str = ""
    undoes: str | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What stands for one slot, under which profile, why, and which claims are for and against it.

    `flags` are codes for what must be known of it: `nothing_stands` (all of it is denied or taken back),
    `blank` (the profile writes no number), `silence` (a 0 for what nobody speaks of), `number_unknown`,
    `inferred` (built from groups or persons), `unchecked` (a rule that was recalled, not read, was used),
    `indeterminate`, `uncertain`, `denied`. `checks` are sentences on parts that contradict the whole; `parts`
    what a sum is made of, by the format's names.
    """

    slot: str
    value: Value = field(metadata={"type_by": "slot"})
    low: int | None = None
    best: int | None = None
    high: int | None = None
    profile: str
    trace: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def stands(self) -> bool:
        """False where all that was said is denied, taken back or left blank: `value` is then no answer."""
        return not {"nothing_stands", "blank"} & set(self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A happening as its linked reports tell it. Its id is made from that of its smallest report."""

    id: str
    title: str
    occurrence: str
    reports: tuple[str, ...]
    resolutions: tuple[Resolution, ...] = ()
    relations: tuple[Relation, ...] = ()
    review_status: str = "unreviewed"

    @staticmethod
    def id_of(reports: Iterable[str]) -> str:
        """The id of the incident that these reports tell of: that of the smallest, so that order is no
        matter."""
        return "inc-" + min(reports).removeprefix("rep-")
