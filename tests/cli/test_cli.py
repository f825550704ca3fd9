"""The command line as a user meets it: what it prints, what it says when something is wrong, exit codes."""

import json
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest

from tacitus import cli
from tacitus.pipeline import METHOD
from tests.model.test_records import record_validator

PAGE = """Bomb kills four at Adana bus station

ADANA, 5 May 2019 (Nevra) - A bomb killed four people and wounded at least 11 at the main bus station
in Adana on Saturday, police said.

"Two men ran away," said Dila Aksu, a resident who saw it.

No group has claimed responsibility.
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


def tacitus(*arguments: str, given: bytes = b"") -> Done:
    """Run the command in this process, as the installed script does."""
    out, err = StringIO(), StringIO()
    code = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["tacitus", *arguments])
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(given), encoding="utf-8"))
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def data(page: Path) -> dict:
    return json.loads(tacitus("read", str(page), "--json").out)


def test_the_json_follows_the_schema(data: dict) -> None:
    record_validator().validate(data)


def test_every_claim_has_its_words_at_their_place(data: dict) -> None:
    text = data["document"]["text"]
    claims = [c for r in data["reports"] for c in r["claims"]]
    assert claims
    for claim in claims:
        assert claim["evidence"]
        assert all(text[e["start"] : e["end"]] == e["quote"] for e in claim["evidence"])


def test_the_record_says_what_the_page_says(data: dict) -> None:
    (report,) = data["reports"]
    said = {(c["slot"], json.dumps(c["value"])) for c in report["claims"]}
    killed = [c["value"] for c in report["claims"] if c["slot"] == "killed"]
    injured = [c["value"] for c in report["claims"] if c["slot"] == "injured"]
    assert report["role"] == "main"
    assert ("type", '"bombing"') in said
    assert [(k["low"], k["high"]) for k in killed] == [(4, 4)]
    assert [(i["low"], i["high"]) for i in injured] == [(11, None)]


def test_private_witnesses_are_masked_unless_asked(page: Path, data: dict) -> None:
    assert "Aksu" not in json.dumps(data)
    assert "Aksu" in tacitus("read", str(page), "--json", "--unmasked").out
    assert "Aksu" not in tacitus("read", str(page)).out


def test_a_person_reads_values_and_sentences(page: Path) -> None:
    shown = tacitus("read", str(page)).out
    assert "MAIN" in shown
    assert "at least 11" in shown


def test_standard_input_is_a_page() -> None:
    done = tacitus("read", "-", "--json", given=PAGE.encode())
    assert done.code == 0
    assert json.loads(done.out)["reports"]


def test_what_the_caller_knows_outranks_the_page(page: Path) -> None:
    done = tacitus("read", str(page), "--json", "--published", "2019-05-06", "--url", "http://news.example/1")
    document = json.loads(done.out)["document"]
    assert document["published"]["earliest"] == "2019-05-06"
    assert document["url"] == "http://news.example/1"


def test_mentions_are_there_on_request(page: Path, data: dict) -> None:
    assert data["mentions"] == []
    more = json.loads(tacitus("read", str(page), "--json", "--mentions").out)
    assert {m["kind"] for m in more["mentions"]} >= {"place", "time"}
    assert all(more["document"]["text"][m["start"] : m["end"]].strip() for m in more["mentions"])


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["read", "nowhere.txt"], 2, "nowhere.txt"),
        (["read"], 2, "Missing"),
        (["read", "empty.txt"], 1, "empty"),
        (["read", "binary.bin"], 1, "binary"),
        (["read", "huge.txt"], 1, "5,000,000"),
        (["read", "page.txt", "--published", "soon"], 2, "soon"),
        (["read", "."], 2, "several"),
        (["oracle"], 2, "oracle"),
        (["show", "inc-1", "--store", "none.db"], 1, "none.db"),
        (["export", "xlsx"], 2, "acled, csv, geojson"),
        (["export", "parquet", "--store", "none.db"], 1, "none.db"),
        (["release", "compare", "a", "b"], 2, "no release a"),
        (["incidents", "--type", "terror"], 2, "bombing"),
    ],
)
def test_what_is_wrong_is_said_clearly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "huge.txt").write_bytes(b"word " * 1_300_000)
    done = tacitus(*arguments)
    assert done.code == code, done.err
    assert says in done.err
    assert "Traceback" not in done.err


def test_help_answers_at_once() -> None:
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "tacitus.cli", "--help"], capture_output=True, check=False)
    assert done.returncode == 0
    assert time.monotonic() - begun < 5  # 0.2 s when idle; the limit catches a heavy import, not a busy day


@pytest.mark.parametrize("heavy", ["sqlalchemy", "lxml", "trafilatura", "rich.table", "pydantic"])
def test_help_imports_nothing_heavy(heavy: str) -> None:
    code = f"import sys, tacitus.cli; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_version_is_that_of_the_package() -> None:
    assert tacitus("--version").out.startswith("tacitus 0.")
    assert len(tacitus("--version").out.splitlines()) == 1


def test_asked_for_more_the_version_says_what_reads_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TACITUS_READER", "none")
    out = tacitus("--version", "--verbose").out
    assert f"rules: {METHOD}" in out
    assert "the rules read alone" in out
