"""What lies on disk or comes in on standard input, as `Raw` inputs; a failed one is yielded as `Failed`.

Files are told apart by what is in them (gzip, JSON lines, HTML, text), by their name only where that
leaves it open. Nothing here parses a page.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from tacitus.errors import InputError, NotFound, NotText, TooLarge
from tacitus.read import encoding, guard, rows

Kind = Literal["html", "text"]

_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_HTML_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_MAX_RATIO = 200
"""Times that text may grow when unpacked; news shrinks to a fifth, a bomb to a thousandth."""

_ROOM = 1 << 26
"""Bytes that any archive of lines may unpack to before the ratio counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One page as it came in. `source` is the path or address as given (`file.jsonl:3` for a row).

    `title`, `url` and `published` (ISO 8601) are what came with the page, not what stands on it.
    """

    source: str
    body: bytes
    kind: Kind = "text"
    url: str | None = None
    title: str = ""
    published: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An input that gave no page; the others go on."""

    source: str
    error: InputError

    @property
    def reason(self) -> str:
        return str(self.error)


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


def sources(path: str | os.PathLike[str], *, stdin: BinaryIO | None = None) -> Iterator[Raw | Failed]:
    """All inputs at `path`: a file, a folder (recursive, sorted, hidden names skipped) or "-".

    An empty file is an input with an empty body; read_page says "empty" of it. Raises NotFound, at once,
    where there is no such path; everything else that goes wrong is yielded.
    """
    name = os.fspath(path)
    if name == "-":
        return _from_stream(stdin or sys.stdin.buffer, name)
    if not os.path.exists(name):
        raise NotFound(f"no such file or folder: {name}")
    return _from_folder(Path(name)) if os.path.isdir(name) else _from_file(Path(name))


def file_count(path: str | os.PathLike[str]) -> int | None:
    """How many files `sources` will open at `path`; None for standard input. Raises NotFound."""
    name = os.fspath(path)
    if name == "-":
        return None
    if not os.path.exists(name):
        raise NotFound(f"no such file or folder: {name}")
    return sum(1 for _ in _files(Path(name))) if os.path.isdir(name) else 1


def _from_folder(folder: Path) -> Iterator[Raw | Failed]:
    for path in _files(folder):
        yield from _from_file(path)


def _files(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(top) / name for name in sorted(files) if not name.startswith("."))


def _from_file(path: Path) -> Iterator[Raw | Failed]:
    source = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not path.is_file():
        yield Failed(source=source, error=NotText(f"not a regular file: {source}"))
        return
    try:
        with path.open("rb") as stream:
            yield from _from_stream(stream, source)
    except OSError as error:
        yield Failed(source=source, error=InputError(f"cannot be read: {source}: {error.strerror}"))


def _from_stream(stream: BinaryIO, source: str) -> Iterator[Raw | Failed]:
    name = source.lower()
    head = stream.read(_CHUNK)
    opened: _Stream = _Ahead(head, stream)
    try:
        if head.startswith(_GZIP):
            name = name.removesuffix(".gz")
            opened = _Unpacked(opened)
            head = opened.read(_CHUNK)
            opened = _Ahead(head, opened)
        if rows.is_rows(head, name):
            yield from _from_rows(opened, source)
        else:
            yield _single(opened, source, name)
    except InputError as error:
        yield Failed(source=source, error=error)


def _single(stream: _Stream, source: str, name: str) -> Raw:
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_CHUNK):
        parts.append(part)
        size += len(part)
        guard.check_size(size, source)
    body = b"".join(parts)
    if encoding.is_binary(body):
        raise NotText(f"binary, not text: {source}")
    return Raw(source=source, body=body, kind=kind_of(body, name))


def _from_rows(stream: _Stream, source: str) -> Iterator[Raw | Failed]:
    for number, line in enumerate(_lines(stream), 1):
        place = f"{source}:{number}"
        if line is None:
            yield Failed(
                source=place, error=TooLarge(f"line {number} is over {guard.MAX_BYTES:,} bytes: {source}")
            )
        elif line.strip():
            try:
                row = rows.row(line)
            except InputError as error:
                yield Failed(source=place, error=NotText(f"line {number} of {source}: {error}"))
                continue
            yield Raw(
                source=place,
                body=row.body,
                kind="html" if row.is_html else "text",
                url=row.url,
                title=row.title,
                published=row.date,
                content_type="text/html; charset=utf-8" if row.is_html else None,
            )


def _lines(stream: _Stream) -> Iterator[bytes | None]:
    """Lines without their ends; None for one over the cap, which is skipped and never held."""
    rest, dropping = b"", False
    while part := stream.read(_CHUNK):
        *whole, rest = (rest + part).split(b"\n")
        for line in whole:
            yield None if dropping or len(line) > guard.MAX_BYTES else line
            dropping = False
        if len(rest) > guard.MAX_BYTES:
            rest, dropping = b"", True
    if rest or dropping:
        yield None if dropping else rest


def kind_of(body: bytes, name: str = "") -> Kind:
    """html where the page begins like one, or has tags and a name that says so; else text."""
    head = body[:8192].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")):
        return "html"
    tags = sum(
        tag in head
        for tag in (b"<html", b"<head", b"<body", b"<p>", b"<p ", b"<div", b"<br", b"<meta", b"<a ")
    )
    if head.startswith(b"<") and tags >= 1:
        return "html"
    return "html" if tags and (tags >= 3 or name.endswith(_HTML_NAMES)) else "text"


class _Ahead:
    """A stream whose first bytes have been looked at."""

    def __init__(self, head: bytes, stream: _Stream) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int, /) -> bytes:
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
            return part
        return self._stream.read(size)


class _Unpacked:
    """gzip, member after member, a chunk at a time. Raises TooLarge on a bomb, NotText on damage."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream
        self._engine = zlib.decompressobj(wbits=31)
        self._packed = self._unpacked = 0
        self._rest = b""
        self._begun = False

    def read(self, size: int, /) -> bytes:
        while True:
            if self._engine.eof:
                self._rest = self._engine.unused_data.lstrip(b"\x00")
                self._engine, self._begun = zlib.decompressobj(wbits=31), False
            feed = self._rest or self._engine.unconsumed_tail or self._next()
            self._rest = b""
            if not feed:
                if self._begun:
                    raise NotText("the gzip data ends too early")
                return b""
            self._begun = True
            try:
                part = self._engine.decompress(feed, size)
            except zlib.error as error:
                raise NotText(f"damaged gzip data: {error}") from error
            self._unpacked += len(part)
            if self._unpacked > _ROOM and self._unpacked > _MAX_RATIO * self._packed:
                raise TooLarge(f"unpacks to more than {_MAX_RATIO} times its size")
            if part:
                return part

    def _next(self) -> bytes:
        part = self._stream.read(_CHUNK)
        self._packed += len(part)
        return part
