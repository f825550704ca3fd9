"""release freeze, list, compare: exports that are kept under a name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from tacitus.cli.app import AsJson, AsOf, StorePath, app, day_of, now, opened, say
from tacitus.cli.exports import Hxl, Profile

release = typer.Typer(
    name="release", help="Keep an export under a name, and compare two.", no_args_is_help=True
)
app.add_typer(release)

Folder = Annotated[
    Path | None, typer.Option("--out", "-o", help="The folder of releases; beside the store without it.")
]


@release.command()
def freeze(
    name: Annotated[str, typer.Argument(help="Letters, digits, dots and dashes: 2024-06.")],
    out: Folder = None,
    forms: Annotated[
        list[str] | None, typer.Option("--format", help="Once for each format; csv and jsonl without it.")
    ] = None,
    profile: Profile = None,
    as_of: AsOf = None,
    hxl: Hxl = False,
    store: StorePath = None,
) -> None:
    """Write the formats chosen into a folder of that name, with the hash of every file. It is never written
    again."""
    from tacitus.export.asked import circumstances, leaving
    from tacitus.export.bundle import Wanted
    from tacitus.export.formats import format_named
    from tacitus.export.release import Frozen, freeze_release, releases_beside
    from tacitus.store.views import IncidentFilter

    chosen = [format_named(form) for form in dict.fromkeys(forms or ["csv", "jsonl"])]
    day = day_of(as_of, "--as-of")
    with opened(store) as kept:
        folder = out or releases_beside(Path(kept.name))
        made = [Frozen(form, circumstances(kept, form, profile, day, unmasked=False)) for form in chosen]
        manifest = freeze_release(
            name, folder, made, lambda how: leaving(kept, how, IncidentFilter()), Wanted(hxl=hxl),
            released=now()[:10],
        )  # fmt: skip
    rows = ", ".join(f"{form}: {one['rows']:,} rows" for form, one in manifest["formats"].items())
    say(f"release {name} is in {folder / name} ({rows})")


@release.command("list")
def list_(out: Folder = None, store: StorePath = None, as_json: AsJson = False) -> None:
    """List the releases of a folder."""
    from tacitus.config import load_settings
    from tacitus.export.release import manifests, releases_beside

    folder = out or releases_beside(store or load_settings().store)
    found = list(manifests(folder))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found:
        rows = ", ".join(f"{form} {made['rows']:,}" for form, made in one["formats"].items())
        as_of = f", as of {one['as_of']}" if one["as_of"] else ""
        typer.echo(f"{one['name']}  {one['released']}  {rows}{as_of}")
    if not found:
        typer.echo(f"no release in {folder}")


@release.command()
def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="A release, by name or folder.")],
    second: Annotated[str, typer.Argument(metavar="B", help="A later one.")],
    out: Folder = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Say which incidents came, went and changed from A to B, in which cells, and why where that is known."""
    from tacitus.config import load_settings
    from tacitus.export.comparing import compare_releases, comparison_lines
    from tacitus.export.release import release_folder, releases_beside

    folder = out or releases_beside(store or load_settings().store)
    found = compare_releases(release_folder(first, folder), release_folder(second, folder))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in comparison_lines(found):
        typer.echo(line)
