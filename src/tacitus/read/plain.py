"""A page that came as plain text: its paragraphs, its title, and what belongs to the site around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tacitus.lang import lexicon
from tacitus.read import chrome

READER = "plain:1"
_STOPS = tuple('.!?…。！？؟।"”»:')
_BULLET = re.compile(r"^\s*(?:[•●▪◆■◦‣⁃∙*]|[-–]\s)\s*(?=\S)")
_LONG_TITLE = 30
_SHORT_TITLE = 3
_LEAD = 12
"""Words of a line that can follow a title as the first of the story."""

_WORD = re.compile(r"[^\W\d_]+")
_BYLINE = re.compile(r"^\s*(?:by|von|par|por|di|door|av|af|от|автор|بقلم)\s+\S+", re.I)
_DATE_LINE = re.compile(r"^[^.!?]{0,40}\b(?:19|20)\d\d\b[^.!?]{0,30}$")
_BRIEF_WORDS = 25
"""A bulleted paragraph of so many words tells something by itself; shorter ones are points of a list."""

_SHARED_NAMES = 0.4
"""Share of a bulleted paragraph's names that the story has too, from which on it belongs to the story."""

LONGEST_NOTICE = 8
"""Words of a notice at the foot that may go for being in another language than the story."""

_LANGUAGE_SAMPLE = 4000
_FEWEST_LETTERS = 20


class Layout(NamedTuple):
    """A page of text: `paragraphs` in order, `title` "" where no line reads like one."""

    title: str
    paragraphs: tuple[str, ...]
    removed: tuple[str, ...]


def read_layout(text: str, title: str = "") -> Layout:
    """Parts a page of text. A title that came with the page is believed; else the first line that reads like
    one is taken out of the text. Every other line that is no chrome stays."""
    kept, removed = chrome.sweep(paragraphs_of(text))
    found = title or _title(kept)
    body = list(kept)
    if found and body and chrome.folded(body[0]) == chrome.folded(found):
        body.pop(0)
    elif not title and found:
        body.remove(found)
    return Layout(found, tuple(body), removed)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Blocks between blank lines; hard-wrapped lines of one block are joined, others stand alone."""
    found: list[str] = []
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text):
        lines = [line for line in block.split("\n") if line.strip()]
        found += _unwrapped(lines) if _is_wrapped(lines) else [" ".join(line.split()) for line in lines]
    return tuple(p for p in found if p)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Lines broken at a margin: all but the last of a paragraph are about as long as the longest, and most
    of them end inside a sentence."""
    if len(lines) < 2:
        return False
    margin = max(len(line.rstrip()) for line in lines)
    if not 40 <= margin <= 132:
        return False
    inner = [line.rstrip() for line in lines[:-1]]
    full = sum(len(line) >= 0.7 * margin for line in inner)
    open_ends = sum(not line.endswith(_STOPS) for line in inner)
    return full >= 0.7 * len(inner) and open_ends >= 0.6 * len(inner)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """A new paragraph begins at an indent or a bullet."""
    flush = min(len(line) - len(line.lstrip()) for line in lines)
    found: list[list[str]] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if not found or (indent > flush + 1) or _BULLET.match(line):
            found.append([])
        found[-1] += line.split()
    return [" ".join(words) for words in found]


def _title(paragraphs: Sequence[str]) -> str:
    """The first line that reads like a title, with a story behind it: among the first four, no sentence end,
    no byline, no date, neither a word or two nor a paragraph."""
    for k, line in enumerate(paragraphs[:4]):
        words = len(line.split()) if re.search(r"\s", line) else len(line) // 2
        if _BYLINE.match(line) or _DATE_LINE.match(line):
            continue
        if words > _LONG_TITLE or line.endswith((".", "。", ":", "।")) or _BULLET.match(line):
            return ""
        behind = paragraphs[k + 1 : k + 6]
        if words >= _SHORT_TITLE and any(len(p) > len(line) and len(p) > 60 for p in behind):
            return line
    return ""


def items_of(paragraphs: Sequence[str]) -> tuple[range, ...]:
    """Which paragraphs tell a story of their own: the first story, and each brief behind it.

    A brief is a bulleted paragraph (or one under a heading such as "In brief") after the last paragraph
    of the story, with sentences of its own, about others than the story's names. Points of a list that the
    story announces, or that go on with it, stay the story's.
    """
    tail = len(paragraphs)
    while tail > 1 and _BULLET.match(paragraphs[tail - 1]):
        tail -= 1
    if tail == len(paragraphs) or tail == 0 or paragraphs[tail - 1].rstrip().endswith((":", "：")):
        return (range(len(paragraphs)),) if paragraphs else ()
    under_heading = chrome.folded(paragraphs[tail - 1]) in _brief_headings()
    story = frozenset(w for p in paragraphs[:tail] for w in _WORD.findall(p))
    if not all(under_heading or _is_brief(p, story) for p in paragraphs[tail:]):
        return (range(len(paragraphs)),)
    first = tail - 1 if under_heading and tail > 1 else tail
    starts = [0, first, *range(tail + 1, len(paragraphs))]
    return tuple(range(a, b) for a, b in zip(starts, [*starts[1:], len(paragraphs)], strict=True) if a < b)


def _is_brief(paragraph: str, story: frozenset[str]) -> bool:
    """`story`: the words of the story."""
    body = _BULLET.sub("", paragraph)
    if len(body.split()) < _BRIEF_WORDS or not re.search(r"[.!?。؟।][\s”\"']+\S", body):
        return False
    names = {n for n in re.findall(r"(?<=[^.!?•] )[^\W\d_]{3,}", body) if n[0].isupper()}
    known = names & story
    return not names or len(known) < _SHARED_NAMES * len(names)


def language_of(paragraphs: Sequence[str]) -> str | None:
    """ISO 639-1 code of the body: of its longest paragraphs, so that a foreign label does not count."""
    sample = " ".join(sorted(paragraphs, key=len, reverse=True))[:_LANGUAGE_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    return str(_identifier().classify(sample)[0])


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _brief_headings() -> frozenset[str]:
    return frozenset(map(chrome.folded, lexicon.load("chrome")["brief_headings"]))
