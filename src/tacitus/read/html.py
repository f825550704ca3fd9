"""A page of HTML, once read: its paragraphs and what it says about itself. Runs inside the worker.

trafilatura finds the text, metadata.py and dates.py the rest. Nothing here keeps state between pages.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any, Self

import trafilatura
from htmldate import find_date
from lxml import etree
from trafilatura import settings

from tacitus.read import dates, edges
from tacitus.read.metadata import Metadata, read_metadata

READER = f"html:trafilatura-{version('trafilatura')}"
_FEWEST = 200
"""Characters; with less than this other ways of reading are tried too."""

_SHOWN = "//time | //*[@itemprop='datePublished']"
_MOST_SHOWN = 40
_SUSPICIOUS_SHARE = 0.2
"""Of the page's visible characters; on the development pages of WCXB 0.2 to 0.5 give the same."""

_BODY_MORE = 1.5
"""Times as much text in the page's own JSON-LD as on it: the rest is put there by a script."""

_CLEARLY_MORE = 1.2
"""Tried from 1.1 to 2 on the development pages of WCXB with `python -m benchmarks pages`; flat."""

_AROUND = ("nav", "header", "footer", "aside", "script", "style", "noscript", "head", "form", "svg")
_INLINE: tuple[str, ...] = (
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
)
_INLINE += ("strong", "sub", "sup", "time", "u", "wbr")
_STOPS = (".", "。", "؟", "।", "!", "?")
_WHOLE = re.compile(r"<(?:html|body|head|!doctype)", re.I)
_HEAD = 20_000
_BULLET = re.compile(r"^- (?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """`paragraphs` in order; `published` ISO or empty, `inferred` where no part of the page calls it that;
    `reason` says why there are no paragraphs."""

    paragraphs: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    title: str = ""
    site: str = ""
    canonical: str = ""
    language: str = ""
    published: str = ""
    inferred: bool = False
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """What `as_dict` wrote, after its way through JSON."""
        fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        return cls(**fields)


def parse(page: str, url: str | None = None) -> Parsed:
    """Reads a page that has passed the guard."""
    if not _WHOLE.search(page, 0, _HEAD):
        page = f"<html><body>{page}</body></html>"
    tree = trafilatura.load_html(page)
    if tree is None:
        return Parsed(reason="the parser finds no page in it, or none that fits into memory")
    meta = read_metadata(tree)
    published, inferred = _published(tree, meta, url)
    titles = (meta.title, *meta.titles)
    paragraphs, removed = edges.trim(tree, _paragraphs(tree, url, meta), titles, meta.site)
    return Parsed(
        paragraphs=paragraphs,
        removed=removed,
        title=meta.title,
        site=meta.site,
        canonical=meta.canonical,
        language=meta.language,
        published=str(published or ""),
        inferred=inferred,
        reason="" if paragraphs else "no text on the page",
    )


def _paragraphs(tree: Any, url: str | None, meta: Metadata) -> tuple[str, ...]:
    """trafilatura's recall mode reads most pages best; where it takes little of the page, the balanced mode,
    which then tries other extractors, is asked too and believed when it finds clearly more."""
    text = _extracted(tree, url, recall=True)
    if len(text) < _SUSPICIOUS_SHARE * _weight(tree):
        other = _extracted(tree, url, recall=False)
        text = other if len(other) > _CLEARLY_MORE * len(text) else text
    if len(meta.body) > _BODY_MORE * len(text):
        text = meta.body
    if len(text) < _FEWEST:
        text = max(text, meta.body, _plain(tree), key=len)
    return tuple(p for line in text.split("\n") if (p := _BULLET.sub("• ", " ".join(line.split()))))


def _weight(tree: Any) -> int:
    """Characters that a reader could see."""
    return sum(
        len(each.text or "") + len(each.tail or "")
        for each in tree.iter("*")
        if each.tag not in ("script", "style", "noscript")
    )


def _extracted(tree: Any, url: str | None, *, recall: bool) -> str:
    made = trafilatura.bare_extraction(
        tree, url=url, favor_recall=recall, include_comments=False, include_tables=True, deduplicate=False
    )
    return (made.text or "") if isinstance(made, settings.Document) else ""


def _plain(tree: Any) -> str:
    """The last resort: all words outside navigation, a line for each block; lines of a word or two go."""
    lines: list[list[str]] = [[]]
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, each in walk:
        if event == "end":
            if each.tag not in _INLINE:
                lines.append([])
            lines[-1].append(each.tail or "")
        elif each.tag in _AROUND:
            walk.skip_subtree()
        else:
            if each.tag not in _INLINE:
                lines.append([])
            lines[-1].append(each.text or "")
    told = (" ".join("".join(line).split()) for line in lines)
    return "\n".join(line for line in told if len(line.split()) > 3 or line.endswith(_STOPS))


def _published(tree: Any, meta: Metadata, url: str | None) -> tuple[date | None, bool]:
    machine = [s for s in map(dates.any_day, (*meta.published, *meta.meta_dates)) if s]
    shown = [s for s in map(dates.any_day, _shown(tree)) if s]
    day = dates.choose(machine, [s.day for s in shown], dates.day_in_address(url or meta.canonical))
    if day:
        return day, False
    return _searched(tree, url), True


def _shown(tree: Any) -> list[str]:
    """The words, or the attribute, of the elements that show a date."""
    return [
        (each.get("datetime") or each.get("content") or "".join(each.itertext()))[:300]
        for each in tree.xpath(_SHOWN)[:_MOST_SHOWN]
    ]


def _searched(tree: Any, url: str | None) -> date | None:
    """htmldate's search of the whole page. A first of a month is also what it makes of a month alone: then
    only its narrow search is believed."""
    for extensive in (True, False):
        found = find_date(
            tree, extensive_search=extensive, original_date=True, url=url, max_date=f"{dates.LAST_YEAR}-01-01"
        )
        if found and not (extensive and found.endswith("-01")):
            return date.fromisoformat(found)
        if found is None:
            return None
    return None
