"""The learned reader as a stage: a text -> what an encoder makes of it, behind a cheap gate.

A reader is two files: the network (tagger.py) and beside it `NAME.json`, the table of how its proposals are
joined with what the rules find (joins.py). Both are in its name, so that a new file reads pages anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Protocol, Self

from tacitus.errors import InputError, UsageError
from tacitus.extract.happenings import Happening
from tacitus.extract.joins import Joins
from tacitus.extract.opinion import Opinion
from tacitus.extract.tagger import Reading, Tagger
from tacitus.model import Document

_SMALL, _CAPITAL = re.compile(r"[a-z]+"), re.compile(r"[A-Z]+")
RULES_ALONE = Path("none")
"""What is asked for where the rules are to read alone, whatever ships."""


class Encoder(Protocol):
    """What reads a text; Tagger is the real one."""

    def read(self, text: str) -> Reading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A model, loaded: `method` is "reader-1/" and eight digits of both files; `corpora` what it was trained
    on."""

    encoder: Encoder
    joins: Joins
    method: str
    corpora: str = ""

    @classmethod
    def load(cls, path: Path) -> Self:
        """The model in `path` with its table beside it.

        Raises InputError where one of the files is none of ours or they do not belong together, ImportError
        without onnxruntime or tokenizers.
        """
        table = path.with_suffix(".json")
        try:
            digest = sha256(path.read_bytes() + table.read_bytes()).hexdigest()[:8]
        except OSError as error:
            raise InputError(f"no reader at {path}: {error.strerror}: {error.filename}") from error
        tagger, joins = Tagger.load(path), Joins.read(table)
        if joins.reader != tagger.version:
            raise InputError(f"{table} joins {joins.reader}, not {tagger.version}")
        method = f"{tagger.version}/{digest}"
        return cls(encoder=tagger, joins=joins, method=method, corpora=tagger.corpora)

    def read(self, document: Document, rules: str) -> Opinion:
        """What the encoder makes of the document's text; `rules` names what its proposals are joined with."""
        return Opinion(
            reading=self.encoder.read(document.text), loud=in_capitals(document.text), joins=self.joins,
            method=self.method, weighed=f"{rules}+{self.method}",
        )  # fmt: skip


def in_capitals(text: str) -> bool:
    """True where fewer than one letter in five is a small one."""
    small = sum(map(len, _SMALL.findall(text)))
    return small * 4 < sum(map(len, _CAPITAL.findall(text)))


def doubted(happenings: Sequence[Happening], opinion: Opinion) -> tuple[Happening, ...]:
    """The happenings of a page in capitals with, as the confidence of their types, the chance that the page
    tells of an attack at all; those of other pages as they are."""
    if not opinion.loud:
        return tuple(happenings)
    chance = opinion.joins.page_chance(opinion.reading.page.get("relevant", 0.5))
    return tuple(
        replace(h, types=tuple(replace(f, confidence=chance, method=opinion.weighed) for f in h.types))
        for h in happenings
    )


def open_reader(asked: Path | None = None) -> Reader | None:
    """The reader in the file `asked` for, by default the newest that ships; None where none ships, its two
    libraries are missing, or the rules are asked for alone. Raises InputError, and UsageError where a file
    is asked for by name that the libraries to read it with are missing for."""
    path = asked or shipped()
    if path is None or path == RULES_ALONE:
        return None
    try:
        return Reader.load(path)
    except ImportError as error:
        if asked is None:
            return None
        raise UsageError(f"{path} needs onnxruntime and tokenizers: pip install 'tacitus[reader]'") from error


def shipped() -> Path | None:
    """The newest model file of the package, None where there is none."""
    folder = Path(str(resources.files("tacitus.data")))
    found = sorted(folder.glob("reader-*.onnx"), key=lambda path: (len(path.name), path.name))
    return found[-1] if found else None
