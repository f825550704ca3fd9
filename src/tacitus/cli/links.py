"""why: what joined two incidents, reports or documents, or kept them apart."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tacitus.cli.app import StorePath, app, console, opened


@app.command()
def why(
    one: Annotated[str, typer.Argument(metavar="A", help="An incident, a report or a document.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Another; without it, what is near A and undecided.")
    ] = None,
    store: StorePath = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show why A and B are or are not one happening: each feature, its value and its share of the score,
    what forbids, what a person decided. Without B, the pairs that a person should judge."""
    from tacitus import linkage
    from tacitus.export.why_terminal import print_pairs, print_why

    with opened(store) as kept:
        found = linkage.why(kept, one, other) if other else {"pairs": linkage.to_ask(kept, one)}
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif other:
        print_why(console(), found)
    else:
        print_pairs(console(), found["pairs"])
