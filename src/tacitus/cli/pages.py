"""read, ingest, relink, demo: from pages to records, and into the store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tacitus.cli.app import AsJson, StorePath, Unmasked, app, console, day_of, load_tools, now, say
from tacitus.errors import NoText, UsageError

if TYPE_CHECKING:
    from tacitus.archive import Summary
    from tacitus.model import Record


@app.command()
def read(
    page: Annotated[str, typer.Argument(help="A page (HTML or plain text), or - for standard input.")],
    published: Annotated[
        str | None, typer.Option(help="The day the page was published, as 2017-01-31.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where the page stood on the web.")] = None,
    mentions: Annotated[bool, typer.Option("--mentions", help="Add every place and time named.")] = False,
    unmasked: Unmasked = False,
    as_json: AsJson = False,
) -> None:
    """Read one page and print its record, each value with the sentence that says it."""
    from tacitus import pipeline
    from tacitus.config import load_settings

    day = day_of(published, "--published")
    with load_tools(load_settings()) as tools:
        record = pipeline.read_one(page, tools, url=url, published=day, mentions=mentions)
    print_page(record, unmasked=unmasked, as_json=as_json)
    if not record.document.text:
        raise NoText(f"{page}: {record.document.reason}")


def print_page(record: Record, *, unmasked: bool, as_json: bool, data: Any = None) -> None:
    from tacitus import people
    from tacitus.model import encode

    if as_json:
        data = people.mask_record(encode(record), record, unmasked=unmasked) if data is None else data
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from tacitus.export.terminal import print_record

    print_record(console(), record, lambda text: people.mask_text(text, record, unmasked=unmasked))


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, JSON Lines, or - for standard input.")],
    store: StorePath = None,
    progress: Annotated[
        str, typer.Option(help="auto: a bar in a terminal; lines: each page once it is kept; none.")
    ] = "auto",
) -> None:
    """Read many pages, keep their records, and link the reports of one happening into incidents.

    Pages that are known are passed over: after a stop, the same command goes on where it was.
    """
    from tacitus import archive
    from tacitus.config import load_settings
    from tacitus.export.progress import STYLES, Shown
    from tacitus.store import open_store, views

    if progress not in STYLES:
        raise UsageError(f"--progress: {progress!r} is not one of: {', '.join(STYLES)}")
    files = archive.count_files(paths)
    settings = load_settings()
    with (
        open_store(store or settings.store) as kept,
        load_tools(settings) as tools,
        Shown(progress, files=files) as shown,
    ):
        try:
            summary = archive.ingest(paths, kept, tools, now=now, step=shown.step)
            news = not archive.is_linked(kept)
            if news:
                shown.stage("linking")
                archive.link_new(kept)
            count = views.incident_count(kept) if news else None
        except KeyboardInterrupt as stop:
            say(f"stopped; what was read is kept in {kept.name}: the same command goes on from there")
            raise typer.Exit(130) from stop
    _tell(summary, count, store)
    if summary.failures:
        raise typer.Exit(1)


def _tell(summary: Summary, incidents: int | None, store: Path | None) -> None:
    """What a person wants to know at the end; the failures last, where they are seen."""
    for line in summary.lines():
        say(line)
    if incidents:
        where = f" --store {store}" if store else ""
        say(f"{incidents:,} incident{'s' * (incidents != 1)}; see them with: tacitus incidents{where}")
    for source, reason in summary.failures:
        say(f"failed: {reason if source in reason else f'{source}: {reason}'}")


@app.command()
def relink(store: StorePath = None) -> None:
    """Make all incidents anew from what is kept. Ingest links as it goes, with the same result: this is for
    when a doubt is to be laid."""
    from tacitus import archive
    from tacitus.config import load_settings
    from tacitus.store import open_store

    with open_store(store or load_settings().store, create=False) as kept:
        count = archive.relink(kept)
    say(f"{count:,} incident{'s' * (count != 1)}")


@app.command()
def demo(store: StorePath = None) -> None:
    """Read the pages that ship with tacitus into a store of their own, and show what they add up to."""
    from importlib import resources

    from tacitus import archive, public
    from tacitus.config import load_settings
    from tacitus.export.incident_terminal import most_disputed, print_incident, print_incidents
    from tacitus.store import open_store, views
    from tacitus.store.views import IncidentFilter

    path = store or Path("demo.db")
    with (
        resources.as_file(resources.files("tacitus.data") / "demo") as pages,
        open_store(path) as kept,
        load_tools(load_settings()) as tools,
    ):
        summary = archive.ingest([str(pages)], kept, tools, now=now, step=lambda _: None)
        archive.link_new(kept)
        _tell(summary, views.incident_count(kept), path)
        rows = list(public.incident_rows(kept, IncidentFilter()))
        print_incidents(console(), rows)
        disputed = most_disputed(rows)
        if disputed:
            typer.echo("\nThe one that its voices disagree on most:\n")
            found = public.incident(kept, disputed)
            print_incident(console(), found, public.pages_of(kept, found))
    typer.echo(f"\nNext: tacitus show ID --store {path}; tacitus read PAGE for a page of your own.")
