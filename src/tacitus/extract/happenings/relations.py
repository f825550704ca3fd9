"""How the happenings of one page stand to each other, where the page says so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from tacitus.extract.happenings.happenings import Happening
from tacitus.lang.lexicon import load
from tacitus.lang.patterns import Patterns, words_of
from tacitus.model import Document, Relation, Report

REACH = 120
"""Characters between the words of a relation and the happening that they lead to."""


@cache
def _phrases() -> Patterns[str]:
    return Patterns([(p, r["kind"]) for r in load("roles")["relation"] for p in r["phrases"]], {})


def find_relations(
    document: Document, happenings: Sequence[Happening], reports: Sequence[Report]
) -> tuple[Relation, ...]:
    """Relations between `reports` (one for each of `happenings`, in the same order).

    Retaliation runs from the happening told in the sentence to the one named behind the words; acts of one
    operation are tied pairwise where the page calls them coordinated or simultaneous, or tells them as one
    in several places: then each is a part of what holds the total of all, where one is told.
    """
    if len(happenings) < 2:
        return ()
    parts = [(n, h.operation) for n, h in enumerate(happenings) if h.operation]
    tokens = words_of(document)
    spots = sorted((s, e, n) for n, h in enumerate(happenings) for s, e in h.triggers)
    found: dict[tuple[int, int, str], Relation] = {}
    for match in _phrases().find(tokens):
        start, end = tokens[match.first].start, tokens[match.last].end
        evidence = (document.quote(start, end),)
        for one, other in _pairs(match.row, happenings, spots, (start, end)):
            relation = Relation(
                from_=reports[one].id, to=reports[other].id, kind=match.row, evidence=evidence
            )
            found.setdefault((one, other, match.row), relation)
    for (one, words), (other, _) in combinations(parts, 2):
        evidence = (document.quote(*words),)
        part, whole, kind = one, other, "same_operation"
        if "aggregate" in (happenings[one].role, happenings[other].role):
            part, whole = (one, other) if happenings[other].role == "aggregate" else (other, one)
            kind = "part_of"
        relation = Relation(from_=reports[part].id, to=reports[whole].id, kind=kind, evidence=evidence)
        found.setdefault((part, whole, kind), relation)
    return tuple(found[key] for key in sorted(found))


def _pairs(
    kind: str,
    happenings: Sequence[Happening],
    spots: Sequence[tuple[int, int, int]],
    at: tuple[int, int],
) -> list[tuple[int, int]]:
    if kind == "same_operation":
        told = [n for n, h in enumerate(happenings) if h.role == "main"]
        recalled = [n for n, h in enumerate(happenings) if h.role == "background"]
        return list(combinations(told if len(told) > 1 else [*told, *recalled[:1]], 2))
    behind = [n for s, _, n in spots if at[1] <= s <= at[1] + REACH]
    before = [n for s, _, n in spots if s < at[0]]
    told = [n for n, h in enumerate(happenings) if h.role in ("main", "aftermath")]
    if not behind:
        return []
    source = (
        before[-1] if before and before[-1] != behind[0] else next((n for n in told if n != behind[0]), None)
    )
    return [] if source is None else [(source, behind[0])]
