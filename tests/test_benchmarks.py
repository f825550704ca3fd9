"""What the benchmark commands of our own count, on pages made up here."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import swaps
from benchmarks.calibration import is_right
from benchmarks.errors import article, compare
from benchmarks.golds import Page, plain
from benchmarks.parties import Told

TEXT = "RED FRONT MEN <HID> DYNAMITE AT THE MILL"


def page(suite: str = "muc4", **told: list[set[str]]) -> Page:
    row = {"text": TEXT, "templates": []}
    return Page(id="x-1", suite=suite, row=row, told=told, spans={"target": [(36, 40)]})


def ours(kind: str, words: str) -> Told:
    at = TEXT.index(words)
    return Told(kind=kind, words=words, named=False, confidence=0.5, start=at, end=at + len(words))


def test_a_wording_is_its_letters_without_the_article() -> None:
    assert plain('The "Red  Front"') == plain("red front") == "red front"


@pytest.mark.parametrize(("suite", "right"), [("muc4", False), ("gvdb", True)])
def test_a_longer_name_is_right_where_the_suite_gives_names(suite: str, right: bool) -> None:
    gold = page(suite, victim_name=[{"ana lopez"}])
    assert is_right(gold, "victim_name", "ana maria lopez") is False
    assert is_right(gold, "victim_name", "dr ana lopez") is right
    assert is_right(gold, "victim_name", "ana lopez")


def test_an_entity_is_missed_once_and_hit_by_any_of_its_wordings() -> None:
    gold = page(perpetrator_organisation=[{"reds", "red front"}], target=[{"mill", "sugar mill"}, set()])
    found = compare(gold, (ours("perpetrator_organisation", "RED FRONT"), ours("weapon", "DYNAMITE")))
    assert found.both == {("perpetrator_organisation", "red front")}
    assert found.missed == {("target", "mill")}
    assert found.extra == {("weapon", "dynamite")}
    assert found.faults == 2


def test_the_page_of_errors_shows_all_letters_and_runs_nothing() -> None:
    gold = page(target=[{"mill"}])
    shown = article(compare(gold, (ours("weapon", "DYNAMITE"),)))
    assert '<span class="extra">DYNAMITE</span>' in shown
    assert '<span class="missed">MILL</span>' in shown
    assert "<HID>" not in shown
    text = shown.split('<p class="text">')[1].split("</p>")[0]
    assert re.sub("<[^>]*>", "", text) == TEXT.replace("<", "&lt;").replace(">", "&gt;")


def test_a_change_is_counted_within_and_between_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    names = [name for kind in swaps.ACTORS.values() for name in kind]
    odd = names[0]
    told = {n: swaps.Told({"target": frozenset({"a" if n == odd else "b"})}, True) for n in names}
    swaps.changes([told])
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.split() == ["target", "20.0", "%", "20.0", "%"]
