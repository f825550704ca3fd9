"""token: make, list, end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from tacitus.cli.app import StorePath, app, say
from tacitus.errors import UsageError

group = typer.Typer(
    name="token",
    help="Who may write through the API of the desk: give out a token in a coder's name, list them, end one.",
    no_args_is_help=True,
)
app.add_typer(group)


@group.command()
def make(
    name: Annotated[str, typer.Argument(help="The name that every judgement made with it carries.")],
    store: StorePath = None,
) -> None:
    """Make a token and print it. It is told this once: the store keeps only a hash of it."""
    from tacitus.config import load_settings
    from tacitus.judgements import Act
    from tacitus.store import make_token, open_store

    at = _now()
    Act(by=name, at=at)  # a name that no judgement could carry gets no token
    with open_store(store or load_settings().store, create=False) as kept, kept.atomic():
        made, secret = make_token(kept, name, at=at)
    say(f"{made.id} writes as {name}")
    typer.echo(secret)


@group.command(name="list")
def list_(store: StorePath = None) -> None:
    """List the tokens that were given out: id, name, since when, and when each was ended."""
    from tacitus.config import load_settings
    from tacitus.store import open_store, tokens_of

    with open_store(store or load_settings().store, create=False) as kept:
        found = tokens_of(kept)
    for token in found:
        ended = f"ended {token.ended_at}" if token.ended_at else "holds"
        typer.echo(f"{token.id}  {token.name}  made {token.made_at}  {ended}")
    if not found:
        say("no tokens")


@group.command()
def end(
    ident: Annotated[str, typer.Argument(metavar="ID", help="Its id, as `tacitus token list` shows it.")],
    store: StorePath = None,
) -> None:
    """End a token: what was written with it stays, nothing more can be."""
    from tacitus.config import load_settings
    from tacitus.errors import UnknownId
    from tacitus.store import end_token, open_store

    with open_store(store or load_settings().store, create=False) as kept, kept.atomic():
        try:
            end_token(kept, ident, at=_now())
        except UnknownId as error:
            raise UsageError(str(error)) from error
    say(f"{ident} is ended")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
