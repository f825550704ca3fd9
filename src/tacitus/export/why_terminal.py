"""Why two reports are or are not one happening, on a terminal: a waterfall of log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

WIDEST = 24
"""Signs of the longest bar."""
SHOWN = 3
"""Pairs whose features are shown in full; the rest are a line each."""


def print_why(console: Console, found: dict[str, Any]) -> None:
    """The reason in words, the strongest pairs feature by feature, then the others."""
    console.print(escape(found["because"]), highlight=False)
    for pair in found["pairs"][:SHOWN]:
        _print_pair(console, pair)
    print_pairs(console, found["pairs"][SHOWN:])


def print_pairs(console: Console, pairs: Sequence[dict[str, Any]]) -> None:
    """A line for each pair."""
    for pair in pairs:
        console.print(f"{_ends(pair)}  {pair['log_odds']:+.2f}  {_said(pair)}", highlight=False)


def _print_pair(console: Console, pair: dict[str, Any]) -> None:
    table = Table(title=_ends(pair), title_justify="left", box=None, padding=(0, 1))
    table.add_column("feature")
    for name in ("value", "share", "so far"):
        table.add_column(name, justify="right")
    table.add_column("")
    features = pair["features"]
    longest = max((abs(f["share"]) for f in features), default=1.0) or 1.0
    for feature, so_far in zip(features, accumulate(f["share"] for f in features), strict=True):
        bar = "█" * round(WIDEST * abs(feature["share"]) / longest)
        shown = f"{feature['share']:+.2f}", f"{so_far:+.2f}"
        colour = "green" if feature["share"] > 0 else "red"
        name = feature["name"].replace("_", " ")
        table.add_row(name, f"{feature['value']:g}", *shown, f"[{colour}]{bar}[/{colour}]")
    table.add_row("log-odds", "", "", f"{pair['log_odds']:+.2f}", _said(pair))
    console.print(table)


def _ends(pair: dict[str, Any]) -> str:
    return f"{pair['one']['report']} · {pair['other']['report']}"


def _said(pair: dict[str, Any]) -> str:
    """What stands beside the score."""
    said = [f"a person: {pair['decision']}"] if pair["decision"] else []
    said += [f"never: {pair['forbidden']}"] if pair["forbidden"] else []
    said += [] if pair["compared"] else ["never compared"]
    return "; ".join(said) or str(pair["band"])
