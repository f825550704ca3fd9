"""What people decide: appended to the store, never edited, with who, when and why; each act can be undone.

A link is judged on reports (same, different, unsure), a value on its claim (accept, reject), a document as a
whole (relevant, irrelevant, duplicate, restricted). A corrected or missed value is a claim of its own, on
the words that the person chose. Merging and splitting incidents are judgements on the links of their
reports, so that they hold however the incidents are made anew. Callers see to it that they are made anew
(`archive.link_new`) when they are done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tacitus.errors import Refused, UsageError
from tacitus.model import Claim, Decision, Evidence, Value, content_id
from tacitus.model.slots import (
    LINK_VERDICTS,
    RELATION_KINDS,
    ROUND_VERDICTS,
    TRIAGE_VERDICTS,
    VALUE_VERDICTS,
    VERDICTS,
    one_of,
)
from tacitus.reconcile import rounds
from tacitus.store import Store, add_claim, add_decision, views

LONGEST_NAME, LONGEST_REASON = 80, 4_000
MANY = 20_000
"""Pairs of reports that one split may part: beyond it something else is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who judges, when (ISO time) and why."""

    by: str
    at: str
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip() or len(self.by) > LONGEST_NAME or not self.by.isprintable():
            raise UsageError("a judgement needs the name of who makes it, on one line, of 80 signs at most")
        if len(self.reason) > LONGEST_REASON:
            raise UsageError(f"a reason has {LONGEST_REASON} signs at most")


def decide(store: Store, act: Act, verdict: str, subject: Sequence[str]) -> Decision:
    """Append one decision. Wants an open `store.atomic()`. Raises VocabularyError, UsageError; Refused while
    two code the incident without seeing each other."""
    if verdict in (*ROUND_VERDICTS, "undo"):
        raise UsageError(f"{verdict} is not said by itself")
    _check_free(store, act, subject)
    return append(store, act, verdict, subject)


def append(
    store: Store,
    act: Act,
    verdict: str,
    subject: Sequence[str],
    *,
    undoes: str | None = None,
    value: str = "",
) -> Decision:
    """The same for one who has seen to it that it may be said."""
    one_of(verdict, VERDICTS, "verdict")
    kinds = _KINDS.get(verdict)
    if kinds and any(not s.startswith(kinds) for s in subject):
        raise UsageError(f"{verdict} is said of {' or '.join(kinds)}, not of {', '.join(subject)}")
    if verdict in LINK_VERDICTS:
        if len(set(subject)) != 2:
            raise UsageError(f"{verdict} is said of two reports")
        subject = sorted(subject)
    said = (value,) if value else ()
    ident = content_id("dec", tuple(subject), verdict, act.by, act.at, act.reason, undoes, *said)
    made = Decision(
        id=ident, subject=tuple(subject), verdict=verdict, decided_by=act.by, decided_at=act.at,
        reason=act.reason, undoes=undoes, value=value,
    )  # fmt: skip
    add_decision(store, made)
    return made


def undo(store: Store, act: Act, decisions: Iterable[str]) -> tuple[Decision, ...]:
    """Take decisions back; taking an undo back makes what it undid hold again. Raises UsageError for an
    unknown id, and for what belongs to double coding; Refused as `decide`."""
    log = {d.id: d for d in views.decision_log(store) if d.verdict not in ROUND_VERDICTS}
    wanted = list(decisions)
    for ident in wanted:
        if ident not in log or _first(log, ident) is None:
            raise UsageError(f"no decision {ident} that could be taken back")
        _check_free(store, act, log[ident].subject)
    return _undo(store, act, {ident: log[ident] for ident in wanted})


def _first(log: Mapping[str, Decision], ident: str) -> Decision | None:
    """The decision at the end of a chain of undos."""
    found = log.get(ident)
    while found is not None and found.undoes:
        found = log.get(found.undoes)
    return found


def _undo(store: Store, act: Act, decisions: Mapping[str, Decision]) -> tuple[Decision, ...]:
    return tuple(append(store, act, "undo", d.subject, undoes=ident) for ident, d in decisions.items())


def _check_free(store: Store, act: Act, subjects: Iterable[str]) -> None:
    """Raise Refused where one of these is of an incident that this person may not judge in the open."""
    begun = views.not_undone(views.decision_log(store, ("double",)))
    if not begun:
        return
    touched = views.incidents_about(store, set(subjects))
    if not touched:
        return
    reports = {"rep-" + d.subject[0].removeprefix("inc-"): d.subject[0] for d in begun}
    today = views.incidents_of(store, list(reports))
    ours = [ident for report, ident in reports.items() if today[report] in touched]
    if not ours:
        return
    for found in rounds(views.decisions_on(store, ours)).values():
        if found.is_sealed_from(act.by):
            raise Refused(
                "two code this incident without seeing each other: in their sheets, then a third decides"
            )


def correct(
    store: Store,
    act: Act,
    *,
    report: str,
    slot: str,
    value: Value,
    words: Evidence,
    stance: str = "asserted",
    supersedes: str | None = None,
) -> tuple[Claim, tuple[Decision, ...]]:
    """Add a person's claim on the words they chose: a correction of `supersedes`, which is rejected with it,
    or what was missed. The claim, and the decisions that came with it.

    Raises UnknownId for a report that is not there, VocabularyError for a value that the slot does not take.
    """
    _check_free(store, act, [report])
    made = Claim.of(
        report=report, slot=slot, value=value, evidence=(words,), method=f"human:{act.by}", stance=stance,
        supersedes=supersedes,
    )  # fmt: skip
    add_claim(store, made, at=act.at)
    decided = []
    if act.reason:
        decided.append(decide(store, act, "note", [made.id]))
    if supersedes and supersedes != made.id:
        decided.append(decide(store, act, "reject", [supersedes]))
    return made, tuple(decided)


def link(store: Store, act: Act, one: str, verdict: str, other: str) -> tuple[Decision, ...]:
    """How two incidents stand to each other: same, different, unsure, or a relation. Raises UnknownId,
    UsageError."""
    if verdict in RELATION_KINDS:
        return (relate(store, act, one, verdict, other),)
    if verdict == "same":
        return merge(store, act, one, other)
    return (decide(store, act, verdict, [_reports(store, one)[0], _reports(store, other)[0]]),)


def merge(store: Store, act: Act, one: str, other: str) -> tuple[Decision, ...]:
    """Two incidents are one: their first reports tell of the same. Former judgements that parted their
    reports are taken back. Raises UnknownId."""
    left, right = _reports(store, one), _reports(store, other)
    if set(left) == set(right):
        raise UsageError("the two are one incident already")
    _check_free(store, act, (left[0], right[0]))
    apart = {
        d.id: d
        for d in views.standing_decisions(store)
        if d.verdict == "different" and _between(d.subject, left, right)
    }
    return (*_undo(store, act, apart), append(store, act, "same", (left[0], right[0])))


def split(store: Store, act: Act, incident: str, reports: Sequence[str]) -> tuple[Decision, ...]:
    """Some reports of an incident tell of another happening: each is parted from each that stays.

    Raises UsageError where none would stay or one is not of the incident.
    """
    _check_free(store, act, [incident, *reports])
    return part(store, act, incident, reports)


def part(store: Store, act: Act, incident: str, reports: Sequence[str]) -> tuple[Decision, ...]:
    """The same for one who has seen to it that it may be said."""
    held = _reports(store, incident)
    going = [report for report in held if report in set(reports)]
    staying = [report for report in held if report not in set(reports)]
    if len(going) != len(set(reports)):
        raise UsageError("a report that is to go is not in this incident")
    if not going or not staying:
        raise UsageError("choose some of the reports, and leave one at least")
    if len(going) * len(staying) > MANY:
        raise UsageError(f"more than {MANY:,} pairs to part; split it in steps")
    together = {
        d.id: d
        for d in views.standing_decisions(store)
        if d.verdict == "same" and _between(d.subject, going, staying)
    }
    parted = [append(store, act, "different", (a, b)) for a in going for b in staying]
    return (*_undo(store, act, together), *parted)


def relate(store: Store, act: Act, one: str, kind: str, other: str) -> Decision:
    """`one` stands to `other` as `kind` says (slots.RELATION_KINDS)."""
    one_of(kind, RELATION_KINDS, "relation")
    ends = (views.find_incident(store, one), views.find_incident(store, other))
    if ends[0] == ends[1]:
        raise UsageError("an incident has no relation to itself")
    return decide(store, act, kind, ends)


def _reports(store: Store, incident: str) -> list[str]:
    found = views.incident(store, incident)
    return sorted(report["id"] for report in found["reports"])


def _between(subject: Sequence[str], left: Sequence[str], right: Sequence[str]) -> bool:
    a, b = subject
    return (a in left and b in right) or (a in right and b in left)


_KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(LINK_VERDICTS, ("rep-",)),
    **dict.fromkeys(VALUE_VERDICTS, ("clm-", "inc-")),
    **dict.fromkeys(TRIAGE_VERDICTS, ("doc-",)),
    **dict.fromkeys(RELATION_KINDS, ("inc-",)),
}
"""Verdict -> how the ids begin that it may be said of; others may be said of anything."""
