"""The ten kinds of hard coverage: pages of our own, and what a careful coder writes down from each.

Beside each page stands a TOML, and in each folder a set.toml for the pages together. A line marked `today =
false` does not hold yet and must fail: when it comes to hold, `python -m tests.golden.marks` takes the mark
off.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import marks, pages


@pytest.fixture(scope="module")
def holds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool | None]:
    return {one.name: one.holds for one in pages.judged(tmp_path_factory.mktemp("sets"))}


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name) for one in pages.lines()])
def test_a_line_holds_unless_it_is_marked(holds: dict[str, bool | None], one: pages.Judged) -> None:
    if one.line.get("today", True):
        assert holds[one.name], f"does not hold: {one.line}"
    else:
        assert not holds[one.name], "now holds: run python -m tests.golden.marks"


def test_each_kind_has_a_page() -> None:
    kinds = sorted(int(pages.expected(path)["kind"].split()[0]) for path in pages.SETS)
    assert set(kinds) == set(range(1, 11))
    assert {path.parent for path in pages.PAGES} == {path.parent for path in pages.SETS}


def test_what_does_not_hold_is_listed() -> None:
    listed = marks.LIST.read_text(encoding="utf-8")
    assert listed == marks.listing(), "run python -m tests.golden.marks"


def test_every_mark_says_why() -> None:
    causes = pages.expected(Path(pages.FOLDER / "causes.toml"))
    assert {one.line.get("fault") for one in pages.lines() if not one.line.get("today", True)} <= set(causes)
