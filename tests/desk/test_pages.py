"""Every page of the desk: it is there, says what it should, and an error is a page as well."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from tacitus.desk import Options, create_app
from tacitus.export.formats import formats
from tacitus.lang.gazetteer import Gazetteer
from tacitus.store import Store
from tests.desk.conftest import HOST, incidents


def test_the_front_page_leads_to_the_incidents(desk: TestClient) -> None:
    assert desk.get("/").headers["location"] == "/incidents"


def test_the_list_shows_each_incident_once(desk: TestClient) -> None:
    page = desk.get("/incidents").text
    for row in incidents(desk):
        assert page.count(f'href="/incidents/{row["id"]}"') == 1


def test_filters_stand_in_the_address_and_narrow_all_that_is_shown(desk: TestClient) -> None:
    asked = {"country": "ML", "type": "bombing"}
    rows = incidents(desk, **asked)
    assert rows
    assert all(row["country"] == "ML" for row in rows)
    page = desk.get("/incidents", params=asked).text
    points = desk.get("/incidents.geojson", params=asked).json()["features"]
    assert f"<strong>{len(rows)}</strong> incident" in page
    assert {f["properties"]["id"] for f in points} <= {row["id"] for row in rows}
    assert "take this out" in page


def test_a_part_of_the_page_comes_alone_where_it_is_asked_for(desk: TestClient) -> None:
    part = desk.get("/incidents", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "<table" in part


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/incidents?since=soon", 400), ("/incidents?min_killed=many", 400),
        ("/incidents?type=party", 400),
        ("/incidents?order=best", 400), ("/incidents?after=x&order=-killed", 400),
        ("/incidents/inc-0000", 404),
        ("/documents/doc-0000", 404), ("/nothing", 404), ("/review/correct?report=rep-00&slot=killed", 404),
    ],
)  # fmt: skip
def test_a_wrong_address_is_told_in_words(desk: TestClient, address: str, status: int) -> None:
    desk.cookies.set("coder", "Ana")
    answer = desk.get(address)
    assert answer.status_code == status
    assert "All incidents" in answer.text


@pytest.mark.parametrize("form", formats())
def test_the_selection_leaves_in_every_format_with_its_provenance(desk: TestClient, form: str) -> None:
    answer = desk.get(f"/incidents/export/{form}?country=ML")
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        assert {"provenance.jsonl", "excluded.csv", "datapackage.json"} < set(archive.namelist())
        told = archive.read("provenance.jsonl").decode() + archive.read("excluded.csv").decode()
    for row in incidents(desk):
        assert (row["id"] in told) == (row["country"] == "ML")


def test_nothing_fits_is_said(desk: TestClient) -> None:
    assert "No incident fits" in desk.get("/incidents?country=XX").text
    assert "No document fits" in desk.get("/documents?text=zzzzqq").text


def test_an_incident_opens_each_value_to_its_sentences(desk: TestClient) -> None:
    row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
    page = desk.get(f"/incidents/{row['id']}").text
    assert all(words in page for words in ("kills nine", "for it", "against it"))
    for document in set(re.findall(r'href="(/documents/doc-[0-9a-f]+)#', page)):
        assert desk.get(document).status_code == 200


def test_private_persons_are_masked_until_they_are_asked_for(desk: TestClient) -> None:
    row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
    masked = desk.get(f"/incidents/{row['id']}").text
    desk.cookies.set("names", "shown")
    open_ = desk.get(f"/incidents/{row['id']}").text
    assert "█" in masked
    assert masked.count("█") > open_.count("█")
    assert "Names are shown" in open_
    assert "Names are shown" not in masked


def test_the_pages_of_the_record_work_without_scripts(desk: TestClient) -> None:
    row = incidents(desk)[0]
    for address in (
        "/incidents",
        f"/incidents/{row['id']}",
        "/documents",
        "/review",
        "/codebook",
        "/guide",
        "/coder",
    ):
        assert "<h1>" in desk.get(address).text


def test_the_words_of_a_place_bring_its_point(store: Store, tiny_gazetteer: Gazetteer) -> None:
    with TestClient(create_app(store, Options(gazetteer=tiny_gazetteer)), base_url=HOST) as desk:
        row = next(r for r in incidents(desk) if r["place"] == "Mwanza")
        report = desk.get(f"/api/v1/incidents/{row['id']}").json()["reports"][0]["id"]
        fields = desk.get("/review/fields", params={"report": report, "slot": "place", "words": "Lima"}).text
    assert 'name="v.lat" value="-12.05"' in fields
    assert 'name="v.country" value="PE"' in fields
