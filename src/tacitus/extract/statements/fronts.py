"""Content that stands before its cue (`"…," she said`), and what goes on after the cue.

Indices are those of the tokens of one unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.extract.statements.clauses import Stretch, after_adjuncts, clause_end, last_sign
from tacitus.extract.statements.complements import Complement, Frames
from tacitus.extract.statements.cues import Sense, cue_table
from tacitus.lang.grammar import Token, has_clause, looks_verbal, noun_phrase_of

_SPEECH_SIGNS = ",.?!…—-"


_FURTHER = 14
"""A quotation further away belongs to another cue."""
_SPOKEN = ("clause", "quoted", "told")


@dataclass(frozen=True, slots=True)
class Draft:
    """As Attribution, in token indices of its unit; `shared`: its subject is that of the draft before it."""

    source: Stretch | None
    cue: Stretch
    content: tuple[Stretch, ...]
    lemma: str
    frame: str
    sense: Sense
    shared: bool = False
    addressee: Stretch | None = None


def spoken_sense(frames: Frames) -> Sense:
    """The sense in which the cue introduces words."""
    return frames.get("clause") or frames.get("quoted") or frames.get("told") or Sense("report", True)


def front_content(
    items: list[Token], source: Stretch | None, found: Complement | None, frames: Frames, at: int
) -> tuple[Stretch, ...] | None:
    """The content before the subject (`"…," she said`; `The bridge fell, she said`), with what goes on after.
    `at`: index after the cue."""
    if source is None or source[0] < 1 or not any(s.speech for n, s in frames.items() if n in _SPOKEN):
        return None
    sign = items[source[0] - 1]
    spoken = sign.tag == "Q" and last_sign(sign) in _SPEECH_SIGNS
    if not spoken and sign.text not in (",", "—", "–", "--") and sign.tag != "Q":
        return None
    rest = rest_after(items, at, "told" in frames)
    if spoken and rest == len(items):
        rest = later_quote(items, at) or rest
    if rest is None and not spoken:
        return None
    end = source[0] if sign.tag == "Q" else source[0] - 1
    start = front_start(items, end)
    goes_on = (rest, rest_end(items, rest)) if rest is not None and rest < len(items) else None
    if start >= end:
        return (goes_on,) if goes_on and source[0] > 1 else None  # "And, she said, …"
    if goes_on and items[goes_on[0]].tag == "Q" and not any(t.tag == "Q" for t in items[start:end]):
        return None  # "Asked about it, she said, “…”": what comes first is no speech
    if not sayable(items, start, end):
        if goes_on is None or sign.tag == "Q":
            return None
        if items[start].tag in ("PREP", "SUB", "ADV") or not looks_verbal(items[goes_on[0]]):
            return (goes_on,)
        return ((start, end), goes_on)
    if found is not None and items[start].tag != "Q" and not has_clause(items[start:end]):
        return None  # `In "Hamlet," she said …`: a title in an opening phrase
    return ((start, end), goes_on) if goes_on else ((start, end),)


def sayable(items: list[Token], start: int, end: int) -> bool:
    """True when the stretch can be what somebody says: it has a verb or a quotation."""
    return has_clause(items[start:end]) or any(t.tag == "Q" for t in items[start:end])


def front_start(items: list[Token], end: int) -> int:
    """Where the content that ends at `end` begins: after a semicolon or an earlier, finished quotation."""
    start = 0
    for k in range(end - 2, 0, -1):
        if items[k].text == ";" or (items[k].tag == "Q" and last_sign(items[k]) in ".?!"):
            start = k + 1
            break
    while start < end and (items[start].tag == "CC" or items[start].tag == "P"):
        start += 1
    return start


def rest_after(items: list[Token], at: int, told: bool) -> int | None:
    """Where the interrupted content goes on after the cue; the unit's length where nothing follows; None
    where the cue has a complement of its own."""
    k = after_adjuncts(items, at)
    if told and k == at:
        k = after_adjuncts(items, noun_phrase_of(items, at))
    if k >= len(items) or all(t.text in ".…!?)" for t in items[k:]):
        return len(items)
    t = items[k]
    if t.text in (",", ".", "—", "–", "--", ":", ";"):
        after = items[k + 1] if k + 1 < len(items) else None
        if after is None:
            return len(items)
        if after.tag == "Q":
            return k + 1
        if after.tag == "CC" and k + 2 < len(items) and items[k + 2].tag == "Q":
            return k + 1
        verb = cue_table().verbs.get(after.low)
        if (
            t.text == ";"
            or after.tag in ("CC", "SUB", "REL")
            or after.low.endswith("ing")
            or verb is not None
            or after.low == "according"
        ):
            return len(items)
        return k + 1 if t.text in (",", "—", "–", "--") and has_clause(items[k + 1 :]) else len(items)
    if t.tag in ("SUB", "CC") or t.low.endswith("ing") or t.tag == "PREP":
        return len(items)
    return k if t.tag == "Q" else None


def later_quote(items: list[Token], at: int) -> int | None:
    """A quotation after a comma or colon further on, no clause of its own between: "said of him, “…”"."""
    for k in range(at, min(len(items), at + _FURTHER)):
        if items[k].tag == "Q":
            return k if items[k - 1].text in (",", ":") else None
        if items[k].tag in ("AUX", "THAT", "REL", "PRON") or items[k].text in (";", "."):
            return None
    return None


def rest_end(items: list[Token], at: int) -> int:
    """End of what goes on at `at`: a finished quotation alone, else its clause."""
    if items[at].tag == "Q" and last_sign(items[at]) in ".?!":
        return at + 1
    return clause_end(items, at)


def as_clause(
    items: list[Token], source: Stretch | None, frames: Frames, after: int
) -> tuple[Stretch, ...] | None:
    """ "As the mayor put it, …" and "…, as the mayor said": the content is the main clause."""
    if (
        source is None
        or source[0] == 0
        or items[source[0] - 1].low != "as"
        or not spoken_sense(frames).speech
    ):
        return None
    at = source[0] - 1
    k = after_adjuncts(items, after)
    if not has_clause(items[:at]) and not any(t.tag == "Q" for t in items[:at]):
        if k + 1 < len(items) and items[k].text in (",", ":"):
            return ((k + 1, rest_end(items, k + 1)),)
        return None
    end = at - 1 if items[at - 1].text in (",", "—", "–") else at
    if end < 1 or (k < len(items) and items[k].tag != "P") or (items[at - 1].tag not in ("P", "Q")):
        return None
    start = front_start(items, end)
    return ((start, end),) if start < end and sayable(items, start, end) else None
