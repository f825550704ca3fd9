"""The parser in a process of its own, with a wall clock and a memory limit: a page may kill it, no more.

`Parser` is the interface; `Worker` is the real one, `InProcess` its twin for tests and trusted pages. The
worker is reused from page to page and replaced after a page that killed it.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from types import TracebackType
from typing import IO, Any, Protocol, Self

from tacitus.errors import ParserFailed
from tacitus.read.html import Parsed

SECONDS = 10.0
"""Wall clock for one page; all 653 pages of the wild that were tried stay below it."""

MEMORY = 1 << 30
"""Bytes of address space; all 653 pages of the wild that were tried stay below it."""

_START_SECONDS = 60.0
_PAGES_BETWEEN_RESETS = 500
"""trafilatura and its parts keep caches of strings seen; they are emptied so often."""


class Parser(Protocol):
    """Reads one page that has passed the guard. Raises ParserFailed."""

    def parse(self, page: str, url: str | None = None) -> Parsed: ...


class InProcess:
    """No protection: for pages that are known, and for tests."""

    def parse(self, page: str, url: str | None = None) -> Parsed:
        from tacitus.read import html

        return html.parse(page, url)


class Worker:
    """One child process; use as a context manager, or call close()."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, page: str, url: str | None = None) -> Parsed:
        child = self._started()
        request = json.dumps([page, url]).encode("ascii")
        try:
            _send(child.stdin, request)
            answer = json.loads(_receive(child.stdout, self._seconds + 0.5))
        except TimeoutError as error:
            self.close()
            raise ParserFailed(f"the parser took more than {self._seconds:g} s") from error
        except (OSError, EOFError, ValueError) as error:
            code = self.close()
            raise ParserFailed(_cause(code, self._seconds)) from error
        if "failed" in answer:
            self.close()
            raise ParserFailed(answer["failed"])
        return Parsed.of(answer)

    def close(self) -> int | None:
        """Ends the child, at once. Returns what it had ended with by itself, if it had."""
        child, self._child = self._child, None
        if child is None:
            return None
        code = _wait_briefly(child)
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        return code

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(self._seconds), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            _receive(self._child.stdout, _START_SECONDS)
        except (OSError, EOFError) as error:
            self.close()
            raise ParserFailed("the parser does not start") from error
        return self._child


def _wait_briefly(child: subprocess.Popen[bytes]) -> int | None:
    """A child whose pipe has closed is about to end: its code tells why."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return child.wait(0.2)
    return None


def _cause(code: int | None, seconds: float) -> str:
    if code == -signal.SIGALRM:
        return f"the parser took more than {seconds:g} s"
    if code is not None and code < 0:
        return f"the parser crashed on this page (signal {-code})"
    return "the parser stopped on this page"


def _send(stream: IO[bytes] | None, message: bytes) -> None:
    assert stream is not None
    stream.write(len(message).to_bytes(8, "big") + message)
    stream.flush()


def _receive(stream: IO[bytes] | None, seconds: float) -> bytes:
    """One framed message. Raises TimeoutError, EOFError."""
    assert stream is not None
    until = time.monotonic() + seconds
    with selectors.DefaultSelector() as ready:
        ready.register(stream, selectors.EVENT_READ)
        size = int.from_bytes(_exactly(stream, 8, ready, until), "big")
        return _exactly(stream, size, ready, until)


def _exactly(stream: IO[bytes], size: int, ready: selectors.BaseSelector, until: float) -> bytes:
    parts: list[bytes] = []
    while size:
        if not ready.select(max(0.0, until - time.monotonic())):
            raise TimeoutError
        part = os.read(stream.fileno(), min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _serve(seconds: float, memory: int) -> None:
    """The child: answers pages on standard input until it closes. An alarm ends it where a page hangs."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not look like an answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from tacitus.read import html

    _limit(memory)
    _send(answers, b"ready")
    pages = 0
    while head := requests.read(8):
        page, url = json.loads(requests.read(int.from_bytes(head, "big")))
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = _answer(html.parse, page, url)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, json.dumps(answer).encode("ascii"))
        pages += 1
        if pages % _PAGES_BETWEEN_RESETS == 0:
            _forget()


def _answer(parse: Any, page: str, url: str | None) -> dict[str, Any]:
    try:
        made: dict[str, Any] = parse(page, url).as_dict()
    except MemoryError:
        return {"failed": "the parser ran out of memory on this page"}
    except RecursionError:
        return {"failed": "the page is nested too deeply for the parser"}
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, ArithmeticError) as error:
        return {"failed": f"the parser failed on this page: {type(error).__name__}"}
    return made


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _forget() -> None:
    from trafilatura.meta import reset_caches

    reset_caches()


if __name__ == "__main__":
    _serve(float(sys.argv[1]), int(sys.argv[2]))
