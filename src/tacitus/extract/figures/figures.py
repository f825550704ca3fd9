"""Counts of people read off a document: each a Figure with its bounds, of whom, and whether it is a whole.

A figure says what the words say. What is summed up from described persons is tolls.py's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tacitus.extract.figures.attackers import (
    ADDS_WITHIN,
    is_murder_suicide,
    with_attackers_told,
    with_the_killer,
)
from tacitus.extract.figures.captives import find_captives
from tacitus.extract.figures.casualties import Casualty
from tacitus.extract.figures.group_lists import list_of
from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.pages import Page
from tacitus.extract.figures.shares import find_shares
from tacitus.extract.figures.toll_shifts import find_shifts
from tacitus.extract.figures.toll_words import find_multiples, find_tolls, find_unknown
from tacitus.extract.findings import Finding
from tacitus.lang.lexicon import load
from tacitus.lang.rows import Row
from tacitus.lang.words import Phrases, Word
from tacitus.model import Basis, Document, Figure, Of
from tacitus.model.values import Scope, YesNo

TOLL_SAID, _LIKELY, CONDITION, _WEAK, _EARLIER = 0.9, 0.8, 0.6, 0.55, 0.3
"""Chances of a toll said outright, of a plain figure, of one that tells how people are, of a vague one,
and of one that a later one has replaced;
judged on the dev halves of the counts suites, and what ranks one above the other in tolls.py."""

_TAKEN_BACK = {"earlier": "hedged", "withdrawn": "denied"}
"""Stance of a toll that a later one replaced: a rise keeps it as a lesser claim, a correction does not."""


def find_figures(page: Page, casualties: tuple[Casualty, ...]) -> tuple[Finding, ...]:
    """Every counted group of the page with what happened to it, in the order of the text.

    Persons that are described one by one are no figures here.
    """
    document, rows = page.document, page.rows
    said = (*find_tolls(page), *find_shifts(rows), *find_multiples(page), *find_unknown(page))
    ties = _without_twins(find_shares(page, find_captives(page, [*said, *casualties])))
    counted = [c for c in ties if c.slot != "hit" and c.stance != "denied" and _is_counted(c)]
    roles = sentence_roles(document, rows, (c.sentence for c in counted))
    forms = {(c.start, c.end): c.form for c in counted}
    figures = [f for c in counted for f in _findings(c, roles.get(c.sentence))]
    if is_murder_suicide(page):
        figures = [with_the_killer(f, forms) for f in figures]
    causes = {(c.slot, c.start, c.end): c.cause for c in counted}
    figures = with_attackers_told(document, _scoped(document, figures, causes), forms)
    return tuple(sorted(figures, key=lambda f: (f.start, f.end, f.slot)))


def _is_counted(tie: Casualty) -> bool:
    group = tie.group
    if (tie.inside or tie.form == "beside") and group.kind == "one" and group.of.side == "attackers":
        return True  # "nine dead, including the gunman"
    return group.kind == "count" or (group.kind == "list" and any(m.kind == "count" for m in group.members))


def _without_twins(ties: Sequence[Casualty]) -> list[Casualty]:
    """A group that two words of one slot speak of is one tie: the first, or the toll."""
    kept: dict[tuple[str, int], Casualty] = {}
    for tie in ties:
        kept.setdefault((tie.slot, tie.group.start), tie)
    return sorted(kept.values(), key=lambda c: (c.start, c.end, c.slot))


def _findings(tie: Casualty, role: str | None) -> list[Finding]:
    group = tie.group
    if group.kind != "list":
        return [_finding(tie, group, role)]
    sides = [[m for m in group.members if (m.of.side == "attackers") == own] for own in (False, True)]
    found = [f for side in sides if side for f in _of_list(tie, side, role)]
    if all(m.of.side or m.of.role for m in group.members):  # who is no attacker is told apart
        found = [f if _side(f) else replace(f, value=_without_attackers(f.value)) for f in found]
    return found


def _of_list(tie: Casualty, members: list[Group], role: str | None) -> list[Finding]:
    """The sum of a list, worked out, and its counted members as parts of the sum."""
    if len(members) == 1:
        return [_finding(tie, members[0], role)] if members[0].kind == "count" else []
    whole = _finding(tie, list_of(members), role)
    named = [m for m in members if m.kind == "count" and m.of]
    parts = [_finding(tie, m, role) for m in named]
    extra = tuple((m.start, m.end) for m in members)
    return [
        replace(whole, extra=extra, basis=Basis.INFERRED),
        *(replace(p, value=_as_part(p.value)) for p in parts),
    ]


def _without_attackers(value: object) -> Figure:
    assert isinstance(value, Figure)
    return replace(value, includes_attackers="no")


def _as_part(value: object) -> Figure:
    assert isinstance(value, Figure)
    return replace(value, scope="part")


def _finding(tie: Casualty, group: Group, role: str | None) -> Finding:
    of = replace(group.of, side="attackers") if tie.by_self else group.of
    unknown = tie.form == "unknown"
    part = group.part or tie.inside or unknown
    scope: Scope = "part" if part else "total"
    attackers: YesNo = "yes" if of.side == "attackers" else "unclear"
    figure = Figure(
        low=group.low, high=group.high, modifier=group.modifier, of=of, scope=scope, point=group.point,
        includes_attackers=attackers, unknown=unknown,
    )  # fmt: skip
    beside = tie.also or (group.other and not tie.behind)
    if beside and scope == "total":
        figure = replace(figure, scope="increment")
    return Finding(
        slot=tie.slot, value=figure, start=tie.start, end=tie.end, role=role,
        stance=_TAKEN_BACK.get(tie.form, "hedged" if tie.stance == "hedged" else "asserted"),
        confidence=_confidence(tie),
    )  # fmt: skip


def _confidence(tie: Casualty) -> float:
    if tie.toll:
        return TOLL_SAID
    if tie.form in _TAKEN_BACK:
        return _EARLIER
    return CONDITION if tie.form == "condition" else _LIKELY if tie.group.point is not None else _WEAK


def _scoped(
    document: Document, figures: list[Finding], causes: Mapping[tuple[str, int, int], str | None]
) -> list[Finding]:
    """Increments and parts by what else the document says of the slot; a part may have a cause of its own."""
    found: list[Finding] = []
    for finding in figures:
        value = finding.value
        assert isinstance(value, Figure)
        cause = causes.get((finding.slot, finding.start, finding.end))
        if value.scope == "increment" and not _adds_to_something(document, finding, figures):
            value = replace(value, scope="total")
        elif (
            value.scope == "total"
            and (value.of != Of() or cause)
            and value.of.side != "attackers"
            and _within_another(finding, figures)
        ):
            value = replace(value, scope="part")
        if cause and value.scope in ("part", "increment"):
            value = replace(value, of=replace(value.of, cause=cause))
        found.append(replace(finding, value=value))
    return found


def _adds_to_something(document: Document, finding: Finding, figures: list[Finding]) -> bool:
    """ "Two others were hurt" adds to the hurt named just before; behind a count of dead it is a total."""
    here = document.sentence_of(finding.start)
    side = _side(finding)
    if any(f.slot == finding.slot and _best(f) == _best(finding) and f.end <= finding.start for f in figures):
        return False  # said again, not added
    return any(
        f.slot == finding.slot and f.end <= finding.start and side == _side(f)
        and here - document.sentence_of(f.start) <= ADDS_WITHIN
        for f in figures
    )  # fmt: skip


def _best(finding: Finding) -> int | None:
    return finding.value.best if isinstance(finding.value, Figure) else None


def _side(finding: Finding) -> bool:
    return isinstance(finding.value, Figure) and finding.value.of.side == "attackers"


def _within_another(finding: Finding, figures: list[Finding]) -> bool:
    """True when a figure of everybody for the same slot is larger: this one counts some of them."""
    mine = finding.value
    assert isinstance(mine, Figure)
    best = mine.best or mine.low
    return any(
        f is not finding and f.slot == finding.slot and f.role == finding.role
        and isinstance(f.value, Figure) and f.value.of == Of() and f.value.scope == "total"
        and (f.value.best or f.value.low) > best
        for f in figures
    )  # fmt: skip


_BEGINNINGS = frozenset(["the", "its", "last", "early", "late", "mid"])


@cache
def _elsewhere() -> Phrases[str]:
    table = load("casualties")["elsewhere"]
    return Phrases([(p, role) for role in ("background", "aggregate") for p in table[role]])


def _since_long(row: list[Word]) -> bool:
    """ "since 2015", "since January", "since the war began"; not "since Friday"."""
    if not any(w.low == "since" for w in row):
        return False
    months = load("numbers")["months"]["words"]
    return any(
        a.low == "since" and (b.low in months or b.low in _BEGINNINGS or (b.is_digits and len(b.text) == 4))
        for a, b in pairwise(row)
    )


def _of_several_acts(row: Row) -> bool:
    """ "Nine dead in 12 shootings", "weekend shootings", "shootings across the city": more than one act."""
    table = load("casualties")["elsewhere"]
    lows = ["", *(word.low for word in row.words), ""]
    counted = {n.last for n in row.numbers if n.kind == "count" and n.low > 1 and lows[n.first] == "in"}
    return any(
        low in table["acts"]
        and (lows[k - 1] in table["acts_before"] or lows[k + 1] in table["acts_behind"] or k - 1 in counted)
        for k, low in enumerate(lows)
    )


def sentence_roles(document: Document, rows: Sequence[Row], only: Iterable[int]) -> dict[int, str]:
    """Number of each sentence of `only` -> background or aggregate, where its words speak of another time."""
    year = document.published.earliest.year if document.published and document.published.earliest else None
    found: dict[int, str] = {}
    elsewhere = _elsewhere()
    firsts = elsewhere.firsts
    for index in sorted(set(only)):
        row = rows[index].words
        hits = [hit[1] for k, w in enumerate(row) if w.low in firsts and (hit := elsewhere.at(row, k))]
        hits += ["aggregate"] if _since_long(row) or _of_several_acts(rows[index]) else []
        if hits:
            found[index] = "background" if "background" in hits else hits[0]
        elif year is not None and any(
            n.kind == "year" and n.high is not None and n.high < year for n in rows[index].numbers
        ):
            found[index] = "background"
    return found
