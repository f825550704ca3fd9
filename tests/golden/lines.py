"""Does a line of a situation's TOML hold of what was read? One check for each kind of line.

In a line `~words` means "holds these words", `a | b` "either", `"open"` an unbounded figure. A dict is met by
one that has its parts; an empty `of` by an empty one only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tacitus import people
from tacitus.model import Document, Evidence, Record, Report, Statement, encode

Line = dict[str, Any]


def fits(wanted: Any, found: Any) -> bool:
    """True when `found` (plain data) is what the line asks for."""
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            return False
        return (bool(wanted) or not found) and all(fits(v, found.get(k)) for k, v in wanted.items())
    if isinstance(wanted, str):
        if wanted == "open":
            return found is None
        return any(_fits_words(one, found) for one in wanted.split(" | "))
    return bool(wanted == found and type(wanted) is type(found))


def _fits_words(wanted: str, found: Any) -> bool:
    if not isinstance(found, str):
        return False
    if wanted.startswith("~"):
        return wanted[1:].casefold() in found.casefold()
    return wanted == found


def _touches(document: Document, evidence: Iterable[Evidence], quotes: str) -> bool:
    """True when some evidence lies on one of the quotes, wherever in the text they stand."""
    spans = [(e.span.start, e.span.end) for e in evidence]
    for quote in quotes.split(" | "):
        at = document.text.find(quote)
        while at >= 0:
            if any(start < at + len(quote) and at < end for start, end in spans):
                return True
            at = document.text.find(quote, at + 1)
    return False


def _roles(line: Line) -> tuple[str, ...]:
    return tuple(line[key] for key in ("role", "or_role") if key in line)


def _in_role(record: Record, line: Line) -> list[Report]:
    roles = _roles(line)
    return [report for report in record.reports if not roles or report.role in roles]


def _holds_claim(record: Record, report: Report, line: Line) -> bool:
    return any(
        ("value" not in line or fits(line["value"], encode(claim.value)))
        and ("quote" not in line or _touches(record.document, claim.evidence, line["quote"]))
        for claim in report.slot(line["slot"])
    )


def claim(record: Record, line: Line) -> bool:
    """Some report of this role (that also holds the claim in `with`) holds the claim."""
    return any(
        _holds_claim(record, report, line) and _holds_claim(record, report, line.get("with", line))
        for report in _in_role(record, line)
    )


def never(record: Record, line: Line) -> bool:
    return not claim(record, line)


def reports(record: Record, line: Line) -> bool:
    return len(_in_role(record, line)) == line["count"]


def statement(record: Record, line: Line) -> bool:
    return any(_is_statement(one, line) for one in record.statements)


def _is_statement(one: Statement, line: Line) -> bool:
    names = (one.speaker.name, one.speaker.as_written) if one.speaker else ()
    if "speaker" in line and not any(fits(line["speaker"], name) for name in names):
        return False
    coded = all(fits(line[key], getattr(one, key)) for key in ("act", "kind") if key in line)
    return coded and line.get("content", "") in one.content.quote


def unsaid(record: Record, line: Line) -> bool:
    return not statement(record, line)


def dispute(record: Record, line: Line) -> bool:
    """The two sides stand against each other, whichever is called `for`."""
    words: dict[str, tuple[Evidence, ...]] = {one.id: (one.content,) for one in record.statements}
    words |= {c.id: c.evidence for report in record.reports for c in report.claims}

    def on(ids: Sequence[str], quotes: str) -> bool:
        return any(_touches(record.document, words.get(ident, ()), quotes) for ident in ids)

    return any(
        on(one, line["for"]) and on(other, line["against"])
        for found in record.disputes
        for one, other in ((found.for_, found.against), (found.against, found.for_))
    )


def relation(record: Record, line: Line) -> bool:
    return any(fits(line["kind"], one.kind) for one in record.relations)


def series(record: Record, line: Line) -> bool:
    return any(
        one.value == line["value"] and _touches(record.document, one.evidence, line["quote"])
        for one in record.series
    )


def statistic(record: Record, line: Line) -> bool:
    return any(
        ("value" not in line or fits(line["value"], encode(one.value)))
        and _touches(record.document, one.evidence, line["quote"])
        for one in record.statistics
    )


def masked(record: Record, line: Line) -> bool:
    """The name is nowhere in the JSON that leaves."""
    return line["name"] not in json.dumps(people.mask_record(encode(record), record), ensure_ascii=False)


def absent(record: Record, line: Line) -> bool:
    return line["text"] not in record.document.text


def document(record: Record, line: Line) -> bool:
    data = encode(record.document)
    day = (data["published"] or {}).get("earliest") or ""
    return data.get("title") == line["title"] if "title" in line else day.startswith(line["published"])


OF_A_PAGE: dict[str, Callable[[Record, Line], bool]] = {
    "absent": absent,
    "claims": claim,
    "disputes": dispute,
    "document": document,
    "masked": masked,
    "never": never,
    "relations": relation,
    "reports": reports,
    "series": series,
    "statements": statement,
    "statistics": statistic,
    "unsaid": unsaid,
}
