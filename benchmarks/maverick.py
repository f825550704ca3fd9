"""The three aggregations of MAVERICK by the profiles of tacitus, against a plain computation on its rows.

`python -m benchmarks maverick`. Every row of reports.csv becomes a report of its own voice, with claims on
the dead, the hurt and the days; nothing else of it is used. The plain computation follows the R package
eventreport (aggregate_maverick_con, _inf, _rep; calc_mode_numeric): least, most and mode of each column by
itself, of several modes the smallest.
"""

from __future__ import annotations

import csv
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from benchmarks.suites import BENCH
from tacitus.model import Claim, Evidence, Figure, Report, Resolution, Span, Value, When
from tacitus.reconcile import Told, diagnose, headline, resolve, voices_say, weigh

Row = Mapping[str, str]

ENDS = ("low", "best", "high")
COUNTS = (("killed", "deaths"), ("injured", "injuries"))
DAYS = (("started", "date_start"), ("ended", "date_end"))

PUBLISHED = {
    "events": 407,
    "disagreement": 45.5,
    "conflicting": 185,
    "median": 3,
    "upper": 7,
    "mean": 10.3,
    "max": 801,
}
"""Deaths in the events of two or more reports: ../shared/reference/formats.md, section 3."""

PLAIN: Mapping[str, Callable[[Sequence[int]], int]] = {
    "conservative": min,
    "informative": max,
    "representative": lambda values: min(values, key=lambda v: (-values.count(v), v)),
}
"""The plain computation of one column of one event."""

_MOST = 6.0
"""The highest certainty in the data: the confidence of a claim is the share of it."""


def run_maverick(path: Path = BENCH / "maverick" / "reports.csv") -> int:
    """Print agreement, the published figures and the six diagnostics; exit code 1 where a best figure or a
    day disagrees."""
    if not path.exists():
        sys.stderr.write(f"no rows at {path}\n")
        return 2
    events: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            events[row["event_id"]].append(row)
    several = {ident: rows for ident, rows in events.items() if len(rows) > 1}
    print(
        f"{sum(map(len, events.values()))} reports, {len(events)} events, {len(several)} of several reports"
    )
    torn = {ident for ident, rows in events.items() if any(map(_is_torn, rows))}
    print(f"{len(torn)} events with a row whose low, best and high are out of order")
    wrong = _print_agreement(events, several)
    _print_published(several)
    _print_diagnostics(events, several)
    return 1 if wrong else 0


def told_of(rows: Iterable[Row]) -> list[Told]:
    """The rows of one event as reports, each of its own voice; the outlet's rank and the row's certainty
    stand for themselves."""
    return [
        Told(report=_report(row), voice=row["id"], standing=int(float(row["source_classification"])))
        for row in rows
    ]


def _report(row: Row) -> Report:
    words = _words(row)
    figures = [(slot, _figure(row, column)) for slot, column in COUNTS]
    days = [(slot, date.fromisoformat(row[column])) for slot, column in DAYS]
    values: list[tuple[str, Value]] = [*figures, *((slot, When(earliest=d, latest=d)) for slot, d in days)]
    ident = f"rep-{row['id']}"
    claims = tuple(
        Claim.of(
            report=ident, slot=slot, value=value, evidence=(words,), method="MAVERICK",
            confidence=float(row["certain"]) / _MOST,
        )
        for slot, value in values
    )  # fmt: skip
    return Report(id=ident, document=words.span.document, role="main", anchor=words, claims=claims)


def _words(row: Row) -> Evidence:
    quote = row["source"] or row["id"]
    return Evidence(span=Span(document=f"doc-{row['id']}", start=0, end=len(quote)), quote=quote)


def _figure(row: Row, column: str) -> Figure:
    """Some rows give bounds that do not hold their best number: the figure then holds all three."""
    numbers = [_number(row, f"{column}_{end}") for end in ENDS]
    return Figure(low=min(numbers), high=max(numbers), point=numbers[1])


def _is_torn(row: Row) -> bool:
    return any(
        (numbers := [_number(row, f"{column}_{end}") for end in ENDS]) != sorted(numbers)
        for _, column in COUNTS
    )


def _number(row: Row, column: str) -> int:
    return int(float(row[column]))


def _print_agreement(events: Mapping[str, list[Row]], several: Mapping[str, list[Row]]) -> int:
    """Per profile and column, in how many events the profile gives what the plain computation gives; in how
    many a best figure or a day is another."""
    same: Counter[tuple[str, str]] = Counter()
    ties = 0
    for rows in events.values():
        told = weigh(told_of(rows))
        for profile, plain in PLAIN.items():
            for slot, column in COUNTS:
                found = headline(slot, told, profile)
                for end in ENDS:
                    wanted = plain([_number(row, f"{column}_{end}") for row in rows])
                    same[profile, f"{column}_{end}"] += getattr(found, end) == wanted
            by_slot = {r.slot: r for r in resolve(told, profile)}
            for slot, column in DAYS:
                same[profile, column] += _day(by_slot[slot]) == _plain_day(profile, slot, rows)
    for rows in several.values():
        ties += _modes([_number(row, "deaths_best") for row in rows]) > 1
    columns = [*(f"{column}_{end}" for _, column in COUNTS for end in ENDS), *(column for _, column in DAYS)]
    print(f"\nagreement with the plain computation, of {len(events)} events")
    print(f"{'':<16}" + "".join(f"{column:>15}" for column in columns))
    for profile in PLAIN:
        print(f"{profile:<16}" + "".join(f"{same[profile, column]:>15}" for column in columns))
    print(
        f"events of several reports whose deaths_best have more than one mode (the smallest stands): {ties}"
    )
    return sum(len(events) - n for (_, column), n in same.items() if not column.endswith(("_low", "_high")))


def _modes(values: Sequence[int]) -> int:
    counts = Counter(values)
    return sum(n == max(counts.values()) for n in counts.values())


def _day(found: Resolution) -> date | None:
    return found.value.earliest if isinstance(found.value, When) else None


def _plain_day(profile: str, slot: str, rows: Sequence[Row]) -> date:
    """Conservative: the widest span of days, informative the narrowest; of several modes the earliest, where
    eventreport takes their mean, a day that no report gives."""
    days = [date.fromisoformat(row[dict(DAYS)[slot]]) for row in rows]
    if profile == "representative":
        return min(days, key=lambda d: (-days.count(d), d))
    return min(days) if (profile == "conservative") == (slot == "started") else max(days)


def _print_published(several: Mapping[str, list[Row]]) -> None:
    ranges = []
    for rows in several.values():
        said = voices_say("killed", weigh(told_of(rows)))
        ranges.append(max(said) - min(said))
    wide = sorted(r for r in ranges if r)
    quarters = statistics.quantiles(wide, n=4, method="inclusive")
    found = {
        "events": len(ranges),
        "disagreement": round(100 * len(wide) / len(ranges), 1),
        "conflicting": len(wide),
        "median": quarters[1],
        "upper": quarters[2],
        "mean": round(statistics.fmean(wide), 1),
        "max": max(wide),
    }
    print("\ndeaths in events of several reports: what the voices say, and what was published")
    for name, value in found.items():
        print(f"  {name:<14}{value:>8g}{PUBLISHED[name]:>8g}")


def _print_diagnostics(events: Mapping[str, list[Row]], several: Mapping[str, list[Row]]) -> None:
    print("\nthe six diagnostics over what the voices say")
    head = ("divergence", "normalised", "sd", "range", "disagreement", "modal_confidence")
    print(f"{'':<26}{'events':>8}" + "".join(f"{name:>18}" for name in head))
    for slot, column in COUNTS:
        for name, some in (("all", events), ("several reports", several)):
            found = diagnose([voices_say(slot, weigh(told_of(rows))) for rows in some.values()])
            if found:
                cells = asdict(found)
                shown = "".join(f"{cells[h]:>18.4f}" for h in head)
                print(f"{column + ', ' + name:<26}{found.events:>8}{shown}")
