"""What is hidden from a coder who codes an incident from its text alone: the machine's values of it, wherever
they would show, until the sheet is handed in.

It measures how far the machine leads a coder, and guards nobody: on one's own machine the store lies open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tacitus import double_coding
from tacitus.desk.context import Desk
from tacitus.errors import Refused
from tacitus.reconcile import Round, is_hidden
from tacitus.store import views


def hides(here: Desk, held: Round | None) -> bool:
    """True while this person codes the incident without the machine's values."""
    return bool(
        held and held.double and here.coder in held.coders and not held.is_open
        and here.coder not in held.handed_in and is_hidden(held.incident, here.coder, here.options.hidden)
    )  # fmt: skip


def hidden(here: Desk) -> frozenset[str]:
    """The incidents whose values are hidden from who is at the desk."""
    reports = hidden_reports(here)
    found = views.incidents_of(here.store, reports).values() if reports else ()
    return frozenset(ident for ident in found if ident)


def hidden_reports(here: Desk) -> tuple[str, ...]:
    """A report of each of them."""
    held = double_coding.all_rounds(here.store) if here.coder else {}
    return tuple(found.report for found in held.values() if hides(here, found))


def covered(here: Desk, ident: str) -> bool:
    """True where the incident of this id is hidden from who is at the desk. Raises UnknownId."""
    found = hidden(here)
    return bool(found) and views.find_incident(here.store, ident) in found


def covers_page(here: Desk, reports: Sequence[str]) -> bool:
    """True where a page tells of an incident that is hidden from who is at the desk."""
    return not hidden(here).isdisjoint(views.incidents_of(here.store, reports).values())


def narrowed(here: Desk, wanted: views.IncidentFilter) -> views.IncidentFilter:
    """What is asked for, without the incidents that are hidden: that one fits a filter, or where it stands in
    an order, would tell of its values."""
    reports = hidden_reports(here)
    return replace(wanted, without=(*(wanted.without or ()), *reports)) if reports else wanted


def shown_page(here: Desk, data: dict[str, Any]) -> dict[str, Any]:
    """The data of a document; without what was read from it where it `covers_page`."""
    if not covers_page(here, [report["id"] for report in data["reports"]]):
        return data
    return {**data, "reports": [], "statements": []}


def without_hidden_relations(here: Desk, found: dict[str, Any]) -> dict[str, Any]:
    """The data of an incident without how it stands to one that is hidden."""
    kept = hidden(here)
    shown = [r for r in found["relations"] if (r.get("to") or r["from"]) not in kept]
    return {**found, "relations": shown}


def check_shown(here: Desk, ident: str) -> None:
    """Raise Refused where `covered`."""
    if covered(here, ident):
        raise Refused("you code this incident from its text alone: hand your sheet in first")


def check_page_shown(here: Desk, document: str) -> None:
    """Raise Refused where the document `covers_page`."""
    if covers_page(here, [report.id for report in views.document(here.store, document).reports]):
        raise Refused("you code an incident of this page from its text alone: hand your sheet in first")


def check_any_shown(here: Desk, ident: str) -> None:
    """The same for the id of an incident, a report or a document."""
    (check_page_shown if ident.startswith("doc-") else check_shown)(here, ident)


def veiled(here: Desk, rows: Iterable[views.IncidentRow]) -> tuple[views.IncidentRow, ...]:
    """Lines of a list, without the machine's values where they are hidden."""
    kept = hidden(here)
    return tuple(
        replace(
            row, title="coded from the text", day_first="", day_last="", place=None, country=None,
            killed=None, killed_low=None, killed_high=None, occurrence="established",
        )
        if row.id in kept
        else row
        for row in rows
    )  # fmt: skip
