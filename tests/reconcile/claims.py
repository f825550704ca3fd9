"""Claims in short, for tests: "12" by a voice on a day, "at least 39", "dozens", "attackers 1"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from tacitus.model import Basis, Claim, Evidence, Figure, Of, Report, Span, Value, Victim
from tacitus.reconcile import Testimony

START = date(2031, 5, 1)
VAGUE = {
    "dozens": (24, 99),
    "tens of": (20, 99),
    "several": (3, 9),
    "hundreds": (200, 999),
    "many": (3, None),
}

_FIGURE = re.compile(
    r"(?P<of>attackers|civilians|forces|foreign|women|men)? ?"
    r"(?P<how>at least|more than|up to|nearly)? ?(?P<low>\d+)(?:-(?P<high>\d+))?"
    r"(?P<with> with(?:out)? attackers)?$"
)
_OF = {
    "attackers": Of(side="attackers"), "civilians": Of(side="civilians"), "forces": Of(side="state_forces"),
    "foreign": Of(nationality="foreign"), "women": Of(sex="female"), "men": Of(sex="male"),
}  # fmt: skip


_WITH: dict[str | None, Any] = {None: "unclear", " with attackers": "yes", " without attackers": "no"}


def figure(words: str) -> Figure:
    """ "12", "at least 39", "12-15", "dozens", "unknown", "attackers 2", "part women 3" …"""
    scope: Any = "part" if words.startswith("part ") else "total"
    words = words.removeprefix("part ")
    if words == "unknown":
        return Figure(low=1, high=None, unknown=True)
    if words in VAGUE:
        low, high = VAGUE[words]
        return Figure(low=low, high=high)
    found = _FIGURE.match(words)
    assert found, words
    number, how = int(found["low"]), found["how"]
    bounds: dict[str | None, tuple[int, int | None]] = {
        "at least": (number, None), "more than": (number + 1, None), "up to": (1, number),
        "nearly": (max(0, number - 10), number), None: (number, number),
    }  # fmt: skip
    low, high = bounds[how]
    point: int | None = number
    if found["high"]:
        high, point = int(found["high"]), None
    return Figure(
        low=low, high=high, point=point, modifier=how, scope=scope, of=_OF.get(found["of"] or "", Of()),
        includes_attackers=_WITH[found["with"]],
    )  # fmt: skip


def claim(slot: str, value: Value, words: str, key: str, **more: Any) -> Claim:
    """A claim whose only evidence is `words`; `key` makes its id its own."""
    place = crc32(key.encode()) % 10**6
    span = Span(document=f"doc-{key}", start=place, end=place + len(words))
    return Claim.of(
        report=f"rep-{key}", slot=slot, value=value, evidence=(Evidence(span=span, quote=words),),
        **{"method": "test", **more},
    )  # fmt: skip


def _testimony(row: dict[str, Any], number: int) -> Testimony:
    """A row of a table of cases: {says, voice, day, slot, station, role, stance, basis, retracted, by}."""
    slot, words = row.get("slot", "killed"), row["says"]
    value: Value = words
    if slot == "victim":
        value = Victim(name=words, effect="killed") if words[:1].isupper() else Victim(
            description=words, effect="killed")  # fmt: skip
    elif slot not in ("type",):
        value = figure(words)
    day = row.get("day", 1)
    made = claim(
        slot, value, words, f"{number}", stance=row.get("stance", "asserted"),
        basis=Basis(row.get("basis", "stated")), method=row.get("by", "test"),
        confidence=row.get("confidence", 0.8),
    )  # fmt: skip
    return Testimony(
        claim=made, voice=row.get("voice", f"v{number}"), role=row.get("role", "main"),
        spoken=str(START + timedelta(days=day - 1)) if day else "", station=row.get("station", "outlet"),
        retracted=row.get("retracted", False),
    )  # fmt: skip


def told_of(rows: Iterable[dict[str, Any]]) -> list[Testimony]:
    """The testimonies of a case; rows without a voice are a voice each."""
    return [_testimony(row, number) for number, row in enumerate(rows)]


def report(ident: str, claims: Iterable[Claim], role: str = "main") -> Report:
    """A report of these claims, made its own."""
    words = Evidence(span=Span(document=f"doc-{ident}", start=0, end=5), quote="blast")
    return Report(id=f"rep-{ident}", document=f"doc-{ident}", role=role, anchor=words, claims=tuple(claims))
