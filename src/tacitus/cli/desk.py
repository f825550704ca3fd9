"""serve: the desk."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from tacitus.cli.app import StorePath, app, say
from tacitus.errors import UsageError


@app.command()
def serve(
    store: StorePath = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8700,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A further name that the desk may be called by.")
    ] = None,
    double: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="How many incidents two are to code: 10%, 0.1; by itself none."),
    ] = None,
    hidden: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="On how many of their sheets the machine's values are hidden."),
    ] = None,
) -> None:
    """Open the desk on a store: a web page on this machine to read, check and correct the record."""
    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise UsageError("the desk needs the extra: pip install 'tacitus[desk]'")
    from tacitus.config import load_settings
    from tacitus.desk import Options
    from tacitus.desk import serve as run
    from tacitus.lang.gazetteer_lists import open_in
    from tacitus.store import open_store

    settings = load_settings()
    with open_store(store or settings.store, create=False) as kept, open_in(settings.cache) as gazetteer:
        options = Options(
            host=host, port=port, hosts=tuple(name or ()), gazetteer=gazetteer,
            double=settings.double if double is None else share(double),
            hidden=settings.hidden if hidden is None else share(hidden),
        )  # fmt: skip
        run(kept, options, say=say)


def share(text: str) -> float:
    """ "10%" or "0.1" -> 0.1. Raises UsageError."""
    number, percent = text.strip().removesuffix("%"), text.strip().endswith("%")
    try:
        found = float(number) / (100 if percent else 1)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise UsageError(f"{text!r} is no share: write it as 10% or 0.1")
    return found
