"""The application, the options that several commands share, and what they all need."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import tacitus
from tacitus.errors import NotFound, TacitusError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tacitus.config import Settings
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
Profile = Annotated[
    str, typer.Option("--profile", help="The rule book (docs/formats.md): tacitus, acled, gtd …, or all.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Only what had been said by this day, as 2017-01-31.")
]
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


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="With --version: what reads the pages, too.")
    ] = False,
) -> None:
    """Options of the command as a whole."""
    if version:
        typer.echo("\n".join((f"tacitus {tacitus.__version__}", *(_methods() if verbose else ()))))
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.fail("Missing command.")


def _methods() -> list[str]:
    """What reads pages and what links them, and on what the learned reader was trained."""
    from tacitus import pipeline
    from tacitus.config import load_settings
    from tacitus.extract import open_reader

    reader = open_reader(load_settings().reader)
    if reader is None:
        learned = "none: no model file, or no onnxruntime and tokenizers; the rules read alone"
    else:
        learned = f"{reader.method}, trained on {reader.corpora}"
    return [f"rules: {pipeline.METHOD}", f"learned reader: {learned}", f"linking: {pipeline.LINKER}"]


def day_of(text: str | None, option: str) -> date | None:
    """The day that an option names, None without it. Raises UsageError."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise UsageError(f"{option}: {text!r} is no day; write it as 2017-01-31") from error


def iso_day(text: str | None, option: str) -> str | None:
    """The same as ISO text."""
    day = day_of(text, option)
    return day.isoformat() if day else None


def load_tools(settings: Settings) -> Tools:
    """What the stages need that is not in the page: the gazetteer, built at first use."""
    from tacitus import pipeline

    return pipeline.Tools.load(
        settings.cache, page_seconds=settings.page_seconds, reader=settings.reader, say=say
    )


def say(line: str) -> None:
    """A line to standard error."""
    sys.stderr.write(f"{line}\n")


def opened(store: Path | None) -> Store:
    """The store asked for, to look at. Raises NotFound where there is none."""
    from tacitus.config import load_settings
    from tacitus.store import open_store

    return open_store(store or load_settings().store, create=False, read_only=True)


def console() -> Console:
    """The terminal, or whatever standard output is."""
    from rich.console import Console

    return Console()


def now() -> str:
    """This second in UTC as ISO text."""
    return datetime.now(UTC).isoformat(timespec="seconds")
