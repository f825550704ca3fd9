"""An export made before, as it lies in its folder: its rows, whose they are, and why a row of it is gone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tacitus.errors import InputError, NotFound
from tacitus.export.cells import Left


@dataclass(frozen=True, slots=True)
class Earlier:
    """The folder of one export; `members` gives the reports of each incident then."""

    name: str
    folder: Path
    members: Mapping[str, Collection[str]]

    def rows(self) -> dict[str, str]:
        """Row -> its incident, of every row."""
        found = objects(side_file(self.folder, "provenance.jsonl"))
        return {line["row"]: line["incident"] for line in found if "incident" in line}


def side_file(folder: Path, name: str) -> Path:
    """A file of an export by its role's name. Raises NotFound."""
    path = folder / name
    if not path.is_file():
        raise NotFound(f"{path}: no such file; is {folder} the folder of an export?")
    return path


def objects(path: Path) -> Iterator[Any]:
    """The objects of a file of JSON Lines. Raises InputError for a line that is none."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    raise InputError(f"{path}, line {number}: no JSON: {error}") from error


def why_gone(
    incident: str, members: Collection[str], now: Mapping[str, str], left: Mapping[str, Left]
) -> Left:
    """Why an incident, or one row of it, is not there any more. `members` are its reports then, `now`
    gives the incident of each report today, `left` why an incident is left out today."""
    if incident in left:
        return left[incident]
    holding = sorted({now[report] for report in members if report in now})
    if holding == [incident]:
        return Left("no longer told", "the incident is there, and this row of it is not")
    if len(holding) == 1:
        reason = left.get(holding[0])
        also = f"; which is left out: {reason.reason}" if reason else ""
        return Left("merged", f"into {holding[0]}{also}")
    if holding:
        return Left("split", f"into {', '.join(holding)}")
    return Left("withdrawn", "none of its reports is kept any more")
