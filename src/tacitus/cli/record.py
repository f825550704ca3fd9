"""incidents, show, documents: looking at what the store holds."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tacitus.cli.app import (
    AsJson,
    AsOf,
    Profile,
    StorePath,
    Unmasked,
    app,
    console,
    day_of,
    iso_day,
    opened,
)
from tacitus.cli.pages import print_page
from tacitus.errors import UsageError


@app.command()
def incidents(
    since: Annotated[str | None, typer.Option(help="Not before this day, as 2017-01-31.")] = None,
    until: Annotated[str | None, typer.Option(help="Not after this day.")] = None,
    country: Annotated[str | None, typer.Option(help="Country as ISO 3166 alpha-2: TR.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="A type, as in docs/model.md: bombing.")] = None,
    min_killed: Annotated[int | None, typer.Option(help="At least so many killed.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that stand in one of its pages.")] = None,
    profile: Profile = "tacitus",
    as_of: AsOf = None,
    store: StorePath = None,
    unmasked: Unmasked = False,
    as_json: AsJson = False,
) -> None:
    """List the incidents, the latest first; with --json each one whole, by id."""
    from tacitus import public
    from tacitus.model.slots import TYPES
    from tacitus.store.views import IncidentFilter

    if type_ is not None and type_ not in TYPES:
        raise UsageError(f"--type: {type_!r} is not one of: {', '.join(TYPES)}")
    wanted = IncidentFilter(
        since=iso_day(since, "--since"), until=iso_day(until, "--until"), country=country and country.upper(),
        type=type_, min_killed=min_killed, text=text,
    )  # fmt: skip
    day = day_of(as_of, "--as-of")
    with opened(store) as kept:
        if as_json:
            for found in public.incidents(kept, wanted, unmasked=unmasked, profile=profile, as_of=day):
                typer.echo(json.dumps(found, ensure_ascii=False))
            return
        from tacitus.export.incident_terminal import print_incidents

        rows = public.incident_rows(kept, wanted, unmasked=unmasked, profile=profile, as_of=day)
        print_incidents(console(), rows)


@app.command()
def show(
    ident: Annotated[str, typer.Argument(metavar="ID", help="An incident, a report or a document.")],
    profile: Profile = "tacitus",
    as_of: AsOf = None,
    store: StorePath = None,
    unmasked: Unmasked = False,
    as_json: AsJson = False,
) -> None:
    """Show one incident with the sentences for and against each value; a document with all that was read."""
    from tacitus import public

    with opened(store) as kept:
        if ident.startswith("doc-"):
            record, data = public.record(kept, ident, unmasked=unmasked)
            print_page(record, unmasked=unmasked, as_json=as_json, data=data)
            return
        day = day_of(as_of, "--as-of")
        found = public.incident(kept, ident, unmasked=unmasked, profile=profile, as_of=day)
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
            return
        from tacitus.export.incident_terminal import print_incident

        print_incident(console(), found, public.pages_of(kept, found, unmasked=unmasked))


@app.command()
def documents(
    text: Annotated[str | None, typer.Option(help="Words that stand in it.")] = None,
    store: StorePath = None,
    unmasked: Unmasked = False,
    as_json: AsJson = False,
) -> None:
    """List the pages that are kept; with --json each one with all that was read from it."""
    from tacitus import public

    with opened(store) as kept:
        if as_json:
            for found in public.documents(kept, text, unmasked=unmasked):
                typer.echo(json.dumps(found, ensure_ascii=False))
            return
        from tacitus.export.incident_terminal import print_documents

        print_documents(console(), public.document_rows(kept, text, unmasked=unmasked))
