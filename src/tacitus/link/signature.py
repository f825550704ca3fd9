"""What of a report is compared: its day, places, kinds, people counted, names, ages and words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.model import (
    Claim,
    Document,
    Figure,
    Individual,
    Organisation,
    Place,
    Report,
    Site,
    Target,
    Victim,
    Weapon,
    When,
)

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_NAME = re.compile(r"(?<=[^\W\d_A-Z] |, )[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*")
_AGE = re.compile(r"\b(\d{1,2})-year-old|, (\d{1,2}),")
_NOT_THEY = ("denied", "ruled_out", "no_claim_reported")
LONGEST = 4000
"""Signs read of a main report's page: news tells the happening first; what follows is background and
chrome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What the linker knows of a report. `names` and `words` are in lower case; all tuples are sorted.

    `published` is the page's day; `day` the claimed day of the happening. `actors` are organisations said to
    have done it, `targets` and `weapons` kinds. `follow_up` is true where the page is about what came after
    (an arrest, a trial, a funeral): then its own day says little of that of the happening.
    """

    report: str
    document: str
    role: str
    voice: str
    published: date | None = None
    day: When | None = None
    places: tuple[Place, ...] = ()
    types: tuple[str, ...] = ()
    killed: Figure | None = None
    injured: Figure | None = None
    names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    title: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    follow_up: bool = False


def sign(document: Document, report: Report, voice: str) -> Signature:
    """The signature of one report. A main or aftermath report is known by its page, others by their words."""
    text = _own_text(document, report)
    body = text.removeprefix(document.title)  # in a headline every word may have a capital
    phrases = {m[0].lower() for m in _NAME.finditer(body)}
    title = tuple(sorted({w.lower() for w in WORD.findall(document.title)}))
    published = document.published
    return Signature(
        report=report.id,
        document=document.id,
        role=report.role,
        voice=voice,
        published=(published.latest or published.earliest) if published else None,
        day=_day(report),
        places=tuple(
            c.value for c in report.slot("place") if isinstance(c.value, Place) and c.stance != "denied"
        ),
        types=tuple(sorted({str(c.value) for c in report.slot("type")})),
        killed=_headline(report.slot("killed")),
        injured=_headline(report.slot("injured")),
        names=tuple(sorted({word for phrase in phrases for word in phrase.split()})),
        phrases=tuple(sorted(phrase for phrase in phrases if " " in phrase)),
        people=_people(report),
        ages=tuple(sorted({int(a or b) for a, b in _AGE.findall(text)})),
        title=title,
        actors=_names_in(report, "perpetrator_organisation"),
        targets=_kinds_in(report, "target"),
        weapons=_kinds_in(report, "weapon"),
        sites=_names_in(report, "site"),
        follow_up=report.role == "aftermath" or bool(_follow_ups().intersection(title)),
        words=tuple(sorted(Counter(w.lower() for w in WORD.findall(text)).items())),
    )


def _own_text(document: Document, report: Report) -> str:
    if report.role in ("main", "aftermath"):
        start = document.items[document.item_of(report.anchor.start)][0] if document.items else 0
        body = document.text[start : start + LONGEST]
        return body if start or body.startswith(document.title) else f"{document.title}\n\n{body}"
    numbers = {document.sentence_of(e.start) for c in report.claims for e in c.evidence}
    numbers.add(document.sentence_of(report.anchor.start))
    spans = (
        [document.sentences[n] for n in sorted(numbers)] if document.sentences else [(0, len(document.text))]
    )
    return " ".join(document.text[a:b] for a, b in spans)


def _day(report: Report) -> When | None:
    """The surest day claimed, none that is only supposed; of two alike the narrower, then the earlier: the
    later is oftener that of the telling."""
    days = [
        (
            -c.confidence,
            c.value.days or 10**6,
            str(c.value.earliest),
            c.id,
            c.value,
        )
        for c in report.slot("started")
        if isinstance(c.value, When) and c.stance != "denied" and c.value.basis != "assumed"
    ]
    return min(days)[-1] if days else None


def _people(report: Report) -> tuple[str, ...]:
    """Full names of victims and perpetrators, in lower case."""
    values = [c.value for slot in ("victim", "perpetrator_individual") for c in report.slot(slot)]
    names = [v.name.lower() for v in values if isinstance(v, Victim | Individual) and v.name]
    return tuple(sorted({name for name in names if " " in name}))


def _names_in(report: Report, slot: str) -> tuple[str, ...]:
    """The names in one slot, in lower case; none that are denied or ruled out."""
    values = [c.value for c in report.slot(slot) if c.stance != "denied"]
    they = [v for v in values if not (isinstance(v, Organisation) and v.link in _NOT_THEY)]
    named = [v.name for v in they if isinstance(v, Organisation | Site) and v.name]
    return tuple(sorted({name.lower() for name in named}))


def _kinds_in(report: Report, slot: str) -> tuple[str, ...]:
    values = [c.value for c in report.slot(slot) if c.stance != "denied"]
    kinds = {v.kind for v in values if isinstance(v, Target | Weapon) and v.kind}
    return tuple(sorted(kinds - {"unknown", "other"}))


@cache
def _follow_ups() -> frozenset[str]:
    return frozenset(load("follow_ups")["words"])


def _headline(claims: tuple[Claim, ...]) -> Figure | None:
    figures = [c.value for c in claims if isinstance(c.value, Figure) and c.stance != "denied"]
    totals = [f for f in figures if not f.of and f.scope == "total" and not f.unknown]
    return totals[0] if totals else None
