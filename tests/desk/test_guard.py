"""Who is let in: names of this machine, and writers that hold our token."""

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from tacitus.desk import app
from tests.desk.conftest import HOST, sign_in

PAGES = (
    "/incidents",
    "/documents",
    "/review",
    "/codebook",
    "/guide",
    "/coder",
    "/api/v1/incidents",
    "/nothing",
)


def unsafe() -> list[str]:
    """The paths of every route that writes."""
    routes = [r for router in (*app.PAGES, *app.DATA) for r in router.routes if isinstance(r, APIRoute)]
    return sorted(r.path for r in routes if r.methods - {"GET", "HEAD", "OPTIONS"})


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "0.0.0.0", "localhost.evil", "[::2]"]
)
def test_a_foreign_host_is_refused(desk: TestClient, host: str) -> None:
    for page in PAGES:
        assert desk.get(page, headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8700", "localhost", "LOCALHOST:9", "[::1]:8700"])
def test_names_of_this_machine_are_let_in(desk: TestClient, host: str) -> None:
    assert desk.get("/guide", headers={"host": host}).status_code == 200


def test_every_unsafe_route_refuses_a_page_elsewhere(desk: TestClient) -> None:
    secret = sign_in(desk)
    paths = unsafe()
    assert {"/review/decide", "/review/correct", "/coder"} <= set(paths)
    for path in paths:
        for headers in (
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {"sec-fetch-site": "cross-site"},
        ):
            answer = desk.post(path, data={"token": secret}, headers=headers)
            assert answer.status_code == 403, path


def test_every_unsafe_route_refuses_without_our_token(desk: TestClient) -> None:
    sign_in(desk)
    for path in unsafe():
        for wrong in ("", "0" * 64):
            answer = desk.post(path, data={"token": wrong}, headers={"origin": HOST})
            assert answer.status_code in (401, 403, 422), path


def test_a_token_is_of_one_browser(desk: TestClient) -> None:
    secret = sign_in(desk)
    other = TestClient(desk.app, base_url=HOST, follow_redirects=False)
    answer = other.post("/coder", data={"token": secret, "coder": "Somebody"})
    assert answer.status_code == 403


def test_every_answer_carries_the_policy(desk: TestClient) -> None:
    for page in (*PAGES, "/static/desk.css"):
        headers = desk.get(page).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_pages_hold_no_script_or_style_of_their_own(desk: TestClient) -> None:
    for page in PAGES:
        text = desk.get(page).text
        assert not any(part in text for part in ("<style", " style=", " onclick"))
        assert all("src=" in part.split(">")[0] for part in text.split("<script")[1:])
