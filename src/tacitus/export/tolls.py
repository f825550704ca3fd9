"""How many, for the formats that ask for one number: victims and attackers together, or by side."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.export.happening import Happening, Standing

_WITHOUT_ATTACKERS = "tacitus"
"""The profile whose whole toll counts victims alone."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A count with its bounds (low <= best <= high), the claims it rests on, and how it was put together."""

    low: int
    best: int
    high: int
    claims: tuple[str, ...]
    rule: str

    def plus(self, other: Toll, rule: str) -> Toll:
        return Toll(
            self.low + other.low,
            self.best + other.best,
            self.high + other.high,
            self.claims + other.claims,
            rule,
        )


def headline(found: Happening, slot: str) -> Toll | None:
    """The whole toll: the total of everybody; where no page gives one, the largest group that is told of
    without a total, which is the least that the total can be."""
    whole = whole_of(found, slot)
    if whole is not None:
        return _toll(whole, whole.trace) if whole.stands and "silence" not in whole.flags else None
    groups = [_toll(s, s.trace) for s in found.all(slot) if s.value["of"].get("side") != "attackers"]
    known = [toll for toll in groups if toll is not None]
    if known:
        largest = max(known, key=lambda t: (t.best, t.claims))
        rule = f"no total is told: the largest group of which a number is ({largest.rule})"
        return Toll(largest.low, largest.best, largest.high, largest.claims, rule)
    return _described(found, slot)


def whole_of(found: Happening, slot: str) -> Standing | None:
    """What was resolved for everybody together, were it to nothing."""
    resolved = found.resolved(slot)
    return next((s for s in resolved if not s.value["of"] and s.value["scope"] == "total"), None)


def _described(found: Happening, slot: str) -> Toll | None:
    """Victims that are named or described and not counted: at least so many."""
    effect = {"killed": "killed", "injured": "injured"}.get(slot)
    told = [s for s in found.all("victim") if effect and s.value["effect"] == effect]
    if not told:
        return None
    largest = max(told, key=lambda s: (s.value["number"] or 1, s.claims))
    number = largest.value["number"] or 1
    return Toll(number, number, number, largest.claims, "no number is told: the largest group of victims")


def side(found: Happening, slot: str, name: str) -> Toll | None:
    """The toll of one side ("attackers", "state_forces", "civilians"), where a page gives it."""
    for standing in found.all(slot):
        if standing.value["of"] == {"side": name} and standing.value["scope"] in ("total", "part"):
            return _toll(standing, standing.trace)
    return None


def with_attackers(found: Happening, slot: str) -> Toll | None:
    """Victims and attackers together. Attackers are added only where some page tells of both, where it is
    certain that the act took place, and where the total does not hold them already: two sides that count
    the same dead by other names are not to be summed."""
    whole, theirs = headline(found, slot), side(found, slot, "attackers")
    resolved = whole_of(found, slot)
    if resolved is not None and resolved.profile != _WITHOUT_ATTACKERS:
        return whole  # the rule books of the standards have added them
    if whole is None or theirs is None:
        return whole or theirs
    holds = {found.claims[c]["value"]["includes_attackers"] for c in whole.claims if _counts(found, c)}
    together = found.reports_of(whole.claims) & found.reports_of(theirs.claims)
    if "yes" in holds or not together or found.occurrence == "disputed":
        return whole
    return whole.plus(theirs, f"{whole.rule}; and the attackers ({theirs.rule})")


def _counts(found: Happening, claim: str) -> bool:
    value = found.claims[claim]["value"] if claim in found.claims else None
    return isinstance(value, dict) and "includes_attackers" in value


def _toll(standing: Standing, rule: str) -> Toll | None:
    """None for "it is not known how many". `high` is the highest figure told, never without end."""
    if standing.best is None:
        return None
    low = standing.best if standing.low is None else min(standing.low, standing.best)
    high = max(standing.best, standing.high or 0)
    return Toll(low, standing.best, high, standing.claims, rule)
