"""token: made once, listed without its secret, ended."""

from __future__ import annotations

from pathlib import Path

from tacitus.store import bearer, open_store
from tests.cli.test_cli import tacitus


def test_a_token_is_made_listed_and_ended(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    open_store(path).close()
    at = ("--store", str(path))
    made = tacitus("token", "make", "Ana Program", *at)
    secret, ident = made.out.strip(), made.err.split()[0]
    assert made.code == 0
    with open_store(path) as store:
        assert bearer(store, secret) == "Ana Program"
    listed = tacitus("token", "list", *at).out
    assert ident in listed
    assert "holds" in listed
    assert secret not in listed
    assert tacitus("token", "end", ident, *at).code == 0
    assert "ended" in tacitus("token", "list", *at).out
    with open_store(path) as store:
        assert bearer(store, secret) is None


def test_wrong_use_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    open_store(path).close()
    at = ("--store", str(path))
    assert tacitus("token", "end", "tok-0", *at).code == 2
    assert tacitus("token", "make", " ", *at).code == 2
    assert tacitus("token", "make", "Ana", "--store", str(tmp_path / "none.db")).code != 0
