"""The learned reader: which words play which part, proposed by a small encoder that runs on the CPU.

It needs onnxruntime and tokenizers (`pip install 'tacitus[reader]'`) and a model file that training/reader
makes; reader.py puts it to use. The file carries all that reading it takes: the network, its tokenizer, the
names of its roles, its version and its corpora.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from tacitus.errors import InputError
from tacitus.lang.windows import Offsets, windows

FLOOR = 0.2
"""A piece whose chance of being in a role is lower is in none: what is proposed is weighed later."""
SPLIT = 2.0
"""A span ends before a word that is so much likelier to begin one than to go on with it: a name cut in two is
wrong twice, two names taken for one are wrong once. Both were chosen on MUC-4's dev part."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that may play a part: `score`, 0 to 1, is the mean chance of their pieces. Both may be empty:
    `kinds`, the chance of each kind of act to take part in, and `link`, which Reading.together compares."""

    role: str
    start: int
    end: int
    score: float
    kinds: dict[str, float] = field(default_factory=dict)
    link: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of one text: the chance of each page label (the best window's), and the
    proposals in order of the text."""

    page: dict[str, float]
    proposals: tuple[Proposal, ...]
    offset: float = 0.0

    def together(self, one: Proposal, other: Proposal) -> float:
        """The chance, 0 to 1, that two proposals take part in the same act; a half where the model tells
        nothing of it."""
        logit = self.offset + sum(a * b for a, b in zip(one.link, other.link, strict=True))
        return 1 / (1 + math.exp(-logit))


class Tagger:
    """A model file, loaded."""

    def __init__(self, session: Any, tokenizer: Any, about: dict[str, str]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._limit = int(about["window"]) - 2
        self._marks = tuple(json.loads(about["marks"]))
        self.roles: tuple[str, ...] = tuple(json.loads(about["roles"]))
        self.labels: tuple[str, ...] = tuple(json.loads(about["page"]))
        self.kinds: tuple[str, ...] = tuple(json.loads(about.get("kinds", "[]")))
        self._offset = float(about.get("offset", 0))
        self._outputs = ["roles", "page", *(("kinds", "links") if self.kinds else ())]
        self.version = about["version"]
        self.corpora = about["corpora"]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open the model in `path`, on one thread.

        Raises InputError where the file is no reader of ours, ImportError without the two libraries.
        """
        runtime: Any = import_module("onnxruntime")
        tokenizers: Any = import_module("tokenizers")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        try:
            session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            about = session.get_modelmeta().custom_metadata_map
            return cls(session, tokenizers.Tokenizer.from_str(about["tokenizer"]), about)
        except Exception as error:  # onnxruntime's errors share no base of their own
            raise InputError(f"{path} is not a reader's model: {error}") from error

    def read(self, text: str) -> Reading:
        """All windows of `text` -> Reading; nothing is proposed of an empty text."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        cuts = windows(text, encoded.offsets, self._limit)
        page = dict.fromkeys(self.labels, 0.0)
        found: list[Proposal] = []
        for a, b in cuts:
            roles, labels, *acts = self._run(encoded.ids[a:b])
            page = {name: max(page[name], p) for name, p in zip(page, labels.tolist(), strict=True)}
            inside = slice(1, b - a + 1)
            proposed = self._proposals(roles[inside].tolist(), encoded.offsets[a:b], text)
            found += self._of_acts(proposed, [part[inside] for part in acts], encoded.offsets[a:b])
        return Reading(page, tuple(sorted(found, key=lambda p: (p.start, p.end, p.role))), self._offset)

    def _run(self, pieces: Sequence[int]) -> list[Any]:
        """The outputs for one window. Several at once need padding, which costs more than it saves, and each
        would be read by the others' company: int8 scales are those of all that goes in."""
        numpy: Any = import_module("numpy")
        ids = numpy.array([[self._marks[0], *pieces, self._marks[1]]], dtype=numpy.int64)
        return [output[0] for output in self._session.run(self._outputs, {"ids": ids})]

    def _proposals(self, chances: Any, offsets: Offsets, text: str) -> Iterator[Proposal]:
        for k, role in enumerate(self.roles):
            yield from spans(role, [piece[k] for piece in chances], offsets, text)

    def _of_acts(
        self, proposals: Iterable[Proposal], acts: list[Any], offsets: Offsets
    ) -> Iterator[Proposal]:
        """`proposals` with what `acts` (kinds and links of each piece, or nothing) tells of their first
        piece: it is the one that was trained."""
        if not acts:
            yield from proposals
            return
        at = {start: k for k, (start, _) in enumerate(offsets)}
        for proposal in proposals:
            kinds, link = (part[at[proposal.start]].tolist() for part in acts)
            chances = {name: round(p, 4) for name, p in zip(self.kinds, kinds, strict=True)}
            yield replace(proposal, kinds=chances, link=tuple(link))


def spans(role: str, chances: Sequence[Sequence[float]], offsets: Offsets, text: str) -> Iterator[Proposal]:
    """The stretches of whole words that `chances` (outside, begins, inside: of each piece) put in `role`."""
    run: list[int] = []
    for k, (outside, begins, inside) in enumerate(chances):
        part_of_word = k > 0 and offsets[k - 1][1] == offsets[k][0] and text[offsets[k][0]].isalnum()
        within = 1 - outside >= FLOOR or bool(run and part_of_word)
        if run and (not within or (begins > SPLIT * inside and not part_of_word)):
            yield _proposal(role, run, chances, offsets)
            run = []
        if within:
            run.append(k)
    if run:
        yield _proposal(role, run, chances, offsets)


def _proposal(
    role: str, run: Sequence[int], chances: Sequence[Sequence[float]], offsets: Offsets
) -> Proposal:
    score = sum(1 - chances[k][0] for k in run) / len(run)
    return Proposal(role, offsets[run[0]][0], offsets[run[-1]][1], round(score, 4))
