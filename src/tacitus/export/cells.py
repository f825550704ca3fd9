"""A cell and a row on their way out: the value, with the claims and the rule that put it there.

`flag` says what a cell without claims is: "id" (made from the incident's own), "constant" (listed in the
format's table), "silence" (a format's number for "nothing is said"); "" where claims stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of one column. `claims` are ids of claims, statements or reports; `mark` is that of the rule
    (docs/exports.md): "R" for one recalled and never checked."""

    value: Scalar
    rule: str = ""
    claims: tuple[str, ...] = ()
    mark: str = ""
    flag: str = ""

    @property
    def is_empty(self) -> bool:
        return self.value is None or self.value == ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its own id, that of its incident, and its cells by column; a column that is not there is empty.

    A format of objects names a cell by its path: "actor.0.sector".
    """

    id: str
    incident: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Left:
    """Why an incident, or a part of it, is not in the file: the reason by its name, and words."""

    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an incident is in a format: its rows, or why there are none; both where a part is left out."""

    rows: tuple[Row, ...] = ()
    left: Left | None = None


@dataclass(slots=True)
class Sheet:
    """The cells of one row as they are put together."""

    cells: dict[str, Cell] = field(default_factory=dict)

    def put(
        self, column: str, value: Scalar, claims: Iterable[str] = (), rule: str = "", *, mark: str = "",
        flag: str = "",
    ) -> None:  # fmt: skip
        """A value with the claims behind it; nothing where there is none."""
        if value is None or value == "":
            return
        self.cells[column] = Cell(value, rule, tuple(sorted(set(claims))), mark, flag)

    def constant(self, column: str, value: Scalar) -> None:
        """What the format writes where nothing is known, and what it always writes."""
        self.cells[column] = Cell(value, flag="constant")

    def row(self, ident: str, incident: str) -> Row:
        return Row(ident, incident, self.cells)


def nested(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """The object that cells named by paths make: {"actor.0.sector": …} -> {"actor": [{"sector": …}]}."""
    made: dict[str, Any] = {}
    for path, cell in cells.items():
        *way, last = path.split(".")
        where: dict[str, Any] = made
        for step in way:
            where = where.setdefault(step, {})
        where[last] = cell.value
    return {key: _lists(value) for key, value in made.items()}


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _lists(one) for key, one in value.items()}
