"""UCDP-GED-style rows: one an incident with a named actor and at least one death in some estimate.

Held on every row: best is the sum of its parts, and low <= best <= high.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from tacitus.export.cells import Left, Outcome, Sheet
from tacitus.export.codes import table
from tacitus.export.gtd import found_reports
from tacitus.export.happening import Days, Happening, Standing
from tacitus.export.parties import Party, named
from tacitus.export.places import Spot, spot
from tacitus.export.sources import day_of, one_of_each_voice
from tacitus.export.tolls import Toll, headline, side, whole_of, with_attackers

_UNDONE = ("planned", "foiled", "threatened", "warned_of")
_ARMED = ("police", "military")
_DAY, _WEEK, _MONTH = 1, 7, 31
STATE, NON_STATE, ONE_SIDED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class _Sides:
    """Type of violence, and both sides with their claims."""

    violence: int
    a: str
    a_claims: tuple[str, ...]
    b: str
    b_claims: tuple[str, ...]
    attacker: str
    """The side that attacked: "a" or "b"."""


def rows(found: Happening) -> Outcome:
    """One row, or why the standard has none."""
    day, where, toll, parties = found.day(), spot(found), with_attackers(found, "killed"), named(found)
    left = _left(found, day, where, toll, parties)
    if left or day is None or where is None or toll is None:
        return Outcome(left=left)
    sheet = Sheet()
    rule = "a number of our own, negative so that it is never taken for one of UCDP's"
    sheet.put("id", local_number(found.id), found_reports(found), rule, flag="id")
    sheet.put("relid", found.id, found_reports(found), "the id of tacitus", flag="id")
    if found.data["review_status"] == "accepted":
        sheet.put("code_status", "Clear", found_reports(found), "accepted by a reviewer")
    sides = _sides(found, parties)
    _put_sides(sheet, sides)
    _put_sources(sheet, found, toll)
    _put_place(sheet, where)
    _put_time(sheet, found, day)
    _put_deaths(sheet, found, toll, sides)
    return Outcome((sheet.row(found.id, found.id),))


def local_number(ident: str) -> int:
    """A negative number made from an incident's id; 52 bits, so that programs that read numbers as floats
    keep it whole."""
    return -int(ident.partition("-")[2][:13], 16)


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point, half a degree wide, counted from the south-west."""
    return floor((lat + 90) * 2) * 720 + floor((lon + 180) * 2) + 1


def _left(
    found: Happening, day: Days | None, where: Spot | None, toll: Toll | None, parties: list[Party]
) -> Left | None:
    stages = found.values("stage")
    if gone := found.no_row():
        return gone
    if stages and stages[0] in _UNDONE:
        return Left("threat only", f"{stages[0]}: no act took place")
    if not parties:
        return Left("no actor", "no page names an organised actor; it waits until one does")
    if parties[0].link == "suspected" or parties[0].hedge == "possible":
        return Left("actor only suspected", f"{parties[0].name}; it waits until the actor is identified")
    if toll is None or toll.high < 1:
        return Left("no death reported", "no estimate has a death")
    if day is None:
        return Left("no day", "no page says when")
    if day.first.year != day.last.year:
        return Left("day too vague", f"the year is not known: {day.words()}")
    if where is None or where.lat is None or where.country is None:
        return Left("no place", "no page says where")
    return None


def _sides(found: Happening, parties: list[Party]) -> _Sides:
    """State-based where a state's forces are one side, one-sided against unarmed people. A side is named as a
    page names it: the state that nobody names is called by the words for those attacked."""
    actor, targets = parties[0], found.all("target")
    target = targets[0] if targets else None
    by_state = actor.kind == "state_forces"
    other = next((p for p in parties[1:] if (p.kind == "state_forces") != by_state), None)
    clash = "armed_clash" in found.values("type")
    if other is not None and clash:
        a, b = (actor, other) if by_state else (other, actor)
        return _Sides(STATE, a.name, a.claims, b.name, b.claims, "a" if a is actor else "b")
    if target is not None and target.value["kind"] in _ARMED and not by_state:
        name = target.value["name"]
        return _Sides(STATE, name, target.claims, actor.name, actor.claims, "b")
    if target is not None and target.value["kind"] == "militia":
        kind = STATE if by_state else NON_STATE
        return _Sides(kind, actor.name, actor.claims, target.value["name"], target.claims, "a")
    if clash and len(parties) > 1:
        rest = parties[1]
        return _Sides(NON_STATE, actor.name, actor.claims, rest.name, rest.claims, "a")
    hit = (*found.claims_on("target"), *found.claims_on("victim"), *found.claims_on("type"))
    return _Sides(ONE_SIDED, actor.name, actor.claims, "Civilians", hit, "a")


def _put_sides(sheet: Sheet, sides: _Sides) -> None:
    both = (*sides.a_claims, *sides.b_claims)
    rule = "1 where a state's forces are one side, 2 between groups, 3 against unarmed people"
    sheet.put("type_of_violence", sides.violence, both, rule, mark="R")
    sheet.put("side_a", sides.a, sides.a_claims, "as a page names it")
    sheet.put("dyad_name", f"{sides.a} - {sides.b}", both, "the names of both sides")
    if sides.violence == ONE_SIDED:
        sheet.put("conflict_name", f"{sides.a} - {sides.b}", both, "the names of both sides", mark="C")
        sheet.put("side_b", sides.b, sides.b_claims, "the standard's word for unarmed people", mark="C")
        sheet.put("side_b_new_id", 1, sides.b_claims, "the standard's number for Civilians", mark="C")
    else:
        sheet.put("side_b", sides.b, sides.b_claims, "as a page names it")


def _put_sources(sheet: Sheet, found: Happening, toll: Toll) -> None:
    told = one_of_each_voice(found)
    ids = [report["id"] for report in told]
    lists = {
        "source_office": [_plain(report["publisher"] or "") for report in told],
        "source_date": [day_of(report) for report in told],
        "source_headline": [_plain(report["title"] or "") for report in told],
    }
    sheet.put("number_of_sources", len(told), ids, "independent voices, not pages")
    articles = [f'"{office},{day},{title}"' for office, day, title in zip(*lists.values(), strict=True)]
    sheet.put("source_article", ";".join(articles), ids, "the earliest page of each voice", mark="C")
    for column, items in lists.items():
        sheet.put(column, ";".join(items) if any(items) else "", ids, "in the same order", mark="C")
    said = {s["id"]: s for s in found.statements}
    speakers: dict[str, str] = {}
    for claim in sorted(set(toll.claims)):
        statement = said.get(found.claims.get(claim, {}).get("attributed_to") or "")
        if statement and statement["speaker"]:
            speakers.setdefault(statement["speaker"]["as_written"], claim)
    told_by = "; ".join(sorted(speakers))
    sheet.put("source_original", told_by, speakers.values(), "who is quoted with the number", mark="C")


def _plain(text: str) -> str:
    """Without the signs that part the items of a list."""
    return text.replace(";", ",").replace('"', "'")


def _put_place(sheet: Sheet, where: Spot) -> None:
    land = where.country
    assert land is not None  # asked before
    assert where.lat is not None
    assert where.lon is not None
    precision = table("ucdp").data["where_prec"][where.precision]
    sheet.put("where_prec", precision, where.claims, f"what the place is: {where.precision}", mark="V")
    sheet.put("where_coordinates", where.name, where.claims, "the place")
    named_at = ", ".join(part for part in (where.site, where.name) if part)
    sheet.put(
        "where_description", named_at, (*where.claims, *where.site_claims), "site and place, as written"
    )
    for k, area in enumerate(where.admin[:2], 1):
        sheet.put(f"adm_{k}", area, where.claims, "the areas round the place, from the largest down")
    where.put_coordinates(sheet, "latitude", "longitude")
    point = f"POINT ({_degrees(where.lon)} {_degrees(where.lat)})"
    sheet.put("geom_wkt", point, where.claims, "the coordinates", mark="C")
    sheet.put("priogrid_gid", priogrid(where.lat, where.lon), where.claims, "the cell of the point", mark="C")
    sheet.put("country", land.ucdp_name, where.claims, "the country of the place")
    sheet.put("country_id", land.ucdp, where.claims, "its number, where the sample has it", mark="C")
    mark = land.marks["ucdp_region"]
    sheet.put("region", land.ucdp_region, where.claims, "the region of the country", mark=mark)
    sheet.constant("event_clarity", 1)


def _degrees(value: float) -> str:
    return repr(round(value, 6))


def _put_time(sheet: Sheet, found: Happening, day: Days) -> None:
    end = found.last_day()
    last = max(day.last, end[0]) if end else day.last
    claims = (*day.claims, *(end[1] if end else ()))
    length = (last - day.first).days + 1
    exactness = (
        1
        if length == _DAY
        else 2
        if length < _WEEK
        else 3
        if length == _WEEK
        else 4
        if length <= _MONTH
        else 5
    )
    supposed = " (supposed from the day of publication)" if day.supposed else ""
    sheet.put("year", day.first.year, claims, f"the first day{supposed}")
    precision = max(exactness, 2) if day.supposed else exactness
    sheet.put("date_prec", precision, claims, f"{length} days in question{supposed}", mark="C")
    sheet.put("date_start", day.first.isoformat(), claims, f"the earliest day{supposed}")
    sheet.put("date_end", last.isoformat(), claims, f"the latest day{supposed}")


def _put_deaths(sheet: Sheet, found: Happening, toll: Toll, sides: _Sides) -> None:
    """Parts by side as far as they are told, the rest unknown; where the parts are more than the whole, as
    sides may tell it, no part is kept."""
    parts = _parts(found, toll, sides)
    if sum(part.best for part in parts.values()) > toll.best:
        parts = {}
    rest = toll.best - sum(part.best for part in parts.values())
    unarmed = sides.violence == ONE_SIDED and "deaths_civilians" not in parts
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    for name in names:
        told = parts.get(name)
        gets_rest = rest > 0 and name == ("deaths_civilians" if unarmed else "deaths_unknown")
        if told is None and not gets_rest:
            sheet.constant(name, 0)
            continue
        number = (told.best if told else 0) + (rest if gets_rest else 0)
        rule = told.rule if told else "what is left of the whole"
        sheet.put(name, number, told.claims if told else toll.claims, rule)
    sheet.put("best", toll.best, toll.claims, f"the sum of its parts: {toll.rule}", mark="C")
    sheet.put("high", toll.high, toll.claims, "the highest figure told, never without end", mark="V")
    sheet.put("low", toll.low, toll.claims, "the lowest figure told")


def _parts(found: Happening, toll: Toll, sides: _Sides) -> dict[str, Toll]:
    """The deaths of each side that a page counts; as UCDP's own rule book parts them, where it was asked."""
    resolved = whole_of(found, "killed")
    if resolved is not None and resolved.parts:
        return _of_rule_book(resolved, toll, sides)
    forces, civilians = side(found, "killed", "state_forces"), side(found, "killed", "civilians")
    whole, attackers = headline(found, "killed"), side(found, "killed", "attackers")
    made: dict[str, Toll] = {}
    if attackers and whole and whole.best + attackers.best == toll.best:
        made[f"deaths_{sides.attacker}"] = attackers
    if civilians:
        made["deaths_civilians"] = civilians
    elif sides.violence == ONE_SIDED and whole and toll is not whole and made:
        made["deaths_civilians"] = whole
    if forces and sides.violence == STATE and sides.attacker == "b":
        made["deaths_a"] = forces
    return made


def _of_rule_book(resolved: Standing, toll: Toll, sides: _Sides) -> dict[str, Toll]:
    """The rule book calls the attackers a and state forces b; here the state is a, whoever attacked."""
    numbers = dict(resolved.parts)
    defender = "b" if sides.attacker == "a" else "a"
    names = {f"deaths_{sides.attacker}": numbers.get("deaths_a", 0)}
    names["deaths_civilians"] = numbers.get("deaths_civilians", 0)
    if sides.violence != ONE_SIDED:
        names[f"deaths_{defender}"] = numbers.get("deaths_b", 0)
    rule = f"the side's part by the rule book: {resolved.trace}"
    return {name: Toll(n, n, n, toll.claims, rule) for name, n in names.items() if n}
