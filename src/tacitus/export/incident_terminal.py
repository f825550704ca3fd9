"""Incidents in a terminal: the list, and one incident with the sentences for and against each value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tacitus.export.tables import headline
from tacitus.model import Figure, Value, When, decode
from tacitus.model.slots import FIGURE_SLOTS, SLOTS
from tacitus.model.wording import day_words, plain, relation_words, words
from tacitus.public import Page
from tacitus.store.views import DEFAULT_PROFILE, DocumentRow, IncidentRow

_SHOWN, _SHOWN_AGREED = 4, 2
"""Sentences shown on each side of a value, and for a value that nothing speaks against."""
_CONTEXT = 90
"""Signs of the sentence shown on either side of the words that count: two or three lines of a terminal."""
_FIRST = (
    *FIGURE_SLOTS,
    "perpetrator_organisation",
    "perpetrator_individual",
    "type",
    "started",
    "ended",
    "place",
)
"""What a reader asks first; the other slots follow in their own order."""
SHOWN_ID = 14
"""Signs of an incident's id in the list: enough for `tacitus show`, which takes the beginning of an id."""
_QUIET = {"stage": "accomplished"}
"""Values too ordinary to be shown where nothing speaks against them."""


def print_incidents(console: Console, rows: Iterable[IncidentRow]) -> int:
    """A line for each incident; how many."""
    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    for name in ("day", "place"):
        table.add_column(name, overflow="fold", max_width=20)
    table.add_column("what", overflow="fold", ratio=1)
    table.add_column("killed", justify="right", no_wrap=True)
    table.add_column("pages", justify="right", no_wrap=True)
    table.add_column("id", style="dim", no_wrap=True)
    count = 0
    for row in rows:
        place = ", ".join(part for part in (row.place, row.country) if part)
        what = Text(row.title.split(",")[0])
        if row.occurrence != "established":
            what.append(f" ({row.occurrence})", style="yellow")
        day = short_days(_day(row.day_first), _day(row.day_last))
        table.add_row(day, place, what, _toll_text(row), str(row.report_count), row.id[:SHOWN_ID])
        count += 1
    console.print(table if count else "no incident fits")
    return count


def short_days(first: date | None, last: date | None) -> str:
    """ "24 Sep 2024", "5–11 Feb 2024", "Sep 2024", "2011", "" where unknown: days for a narrow column."""
    if first is None or last is None:
        return day_words(first, last) if first or last else ""
    if first == last:
        return f"{first.day} {first:%b} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = day_words(first, last)
        return f"{first:%b} {first.year}" if " to " not in whole else f"{first.day}–{_short(last)}"
    return (
        day_words(first, last)
        if " to " not in day_words(first, last)
        else f"{_short(first)} to {_short(last)}"
    )


def _short(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _toll_text(row: IncidentRow) -> Text:
    text = toll(row)
    return Text(text, style="yellow" if "(" in text else "")


def toll(row: IncidentRow) -> str:
    """ "39", "39 (35–39)" where voices differ, "" where nothing is said."""
    if row.killed is None:
        return ""
    low, high = row.killed_low, row.killed_high
    return (
        str(row.killed)
        if low == high == row.killed
        else f"{row.killed} ({low}–{high if high is not None else '…'})"
    )


def most_disputed(rows: Iterable[IncidentRow]) -> str | None:
    """The incident that its voices tell most differently: one of which it is disputed that it happened at all
    comes first, then the width of low..high and the number of its reports decide."""
    wide = []
    for row in rows:
        width = row.killed_high - row.killed_low if row.killed_high and row.killed_low is not None else 0
        if width or row.occurrence == "disputed":
            wide.append((row.occurrence == "disputed", width, row.report_count, row.id))
    return max(wide)[-1] if wide else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text and not text.startswith("9999") else None


def print_documents(console: Console, rows: Iterable[DocumentRow]) -> int:
    """A line for each document; how many."""
    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    for name in ("published", "publisher", "title"):
        table.add_column(name, overflow="fold")
    table.add_column("reports", justify="right")
    table.add_column("id", style="dim", no_wrap=True)
    count = 0
    for row in rows:
        document = row.document
        when = document.published
        day = short_days(when.earliest, when.latest) if when else "undated"
        title = document.title or document.reason or document.source
        table.add_row(day, document.publisher or "", title, str(row.report_count), document.id)
        count += 1
    console.print(table if count else "no document fits")
    return count


def print_incident(console: Console, found: dict[str, Any], pages: Mapping[str, Page] | None = None) -> None:
    """One incident: what stands, why, and the sentences for and against. `pages` (document id -> its text, as
    it may leave) lets each value be shown in its sentence; without it the words alone are shown."""
    for part in _Shown(found, pages or {}).parts():
        console.print(part)


class _Shown:
    """One incident on its way to the terminal: its data and what is looked up in it."""

    def __init__(self, found: dict[str, Any], pages: Mapping[str, Page]) -> None:
        self._found, self._pages = found, pages
        self._claims = {claim["id"]: claim for claim in found["claims"]}
        self._reports = {report["document"]: report for report in found["reports"]}
        self._first: dict[str, str] = {}
        for report in sorted(found["reports"], key=_spoken):
            self._first.setdefault(report["voice"] or report["document"], _who(report))

    def parts(self) -> Iterator[RenderableType]:
        found = self._found
        yield Text(found["title"], style="bold")
        count, voices = len(found["reports"]), len(self._first)
        told = f"{count} report{'s' * (count != 1)} by {voices} voice{'s' * (voices != 1)}"
        yield Text(f"{found['id']} · {found['occurrence']} · {found['review_status']} · {told}", style="dim")
        yield from self._occurrence()
        settled = found["occurrence"] == "disputed"  # shown above: who denies the act denies its stage
        for slot, standing in sorted(found["slots"].items(), key=lambda item: _rank(item[0])):
            shown = [r for r in standing if _QUIET.get(slot) != r["value"] or (r["opposing"] and not settled)]
            if shown:
                yield Text(f"\n{plain(slot)}", style="bold cyan")
            for resolution in shown:
                yield from self._resolution(slot, resolution)
        yield from self._unresolved()
        yield from self._course()
        yield from self._relations()
        yield from self._voices()

    def _occurrence(self) -> Iterator[RenderableType]:
        """Who says that it did not happen, or takes it back."""
        against = [c for c in self._found["claims"] if c["slot"] == "occurrence"]
        if against:
            yield Text("\nwhether it happened", style="bold cyan")
            yield Text(f"  {self._found['occurrence']}", style="bold yellow")
            yield from self._side("−", "red", [c["id"] for c in against], _SHOWN)

    def _resolution(self, slot: str, resolution: dict[str, Any]) -> Iterator[RenderableType]:
        value = _value(slot, resolution["value"])
        shown = day_words(value.earliest, value.latest) if isinstance(value, When) else words(value)
        line = Text(shown, style="bold")
        if isinstance(value, When) and value.time:
            line.append(f", {value.time}")
        if isinstance(value, Figure) and resolution.get("low") is not None:
            _put_bounds(line, value, resolution)
        trace = resolution["trace"]
        own = trace.removeprefix(f"{DEFAULT_PROFILE}: ")  # another rule book is named
        line.append(f"   {own}", style="dim")
        yield Padding(line, (0, 0, 0, 2))
        for check in resolution["checks"]:
            yield Padding(Text(f"! {check}", style="yellow"), (0, 0, 0, 4))
        most = _SHOWN if resolution["opposing"] else _SHOWN_AGREED
        yield from self._side("+", "green", resolution["supporting"], most)
        yield from self._side("−", "red", resolution["opposing"], most)

    def _unresolved(self) -> Iterator[RenderableType]:
        """What was said and does not stand: denied, taken back, or left blank by the profile."""
        fallen = sorted(self._found["unresolved"].items(), key=lambda item: _rank(item[0]))
        if fallen and self._found["occurrence"] != "refuted":  # a refuted incident says so at its head
            yield Text("\nsaid, and does not stand", style="bold cyan")
            for slot, resolutions in fallen:
                for resolution in resolutions:
                    line = Text(f"{plain(slot)}: {_fallen(slot, resolution)}", style="bold")
                    yield Padding(line.append(f"   {resolution['trace']}", style="dim"), (0, 0, 0, 2))
                    yield from self._side("−", "red", resolution["opposing"], _SHOWN_AGREED)

    def _side(self, sign: str, style: str, ids: list[str], most: int) -> Iterator[RenderableType]:
        """A row a voice, the earliest first: the same words of re-posts and agency copy are said once."""
        told: dict[tuple[str, str], list[dict[str, Any]]] = {}
        claims = [self._claims[ident] for ident in ids if ident in self._claims]
        for claim in sorted(claims, key=lambda c: (_spoken(self._reports.get(c["document"], {})), c["id"])):
            told.setdefault((claim["voice"] or "", claim["evidence"][0]["quote"]), []).append(claim)
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        table.add_column(style=style, no_wrap=True, width=1)
        table.add_column(ratio=2, overflow="fold")
        table.add_column(ratio=1, overflow="fold", style="dim")
        for same in list(told.values())[:most]:
            report = self._reports.get(same[0]["document"], {})
            copies = f" (+{len(same) - 1} of one voice)" if len(same) > 1 else ""
            table.add_row(sign, self._in_sentence(same[0]), f"{_who(report)}, {_said_on(report)}{copies}")
        if len(told) > most:
            table.add_row("", Text(f"… and {len(told) - most} more", style="dim"), "")
        if told:
            yield Padding(table, (0, 0, 0, 4))

    def _in_sentence(self, claim: dict[str, Any]) -> Text:
        """The words of the claim in bold, in their sentence where the page is at hand."""
        words_ = claim["evidence"][0]
        page = self._pages.get(claim["document"])
        start, end = words_["start"], words_["end"]
        if page is None:
            return Text(_one_line(f"“{words_['quote']}”"))
        first, last = page.sentence(start, end)
        a, b = max(first, start - _CONTEXT), min(last, end + _CONTEXT)
        if a > first:
            a = page.text.find(" ", a, start) + 1 or a
        if b < last:
            b = max(page.text.rfind(" ", end, b), end)
        text = Text(("… " if a > first else "") + _one_line(page.text[a:start]), style="not bold")
        text.append(_one_line(page.text[start:end]), style="bold")
        return text.append(_one_line(page.text[end:b]) + (" …" if b < last else ""))

    def _course(self) -> Iterator[RenderableType]:
        points = self._found["course"].get("killed", [])
        if len({(p["low"], p["high"]) for p in points}) < 2 or not headline(self._found["slots"], "killed"):
            return
        yield Text("\ncourse of the toll", style="bold cyan")
        table = Table.grid(padding=(0, 2, 0, 0))
        for point in points:
            low, high = point["low"], point["high"]
            figure = str(low) if low == high else f"{low} or more" if high is None else f"{low} to {high}"
            day = point["as_of"][:10] if point["as_of"] else ""
            shown = _short(date.fromisoformat(day)) if day else "undated"
            table.add_row(shown, f"killed {figure}", Text(self._first.get(point["voice"], ""), style="dim"))
        yield Padding(table, (0, 0, 0, 2))

    def _relations(self) -> Iterator[RenderableType]:
        """The incidents that this one stands to, and the words that say so."""
        relations = self._found["relations"]
        if relations:
            yield Text("\nhow it stands to others", style="bold cyan")
        for relation in relations:
            line = Text(f"{relation_words(relation)} ", style="bold")
            line.append(relation.get("to") or relation["from"], style="dim")
            yield Padding(line, (0, 0, 0, 2))
            for words_ in relation["evidence"]:
                yield Padding(Text(_one_line(f"“{words_['quote']}”")), (0, 0, 0, 4))

    def _voices(self) -> Iterator[RenderableType]:
        """Every report under the voice that it belongs to: copies stand indented below the first."""
        yield Text("\nreports", style="bold cyan")
        by_voice: dict[str, list[dict[str, Any]]] = {}
        for report in sorted(self._found["reports"], key=_spoken):
            by_voice.setdefault(report["voice"] or report["document"], []).append(report)
        table = Table.grid(padding=(0, 2, 0, 0))
        for same in by_voice.values():
            for number, report in enumerate(same):
                copy = "  ↳ same voice: " if number else ""
                note = Text("retracted" if report["retracted"] else "", style="red")
                title = report["title"] or report["source"]
                table.add_row(_said_on(report), report["role"], f"{copy}{_who(report)}", title, note)
        yield Padding(table, (0, 0, 0, 2))


def _value(slot: str, raw: Any) -> Value:
    kind = SLOTS[slot]
    value: Value = decode(kind, raw) if kind not in (str, bool) else raw
    return value


def _fallen(slot: str, resolution: dict[str, Any]) -> str:
    """The answer that does not stand; of a count no number does."""
    if slot in FIGURE_SLOTS:
        return "no number"
    return words(_value(slot, resolution["value"]))


def _put_bounds(line: Text, value: Figure, resolution: dict[str, Any]) -> None:
    """The number that stands where it is not the one of the words, and low and high where they differ."""
    low, best, high = (resolution[name] for name in ("low", "best", "high"))
    if best is not None and best != value.best:
        line.append(f"   counted as {best}", style="yellow")
    if not low == high == best:
        line.append(f"   low {low}, high {high if high is not None else 'open'}", style="yellow")


def _rank(slot: str) -> tuple[int, int]:
    return (_FIRST.index(slot) if slot in _FIRST else len(_FIRST)), list(SLOTS).index(slot)


def _spoken(report: dict[str, Any]) -> tuple[str, str]:
    return ((report.get("published") or {}).get("earliest") or "9999", report.get("id", ""))


def _who(report: dict[str, Any]) -> str:
    """Its publisher, or the name of the file that it came in."""
    return str(report.get("publisher") or str(report.get("source") or "").rpartition("/")[2])


def _said_on(report: dict[str, Any]) -> str:
    when = report.get("published") or {}
    day = when.get("latest") or when.get("earliest")
    return _short(date.fromisoformat(day)) if day else "undated"


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
