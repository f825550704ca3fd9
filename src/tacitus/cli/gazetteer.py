"""gazetteer: build, info, import, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tacitus.cli.app import app, say
from tacitus.errors import InputError, UsageError

group = typer.Typer(
    name="gazetteer",
    help="The names of places that reading knows: build them anew, look at them, add lists of your own.",
    no_args_is_help=True,
)
app.add_typer(group)


@group.command()
def build() -> None:
    """Build the gazetteer, or build it anew; lists that were imported stay."""
    from tacitus.config import load_settings
    from tacitus.lang import gazetteer_build, gazetteer_lists

    cache = load_settings().cache
    path = cache / gazetteer_build.file_name()
    gazetteer_build.build(path)
    gazetteer_lists.rebuild(cache)
    say(f"built {path}")


@group.command()
def info() -> None:
    """Tell what the gazetteer is made from, what it holds, and which lists were added."""
    from tacitus.config import load_settings
    from tacitus.lang import gazetteer_build, gazetteer_lists
    from tacitus.lang.gazetteer import Gazetteer

    cache = load_settings().cache
    path = cache / gazetteer_build.file_name()
    with gazetteer_lists.open_in(cache, say=say) as gazetteer:
        typer.echo(f"file       {path} ({path.stat().st_size / 1e6:.1f} MB)")
        typer.echo(f"made from  {gazetteer.made_from}")
        typer.echo(f"names      {gazetteer.names():,}")
        for kind, count in gazetteer.counts().items():
            typer.echo(f"{kind:<10} {count:>9,}")
        for made in gazetteer_lists.lists_in(cache, gazetteer):
            with Gazetteer.open(made) as own:
                typer.echo(f"list       {made.name.split('.')[0]}: {sum(own.counts().values()):,} places")


@group.command(name="import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV or TSV with a header: name, lat, lon; kind, country, admin1, …")
    ],
    name: Annotated[
        str | None, typer.Option(help="What to call the list; the file's name without it.")
    ] = None,
) -> None:
    """Add a list of places of your own; one of the same name takes the place of the older one."""
    from tacitus.config import load_settings
    from tacitus.lang import gazetteer_lists

    cache = load_settings().cache
    with gazetteer_lists.open_in(cache, say=say) as gazetteer:
        listing = gazetteer_lists.read_list(file, gazetteer, name=name)
        if not listing.rows and not listing.faults:
            raise UsageError(f"{file} holds no place below its header")
        if listing.rows:
            gazetteer_lists.save(listing, cache, gazetteer)
    for fault in listing.faults:
        say(fault)
    say(
        f"{len(listing.rows):,} places are kept as the list {listing.name}"
        if listing.rows
        else "nothing is kept"
    )
    if listing.faults:
        raise InputError(f"{len(listing.faults):,} lines of {file} failed")


@group.command()
def remove(
    name: Annotated[str, typer.Argument(help="The list, as `tacitus gazetteer info` calls it.")],
) -> None:
    """Forget a list that was imported."""
    from tacitus.config import load_settings
    from tacitus.lang import gazetteer_lists

    gazetteer_lists.remove(name, load_settings().cache)
    say(f"the list {name} is removed")
