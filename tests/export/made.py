"""Stores of invented pages for the exports: whatever a page says, its claims rest on its own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tacitus import archive
from tacitus.export import withheld
from tacitus.model import (
    Claim,
    Damage,
    Document,
    Evidence,
    Figure,
    Individual,
    Of,
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
from tacitus.pipeline import METHOD
from tacitus.store import Store, add_record, open_store
from tacitus.store.views import IncidentFilter

NOW = "2030-01-01T00:00:00Z"

CALL = "Rise up and slaughter the traders of Norvik"
TEXT = (
    "Fighters of the Zorvan Column bombed the bus station of Norvik on 3 May 2031 and killed 12 people. "
    "The attackers lost 2 men. Mara Lindqvist, 9, was among the dead. Police arrested Tomas Rekev, 24. "
    "“It shook the ovens,” said Ode Falkner, a baker. A preacher had written: “Rise up and slaughter the "
    "traders of Norvik.” Governor Ivo Brandt condemned the attack. The station was destroyed."
)
PRIVATE = ("mara", "lindqvist", "tomas", "rekev", "falkner")
"""What no byte of an export may hold, in any case."""


class Page:
    """A page in the making: claims are given as (slot, value, words)."""

    def __init__(self, text: str, url: str, **rest: Any) -> None:
        published = When(earliest=date(2031, 5, 4), latest=date(2031, 5, 4))
        fields = {
            "title": "Bomb in Norvik", "publisher": "The Example", "language": "en", "published": published,
            "source": f"pages/{url.rpartition('/')[2]}", "digest": "0" * 64, "sentences": ((0, len(text)),),
        }  # fmt: skip
        self.document = Document(id=Document.id_of(text, url), text=text, url=url, **(fields | rest))
        self.statements: list[Statement] = []

    def quote(self, words: str) -> Evidence:
        start = self.document.text.index(words)
        return self.document.quote(start, start + len(words))

    def say(self, act: str, speaker: str, words: str, role: str | None = None) -> None:
        content, named = self.quote(words), self.quote(speaker)
        who = Speaker(name=speaker, as_written=speaker, role=role, span=named.span)
        ident = Statement.id_of(content, named.span)
        self.statements.append(
            Statement(
                id=ident, document=self.document.id, speaker=who, act=act, kind="direct", content=content
            )
        )

    def record(self, anchor: str, claims: Iterable[tuple[str, Any, str]], role: str = "main") -> Record:
        words = self.quote(anchor)
        ident = Report.id_of(words)
        made = tuple(
            Claim.of(report=ident, slot=slot, value=value, evidence=(self.quote(said),), method="test")
            for slot, value, said in claims
        )
        report = Report(id=ident, document=self.document.id, role=role, anchor=words, claims=made)
        return Record(document=self.document, reports=(report,), statements=tuple(self.statements))


def attack(
    url: str = "https://news.example/2031/mara-lindqvist-dead.html",
    *,
    text: str = TEXT,
    killed: int = 12,
    town: str = "Norvik",
    group: str = "Zorvan Column",
    **rest: Any,
) -> Record:
    """The bombing of TEXT, with everybody in it: a child, a suspect, a witness, a call to violence."""
    page = Page(
        text, url, **({"title": "Mara Lindqvist, 9, killed: “slaughter the traders of Norvik”"} | rest)
    )
    page.say("report", "Ode Falkner", "It shook the ovens", "a baker")
    page.say("incite", "A preacher", CALL, "preacher")
    page.say("condemn", "Ivo Brandt", "condemned the attack", "Governor")
    day = When(earliest=date(2031, 5, 3), latest=date(2031, 5, 3))
    place = Place(name=town, country="TR", lat=39.5, lon=-32.25, admin=("Vey",), precision="town")
    party = Organisation(name=group, actor_kind="rebels", link="stated")
    suspect, child = Individual(name="Tomas Rekev", link="suspected", status="detained"), "Mara Lindqvist"
    attackers = Figure(low=2, high=2, point=2, of=Of(side="attackers"))
    return page.record(
        "bombed the bus station",
        [
            ("type", "bombing", "bombed"),
            ("stage", "accomplished", "bombed"),
            ("place", place, "Norvik"),
            ("started", day, "3 May 2031"),
            ("killed", Figure(low=killed, high=killed, point=killed), "killed 12 people"),
            ("killed", attackers, "lost 2 men"),
            ("perpetrator_organisation", party, "Zorvan Column"),
            ("perpetrator_individual", suspect, "Tomas Rekev"),
            ("victim", Victim(name=child, effect="killed", minor=True), child),
            ("target", Target(name=child, kind="private_citizens", effect="killed"), child),
            ("weapon", Weapon(as_written="bomb", kind="explosives"), "bombed"),
            ("damage", Damage(words="The station was destroyed"), "The station was destroyed"),
            ("motive", CALL, CALL),
            ("response", "Police arrested Tomas Rekev", "Police arrested Tomas Rekev"),
        ],
    )  # fmt: skip


def store_of(path: Path, *records: Record) -> Store:
    """An open store of these pages, linked."""
    store = open_store(path)
    keep(store, *records)
    return store


def keep(store: Store, *records: Record) -> None:
    with store.atomic():
        for record in records:
            add_record(store, record, source=record.document.source, at=NOW, extracted_by=METHOD)
    archive.relink(store)


def leaving(store: Store, **how: Any) -> list[dict[str, Any]]:
    return list(withheld.leaving(store, IncidentFilter(), **how))
