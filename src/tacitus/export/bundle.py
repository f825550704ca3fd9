"""One export: the main file and what stands beside it, written in one pass over the incidents.

Beside the data: excluded.csv, provenance.jsonl and datapackage.json; deletions.csv against an earlier release
and annotations.jsonld where they are asked for. Every file is written under another name first and put in its
place when all are whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tacitus.errors import UsageError
from tacitus.export import delimited, provenance
from tacitus.export.annotations import Annotations
from tacitus.export.cells import Left, Outcome
from tacitus.export.codes import Field
from tacitus.export.earlier import Earlier, why_gone
from tacitus.export.files import line, writer
from tacitus.export.formats import Format
from tacitus.export.happening import Happening
from tacitus.export.package import Circumstances, Counts, package, side_fields

Object = dict[str, Any]

_PART = ".part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of an export beside its format."""

    hxl: bool = False
    annotations: bool = False
    against: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export is written: a folder, and the stem that names its files there ("" where the folder
    is its own)."""

    folder: Path
    main: str
    stem: str = ""

    @classmethod
    def of(cls, out: Path, form: Format) -> Place:
        """A folder where `out` is one, or has no ending; else a file, whose side files carry its name before
        theirs, so that several exports may lie in one folder."""
        if out.is_dir() or not out.suffix:
            return cls(out, form.file)
        return cls(out.parent, out.name, f"{out.stem}.")

    def path(self, name: str) -> Path:
        return self.folder / f"{self.stem}{name}"

    @property
    def data(self) -> Path:
        return self.folder / self.main


@dataclass(slots=True)
class _Comparison:
    """What deletions.csv needs: the earlier rows that were not met yet, where reports are now, and what
    is left out now."""

    earlier: Earlier
    gone: dict[str, str]
    now: dict[str, str] = field(default_factory=dict)
    left: dict[str, Left] = field(default_factory=dict)

    def see(self, found: Happening, outcome: Outcome) -> None:
        self.now.update((report["id"], found.id) for report in found.reports)
        if outcome.left:
            self.left[found.id] = outcome.left
        for row in outcome.rows:
            self.gone.pop(row.id, None)

    def rows(self) -> Iterator[Object]:
        for row, incident in sorted(self.gone.items()):
            why = why_gone(incident, self.earlier.members.get(incident, ()), self.now, self.left)
            yield {"row": row, "incident": incident, "reason": why.reason, "detail": why.words}


def write_main(found: Iterable[Object], form: Format, out: IO[str], *, hxl: bool = False) -> int:
    """The main file alone, to an open file; how many rows."""
    rows = writer(form, out, hxl=hxl)
    count = 0
    for happening in map(Happening, found):
        for row in form.rows(happening).rows:
            rows.write(row, happening)
            count += 1
    rows.close()
    return count


def write_bundle(
    found: Iterable[Object], form: Format, place: Place, made: Circumstances, wanted: Wanted
) -> Counts:
    """The whole export. Raises UsageError where a file cannot be written."""
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        return _Bundle(form, place, made, wanted).write(found)
    except OSError as error:
        raise UsageError(f"{error.filename or place.folder}: {error.strerror or error}") from error


class _Bundle:
    def __init__(self, form: Format, place: Place, made: Circumstances, wanted: Wanted) -> None:
        self._form, self._made, self._wanted = form, made, wanted
        self._counts = Counts()
        names = {
            "data": place.data,
            "provenance": place.path("provenance.jsonl"),
            "excluded": place.path("excluded.csv"),
        }
        if wanted.against:
            names["deletions"] = place.path("deletions.csv")
        if wanted.annotations:
            names["annotations"] = place.path("annotations.jsonld")
        self._files, self._package = names, place.path("datapackage.json")

    def write(self, found: Iterable[Object]) -> Counts:
        against = self._wanted.against
        comparison = _Comparison(against, against.rows()) if against else None
        with ExitStack() as stack:
            self._pass(found, comparison, stack)
        for path in self._files.values():
            os.replace(_part(path), path)
        data = package(
            self._form, self._made, self._counts, self._files,
            hxl=self._wanted.hxl, against=against.name if against else None,
        )  # fmt: skip
        with _part(self._package).open("w", encoding="utf-8", newline="\n") as out:
            out.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        os.replace(_part(self._package), self._package)
        return self._counts

    def _pass(self, found: Iterable[Object], comparison: _Comparison | None, stack: ExitStack) -> None:
        data = _part(self._files["data"])
        rows = writer(
            self._form,
            data if self._form.kind == "parquet" else self._open("data", stack),
            hxl=self._wanted.hxl,
        )
        stack.callback(rows.close)
        told = self._open("provenance", stack)
        excluded = _side(self._open("excluded", stack), "excluded")
        notes = Annotations(self._open("annotations", stack)) if self._wanted.annotations else None
        for happening in map(Happening, found):
            outcome = self._form.rows(happening)
            self._counts.add(happening, outcome.rows)
            for row in outcome.rows:
                rows.write(row, happening)
                told.writelines(map(line, provenance.lines(row, happening)))
            if outcome.left:
                self._exclude(excluded, happening, outcome.left)
            if comparison:
                comparison.see(happening, outcome)
            if notes and outcome.rows:
                notes.write(happening)
        if notes:
            notes.close()
        if comparison:
            deletions = _side(self._open("deletions", stack), "deletions")
            for gone in comparison.rows():
                deletions.write(gone)

    def _exclude(self, excluded: delimited.Writer, found: Happening, left: Left) -> None:
        self._counts.excluded[left.reason] += 1
        row = {"incident": found.id, "title": found.title, "reason": left.reason, "detail": left.words}
        excluded.write(row)

    def _open(self, role: str, stack: ExitStack) -> IO[str]:
        out = _part(self._files[role]).open("w", encoding="utf-8", newline="\n")
        return stack.enter_context(out)


def _side(out: IO[str], role: str) -> delimited.Writer:
    return delimited.Writer(out, [Field(name) for name in side_fields(role)])


def _part(path: Path) -> Path:
    return path.with_name(path.name + _PART)
