"""What lies on disk comes in whole, and one bad input never stops the others."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from tacitus.errors import NotFound, NotText, TooLarge
from tacitus.read import Failed, Raw, sources
from tacitus.read.sources import kind_of


def _only(path: Path) -> Raw | Failed:
    found = list(sources(path))
    assert len(found) == 1
    return found[0]


def test_wrong_path_raises_at_once(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        sources(tmp_path / "nowhere")


def test_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.html", "b/c.txt", ".hidden", ".git/x.txt"):
        (tmp_path / name).write_text("<p>words</p>", encoding="utf-8")
    names = [os.path.relpath(each.source, tmp_path) for each in sources(tmp_path)]
    assert names == ["a.html", "z.txt", "b/c.txt"]


def test_kind_comes_from_the_content() -> None:
    assert kind_of(b"\xef\xbb\xbf  <!DOCTYPE html><html>") == "html"
    assert kind_of(b"<div><p>A page without a head</p></div>") == "html"
    assert kind_of(b"A story that says <p> once.", "story.txt") == "text"
    assert kind_of("<!doctype html><p>x".encode("utf-16")) == "html"


def test_rows_give_pages_and_bad_lines_their_number(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        json.dumps(
            {"text": "One.", "title": "T", "url": "https://a.example/1", "date": "2019-03-04", "x": 1}
        ),
        "not json",
        "",
        json.dumps({"html": "<p>Two.</p>"}),
        json.dumps({"title": "no page"}),
        '{"text": "\\ud83d\\ude00 \\ud800"}',
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    first, bad, page, empty, last = sources(path)
    assert isinstance(first, Raw)
    assert (first.source, first.title, first.url) == (f"{path}:1", "T", "https://a.example/1")
    assert first.published == "2019-03-04"
    assert isinstance(bad, Failed)
    assert "line 2" in bad.reason
    assert isinstance(page, Raw)
    assert page.kind == "html"
    assert isinstance(empty, Failed)
    assert "line 5" in empty.reason
    assert isinstance(last, Raw)
    assert last.body.decode() == "\U0001f600 \ufffd"


def test_standard_input_may_be_anything() -> None:
    assert [r.kind for r in sources("-", stdin=io.BytesIO(b"<html><p>x")) if isinstance(r, Raw)] == ["html"]
    packed = io.BytesIO(gzip.compress(b'{"text": "a"}\n{"text": "b"}\n'))
    assert [r.body for r in sources("-", stdin=packed) if isinstance(r, Raw)] == [b"a", b"b"]


def test_gzip_of_several_members_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.txt.gz"
    path.write_bytes(gzip.compress(b"one ") + gzip.compress(b"two"))
    raw = _only(path)
    assert isinstance(raw, Raw)
    assert raw.body == b"one two"


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("bomb.html.gz", gzip.compress(b"\0" * 50_000_000), TooLarge),
        ("bomb.jsonl.gz", gzip.compress(b"\0" * 100_000_000), TooLarge),
        ("cut.txt.gz", gzip.compress(os.urandom(3000))[:2000], NotText),
        ("huge.txt", b"word " * 1_200_000, TooLarge),
        ("noise", bytes(range(256)) * 20, NotText),
        ("report.pdf", b"%PDF-1.7\nplain enough", NotText),
    ],
)
def test_unreadable_input_is_yielded_with_its_reason(
    tmp_path: Path, name: str, body: bytes, error: type[Exception]
) -> None:
    (tmp_path / name).write_bytes(body)
    failed = _only(tmp_path / name)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, error)


def test_empty_file_is_an_input(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    raw = _only(tmp_path / "empty.txt")
    assert isinstance(raw, Raw)
    assert raw.body == b""


def test_line_over_the_cap_is_skipped_alone(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + b"x" * 6_000_000 + b'\n{"text": "b"}')
    kinds = [type(each).__name__ for each in sources(path)]
    assert kinds == ["Raw", "Failed", "Raw"]
