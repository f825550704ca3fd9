from collections.abc import Iterator
from pathlib import Path

import pytest

from tacitus.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tacitus.db") as opened:
        yield opened
