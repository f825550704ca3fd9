"""A value in words that a person reads: "at least 39", "1 January 2017, 01:20", "Istanbul, TR"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tacitus.model import (
    Damage,
    Figure,
    Individual,
    Of,
    Organisation,
    Place,
    Site,
    Target,
    Value,
    Victim,
    Weapon,
    When,
)

_LINKS = {
    "claimed": "claimed it",
    "admitted_in_custody": "admitted it in custody",
    "accused": "accused",
    "suspected": "suspected",
    "stated": "said to have done it",
    "inspired": "inspired it",
    "denied": "denies it",
    "ruled_out": "ruled out",
    "no_claim_reported": "no claim reported",
}


def words(value: Value) -> str:
    """One line for any value."""
    match value:
        case Figure():
            return _figure(value)
        case When():
            return when_words(value)
        case Place():
            return ", ".join([value.name, *([value.country] if value.country else [])])
        case Organisation() | Individual():
            return _party(value)
        case Victim():
            return _victim(value)
        case Site() | Target():
            return value.name + (f" ({plain(value.kind)})" if value.kind else "")
        case Weapon():
            return value.as_written + (f" ({plain(value.kind)})" if value.kind else "")
        case Damage():
            return value.words + (f" ({value.extent})" if value.extent else "")
        case bool():
            return "yes" if value else "no"
    return plain(value)


def plain(code: str) -> str:
    """A code as words: "armed_assault" -> "armed assault"."""
    return code.replace("_", " ")


_SEEN_FROM_THE_OTHER = {
    "part_of": "has as a part",
    "same_operation": "same operation",
    "retaliation_for": "answered by",
    "aftermath_of": "has as its aftermath",
}


def relation_words(relation: Mapping[str, Any]) -> str:
    """How an incident stands to the one that its relation names: "retaliation for", or, where the other one
    is that which answers, "answered by"."""
    return plain(relation["kind"]) if "to" in relation else _SEEN_FROM_THE_OTHER[relation["kind"]]


def _figure(figure: Figure) -> str:
    if figure.unknown:
        number = "not yet known"
    elif figure.modifier and figure.point is not None:
        number = f"{figure.modifier} {figure.point:,}"
    elif figure.high is None:
        number = f"{figure.low:,} or more"
    elif figure.low == figure.high:
        number = f"{figure.low:,}"
    else:
        number = f"{figure.low:,} to {figure.high:,}"
    notes = [*_of_words(figure.of), *([figure.scope] if figure.scope != "total" else [])]
    return number + (f" ({', '.join(notes)})" if notes else "")


def _of_words(of: Of) -> list[str]:
    parts = (of.side and plain(of.side), of.nationality, of.role, of.sex, of.age, of.cause)
    return [part for part in parts if part]


def when_words(when: When) -> str:
    """ "1 January 2017, 01:20", "November 2015", "30 April to 2 May 2019", "before 3 May 2019"; a guess
    says so."""
    text = day_words(when.earliest, when.latest) + (f", {when.time}" if when.time else "")
    return text if when.basis.value == "stated" else f"{text} ({when.basis})"


def day_words(first: date | None, last: date | None) -> str:
    """The days from `first` to `last`, both included; None is open."""
    if first is None or last is None:
        return f"from {_day(first)}" if first else f"until {_day(last)}" if last else "day unknown"
    if first == last:
        return _day(first)
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1 and first.year == last.year:
        if first.month == last.month:
            return f"{first:%B} {first.year}"
        if (first.month, last.month) == (1, 12):
            return str(first.year)
    return f"{_day(first)} to {_day(last)}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _party(party: Organisation | Individual) -> str:
    name = party.name or (party.as_written if isinstance(party, Organisation) else party.description)
    link = _LINKS.get(party.link, party.link)
    how = [] if party.by == "self" else [f"by {plain(party.by)}"]
    if party.hedge != "none":
        how.append(party.hedge)
    if isinstance(party, Individual):
        if party.count and party.count > 1:
            name = f"{party.count} × {name}"
        if party.status:
            how.append(plain(party.status))
        if party.link == "stated":
            return f"{name}" + (f" ({', '.join(how[1:])})" if how[1:] else "")
    return f"{name}: {link}" + (f" ({', '.join(how)})" if how else "") if name else link


def _victim(victim: Victim) -> str:
    who = victim.name or victim.description or ""
    if victim.name and victim.description:
        who = f"{victim.name}, {victim.description}"
    notes = [plain(n) for n in (victim.effect, "minor" if victim.minor else None) if n]
    return who + (f" ({', '.join(notes)})" if notes else "")
