"""The fifty worst pages of MUC-4 dev as one HTML page: gold beside ours, the words coloured in the text.

Written to bench-out, which git ignores: the texts are third-party.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.golds import FILLS, Page, pages, plain
from benchmarks.parties import Told, told
from benchmarks.rows import document, tools
from benchmarks.suites import OUT
from tacitus.pipeline import understand

WORST = 50
STYLE = """body{font:15px/1.5 system-ui;margin:2rem auto;max-width:75rem;padding:0 1rem}
article{border-top:2px solid #888;padding:1rem 0}.text{white-space:pre-wrap}
table{border-collapse:collapse}
td,th{border:1px solid #aaa;padding:.2rem .6rem;text-align:left;vertical-align:top}
.both{background:#bfe5bf}.missed{background:#f6c1b8}.extra{background:#bcd7f5}"""


@dataclass(frozen=True, slots=True)
class Compared:
    """One page: what both have, what we missed and what only we have, as (kind, wording)."""

    page: Page
    ours: tuple[Told, ...]
    both: frozenset[tuple[str, str]]
    missed: frozenset[tuple[str, str]]
    extra: frozenset[tuple[str, str]]

    @property
    def faults(self) -> int:
        return len(self.missed) + len(self.extra)


def run_errors() -> int:
    """Write bench-out/errors-muc4.html."""
    with tools() as stages:
        found = [compare(page, tuple(told(understand(document(page.row), stages)))) for page in pages("muc4")]
        method = stages.method
    worst = sorted(found, key=lambda c: (-c.faults, c.page.id))[:WORST]
    target = OUT / "errors-muc4.html"
    write(target, worst, method)
    print(target)
    return 0


def compare(page: Page, ours: tuple[Told, ...]) -> Compared:
    """Gold's entities and ours, met by wording; an entity of gold is shown by its first one."""
    said = {(t.kind, plain(t.words)) for t in ours}
    both, missed = set(), set()
    for kind, entities in page.told.items():
        for entity in entities:
            hit = {(kind, words) for words in entity} & said
            both |= hit
            if entity and not hit:  # some fills of gold have no words
                missed.add((kind, min(entity)))
    return Compared(page, ours, frozenset(both), frozenset(missed), frozenset(said - both))


def write(target: Path, worst: list[Compared], method: str) -> None:
    """One article for each page."""
    body = "".join(map(article, worst))
    target.parent.mkdir(exist_ok=True)
    target.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>MUC-4 dev, the worst pages</title>'
        f"<style>{STYLE}</style><h1>The {len(worst)} worst pages of MUC-4 dev</h1>"
        f"<p>Read by {escape(method)}. "
        '<span class="both">both</span> <span class="missed">gold alone</span> '
        f'<span class="extra">ours alone</span></p>{body}</html>',
        encoding="utf-8",
    )


def article(one: Compared) -> str:
    """The page's table of kinds and its text."""
    rows = "".join(
        f"<tr><th>{kind}</th>{_cell(one.both, kind)}{_cell(one.missed, kind)}{_cell(one.extra, kind)}</tr>"
        for kind in FILLS.values()
    )
    kinds = ", ".join(sorted({t["incident_type"][0]["values"][0] for t in one.page.row["templates"]}))
    return (
        f"<article><h2>{escape(one.page.id)}: {one.faults} faults</h2>"
        f"<p>gold: {escape(kinds or 'no template')}</p>"
        f"<table><tr><th><th>both<th>gold alone<th>ours alone</tr>{rows}</table>"
        f'<p class="text">{"".join(marked(one))}</p></article>'
    )


def _cell(pairs: frozenset[tuple[str, str]], kind: str) -> str:
    return f"<td>{'<br>'.join(escape(words) for k, words in sorted(pairs) if k == kind)}</td>"


def marked(one: Compared) -> Iterator[str]:
    """The text with the words of gold and ours coloured; each letter once."""
    text: str = one.page.row["text"]
    colours = [""] * len(text)
    for t in one.ours:
        kind = "both" if (t.kind, plain(t.words)) in one.both else "extra"
        at = text.find(t.words, t.start, t.end)
        if at >= 0:
            colours[at : at + len(t.words)] = [kind] * len(t.words)
    for found in one.page.spans.values():
        for start, end in found:
            colours[start:end] = [colour or "missed" for colour in colours[start:end]]
    start = 0
    for k in range(1, len(text) + 1):
        if k == len(text) or colours[k] != colours[start]:
            piece = escape(text[start:k])
            yield f'<span class="{colours[start]}">{piece}</span>' if colours[start] else piece
            start = k
