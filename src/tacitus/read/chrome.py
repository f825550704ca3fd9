"""Which paragraphs of a page are the site's and not the story's: by form first, by the table of phrases next.

A line goes only where its form or its whole wording says so; a sentence of the story is never judged by a
word in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tacitus.lang import lexicon

_LETTER = re.compile(r"[^\W\d_]")
_SPLIT = re.compile(r"\s*[|•·/,;»›>→●▪✕×\t]+\s*|\s{2,}")
_COUNT = re.compile(r"\d[\d.,]*\s*(?:k\b)?", re.I)
_STOP = tuple('.!?…。！？؟।:;”"»')

LONGEST_LABEL = 4
"""Words of a label over a list of tags."""

LONGEST_OPENING = 30
"""Words of a line that the table knows by how it begins; longer ones may hold a story."""

FEWEST_IN_RUN = 3
"""Lines of a share bar or a navigation run."""


class Sweep(NamedTuple):
    """Paragraphs of the story, and those taken for chrome; each in order."""

    kept: tuple[str, ...]
    removed: tuple[str, ...]


def sweep(lines: Sequence[str]) -> Sweep:
    """Parts a page's paragraphs into the story's and the site's."""
    marks = [is_chrome(line) for line in lines]
    _mark_tag_lists(lines, marks)
    _mark_runs(lines, marks)
    _mark_link_lists(lines, marks)
    kept = tuple(line for line, mark in zip(lines, marks, strict=True) if not mark)
    removed = tuple(line for line, mark in zip(lines, marks, strict=True) if mark)
    return Sweep(kept, removed) if any(map(_LETTER.search, kept)) else Sweep(tuple(lines), ())


def is_chrome(line: str) -> bool:
    """True for a line that is chrome by itself: no letter or digit in it, a known phrase, a share bar."""
    if not re.search(r"\w", line):
        return True
    if len(line) > 400:
        return False
    return _known(line) or _is_bar(line)


def folded(line: str) -> str:
    """Lower case, without what stands before the first letter and after the last, blanks as one."""
    start, end = 0, len(line)
    while start < end and not line[start].isalpha():
        start += 1
    while end > start and not line[end - 1].isalpha():
        end -= 1
    return " ".join(line[start:end].lower().replace("’", "'").split())


def _known(line: str) -> bool:
    words, openings, _, _ = _tables()
    bare = folded(line)
    if bare in words or (not bare and not _COUNT.search(line)):
        return True
    low = line.lower().replace("’", "'").lstrip("•*-–—>»→▶►|[( ")
    return low.startswith(openings) and len(line.split()) <= LONGEST_OPENING and not _tells(line)


def _tells(line: str) -> bool:
    """Two sentences or more: a story may well begin with the words of a notice."""
    return len(re.findall(r"[.!?]\s+[^\W\d_]", line)) >= 2


def _is_bar(line: str) -> bool:
    """Names of networks, or of sections, on one line, parted by bars or blanks alone."""
    _, _, networks, sections = _tables()
    parts = [folded(p) for p in _SPLIT.split(line) if folded(p)]
    if len(parts) >= FEWEST_IN_RUN and all(p in sections or p in networks for p in parts):
        return True
    tokens = [folded(t) for t in line.split()]
    return len(tokens) >= 2 and all(t in networks or not t for t in tokens) and sum(map(bool, tokens)) >= 2


def _mark_tag_lists(lines: Sequence[str], marks: list[bool]) -> None:
    """A short label over nothing but punctuation: a list of tags whose links were lost."""
    for k, line in enumerate(lines[:-1]):
        empty = not re.search(r"\w", lines[k + 1])
        if (
            empty
            and len(line.split()) <= LONGEST_LABEL
            and not line.rstrip().endswith((".", "!", "?", "。"))
            and _LETTER.search(line)
        ):
            marks[k] = marks[k + 1] = _is_list_rest(lines[k + 1]) or marks[k]
            marks[k + 1] = True


def _is_list_rest(line: str) -> bool:
    """Commas, bars or dots that parted what is gone; not a rule of stars between two chapters."""
    return bool(re.search(r"[,;|/،、·•]", line))


def _mark_runs(lines: Sequence[str], marks: list[bool]) -> None:
    """Runs of short lines, most of them networks or sections: a share bar or a menu."""
    _, _, networks, sections = _tables()
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _is_short(lines[end]):
            end += 1
        run = range(start, end)
        known = [k for k in run if marks[k] or folded(lines[k]) in networks or folded(lines[k]) in sections]
        if len(run) >= FEWEST_IN_RUN and len(known) >= FEWEST_IN_RUN:
            whole = 2 * len(known) >= len(run) and not _has_list_of_people(lines, run)
            for k in run if whole else known:
                marks[k] = marks[k] or whole or folded(lines[k]) in networks
        start = max(end, start + 1)


def _has_list_of_people(lines: Sequence[str], run: range) -> bool:
    """A list that the story announces ("The victims:") is the story's."""
    return run.start > 0 and lines[run.start - 1].rstrip().endswith((":", "："))


def _mark_link_lists(lines: Sequence[str], marks: list[bool]) -> None:
    """Headlines that follow a "Read also" at the very end of the page."""
    last = max((k for k, line in enumerate(lines) if not marks[k] and not _is_headline(line)), default=-1)
    open_ = [k for k in range(last + 1, len(lines)) if not marks[k]]
    for k in range(last + 1, open_[-1] if open_ else 0):
        if marks[k] and folded(lines[k]) in _tables()[0]:
            for j in range(k + 1, len(lines)):
                marks[j] = marks[j] or not _is_address(lines[j])
            return


def _is_address(line: str) -> bool:
    return "://" in line or line.lower().startswith("www.")


def _is_short(line: str) -> bool:
    return len(line.split()) <= LONGEST_LABEL and not line.rstrip().endswith(_STOP)


def _is_headline(line: str) -> bool:
    return len(line.split()) <= 18 and not line.rstrip().endswith(_STOP)


@cache
def _tables() -> tuple[frozenset[str], tuple[str, ...], frozenset[str], frozenset[str]]:
    table = lexicon.load("chrome")
    words = frozenset(folded(w) for w in table["lines"]) - {""}
    openings = tuple(sorted({w.replace("’", "'") for w in table["openings"]}))
    return (
        words,
        openings,
        frozenset(map(folded, table["networks"])),
        frozenset(map(folded, table["navigation"])),
    )
