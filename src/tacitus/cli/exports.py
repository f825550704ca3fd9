"""export: what leaves as files."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tacitus.cli.app import AsOf, StorePath, Unmasked, app, day_of, opened, say

if TYPE_CHECKING:
    pass

Profile = Annotated[
    str | None, typer.Option(help="The rule book whose numbers are written; the format's own without it.")
]
Hxl = Annotated[bool, typer.Option("--hxl", help="A row of HXL tags under the header of a CSV.")]


@app.command()
def export(
    form: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="gtd, acled, ucdp, plover, geojson, parquet, csv or jsonl."),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A folder or a file; standard output, the data alone, without it."),
    ] = None,
    profile: Profile = None,
    as_of: AsOf = None,
    hxl: Hxl = False,
    annotations: Annotated[
        bool, typer.Option("--annotations", help="Write the evidence as Web Annotations, too.")
    ] = False,
    against: Annotated[
        str | None, typer.Option(help="A release, by name or folder: what it had and this has not is listed.")
    ] = None,
    store: StorePath = None,
    unmasked: Unmasked = False,
) -> None:
    """Write the incidents in a format of the field, sorted by id; beside it the provenance of every cell,
    what is left out and why, and a description of the files (docs/exports.md)."""
    from tacitus.errors import UsageError
    from tacitus.export.asked import circumstances, leaving
    from tacitus.export.bundle import Place, Wanted, write_bundle, write_main
    from tacitus.export.formats import format_named
    from tacitus.export.release import earlier_of, releases_beside
    from tacitus.store.views import IncidentFilter

    chosen = format_named(form)
    day = day_of(as_of, "--as-of")
    with opened(store) as kept:
        made = circumstances(kept, chosen, profile, day, unmasked=unmasked)
        found = leaving(kept, made, IncidentFilter())
        if out is None:
            if annotations or against:
                raise UsageError("--annotations and --against write files: name a folder with --out")
            if isinstance(sys.stdout, TextIOWrapper):  # whatever the terminal's language is
                sys.stdout.reconfigure(encoding="utf-8", newline="\n")
            write_main(found, chosen, sys.stdout, hxl=hxl)
            return
        earlier = earlier_of(against, releases_beside(Path(kept.name)), chosen) if against else None
        wanted = Wanted(hxl=hxl, annotations=annotations, against=earlier)
        place = Place.of(out, chosen)
        counts = write_bundle(found, chosen, place, made, wanted)
    left, beside = counts.excluded.total(), place.path("excluded.csv").name
    say(f"{counts.rows:,} rows written to {place.data}; {left:,} left out, see {beside}")
