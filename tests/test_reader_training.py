"""What the training stages make of a benchmark's rows, on rows made up here (no torch needed)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tacitus.extract.tagger import Proposal, Reading

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
examples = pytest.importorskip("reader.examples")
windowed = pytest.importorskip("reader.windowed")
alone = pytest.importorskip("reader.templates")


def muc_row(text: str, **fills: list[dict[str, object]]) -> dict[str, object]:
    keys = dict.fromkeys(examples.MUC_KEYS, "*")
    kind = [{"values": ["BOMBING"]}]
    return {
        "id": "x-1",
        "text": text,
        "body_start": 10,
        "templates": [{**keys, "incident_type": kind, **fills}],
    }


def test_every_wording_is_a_span_after_the_dateline() -> None:
    text = "RIO REDS: THE RED FRONT (REDS) SET A BOMB OFF"
    fill = {"spans": [[[14, 23]], [[4, 8], [25, 29]]]}
    made = examples._muc(muc_row(text, perp_organization_id=[fill]), "train")
    assert [text[a:b] for a, b in made.spans["perpetrator_organisation"]] == ["RED FRONT", "REDS"]
    assert dict(zip(examples.PAGE, made.page, strict=True)) == {
        "relevant": 1, "attack": 0, "bombing": 1, "kidnapping": 0, "arson": 0, "robbery": 0
    }  # fmt: skip


def test_a_piece_knows_the_acts_that_its_span_takes_part_in() -> None:
    text = "RIO REDS: THE REDS SET A BOMB OFF AND BURNED A VAN"
    reds, van = {"spans": [[[14, 18]]]}, {"spans": [[[47, 50]]]}
    row = muc_row(text, perp_organization_id=[reds])
    again = muc_row(text, perp_organization_id=[reds], phys_tgt_id=[van])["templates"]
    assert isinstance(again, list)
    again[0]["incident_type"] = [{"values": ["ARSON"]}]
    made = examples._muc({**row, "templates": [*row["templates"], *again]}, "train")
    offsets = [(10, 13), (14, 16), (16, 18), (47, 50)]
    acts, kinds = windowed.act_bits(made, offsets)
    arson, bombing = (1 << examples.KINDS.index(k) for k in ("arson", "bombing"))
    assert acts == [0, 0b11, 0, 0b10]
    assert kinds == [0, arson | bombing, 0, arson]


def test_where_a_corpus_marks_names_alone_other_words_are_unknown() -> None:
    text = "A gunman, John Roe, shot Ann Poe."
    people = {"victim-section": ["Ann Poe"], "shooter-section": ["John Roe"]}
    info = {part: [{"name": {"value": name}} for name in names] for part, names in people.items()}
    made = examples._gvdb({"id": "g-1", "text": text, "info": info}, "train")
    offsets = [(0, 1), (2, 8), (10, 14), (15, 18), (20, 24), (25, 28), (29, 32)]
    column = windowed._column(made, "perpetrator_individual", offsets)
    assert column == [windowed.OUTSIDE, windowed.UNKNOWN, windowed.BEGIN, windowed.INSIDE, windowed.UNKNOWN,
                      windowed.OUTSIDE, windowed.OUTSIDE]  # fmt: skip
    assert windowed._column(made, "weapon", offsets) == [windowed.UNKNOWN] * len(offsets)


def test_a_page_without_a_template_has_known_and_empty_roles() -> None:
    made = examples._muc({**muc_row("NOTHING HAPPENED HERE"), "templates": []}, "train")
    assert not any(made.spans.values())
    assert made.known == set(examples.MUC_KEYS.values())
    assert sum(made.page) == 0


def test_a_perpetrator_that_is_not_in_the_text_teaches_nothing() -> None:
    row = {"id": "s-1", "description": "Two shops burned.", "perpetrator": "Red Front"}
    assert not examples._summary(row, "train").known
    row["description"] = "The red front burned two shops."
    assert examples._summary(row, "train").spans == {"perpetrator_organisation": [(4, 13)]}


def test_names_are_found_as_whole_words() -> None:
    assert examples.occurrences("Ann met Anna and ANN.", "Ann") == [(0, 3), (17, 20)]


def test_of_overlapping_spans_the_longest_stays() -> None:
    assert examples.longest([(4, 9), (0, 9), (9, 12), (0, 9)]) == [(0, 9), (9, 12)]


def test_folds_are_the_same_everywhere_and_all_used() -> None:
    folds = [examples.fold_of(f"page-{k}", 5) for k in range(200)]
    assert set(folds) == set(range(5))
    assert folds[:5] == [examples.fold_of(f"page-{k}", 5) for k in range(5)]


TEXT = "Reds blew up the house of the mayor. The mayor said Greens took Ann Poe."


def reading(relevant: float = 0.9, arson: float = 0.1) -> Reading:
    """Of TEXT: two acts, whose fillers point apart."""

    def of(words: str, role: str, kind: str, side: float, score: float = 0.9) -> Proposal:
        kinds = dict.fromkeys(examples.KINDS, 0.1) | {kind: 0.9}
        at = TEXT.index(words)
        return Proposal(role, at, at + len(words), score, kinds, (side,))

    proposals = (
        of("Reds", "perpetrator_organisation", "bombing", 2),
        of("the house of the mayor", "target", "bombing", 2),
        of("mayor", "target", "bombing", 2),
        of("Greens", "perpetrator_organisation", "kidnapping", -2),
        of("Ann Poe", "victim_name", "kidnapping", -2),
        of("said", "weapon", "attack", 2, score=0.4),
    )
    page = dict.fromkeys(examples.PAGE, 0.1) | {"relevant": relevant, "arson": arson}
    return Reading(page, proposals)


def filled(template: dict[str, object]) -> dict[str, object]:
    return {slot: value for slot, value in template.items() if value}


def test_fillers_that_share_an_act_are_one_template() -> None:
    assert [filled(t) for t in alone.templates(TEXT, reading())] == [
        {"incident_type": "bombing", "PerpOrg": [["reds"]], "Target": [["house of the mayor"]]},
        {"incident_type": "kidnapping", "PerpOrg": [["greens"]], "Victim": [["ann poe"]]},
    ]


def test_a_kind_that_the_page_alone_tells_is_an_act_too() -> None:
    made = alone.templates(TEXT, reading(arson=0.8))
    assert [t["incident_type"] for t in made] == ["bombing", "kidnapping", "arson"]
    assert filled(made[2]) == {"incident_type": "arson"}


def test_a_page_about_nothing_has_no_template() -> None:
    assert alone.templates(TEXT, reading(relevant=0.2)) == []
