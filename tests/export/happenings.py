"""Incidents as plain data, made from values alone: each value has a claim of its own, on words that say
so."""

from __future__ import annotations

from typing import Any

from tacitus.model import Value, canonical, content_id, encode
from tacitus.model.slots import FIGURE_SLOTS

DEFAULT_TITLE = "bombing, Norvik, 3 May 2031"


def incident(
    number: int,
    slots: dict[str, list[Value]],
    *,
    profile: str = "tacitus",
    title: str = DEFAULT_TITLE,
    **rest: Any,
) -> dict[str, Any]:
    """Incident `number`, on which each of these values stands, told by one report."""
    ident, report, document = (content_id(kind, number) for kind in ("inc", "rep", "doc"))
    claims, standing = [], {}
    for slot, values in slots.items():
        standing[slot] = []
        for value in values:
            claim = content_id("clm", number, slot, value)
            claims.append(_claim(claim, slot, value, report, document))
            standing[slot].append(_resolution(slot, value, claim, profile))
    page = {
        "id": report, "document": document, "source": f"pages/{number}.html", "title": f"Page {number}",
        "url": f"https://news.example/{number}", "publisher": "The Example", "voice": document,
        "published": {"earliest": "2031-05-04", "latest": "2031-05-04"}, "role": "main", "retracted": False,
    }  # fmt: skip
    made = {
        "id": ident, "title": title, "occurrence": "established", "review_status": "unreviewed",
        "reports": [page], "slots": standing, "course": {}, "statements": [], "disputes": [],
        "relations": [], "claims": sorted(claims, key=lambda c: (c["slot"], c["id"])),
    }  # fmt: skip
    return made | rest


def _claim(ident: str, slot: str, value: Value, report: str, document: str) -> dict[str, Any]:
    quote = canonical(value)
    return {
        "id": ident, "slot": slot, "value": encode(value), "stance": "asserted", "attributed_to": None,
        "evidence": [{"start": 0, "end": len(quote), "quote": quote}], "report": report, "document": document,
    }  # fmt: skip


def _resolution(slot: str, value: Value, claim: str, profile: str) -> dict[str, Any]:
    made = {
        "value": encode(value), "profile": profile, "trace": f"{profile}: one voice",
        "supporting": [claim], "opposing": [],
    }  # fmt: skip
    if slot in FIGURE_SLOTS:
        made |= {"low": value.low, "best": value.best, "high": value.high}  # type: ignore[union-attr]
    return made
