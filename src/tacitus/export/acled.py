"""ACLED-style rows: one for each day of an incident, its deaths divided over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tacitus.export.cells import Left, Outcome, Sheet
from tacitus.export.codes import table
from tacitus.export.gtd import found_reports
from tacitus.export.happening import Days, Happening
from tacitus.export.parties import Party, named
from tacitus.export.places import Spot, spot
from tacitus.export.sources import one_of_each_voice
from tacitus.export.tolls import Toll, with_attackers
from tacitus.export.wording import summary

_UNDONE = ("planned", "foiled", "threatened", "warned_of")
_WEEK, _MONTH, _YEAR = 7, 31, 366
_ABDUCTION = "Abduction/forced disappearance"
_CIVILIANS = "Civilians"


@dataclass(frozen=True, slots=True)
class _Act:
    """The event type and sub-type, the claims behind them."""

    event: str
    sub: str
    claims: tuple[str, ...]


def rows(found: Happening) -> Outcome:
    """A row for each day, or why the standard has none."""
    day, where, act = found.day(), spot(found), _act(found)
    left = _left(found, day, where, act)
    if left or day is None or where is None or act is None:
        return Outcome(left=left)
    days = list(_days(found, day, act))
    if len(days) > _YEAR:
        return Outcome(left=Left("day too vague", f"{len(days)} days"))
    toll = with_attackers(found, "killed")
    made = []
    for k, (on, claims) in enumerate(days):
        sheet = Sheet()
        ident = found.id if len(days) == 1 else f"{found.id}/{on.isoformat()}"
        sheet.put(
            "event_id_cnty", ident, found_reports(found), "the id of tacitus, never one of ACLED", flag="id"
        )
        _put_time(sheet, day, on, claims)
        _put_act(sheet, act)
        _put_actors(sheet, found, act, where)
        _put_place(sheet, where)
        _put_source(sheet, found)
        _put_toll(sheet, toll, k, len(days))
        made.append(sheet.row(ident, found.id))
    return Outcome(tuple(made))


def _left(found: Happening, day: Days | None, where: Spot | None, act: _Act | None) -> Left | None:
    stages = found.values("stage")
    if gone := found.no_row():
        return gone
    if stages and stages[0] in _UNDONE:
        return Left("threat only", f"{stages[0]}: no act took place")
    if act is None:
        return Left("no type", "no page says what kind of act it was")
    if day is None:
        return Left("no day", "no page says when")
    if day.count > _MONTH:
        return Left("day too vague", f"no month is known: {day.words()}")
    if where is None or where.country is None:
        return Left("no place", "no page says where")
    if where.precision not in table("acled").data["geo_precision"]:
        return Left("place too vague", f"no more than a {where.precision} is known: {where.name}")
    return None


def _act(found: Happening) -> _Act | None:
    """The highest sub-type in the hierarchy; an attack on armed forces is a clash."""
    codes = table("acled").data
    ranks = {sub: (event, n) for n, (event, sub) in enumerate(_hierarchy())}
    claims: dict[str, list[str]] = {}
    clash = codes["clash"]
    targets = found.all("target")
    armed = bool(targets) and targets[0].value["kind"] in clash["targets"].split()
    for standing in found.all("type"):
        sub = codes["type_codes"].get(standing.value)
        if sub is None:
            continue
        if armed and sub in clash["sub_types"]:
            claims.setdefault(clash["becomes"], []).extend([*standing.claims, *targets[0].claims])
        else:
            claims.setdefault(sub, []).extend(standing.claims)
    if not claims:
        return None
    best = min(claims, key=lambda sub: ranks[sub][1])
    return _Act(ranks[best][0], best, tuple(claims[best]))


def _hierarchy() -> Iterator[tuple[str, str]]:
    for event, subs in table("acled").data["hierarchy"].items():
        for sub in subs:
            yield event, sub


def _days(found: Happening, day: Days, act: _Act) -> Iterator[tuple[date, tuple[str, ...]]]:
    """Each day with the claims behind it. An abduction is of the day on which it began."""
    end = found.last_day()
    if day.exact and end is not None and end[0] > day.first and act.sub != _ABDUCTION:
        for n in range(min((end[0] - day.first).days + 1, _YEAR + 1)):
            yield day.first + timedelta(days=n), (*day.claims, *end[1])
    else:
        yield day.middle, day.claims


def _put_time(sheet: Sheet, day: Days, on: date, claims: tuple[str, ...]) -> None:
    precision = 1 if day.exact else 2 if day.count <= _WEEK else 3
    rule = ("the day", "the middle of the days in question", "the middle of the weeks in question")[
        precision - 1
    ]
    if day.supposed:
        rule += ", which are supposed from the day of publication"
    sheet.put("event_date", on.isoformat(), claims, rule)
    sheet.put("year", on.year, claims, rule)
    sheet.put("time_precision", precision, claims, f"{day.count} days in question")


def _put_act(sheet: Sheet, act: _Act) -> None:
    codes = table("acled").data
    rule = "the highest of its types in the hierarchy; which type is which is recalled"
    disorder = codes["disorder_sub"].get(act.sub, codes["disorder"][act.event])
    for column, value in (
        ("disorder_type", disorder),
        ("event_type", act.event),
        ("sub_event_type", act.sub),
    ):
        sheet.put(column, value, act.claims, rule, mark="R")


def _put_actors(sheet: Sheet, found: Happening, act: _Act, where: Spot) -> None:
    assert where.country is not None  # asked before
    land, parties = where.country.name, named(found)
    first = _first_actor(sheet, act, where, land, parties)
    second = _second_actor(sheet, found, act, where, land, parties)
    codes = table("acled").data
    for column, inter in (("inter1", first), ("inter2", second)):
        if inter:
            claims = sheet.cells[f"actor{column[-1]}"].claims
            sheet.put(column, codes["inter"][str(inter)], claims, "the kind of the actor")
    if first and (second or "actor2" not in sheet.cells):
        pair = sorted(n for n in (first, second) if n)
        names = [codes["inter"][str(n)] for n in pair]
        words = "-".join(names) if second else codes["sole"]["words"].format(names[0])
        claims = tuple(c for n in "12" if f"actor{n}" in sheet.cells for c in sheet.cells[f"actor{n}"].claims)
        mark = "V" if second else codes["sole"]["mark"]
        sheet.put("interaction", words, claims, "the kinds of both, the lower number first", mark=mark)
    if act.event == "Violence against civilians" or (second == 7 and act.event.startswith("Explosions")):
        told = (*act.claims, *(sheet.cells["actor2"].claims if "actor2" in sheet.cells else ()))
        sheet.put("civilian_targeting", "Civilians targeted", told, "civilians are the target")


def _first_actor(sheet: Sheet, act: _Act, where: Spot, land: str, parties: list[Party]) -> int | None:
    """The number of its kind, None where that is not known."""
    codes = table("acled").data
    if parties:
        party = parties[0]
        sheet.put("actor1", party.name, party.claims, f"named by a page; link: {party.link}")
        others = [other for other in parties[1:] if act.event != "Battles"]
        told = [c for other in others for c in other.claims]
        sheet.put("assoc_actor_1", "; ".join(other.name for other in others), told, "named beside it")
        return int(codes["actor_codes"].get(party.kind, 0)) or None
    crowd = {"Riots": ("Rioters", 5), "Protests": ("Protesters", 6)}.get(act.event)
    name, inter = crowd or ("Unidentified Armed Group", 3)
    if act.sub == "Excessive force against protesters":
        name, inter = "Unidentified Armed Group", 3
    rule = "the standard's words where no page names an actor, with the country of the place"
    sheet.put("actor1", f"{name} ({land})", (*act.claims, *where.claims), rule)
    return None if act.sub in codes["unsure"]["sub_types"] else inter


def _second_actor(
    sheet: Sheet, found: Happening, act: _Act, where: Spot, land: str, parties: list[Party]
) -> int | None:
    codes = table("acled").data
    targets = found.all("target")
    if act.sub == "Excessive force against protesters":
        sheet.put("actor2", f"Protesters ({land})", (*act.claims, *where.claims), "the standard's words")
        return 6
    if act.event == "Battles" and len(parties) > 1:
        other = parties[1]
        sheet.put("actor2", other.name, other.claims, "the other side of the clash, named by a page")
        return int(codes["actor_codes"].get(other.kind, 0)) or None
    if targets and targets[0].value["kind"] in codes["clash"]["targets"].split():
        target = targets[0]
        sheet.put(
            "actor2", target.value["name"], target.claims, "the armed force attacked, in the page's words"
        )
        inter: int | None = codes["target_inter"].get(target.value["kind"])
        return inter
    if act.event in ("Battles", "Riots", "Protests", "Strategic developments"):
        return None
    persons = [t for t in targets if t.value["effect"] in ("killed", "injured", "kidnapped")]
    hit = [c for t in persons for c in t.claims] or list(found.claims_on("victim"))
    if not hit and act.event != "Violence against civilians":
        return None
    rule = "the standard's words for unarmed people, with the country of the place"
    sheet.put("actor2", f"{_CIVILIANS} ({land})", (*hit, *act.claims, *where.claims), rule)
    return 7


def _put_place(sheet: Sheet, where: Spot) -> None:
    land = where.country
    assert land is not None  # asked before
    sheet.put("iso", land.number, where.claims, "ISO 3166 of the country of the place")
    sheet.put("country", land.name, where.claims, "the country of the place")
    sheet.put("region", land.acled_region, where.claims, "the region of the country, as recalled", mark="R")
    for k, area in enumerate(where.admin[:3], 1):
        sheet.put(f"admin{k}", area, where.claims, "the areas round the place, from the largest down")
    sheet.put("location", where.name, where.claims, "the place")
    where.put_coordinates(sheet, "latitude", "longitude", 4)
    precision = table("acled").data["geo_precision"][where.precision]
    sheet.put("geo_precision", precision, where.claims, f"what the place is: {where.precision}")


def _put_source(sheet: Sheet, found: Happening) -> None:
    told = [r for r in one_of_each_voice(found) if r["publisher"]]
    names = sorted({r["publisher"] for r in told})
    sheet.put("source", "; ".join(names), [r["id"] for r in told], "the publisher of each voice")
    note = summary(found)
    sheet.put("notes", note.text, note.claims, "our own words for what stands")


def _put_toll(sheet: Sheet, toll: Toll | None, day: int, days: int) -> None:
    if toll is None:
        rule = "no page says that anybody died: the standard writes 0 for silence"
        sheet.put("fatalities", 0, (), rule, mark="V", flag="silence")
        return
    share = toll.best // days + (day < toll.best % days)
    divided = f"; {toll.best} over {days} days, what is odd to the first" if days > 1 else ""
    sheet.put("fatalities", share, toll.claims, f"attackers included: {toll.rule}{divided}")
