"""How fast the desk answers in a store of many incidents: made-up pages, kept and resolved as real ones are,
then every kind of page of the desk is asked for, again and again.

Milliseconds are those that one core was busy, in this process, without a network, so that what else runs on
the machine is no matter: the median and the slowest of ROUNDS different pages or queries of a kind.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from benchmarks.invented import SYLLABLES, towns
from tacitus import pipeline
from tacitus.desk import Options, create_app
from tacitus.model import (
    Claim,
    Document,
    Figure,
    Organisation,
    Place,
    Record,
    Report,
    Speaker,
    Statement,
    Target,
    Victim,
    Weapon,
    When,
)
from tacitus.store import Store, add_record, note_linked, open_store, replace_incidents, views

ROUNDS = 9
"""Pages asked for of a kind."""
GOAL = 200
"""Milliseconds."""
KEPT = 1_000
"""Incidents kept in one transaction."""
_ACTS = (
    ("bombing", "A bomb exploded", "bomb", "explosives"),
    ("armed_assault", "Gunmen opened fire", "rifles", "firearms"),
    ("arson", "Arsonists struck", "petrol", "incendiary"),
)
_AIMS = (("police", "a police station"), ("business", "a market"), ("educational", "a school"))
_FILLER = (
    "Streets near the scene were closed until the evening.", "Shops opened late on the following day.",
    "A local council called a meeting for the weekend.", "Hospitals asked for blood of all groups.",
    "Traffic was led round the quarter for hours.", "Nobody at the town hall answered the telephone.",
)  # fmt: skip


def run_desk(incidents: int, path: Path) -> int:
    """Make the store at `path` where there is none, ask every kind of page. Exit code 2 where the store at
    `path` is of another size."""
    with open_store(path) as store:
        held = views.incident_count(store)
        if held not in (0, incidents):
            sys.stderr.write(f"{path} holds {held} incidents, not {incidents}\n")
            return 2
        if not held:
            began = time.process_time()
            fill(store, incidents)
            store.checkpoint()
            print(f"made in {time.process_time() - began:.0f} s of one core")
        counted = views.counts(store)
        size = path.stat().st_size / 1e6
        print(f"{counted.incidents} incidents of {counted.documents} documents, {size:.0f} MB")
        with TestClient(create_app(store, Options()), base_url="http://127.0.0.1:8700") as browser:
            ask(browser, store)
    return 0


def ask(browser: TestClient, store: Store) -> None:
    """Print the times of each kind of page."""
    browser.cookies.set("coder", "Ana")
    chance = random.Random(3)
    row = views.incidents(store, limit=1).rows[0]
    ids = [found.id for found in _some(store, chance)]
    pages = [views.incident(store, ident)["reports"][0]["document"] for ident in ids]
    country = row.country or "FR"
    kinds: dict[str, Sequence[str]] = {
        "incidents, all": ["/incidents"],
        "incidents, a country": [f"/incidents?country={country}"],
        "incidents, a type and days": ["/incidents?type=bombing&since=2012-01-01&until=2014-12-31"],
        "incidents, a rare word": [f"/incidents?text={_name(chance)}" for _ in ids],
        "incidents, a group's name": [f"/incidents?text={group}" for group in _groups()[:ROUNDS]],
        "incidents, 3 pages of 4": ["/incidents?text=hospitals"],
        "incidents, most killed": ["/incidents?order=-killed"],
        "incidents, far down": [f"/incidents?after={_cursor(store, ident)}" for ident in ids],
        "map's points": ["/incidents.geojson"],
        "map's points, a country": [f"/incidents.geojson?country={country}"],
        "incident": [f"/incidents/{ident}" for ident in ids],
        "incident, as of a day": [f"/incidents/{ident}?as_of=2099-01-01" for ident in ids],
        "profiles": [f"/incidents/{ident}/profiles" for ident in ids],
        "history": [f"/incidents/{ident}/history" for ident in ids],
        "documents": ["/documents"],
        "documents, 3 of 4": ["/documents?text=hospitals"],
        "document": [f"/documents/{ident}" for ident in pages],
        "review queue": ["/review"],
        "review, an incident": [f"/review/incidents/{ident}" for ident in ids],
        "triage, on to the next": ["/review/documents"],
        "triage, a page": [f"/review/documents/{ident}" for ident in pages],
        "agreement": ["/agreement"],
        "codebook": ["/codebook"],
        "API: list": ["/api/v1/incidents?limit=200"],
        "API: facets": ["/api/v1/facets"],
        "API: incident": [f"/api/v1/incidents/{ident}" for ident in ids],
    }
    print(f"{'page':<28} {'ms':>7} {'slowest':>8}  over {GOAL} ms")
    for name, addresses in kinds.items():
        took = [_ask(browser, addresses[k % len(addresses)]) for k in range(ROUNDS)]
        middle, worst = statistics.median(took), max(took)
        print(f"{name:<28} {middle:>7.0f} {worst:>8.0f}  {'*' if worst > GOAL else ''}", flush=True)


def _ask(browser: TestClient, address: str) -> float:
    began = time.process_time()
    answer = browser.get(address, follow_redirects=False)
    if answer.status_code not in (200, 303):
        raise SystemExit(f"{address}: {answer.status_code}")
    return (time.process_time() - began) * 1000


def _some(store: Store, chance: random.Random) -> list[views.IncidentRow]:
    """ROUNDS incidents from all over the store."""
    days = [str(_FIRST + timedelta(days=chance.randrange(_DAYS))) for _ in range(ROUNDS)]
    return [views.incidents(store, after=f"{day}~", limit=1).rows[0] for day in sorted(days)]


def _cursor(store: Store, ident: str) -> str:
    found = views.incidents(store, order="id", after=ident[:-1], limit=1).rows[0]
    return f"{found.day_first}~{found.id}"


# ---- the store ----

_FIRST, _DAYS = date(2000, 1, 1), 9_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happening:
    number: int
    town: Place
    day: date
    kind: tuple[str, str, str, str]
    aim: tuple[str, str]
    group: str
    victim: str
    killed: int


def fill(store: Store, incidents: int) -> None:
    """Write so many incidents of one to three pages each; the same for the same number."""
    chance = random.Random(1)
    places, groups = towns(), _groups()
    made = (_drawn(chance, number, places, groups) for number in range(incidents))
    todo = incidents
    while todo > 0:
        with store.atomic():
            told = []
            for happening in (next(made) for _ in range(min(KEPT, todo))):
                pages = [_page(chance, happening, k) for k in range(chance.choice((1, 1, 1, 2, 3)))]
                for page in pages:
                    add_record(store, page, at="2030-01-01T00:00:00+00:00", extracted_by=pipeline.METHOD)
                told.append(pages)
            replace_incidents(store, _resolved(told), voices_of=_voices(told), dropped=())
            note_linked(store, f"{pipeline.LINKER} {views.truth(store)}")
        todo -= KEPT


def _resolved(told: list[list[Record]]) -> Iterator[Any]:
    for pages in told:
        speakers = {s.id: s.speaker for page in pages for s in page.statements if s.speaker}
        voices = {page.document.id: page.document.id for page in pages}
        yield pipeline.add_up([(p.document, p.reports[0]) for p in pages], voices, speakers)


def _voices(told: list[list[Record]]) -> dict[str, str]:
    return {page.reports[0].id: page.document.id for pages in told for page in pages}


def _drawn(chance: random.Random, number: int, places: list[Place], groups: list[str]) -> _Happening:
    return _Happening(
        number=number, town=chance.choice(places), day=_FIRST + timedelta(days=chance.randrange(_DAYS)),
        kind=chance.choice(_ACTS), aim=chance.choice(_AIMS), group=chance.choice(groups),
        victim=f"{_name(chance)} {_name(chance)}", killed=int(chance.paretovariate(1.2)),
    )  # fmt: skip


def _page(chance: random.Random, told: _Happening, copy: int) -> Record:
    """One page about the happening: its words, and the claims on them."""
    kind, act, weapon, weapon_kind = told.kind
    killed = told.killed + chance.choice((0, 0, 1))
    parts = [
        f"Attack in {told.town.name} kills {killed}",
        f"{act} at {told.aim[1]} in {told.town.name} on {told.day:%A}, killing {killed} people.",
        f"Police said that the {told.group} was behind the attack.",
        f"Among the dead was {told.victim}, a teacher.",
        f"They had used {weapon}, the police chief said.",
        *chance.choices(_FILLER, k=8),
        f"Page {told.number}-{copy} was written by {_name(chance)} {_name(chance)}.",
    ]
    starts = [sum(len(p) + 1 for p in parts[:k]) for k in range(len(parts))]
    text, url = " ".join(parts), f"https://news{copy}.example/{told.number}"
    published = told.day + timedelta(days=1 + copy)
    page = Document(
        id=Document.id_of(text, url), text=text, title=parts[0], url=url, publisher=f"News {copy}",
        published=When(earliest=published, latest=published), language="en", reader="made up",
        digest=f"{told.number:060x}{copy:04x}", source=f"{told.number}-{copy}.html",
        sentences=tuple((s, s + len(p)) for s, p in zip(starts, parts, strict=True)),
    )  # fmt: skip
    return _record(
        page, act,
        (
            ("type", kind, act), ("stage", "accomplished", act), ("place", told.town, told.town.name),
            ("started", When(earliest=told.day, latest=told.day), f"on {told.day:%A}"),
            ("killed", Figure(low=killed, high=killed, point=killed), f"killing {killed} people"),
            ("target", Target(name=told.aim[1], kind=told.aim[0]), told.aim[1]),
            ("weapon", Weapon(as_written=weapon, kind=weapon_kind), f"used {weapon}"),
            ("victim", Victim(name=told.victim, effect="killed"), told.victim),
            (
                "perpetrator_organisation",
                Organisation(name=told.group, link="accused", by="government", actor_kind="rebels"),
                told.group,
            ),
        ),
    )  # fmt: skip


def _record(page: Document, anchor: str, said: tuple[tuple[str, Any, str], ...]) -> Record:
    def quote(words: str, behind: int = 0) -> Any:
        start = page.text.index(words, behind)
        return page.quote(start, start + len(words))

    lead = page.sentences[0][1]
    words = quote(anchor, lead)
    ident = Report.id_of(words)
    police = quote("Police", lead)
    content = quote(page.text[page.sentences[2][0] + len("Police said that ") : page.sentences[2][1] - 1])
    speaker = Speaker(name=None, as_written="Police", role="police", span=police.span)
    statement = Statement(
        id=Statement.id_of(content, speaker.span), document=page.id, speaker=speaker, act="accuse",
        kind="indirect", content=content, about=ident,
    )  # fmt: skip
    claims = tuple(
        Claim.of(
            report=ident, slot=slot, value=value, evidence=(quote(told, lead),), method="made-up/1",
            attributed_to=statement.id if slot == "perpetrator_organisation" else None, confidence=0.8,
        )
        for slot, value, told in said
    )  # fmt: skip
    report = Report(id=ident, document=page.id, role="main", anchor=words, claims=claims)
    return Record(document=page, reports=(report,), statements=(statement,))


def _groups() -> list[str]:
    """Each has a hand in one act of 300."""
    chance = random.Random(1)
    return [f"{_name(chance)} Brigade" for _ in range(300)]


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(4)).title()
