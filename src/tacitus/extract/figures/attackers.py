"""Whether a total counts the attackers, and attackers whose death no word of harm tells: suicide bombers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tacitus.extract.figures.pages import Page
from tacitus.extract.findings import Finding
from tacitus.lang.lexicon import load
from tacitus.lang.words import Phrases, Word
from tacitus.model import Basis, Document, Figure, Of
from tacitus.model.values import YesNo

ADDS_WITHIN = 2
"""Sentences back in which "another six", or the attackers, find what they belong to."""
_BOMBER = 0.6
"""Chance that a bomber who is said to have set off the bomb he wore died of it and is not counted yet."""
_BETWEEN = 3
"""Words between "suicide" and the bomb ("suicide car bomb")."""


def with_attackers_told(
    document: Document, figures: Sequence[Finding], forms: dict[tuple[int, int], str]
) -> list[Finding]:
    """A total with attackers named as a part of it counts them; one that they stand beside does not."""
    found = list(figures)
    for f in figures:
        form = forms.get((f.start, f.end))
        value = _figure(f)
        if value.of.side != "attackers":
            continue
        beside = form == "beside" or (value.scope == "total" and form != "part")
        near = 0 if beside and form != "beside" else ADDS_WITHIN
        wholes = [
            (abs(g.start - f.start), k) for k, g in enumerate(found)
            if g.slot == f.slot and _is_whole(g) and (g.start <= f.start or near == 0)
            and (beside or (_figure(g).best or 0) > (value.best or 0))
            and abs(document.sentence_of(f.start) - document.sentence_of(g.start)) <= near
        ]  # fmt: skip
        if wholes:
            k = min(wholes)[1]
            told: YesNo = "no" if beside else "yes"
            found[k] = replace(found[k], value=replace(_figure(found[k]), includes_attackers=told))
    return found


def _is_whole(finding: Finding) -> bool:
    value = _figure(finding)
    return value.of.side != "attackers" and value.scope == "total" and finding.stance != "denied"


def is_murder_suicide(page: Page) -> bool:
    """True where the page calls the act one."""
    return any(word in page.low for word in load("casualties")["self"]["joint"])


def with_the_killer(finding: Finding, forms: dict[tuple[int, int], str]) -> Finding:
    """The dead of a murder-suicide, where nobody is said to have killed them, count the killer among them."""
    value = _figure(finding)
    told = forms.get((finding.start, finding.end)) in ("passive", "noun", "toll")
    if finding.slot != "killed" or not told or value.scope != "total" or (value.best or 0) < 2:
        return finding
    return replace(finding, value=replace(value, includes_attackers="yes"))


def _figure(finding: Finding) -> Figure:
    assert isinstance(finding.value, Figure)
    return finding.value


@dataclass(frozen=True, slots=True)
class _Table:
    bombs: Phrases[str]
    undone: frozenset[str]


@cache
def _table() -> _Table:
    t = load("casualties")["suicide"]
    return _Table(
        bombs=Phrases({w: kind for kind in ("bombers", "bomber", "bombs") for w in t[kind]}),
        undone=frozenset(t["undone"]),
    )


def find_bombers(page: Page) -> Finding | None:
    """The most suicide bombers that one sentence tells of as having struck: dead, whoever counts them."""
    if "suicide" not in page.low:
        return None
    best: tuple[int, int, int] | None = None
    for row in page.rows:
        for k, word in enumerate(row.words):
            if word.low == "suicide" and (hit := _bomb(row.words, k)):
                if any(w.low in _table().undone for w in row.words):
                    continue
                before = next((n for n in row.numbers if k - _BETWEEN <= n.first < n.last <= k), None)
                many = before.low if before and before.kind == "count" and hit[1] == "bombers" else 1
                if best is None or many > best[0]:
                    best = (many, word.start, row.words[hit[0] - 1].end)
    if best is None:
        return None
    value = Figure(
        low=best[0], high=best[0], point=best[0], of=Of(side="attackers"), includes_attackers="yes"
    )  # fmt: skip
    return Finding(
        slot="killed", value=value, start=best[1], end=best[2], basis=Basis.INFERRED, confidence=_BOMBER
    )


def _bomb(row: list[Word], k: int) -> tuple[int, str] | None:
    return next(
        (hit for at in range(k + 1, min(len(row), k + _BETWEEN + 1)) if (hit := _table().bombs.at(row, at))),
        None,
    )
