"""How far an ingest has come: a bar in a terminal, now and then a line anywhere else."""

from __future__ import annotations

import re
import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

STYLES = ("auto", "lines", "none")

_LINE = re.compile(r":\d+$")
"""What follows the file's name in the source of a row."""
_EVERY = 1000
"""Pages between two lines where there is no terminal."""
_WIDTH = 40


class Shown:
    """A context manager; `step` takes the source of a page that is safe on disk.

    `files` says how many there are to come, None where nobody knows. In style `lines` each source is
    printed, for another program to read.
    """

    def __init__(self, style: str, *, files: int | None = None) -> None:
        self._style, self._count = style, 0
        self._seen: set[str] = set()
        console = Console(stderr=True)
        self._bar = _bar(console) if style == "auto" and console.is_terminal else None
        self._task = self._bar.add_task("reading", total=files, pages="") if self._bar else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def step(self, source: str) -> None:
        """One more page is kept."""
        self._count += 1
        if self._style == "lines":
            _write(f"done {source}")
        elif self._bar and self._task is not None:
            self._seen.add(_LINE.sub("", source))
            pages = f"{self._count:,} pages  {_short(source)}"
            self._bar.update(self._task, completed=len(self._seen), pages=pages)
        elif self._style == "auto" and self._count % _EVERY == 0:
            _write(f"{self._count:,} pages")

    def stage(self, name: str) -> None:
        """Something that has no pages to count begins."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=name, pages="", total=None)
        elif self._style == "auto" and self._count >= _EVERY:
            _write(name)


def _bar(console: Console) -> Progress:
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[pages]}"),
    )  # fmt: skip
    return Progress(*columns, console=console, transient=True)


def _short(source: str) -> str:
    return source if len(source) <= _WIDTH else f"…{source[1 - _WIDTH :]}"


def _write(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
