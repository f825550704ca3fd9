"""The mentions of one happening, and whether another mention can be of the same act."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from tacitus.extract.happenings.mentions import Mention
from tacitus.lang.lexicon import load


@dataclass(slots=True)
class Group:
    """The mentions of one happening, in order.

    `shared`: what is told of it and of another part of the same operation together; `operation`: the words
    that tell both; `crowd`: the words for the crowd whose own act it is; `listed`: one of several that a page
    tells, which have its day and country in common.
    """

    role: str
    mentions: list[Mention] = field(default_factory=list)
    families: set[str] = field(default_factory=set)
    shared: list[Mention] = field(default_factory=list)
    crowd: tuple[int, int] | None = None
    operation: tuple[int, int] | None = None
    listed: bool = False

    def take(self, mention: Mention) -> None:
        self.mentions.append(mention)
        if mention.kind.strength == "act":
            self.families |= _families_of(mention)


@cache
def _families() -> dict[str, str]:
    return {t: name for name, types in load("happenings")["families"].items() for t in types}


def _families_of(mention: Mention) -> set[str]:
    families = _families()
    return {families.get(t, t) for t in mention.kind.types}


def fits(mention: Mention, one: Group) -> bool:
    """True when an act of the mention's kind can be one with the group's."""
    mine = _families_of(mention)
    return not mine or not one.families or bool(mine & one.families)
