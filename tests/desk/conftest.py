"""The demonstration set at the desk: ingested once, a copy of the store for each test that writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tacitus import archive, pipeline
from tacitus.config import load_settings
from tacitus.desk import Options, create_app
from tacitus.extract.reader import RULES_ALONE
from tacitus.store import Store, open_store

NOW = "2030-01-01T00:00:00Z"
HOST = "http://127.0.0.1:8700"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store that holds the demonstration set."""
    path = tmp_path_factory.mktemp("desk") / "demo.db"
    with (
        resources.as_file(resources.files("tacitus.data") / "demo") as pages,
        open_store(path) as store,
        pipeline.Tools.load(load_settings().cache, reader=RULES_ALONE) as tools,
    ):
        archive.ingest([str(pages)], store, tools, now=lambda: NOW, step=lambda _: None)
        archive.relink(store)
        store.checkpoint()
    return path


@pytest.fixture
def store(demo: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the demonstration store, to write to."""
    shutil.copy(demo, tmp_path / "desk.db")
    with open_store(tmp_path / "desk.db") as opened:
        yield opened


class Clock:
    """Seconds that go on by one each time they are asked for."""

    def __init__(self) -> None:
        self._seconds = 0

    def __call__(self) -> str:
        self._seconds += 1
        return (datetime(2030, 1, 1, tzinfo=UTC) + timedelta(seconds=self._seconds)).isoformat()


@pytest.fixture
def desk(store: Store) -> Iterator[TestClient]:
    """A browser at the desk without scripts."""
    with TestClient(
        create_app(store, Options(now=Clock(), double=0)), base_url=HOST, follow_redirects=False
    ) as client:
        yield client


def token(client: TestClient) -> str:
    """The token that the pages of this browser carry."""
    page = client.get("/coder").text
    return page.split('name="token" value="')[1].split('"')[0]


def sign_in(client: TestClient, name: str = "Ana Coder") -> str:
    """Give a name; the token for what follows."""
    secret = token(client)
    answer = client.post("/coder", data={"token": secret, "coder": name, "then": "/review"})
    assert answer.status_code == 303, answer.text
    return secret


def incidents(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    """The rows of the API's list."""
    return list(client.get("/api/v1/incidents", params={"limit": 200, **asked}).json()["rows"])
