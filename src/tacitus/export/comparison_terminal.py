"""Profiles side by side in a terminal: one incident, and a whole data set."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tacitus.comparison import because
from tacitus.model.wording import plain
from tacitus.store.views import DEFAULT_PROFILE as _DEFAULT

_MOST = 20
"""Incidents listed: those that move most."""

_NAMES = (
    ("divergence", "mean divergence", "{:.3f}"),
    ("normalised", "normalised divergence", "{:.4f}"),
    ("sd", "mean standard deviation", "{:.2f}"),
    ("range", "mean range", "{:.2f}"),
    ("disagreement", "share of events that disagree", "{:.1%}"),
    ("modal_confidence", "modal confidence", "{:.1%}"),
)


def print_comparison(console: Console, found: dict[str, Any]) -> None:
    """One incident: a block a slot, a line a profile; those that differ stand out."""
    console.print(Text(found["title"], style="bold"))
    day = f" · as of {found['as_of']}" if found["as_of"] else ""
    console.print(
        Text(f"{found['id']} · {found['occurrence']} · {found['reports']} reports{day}", style="dim")
    )
    for slot, told in found["slots"].items():
        note = "differs" if told["differs"] else "all agree"
        head = Text(f"\n{plain(slot)}", style="bold cyan")
        console.print(head.append(f"   {note}", style="yellow" if told["differs"] else "dim"))
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(no_wrap=True)
        table.add_column(style="bold", overflow="fold", ratio=1)
        table.add_column(style="dim", overflow="fold", ratio=3)
        shown = told["profiles"] if told["differs"] else dict(list(told["profiles"].items())[:1])
        for profile, answer in shown.items():
            value = answer["words"] if answer else "–"
            table.add_row(profile if told["differs"] else "all", Text(value), Text(because(answer, profile)))
        console.print(Padding(table, (0, 0, 0, 2)))
        for check in (told["profiles"][_DEFAULT] or {"checks": ()})["checks"]:
            console.print(Padding(Text(f"! {check}", style="yellow"), (0, 0, 0, 2)))


def print_sensitivity(console: Console, found: dict[str, Any]) -> None:
    """A data set: totals by profile, the six diagnostics, and the incidents that move most."""
    day = f", as of {found['as_of']}" if found["as_of"] else ""
    console.print(Text(f"{found['incidents']} incidents{day}", style="bold"))
    for slot, told in found["totals"].items():
        console.print(Text(f"\n{plain(slot)}   best moves by {told['spread']}", style="bold cyan"))
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("profile")
        for name in ("low", "best", "high", "incidents"):
            table.add_column(name, justify="right")
        for profile, sums in told["profiles"].items():
            best = "–" if sums["best"] is None else str(sums["best"])
            table.add_row(profile, str(sums["low"]), best, str(sums["high"]), str(sums["incidents"]))
        console.print(Padding(table, (0, 0, 0, 2)))
        _print_diagnostics(console, told["diagnostics"])
    _print_moving(console, found["by_incident"])


def _print_diagnostics(console: Console, found: dict[str, Any]) -> None:
    several, every = found["several_voices"], found["all"]
    if not every:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("what the voices say")
    table.add_column(f"{every['events']} incidents", justify="right")
    table.add_column(f"{several['events'] if several else 0} of several voices", justify="right")
    for name, shown, form in _NAMES:
        cells = [form.format(d[name]) if d and d[name] is not None else "–" for d in (every, several)]
        table.add_row(shown, *cells)
    console.print(Padding(table, (1, 0, 0, 2)))


def _print_moving(console: Console, rows: list[dict[str, Any]]) -> None:
    moving = [row for row in rows if any(told["spread"] for told in row["slots"].values())]
    if not moving:
        return
    console.print(Text("\nwhat moves most", style="bold cyan"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("incident", "killed", "injured"):
        table.add_column(name)
    table.add_column("id", style="dim", no_wrap=True)
    for row in moving[:_MOST]:
        table.add_row(row["title"], *(_span(row, slot) for slot in ("killed", "injured")), row["id"][:14])
    console.print(Padding(table, (0, 0, 0, 2)))
    if len(moving) > _MOST:
        console.print(Text(f"  … and {len(moving) - _MOST} more", style="dim"))


def _span(row: dict[str, Any], slot: str) -> str:
    told = row["slots"].get(slot)
    bests = [c["best"] for c in told["profiles"].values() if c["best"] is not None] if told else []
    if not bests:
        return ""
    return str(bests[0]) if min(bests) == max(bests) else f"{min(bests)}–{max(bests)}"
