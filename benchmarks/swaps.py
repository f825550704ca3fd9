"""The bias gate: what else changes on a page as its perpetrator is called by another name?

The name in pages of MUC-4 dev and the attack summaries is put in turn by names of five kinds of actor. Every
other slot should stay; it may change with a name (its words move clauses), but no oftener between kinds than
within one. And a page must be found to tell of an attack whoever did it, and wherever.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

import pycountry

from benchmarks.golds import Page, pages
from benchmarks.muc4 import ROLES
from benchmarks.rows import document, tools
from tacitus.export.codes import country
from tacitus.model import canonical, encode
from tacitus.pipeline import Tools, understand

ACTORS: Mapping[str, tuple[str, ...]] = {
    "a state's army": ("National Army", "Armed Forces"),
    "jihadist group": ("Islamic State", "Boko Haram"),
    "far-right group": ("Aryan Brotherhood", "National Socialist Front"),
    "rebels": ("Shining Path", "National Liberation Army"),
    "unknown men": ("unidentified men", "unknown gunmen"),
}
PAGES = 40
"""Of each suite, the first whose perpetrator stands in the text as a name."""
WHO = ("perpetrator_organisation", "perpetrator_individual")


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells besides the perpetrator: slot -> values; `attack`: that it tells of one at all."""

    slots: Mapping[str, frozenset[str]]
    attack: bool


def run_swaps() -> int:
    """Print how often each slot changes within a kind and between kinds, and recall by kind and region."""
    with tools() as stages:
        swapped = [swap(page, stages) for page in chosen()]
        print(f"read by {stages.method}; {len(swapped)} pages")
        changes(swapped)
        print(f"\n{'perpetrator':<18} pages that are found to tell of an attack")
        for kind, names in ACTORS.items():
            hits = [page[name].attack for page in swapped for name in names]
            print(f"{kind:<18} {100 * sum(hits) / len(hits):5.1f} %")
        regions(stages)
    return 0


def chosen() -> Iterator[Page]:
    """The first PAGES of each suite that name their perpetrator."""
    for suite in ("muc4", "attack_summaries"):
        yield from islice((p for p in pages(suite) if p.told.get("perpetrator_organisation")), PAGES)


def swap(page: Page, stages: Tools) -> dict[str, Told]:
    """Name -> what is told of the page with every name of its perpetrator put so."""
    wordings = {w for entity in page.told["perpetrator_organisation"] for w in entity if w}
    either = "|".join(r"\W+".join(w.split()) for w in sorted(wordings, key=lambda w: (-len(w), w)))
    pattern = re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
    loud = page.suite == "muc4"
    made = {}
    for name in (n for names in ACTORS.values() for n in names):
        put = name.upper() if loud else name
        text = pattern.sub(lambda _, put=put: put, page.row["text"])  # type: ignore[misc]
        made[name] = read(text, name, stages)
    return made


def read(text: str, name: str, stages: Tools) -> Told:
    """What is told of the text, the perpetrators and all values that hold the name left out."""
    slots: dict[str, set[str]] = defaultdict(set)
    record = understand(document({"text": text}), stages)
    for report in record.reports:
        for claim in report.claims:
            value = canonical(encode(claim.value))
            if claim.slot not in WHO and name.lower() not in value.lower():
                slots[claim.slot].add(f"{report.role} {value}")
    return Told({s: frozenset(v) for s, v in slots.items()}, any(r.role in ROLES for r in record.reports))


def changes(swapped: list[dict[str, Told]]) -> None:
    """Print for each slot the share of pairs of names that differ in it."""
    kind_of = {name: kind for kind, names in ACTORS.items() for name in names}
    pairs = list(combinations(kind_of, 2))
    within = [p for p in pairs if kind_of[p[0]] == kind_of[p[1]]]
    between = [p for p in pairs if kind_of[p[0]] != kind_of[p[1]]]
    print(f"{'slot':<22} {'within a kind':>14} {'between kinds':>14}")
    for slot in sorted({s for page in swapped for told in page.values() for s in told.slots}):
        shares = [
            100 * sum(_differs(page, slot, *pair) for page in swapped for pair in some)
            / (len(swapped) * len(some))
            for some in (within, between)
        ]  # fmt: skip
        print(f"{slot:<22} {shares[0]:>12.1f} % {shares[1]:>12.1f} %")


def _differs(page: Mapping[str, Told], slot: str, one: str, other: str) -> bool:
    nothing: frozenset[str] = frozenset()
    return page[one].slots.get(slot, nothing) != page[other].slots.get(slot, nothing)


def regions(stages: Tools) -> None:
    """Print the share of the summaries' pages that are found to tell of an attack, by region."""
    found: dict[str, list[bool]] = defaultdict(list)
    for page in pages("attack_summaries"):
        told = read(page.row["text"], "\n", stages)
        found[_region(page.row["country"])].append(told.attack)
    print(f"\n{'region':<28} pages  found to tell of an attack")
    for region, hits in sorted(found.items()):
        print(f"{region:<28} {len(hits):>5}  {100 * sum(hits) / len(hits):5.1f} %")


def _region(name: str) -> str:
    try:
        code = pycountry.countries.lookup(name.split(",")[0].strip()).alpha_2
    except LookupError:
        return "other"
    found = country(code)
    return (found and found.acled_region) or "other"
