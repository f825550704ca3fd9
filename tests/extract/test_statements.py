"""Who said what: the rows of tests/cases/statements.toml, and what holds for every page."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tacitus.extract.statements import find_denied, find_disputes, find_statements
from tacitus.lang.sentences import split
from tacitus.model import Document, Statement

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared"
CASES = tomllib.loads((ROOT / "tests" / "cases" / "statements.toml").read_text(encoding="utf-8"))["case"]


def document(text: str, items: tuple[tuple[int, int], ...] = ()) -> Document:
    return Document(id=Document.id_of(text, None), text=text, sentences=split(text), items=items)


def shown(statement: Statement, keys: set[str]) -> dict[str, Any]:
    speaker = statement.speaker
    whole = {
        "content": statement.content.quote,
        "name": speaker.name if speaker else None,
        "as_written": speaker.as_written if speaker else None,
        "role": speaker.role if speaker else None,
        "kind": statement.kind,
        "act": statement.act,
        "addressee": statement.addressee,
        "when": statement.when,
    }
    return {key: whole[key] for key in keys}


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_statements_of(case: dict[str, Any]) -> None:
    found = find_statements(document(case["text"]))
    assert len(found) == len(case["is"]), [s.content.quote for s in found]
    for statement, wanted in zip(found, case["is"], strict=True):
        assert shown(statement, {*wanted, "name"}) == {"name": None, **wanted}


def test_a_long_speech_is_split_at_its_sentences() -> None:
    text = (
        "Ada Loomis said: “" + " ".join(f"The {n}th night was as dark as the last." for n in range(40)) + "”"
    )
    found = find_statements(document(text))
    assert len(found) > 2
    assert all(len(s.content.quote) <= 500 and s.content.quote[-1] in ".”" for s in found)


def test_no_page_has_more_than_45_statements_nor_the_same_words_twice() -> None:
    text = "\n\n".join(f"“Line {n} was cut,” Ada Loomis said." for n in range(80))
    found = find_statements(document(text))
    assert len(found) == 45
    assert len({s.content.span for s in found}) == 45


def test_an_item_takes_no_speaker_from_another() -> None:
    first, second = "Piet Marsh left the court.", "He said the guards had fled."
    text = f"{first}\n\n{second}"
    parts = ((0, len(first)), (len(first) + 2, len(text)))
    whole, parted = find_statements(document(text)), find_statements(document(text, parts))
    assert whole[0].speaker is not None
    assert whole[0].speaker.name == "Piet Marsh"
    assert parted[0].speaker is not None
    assert parted[0].speaker.name is None


def test_a_statement_inside_another_says_so() -> None:
    found = find_statements(document("Ada Loomis said that Piet Marsh warned of floods."))
    outer, inner = found
    assert inner.within == outer.id
    assert outer.within is None


def test_a_denial_disputes_what_another_said() -> None:
    text = (
        "Piet Marsh said soldiers had burned the granary. Lena Roth visited the town. "
        "A spokesman denied that soldiers had burned anything."
    )
    disputes, statements = find_disputes(document(text), find_statements(document(text)))
    assert len(disputes) == 1
    said, denial = statements
    assert disputes[0].for_ == (said.id,)
    assert disputes[0].against == (denial.id,)
    assert denial.about == said.id


def test_a_denial_of_something_else_disputes_nothing() -> None:
    text = "Piet Marsh said the harvest was poor. A spokesman denied that shells had hit the port."
    disputes, _ = find_disputes(document(text), find_statements(document(text)))
    assert disputes == ()


def test_odd_texts_do_no_harm() -> None:
    for text in ("“" * 3000, "said " * 3000, "a\n" * 3000, "“a” said, " * 800, "", "’’’ ‘ “ ” «", "X" * 5000):
        for statement in find_statements(document(text)):
            assert statement.content.quote


@pytest.mark.shared
def test_every_statement_of_the_seed_page_is_found() -> None:
    seed = SHARED / "seed"
    if not seed.is_dir():
        pytest.skip("../shared/seed is not here")
    sys.path.insert(0, str(SHARED / "bench" / "score"))
    try:
        import seed as scorer  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    page = (seed / "page.txt").read_text(encoding="utf-8")
    bullet = page.index("•")
    doc = document(page, ((0, bullet), (bullet, len(page))))
    disputes, statements = find_disputes(doc, find_statements(doc))
    predicted = [_plain(s) for s in statements]
    wanted = json.loads((seed / "expected.json").read_text(encoding="utf-8"))
    missed = [name for name, ok in scorer.statement_items(page, wanted["statements"], predicted) if not ok]
    assert missed == []
    assert list(scorer.statement_faults(page, wanted["statements"], predicted)) == []
    sides = [{"for": d.for_, "against": d.against} for d in disputes]
    assert scorer.dispute_right(wanted["disputes"][0], {"statements": predicted, "disputes": sides})


def _plain(statement: Statement) -> dict[str, Any]:
    """The statement in the shape of the JSON output, as far as the scorer reads it."""
    speaker, content = statement.speaker, statement.content
    return {
        "id": statement.id,
        "act": statement.act,
        "kind": statement.kind,
        "addressee": statement.addressee,
        "content": {"start": content.start, "end": content.end, "quote": content.quote},
        "speaker": speaker and {"name": speaker.name, "as_written": speaker.as_written, "role": speaker.role},
    }


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ('The mayor denied that he had met them. "Not one letter was sent," he said.', "Not one", "deny"),
        (
            'The Reed Circle claimed responsibility. "Our men struck at dawn," the group said.',
            "Our",
            "claim_resp",
        ),
        ("The minister told the widows that the army would never give up.", "never give up", "promise"),
        ("Roe told the judge that he had planted the bomb.", "he had planted", "admit"),
        ('The bishop called the raid "an insult to the valley".', "an insult", "condemn"),
    ],
)
def test_the_act_is_that_of_the_place(text: str, words: str, act: str) -> None:
    (found,) = [s for s in find_statements(document(text)) if words in s.content.quote]
    assert found.act.startswith(act)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that the guards had used water only. Nurses rejected this.",
        "Elders say that the shells killed nine shepherds. The army said that no shepherd had been hurt.",
    ],
)
def test_accounts_that_exclude_each_other_are_a_dispute(text: str) -> None:
    doc = document(text)
    disputes, _ = find_disputes(doc, find_statements(doc))
    assert len(disputes) == 1


def test_a_court_pronounces_its_sentence() -> None:
    (found,) = find_statements(
        document("A court in Karsa sentenced Jan Example, 41, to life in prison on Friday.")
    )
    assert found.speaker is not None
    assert (found.speaker.as_written, found.act, found.content.quote) == (
        "A court",
        "sentence",
        "life in prison",
    )


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Ada Loomis, a spokeswoman, denied that there had been any operation in the valley.", True),
        ("“The alleged attack never took place,” said General Ada Loomis.", True),
        ("Ada Loomis, a spokeswoman, denied that a ransom had been paid.", False),
    ],
)
def test_a_denial_of_the_act_is_told_from_other_denials(text: str, denied: bool) -> None:
    page = document(text)
    assert bool(find_denied(page, find_statements(page))) == denied
