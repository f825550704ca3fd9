"""Double coding: two code one incident without seeing each other, a third settles what they differ on.

What a coder says is a sealed decision, never a claim, so that nothing that is made from claims can show it.
Only what is settled becomes a claim: at once where both say the same when the second hands in, else when an
adjudicator decides, who is none of the two. See reconcile/rounds.py for what the log of this adds up to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tacitus.errors import Refused, UsageError
from tacitus.judgements import LONGEST_NAME, Act, append, part
from tacitus.model import Claim, Decision, Evidence, Figure, Span, When, canonical, decode, encode
from tacitus.model.slots import LINK_VERDICTS, ROUND_VERDICTS, SLOTS, one_of
from tacitus.model.values import Organisation, Place, Target, Value, Weapon
from tacitus.reconcile import CODED, CODER, SEATS, TAKEN_BACK, Coding, Round, rounds
from tacitus.store import Store, add_claim, views

NOT_SAID = "not said"
"""The category of "the pages do not say"."""
Answer = Mapping[str, Any] | str | None


def all_rounds(store: Store, *, whole: bool = False) -> dict[str, Round]:
    """Every round and assignment by the name of its incident; with what was coded only where `whole`."""
    wanted = ROUND_VERDICTS if whole else [v for v in ROUND_VERDICTS if v not in ("code", "settle")]
    return rounds(views.not_undone(views.decision_log(store, wanted)))


def round_of(store: Store, reports: Iterable[str]) -> Round | None:
    """The round, else the assignment, of the incident of these reports; None where there is neither."""
    names = sorted("inc-" + report.removeprefix("rep-") for report in reports)
    found = rounds(views.decisions_on(store, names))
    return min(found.values(), key=lambda r: (not r.double, r.incident), default=None)


def assign(store: Store, act: Act, incident: str, coders: Sequence[str]) -> Round:
    """Give an incident to a coder, or to two, who then code it without seeing each other. Wants an open
    `store.atomic()`. Raises UsageError where somebody judged it before, or has a seat already."""
    told, found = _look(store, incident)
    wanted = [Act(by=name, at=act.at).by for name in dict.fromkeys(coders)]
    if found and found.double:
        raise UsageError("two code this already")
    both = sorted({*(found.coders if found else ()), *wanted})
    if not wanted or len(both) > SEATS:
        raise UsageError(f"name one coder, or {SEATS}")
    if len(both) == SEATS:
        begin(store, act, incident)
    for name in both:
        if not found or name not in found.coders:
            append(store, act, "assign", (found.incident if found else told["id"], CODER + name))
    return _again(store, told)


def release(store: Store, act: Act, incident: str, coder: str) -> None:
    """Take an assignment back. Raises UsageError where there is none, or the codings are open."""
    _, found = _look(store, incident)
    if found is None or coder not in found.coders or found.is_open:
        raise UsageError(f"{coder} is not assigned to this, or it is open already")
    for d in views.decisions_on(store, [found.incident]):
        if d.verdict == "assign" and d.subject[1] == CODER + coder:
            append(store, act, "undo", d.subject, undoes=d.id)


def begin(store: Store, act: Act, incident: str) -> None:
    """From now on two code this incident, each alone. Raises UsageError where it was judged before."""
    told, found = _look(store, incident)
    if told["review_status"] != "unreviewed":
        raise UsageError("somebody has judged this incident already: nobody can code it unseen any more")
    if not (found and found.double):
        append(store, act, "double", (found.incident if found else told["id"],))


def take(store: Store, act: Act, incident: str) -> None:
    """Take a free seat of a round, which begins where it has not. Raises Refused where both are taken."""
    told, found = _look(store, incident)
    if found and act.by in found.coders and found.double:
        return
    if found and len(found.coders) >= SEATS:
        raise Refused("both seats are taken: two others code this")
    if not (found and found.double):
        begin(store, act, incident)
    if not (found and act.by in found.coders):
        append(store, act, "assign", (found.incident if found else told["id"], CODER + act.by))


def code(
    store: Store,
    act: Act,
    incident: str,
    item: str,
    answer: Answer,
    *,
    machine: Any = None,
    hidden: bool = False,
) -> Decision:
    """What one of the two says of an item: the latest word holds until the round is open. `answer` is as in
    `answered`, None for "the pages do not say", a link verdict where the item is a report. Raises Refused,
    UsageError, VocabularyError."""
    told, found = _look(store, incident)
    if found is None or not found.double or act.by not in found.coders:
        raise Refused("this is for the two who code the incident")
    if found.is_open:
        raise Refused("both codings are open: nothing more can be coded unseen")
    _check_item(told, found, item, answer)
    value = canonical({"answer": answer, "machine": machine, "hidden": hidden})
    return append(store, act, "code", (found.incident, item), value=value)


def take_back(store: Store, act: Act, incident: str, item: str) -> Decision:
    """What one of the two said of an item no longer holds. Raises Refused where that may not be, UsageError
    where nothing was said."""
    _, found = _look(store, incident)
    if found is None or act.by not in found.coders or found.is_open:
        raise Refused("this is for the two who code the incident, until both have handed in")
    if act.by in found.handed_in:
        raise Refused("a sheet that is handed in has no gaps: answer it anew")
    if item not in found.by(act.by):
        raise UsageError(f"nothing was said of {item}")
    return append(store, act, "code", (found.incident, item), value=TAKEN_BACK)


def hand_in(store: Store, act: Act, incident: str) -> bool:
    """One of the two is done; True when with it the round is open. What both say alike then stands."""
    told, found = _look(store, incident)
    if found is None or not found.double or act.by not in found.coders or found.is_open:
        raise Refused("this is for the two who code the incident, until both have handed in")
    if missing := [slot for slot in CODED if slot not in found.by(act.by)]:
        raise UsageError(f"not coded yet: {', '.join(missing).replace('_', ' ')}")
    append(store, act, "hand_in", (found.incident,))
    after = _again(store, told)
    if after.is_open:
        _settle_agreed(store, act, after)
    return after.is_open


def open_round(store: Store, act: Act, incident: str) -> None:
    """Open the codings before both have handed in. Raises Refused for one of the two."""
    told, found = _look(store, incident)
    if found is None or not found.double or found.is_open:
        raise UsageError("there is no coding to open")
    if act.by in found.coders:
        raise Refused("one who codes it cannot open it")
    append(store, act, "open", (found.incident,))
    _settle_agreed(store, act, _again(store, told))


def settle(store: Store, act: Act, incident: str, item: str, answer: Answer) -> Decision:
    """An adjudicator's word on an item, with a reason: it takes effect. Raises Refused for one of the two."""
    told, found = _look(store, incident)
    if found is None or not found.double or not found.is_open:
        raise UsageError("the codings are not open yet")
    if act.by in found.coders:
        raise Refused("one who coded it cannot adjudicate it")
    if not act.reason:
        raise UsageError("say why: an adjudication carries its reason")
    _check_item(told, found, item, answer)
    return _settle(store, act, found, item, answer, ())


def answered(report: str, value: Value, words: Evidence) -> dict[str, Any]:
    """A value with its words as an answer."""
    return {"report": report, "document": words.span.document, "value": encode(value), **encode(words)}


def category(item: str, answer: Answer) -> str:
    """What makes two answers to an item the same: the code, the days, the name, the bounds."""
    if answer is None:
        return NOT_SAID
    if isinstance(answer, str):
        return answer
    return value_category(item, answer["value"])


def value_category(slot: str, data: Any) -> str:
    """The same of the plain data of a slot's value."""
    kind = SLOTS[slot]
    value = data if kind in (str, bool) else decode(kind, data)
    match value:
        case Figure():
            return "unknown" if value.unknown else f"{value.low}..{'' if value.high is None else value.high}"
        case When():
            return f"{value.earliest or ''}..{value.latest or ''}"
        case Place():
            return value.name.casefold()
        case Organisation():
            return f"{(value.name or value.as_written or '').casefold()}, {value.link or ''}"
        case Target() | Weapon():
            return value.kind or "unknown"
    return str(value)


def _look(store: Store, incident: str) -> tuple[dict[str, Any], Round | None]:
    told = views.incident(store, incident)
    return told, round_of(store, [r["id"] for r in told["reports"]])


def _again(store: Store, told: Mapping[str, Any]) -> Round:
    found = round_of(store, [r["id"] for r in told["reports"]])
    assert found is not None
    return found


def _check_item(told: Mapping[str, Any], found: Round, item: str, answer: Answer) -> None:
    if item in CODED:
        if isinstance(answer, str):
            raise UsageError(f"{item} takes a value with its words")
        return
    if item not in {r["id"] for r in told["reports"]} - {found.report} and item not in found.items:
        raise UsageError(f"{item} is neither a slot that is coded nor a report of this incident")
    one_of(str(answer), LINK_VERDICTS, "verdict")


def _settle_agreed(store: Store, act: Act, found: Round) -> None:
    """What both say alike stands, in the name of both: whoever was the last to hand in."""
    if len(found.coders) < SEATS:
        return
    one, other = (found.by(coder) for coder in found.coders)
    name = " and ".join(found.coders)
    both = Act(by=name if len(name) <= LONGEST_NAME else found.coders[0], at=act.at, reason="coded alike")
    for item in found.items:
        if item in one and item in other:
            answers = one[item].answer, other[item].answer
            if category(item, answers[0]) == category(item, answers[1]):
                _settle(store, both, found, item, answers[0], answers[1:])


def _settle(
    store: Store, act: Act, found: Round, item: str, answer: Answer, further: Sequence[Answer]
) -> Decision:
    """Make it stand. `further` answers bring their words as well, where they are of the same report."""
    claim = None
    if item in CODED:
        claim = _claim(store, act, item, answer, further) if isinstance(answer, Mapping) else None
        _stand_alone(store, act, found, item, claim)
    else:
        _part_or_keep(store, act, found, item, str(answer))
    value = canonical({"answer": answer, "claim": claim and claim.id})
    return append(store, act, "settle", (found.incident, item), value=value)


def _claim(store: Store, act: Act, slot: str, answer: Mapping[str, Any], further: Sequence[Answer]) -> Claim:
    same = [a for a in further if isinstance(a, Mapping) and a["report"] == answer["report"]]
    places = sorted({(a["start"], a["end"], a["quote"]) for a in (answer, *same)})
    words = tuple(
        Evidence(span=Span(document=answer["document"], start=s, end=e), quote=q) for s, e, q in places
    )
    kind = SLOTS[slot]
    value = answer["value"] if kind in (str, bool) else decode(kind, answer["value"])
    made = Claim.of(report=answer["report"], slot=slot, value=value, evidence=words, method=f"human:{act.by}")
    add_claim(store, made, at=act.at)
    append(store, act, "accept", (made.id,))
    return made


def _stand_alone(store: Store, act: Act, found: Round, slot: str, claim: Claim | None) -> None:
    """Reject what a former settlement made; where the pages do not say it, all that was read of the slot."""
    told = views.incident(store, found.report)
    ours = [c for c in told["claims"] if c["slot"] == slot and (claim is None or c["id"] != claim.id)]
    gone = [c["id"] for c in ours if claim is None or c["method"].startswith("human:")]
    for ident in gone:
        append(store, act, "reject", (ident,))


def _part_or_keep(store: Store, act: Act, found: Round, report: str, verdict: str) -> None:
    told = views.incident(store, found.report)
    held = {r["id"] for r in told["reports"]}
    if verdict == "different" and report in held:
        part(store, act, told["id"], [report])
    elif verdict == "same":
        append(store, act, "same", (found.report, report))


def seen_by(coder: str, found: Round) -> dict[str, dict[str, Coding]]:
    """Coder -> what they said, as far as this person may see it: their own, and all once it is open."""
    return {name: found.by(name) for name in found.coders if found.is_open or name == coder}
