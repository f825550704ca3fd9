"""PLOVER-style events: the act, what was said about it, and arrests after it, all with one `link`.

An act without an actor is no event there: its statements are written all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tacitus.export.cells import Left, Outcome, Row, Sheet
from tacitus.export.codes import table
from tacitus.export.gtd import found_reports
from tacitus.export.happening import Days, Happening
from tacitus.export.parties import Party, named, persons
from tacitus.export.places import Spot, spot
from tacitus.export.sources import address, day_of, one_of_each_voice
from tacitus.export.tolls import headline

Object = dict[str, Any]

_CONTEXT = {"planned": "future", "warned_of": "hypothetical"}
_HELD = ("detained", "charged")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rows(found: Happening) -> Outcome:
    """The events of one incident; the act is left out where nobody is said to have done it."""
    if gone := found.no_row():
        return Outcome(left=gone)
    day = found.day()
    act, left = _act(found, day)
    made = [act] if act else []
    if day is not None:
        made += _arrest(found, day)
    made += _statements(found)
    return Outcome(tuple(sorted(made, key=lambda row: row.id)), left)


def _act(found: Happening, day: Days | None) -> tuple[Row | None, Left | None]:
    parties, who = named(found), persons(found)
    stage = (found.values("stage") or [""])[0]
    if stage == "foiled":
        return None, Left("threat only", "foiled: no act took place")
    if not parties and not who:
        return None, Left("no actor", "nobody is said to have done it; what was said about it is written")
    if day is None:
        return None, Left("no day", "no page says when; what was said about it is written")
    event, modes, claims = _event(found, stage)
    sheet = _sheet(found, f"{found.id}-act")
    _put_days(sheet, day)
    for k, party in enumerate(parties):
        _put_party(sheet, k, party)
    if not parties:
        sheet.constant("actor.0.sector", "UAF")
        text = who[0].value["name"] or who[0].value["description"]
        sheet.put("actor.0.entity_text", text, who[0].claims, "the words of the page")
    for k, target in enumerate(found.all("target")[:3]):
        sheet.put(f"recipient.{k}.entity_text", target.value["name"], target.claims, "the words of the page")
        sector = table("plover").data["target_sectors"].get(target.value["kind"])
        sheet.put(f"recipient.{k}.sector", sector, target.claims, "the kind of the target")
    _put_event(sheet, event, modes, claims)
    if stage in _CONTEXT:
        sheet.put("context.0", _CONTEXT[stage], found.claims_on("stage"), f"the stage: {stage}")
    _put_place(sheet, spot(found))
    for slot, key in (("killed", "dead"), ("injured", "injured"), ("arrested", "arrested")):
        toll = headline(found, slot)
        if toll:
            sheet.put(f"size.{key}", toll.best, toll.claims, toll.rule)
    first = one_of_each_voice(found)[:1]
    for report in first:
        _put_page(sheet, report, (report["id"],))
    return _ordered(sheet, f"{found.id}-act", found), None


def _event(found: Happening, stage: str) -> tuple[str, list[str], tuple[str, ...]]:
    """Event, modes, claims: a threat of violence, a riot, or an assault by what was done and with what."""
    codes, types = table("plover").data, found.all("type")
    claims = tuple(c for s in (*types, *found.all("stage")) for c in s.claims)
    if stage == "threatened":
        return "THREATEN", ["violence"], claims
    riots = [codes["type_protests"][s.value] for s in types if s.value in codes["type_protests"]]
    if riots:
        return "PROTEST", riots[:1], claims
    modes = [mode for s in types if (mode := codes["type_modes"].get(s.value))]
    weapons = found.all("weapon")
    kinds = [codes["weapon_modes"].get(s.value["kind"]) for s in weapons]
    if "firearms" in modes and weapons and "firearms" not in kinds:
        modes = [m for m in modes if m != "firearms"] + [kind for kind in kinds if kind][:1]
        claims += tuple(c for s in weapons for c in s.claims)
    return "ASSAULT", list(dict.fromkeys(modes)), claims


def _arrest(found: Happening, day: Days) -> Iterator[Row]:
    """Persons are held for the act; who held them is not read, and is said not to be known."""
    toll = headline(found, "arrested")
    held = [s for s in persons(found) if s.value["status"] in _HELD]
    claims = (*(toll.claims if toll else ()), *(c for s in held for c in s.claims))
    if not claims:
        return
    ident = f"{found.id}-arrest"
    sheet = _sheet(found, ident)
    sheet.put(
        "date", day.first.isoformat(), day.claims, "not before the act; the day of the arrest is not read"
    )
    sheet.constant("actor.0.sector", "UNK")
    for k, person in enumerate(held):
        text = person.value["name"] or person.value["description"]
        sheet.put(f"recipient.{k}.entity_text", text, person.claims, "the words of the page")
    _put_event(sheet, "COERCE", ["arrest"], claims)
    if toll:
        sheet.put("size.arrested", toll.best, toll.claims, toll.rule)
    yield _ordered(sheet, ident, found)


def _statements(found: Happening) -> Iterator[Row]:
    """A statement that is an act of its own: an accusation, a condemnation, a threat, a denial."""
    pages = {report["document"]: report for report in found.reports}
    acts = table("plover").data["acts"]
    for said in found.statements:
        event, mode = acts.get(said["act"], ("", ""))
        page = pages.get(said["document"])
        if not event or not said["speaker"] or page is None or said["act"] == "incite":
            continue
        on, rule = _spoken(said, page)
        if not on:
            continue
        ident, claims = f"{found.id}-{said['id']}", (said["id"],)
        sheet = _sheet(found, ident)
        sheet.put("date", on, claims, rule)
        speaker = said["speaker"]
        text = speaker["name"] or speaker["as_written"]
        sheet.put("actor.0.entity_text", text, claims, "who says it, as the page names them")
        sheet.put("actor.0.office", speaker["role"], claims, "the role that the page gives")
        sheet.put("recipient.0.entity_text", said["addressee"], claims, "to whom it is said")
        sheet.put("text", said["content"]["quote"], claims, "what is said")
        if said["cue"]:
            sheet.put("event_text", said["cue"]["quote"], claims, "the words that report it")
        _put_event(sheet, event, [mode] if mode else [], claims)
        _put_page(sheet, page, claims)
        yield _ordered(sheet, ident, found)


def _spoken(said: Object, page: Object) -> tuple[str, str]:
    """The day on which it was said, and how it was come by; ("", …) where it is not known."""
    when = str(said["when"] or "")[:10]
    if _DAY.fullmatch(when):
        return when, "when it was said"
    return day_of(page), "the day of publication: no day of speaking is told"


def _sheet(found: Happening, ident: str) -> Sheet:
    sheet = Sheet()
    told = found_reports(found)
    sheet.put("id", ident, told, "the id of tacitus", flag="id")
    sheet.put("link", found.id, told, "one link for all events of an incident", flag="id")
    sheet.constant("has_event", True)
    sheet.constant("coder", "tacitus")
    state = f"review: {found.data['review_status']}; occurrence: {found.occurrence}"
    sheet.put("comment", state, told, "what the record is", flag="id")
    return sheet


def _put_days(sheet: Sheet, day: Days) -> None:
    supposed = ", supposed from the day of publication" if day.supposed else ""
    rule = "the day" if day.exact else f"the first of the days in question{supposed}"
    sheet.put("date", day.first.isoformat(), day.claims, rule)
    if day.last != day.first:
        sheet.put("enddate", day.last.isoformat(), day.claims, f"the last of the days in question{supposed}")


def _put_party(sheet: Sheet, k: int, party: Party) -> None:
    rule = f"named by a page; link: {party.link}, by: {party.by}, hedge: {party.hedge}"
    sheet.put(f"actor.{k}.entity_text", party.name, party.claims, rule)
    sector = table("plover").data["actor_sectors"].get(party.kind)
    sheet.put(f"actor.{k}.sector", sector, party.claims, f"the kind of the actor: {party.kind}")


def _put_event(sheet: Sheet, event: str, modes: list[str], claims: Iterable[str]) -> None:
    codes, told = table("plover").data, tuple(claims)
    sheet.put("event.0", event, told, "what kind of act it is")
    for k, mode in enumerate(modes):
        sheet.put(f"mode.{k}", mode, told, "how it was done")
    quad = next(name for name, events in codes["events"].items() if event in events)
    sheet.put("quad_code", codes["quad"][quad], told, f"{quad}; the number is recalled", mark="R")
    scale = codes["scale"]
    score = scale.get(modes[0] if modes else "", scale.get(event))
    sheet.put(
        "event_scale", scale[event] if event == "COERCE" else score, told, "the score of event and mode"
    )


def _put_place(sheet: Sheet, where: Spot | None) -> None:
    if where is None:
        return
    sheet.put("event_loc.extracted_place", where.name, where.claims, "the place")
    sheet.put("event_loc.resolved_place", where.name, where.claims, "the place")
    sheet.put("event_loc.geonameid", where.gazetteer_id, where.claims, "its id in GeoNames")
    where.put_coordinates(sheet, "event_loc.lat", "event_loc.lon")
    if where.in_town:
        sheet.put("event_loc.city", where.name, where.claims, "the town")
    if where.admin:
        sheet.put("event_loc.province", where.admin[0], where.claims, "the largest area round the place")
    if where.country:
        sheet.put("event_loc.country", where.country.name, where.claims, "the country of the place")
        sheet.put("event_loc.country_code", where.country.alpha3, where.claims, "ISO 3166 alpha-3")
    resolution = table("plover").data["resolution"].get(where.precision)
    sheet.put("event_loc.resolution", resolution, where.claims, f"what the place is: {where.precision}")


def _put_page(sheet: Sheet, report: Object, claims: tuple[str, ...]) -> None:
    parts = {"url": address(report), "title": report["title"], "publication": report["publisher"]}
    for key, text in parts.items():
        sheet.put(f"cite_info.{key}", text, claims, "the page")


def _ordered(sheet: Sheet, ident: str, found: Happening) -> Row:
    """The row with its cells in the order of the format's fields."""
    order = {field.name: n for n, field in enumerate(table("plover").fields)}
    ranked = sorted(sheet.cells.items(), key=lambda item: order[item[0].partition(".")[0]])
    return Row(ident, found.id, dict(ranked))
