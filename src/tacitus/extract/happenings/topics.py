"""What else a page may be about: sport, film, weather, accidents, politics… (data/lexicons/topics.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.lang.patterns import Patterns, Word

AGAIN, MOST_AGAIN = 0.25, 3
"""What each further word for a topic adds, and how many count."""


@cache
def _topics() -> Patterns[str]:
    return Patterns([(p, t["name"]) for t in load("topics")["topic"] for p in t["phrases"]], {})


@cache
def _weights() -> dict[str, float]:
    return {t["name"]: float(t["weight"]) for t in load("topics")["topic"]}


def count_topics(tokens: Sequence[Word]) -> dict[str, int]:
    """Topic -> number of its words among `tokens`, in the order of the table."""
    found: dict[str, int] = dict.fromkeys(_weights(), 0)
    for match in _topics().find(tokens):
        found[match.row] += 1
    return {name: n for name, n in found.items() if n}


def weigh_topics(tokens: Sequence[Word]) -> tuple[float, tuple[str, ...]]:
    """The weight against an attack, and the topics that make it up with their counts."""
    counts = count_topics(tokens)
    weights = _weights()
    total = sum(weights[name] * n for name, n in counts.items())
    return total, tuple(f"{name}: {n}" for name, n in counts.items() if weights[name])


def pull_topics(counts: Mapping[str, int]) -> dict[str, float]:
    """Topic -> how strongly `counts` of its words speak for it, a little more for each further word; only
    topics that can be what a stretch is about."""
    pulls = {t["name"]: float(t["pull"]) for t in load("topics")["topic"] if "pull" in t}
    return {n: pulls[n] * (1 + AGAIN * min(MOST_AGAIN, c - 1)) for n, c in counts.items() if n in pulls}
