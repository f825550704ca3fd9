"""A page's record as a person reads it in a terminal: each value beside the sentence that says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tacitus.model import Claim, Document, Evidence, Place, Record, Report, Statement, When
from tacitus.model.wording import plain, when_words, words

Mask = Callable[[str], str]
_CONTEXT = 110
"""Signs of the sentence shown on either side of the evidence: about two lines of a usual terminal."""


def print_record(console: Console, record: Record, mask: Mask) -> None:
    """Print the whole record of a page; `mask` hides private names in a string, keeping its length."""
    for part in _parts(record, mask):
        console.print(part)


def _parts(record: Record, mask: Mask) -> Iterator[RenderableType]:
    document = record.document
    yield _heading(document, mask)
    if document.reason:
        yield Text(f"no text: {document.reason}", style="yellow")
    for report in record.reports:
        yield from _report(document, report, mask)
    if document.text and not record.reports:
        yield Text("\nno attack told of on this page", style="dim")
    yield from _statements(record, mask)
    yield from _rest(record, mask)


def _heading(document: Document, mask: Mask) -> RenderableType:
    lines = [Text(mask(document.title or "(no title)"), style="bold")]
    published = when_words(document.published) if document.published else "undated"
    facts = [document.publisher or "publisher unknown", published, document.language or "language unknown"]
    if document.republisher:
        facts.append(f"re-posted by {document.republisher}")
    lines.append(Text(" · ".join(facts), style="dim"))
    return Group(*lines)


def report_title(report: Report) -> str:
    """ "armed assault, Istanbul, 1 January 2017": type, place and day, as far as they are told; never a
    person."""
    types = [plain(str(c.value)) for c in report.slot("type")][:2]
    places = [c.value.name for c in report.slot("place") if isinstance(c.value, Place)][:1]
    days = [when_words(c.value) for c in report.slot("started") if isinstance(c.value, When)][:1]
    return ", ".join([" and ".join(types) or "happening of unknown type", *places, *days])


def _report(document: Document, report: Report, mask: Mask) -> Iterator[RenderableType]:
    title = Text(f"\n{report.role.upper()}  ", style="bold cyan")
    yield title.append(mask(report_title(report)), style="bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", no_wrap=True, max_width=24)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=5, overflow="fold")
    for claim in report.claims:
        table.add_row(plain(claim.slot), _value(claim, mask), in_context(document, claim.evidence[0], mask))
    yield Padding(table, (0, 0, 0, 2))


def _value(claim: Claim, mask: Mask) -> Text:
    text = Text(mask(words(claim.value)), style="bold" if claim.stance == "asserted" else "bold yellow")
    if claim.stance != "asserted":
        text.append(f" [{claim.stance}]")
    if claim.basis != "stated" and not isinstance(claim.value, When):
        text.append(f" ({claim.basis})", style="dim")
    return text


def in_context(document: Document, evidence: Evidence, mask: Mask) -> Text:
    """The sentence round the evidence, with the evidence itself in bold."""
    start, end = evidence.start, evidence.end
    if document.sentences:
        first = document.sentences[document.sentence_of(start)]
        last = document.sentences[document.sentence_of(end - 1)]
        start, end = min(start, max(first[0], start - _CONTEXT)), max(end, min(last[1], end + _CONTEXT))
        if start > first[0]:
            start = document.text.find(" ", start, evidence.start) + 1 or start
        if end < last[1]:
            cut = document.text.rfind(" ", evidence.end, end)
            end = cut if cut > 0 else end
    shown = mask(document.text)[start:end]
    text = Text(_one_line(shown[: evidence.start - start]), style="dim")
    text.append(_one_line(shown[evidence.start - start : evidence.end - start]), style="bold not dim")
    return text.append(_one_line(shown[evidence.end - start :]))


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _statements(record: Record, mask: Mask) -> Iterator[RenderableType]:
    if not record.statements:
        return
    yield Text("\nWHO SAID WHAT", style="bold cyan")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", max_width=30, overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for statement in record.statements:
        table.add_row(_speaker(statement, mask), plain(statement.act), _content(statement, mask))
    yield Padding(table, (0, 0, 0, 2))


def _speaker(statement: Statement, mask: Mask) -> str:
    speaker = statement.speaker
    if speaker is None:
        return "unnamed"
    return mask((speaker.name or speaker.as_written) + (f", {speaker.role}" if speaker.role else ""))


def _content(statement: Statement, mask: Mask) -> Text:
    if statement.act == "incite":
        return Text("(folded: a call to violence; --json has the words)", style="dim")
    return Text(_one_line(mask(statement.content.quote)), style="italic")


def _rest(record: Record, mask: Mask) -> Iterator[RenderableType]:
    lines = [f"disputed: {d.about}: {len(d.for_)} for, {len(d.against)} against" for d in record.disputes]
    for series in record.series:
        where = f" in {series.place.name}" if series.place else ""
        lines.append(f"series: {series.value} {series.unit}{where}, {series.window or 'no window given'}")
    for statistic in record.statistics:
        value = (
            words(statistic.value) if statistic.value else statistic.change.words if statistic.change else ""
        )
        lines.append(
            f"statistic: {statistic.what}: {value}" + (f", {statistic.period}" if statistic.period else "")
        )
    if lines:
        yield Text("\nBESIDE THE HAPPENINGS", style="bold cyan")
        yield from (Text(f"  {mask(line)}") for line in lines)
