"""Incidents in a terminal: the list, and one incident with the sentences for and against each value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tacitus.export.tables import headline
from tacitus.model import Figure, Value, decode
from tacitus.model.slots import FIGURE_SLOTS, SLOTS
from tacitus.model.wording import day_words, plain, words
from tacitus.store.views import DocumentRow, IncidentRow

_SHOWN = 4
"""Sentences shown on each side of a value; the rest are counted."""


def print_incidents(console: Console, rows: Iterable[IncidentRow]) -> int:
    """A line for each incident; how many."""
    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    for name in ("day", "place", "type"):
        table.add_column(name, overflow="fold")
    table.add_column("killed", justify="right")
    table.add_column("reports", justify="right")
    table.add_column("", style="yellow")
    table.add_column("id", style="dim", no_wrap=True)
    count = 0
    for row in rows:
        day = day_words(_day(row.day_first), _day(row.day_last))
        place = ", ".join(part for part in (row.place, row.country) if part)
        kind = row.title.split(",")[0]
        status = "" if row.occurrence == "established" else row.occurrence
        table.add_row(day, place, kind, toll(row), str(row.report_count), status, row.id)
        count += 1
    console.print(table if count else "no incident fits")
    return count


def toll(row: IncidentRow) -> str:
    """ "39", "39 (35–39)" where voices differ, "" where nothing is said."""
    if row.killed is None:
        return ""
    low, high = row.killed_low, row.killed_high
    return (
        str(row.killed)
        if low == high == row.killed
        else f"{row.killed} ({low}–{high if high is not None else '…'})"
    )


def most_disputed(rows: Iterable[IncidentRow]) -> str | None:
    """The incident whose toll its voices tell most differently, by the width of low..high and its reports."""
    wide = [(row.killed_high - row.killed_low, row.report_count, row.id) for row in rows
            if row.killed_low is not None and row.killed_high is not None]  # fmt: skip
    return max(wide)[2] if wide and max(wide)[0] else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text and not text.startswith("9999") else None


def print_documents(console: Console, rows: Iterable[DocumentRow]) -> int:
    """A line for each document; how many."""
    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    for name in ("published", "publisher", "title"):
        table.add_column(name, overflow="fold")
    table.add_column("reports", justify="right")
    table.add_column("id", style="dim", no_wrap=True)
    count = 0
    for row in rows:
        document = row.document
        when = document.published
        day = day_words(when.earliest, when.latest) if when else "undated"
        title = document.title or document.reason or document.source
        table.add_row(day, document.publisher or "", title, str(row.report_count), document.id)
        count += 1
    console.print(table if count else "no document fits")
    return count


def print_incident(console: Console, found: dict[str, Any]) -> None:
    """One incident: what stands, why, and the sentences for and against."""
    for part in _incident(found):
        console.print(part)


def _incident(found: dict[str, Any]) -> Iterator[RenderableType]:
    yield Text(found["title"], style="bold")
    voices = len({report["voice"] for report in found["reports"]})
    yield Text(
        f"{found['id']} · {found['occurrence']} · {found['review_status']} · "
        f"{len(found['reports'])} reports by {voices} voices",
        style="dim",
    )
    claims = {claim["id"]: claim for claim in found["claims"]}
    pages = {report["document"]: report for report in found["reports"]}
    for slot, standing in found["slots"].items():
        yield Text(f"\n{plain(slot)}", style="bold cyan")
        for resolution in standing:
            yield from _resolution(slot, resolution, claims, pages)
    yield from _course(found)
    yield from _voices(found)


def _resolution(
    slot: str, resolution: dict[str, Any], claims: dict[str, Any], pages: dict[str, Any]
) -> Iterator[RenderableType]:
    value: Value = (
        decode(SLOTS[slot], resolution["value"]) if SLOTS[slot] not in (str, bool) else resolution["value"]
    )
    line = Text(f"  {words(value)}", style="bold")
    if slot in FIGURE_SLOTS and isinstance(value, Figure) and resolution.get("low") is not None:
        low, high = resolution["low"], resolution["high"]
        if not low == high == resolution["best"]:
            line.append(f"   low {low}, high {high if high is not None else 'open'}", style="yellow")
    line.append(f"   {resolution['trace']}", style="dim")
    yield line
    yield from _side("+", "green", resolution["supporting"], claims, pages)
    yield from _side("−", "red", resolution["opposing"], claims, pages)


def _side(
    sign: str, style: str, ids: list[str], claims: dict[str, Any], pages: dict[str, Any]
) -> Iterator[RenderableType]:
    """One line a voice: the same words of re-posts and agency copy are said once."""
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for ident in ids:
        claim = claims.get(ident)
        if claim is not None:
            told.setdefault((claim["voice"] or "", claim["evidence"][0]["quote"]), []).append(claim)
    for number, ((_, quote), same) in enumerate(told.items()):
        if number == _SHOWN:
            yield Text(f"      … and {len(told) - _SHOWN} more", style="dim")
            return
        page = pages.get(same[0]["document"], {})
        who = page.get("publisher") or page.get("source") or ""
        line = Text(f"    {sign} ", style=style)
        line.append(
            "“" + "".join(c if c.isprintable() else " " for c in quote) + "”", style="not bold default"
        )
        line.append(
            f"  {who}{_said_on(page)}" + (f" and {len(same) - 1} of one voice" if len(same) > 1 else ""),
            style="dim",
        )
        yield line


def _said_on(page: dict[str, Any]) -> str:
    when = page.get("published") or {}
    day = when.get("latest") or when.get("earliest")
    return f", {day_words(date.fromisoformat(day), date.fromisoformat(day))}" if day else ""


def _course(found: dict[str, Any]) -> Iterator[RenderableType]:
    points = found["course"].get("killed", [])
    if len({(p["low"], p["high"]) for p in points}) < 2 or not headline(found["slots"], "killed"):
        return
    yield Text("\ncourse of the toll", style="bold cyan")
    for point in points:
        high = point["high"]
        figure = (
            str(point["low"])
            if point["low"] == high
            else f"{point['low']} to {high if high is not None else '…'}"
        )
        yield Text(f"  {(point['as_of'] or 'undated')[:10]}  killed {figure}")


def _voices(found: dict[str, Any]) -> Iterator[RenderableType]:
    yield Text("\nreports", style="bold cyan")
    table = Table.grid(padding=(0, 2, 0, 0))
    first: dict[str, str] = {}
    for report in sorted(
        found["reports"], key=lambda r: ((r["published"] or {}).get("earliest") or "", r["id"])
    ):
        voice = report["voice"] or report["document"]
        copy = f"same voice as {first[voice]}" if voice in first else ""
        first.setdefault(voice, report["publisher"] or report["source"])
        day = _said_on(report).removeprefix(", ")
        note = ", ".join(n for n in (copy, "retracted" if report["retracted"] else "") if n)
        table.add_row(
            report["role"], day, report["publisher"] or "", report["title"] or report["source"], note
        )
    yield Padding(table, (0, 0, 0, 2))
