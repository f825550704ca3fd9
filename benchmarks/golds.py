"""The parties that MUC-4 dev, GVDB and the attack summaries give for a page, as wordings by kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.suites import BENCH

FILLS = {
    "perp_individual_id": "perpetrator_individual", "perp_organization_id": "perpetrator_organisation",
    "phys_tgt_id": "target", "hum_tgt_name": "victim_name", "hum_tgt_description": "victim_description",
    "incident_instrument_id": "weapon",
}  # fmt: skip
"""MUC-4's slots that hold words of the page, and our kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with what its suite marks: kind -> entities, each a set of wordings (see `plain`); `spans` are
    where they stand. A kind that the suite does not mark is not among the keys."""

    id: str
    suite: str
    row: dict[str, Any]
    told: dict[str, list[set[str]]]
    spans: dict[str, list[tuple[int, int]]]


def pages(suite: str) -> Iterator[Page]:
    """The pages of muc4, gvdb or attack_summaries, dev."""
    make = {"muc4": _muc4, "gvdb": _gvdb, "attack_summaries": _summary}[suite]
    with (BENCH / suite / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield make(json.loads(line))


def _muc4(row: dict[str, Any]) -> Page:
    told: dict[str, list[set[str]]] = {kind: [] for kind in FILLS.values()}
    spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in FILLS.values()}
    for template in row["templates"]:
        for key, kind in FILLS.items():
            for fill in template[key] if template[key] != "*" else ():
                found = [(a, b) for places in fill["spans"] for a, b in places]
                told[kind].append({plain(row["text"][a:b]) for a, b in found})
                spans[kind] += found
    return Page(id=row["id"], suite="muc4", row=row, told=told, spans=spans)


def _gvdb(row: dict[str, Any]) -> Page:
    told = {}
    for section, kind in (
        ("victim-section", "victim_name"), ("shooter-section", "perpetrator_individual"),
    ):  # fmt: skip
        names = {p["name"]["value"].strip() for p in row["info"][section]} - {""}
        told[kind] = [{plain(name)} for name in sorted(names)]
    return Page(id=row["id"], suite="gvdb", row=row, told=told, spans={})


def _summary(row: dict[str, Any]) -> Page:
    """Only a perpetrator whom the text names."""
    name, text = plain(row["perpetrator"]), plain(row["description"])
    told = {"perpetrator_organisation": [{name}]} if f" {name} " in f" {text} " else {}
    named = {**row, "text": row["description"]}
    return Page(id=str(row["id"]), suite="attack_summaries", row=named, told=told, spans={})


def plain(words: str) -> str:
    """What counts of a wording: its letters and digits, in lower case, without the article."""
    bare = "".join(c if c.isalnum() else " " for c in words.lower())
    return " ".join(bare.split()).removeprefix("the ")
