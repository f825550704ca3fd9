"""The fitting of the joins, on wordings made up here (no torch needed)."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
joins = pytest.importorskip("reader.joins")
numpy = pytest.importorskip("numpy")

from tacitus.extract.joins import KINDS, Joins, Sighting  # noqa: E402


def made(number: int = 400) -> list[object]:
    """Wordings of every kind that are right as often as their score says."""
    chance = random.Random(3)
    found = []
    for kind in KINDS:
        for k in range(number):
            score = chance.random()
            seen = Sighting(score=score, proposed=1, loud=True)
            found.append(joins.Case(kind, seen, chance.random() < score, k % joins.FOLDS, "x"))
    return found


def test_chances_out_of_fold_are_what_was_counted() -> None:
    some = [c for c in made(1500) if c.kind == "target"]
    chance = joins.chances(some)
    told = numpy.array([c.right for c in some])
    for low in (0.1, 0.3, 0.5, 0.7):
        band = (chance >= low) & (chance < low + 0.2)
        assert told[band].mean() == pytest.approx(chance[band].mean(), abs=0.08)


def test_the_bar_is_that_of_the_best_f1() -> None:
    chance = numpy.array([0.1, 0.2, 0.3, 0.8, 0.9])
    assert 0.3 < joins.best_bar(chance, numpy.array([0.0, 0.0, 0.0, 1.0, 1.0])) <= 0.8


def test_the_table_is_one_that_the_stage_reads_and_comes_out_alike_again(tmp_path: Path) -> None:
    pages = [joins.Page(k / 20, k % 3 > 0) for k in range(20)]
    model = tmp_path / "x.onnx"
    joins.write(model, joins.table("x-1", made(60), pages))
    first = model.with_suffix(".json").read_bytes()
    joins.write(model, joins.table("x-1", made(60), pages))
    assert model.with_suffix(".json").read_bytes() == first
    assert Joins.read(model.with_suffix(".json")).reader == json.loads(first)["reader"] == "x-1"
