"""The rules of each book in words, with their source and how far they were checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from tacitus.lang.lexicon import load

Mark = Literal["V", "C", "R", "T"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`mark`: V read in `source`, C computed over published rows, R recalled and unchecked, T our own."""

    book: str
    id: str
    text: str
    source: str
    mark: Mark

    @property
    def is_unchecked(self) -> bool:
        return self.mark == "R"


@cache
def rules_of(book: str) -> Mapping[str, Rule]:
    """The rules of one profile by id, in their order; empty for a profile that does not exist."""
    rows = [row for row in load("rule_books")["rule"] if row["book"] == book]
    return MappingProxyType(
        {
            row["id"]: Rule(book=book, id=row["id"], text=row["text"], source=row["from"], mark=row["mark"])
            for row in rows
        }
    )
