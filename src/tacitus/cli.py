"""The command line: arguments to calls, and errors to exit codes: 0 done, 1 an input failed, 2 wrong use.

Heavy imports stay inside the commands, so that `tacitus --help` answers at once.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import tacitus
from tacitus.errors import InputError, NotFound, TacitusError, UsageError

if TYPE_CHECKING:
    from tacitus.model import Record

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
AsJson = Annotated[bool, typer.Option("--json", help="Print the record as JSON (docs/record.schema.json).")]


def main() -> None:
    """Entry point of the `tacitus` command."""
    try:
        app()
    except (UsageError, NotFound) as error:
        _stop(error, 2)
    except InputError as error:
        _stop(error, 1)
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


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise UsageError(f"--published: {text!r} is no day; write it as 2017-01-31") from error


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

    record = pipeline.read_one(
        page, load_tools(load_settings()), url=url, published=_day(published), mentions=mentions
    )
    _print(record, unmasked=unmasked, as_json=as_json)


def load_tools(settings: Any) -> Any:
    """What the stages need that is not in the page: the gazetteer, built at first use."""
    from tacitus import pipeline

    return pipeline.Tools.load(settings.cache, page_seconds=settings.page_seconds, say=_say)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _print(record: Record, *, unmasked: bool, as_json: bool) -> None:
    from tacitus import people
    from tacitus.model import encode

    if as_json:
        data = people.mask_record(encode(record), record, unmasked=unmasked)
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from tacitus.export.terminal import print_record

    print_record(
        Console(soft_wrap=False), record, lambda text: people.mask_text(text, record, unmasked=unmasked)
    )


@app.command()
def demo(unmasked: Unmasked = False) -> None:
    """Read three pages that ship with tacitus, and print their records."""
    from importlib import resources

    from tacitus import pipeline
    from tacitus.config import load_settings

    tools = load_tools(load_settings())
    for page in sorted((resources.files("tacitus.data") / "demo").iterdir(), key=lambda p: p.name):
        with resources.as_file(page) as path:
            typer.echo(f"\n{'─' * 8} {Path(path).name} {'─' * 8}")
            _print(pipeline.read_one(str(path), tools), unmasked=unmasked, as_json=False)
    typer.echo("\nNow try a page of your own: tacitus read PAGE.html, or with --json for the whole record.")


if __name__ == "__main__":
    main()
