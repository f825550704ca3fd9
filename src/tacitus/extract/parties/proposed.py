"""Words that the encoder proposes -> findings: the grammar says what kind of thing the words name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tacitus.extract.findings import Finding
from tacitus.extract.joins import ROLES
from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.deeds import Argument
from tacitus.extract.parties.noun_kinds import (
    is_minor,
    is_name,
    number,
    person_kind,
    thing_kind,
    words,
)
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.weapons import weapon_at
from tacitus.extract.parties.word_classes import word_set
from tacitus.extract.tagger import Proposal
from tacitus.lang.lexicon import load
from tacitus.model import Individual, Organisation, Target, Value, Victim, Weapon

_HARM = ("killed", "injured", "kidnapped", "freed", "threatened")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as tokens [first, last] of a scene, without article and marks at its ends."""

    scene: Scene
    first: int
    last: int
    role: str
    score: float

    @property
    def slot(self) -> str:
        return ROLES[self.role]

    @property
    def words(self) -> str:
        return words(self.scene.parsed, self.first, self.last)

    @property
    def span(self) -> tuple[int, int]:
        return self.scene.parsed.span(self.first, self.last)


def placed(scenes: Sequence[Scene], proposals: Sequence[Proposal]) -> Iterator[Proposed]:
    """The proposals for our slots that hold a word, each in its sentence."""
    starts = [scene.parsed.start for scene in scenes]
    for proposal in proposals:
        k = bisect_right(starts, proposal.start) - 1
        if proposal.role not in ROLES or k < 0:
            continue
        tokens = scenes[k].parsed.tokens
        inside = [i for i, t in enumerate(tokens) if proposal.start < t.end and t.start < proposal.end]
        while inside and _is_loose(scenes[k].parsed, inside[0], opening=True):
            inside.pop(0)
        while inside and _is_loose(scenes[k].parsed, inside[-1], opening=False):
            inside.pop()
        if inside:
            yield Proposed(scenes[k], inside[0], inside[-1], proposal.role, proposal.score)


def _is_loose(s: Parsed, i: int, *, opening: bool) -> bool:
    """True for a mark or, in front, an article: no part of a name."""
    token = s.tokens[i]
    return not token.low[0].isalnum() or (opening and token.low in word_set("proposed_articles"))


def finding_of(p: Proposed, confidence: float, method: str) -> Finding:
    """The finding that a proposal stands for, its words as evidence."""
    start, end = p.span
    return Finding(slot=p.slot, value=_value(p), start=start, end=end, confidence=confidence, method=method)


def _value(p: Proposed) -> Value:
    s = p.scene.parsed
    phrase = s.at[p.last] or NounPhrase(p.first, p.last, p.first, p.last)
    match p.role:
        case "perpetrator_organisation":
            return _organisation(p)
        case "target":
            kind = thing_kind(s, phrase)
            return Target(name=p.words, kind=kind or person_kind(s, phrase))
        case "weapon":
            known = (weapon_at(s, k) for k in range(p.first, p.last + 1))
            return Weapon(as_written=p.words, kind=next((hit[1] for hit in known if hit), "unknown"))
        case "victim_name" | "victim_description":
            named = p.role == "victim_name"
            return Victim(
                name=p.words if named else None,
                description=None if named else p.words,
                number=1 if named else number(s, phrase),
                effect=_effect(p),
                minor=is_minor(s, phrase),
            )
        case _:
            return _individual(p, phrase)


def is_named(p: Proposed) -> bool:
    """True where the words are a person's name."""
    if p.role in ("victim_name", "suspect_name"):
        return True
    phrase = p.scene.parsed.at[p.last]
    named = phrase is not None and is_name(p.scene.parsed, phrase)
    return named and phrase is not None and phrase.name is not None and phrase.name <= p.first


def _individual(p: Proposed, phrase: NounPhrase) -> Individual:
    """A person by name is only suspected: that the words name the doer is a model's reading."""
    s, named = p.scene.parsed, is_named(p)
    links = load("parties")["perpetrators_links"]
    near = [s.tokens[k].low for k in range(phrase.first, p.last + 1)]
    link = next((links[low] for low in near if low in links), "")
    return Individual(
        name=p.words if named else None,
        description=None if named else p.words,
        count=1 if named else number(s, phrase),
        link=link or ("suspected" if named else "stated"),
        by="outlet",
        hedge="probable" if named or link else "none",
    )


def _organisation(p: Proposed) -> Organisation:
    """The group of the tables where the words name one, else as written; what links it is not read, so it is
    suspected and no more."""
    mention = next((m for m in p.scene.mentions if m.first <= p.last and p.first <= m.last), None)
    return Organisation(
        name=mention.group.name if mention else p.words,
        as_written=p.words,
        actor_kind=mention.group.kind if mention else "unknown",
        link="suspected",
        by="outlet",
        hedge="probable",
    )


def _effect(p: Proposed) -> str:
    """What the sentence says befell them: the word that they are an argument of, else any of its words."""
    own = [a for a in p.scene.arguments if a.phrase.first <= p.last and p.first <= a.phrase.last]
    told = [_of(a) for a in (*own, *p.scene.arguments)]
    return next((effect for effect in told if effect in _HARM), "unknown")


def _of(a: Argument) -> str:
    return a.frame.effect if a.role == "object" or a.frame.kind in ("die", "suffer") else ""
