"""A page of HTML becomes a document, or a document that says why it has no text."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from tacitus.errors import ParserFailed
from tacitus.model import Basis
from tacitus.read import Failed, InProcess, Raw, Worker, html, read_page, read_pages, sources

SHARED = Path(__file__).parents[3] / "shared"

BODY = [
    "Two guards were hurt late on Friday when a parcel went off at the harbour gate in Port Evers.",
    "The harbour was shut for the night, and the ferry to Lorna did not leave before noon on the next day.",
    "Nobody has said why the harbour was chosen, and the mayor asked people to stay away from the quay.",
]
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Parcel hurts two at harbour | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://harbourpost.example/a">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{day}"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article>
<h1>Parcel hurts two at harbour</h1>{body}<p><a href="/x">Share</a></p><p>Comments are closed.</p></article>
<footer>© 2019 Harbour Post</footer></body></html>"""


def _page(day: str = "2019-03-04T10:00:00+01:00", extra: str = "") -> bytes:
    return PAGE.format(day=day, body="".join(f"<p>{p}</p>" for p in BODY) + extra).encode()


def _raw(body: bytes, url: str | None = "https://harbourpost.example/a") -> Raw:
    return Raw(source="page.html", body=body, kind="html", url=url)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


def test_page_becomes_a_document(worker: Worker) -> None:
    document = read_page(_raw(_page()), parser=worker)
    assert document.title == "Parcel hurts two at harbour"
    assert document.text == "\n\n".join((document.title, *BODY))
    assert (document.publisher, document.republisher) == ("Harbour Post", None)
    assert document.language == "en"
    assert document.published is not None
    assert (str(document.published.earliest), document.published.basis) == ("2019-03-04", Basis.STATED)
    assert document.digest == hashlib.sha256(_page()).hexdigest()
    assert document.reader.startswith("html:trafilatura-")
    assert document.items == ((0, len(document.text)),)
    assert len(document.sentences) == 1 + len(BODY)


def test_in_process_twin_reads_the_same(worker: Worker) -> None:
    assert read_page(_raw(_page()), parser=worker) == read_page(_raw(_page()), parser=InProcess())


def test_stamp_in_universal_time_yields_to_the_address(worker: Worker) -> None:
    url = "https://harbourpost.example/2019/03/03/parcel"
    document = read_page(_raw(_page("2019-03-04T02:30:00Z"), url), parser=worker)
    assert document.published is not None
    assert str(document.published.earliest) == "2019-03-03"


def test_copy_names_its_publisher_and_re_poster(worker: Worker) -> None:
    document = read_page(_raw(_page(extra="<p>https://www.theguardian.com/world/x</p>")), parser=worker)
    assert (document.publisher, document.republisher) == ("The Guardian", "Harbour Post")


def test_same_page_twice_is_read_twice(worker: Worker) -> None:
    assert len({read_page(_raw(_page()), parser=worker).text for _ in range(3)}) == 1


def test_fragment_without_head_is_read(worker: Worker) -> None:
    document = read_page(_raw("".join(f"<p>{p}</p>" for p in BODY).encode(), None), parser=worker)
    assert document.text.split("\n\n") == BODY


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\x00 ", "empty"),
        (b"<html><body><script>x()</script></body></html>", "no text"),
        (b"<p>" + b"x" * 5_000_001, "more than 5,000,000 bytes"),
    ],
)
def test_page_without_text_says_why(worker: Worker, body: bytes, reason: str) -> None:
    document = read_page(_raw(body), parser=worker)
    assert document.text == ""
    assert reason in document.reason


HOSTILE = {
    "nested": "<div>" * 100_000 + "words" + "</div>" * 100_000,
    "attributes": "<div " + 'a="1" ' * 200_000 + ">words</div>",
    "angles": "<" * 4_999_000,
    "nuls": "<p>a\x00b\x00</p>" * 5000,
    "mixed": "<p>caf\xe9 \u2019 \U0001f600 \x93x\x94</p>" * 500,
    "tables": "<table><tr><td>" * 50_000,
    "lists": "<ul><li>" * 50_000 + "words",
    "entities": "<p>" + "&#x0;&#xd800;&#1114112;&amp;" * 5000,
    "unclosed": '<a href="' * 50_000,
    "comment": "<!--" + "-" * 1_000_000,
    "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>words</p>",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_page_does_no_harm(worker: Worker, name: str) -> None:
    start = time.monotonic()
    document = read_page(_raw(HOSTILE[name].encode("utf-8", "replace"), None), parser=worker)
    assert time.monotonic() - start < 12
    assert document.text or document.reason
    document.text.encode("utf-8")


def test_page_that_hangs_is_killed_and_the_next_is_read() -> None:
    with Worker(seconds=0.3) as worker:
        slow = read_page(_raw(b"<html><body>" + b"<p>x" * 1_000_000), parser=worker)
        assert (slow.text, slow.reason) == ("", "the parser took more than 0.3 s")
    with Worker(seconds=5) as worker:
        assert read_page(_raw(_page()), parser=worker).text


def test_page_that_eats_memory_is_stopped_and_the_next_is_read() -> None:
    page = "<html><body>" + "<p>x<b>y</b>" * 400_000
    with Worker(memory=260_000_000) as worker:
        try:
            reason = worker.parse(page).reason
        except ParserFailed as error:
            reason = str(error)
        assert "memory" in reason
        assert worker.parse(_page().decode()).paragraphs


def test_last_resort_loses_no_words() -> None:
    page = "<html><body><nav>Home</nav><div>It <b>went</b> off at <i>noon</i>.</div> Not late.</body></html>"
    assert html._plain(lxml.html.fromstring(page)) == "It went off at noon.\nNot late."


def test_failed_inputs_pass_through(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(_page())
    (tmp_path / "b.bin").write_bytes(b"\x89PNG\r\n")
    made = list(read_pages(sources(tmp_path), parser=InProcess()))
    assert [isinstance(each, Failed) for each in made] == [False, True]


def _pages(every: int) -> list[Path]:
    found = sorted((SHARED / "bench" / "pages").glob("*/html/*.gz"))
    if not found:
        pytest.skip("the pages of ../shared/bench are not here")
    return found[::every]


@pytest.mark.shared
def test_pages_of_the_wild_are_read(worker: Worker) -> None:
    _read_all(worker, _pages(every=40))


@pytest.mark.shared
@pytest.mark.slow
def test_all_pages_of_the_wild_are_read(worker: Worker) -> None:
    _read_all(worker, _pages(every=1))


def _read_all(worker: Worker, paths: list[Path]) -> None:
    for path in paths:
        document = read_page(_raw(gzip.decompress(path.read_bytes()), None), parser=worker)
        assert document.text or document.reason
        assert not document.reason.startswith("the parser"), path.name


def test_a_saved_page_has_the_address_it_tells_of_itself(worker: Worker) -> None:
    assert read_page(_raw(_page(), url=None), parser=worker).url == "https://harbourpost.example/a"
    assert (
        read_page(_raw(_page(), url="https://copy.example/1"), parser=worker).url == "https://copy.example/1"
    )
