"""What trafilatura leaves standing round a story and only the markup gives away: the title once more, a line
with the date, promotions that are nothing but a link, and the list of links at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tacitus.read import chrome, dates
from tacitus.read.metadata import without_site

_HEAD = 4
"""Paragraphs at the head among which the title and the date may stand again."""

_TAIL = 2
_DATE_WORDS = 12
_OTHER_WORDS = 5
"""Words of a date line besides figures and names of months ("Updated on … at … by the editors")."""

_LONGEST_LINK = 300
_STOPS = (".", "!", "?", "。", "؟", "।")


def trim(tree: Any, paragraphs: Sequence[str], titles: Sequence[str], site: str) -> chrome.Sweep:
    """Parts the paragraphs of a page into the story's and those round it; `titles` are all that it has."""
    if len(paragraphs) < 2:
        return chrome.Sweep(tuple(paragraphs), ())
    named = {chrome.folded(n) for t in titles if t for n in (t, without_site(t, site))} - {""}
    inline, whole = _links(tree)
    end = len(paragraphs)
    while end > 1 and chrome.folded(paragraphs[end - 1]) in whole:
        end -= 1
    kept: list[str] = []
    removed: list[str] = []
    for k, line in enumerate(paragraphs):
        bare = chrome.folded(line)
        edge = k < _HEAD or k >= len(paragraphs) - _TAIL
        goes = k >= end or (k < _HEAD and bare in named) or (edge and is_date_line(line))
        goes = goes or (bare in inline and not line.rstrip().endswith(_STOPS))
        (removed if goes else kept).append(line)
    return chrome.Sweep(tuple(kept), tuple(removed)) if kept else chrome.Sweep(tuple(paragraphs), ())


def is_date_line(line: str) -> bool:
    """True for a line that does nothing but give a full date."""
    words = line.split()
    if len(words) > _DATE_WORDS or line.rstrip().endswith(_STOPS) or next(dates.days_in(line), None) is None:
        return False
    return sum(not any(map(str.isdigit, w)) and not dates.is_month(w) for w in words) <= _OTHER_WORDS


def _links(tree: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Wordings that are nothing but a link: those in bold or italics, and all of them."""
    inline, whole = set(), set()
    for link in tree.iter("a"):
        wording = chrome.folded("".join(link.itertext())) if len(link.text or "") <= _LONGEST_LINK else ""
        for outer in (link, *_wrappers(link)):
            if wording and outer.tag in ("strong", "b", "em"):
                inline.add(wording)
        if wording:
            whole.add(wording)
    return frozenset(inline), frozenset(whole)


def _wrappers(link: Any) -> list[Any]:
    """The elements that hold the link and nothing else."""
    found: list[Any] = []
    inner, outer = link, link.getparent()
    while (
        outer is not None
        and len(outer) == 1
        and not (outer.text or "").strip()
        and not (inner.tail or "").strip()
    ):
        found.append(outer)
        inner, outer = outer, outer.getparent()
        if len(found) > 4:
            break
    return found
