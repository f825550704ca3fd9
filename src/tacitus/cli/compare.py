"""compare: one incident under every rule book side by side, or how far the totals move between them."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tacitus.cli.app import AsJson, AsOf, StorePath, Unmasked, app, console, day_of, iso_day, opened


@app.command()
def compare(
    ident: Annotated[str | None, typer.Argument(metavar="[ID]", help="An incident; all without it.")] = None,
    since: Annotated[str | None, typer.Option(help="Without ID: not before this day.")] = None,
    until: Annotated[str | None, typer.Option(help="Without ID: not after this day.")] = None,
    country: Annotated[str | None, typer.Option(help="Without ID: country as ISO 3166 alpha-2.")] = None,
    as_of: AsOf = None,
    store: StorePath = None,
    unmasked: Unmasked = False,
    as_json: AsJson = False,
) -> None:
    """Show one incident under all rule books, with what differs and why; without ID, how far the totals of
    the data set move between them."""
    from tacitus import comparison
    from tacitus.export import comparison_terminal
    from tacitus.store.views import IncidentFilter

    day = day_of(as_of, "--as-of")
    with opened(store) as kept:
        if ident is not None:
            found = comparison.compare(kept, ident, as_of=day, unmasked=unmasked)
            show = comparison_terminal.print_comparison
        else:
            wanted = IncidentFilter(
                since=iso_day(since, "--since"), until=iso_day(until, "--until"),
                country=country and country.upper(),
            )  # fmt: skip
            found = comparison.sensitivity(kept, wanted, as_of=day, unmasked=unmasked)
            show = comparison_terminal.print_sensitivity
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    show(console(), found)
