"""Figures: sentence -> value, scope and words; whose they are; what the page states and what is added up."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tacitus.extract.figures import read_people, toll
from tacitus.extract.findings import Finding
from tacitus.lang import sentences
from tacitus.model import Basis, Document, Figure, When

GROUPS = tomllib.loads((Path(__file__).parents[1] / "cases" / "figures.toml").read_text(encoding="utf-8"))[
    "group"
]
CASES = [(text, figures, group["note"]) for group in GROUPS for text, figures in group["rows"]]
SEED = Path(__file__).parents[2] / ".." / "shared" / "seed" / "page.txt"


def document(text: str, published: date | None = None) -> Document:
    when = When(earliest=published, latest=published) if published else None
    return Document(
        id=Document.id_of(text, None), text=text, sentences=sentences.split(text), published=when
    )  # fmt: skip


def figures(text: str, published: date | None = None) -> list[Figure]:
    return [f.value for f in read_people(document(text, published)) if isinstance(f.value, Figure)]


def tolls(text: str) -> dict[str, tuple[int | None, int]]:
    """{slot: (best of the victims, attackers)}"""
    findings = read_people(document(text))
    made = {slot: toll(findings, slot) for slot in ("killed", "injured")}
    return {slot: (t.best, t.attackers) for slot, t in made.items()}


def written(finding: Finding, text: str, *, quoted: bool) -> str:
    """A figure as the table writes it."""
    value = finding.value
    assert isinstance(value, Figure)
    bounds = f"{value.low}" if value.low == value.high else f"{value.low}..{value.high or ''}"
    of = {name: getattr(value.of, name) for name in ("side", "nationality", "role", "sex", "age", "cause")}
    told = value.includes_attackers if value.of.side != "attackers" else "unclear"
    parts = [
        finding.slot,
        "?" if value.unknown else bounds,
        value.scope if value.scope != "total" else "",
        *(f"{name}={said}" for name, said in of.items() if said),
        f"attackers={told}" if told != "unclear" else "",
        finding.role or "",
        finding.stance if finding.stance != "asserted" else "",
        finding.basis.value if finding.basis is not Basis.STATED else "",
        f"'{text[finding.start : finding.end]}'" if quoted else "",
    ]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("text", "figures", "note"), CASES, ids=[text for text, *_ in CASES])
def test_sentence_gives_figures(text: str, figures: str, note: str) -> None:
    quoted = "'" in figures
    found = "; ".join(written(f, text, quoted=quoted) for f in read_people(document(text)))
    assert found == figures, note


def test_every_case_is_there_once() -> None:
    texts = [text for text, *_ in CASES]
    assert len(set(texts)) == len(texts) >= 400


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("Nine foreign divers were killed.", "nationality", "foreign"),
        ("Nine Kenyan divers were killed.", "nationality", "kenyan"),
        ("Nine soldiers were killed.", "role", "soldiers"),
        ("Nine women were killed.", "sex", "female"),
        ("Nine children were killed.", "age", "child"),
        ("Nine gunmen were killed.", "side", "attackers"),
        ("Nine civilians were killed.", "side", "civilians"),
    ],
)
def test_words_say_of_whom(text: str, dimension: str, value: str) -> None:
    (figure,) = figures(text)
    assert getattr(figure.of, dimension) == value


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Nine people died, including the two gunmen.", "yes"),
        ("The raid killed nine people. The toll includes two gunmen.", "yes"),
        ("Nine people died, not counting two gunmen.", "no"),
        ("Nine people died.", "unclear"),
    ],
)
def test_words_say_whether_a_total_counts_the_attackers(text: str, counts: str) -> None:
    assert figures(text)[0].includes_attackers == counts


def test_unknown_is_a_value_of_its_group() -> None:
    (figure,) = figures("It is not yet known whether any Danes were among the victims.")
    assert figure.unknown
    assert figure.of.nationality == "danish"
    assert figure.scope == "part"


def test_larger_total_makes_a_special_figure_its_part() -> None:
    first, second = figures("The fire killed 30 people. The 12 Kenyan dead were flown home.")
    assert (first.scope, second.scope) == ("total", "part")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Forty people were killed in a similar attack last year.", "background"),
        ("In 1998 a bomb killed 40 people.", "background"),
        ("At least 300 people have been killed in the region this year.", "aggregate"),
        ("Since 2004 raids have killed 300 people.", "aggregate"),
        ("Forty people were killed on Friday.", None),
    ],
)
def test_clause_says_which_happening(text: str, role: str | None) -> None:
    (finding,) = read_people(document(text, date(2021, 5, 2)))
    assert finding.role == role


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Two men were shot in Odrin on Friday. On March 3, a boy was shot and killed there.", 0),
        ("A man was charged in Odrin on Friday. On March 3, a boy was shot and killed there.", 1),
        ("A man was wounded in Odrin on Friday. A boy was shot and killed there on April 28.", 1),
        (
            "Two men were shot in Odrin. One ran. One hid. One fell. One wept. All recall a fatal shooting.",
            0,
        ),
        ("Two men were at home in Odrin. One ran. One hid. One fell. One wept. It was a fatal shooting.", 1),
    ],
)
def test_an_older_death_is_not_of_a_page_on_the_hurt(text: str, killed: int) -> None:
    found = [f for f in read_people(document(text, date(2021, 5, 2))) if f.slot == "killed"]
    assert sum(f.value.low for f in found if isinstance(f.value, Figure) and f.role is None) == killed


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A man was shot dead in Odrin. The man, 34, died at the scene.", (1, 0), (None, 0)),
        ("A man was shot dead. Another man, 25, was killed.", (2, 0), (None, 0)),
        ("Ann Roe, 30, and Bo Lund, 41, were killed. Roe was a nurse.", (2, 0), (None, 0)),
        ("Five people were shot, one fatally.", (1, 0), (4, 0)),
        ("Four men were shot in Odrin.", (None, 0), (4, 0)),
        ("The attack killed 14 farmers and a guard. Two others were hurt.", (15, 0), (2, 0)),
        ("A gunman killed three clerks and then shot himself.", (3, 1), (None, 0)),
        ("Nine people, including the gunman, were killed.", (8, 1), (None, 0)),
        ("Twelve were killed. The toll later rose to 15.", (15, 0), (None, 0)),
        ("Eight people were killed. A nurse and a driver were among the dead.", (8, 0), (None, 0)),
        ("The council met on Monday.", (None, 0), (None, 0)),
        ("A woman stabbed a guard to death.", (1, 0), (None, 0)),
        ("A boy was shot in the leg and taken to hospital.", (None, 0), (1, 0)),
    ],
)
def test_toll_adds_up(text: str, killed: tuple[int | None, int], injured: tuple[int | None, int]) -> None:
    assert tolls(text) == {"killed": killed, "injured": injured}


def test_what_is_added_up_is_inferred_and_shows_every_stretch() -> None:
    doc = document("Ann Roe, 30, was killed in Odrin. Bo Lund, 41, was killed in Tarn.")
    (finding,) = read_people(doc)
    assert finding.basis is Basis.INFERRED
    assert [doc.text[a:b] for a, b in ((finding.start, finding.end), *finding.extra)] == [
        "Ann Roe, 30, was killed",
        "Bo Lund, 41, was killed",
    ]


def test_described_victims_add_nothing_to_a_stated_total() -> None:
    doc = document("The bomb killed nine people. A nurse was killed at the door.")
    assert [f.value.low for f in read_people(doc) if f.slot == "killed" and isinstance(f.value, Figure)] == [
        9
    ]


def test_evidence_is_short_and_lies_in_the_text() -> None:
    text = "Raiders killed 12 people " + "and the wind blew over the long road " * 20 + "and 5 were hurt."
    for f in read_people(document(text)):
        assert 0 <= f.start < f.end <= len(text)
        assert f.end - f.start <= 300


@pytest.mark.parametrize(
    "piece", ["killed ", "12 killed and ", "a man, ", "who were ", "including 3 men, ", "( "]
)
def test_cost_grows_with_length_only(piece: str) -> None:
    began = time.process_time()
    read_people(document(piece * (50_000 // len(piece))))
    assert time.process_time() - began < 5


@pytest.mark.shared
@pytest.mark.skipif(not SEED.exists(), reason="the shared page is not here")
def test_seed_states_one_total_of_each() -> None:
    doc = document(SEED.read_text(encoding="utf-8"))
    found = [(f.slot, f.value) for f in read_people(doc) if isinstance(f.value, Figure)]
    totals = {(s, v.low, v.high) for s, v in found if v.scope == "total"}
    assert totals == {("killed", 39, 39), ("killed", 39, None), ("injured", 60, 70)}
    assert any(v.of.nationality == "foreign" and (v.low, v.scope) == (24, "part") for _, v in found)
