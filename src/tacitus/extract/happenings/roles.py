"""What a mention's surroundings make of it: its role, the stage of the act, whether it stands for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.happenings.mentions import Mention
from tacitus.lang.lexicon import load
from tacitus.lang.patterns import Patterns, Word
from tacitus.model import Basis

PROSPECTIVE = ("foiled", "planned", "threatened", "warned_of")
"""Cues of an act that has not been carried out, the surest first; each is a stage as well."""
_GROUND = re.compile(
    r"\b(?i:in|at|near|on|of|against|outside|inside|from)\s+(?i:the\s+|an?\s+)?[A-Z0-9]"
    r"|\b(?:19|20)\d\d\b"
)
"""A place, a time or a target of its own: a preposition with a name or number, or a year."""

NEAR = 80
"""Characters behind a mention in which its own place or target stands."""


def role_of(mention: Mention, year: int | None) -> str:
    """main, background, prospective, aftermath, or "vague" for what stands for no happening of its own.

    `year` is that of the document's publication, None where unknown.
    """
    cues = mention.cues
    if "incited" in cues or "drill" in cues:
        return "vague"
    if "total" in cues and (mention.kind.strength == "harm" or mention.number in ("plural", "counted")):
        return "aggregate"
    if any(cue in cues for cue in PROSPECTIVE) and mention.kind.strength != "harm":
        return "prospective"
    if mention.years and (year is None or max(mention.years) < year):
        return "background"
    if "older" in cues or ("answered" in cues and mention.kind.strength != "harm"):
        return "background"
    if "series" in cues and not mention.real:
        return "vague"
    return "aftermath" if "aftermath" in cues or "past_business" in cues else "main"


def stage_of(role: str, anchor: Mention, mentions: Sequence[Mention]) -> Finding:
    """The stage of the happening that `anchor` and the other `mentions` name, with its words.

    What is told is accomplished unless a cue says otherwise of the anchor or of a word in its sentence; what
    is not yet done has the surest cue of all its words.
    """
    wanted = PROSPECTIVE if role == "prospective" else ("attempted",)
    near = [anchor, *(m for m in mentions if m.sentence == anchor.sentence and m.kind.strength != "harm")]
    if role == "prospective":
        near += [m for m in mentions if m.sentence != anchor.sentence]
    for cue in wanted:
        for m in near:
            if cue in m.cues:
                start, end = m.cues[cue]
                return Finding(slot="stage", value=cue, start=min(start, m.start), end=max(end, m.end))
    stage = "planned" if role == "prospective" else "accomplished"
    return Finding(slot="stage", value=stage, start=anchor.start, end=anchor.end, basis=Basis.INFERRED)


def has_ground(text: str, mention: Mention, until: int | None = None) -> bool:
    """True when the words behind the mention give it a place, a time or a target of its own, up to `until`
    (the end of its clause where None)."""
    end = min(mention.clause[1] if until is None else until, mention.end + NEAR)
    return bool(_GROUND.search(text, mention.start, end))


def own_ground(text: str, mention: Mention, until: int | None = None) -> bool:
    """The same, or the kind of act says more than "an attack" does."""
    return bool(mention.kind.types) or has_ground(text, mention, until)


@cache
def _intents() -> Patterns[str]:
    return Patterns([(p, e["value"]) for e in load("roles")["intent"] for p in e["phrases"]], {})


def find_intents(tokens: Sequence[Word]) -> dict[int, tuple[Finding, ...]]:
    """Sentence number -> what it says of the intent of the act it tells, the first words of each kind."""
    found: dict[int, dict[str, Finding]] = {}
    for match in _intents().find(tokens):
        start, end = tokens[match.first].start, tokens[match.last].end
        made = Finding(slot="intent", value=match.row, start=start, end=end)
        found.setdefault(tokens[match.first].sentence, {}).setdefault(match.row, made)
    return {sentence: tuple(kinds.values()) for sentence, kinds in found.items()}
