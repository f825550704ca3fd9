"""Which types of act the words of one happening show, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.happenings.mentions import Mention
from tacitus.lang.lexicon import load
from tacitus.model import Basis, Weapon

SHARE = 0.45
"""A further type stands when its words weigh at least this share of the heaviest type's."""
STRENGTH = {"act": 1.0, "weak": 0.5, "tool": 1.0, "harm": 0.4}
AGAIN, MOST_AGAIN = 0.25, 3
"""What each further word for the same type adds, and how many count: three bombs are little more of a bombing
than one."""


@cache
def _specific() -> dict[str, float]:
    return {name: float(weight) for name, weight in load("happenings")["specific"].items()}


@cache
def _shifts() -> tuple[tuple[str, str, str, float], ...]:
    rows = load("happenings")["shift"]
    return tuple((r["topic"], r["type"], r["becomes"], float(r["factor"])) for r in rows)


def weigh_types(mentions: Sequence[Mention], topics: Mapping[str, int] | None = None) -> dict[str, float]:
    """Type -> weight: how specific its words are, a little more for each further word.

    `topics` are those that the page speaks of: a clash at a protest is a violent demonstration. In the table
    of shifts the type "violence" stands for words that show none.
    """
    words: dict[str, list[float]] = {}
    for m in mentions:
        for name in m.kind.types:
            words.setdefault(name, []).append(STRENGTH[m.kind.strength])
    specific = _specific()
    weights = {
        name: specific.get(name, 1.0) * (max(found) + AGAIN * min(MOST_AGAIN, sum(found) - max(found)))
        for name, found in words.items()
    }
    bare = [m for m in mentions if not m.kind.types and m.kind.strength in ("act", "weak")]
    untyped = max((STRENGTH[m.kind.strength] for m in bare), default=0.0)
    for topic, name, becomes, factor in _shifts():
        weight = weights.get(name, untyped if name == "violence" else 0.0)
        if weight and (topics or {}).get(topic):
            weights[becomes] = max(weights.get(becomes, 0.0), factor * weight)
    return weights


def type_by_weapon(findings: Sequence[Finding]) -> list[Finding]:
    """`findings` of one happening, its type "unknown" replaced by the one that its weapon shows."""
    table = load("happenings")["weapon_types"]
    if not any(f.slot == "type" and f.value == "unknown" for f in findings):
        return list(findings)
    shown = [f for f in findings if isinstance(f.value, Weapon) and f.value.kind in table]
    if not shown:
        return list(findings)
    best = max(shown, key=lambda f: (f.confidence, -f.start))
    kind = best.value.kind if isinstance(best.value, Weapon) else None
    made = Finding(
        slot="type",
        value=table[kind],
        start=best.start,
        end=best.end,
        basis=Basis.INFERRED,
        confidence=best.confidence,
    )
    return [made if f.slot == "type" and f.value == "unknown" else f for f in findings]


def find_types(mentions: Sequence[Mention]) -> tuple[Finding, ...]:
    """The types of the happening that `mentions` (one at least) name, the surest first; "unknown" where no
    word says one."""
    weights = weigh_types(mentions)
    if not weights:
        m = mentions[0]
        return (Finding(slot="type", value="unknown", start=m.start, end=m.end, basis=Basis.INFERRED),)
    top = max(weights.values())
    found = []
    for name in sorted(weights, key=lambda n: (-weights[n], n)):
        if weights[name] >= SHARE * top:
            showing = [m for m in mentions if name in m.kind.types]
            showing.sort(key=lambda m: (m.kind.strength != "act", m.start))
            spans = [(m.start, m.end) for m in showing]
            (start, end), *extra = spans
            found.append(Finding(slot="type", value=name, start=start, end=end, extra=tuple(extra)))
    return tuple(found)
