"""What the rules found and the encoder proposes, joined: each wording of a slot stands or falls whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tacitus.extract.findings import Finding, fold
from tacitus.extract.joins import SLOTS, Sighting
from tacitus.extract.opinion import Opinion
from tacitus.extract.parties.proposed import Proposed, finding_of, is_named, placed
from tacitus.extract.parties.scenes import Scene
from tacitus.model import Individual, Organisation, Target, Victim, Weapon

_MORE = 0.5
"""Share of a wording's highest score from which another place of it is taken too."""


@dataclass(slots=True)
class Wording:
    """Where one wording stands in one slot, by whom."""

    slot: str
    words: str
    found: list[Finding] = field(default_factory=list)
    proposed: list[Proposed] = field(default_factory=list)

    @property
    def sure(self) -> float:
        return max((f.confidence for f in self.found), default=0.0)

    @property
    def score(self) -> float:
        return max((p.score for p in self.proposed), default=0.0)

    @property
    def kind(self) -> str:
        """One of joins.KINDS."""
        if self.slot != "victim":
            return self.slot
        return "victim_name" if self.named else "victim_description"

    @property
    def named(self) -> bool:
        """True for a person by name, by the rules where they found one."""
        if self.found:
            return any(isinstance(f.value, Victim | Individual) and f.value.name for f in self.found)
        return any(is_named(p) for p in self.proposed)

    def spans(self) -> list[tuple[int, int]]:
        """Where it stands; a finding's stretch may be longer than the wording."""
        return [*((f.start, f.end) for f in self.found), *(p.span for p in self.proposed)]

    def is_variant(self, other: Wording) -> bool:
        """True where both stand at one place and share a word: "men" and "two armed men"."""
        if self is other or self.slot != other.slot or not set(self.words.split()) & set(other.words.split()):
            return False
        return any(a < d and c < b for a, b in self.spans() for c, d in other.spans())


def join(scenes: Sequence[Scene], found: Sequence[Finding], opinion: Opinion) -> list[Finding]:
    """`found` without what the encoder speaks against, with its chance where it speaks for it, and what it
    adds. Findings of other slots, and those that name nobody, stay."""
    made = [f for f in found if not _is_weighed(f)]
    joins = opinion.joins.kinds
    # in mixed case what the rules found was counted by hand, and stands
    ranked = sorted(
        ((joins[w.kind].chance(seen), w, seen) for w, seen in sightings(scenes, found, opinion)),
        key=lambda c: (opinion.loud or not c[1].found, -c[0], min(c[1].spans())),
    )
    taken: list[Wording] = []
    persons = [] if opinion.loud else [f for f in found if name_of(f)]
    attributed = {group_of(f) for f in found} - {None}  # their link was read, an encoder's guess adds none
    for chance, wording, seen in ranked:
        stands = bool(wording.found) and not opinion.loud
        passes = joins[wording.kind].takes(seen) and not any(wording.is_variant(o) for o in taken)
        if not (stands or passes):
            continue
        taken.append(wording)
        if wording.found:
            made += [_weighed(f, chance, opinion.weighed, loud=seen.loud) for f in wording.found]
        else:
            bar = _MORE * seen.score
            added = [finding_of(p, chance, opinion.method) for p in wording.proposed if p.score >= bar]
            made += [f for f in added if group_of(f) not in attributed and not is_known(f, persons)]
    return made


def name_of(f: Finding) -> str:
    """The name of the person that a finding is about, "" for others."""
    return (f.value.name or "") if isinstance(f.value, Individual | Victim) else ""


def is_known(f: Finding, persons: Sequence[Finding]) -> bool:
    """True for a person of whom the rules read another part: whom they clear the encoder does not hurt."""
    name = set(fold(name_of(f)).split())
    return bool(name) and any(name <= set(fold(name_of(p)).split()) for p in persons if p.slot != f.slot)


def group_of(f: Finding) -> str | None:
    """The group that a finding is about, by its name in the tables."""
    return f.value.name if isinstance(f.value, Organisation) else None


def _weighed(f: Finding, chance: float, method: str, *, loud: bool) -> Finding:
    """In mixed case the rules' own confidence, counted by hand, stands."""
    return replace(f, confidence=chance if loud else f.confidence, method=method)


def sightings(
    scenes: Sequence[Scene], found: Sequence[Finding], opinion: Opinion
) -> list[tuple[Wording, Sighting]]:
    """Every wording that somebody found or proposed, in the order of the text, and what is seen of it."""
    wordings = _wordings(scenes, found, opinion)
    page = opinion.reading.page.get("relevant", 0.5)
    made = []
    for w in wordings:
        near = [other for other in wordings if w.is_variant(other)]
        rivals = [other.score for other in wordings if other.slot != w.slot and other.words == w.words]
        seen = Sighting(
            found=w.sure, times=len(w.found), score=w.score, proposed=len(w.proposed), page=page,
            loud=opinion.loud,
            near_found=max((o.sure for o in near), default=0.0),
            near_score=max((o.score for o in near), default=0.0), rival=max(rivals, default=0.0),
        )  # fmt: skip
        made.append((w, seen))
    return made


def _wordings(scenes: Sequence[Scene], found: Sequence[Finding], opinion: Opinion) -> list[Wording]:
    made: dict[tuple[str, str], Wording] = {}
    for f in filter(_is_weighed, found):
        words = fold(wording_of(f))
        made.setdefault((f.slot, words), Wording(f.slot, words)).found.append(f)
    for p in placed(scenes, opinion.reading.proposals):
        words = fold(p.words)
        made.setdefault((p.slot, words), Wording(p.slot, words)).proposed.append(p)
    return list(made.values())


def _is_weighed(f: Finding) -> bool:
    return f.slot in SLOTS and bool(wording_of(f)) and f.role != "prospective"


def wording_of(f: Finding) -> str:
    """The words of a party, "" where it has none."""
    match f.value:
        case Individual() | Victim():
            return f.value.name or f.value.description or ""
        case Organisation():
            return f.value.as_written or f.value.name or ""
        case Target():
            return f.value.name
        case Weapon():
            return f.value.as_written
        case _:
            return ""
