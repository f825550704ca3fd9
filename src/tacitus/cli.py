"""The command line: arguments to calls, and errors to exit codes: 0 done, 1 an input failed, 2 wrong use.

Heavy imports stay inside the commands, so that `tacitus --help` answers at once.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import tacitus
from tacitus.errors import NoText, NotFound, TacitusError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tacitus.archive import Summary
    from tacitus.config import Settings
    from tacitus.model import Record
    from tacitus.pipeline import Tools
    from tacitus.store import Store

app = typer.Typer(
    name="tacitus",
    help="Reads news and writes the record: every value opens to the sentences that say it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Unmasked = Annotated[
    bool, typer.Option("--unmasked", help="Show the names of private persons; for this machine only.")
]
StorePath = Annotated[Path | None, typer.Option("--store", help="The database file (tacitus.db).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the record as JSON (docs/record.schema.json).")]


def main() -> None:
    """Entry point of the `tacitus` command."""
    try:
        app()
    except (UsageError, NotFound) as error:
        _stop(error, 2)
    except TacitusError as error:
        _stop(error, 1)
    except BrokenPipeError:  # the reader of a pipe went away: nothing is wrong
        sys.stderr.close()


def _stop(error: Exception, code: int) -> None:
    sys.stderr.write(f"tacitus: {error}\n")
    sys.exit(code)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tacitus {tacitus.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of the command as a whole."""


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise UsageError(f"{option}: {text!r} is no day; write it as 2017-01-31") from error


def _iso(text: str | None, option: str) -> str | None:
    day = _day(text, option)
    return day.isoformat() if day else None


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

    day = _day(published, "--published")
    with load_tools(load_settings()) as tools:
        record = pipeline.read_one(page, tools, url=url, published=day, mentions=mentions)
    _print(record, unmasked=unmasked, as_json=as_json)
    if not record.document.text:
        raise NoText(f"{page}: {record.document.reason}")


def load_tools(settings: Settings) -> Tools:
    """What the stages need that is not in the page: the gazetteer, built at first use."""
    from tacitus import pipeline

    return pipeline.Tools.load(settings.cache, page_seconds=settings.page_seconds, say=_say)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _print(record: Record, *, unmasked: bool, as_json: bool, data: Any = None) -> None:
    from tacitus import people
    from tacitus.model import encode

    if as_json:
        data = people.mask_record(encode(record), record, unmasked=unmasked) if data is None else data
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from tacitus.export.terminal import print_record

    print_record(_console(), record, lambda text: people.mask_text(text, record, unmasked=unmasked))


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
    from tacitus.store import open_store

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
            summary = archive.ingest(paths, kept, tools, now=_now, step=shown.step)
            count = None if archive.is_linked(kept) else archive.relink(kept, say=shown.stage)
        except KeyboardInterrupt as stop:
            _say(f"stopped; what was read is kept in {kept.name}: the same command goes on from there")
            raise typer.Exit(130) from stop
    _tell(summary, count, store)
    if summary.failures:
        raise typer.Exit(1)


def _tell(summary: Summary, incidents: int | None, store: Path | None) -> None:
    """What a person wants to know at the end; the failures last, where they are seen."""
    for line in summary.lines():
        _say(line)
    if incidents:
        where = f" --store {store}" if store else ""
        _say(f"{incidents:,} incident{'s' * (incidents != 1)}; see them with: tacitus incidents{where}")
    for source, reason in summary.failures:
        _say(f"failed: {reason if source in reason else f'{source}: {reason}'}")


@app.command()
def incidents(
    since: Annotated[str | None, typer.Option(help="Not before this day, as 2017-01-31.")] = None,
    until: Annotated[str | None, typer.Option(help="Not after this day.")] = None,
    country: Annotated[str | None, typer.Option(help="Country as ISO 3166 alpha-2: TR.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="A type, as in docs/model.md: bombing.")] = None,
    min_killed: Annotated[int | None, typer.Option(help="At least so many killed.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that stand in one of its pages.")] = None,
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
        since=_iso(since, "--since"), until=_iso(until, "--until"), country=country and country.upper(),
        type=type_, min_killed=min_killed, text=text,
    )  # fmt: skip
    with _opened(store) as kept:
        if as_json:
            for found in public.incidents(kept, wanted, unmasked=unmasked):
                typer.echo(json.dumps(found, ensure_ascii=False))
            return
        from tacitus.export.incident_terminal import print_incidents

        print_incidents(_console(), public.incident_rows(kept, wanted, unmasked=unmasked))


@app.command()
def show(
    ident: Annotated[str, typer.Argument(metavar="ID", help="An incident, a report or a document.")],
    store: StorePath = None,
    unmasked: Unmasked = False,
    as_json: AsJson = False,
) -> None:
    """Show one incident with the sentences for and against each value; a document with all that was read."""
    from tacitus import public

    with _opened(store) as kept:
        if ident.startswith("doc-"):
            record, data = public.record(kept, ident, unmasked=unmasked)
            _print(record, unmasked=unmasked, as_json=as_json, data=data)
            return
        found = public.incident(kept, ident, unmasked=unmasked)
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
            return
        from tacitus.export.incident_terminal import print_incident

        print_incident(_console(), found, public.pages_of(kept, found, unmasked=unmasked))


@app.command()
def documents(
    text: Annotated[str | None, typer.Option(help="Words that stand in it.")] = None,
    store: StorePath = None,
    unmasked: Unmasked = False,
    as_json: AsJson = False,
) -> None:
    """List the pages that are kept; with --json each one with all that was read from it."""
    from tacitus import public

    with _opened(store) as kept:
        if as_json:
            for found in public.documents(kept, text, unmasked=unmasked):
                typer.echo(json.dumps(found, ensure_ascii=False))
            return
        from tacitus.export.incident_terminal import print_documents

        print_documents(_console(), public.document_rows(kept, text, unmasked=unmasked))


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
    with _opened(store) as kept:
        found = public.incidents(kept, IncidentFilter(), unmasked=unmasked)
        if out is None:
            FORMATS[form](found, sys.stdout)
            return
        try:
            with out.open("w", encoding="utf-8", newline="") as file:
                count = FORMATS[form](found, file)
        except OSError as error:
            raise UsageError(f"{out}: {error.strerror}") from error
    _say(f"{count} incidents written to {out}")


@app.command()
def demo(store: StorePath = None) -> None:
    """Read the pages that ship with tacitus into a store of their own, and show what they add up to."""
    from importlib import resources

    from tacitus import archive, public
    from tacitus.config import load_settings
    from tacitus.export.incident_terminal import most_disputed, print_incident, print_incidents
    from tacitus.store import open_store
    from tacitus.store.views import IncidentFilter

    path = store or Path("demo.db")
    with (
        resources.as_file(resources.files("tacitus.data") / "demo") as pages,
        open_store(path) as kept,
        load_tools(load_settings()) as tools,
    ):
        summary = archive.ingest([str(pages)], kept, tools, now=_now, step=lambda _: None)
        _tell(summary, archive.relink(kept), path)
        rows = list(public.incident_rows(kept, IncidentFilter()))
        print_incidents(_console(), rows)
        disputed = most_disputed(rows)
        if disputed:
            typer.echo("\nThe one that its voices disagree on most:\n")
            found = public.incident(kept, disputed)
            print_incident(_console(), found, public.pages_of(kept, found))
    typer.echo(f"\nNext: tacitus show ID --store {path}; tacitus read PAGE for a page of your own.")


def _opened(store: Path | None) -> Store:
    from tacitus.config import load_settings
    from tacitus.store import open_store

    return open_store(store or load_settings().store, create=False, read_only=True)


def _console() -> Console:
    from rich.console import Console

    return Console()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    main()
