"""What each format asks of a row: columns in order, codes of its lists, sums that hold, and what is never
written."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.export import acled, gtd, plover, ucdp
from tacitus.export.bundle import write_main
from tacitus.export.cells import Outcome, nested
from tacitus.export.codes import country, table
from tacitus.export.formats import formats, profile_for
from tacitus.export.happening import Happening
from tacitus.export.reading import read_rows, write_rows
from tacitus.model import Figure, Individual, Of, Organisation, Place, Target, Victim, When
from tests.export.conftest import Exported
from tests.export.happenings import incident

SHARED = Path(__file__).parents[3] / "shared"
REBELS = Organisation(name="Zorvan Column", actor_kind="rebels", link="stated")
DAY = When(earliest=date(2031, 5, 3), latest=date(2031, 5, 3))
NORVIK = Place(name="Norvik", lat=39.5, lon=32.25, country="TR", admin=("Vey",), precision="town")


def happening(**slots: Any) -> Happening:
    told: dict[str, Any] = {"type": "bombing", "stage": "accomplished", "started": DAY, "place": NORVIK}
    told |= {"killed": Figure(low=3, high=3), "perpetrator_organisation": REBELS} | slots
    values = {slot: v if isinstance(v, list) else [v] for slot, v in told.items() if v is not None}
    return Happening(incident(1, values))


def cells(outcome: Outcome) -> dict[str, Any]:
    (row,) = outcome.rows
    return {name: cell.value for name, cell in row.cells.items()}


def reason(outcome: Outcome) -> str:
    assert not outcome.rows
    assert outcome.left
    return outcome.left.reason


def rows_of(demo: Exported, name: str) -> list[dict[str, Any]]:
    form = formats()[name]
    return list(read_rows(form, demo.folder / name / form.file))


# columns


@pytest.mark.parametrize(("name", "count", "ends"), [
    ("gtd", 135, ("eventid", "related")),
    ("acled", 31, ("event_id_cnty", "timestamp")),
    ("ucdp", 49, ("id", "gwnob")),
])  # fmt: skip
def test_the_header_is_that_of_the_format(
    demo: Exported, name: str, count: int, ends: tuple[str, str]
) -> None:
    header = (demo.folder / name / f"{name}.csv").read_text(encoding="utf-8").split("\n")[0].split(",")
    assert (len(header), header[0], header[-1]) == (count, *ends)
    assert header == [field.name for field in table(name).fields]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gtd", "acled", "ucdp"])
def test_the_columns_are_those_of_the_reference(name: str) -> None:
    path = SHARED / "reference" / "formats.md"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    blocks = re.findall(r"```\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
    first = {"gtd": "eventid", "acled": "event_id_cnty", "ucdp": "id,relid"}[name]
    (block,) = [block for block in blocks if block.startswith(first)]
    assert [column for column in re.split(r"[,\s]+", block) if column] == [f.name for f in table(name).fields]


@pytest.mark.parametrize("name", ["acled", "gtd", "plover", "tacitus", "ucdp"])
def test_a_table_names_only_columns_that_are_there(name: str) -> None:
    own = table(name)
    columns = {field.name for field in own.fields}
    typed = [column for names in own.data["types"].values() for column in names.split()]
    constant = [column.split(".")[0] for column in own.constants]
    assert {*typed, *constant, *own.never, *own.data.get("hxl", ())} <= columns
    assert len(typed) == len(set(typed))
    assert own.data["source"]
    assert own.data["mark"] in "VCSR"


# codes


@pytest.mark.parametrize(("column", "codes"), [
    ("attacktype1", "attacktype"), ("attacktype2", "attacktype"), ("attacktype3", "attacktype"),
    ("region", "region"), ("targtype1", "targtype"), ("targtype2", "targtype"), ("targtype3", "targtype"),
    ("targsubtype1", "targsubtype"), ("weaptype1", "weaptype"), ("weaptype2", "weaptype"),
    ("weapsubtype1", "weapsubtype"), ("hostkidoutcome", "hostkidoutcome"),
])  # fmt: skip
def test_gtd_codes_stand_in_their_list_with_their_words(demo: Exported, column: str, codes: str) -> None:
    for row in rows_of(demo, "gtd"):
        if row[column] is None:
            assert row[f"{column}_txt"] is None
        else:
            assert row[f"{column}_txt"] == table("gtd").text(codes, row[column])


def test_gtd_numbers_unknown_as_the_format_does(demo: Exported) -> None:
    for row in rows_of(demo, "gtd"):
        assert row["claimed"] in (0, 1, -9)
        assert (row["nperps"] or 0) > 0 or row["nperps"] == -99
        assert {row[name] for name in ("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY")} == {-9}
        assert 0 <= row["imonth"] <= 12
        assert 0 <= row["iday"] <= 31
        assert row["nkill"] is None or row["nkill"] > 0


def test_acled_types_follow_the_hierarchy(demo: Exported) -> None:
    codes = table("acled").data
    for row in rows_of(demo, "acled"):
        assert row["sub_event_type"] in codes["hierarchy"][row["event_type"]]
        assert row["disorder_type"] in {*codes["disorder"].values(), *codes["disorder_sub"].values()}
        assert {row["inter1"], row["inter2"]} - {None} <= set(codes["inter"].values())
        assert row["time_precision"] in (1, 2, 3)
        assert row["geo_precision"] in (1, 2, 3)
        assert row["civilian_targeting"] in ("Civilians targeted", None)
        assert row["fatalities"] >= 0


def test_plover_events_and_modes_stand_in_their_lists(demo: Exported) -> None:
    codes = table("plover").data
    for event in rows_of(demo, "plover"):
        assert {"id", "date", "actor", "event"} <= set(event)
        assert set(event) <= {field.name for field in table("plover").fields}
        (kind,) = event["event"]
        assert kind in [one for events in codes["events"].values() for one in events]
        assert set(event.get("mode", ())) <= set(codes["modes"].get(kind, "").split())
        assert date.fromisoformat(event["date"])
        assert -10 <= event["event_scale"] <= 10


@pytest.mark.parametrize("name", ["acled", "gtd", "plover", "ucdp"])
def test_what_is_never_inferred_is_never_written(demo: Exported, name: str) -> None:
    own = table(name)
    for row in rows_of(demo, name):
        for column in own.never:
            value = row.get(column)
            assert value is None or value in own.constants.get(column, ()), (column, value)


def test_no_official_number_is_written(demo: Exported) -> None:
    for row in rows_of(demo, "gtd"):
        assert row["eventid"].startswith("inc-")
    for row in rows_of(demo, "acled"):
        assert row["event_id_cnty"].startswith("inc-")
    for row in rows_of(demo, "ucdp"):
        assert row["id"] < 0
        assert row["relid"].startswith("inc-")
        assert row["side_b_new_id"] in (None, 1)


@pytest.mark.parametrize(("name", "columns"), [
    ("gtd", ("gname", "gname2", "gname3")), ("acled", ("actor1", "actor2")), ("ucdp", ("side_a", "side_b")),
])  # fmt: skip
def test_an_actor_stands_in_the_words_of_a_page(demo: Exported, name: str, columns: tuple[str, ...]) -> None:
    quotes = " ".join(
        words["quote"] for found in demo.incidents for claim in found["claims"] for words in claim["evidence"]
    ).casefold()
    standard = re.compile(r"Unknown|(Unidentified Armed Group|Civilians|Rioters|Protesters)( \(.+\))?")
    for row in rows_of(demo, name):
        for actor in filter(None, (row[column] for column in columns)):
            assert standard.fullmatch(actor) or actor.casefold() in quotes


# countries


def test_a_country_without_a_number_has_its_text_alone() -> None:
    found = cells(
        gtd.rows(happening(place=Place(name="Vey", country="TZ", lat=1.0, lon=2.0, precision="town")))
    )
    assert "country" not in found
    assert found["country_txt"] == "Tanzania"
    us = country("US")
    tr = country("TR")
    assert us
    assert tr
    assert (us.gtd, us.marks["gtd"]) == (217, "V")
    assert (tr.gtd, tr.marks["gtd"], tr.ucdp, tr.number, tr.gtd_region) == (209, "R", 640, 792, 10)


def test_no_country_is_in_two_regions() -> None:
    for name in ("gtd_region", "acled_region", "ucdp_region"):
        codes = [
            c
            for region, held in table("countries").data[name].items()
            if region != "mark"
            for c in held.split()
        ]
        assert len(codes) == len(set(codes))
        assert all(country(code) for code in codes)


# UCDP


@given(
    best=st.integers(0, 300), spread=st.integers(0, 40), part=st.integers(0, 300),
    of=st.sampled_from(["attackers", "civilians", "state_forces"]),
    kind=st.sampled_from(["rebels", "state_forces"]),
    hit=st.sampled_from(["police", "private_citizens", "militia"]),
    types=st.sampled_from([["bombing"], ["armed_clash"], ["bombing", "armed_clash"]]),
)  # fmt: skip
def test_ucdp_parts_sum_and_bounds_hold(
    best: int, spread: int, of: str, part: int, kind: str, hit: str, types: list[str]
) -> None:
    whole = Figure(low=max(best - spread, 0), high=best + spread, point=best)
    found = happening(
        type=types,
        killed=[whole, Figure(low=part, high=part, of=Of(side=of))],
        perpetrator_organisation=Organisation(name="Zorvan Column", actor_kind=kind, link="claimed"),
        target=Target(name="people", kind=hit),
    )
    for row in ucdp.rows(found).rows:
        told = {name: cell.value for name, cell in row.cells.items()}
        parts = [told[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")]
        assert sum(parts) == told["best"]
        assert min(parts) >= 0
        assert told["low"] <= told["best"] <= told["high"]
        assert told["high"] >= 1


def test_ucdp_takes_the_parts_of_its_rule_book() -> None:
    found = happening(killed=Figure(low=9, high=9), target=Target(name="soldiers", kind="military"))
    found.data["slots"]["killed"][0] |= {
        "profile": "ucdp",
        "parts": [["deaths_a", 2], ["deaths_b", 4], ["deaths_civilians", 0], ["deaths_unknown", 3]],
    }  # fmt: skip
    told = cells(ucdp.rows(found))
    assert told["side_b"] == "Zorvan Column"
    assert [told[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == [4, 2, 0, 3]


@pytest.mark.parametrize(("slots", "why"), [
    ({"perpetrator_organisation": None}, "no actor"),
    ({"perpetrator_organisation": Organisation(name="A", link="suspected")}, "actor only suspected"),
    ({"perpetrator_organisation": Organisation(name="A", link="ruled_out")}, "no actor"),
    ({"killed": None}, "no death reported"),
    ({"started": None}, "no day"),
    ({"place": None}, "no place"),
    ({"stage": "planned"}, "threat only"),
])  # fmt: skip
def test_ucdp_says_why_an_incident_waits(slots: dict[str, Any], why: str) -> None:
    assert reason(ucdp.rows(happening(**slots))) == why


@pytest.mark.parametrize(("lat", "lon", "cell"), [
    (33.513364, 36.291575, 178273), (-90.0, -180.0, 1), (0.0, 0.0, 129961), (-9.65, 20.4, 115601),
    (89.99, 179.99, 259200),
])  # fmt: skip
def test_priogrid_counts_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert ucdp.priogrid(lat, lon) == cell


@pytest.fixture(scope="module")
def ged() -> Path:
    path = SHARED / "bench" / "ucdp_ged_sample" / "ged_sample_1000.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


@pytest.mark.shared
def test_the_ged_sample_is_read_and_written_back_identically(ged: Path, tmp_path: Path) -> None:
    form = formats()["ucdp"]
    rows = list(read_rows(form, ged))
    assert len(rows) == 1000
    again = tmp_path / "again.csv"
    with again.open("w", encoding="utf-8", newline="\n") as out:
        write_rows(form, rows, out)
    assert list(read_rows(form, again)) == rows
    with ged.open(encoding="utf-8", newline="") as text:
        raw = list(csv.DictReader(text))
    types = {field.name: field.type for field in form.table.fields}
    assert [{c: as_the_sample_writes(v, types[c]) for c, v in row.items()} for row in rows] == raw


def as_the_sample_writes(value: Any, type_: str) -> str:
    """Every number as a decimal, a day as seconds since 1970."""
    if value is None:
        return ""
    if type_ == "moment":
        return str(datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp())
    return str(float(value)) if type_ in ("integer", "number") else str(value)


@pytest.mark.shared
def test_the_sample_holds_what_is_computed(ged: Path) -> None:
    known = set(table("countries").data["ucdp_number"].values())
    for row in read_rows(formats()["ucdp"], ged):
        assert ucdp.priogrid(row["latitude"], row["longitude"]) == row["priogrid_gid"]
        assert row["best"] == sum(row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown"))
        assert row["country_id"] in known


# GTD and ACLED


@pytest.mark.parametrize(("slots", "why"), [
    ({"stage": "foiled"}, "threat only"),
    ({"type": "mob_violence"}, "outside the standard"),
    ({"perpetrator_organisation": Organisation(name="A", actor_kind="state_forces")}, "outside the standard"),
    ({"started": When(earliest=date(2030, 5, 3), latest=date(2031, 5, 3))}, "day too vague"),
])  # fmt: skip
def test_gtd_says_why_an_incident_is_left_out(slots: dict[str, Any], why: str) -> None:
    assert reason(gtd.rows(happening(**slots))) == why


def test_gtd_counts_attackers_and_tells_them_apart() -> None:
    told = cells(
        gtd.rows(happening(killed=[Figure(low=5, high=5), Figure(low=2, high=2, of=Of(side="attackers"))]))
    )
    assert (told["nkill"], told["nkillter"]) == (7, 2)


@pytest.mark.parametrize(("party", "name", "uncertain", "claimed"), [
    (Organisation(name="A", link="claimed", by="self"), "A", 0, 1),
    (Organisation(name="A", link="suspected"), "A", 1, -9),
    (Organisation(name="A", link="stated", hedge="possible"), "A", 1, -9),
    (Organisation(link="no_claim_reported"), "Unknown", None, 0),
    (Organisation(name="A", link="inspired"), "Unknown", None, -9),
    (Organisation(name="A", link="denied"), "Unknown", None, -9),
])  # fmt: skip
def test_gtd_attribution(party: Organisation, name: str, uncertain: int | None, claimed: int) -> None:
    told = cells(gtd.rows(happening(perpetrator_organisation=party)))
    assert (told["gname"], told.get("guncertain1"), told["claimed"]) == (name, uncertain, claimed)


def test_gtd_writes_0_for_a_day_that_is_not_known() -> None:
    week = When(earliest=date(2031, 5, 1), latest=date(2031, 5, 7))
    told = cells(gtd.rows(happening(started=week)))
    assert (told["iyear"], told["imonth"], told["iday"]) == (2031, 5, 0)
    assert told["approxdate"]


def test_acled_divides_the_dead_over_the_days() -> None:
    ended = When(earliest=date(2031, 5, 5), latest=date(2031, 5, 5))
    rows = acled.rows(happening(killed=Figure(low=7, high=7), ended=ended)).rows
    assert [row.cells["event_date"].value for row in rows] == ["2031-05-03", "2031-05-04", "2031-05-05"]
    assert [row.cells["fatalities"].value for row in rows] == [3, 2, 2]
    assert len({row.id for row in rows}) == 3


@pytest.mark.parametrize(("slots", "event", "actors"), [
    ({}, "Explosions/Remote violence", ("Zorvan Column", None)),
    ({"type": "armed_assault"}, "Violence against civilians", ("Zorvan Column", "Civilians (Turkey)")),
    ({"type": "armed_assault", "target": Target(name="soldiers", kind="military")}, "Battles",
     ("Zorvan Column", "soldiers")),
    ({"type": "armed_assault", "perpetrator_organisation": None}, "Violence against civilians",
     ("Unidentified Armed Group (Turkey)", "Civilians (Turkey)")),
    ({"type": "mob_violence", "perpetrator_organisation": None}, "Riots", ("Rioters (Turkey)", None)),
    ({"victim": Victim(name=None, description="traders", effect="killed")}, "Explosions/Remote violence",
     ("Zorvan Column", "Civilians (Turkey)")),
])  # fmt: skip
def test_acled_event_and_actors(slots: dict[str, Any], event: str, actors: tuple[str, str | None]) -> None:
    told = cells(acled.rows(happening(**slots)))
    assert (told["event_type"], told["actor1"], told.get("actor2")) == (event, *actors)


@pytest.mark.parametrize(("days", "precision"), [(1, 1), (5, 2), (7, 2), (8, 3), (31, 3)])
def test_acled_time_precision(days: int, precision: int) -> None:
    told = cells(acled.rows(happening(started=When(earliest=date(2031, 5, 1), latest=date(2031, 5, days)))))
    assert told["time_precision"] == precision


def test_two_sides_that_count_the_same_dead_are_not_summed() -> None:
    found = happening(killed=[Figure(low=23, high=23), Figure(low=16, high=16, of=Of(side="attackers"))])
    found.occurrence = "disputed"
    assert cells(acled.rows(found))["fatalities"] == 23


def test_groups_without_a_total_are_no_silence() -> None:
    found = happening(killed=Figure(low=7, high=7, of=Of(role="police", side="state_forces")))
    assert cells(acled.rows(found))["fatalities"] == 7


def test_a_rule_book_that_writes_nothing_leaves_the_cell_blank() -> None:
    found = happening()
    found.data["slots"]["killed"][0]["flags"] = ["blank"]
    assert "nkill" not in cells(gtd.rows(found))


# PLOVER


def test_an_incident_gives_several_events_with_one_link(demo: Exported) -> None:
    events = rows_of(demo, "plover")
    by_link: dict[str, set[str]] = {}
    for event in events:
        by_link.setdefault(event["link"], set()).add(event["event"][0])
    assert any({"ASSAULT", "ACCUSE"} <= kinds for kinds in by_link.values())
    assert any({"ASSAULT", "COERCE"} <= kinds for kinds in by_link.values())


def test_an_act_without_an_actor_is_no_plover_event() -> None:
    outcome = plover.rows(happening(perpetrator_organisation=None))
    assert reason(outcome) == "no actor"
    gunman = Individual(description="a gunman", link="stated")
    (row,) = plover.rows(happening(perpetrator_organisation=None, perpetrator_individual=gunman)).rows
    assert nested(row.cells)["actor"] == [{"sector": "UAF", "entity_text": "a gunman"}]


def test_a_plan_is_in_the_future() -> None:
    (row,) = plover.rows(happening(stage="planned")).rows
    assert nested(row.cells)["context"] == ["future"]


@pytest.mark.parametrize("name", ["acled", "csv", "geojson", "gtd", "jsonl", "parquet", "plover", "ucdp"])
def test_a_refuted_incident_leaves_with_a_reason(name: str) -> None:
    found = happening()
    found.occurrence = "refuted"
    assert reason(formats()[name].rows(found)) == "refuted"


@pytest.mark.parametrize("name", ["acled", "csv", "geojson", "gtd", "parquet", "plover", "ucdp"])
def test_the_whole_of_an_operation_has_no_row_beside_its_parts(name: str) -> None:
    found = happening()
    found.data = {
        **found.data, "relations": [{"kind": "part_of", "from": f"inc-{n}", "evidence": []} for n in "ba"]
    }  # fmt: skip
    left = formats()[name].rows(found).left
    assert left is not None
    assert (left.reason, left.words) == ("whole of an operation", "killed 3; its parts: inc-a, inc-b")
    assert formats()["jsonl"].rows(found).rows


def test_a_format_prefers_its_own_rule_book_where_it_is_known() -> None:
    form = formats()["gtd"]
    assert profile_for(form, None, ["tacitus", "gtd"]) == "gtd"
    assert profile_for(form, None, ["tacitus"]) == "tacitus"
    assert profile_for(form, "ibc", ["tacitus", "gtd"]) == "ibc"


def test_geojson_is_a_collection_of_points(demo: Exported) -> None:
    data = json.loads((demo.folder / "geojson" / "incidents.geojson").read_text(encoding="utf-8"))
    assert data["type"] == "FeatureCollection"
    for feature in data["features"]:
        place = feature["properties"]
        if place["latitude"] is None:
            assert feature["geometry"] is None
        else:
            assert feature["geometry"]["coordinates"] == [place["longitude"], place["latitude"]]


def test_an_empty_geojson_is_one_too() -> None:
    out = StringIO()
    assert write_main([], formats()["geojson"], out) == 0
    assert json.loads(out.getvalue()) == {"type": "FeatureCollection", "features": []}
