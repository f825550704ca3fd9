"""Pages that want to run something, and texts that are hard to show as they are."""

from __future__ import annotations

import random
from datetime import date

from tacitus.model import (
    Claim,
    Document,
    Figure,
    Organisation,
    Place,
    Record,
    Report,
    Site,
    Speaker,
    Statement,
    Target,
    Victim,
    Weapon,
    When,
)

_SHAPES = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg/onload=window.ran=1>",
    '"><script>window.ran=1</script>',
    "' onmouseover=window.ran=1 x='",
    "javascript:window.ran=1",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "{{ 7*7 }}${window.ran=1}",
    "</bdi><script>window.ran=1</script>",
    "<a href=javascript:window.ran=1>x</a>",
    "<style>@import'data:,*{x:expression(window.ran=1)}'</style>",
    "<details open ontoggle=window.ran=1>",
    "\u202e<script>window.ran=1</script>",
    "<math><mi//xlink:href='data:x,<script>window.ran=1</script>'>",
    "<body onload=window.ran=1>",
    "<input autofocus onfocus=window.ran=1>",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "<div hx-get=/x hx-trigger=load hx-on:load=window.ran=1>",
    "--><script>window.ran=1</script><!--",
    "<base href=//evil.example/>",
)
PAYLOADS = tuple(f"{shape} {number}" for number in range(10) for shape in _SHAPES)
"""200 of them: each shape ten times, so that every field meets every shape."""


def hostile_record(number: int, payload: str) -> Record:
    """A page that holds the payload in twelve fields: title, text, publisher, republisher, address, language,
    place, site, target, victim, weapon and organisation; its source is the caller's."""
    text = f"{payload}. A bomb killed 3 people in Norvik {number}. {payload} said so."
    url = f"https://news.example/{number}/{payload}"
    day = date(2031, 1, 1 + number % 28)
    page = Document(
        id=Document.id_of(text, url), text=text, url=url, title=f"Bomb {payload}", publisher=payload,
        republisher=payload, language=payload[:8], published=When(earliest=day, latest=day),
        digest=f"{number:064x}",
        source=payload, sentences=((0, len(text)),), reader=payload,
    )  # fmt: skip
    at = text.index("A bomb")
    anchor = page.quote(at, at + 6)
    ident = Report.id_of(anchor)
    values = (
        ("type", "bombing"), ("killed", Figure(low=3, high=3)), ("started", When(earliest=day, latest=day)),
        ("place", Place(name=f"Norvik {payload}", country="NV", precision="town")),
        ("site", Site(name=payload, kind=payload)),
        ("target", Target(name=payload)), ("victim", Victim(name=payload, description=payload)),
        ("weapon", Weapon(as_written=payload)),
        ("perpetrator_organisation", Organisation(name=payload, as_written=payload)),
        ("motive", payload), ("response", payload),
    )  # fmt: skip
    claims = tuple(
        Claim.of(report=ident, slot=slot, value=value, evidence=(anchor,), method="rules 1")  # type: ignore[arg-type]
        for slot, value in values
    )
    content = page.quote(0, len(payload))
    speaker = Speaker(name=payload, as_written=payload, role=payload, span=content.span)
    said = Statement(
        id=Statement.id_of(content, speaker.span), document=page.id, speaker=speaker, act="condemn",
        kind="indirect", content=content, about=ident,
    )  # fmt: skip
    report = Report(id=ident, document=page.id, role="main", anchor=anchor, claims=claims)
    return Record(document=page, reports=(report,), statements=(said,))


def hard_texts(count: int) -> list[str]:
    """Texts of signs that browsers drop, join, turn round or read as markup."""
    chance = random.Random("hard texts")
    signs = (
        "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u0301",
        "\u20e3", "\r", "\x00", "\x0b", "\x1b", "\x85", "\u2028", "\u2029", "&amp;", "<b>",
        "</bdi>", "&#0;", "é", "日本", "العربية", "עברית", "👩‍👩‍👧‍👦", "🇹🇿", "𝔸", "\U000e0041",
        "\ufffd", "\ufdd0", "ﷺ", "Ǆ", " ", "\u00a0", "\t", "word", "39 killed",
    )  # fmt: skip
    return ["".join(chance.choices(signs, k=chance.randint(1, 12))) for _ in range(count)]


def plain_record(text: str, number: int) -> Record:
    """A document of these words and nothing read from it."""
    ident = Document.id_of(text, f"https://letters.example/{number}")
    return Record(
        document=Document(id=ident, text=text, url=f"https://letters.example/{number}", title="Letters")
    )
