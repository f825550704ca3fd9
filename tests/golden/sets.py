"""Does a line of a situation's set.toml hold of the incidents that its pages were linked into?

An incident is plain data in the shape of `tacitus show ID --json`; pages are named by their files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any

from tests.golden.lines import Line, fits

Incident = dict[str, Any]


def _pages(incident: Incident, line: Line) -> set[str]:
    """The files of the incident's reports that have the line's role."""
    roles = line.get("roles") or [line[key] for key in ("role",) if key in line]
    told = [r for r in incident["reports"] if not roles or r["role"] in roles]
    return {PurePath(report["source"]).name for report in told}


def together(incidents: Sequence[Incident], line: Line) -> bool:
    return any(set(line["pages"]) <= _pages(incident, line) for incident in incidents)


def apart(incidents: Sequence[Incident], line: Line) -> bool:
    return not any(len(set(line["pages"]) & _pages(incident, line)) > 1 for incident in incidents)


def incident(incidents: Sequence[Incident], line: Line) -> bool:
    """Some incident told by this page in this role stands as the line says; the first value leads."""
    return any(line["page"] in _pages(one, line) and _stands(one, line) for one in incidents)


def _stands(one: Incident, line: Line) -> bool:
    if "occurrence" in line and one["occurrence"] != line["occurrence"]:
        return False
    if "slot" not in line:
        return True
    values = one["slots"].get(line["slot"], [])[:1]
    return any(
        fits(line.get("value", {}) or value["value"], value["value"])
        and all(value[key] == line[key] for key in ("low", "best", "high") if key in line)
        for value in values
    )


def voice(incidents: Sequence[Incident], line: Line) -> bool:
    """The main reports of these pages are one voice."""
    found = {
        PurePath(r["source"]).name: r["voice"]
        for one in incidents
        for r in one["reports"]
        if r["role"] == "main"
    }
    heard = [found.get(page) for page in line["pages"]]
    return None not in heard and len(set(heard)) == 1


def own_voice(incidents: Sequence[Incident], line: Line) -> bool:
    """The figure is told in another voice than that of its page's report."""
    for one in incidents:
        voices = {r["voice"] for r in one["reports"] if PurePath(r["source"]).name == line["page"]}
        for step in one["course"].get(line["slot"], []):
            if step["low"] == line["low"] and voices and step["voice"] not in voices:
                return True
    return False


OF_A_SET: dict[str, Callable[[Sequence[Incident], Line], bool]] = {
    "apart": apart,
    "incidents": incident,
    "own_voices": own_voice,
    "together": together,
    "voices": voice,
}
