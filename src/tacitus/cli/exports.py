"""export: what leaves as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tacitus.cli.app import StorePath, Unmasked, app, opened, say
from tacitus.errors import UsageError


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv or jsonl.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A file; standard output without it.")
    ] = None,
    store: StorePath = None,
    unmasked: Unmasked = False,
) -> None:
    """Write the incidents to a file: a row each (csv) or each one whole (jsonl), sorted by id."""
    from tacitus import public
    from tacitus.export.tables import FORMATS
    from tacitus.store.views import IncidentFilter

    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are: {', '.join(sorted(FORMATS))}")
    with opened(store) as kept:
        found = public.incidents(kept, IncidentFilter(), unmasked=unmasked)
        if out is None:
            FORMATS[form](found, sys.stdout)
            return
        try:
            with out.open("w", encoding="utf-8", newline="") as file:
                count = FORMATS[form](found, file)
        except OSError as error:
            raise UsageError(f"{out}: {error.strerror}") from error
    say(f"{count} incidents written to {out}")
