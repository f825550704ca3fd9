"""Our own formats: a row an incident (csv, parquet, geojson), or each incident whole (jsonl)."""

from __future__ import annotations

from typing import Any

from tacitus.export.cells import Cell, Outcome, Row, Sheet
from tacitus.export.gtd import found_reports
from tacitus.export.happening import Happening
from tacitus.export.places import spot
from tacitus.export.sources import address
from tacitus.export.tolls import whole_of

Object = dict[str, Any]


def rows(found: Happening) -> Outcome:
    """One row; a refuted incident stays in the store."""
    if gone := found.no_row():
        return Outcome(left=gone)
    sheet = Sheet()
    told = found_reports(found)
    sheet.put("id", found.id, told, "made from the id of its smallest report", flag="id")
    named = [c for slot in ("type", "stage", "place", "started") for c in found.claims_on(slot)]
    sheet.put("title", found.title, named or told, "type, place and day")
    happened = [c for s in found.all("stage") for c in (*s.claims, *s.opposing)]
    sheet.put("occurrence", found.occurrence, (*happened, *told), "whether its voices say that it happened")
    sheet.put("review_status", found.data["review_status"], told, "what a reviewer decided", flag="id")
    sheet.put("type", ";".join(found.values("type")), found.claims_on("type"), "all types, by voices")
    _put_place_and_time(sheet, found)
    _put_tolls(sheet, found)
    _put_parties(sheet, found)
    sheet.put("reports", len(found.reports), told, "how many reports tell of it")
    sheet.put("voices", found.voices(), told, "how many independent voices there are")
    sheet.put("sources", ";".join(sorted({address(r) for r in found.reports})), told, "the pages")
    return Outcome((sheet.row(found.id, found.id),))


def _put_place_and_time(sheet: Sheet, found: Happening) -> None:
    started, where = found.first("started"), spot(found)
    if started is not None:
        for end in ("earliest", "latest"):
            sheet.put(f"started_{end}", started.value[end], started.claims, started.trace)
        sheet.put("started_basis", started.value["basis"], started.claims, "how the day was come by")
    if where is not None:
        sheet.put("place", where.name, where.claims, "the place")
        sheet.put("country", where.code, where.claims, "ISO 3166 alpha-2")
        where.put_coordinates(sheet, "latitude", "longitude")
        sheet.put("precision", where.precision, where.claims, "what the coordinates are those of")


def _put_tolls(sheet: Sheet, found: Happening) -> None:
    for slot in ("killed", "injured"):
        whole = whole_of(found, slot)
        if whole is not None:
            flag = "silence" if "silence" in whole.flags else ""
            for end in ("low", "best", "high"):
                sheet.put(f"{slot}_{end}", getattr(whole, end), whole.claims, whole.trace, flag=flag)
    whole = whole_of(found, "killed")
    if whole is not None:
        told = (*whole.claims, *whole.opposing)
        flag = "" if told else "silence"
        sheet.put("killed_trace", whole.trace, told, "the rule in words", flag=flag)


def _put_parties(sheet: Sheet, found: Happening) -> None:
    parties = found.all("perpetrator_organisation")[:1]
    for party in parties:
        value = party.value
        sheet.put("perpetrator", value["name"] or value["as_written"], party.claims, "named by a page")
        sheet.put("perpetrator_link", value["link"], party.claims, "what links it to the act")
    for slot, key in (("target", "name"), ("weapon", "as_written")):
        names = ";".join(s.value[key] for s in found.all(slot))
        sheet.put(slot, names, found.claims_on(slot), "the words of the pages")


def whole(found: Happening) -> Outcome:
    """The incident itself; its cells are what stands, each by its place in the object."""
    if gone := found.gone():
        return Outcome(left=gone)
    cells: dict[str, Cell] = {}
    for slot, standing in sorted(found.data["slots"].items()):
        for k, one in enumerate(standing):
            claims = tuple(sorted({*one["supporting"], *one["opposing"]}))
            cells[f"slots.{slot}.{k}"] = Cell(slot, one["trace"], claims)
    return Outcome((Row(found.id, found.id, cells),))


def headline(slots: Object, slot: str) -> Object:
    """The resolution of the whole toll: `of` empty, scope total; {} where there is none."""
    found: list[Object] = [
        r for r in slots.get(slot, []) if not r["value"]["of"] and r["value"]["scope"] == "total"
    ]
    return found[0] if found else {}
