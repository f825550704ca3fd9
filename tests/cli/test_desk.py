"""What `serve` is told on the command line."""

import pytest

from tacitus.cli.desk import share
from tacitus.errors import UsageError


@pytest.mark.parametrize(("text", "value"), [("10%", 0.1), ("0.25", 0.25), ("0", 0), ("100 %", 1)])
def test_a_share_is_a_percentage_or_a_number(text: str, value: float) -> None:
    assert share(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "some", "101%", "-0.1", "nan", "2"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        share(text)
