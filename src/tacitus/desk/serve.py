"""Serve the desk on this machine."""

from __future__ import annotations

from collections.abc import Callable

import uvicorn

from tacitus.desk.app import create_app
from tacitus.desk.context import Options
from tacitus.store import Store


def serve(store: Store, options: Options, *, say: Callable[[str], None] = lambda _: None) -> None:
    """Serve until it is stopped (Ctrl-C); `say` hears the address."""
    say(f"the desk is at http://{options.host}:{options.port}/ (Ctrl-C ends it)")
    app = create_app(store, options)
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning", server_header=False)
