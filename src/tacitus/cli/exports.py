"""export: what leaves as files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tacitus.cli.app import StorePath, Unmasked, app, day_of, opened, say

if TYPE_CHECKING:
    from tacitus.export.formats import Format
    from tacitus.export.package import Circumstances
    from tacitus.store import Store

Profile = Annotated[
    str | None, typer.Option(help="The rule book whose numbers are written; the format's own without it.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As known on this day, as 2017-01-31.")]
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
    from tacitus.export.bundle import Place, Wanted, write_bundle, write_main
    from tacitus.export.formats import format_named
    from tacitus.export.release import earlier_of, releases_beside

    chosen = format_named(form)
    day = day_of(as_of, "--as-of")
    with opened(store) as kept:
        made = circumstances(chosen, profile, day, unmasked=unmasked)
        found = leaving(kept, made, day)
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


def circumstances(form: Format, profile: str | None, day: date | None, *, unmasked: bool) -> Circumstances:
    """How a format is to be made: by the profile asked for, else the one that it prefers and the rule books
    have. Raises UsageError for a profile that does not exist."""
    import tacitus
    from tacitus.errors import UsageError
    from tacitus.export.formats import profile_for
    from tacitus.export.package import Circumstances
    from tacitus.pipeline import LINKER, METHOD
    from tacitus.reconcile import PROFILES

    if profile is not None and profile not in PROFILES:
        raise UsageError(f"no profile {profile!r}; there are: {', '.join(sorted(PROFILES))}")
    return Circumstances(
        profile=profile_for(form, profile, PROFILES),
        as_of=day.isoformat() if day else None,
        version=tacitus.__version__,
        method=METHOD,
        linker=LINKER,
        unmasked=unmasked,
    )


def leaving(kept: Store, made: Circumstances, day: date | None) -> Iterator[dict[str, Any]]:
    """Every incident as it may leave, under the profile and as of the day."""
    from tacitus.export import withheld
    from tacitus.store.views import IncidentFilter

    how: dict[str, Any] = {"profile": made.profile} | ({"as_of": day} if day else {})
    return withheld.leaving(kept, IncidentFilter(), unmasked=made.unmasked, **how)
