"""How far an ingest has come: a line that is written over in a terminal, and nothing anywhere else."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

_EVERY = 5
"""Pages between two writes to the terminal."""
_WIDTH = 70


class Progress:
    """A context manager; `step` takes the source of a page that is safe on disk."""

    def __init__(self) -> None:
        self._count = 0
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")

    def step(self, source: str) -> None:
        """One more page is kept."""
        self._count += 1
        if self._count % _EVERY == 0:
            self.say(f"{self._count} pages  {source}")

    def say(self, line: str) -> None:
        """Show one line in the place of the last."""
        if self._shown:
            self._write(line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…")

    def _write(self, line: str) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
