"""The six diagnostics, on the example of the package's help pages worked out by hand."""

from __future__ import annotations

import pytest

from tacitus.reconcile import diagnose, voices_say
from tests.reconcile.claims import told_of


def test_the_six_over_three_events() -> None:
    found = diagnose([[10, 20], [5, 15], [10]])
    assert found is not None
    assert found.events == 3
    assert found.divergence == pytest.approx(2 / 3)
    assert found.normalised == pytest.approx(2 / 3 / 4)
    assert found.sd == pytest.approx(50**0.5)
    assert found.range == pytest.approx(20 / 3)
    assert found.disagreement == pytest.approx(2 / 3)
    assert found.modal_confidence == pytest.approx(2 / 3)


def test_an_event_of_one_report_has_no_deviation() -> None:
    found = diagnose([[4], []])
    assert found is not None
    assert (found.events, found.sd, found.modal_confidence) == (1, None, 1.0)
    assert diagnose([[], []]) is None


def test_each_voice_says_one_number() -> None:
    rows = [("4", "a", 1), ("6", "a", 2), ("5", "b", 1), ("part women 2", "c", 1)]
    told = told_of({"says": says, "voice": voice, "day": day} for says, voice, day in rows)
    assert voices_say("killed", told) == (6, 5)
