"""A sentence as one string of lower-case words with single blanks, for patterns of cue words.

A group that the sentence names stands in it as a mark and its number, so that a pattern can say "here stands
a group" whatever its name. Positions lead back to tokens and from there to the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tacitus.errors import DataError
from tacitus.extract.parties.chunks import Parsed
from tacitus.extract.parties.organisations import LINKING, Mention

MARK = "\ue000"
_PIECE = re.compile(r"\([^()]*\)|<\w+>|\*|[^\s()<>*]+")
_GAP = r"(?:\S+ ){0,5}?"
"""What `*` may skip: the words of a short noun phrase."""


@dataclass(frozen=True, slots=True)
class Line:
    """`starts[k]` is where token `tokens[k]` stands in `text`."""

    text: str
    starts: tuple[int, ...]
    tokens: tuple[int, ...]

    def token_at(self, position: int) -> int:
        """The token that stands at `position` of the string."""
        lo, hi = 0, len(self.starts)
        while lo < hi:
            mid = (lo + hi) // 2
            lo, hi = (mid + 1, hi) if self.starts[mid] <= position else (lo, mid)
        return self.tokens[max(0, lo - 1)]

    def stretch(self, match: re.Match[str]) -> tuple[int, int]:
        """First and last token of a match."""
        first = match.start()
        last = max(first, match.end() - 1)
        while last > first and self.text[last] == " ":
            last -= 1
        return self.token_at(first), self.token_at(last)


def line_of(s: Parsed, named: Sequence[Mention]) -> Line:
    """The line of a sentence; mention n of `named` stands as MARK and n."""
    parts: list[str] = []
    starts: list[int] = []
    tokens: list[int] = []
    begin = {m.first: n for n, m in enumerate(named)}
    at, k = 0, 0
    while k < len(s.tokens):
        number = begin.get(k)
        piece = s.tokens[k].low
        if number is not None:
            ending = next((e for e in LINKING if s.tokens[named[number].last].low.endswith(e)), "")
            piece = f"{MARK}{number} {ending}".rstrip()
        starts.append(at)
        tokens.append(k)
        parts.append(piece)
        at += len(piece) + 1
        k = k + 1 if number is None else named[number].last + 1
    return Line(" ".join(parts) + " ", tuple(starts), tuple(tokens))


def compile_phrases(phrases: Sequence[str], classes: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """One pattern for phrases of words, `(a|b)`, `(a|)` for what may be missing, `<class>` and `*`.

    Raises DataError for an unknown class.
    """
    return re.compile(r"(?<!\S)(?:" + "|".join(_compiled(p, classes) for p in phrases) + ")")


def _compiled(phrase: str, classes: Mapping[str, Sequence[str]]) -> str:
    out = []
    for piece in _PIECE.findall(phrase):
        if piece == "*":
            out.append(_GAP)
            continue
        if piece.startswith("<"):
            if piece[1:-1] not in classes:
                raise DataError(f"no class of words {piece}")
            options = list(classes[piece[1:-1]])
        else:
            options = piece.strip("()").split("|")
        words = "|".join(re.escape(o) for o in options if o)
        out.append(f"(?:(?:{words}) )" + ("?" if "" in options else ""))
    return "".join(out)
