"""The dead of merged incidents: what stands for each cluster of GVA's pages, against the record.

`python -m benchmarks killed [dev|train]`. The pages of that part are read, linked and added up; an incident
of the record is held against the cluster that has most of its pages. Silence is 0, as in the record.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.rows import document, rows, tools
from benchmarks.suites import BENCH
from tacitus import pipeline
from tacitus.model import Figure, Incident, Of, Record

MATTERS = ("main", "aftermath")
"""Roles of the happening that a page is about."""


def run_killed(part: str = "dev") -> int:
    """Print the share of exact figures, of all incidents and of those with two pages or more, and the misses
    by kind; 2 without ../shared."""
    source = BENCH / "gva" / f"docs.{part}.jsonl"
    if not source.exists():
        sys.stderr.write(f"no benchmarks at {source}\n")
        return 2
    known = {row["incident_id"]: row["record"] for row in rows(BENCH / "gva" / "incidents.jsonl")}
    wanted = [row for row in rows(source) if not row["flags"]]
    loaded = tools()
    records = [pipeline.understand(document(row, as_is=False), loaded) for row in wanted]
    pages: dict[str, list[Record]] = defaultdict(list)
    for row, record in zip(wanted, records, strict=True):
        pages[row["incident_id"]].append(record)
    made = _incidents(records)
    found: Counter[str] = Counter()
    several: Counter[str] = Counter()
    for incident, theirs in sorted(pages.items()):
        dead = (known.get(incident) or {}).get("num_killed")
        if dead is not None:
            kind = _judged(theirs, made, int(dead))
            found[kind] += 1
            several[kind] += len(theirs) > 1
    print(f"{found.total()} incidents, killed exact {_share(found)} (goal 91)")
    print(f"{several.total()} of two pages or more, killed exact {_share(several)}")
    for kind, number in found.most_common():
        print(f"  {kind:<12} {number}")
    return 0


def _share(kinds: Counter[str]) -> str:
    return f"{100 * kinds['right'] / max(1, kinds.total()):.2f}"


def _incidents(records: Sequence[Record]) -> dict[str, Incident]:
    """Report -> the incident that it was linked into."""
    clustering, voices = pipeline.cluster(pipeline.gather(records))
    told = {report.id: (record.document, report) for record in records for report in record.reports}
    made = (pipeline.add_up([told[ident] for ident in group], voices) for group in clustering.clusters)
    return {report: incident for incident in made for report in incident.reports}


def _judged(pages: Iterable[Record], made: Mapping[str, Incident], dead: int) -> str:
    """How the dead of the incident that has most of these pages compare with the record."""
    main = [next((r.id for r in page.reports if r.role in MATTERS), None) for page in pages]
    held = Counter(made[ident].id for ident in main if ident)
    if not held:
        return "no report" if dead else "right"
    biggest = max(held, key=lambda ident: (held[ident], ident))
    return _kind(dead_of(next(i for i in made.values() if i.id == biggest)), dead)


def dead_of(incident: Incident) -> int | None:
    """The one number of dead that stands for everybody, attackers included; None where nobody gives one."""
    victims = attackers = None
    for found in incident.resolutions:
        value = found.value
        if found.slot != "killed" or not isinstance(value, Figure) or value.scope != "total":
            continue
        best = found.best if found.best is not None else found.low
        if not value.of and victims is None:
            victims = best
        elif value.of == Of(side="attackers") and attackers is None:
            attackers = best
    return None if victims is None and attackers is None else (victims or 0) + (attackers or 0)


def _kind(best: int | None, dead: int) -> str:
    if (best or 0) == dead:
        return "right"
    if best is None:
        return "silent"
    return "too few" if best < dead else "too many"
