"""Looking at links: why two incidents, reports or documents are or are not one, and which a person should
judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tacitus.link import ASK, JOIN, Pair, Signature, near, pairs_between, reason, sign
from tacitus.store import LinkIndex, Store, views

__all__ = ["ASK", "JOIN", "to_ask", "why"]
MOST = 200
"""Reports of one side that are looked at: an incident of many copies needs no more."""


def why(store: Store, one: str, other: str) -> dict[str, Any]:
    """What speaks for and against `one` and `other` (ids of incidents, reports or documents) being one
    happening, as plain data: `because` in words, `pairs` with each feature, its value and its share.

    Raises UnknownId.
    """
    with store.snapshot():
        left, right = (_signatures(store, _reports(store, ident)) for ident in (one, other))
        pairs = pairs_between(left, right, views.standing_decisions(store))
        incident_of = views.incidents_of(store, sorted({s.report for s in (*left, *right)}))
    return {
        "one": one,
        "other": other,
        "because": reason(pairs, incident_of),
        "pairs": _pairs(pairs, incident_of),
    }


def to_ask(store: Store, ident: str) -> list[dict[str, Any]]:
    """The pairs of this incident's reports and those near by that the score alone cannot decide, the highest
    first: for a person to judge. Those judged already are left out. Raises UnknownId."""
    with store.snapshot():
        own = _reports(store, ident)
        others = near(LinkIndex(store, looking=True), own)
        pairs = pairs_between(
            _signatures(store, own), _signatures(store, others), views.standing_decisions(store)
        )
        incident_of = views.incidents_of(store, [*own, *others])
    return _pairs([p for p in pairs if p.verdict is None and p.band == "ask"], incident_of)


def _reports(store: Store, ident: str) -> list[str]:
    """The ids of the reports of an incident or a document, or that of one report."""
    if ident.startswith("doc-"):
        return [report.id for report in views.document(store, ident).reports]
    found = views.find_incident(store, ident)
    if ident.startswith("rep-"):
        return [ident]
    return [telling.report.id for telling in views.incident_tellings(store, [found])[found]]


def _signatures(store: Store, reports: Iterable[str]) -> list[Signature]:
    """What the linker knows of them; a total over many is never linked."""
    rows = views.reports_by_id(store, sorted(reports)[:MOST], texts=True)
    voices = views.voices_of(store, [row.id for row in rows])
    told = [row for row in rows if row.report.role != "aggregate"]
    return [sign(row.document, row.report, voices.get(row.id, row.document.id)) for row in told]


def _pairs(pairs: Iterable[Pair], incident_of: Mapping[str, str | None]) -> list[dict[str, Any]]:
    return [
        {
            "one": {"report": pair.one, "incident": incident_of.get(pair.one)},
            "other": {"report": pair.other, "incident": incident_of.get(pair.other)},
            "log_odds": round(pair.score.total, 2),
            "band": pair.band,
            "forbidden": pair.score.forbidden,
            "compared": pair.met,
            "decision": pair.verdict,
            "features": [
                {"name": name, "value": round(value, 3), "share": round(share, 3)}
                for name, value, share in pair.score.parts
                if value
            ],
        }
        for pair in pairs
    ]
