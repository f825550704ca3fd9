"""No byte of an export names a private person or holds a call to violence, whatever the format or file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tacitus import archive
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.formats import formats
from tacitus.export.reading import read_rows
from tacitus.export.release import Frozen, earlier_of, freeze_release
from tacitus.judgements import Act, decide
from tacitus.model import Victim
from tests.export.conftest import MADE, Exported, export_all
from tests.export.made import PRIVATE, Page, attack, leaving, store_of

SPOKEN = ("slaughter", "rise up and")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    folder = tmp_path_factory.mktemp("private")
    with store_of(folder / "store.db", attack()) as store:
        return export_all(leaving(store), folder / "out", Wanted(annotations=True, hxl=True))


def everything(folder: Path) -> str:
    """All that the files say, Parquet as its rows."""
    said = [
        str(path) + path.read_bytes().decode("utf-8", "replace")
        for path in folder.rglob("*")
        if path.is_file()
    ]
    for form in formats().values():
        said += map(str, read_rows(form, folder / form.name / form.file))
    return "\n".join(said).casefold()


@pytest.mark.parametrize("word", [*PRIVATE, *SPOKEN])
def test_no_byte_holds_a_private_name_or_a_call_to_violence(exported: Exported, word: str) -> None:
    assert word not in everything(exported.folder)


def test_the_rest_of_the_page_is_there(exported: Exported) -> None:
    said = everything(exported.folder)
    for word in ("zorvan column", "norvik", "ivo brandt", "killed 12 people", "news.example"):
        assert word in said


def test_every_format_holds_the_incident(exported: Exported) -> None:
    for form in formats().values():
        assert list(read_rows(form, exported.folder / form.name / form.file)), form.name


def test_a_value_that_is_the_call_itself_goes_with_its_claims(exported: Exported) -> None:
    (incident,) = exported.incidents
    assert "motive" not in incident["slots"]
    assert not [claim for claim in incident["claims"] if claim["slot"] == "motive"]


def test_evidence_that_shares_words_with_a_call_keeps_its_place_alone(tmp_path: Path) -> None:
    record = attack()
    with store_of(tmp_path / "store.db", record) as store:
        (incident,) = leaving(store)
    quoted = [words for claim in incident["claims"] for words in claim["evidence"] if "withheld" in words]
    assert all(words["quote"] == "" and words["end"] > words["start"] for words in quoted)


def test_deletions_and_members_hold_no_name(tmp_path: Path) -> None:
    gtd = formats()["gtd"]
    with store_of(tmp_path / "store.db", attack()) as store:
        found = leaving(store)
    freeze_release("one", tmp_path, [Frozen(gtd, MADE)], lambda _: found, Wanted(), released="2031-06-01")
    earlier = earlier_of("one", tmp_path, gtd)
    later = export_all([{**found[0], "occurrence": "refuted"}], tmp_path / "later", Wanted()).folder
    write_bundle([], gtd, Place(later / "gtd", gtd.file), MADE, Wanted(against=earlier))
    assert "withdrawn" in (later / "gtd" / "deletions.csv").read_text(encoding="utf-8")
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix != ".db" and "store" not in path.name:
            said = path.read_bytes().decode("utf-8", "replace").casefold()
            assert not [word for word in (*PRIVATE, *SPOKEN) if word in said], path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("José Pérez", "jose-perez-shot-at-home"),
        ("José Pérez", f"{quote('José')}%20{quote('Pérez')}"),
        ("Anna Maria Kovač", "2031/05/kovac_case.html"),
        ("Dorjan Velik", "DORJANVELIK/dorjan.velik"),
    ],
)
def test_an_address_hides_a_name_however_it_writes_it(tmp_path: Path, name: str, path: str) -> None:
    page = Page(f"A bomb killed {name}, a clerk, in Norvik.", f"https://perez.example/{path}")
    victim = ("victim", Victim(name=name, effect="killed"), name)
    record = page.record("A bomb", [("type", "bombing", "bomb"), victim])
    with store_of(tmp_path / "store.db", record) as store:
        (incident,) = leaving(store)
    shown = incident["reports"][0]["url"].removeprefix("https://perez.example/").casefold()
    for part in ("perez", "p%c3%a9rez", "pérez", "jose", "kovac", "velik"):
        assert part not in shown
    assert incident["reports"][0]["url"].startswith("https://perez.example/")


def test_the_words_of_a_restricted_page_do_not_leave_and_its_figures_do(tmp_path: Path) -> None:
    record = attack()
    with store_of(tmp_path / "store.db", record) as store:
        act = Act(by="Ana", at="2031-06-01T00:00:00Z")
        with store.atomic():
            decide(store, act, "restricted", [record.document.id])
        archive.link_new(store)
        found = leaving(store)
        exported = export_all(found, tmp_path / "out", Wanted(annotations=True))
    said = everything(exported.folder)
    for word in ("killed 12 people", "the station was destroyed", "news.example"):
        assert word not in said, word
    assert found[0]["slots"]["killed"][0]["best"] == 12
