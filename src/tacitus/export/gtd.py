"""GTD-style rows: one an incident. What is asked of a coder's judgement (crit1-3, doubtterr) is never
written."""

from __future__ import annotations

from tacitus.export.cells import Left, Outcome, Sheet
from tacitus.export.codes import table
from tacitus.export.gtd_acts import put_acts, put_captives, put_targets, put_weapons
from tacitus.export.happening import Days, Happening
from tacitus.export.parties import Party, named, nobody_claimed, persons
from tacitus.export.places import Spot, spot
from tacitus.export.sources import citations
from tacitus.export.tolls import side, with_attackers
from tacitus.export.wording import disagreement, summary

_UNDONE = ("planned", "foiled", "threatened", "warned_of")
_CAUGHT = ("detained", "charged", "convicted")


def rows(found: Happening) -> Outcome:
    """One row, or why the standard has none for it."""
    left = _left(found)
    day = found.day()
    if left or day is None:
        return Outcome(left=left)
    sheet = Sheet()
    sheet.put(
        "eventid", found.id, found_reports(found), "the id of tacitus, never a number of the GTD", flag="id"
    )
    _put_time(sheet, found, day)
    where = spot(found)
    _put_place(sheet, where)
    note = summary(found)
    sheet.put("summary", note.text, note.claims, "our own words for what stands")
    sheet.constant("doubtterr", -9)
    _put_stage(sheet, found)
    put_acts(sheet, found)
    put_targets(sheet, found)
    _put_parties(sheet, found)
    put_weapons(sheet, found)
    _put_tolls(sheet, found)
    _put_damage(sheet, found)
    put_captives(sheet, found)
    _put_rest(sheet, found)
    return Outcome((sheet.row(found.id, found.id),))


def found_reports(found: Happening) -> tuple[str, ...]:
    """The reports that an incident's id is made from."""
    return tuple(report["id"] for report in found.reports)


def _left(found: Happening) -> Left | None:
    codes = table("gtd").data
    stages, types = found.values("stage"), found.values("type")
    if gone := found.no_row():
        return gone
    if stages and stages[0] in _UNDONE:
        return Left("threat only", f"{stages[0]}: no act took place")
    if types and set(types) <= set(codes["outside"]["types"].split()):
        return Left("outside the standard", f"{', '.join(types)}: no act of a sub-national group")
    if found.values("intent")[:1] == ["accidental"]:
        return Left("outside the standard", "not intended")
    parties = named(found)
    if parties and not persons(found) and all(party.kind == "state_forces" for party in parties):
        return Left("outside the standard", "done by state forces")
    day = found.day()
    if day is None:
        return Left("no day", "no page says when")
    if day.first.year != day.last.year:
        return Left("day too vague", f"the year is not known: {day.words()}")
    return None


def _put_time(sheet: Sheet, found: Happening, day: Days) -> None:
    rule = "the first day" if day.exact else "the standard's 0 stands for a month or a day that is not known"
    same_month = (day.first.year, day.first.month) == (day.last.year, day.last.month)
    sheet.put("iyear", day.first.year, day.claims, rule)
    sheet.put("imonth", day.first.month if same_month else 0, day.claims, rule)
    sheet.put("iday", day.first.day if day.exact else 0, day.claims, rule)
    if not day.exact:
        sheet.put("approxdate", day.words(), day.claims, "the days on which it may have begun")
    end = found.last_day()
    if end is not None:
        later = (end[0] - day.last).days > 1
        sheet.put("extended", int(later), (*day.claims, *end[1]), "1 where the end is more than a day later")
        if later:
            sheet.put("resolution", end[0].isoformat(), end[1], "the last day")


def _put_place(sheet: Sheet, where: Spot | None) -> None:
    if where is None:
        return
    codes, land = table("gtd"), where.country
    if land is not None:
        number = "the number of the country; blank where no source gives it"
        sheet.put("country", land.gtd, where.claims, number, mark=land.marks["gtd"])
        sheet.put("country_txt", land.name, where.claims, "the country of the place")
        if land.gtd_region is not None:
            region = "the region that holds the country, as recalled"
            sheet.put("region", land.gtd_region, where.claims, region, mark="R")
            sheet.put("region_txt", codes.text("region", land.gtd_region), where.claims, region, mark="R")
    if where.admin:
        sheet.put("provstate", where.admin[0], where.claims, "the largest area round the place")
    if where.in_town:
        sheet.put("city", where.name, where.claims, "the town")
    where.put_coordinates(sheet, "latitude", "longitude")
    precise = {"site": 1, "town": 1, "admin2": 3, "admin1": 4}.get(where.precision, 5)
    sheet.put("specificity", precise, where.claims, f"what the coordinates are those of: {where.precision}")
    sheet.put("location", where.site, where.site_claims, "the site, as written")


def _put_stage(sheet: Sheet, found: Happening) -> None:
    stage = found.first("stage")
    if stage is not None:
        done = stage.value == "accomplished"
        sheet.put("success", int(done), stage.claims, f"the stage: {stage.value}")
    suicide = [s for s in found.all("type") if s.value == "suicide_bombing"]
    if suicide:
        sheet.put("suicide", 1, suicide[0].claims, "a page calls it a suicide attack; its silence is no 0")
    related = [r for r in found.data["relations"] if r["kind"] in ("part_of", "same_operation")]
    if related:
        rule = "part of one operation, by the relations between the reports"
        sheet.put("multiple", 1, found_reports(found), rule)
        others = {r.get("to") or r["from"] for r in related}
        sheet.put("related", ", ".join(sorted(others)), found_reports(found), rule)


def _put_parties(sheet: Sheet, found: Happening) -> None:
    parties = [party for party in named(found) if party.kind != "state_forces"][:3]
    if not parties:
        sheet.constant("gname", "Unknown")
    for k, party in enumerate(parties, 1):
        sheet.put(
            f"gname{k if k > 1 else ''}", party.name, party.claims, f"named by a page; link: {party.link}"
        )
        uncertain = "1 where the link is accused or suspected, or hedged"
        sheet.put(f"guncertain{k}", int(party.uncertain), party.claims, uncertain)
    _put_claims(sheet, found, parties)
    who = persons(found)
    counted = [s for s in who if s.value["count"]]
    if len(who) == 1 and counted:
        sheet.put("nperps", counted[0].value["count"], counted[0].claims, "the persons a page tells of")
    else:
        sheet.constant("nperps", -99)
    caught = [s for s in who if s.value["status"] in _CAUGHT and s.value["count"]]
    if len(caught) == 1:
        sheet.put("nperpcap", caught[0].value["count"], caught[0].claims, "held, charged or convicted")
    else:
        sheet.constant("nperpcap", -99)


def _put_claims(sheet: Sheet, found: Happening, parties: list[Party]) -> None:
    claimed = [party for party in parties if party.link == "claimed"]
    for k, party in enumerate(claimed, 1):
        n = "" if k == 1 else str(k)
        sheet.put("claimed" if k == 1 else f"claim{k}", 1, party.claims, "a group claims it")
        if party.mode:
            code, words = table("gtd").data["claimmode"][party.mode]
            rule = "how the claim was made; the number is recalled and unchecked"
            sheet.put(f"claimmode{n}", code, party.claims, rule, mark="R")
            sheet.put(f"claimmode{n}_txt", words, party.claims, "how the claim was made")
    if claimed:
        several = len(claimed) > 1 or any(party.competing for party in claimed)
        told = [c for party in claimed for c in party.claims]
        sheet.put("compclaim", 1 if several else None, told, "several groups claim it")
    elif nobody_claimed(found):
        sheet.put("claimed", 0, nobody_claimed(found), "a page says that nobody has claimed it")
    else:
        sheet.constant("claimed", -9)


def _put_tolls(sheet: Sheet, found: Happening) -> None:
    for slot, whole, theirs in (("killed", "nkill", "nkillter"), ("injured", "nwound", "nwoundte")):
        toll = with_attackers(found, slot)
        if toll:
            sheet.put(whole, toll.best, toll.claims, f"victims and attackers: {toll.rule}")
        attackers = side(found, slot, "attackers")
        if attackers and found.occurrence != "disputed":  # else the sides may call the same dead by two names
            sheet.put(theirs, attackers.best, attackers.claims, f"attackers: {attackers.rule}")


def _put_damage(sheet: Sheet, found: Happening) -> None:
    damage = found.first("damage")
    if damage is None:
        sheet.constant("property", -9)
        return
    sheet.put("property", 1, found.claims_on("damage"), "a page tells of damage")
    extent = next((s for s in found.all("damage") if s.value["extent"]), None)
    if extent is None:
        sheet.constant("propextent", 4)
        sheet.constant("propextent_txt", "Unknown")
    else:
        code, words = table("gtd").data["propextent"][extent.value["extent"]]
        rule = "the extent by the words of the page; no sum of money is read"
        sheet.put("propextent", code, extent.claims, rule, mark="R")
        sheet.put("propextent_txt", words, extent.claims, rule, mark="R")
    sheet.put("propcomment", damage.value["words"], damage.claims, "the words of the page")


def _put_rest(sheet: Sheet, found: Happening) -> None:
    motive = found.first("motive")
    if motive is not None:
        sheet.put("motive", motive.value, motive.claims, "the words of the page")
    note = disagreement(found)
    sheet.put("addnotes", note.text, note.claims, "where the voices differ")
    for k, (cited, report) in enumerate(citations(found)[:3], 1):
        sheet.put(f"scite{k}", cited, (report,), "the page, one of each voice")
    sheet.constant("dbsource", "tacitus")
    for column in ("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY"):
        sheet.constant(column, -9)
