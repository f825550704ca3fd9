"""Whether a total counts the attackers, and attackers whose death no word of harm tells: suicide bombers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tacitus.extract.figures.casualties import Casualty
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
_WORD = 12
"""Characters before a number in which the verb that governs it ends."""
_STATES = ("passive", "noun", "of", "toll")
"""Forms in which people are dead and nobody is said to have killed them."""
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


def with_killers_counted(
    page: Page, found: Sequence[Finding], ties: Sequence[Casualty]
) -> tuple[Finding, ...]:
    """The totals of the dead, with what the rest of the page says on whether they count dead attackers.

    "He killed three and himself … four dead": what somebody did to others never counts him, and a total that
    is larger by the attackers who died counts them. So does one of the dead and the found, whom nobody is
    said to have killed, where an attacker shot himself there. Of bombers nothing can be said: a toll that is
    the work of a bomb may count them or not.
    """
    attackers = max((_best(f) for f in found if _is_total(f, attackers=True)), default=0)
    if not attackers or _tells_of_bombers(page):
        return tuple(found)
    forms = {(t.start, t.end): t for t in ties if t.slot == "killed"}
    others = {_best(f) for f in found if _is_total(f) and _is_of_others(f, forms)}
    selves = {t.sentence for t in ties if t.by_self and not t.group.part}
    made = []
    for f in found:
        value, tie = _figure(f), forms.get((f.start, f.end))
        told: YesNo | None = None
        if _is_total(f) and value.of == Of() and value.includes_attackers == "unclear":
            if tie is not None and (tie.doer or (tie.form == "active" and tie.sentence in selves)):
                told = "no"
            elif _best(f) > attackers and _best(f) not in others:
                found_there = bool(selves) and tie is not None and _is_found(page, tie)
                told = "yes" if found_there or _best(f) - attackers in others else None
        made.append(replace(f, value=replace(value, includes_attackers=told)) if told else f)
    return tuple(made)


def _is_of_others(finding: Finding, forms: Mapping[tuple[int, int], Casualty]) -> bool:
    """ "Killed three", "a triple murder": the deed and those it was done to."""
    tie = forms.get((finding.start, finding.end))
    told = tie is not None and (tie.form in ("active", "multiple") or tie.group.noun == "victim")
    return told or _figure(finding).includes_attackers == "no"


def _is_found(page: Page, tie: Casualty) -> bool:
    """ "Four dead", "five were found": nobody is said to have killed them or left them dead."""
    before = page.low[max(0, tie.group.start - _WORD) : tie.group.start].split()[-1:]
    left = bool(before) and before[0] in load("casualties")["self"]["leaving"]
    return tie.form in _STATES and not left and not tie.group.other and tie.group.noun != "victim"


def _is_total(finding: Finding, *, attackers: bool = False) -> bool:
    if finding.slot != "killed" or finding.role is not None or finding.stance == "denied":
        return False
    value = _figure(finding)
    return value.scope == "total" and not value.unknown and (value.of.side == "attackers") == attackers


def _tells_of_bombers(page: Page) -> bool:
    if any(words in page.low for words in load("casualties")["self"]["blast"]):
        return True
    return find_bombers(page) is not None


def _best(finding: Finding) -> int:
    return _figure(finding).best or 0


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
