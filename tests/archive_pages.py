"""Small pages about invented attacks, as many as are wanted, and what a store holds in plain words."""

from __future__ import annotations

import calendar
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

from tacitus.store import Store, schema, views

TOWNS = ("Ankara", "Istanbul", "Kabul", "Arequipa", "Manchester", "Houston")
_SYLLABLES = (
    "bar",
    "dem",
    "gul",
    "kor",
    "lis",
    "mon",
    "nar",
    "ost",
    "pel",
    "rum",
    "sil",
    "tav",
    "yor",
    "zan",
)
_SIDES = (
    "The windows of the {} pharmacy broke.", "A guard at the {} bank said he had heard nothing before.",
    "Buses were sent round by {} Street.", "The school on {} Square stayed closed.",
    "The mayor, {}, went to the hospital.",
)  # fmt: skip


def names(seed: object) -> random.Random:
    return random.Random(f"names {seed}")


def name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).title()


def page(happening: int, telling: int = 0) -> str:
    """One telling of one happening: its own town, week and names; the toll grows with the tellings."""
    chance = names(happening)
    town, market, victim = TOWNS[happening % len(TOWNS)], name(chance), f"{name(chance)} {name(chance)}"
    day = date(2019, 6, 3 + happening % 20)
    weekday = calendar.day_name[day.weekday()]
    sides = names(f"{happening} {telling}").sample(_SIDES, 2)
    said = " ".join(side.format(name(names(f"{happening} {telling} {side}"))) for side in sides)
    return (
        f"Bomb kills {telling + 2} at {market} market\n\n"
        f"{town.upper()}, {day.day + 1} June 2019 - A bomb killed {telling + 2} people and wounded at least "
        f"{happening % 7 + 11} at the {market} market in {town} on {weekday}, police said.\n\n"
        f"{victim}, a trader, was among the dead. {said}\n"
    )


def write_pages(folder: Path, count: int, *, tellings: int = 3) -> list[Path]:
    """`count` pages in `folder`, `tellings` of each happening; every seventh is the page before once more."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(count):
        told = number - (number % 7 == 6)
        path = folder / f"{number:03}.txt"
        path.write_text(page(told // tellings, told % tellings), encoding="utf-8")
        made.append(path)
    return made


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of every table, and the incidents as they are shown."""
    found: dict[str, list[Any]] = {}
    with store.reading() as connection:
        for table in schema.metadata.sorted_tables:
            rows = connection.execute(table.select())
            found[table.name] = sorted(json.dumps(list(row), default=str) for row in rows)
    return found | {"shown": incidents(store)}


def incidents(store: Store) -> list[Any]:
    return list(views.incident_stream(store))
