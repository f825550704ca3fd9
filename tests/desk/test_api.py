"""/api/v1: what it reads and writes, and that its description holds for every request made from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import one_of
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from starlette.testclient import TestClient

from tacitus.desk import Options, create_app
from tacitus.desk.app import DATA
from tacitus.store import Store, end_token, make_token, tokens_of, views
from tests.desk.conftest import HOST, NOW, Clock, incidents

HOLDS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.ignored_auth,
    checks.unsupported_method,
    checks.allow_header_conformance,
]
"""Not asked for: that whatever fits the description is accepted, as an id or a cursor may be nobody's."""


@pytest.fixture
def app(store: Store) -> FastAPI:
    return create_app(store, Options(now=Clock()))


@pytest.fixture
def secret(store: Store) -> str:
    with store.atomic():
        return make_token(store, "Ana Program", at=NOW)[1]


@pytest.fixture
def program(app: FastAPI, secret: str) -> Iterator[TestClient]:
    """A program that writes with a token."""
    with TestClient(app, base_url=HOST, headers={"authorization": f"Bearer {secret}"}) as client:
        yield client


def operations() -> list[tuple[str, str]]:
    """Every address with its methods, as the description names them."""
    paths = [r for router in DATA for r in router.routes if isinstance(r, APIRoute) and r.include_in_schema]
    return sorted((r.path, m.lower()) for r in paths for m in r.methods)


@pytest.mark.parametrize(("address", "method"), operations())
def test_every_answer_is_as_described(store: Store, secret: str, address: str, method: str) -> None:
    app = create_app(store, Options(now=Clock(), hosts=("testserver",)))  # as schemathesis calls it
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)

    operation = described[address][method]

    @given(case=one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    @settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(checks=HOLDS, headers={"authorization": f"Bearer {secret}"})

    holds()


def post(program: TestClient, address: str, **body: Any) -> Any:
    answer = program.post(f"/api/v1{address}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def one(program: TestClient, ident: str) -> Any:
    return program.get(f"/api/v1/incidents/{ident}").json()


def killed(incident: Any) -> Any:
    return incident["slots"]["killed"][0]


def test_writing_wants_a_token_that_holds(app: FastAPI, store: Store, program: TestClient) -> None:
    ident = incidents(program)[0]["id"]
    asked = {"verdict": "finish", "subjects": [ident]}
    with TestClient(app, base_url=HOST) as stranger:
        for headers in ({}, {"authorization": "Bearer tac_none"}, {"authorization": "Basic QTpi"}):
            refused = stranger.post("/api/v1/decisions", json=asked, headers=headers)
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
            assert refused.json()["error"]["kind"] == "no_token"
    post(program, "/decisions", **asked)
    with store.atomic():
        end_token(store, tokens_of(store)[0].id, at=NOW)
    assert program.post("/api/v1/decisions", json=asked).status_code == 401


def test_the_store_holds_no_token(store: Store, secret: str, tmp_path: Path) -> None:
    store.checkpoint()
    (made,) = tokens_of(store)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert made.id.encode() in kept
    assert secret.encode() not in kept


def test_a_program_corrects_a_value_and_takes_it_back(store: Store, program: TestClient) -> None:
    before = one(program, incidents(program, min_killed=5)[0]["id"])
    report = before["reports"][0]
    old = killed(before)["supporting"][0]
    made = post(
        program, "/claims", report=report["id"], slot="killed", value={"low": 77, "high": 77}, start=0, end=4,
        corrects=old, reason="counted again",
    )  # fmt: skip
    after = one(program, before["id"])
    assert killed(after)["best"] == 77
    assert made["claim"] in killed(after)["supporting"]
    assert {d.decided_by for d in views.decision_log(store)} == {"Ana Program"}
    post(program, "/undo", decisions=made["decisions"])
    post(program, "/decisions", verdict="reject", subjects=[made["claim"]])
    assert killed(one(program, before["id"]))["best"] == killed(before)["best"]


def test_a_program_merges_and_splits(program: TestClient) -> None:
    first, second = (row["id"] for row in incidents(program)[:2])
    count = len(incidents(program))
    made = post(program, f"/incidents/{first}/links", verdict="same", other=second)
    assert len(incidents(program)) == count - 1
    post(program, "/undo", decisions=made["decisions"])
    assert len(incidents(program)) == count
    whole = next(
        found for row in incidents(program) if len((found := one(program, row["id"]))["reports"]) > 1
    )
    post(program, f"/incidents/{whole['id']}/split", reports=[whole["reports"][0]["id"]])
    assert len(incidents(program)) == count + 1


def test_incidents_are_related(program: TestClient) -> None:
    first, second = (row["id"] for row in incidents(program)[:2])
    post(program, f"/incidents/{first}/links", verdict="retaliation_for", other=second)
    assert "retaliation_for" in {r["kind"] for r in one(program, first)["relations"]}


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("/decisions", {"verdict": "reject", "subjects": ["clm-0"]}, 404),
        ("/decisions", {"verdict": "perhaps", "subjects": ["clm-0"]}, 422),
        ("/claims", {"report": "rep-0", "slot": "killed", "value": 3, "start": 0, "end": 4}, 404),
        ("/claims", {"report": "rep-0", "slot": "killed", "value": 3}, 422),
        ("/claims", {"report": "rep-0", "slot": "killed", "value": 3, "start": 0, "words": "a"}, 422),
        ("/undo", {"decisions": ["dec-0"]}, 400),
        ("/incidents/inc-0/split", {"reports": ["rep-0"]}, 404),
    ],
)
def test_what_cannot_be_done_is_said_in_one_shape(
    program: TestClient, address: str, body: Any, status: int
) -> None:
    answer = program.post(f"/api/v1{address}", json=body)
    assert answer.status_code == answer.json()["error"]["status"] == status


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("killed", 3),
        ("killed", {"low": 5, "high": 2}),
        ("type", "nonsense"),
        ("started", {"earliest": "soon"}),
    ],
)
def test_a_value_that_the_slot_does_not_take_is_refused(program: TestClient, slot: str, value: Any) -> None:
    report = one(program, incidents(program)[0]["id"])["reports"][0]["id"]
    asked = {"report": report, "slot": slot, "value": value, "start": 0, "end": 4}
    answer = program.post("/api/v1/claims", json=asked)
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, 400)
