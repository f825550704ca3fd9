"""From figures and described persons to one toll: how many were killed and injured in the main happening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tacitus.extract.figures.attackers import find_bombers, with_killers_counted
from tacitus.extract.figures.captives import is_of_captives
from tacitus.extract.figures.casualties import Casualty, find_casualties
from tacitus.extract.figures.figures import CONDITION, TOLL_SAID, find_figures, sentence_roles
from tacitus.extract.figures.older_days import older_sentences
from tacitus.extract.figures.pages import Page, page_of
from tacitus.extract.figures.persons import Person, find_persons
from tacitus.extract.figures.toll_words import find_implied, find_multiples
from tacitus.extract.findings import Finding
from tacitus.lang.rows import Row
from tacitus.model import Basis, Document, Figure, Of

_IMPLIED = 0.62
ALIKE = 2
"""A total more than so many times another counts something else."""
_LEAD = 5
"""Sentences at the head of a page that say what it is about."""
_COUNTED = 0.7
"""Chance that the persons described are all there were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many were killed, or injured, in the main happening.

    `best` counts victims alone, `attackers` are those beside them; `best` None: the document says nothing.
    `low`..`high` (None = open) holds the number under both ways of counting, with the attackers and without:
    the bounds of the words, totals of the page that differ, and who may or may not be counted already.
    `top` is the largest number said, from which an open end goes on. `sources` are the findings it rests on.
    """

    low: int
    best: int | None
    high: int | None
    attackers: int = 0
    top: int = 0
    sources: tuple[Finding, ...] = ()


def read_people(document: Document, rows: Sequence[Row] | None = None) -> tuple[Finding, ...]:
    """All figures of people, those the words state and those summed up from persons; harm is read once."""
    page = page_of(document, rows)
    casualties = find_casualties(page)
    stated = find_figures(page, casualties)
    found = (*stated, *count_people(page, stated, casualties))
    return with_killers_counted(page, found, casualties)


def count_people(
    page: Page, findings: tuple[Finding, ...], ties: tuple[Casualty, ...]
) -> tuple[Finding, ...]:
    """Totals that no words state, summed up from described persons and from those struck by bullets.

    For killed and injured each at most one figure of victims and one of attackers, basis INFERRED, with every
    person's stretch as evidence. Where `findings` state a total of the victims, persons add nothing to it.
    """
    roles = _roles(page, ties)
    is_of_hurt = any(t.slot in ("hit", "injured") and t.sentence not in roles for t in ties)
    persons = _persons(page, findings, ties, roles, is_of_hurt=is_of_hurt)
    found: list[Finding] = []
    for slot in ("killed", "injured"):
        victims = [p for p in persons if p.outcome == slot and not p.attacker]
        attackers = [p for p in persons if p.outcome == slot and p.attacker]
        more = _increments(findings, slot)
        stated = [f for f in _stated(findings, slot) if _figure(f).best != 0]
        if not stated and (victims or more):
            found.append(_summed(slot, victims, Of(), more))
        if slot == "killed" and (whole := _chosen(stated)):
            found += _one_more(victims, whole)
        attackers = _uncounted(attackers, stated, findings)
        if attackers and not _stated(findings, slot, attackers=True):
            found.append(_summed(slot, attackers, Of(side="attackers"), ()))
    found += _captives(page, findings, ties)
    if not _stated((*findings, *found), "killed", attackers=True) and (bombers := find_bombers(page)):
        found.append(bombers)
    if not any(f.slot == "killed" for f in (*findings, *found)) and (
        spot := _implied(page, is_of_hurt=is_of_hurt)
    ):
        found.append(_at_least_one(spot))
        found = [f for f in found if f.slot != "injured" or not _is_the_dead(persons)]
    struck = (*ties, *(c for c in find_multiples(page) if c.slot == "hit"))
    left = _left_of_the_struck(struck, roles, (*findings, *found))
    if left is not None:
        found = [f for f in found if f.slot != "injured" or _figure(f).of]
        found.append(left)
    return tuple(found)


def _roles(page: Page, ties: tuple[Casualty, ...]) -> dict[int, str]:
    sentences = {c.sentence for c in ties}
    roles = older_sentences(page.document, page.rows, sentences)
    return roles | sentence_roles(page.document, page.rows, sentences)


def _persons(
    page: Page,
    findings: tuple[Finding, ...],
    ties: tuple[Casualty, ...],
    roles: dict[int, str],
    *,
    is_of_hurt: bool,
) -> list[Person]:
    """The persons of the main happening; those of an older one where the page tells of no others."""
    persons = find_persons(ties, roles, doers := page.doers())
    if not persons and not is_of_hurt and not _stated(findings, "killed"):
        persons = find_persons(ties, {k: r for k, r in roles.items() if r != "background"}, doers)
    if _stated(findings, "killed") or any(p.outcome == "killed" and not p.attacker for p in persons):
        for person in persons:  # who killed others and then shot himself is taken to be dead
            alive = not (person.by_self and person.attacker and person.struck_only)
            person.outcome = person.outcome if alive else "killed"
    return persons


_LET_GO = ("hostages_released", "hostages_rescued", "hostages_escaped")


def _captives(page: Page, findings: tuple[Finding, ...], ties: tuple[Casualty, ...]) -> list[Finding]:
    """ "A cook who escaped", where no words count those who did: at least the persons told of."""
    if not is_of_captives(page):
        return []
    found = []
    for slot in _LET_GO:
        told = [
            t for t in ties
            if t.slot == slot and t.group.kind == "one" and not t.group.definite and t.stance == "asserted"
            and t.group.of.side != "attackers"
        ]  # fmt: skip
        if told and not any(f.slot == slot for f in findings):
            first, *more = told
            found.append(
                Finding(
                    slot=slot, value=Figure(low=len(told), high=None), start=first.start, end=first.end,
                    extra=tuple((t.start, t.end) for t in more), basis=Basis.INFERRED, confidence=_COUNTED,
                )
            )  # fmt: skip
    return found


def _implied(page: Page, *, is_of_hurt: bool) -> tuple[int, int] | None:
    """Where a page names a deadly act and tells of nobody who died in it; an act named far down a page that
    tells of the hurt is another."""
    spot = find_implied(page)
    late = spot is not None and page.document.sentence_of(spot[0]) >= _LEAD
    return None if late and is_of_hurt else spot


def _at_least_one(spot: tuple[int, int]) -> Finding:
    """ "A homicide" tells of at least one dead, whom nothing counts or describes."""
    figure = Figure(low=1, high=None, point=1)
    return Finding(
        slot="killed", value=figure, start=spot[0], end=spot[1], basis=Basis.INFERRED, confidence=_IMPLIED
    )


def _one_more(persons: list[Person], whole: Finding) -> list[Finding]:
    """Who stands beside a total: "seven guards … a clerk" is one more, "a clerk was also killed" may be."""
    total = _figure(whole).of
    persons = [p for p in persons if p.stretch[1] <= whole.start or whole.end <= p.stretch[0]]
    others = [p for p in persons if (total.role or total.side) and _is_another(p, total)]
    found = []
    if others:
        found.append(_increment(_summed("killed", others, Of(), ()), low=len(others)))
    if perhaps := [p for p in persons if (p.also or p.apart) and p not in others]:
        found.append(_increment(_summed("killed", perhaps, Of(), ()), low=0))
    return found


def _is_another(person: Person, of: Of) -> bool:
    """True when the one described is none of those whom a total counts, by office or side."""
    role = bool(person.role and person.role != of.role)
    return role or bool(person.side and of.side and person.side != of.side)


def _increment(finding: Finding, *, low: int) -> Finding:
    value = replace(_figure(finding), scope="increment", low=low, point=low)
    return replace(finding, value=value)


def _is_the_dead(persons: list[Person]) -> bool:
    """ "A boy was shot … the shooting death": where one alone was struck, he is the one who died."""
    hurt = [p for p in persons if p.outcome == "injured"]
    return len(hurt) == 1 and hurt[0].struck_only


def _uncounted(attackers: list[Person], stated: list[Finding], findings: tuple[Finding, ...]) -> list[Person]:
    """The attackers whom no total of one holds: "one died … the suspect was shot" tells of one person."""
    dead = [f for f in _stated(findings, "killed") if _figure(f).best != 0]
    return [
        p for p in attackers
        if p.by_self or (not _is_the_one(stated) and not (p.struck_only and _is_the_one(dead)))
    ]  # fmt: skip


def _is_the_one(stated: list[Finding]) -> bool:
    """ "One person died in the police shooting": where one died in all, the suspect shot dead is that one."""
    return bool(stated) and all(_figure(f).best == 1 for f in stated)


def _figure(finding: Finding) -> Figure:
    assert isinstance(finding.value, Figure)
    return finding.value


def _stated(
    findings: tuple[Finding, ...], slot: str, *, attackers: bool = False, older: bool = False
) -> list[Finding]:
    """The stated totals of a slot that speak of the main happening, as far as their words tell.

    `older`: where there are none, those that speak of an older one, which is what a page on a trial tells of.
    """
    found = [
        f for f in findings
        if f.slot == slot and f.role in (None, "background") and _figure(f).scope == "total"
        and not _figure(f).unknown and f.stance != "denied"
        and (_figure(f).of.side == "attackers") == attackers
    ]  # fmt: skip
    main = [f for f in found if f.role is None]
    return main or found if older else main


def _increments(findings: tuple[Finding, ...], slot: str) -> tuple[Finding, ...]:
    return tuple(
        f for f in findings
        if f.slot == slot and f.role is None and _figure(f).scope == "increment"
        and _figure(f).of.side != "attackers"
    )  # fmt: skip


def _summed(slot: str, persons: list[Person], of: Of, more: tuple[Finding, ...]) -> Finding:
    stretches = sorted({*(p.stretch for p in persons), *((f.start, f.end) for f in more)})
    values = [_figure(f) for f in more]
    low = len(persons) + sum(v.low for v in values)
    high = None if any(v.high is None for v in values) else len(persons) + sum(v.high or 0 for v in values)
    figure = Figure(
        low=low, high=high, of=of, point=low if high == low else None,
        includes_attackers="yes" if of.side == "attackers" else "no",
    )  # fmt: skip
    (start, end), *extra = stretches
    return Finding(
        slot=slot, value=figure, start=start, end=end, extra=tuple(extra), basis=Basis.INFERRED,
        confidence=_COUNTED,
    )  # fmt: skip


def _left_of_the_struck(
    ties: tuple[Casualty, ...], roles: dict[int, str], findings: tuple[Finding, ...]
) -> Finding | None:
    """ "Five people were shot, one of them died": four injured, where no words count the injured."""
    if any(f.basis is Basis.STATED and f.confidence > CONDITION for f in _stated(findings, "injured")):
        return None
    struck = [
        c for c in ties
        if c.slot == "hit" and c.group.kind in ("count", "list") and c.stance == "asserted"
        and c.sentence not in roles and c.group.point is not None and _has_count(c)
        and not c.inside and not c.group.part and c.group.of.side != "attackers"
    ]  # fmt: skip
    if not struck:
        return None
    best = _commonest([c.group.point or 0 for c in struck])
    dead = _chosen([f for f in _stated(findings, "killed") if f.confidence != _IMPLIED])
    killed = (_figure(dead).best or 0) if dead else 0
    if best < killed:
        return None
    first = next(c for c in struck if best in (c.group.point, c.group.low))
    left = best - killed
    figure = Figure(
        low=left, high=None if first.group.high is None else left, point=left, modifier=first.group.modifier
    )
    extra = ((dead.start, dead.end),) if dead else ()
    return Finding(
        slot="injured", value=figure, start=first.start, end=first.end, extra=extra, basis=Basis.INFERRED,
        confidence=_COUNTED,
    )  # fmt: skip


def _has_count(tie: Casualty) -> bool:
    return not tie.group.members or any(m.kind == "count" for m in tie.group.members)


def _commonest(values: list[int]) -> int:
    """The value said most often; of equals the first."""
    counts = Counter(values)
    return max(counts, key=lambda v: (counts[v], -values.index(v)))


def toll(findings: tuple[Finding, ...], slot: str) -> Toll:
    """What the findings of one document, figures and counted people together, add up to for `slot`."""
    attackers = _chosen(_stated(findings, slot, attackers=True))
    chosen = _chosen(_stated(findings, slot, older=True)) or _largest_part(findings, slot)
    beside = (_figure(attackers).best or 0) if attackers else 0
    if chosen is None:
        return Toll(low=0, best=None, high=None, attackers=beside)
    within = _attackers_within(findings, slot, chosen)
    if _figure(chosen).includes_attackers == "yes" and not within:
        within = min(1, beside)
    more = [] if chosen.confidence >= TOLL_SAID else _on_top(findings, slot, chosen)
    parts = [_figure(f) for f in (chosen, *more)]
    best = max(0, sum(v.best or 0 for v in parts) - within)
    low, high, top = _span(findings, slot, chosen, parts)
    apart = _figure(chosen).includes_attackers == "no" or bool(parts[0].of.side or parts[0].of.role)
    unsure = 0 if apart else beside  # may or may not be among those counted
    return Toll(
        low=max(0, min(best, low - max(within, unsure))), best=best, attackers=within or beside,
        high=None if high is None else max(best, high + (0 if within else unsure)),
        sources=(chosen, *more), top=max(best, top),
    )  # fmt: skip


def _span(
    findings: tuple[Finding, ...], slot: str, chosen: Finding, parts: list[Figure]
) -> tuple[int, int | None, int]:
    """The bounds of a total and what adds to it, widened to the other totals that the page gives for it,
    and the largest of them."""
    low = sum(v.low for v in parts)
    high = None if any(v.high is None for v in parts) else sum(v.high or 0 for v in parts)
    top = sum(v.best or 0 for v in parts)
    if chosen.confidence >= TOLL_SAID:
        return low, high, top  # a later toll has replaced the others
    for rival in (_figure(f) for f in _stated(findings, slot) if f.stance == "asserted"):
        alike = rival.best and top <= ALIKE * rival.best and rival.best <= ALIKE * top
        if alike and rival.of == parts[0].of and rival.point is not None:
            low = min(low, rival.low)
            high = None if high is None or rival.high is None else max(high, rival.high)
            top = max(top, rival.best or 0)
    return low, high, top


def _largest_part(findings: tuple[Finding, ...], slot: str) -> Finding | None:
    """Where no words give a whole, the largest part ("three of the four were killed") is the figure."""
    parts = [
        f for f in findings
        if f.slot == slot and f.role is None and _figure(f).scope == "part" and not _figure(f).unknown
        and _figure(f).of.side != "attackers"
    ]  # fmt: skip
    return max(parts, key=lambda f: _figure(f).best or 0, default=None)


def _attackers_within(findings: tuple[Finding, ...], slot: str, chosen: Finding) -> int:
    """Attackers that the words count among the chosen total ("nine dead, including the gunman")."""
    inside = [
        _figure(f).best or 0 for f in findings
        if f.slot == slot and _figure(f).scope == "part" and _figure(f).includes_attackers == "yes"
    ]  # fmt: skip
    return inside[0] if inside and inside[0] < (_figure(chosen).best or 0) else 0


def _on_top(findings: tuple[Finding, ...], slot: str, chosen: Finding) -> list[Finding]:
    """Increments behind the chosen total, each number once, unless a larger total holds them already."""
    seen: set[int] = set()
    found = []
    whole = max((_figure(f).best or 0) for f in (*_stated(findings, slot, older=True), chosen))
    for f in _increments(findings, slot):
        number = _figure(f).best or 0
        if f.start > chosen.start and number not in seen:
            seen.add(number)
            found.append(f)
    total = (_figure(chosen).best or 0) + sum(seen)
    return found if whole <= (_figure(chosen).best or 0) or whole > total else []


def _chosen(stated: list[Finding]) -> Finding | None:
    """The latest toll said outright; else the commonest figure that gives a number, of equals the first."""
    if not stated:
        return None
    said = [f for f in stated if f.confidence >= TOLL_SAID]
    if said:
        return said[-1]
    stated = [f for f in stated if _figure(f).best != 0] or stated  # "no one else": a zero gives way
    stated = [f for f in stated if f.confidence > CONDITION] or stated
    stated = [f for f in stated if _figure(f).point is not None] or stated
    best = _commonest([_figure(f).best or 0 for f in stated])
    return next(f for f in stated if (_figure(f).best or 0) == best)
