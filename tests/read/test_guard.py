"""No page takes the guard long, and no page of the wild is changed by it."""

from __future__ import annotations

import time

import pytest

from tacitus.errors import TooLarge
from tacitus.read import guard

HOSTILE = {
    "nested blocks": "<div>" * 100_000 + "words",
    "links": "<a>" * 1_600_000,
    "angles": "<" * 5_000_000,
    "open tags": "<a" * 2_500_000,
    "attributes": "<div " + 'a="1" ' * 200_000 + ">words</div>",
    "open comments": "<!--" * 1_200_000,
    "open scripts": "<script>" * 600_000,
    "stray ends": "</b>" * 1_200_000,
    "crossed": "<b></i>" * 700_000,
    "open quotes": '<a href="' * 500_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_guard_is_linear(name: str) -> None:
    start = time.process_time()
    guard.tame(HOSTILE[name])
    assert time.process_time() - start < 2  # 0.3 s on an idle core


def test_nesting_is_capped_and_the_text_stays() -> None:
    tamed = guard.tame("<div>" * 5000 + "words" + "</div>" * 5000 + "<p>more</p>")
    assert tamed.count("<div>") == tamed.count("</div>") == guard.MAX_DEPTH
    assert "words" in tamed
    assert tamed.endswith("<p>more</p>")


def test_large_tag_keeps_its_name() -> None:
    tamed = guard.tame('<p><img src="data:' + "A" * 40_000 + '">words</p>')
    assert tamed == "<p><img>words</p>"


def test_ordinary_page_is_untouched() -> None:
    page = (
        "<!DOCTYPE html><html><head><script>if (a < b) { x('</div>') }</script></head><body>"
        '<!-- a > b --><p class="x">2 < 3 &amp; <b>bold</b><br/>words</p></body></html>'
    )
    assert guard.tame(page) == page


def test_size_cap_names_the_page() -> None:
    with pytest.raises(TooLarge, match=r"a\.html"):
        guard.check_size(guard.MAX_BYTES + 1, "a.html")
