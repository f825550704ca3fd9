"""Small records about invented happenings, as many as are wanted."""

from datetime import date, timedelta

from tacitus.model import (
    Claim,
    Document,
    Figure,
    Incident,
    Place,
    Record,
    Report,
    Resolution,
    Speaker,
    Statement,
    When,
)


def document(text: str, url: str | None = None, **rest: object) -> Document:
    return Document(id=Document.id_of(text, url), text=text, url=url, **rest)  # type: ignore[arg-type]


def text(number: int) -> str:
    town = ("Norvik", "Ostrel", "Calvera", "Dunmarsh")[number % 4]
    return (
        f"Page {number}. A bomb went off at the market of {town}. At least {number % 9 + 1} people were "
        f"killed, officials said. The governor condemned the attack number {number}."
    )


def report(
    page: Document, anchor: str, claims: tuple[tuple[str, object, str], ...], role: str = "main"
) -> Report:
    """A report whose anchor and claims ((slot, value, quote) each) rest on the first place of their words."""
    words = quote(page, anchor)
    ident = Report.id_of(words)
    made = tuple(
        Claim.of(report=ident, slot=slot, value=value, evidence=(quote(page, said),), method="rules 1")  # type: ignore[arg-type]
        for slot, value, said in claims
    )
    return Report(id=ident, document=page.id, role=role, anchor=words, claims=made)


def quote(page: Document, words: str):  # type: ignore[no-untyped-def]
    start = page.text.index(words)
    return page.quote(start, start + len(words))


def record(number: int, **rest: object) -> Record:
    """Page `number`: one report with place, day and toll, one statement."""
    words = text(number)
    day = date(2031, 1, 1) + timedelta(days=number % 300)
    page = document(
        words, f"https://news.example/{number}",
        **{
            "title": f"Bomb at the market {number}", "publisher": "The Example", "language": "en",
            "published": When(earliest=day, latest=day), "digest": f"{number:064x}",
            "source": f"pages/{number}.html", "sentences": ((0, len(words)),), "reader": "reader 1", **rest,
        },
    )  # fmt: skip
    toll = number % 9 + 1
    town = words.split(" of ")[1].split(".")[0]
    told = report(
        page, "A bomb went off",
        (
            ("killed", Figure(low=toll, high=None, modifier="at least"), f"At least {toll} people"),
            ("place", Place(name=town, country="NV", precision="town"), town),
            ("started", When(earliest=day, latest=day), "went off"),
            ("type", "bombing", "bomb"),
        ),
    )  # fmt: skip
    content = quote(page, f"the attack number {number}")
    speaker = Speaker(
        name=None, as_written="The governor", role="governor", span=quote(page, "The governor").span
    )
    said = Statement(
        id=Statement.id_of(content, speaker.span), document=page.id, speaker=speaker, act="condemn",
        kind="indirect", content=content, about=told.id,
    )  # fmt: skip
    return Record(document=page, reports=(told,), statements=(said,))


def incident(*records: Record, title: str = "Bombing in Norvik", killed: int | None = None) -> Incident:
    """The incident that the first report of each record tells of, resolved from the first one's claims."""
    reports = tuple(sorted(r.reports[0].id for r in records))
    first = records[0].reports[0]
    made = tuple(
        Resolution(
            slot=c.slot, value=c.value, profile="tacitus", trace="the first page", supporting=(c.id,),
            **({"low": toll, "best": toll, "high": None} if c.slot == "killed" else {}),
        )
        for c in first.claims
        for toll in [killed if killed is not None else getattr(c.value, "low", None)]
    )  # fmt: skip
    return Incident(
        id=Incident.id_of(reports), title=title, occurrence="established", reports=reports, resolutions=made
    )
