"""Who did it, as persons: the slot perpetrator_individual, with what became of them.

A doer is named by a noun that means one ("gunmen"), by a person in the place of the doer of a violent verb,
or by name next to either. What happens to the doer in the same sentence ("the gunman escaped") is the status.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.parties.accusations import acted_against, uses_weapon
from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.deeds import Argument, frames
from tacitus.extract.parties.lines import compile_phrases
from tacitus.extract.parties.noun_kinds import head_word, is_doer, is_name, nouns, number, words
from tacitus.extract.parties.positions import end_of_chain
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.word_classes import classes, word_set
from tacitus.lang.lexicon import load
from tacitus.model import Individual

_AS_DOER, _AS_MENTION = 0.9, 0.75
"""Share that was right in a sample read by hand: the doer of a deed, and a doer who is only spoken of."""
_STATUS_REACH = 8
"""Words between a doer and what becomes of them."""
_AUTHORITIES = ("court", "investigator", "government", "belligerent")
_RESCUE = word_set("perpetrators_rescue")
_LIFTED = word_set("perpetrators_lifted")


@cache
def _marks() -> frozenset[str]:
    return frozenset(load("perpetrators")["marks"].split())


@cache
def _statuses() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """(words, status, whether they stand behind the doer): what the doer does or what is done to the doer."""
    data = load("perpetrators")
    after = [(compile_phrases(row, {}), status, True) for status, row in data["status"].items()]
    before = [(compile_phrases(row, {}), status, False) for status, row in data["taken"].items()]
    return (*after, *before)


def find_individuals(scene: Scene) -> list[Finding]:
    """Findings of perpetrator_individual in one sentence, one for each phrase."""
    s = scene.parsed
    agents = {a.phrase.first: a for a in scene.arguments if a.role == "agent" and _acts(scene, a)}
    hit = {a.phrase.first for a in scene.arguments if a.role == "object" and a.frame.effect == "killed"}
    found: list[Finding] = []
    statuses = None
    for phrase in s.phrases:
        agent = agents.get(phrase.first)
        if agent is None and not is_doer(s, phrase):
            continue
        if (agent is not None and not _can_do(scene, agent)) or _rescues(s, phrase):
            continue
        if agent is None and phrase.first in hit and head_word(s, phrase) in _general():
            continue  # "the army killed 14 rebels": those who were struck
        if _is_organisation(scene, phrase) or (agent is None and not _is_told(scene, phrase)):
            continue
        if statuses is None:
            statuses = _status_words(scene)
        found.append(_finding(scene, phrase, agent, statuses))
    return found


def _is_organisation(scene: Scene, phrase: NounPhrase) -> bool:
    """True where the head of the phrase is the group's own name: that is the other slot's."""
    return any(
        m.first <= phrase.head <= m.last and (phrase.head == phrase.last or m.generic) for m in scene.mentions
    )


def _rescues(s: Parsed, phrase: NounPhrase) -> bool:
    """ "Commandos stormed the hotel and ended the siege": those who end it did not begin it."""
    return head_word(s, phrase) in ("commando", "commandos") and any(t.low in _RESCUE for t in s.tokens)


def _is_told(scene: Scene, phrase: NounPhrase) -> bool:
    """True for a doer by the act ("the gunman"); for one by trade ("rebels") where there is violence."""
    if head_word(scene.parsed, phrase) not in _general():
        return True
    return any(not (a.frame.weak or a.meant or a.frame.kind == "plan") for a in scene.arguments)


@cache
def serving() -> frozenset[str]:
    """Persons who serve a state."""
    return frozenset(load("perpetrators")["serving"].split())


@cache
def _general() -> frozenset[str]:
    return frozenset(load("perpetrators")["general"].split())


def _acts(scene: Scene, a: Argument) -> bool:
    """True for a verb that hits a person or a thing, not for one that hits the doer alone."""
    if a.frame.kind in ("die", "suffer", "plan") or a.frame.weak or a.frame.effect == "freed":
        return False
    if a.frame.kind == "explode" and not a.sentence.tokens[a.verb].low.startswith(("expl", "deton")):
        return False  # a device goes off; officers only go
    if head_word(a.sentence, a.phrase) in frames()[1]:
        return False  # "the group's bombing": an act, not somebody
    return uses_weapon(scene, a)


def _can_do(scene: Scene, a: Argument) -> bool:
    """True when the subject is a person or group that can do violence, and those hit are not the doers."""
    s = a.sentence
    if is_doer(s, a.phrase):
        return True
    word = head_word(s, a.phrase)
    hit = [b.phrase for b in scene.arguments if b.verb == a.verb and b.role in ("object", "place")]
    if any(is_doer(s, p) for p in hit):
        return False
    if a.frame.kind == "noun" and not is_name(s, a.phrase) and word not in nouns().doer_persons:
        return False
    marked = any(s.tokens[k].low in _marks() for k in range(a.phrase.first, a.phrase.head))
    if word in nouns().groups:
        return _group_of_doers(s, a.phrase)
    if word in nouns().doer_persons and (hit or marked):
        return word not in serving() or acted_against(scene, a)
    return is_name(s, a.phrase) and bool(hit) and s.tokens[max(0, a.phrase.first - 1)].low not in ('"', "“")


def _group_of_doers(s: Parsed, phrase: NounPhrase) -> bool:
    """ "A group of armed men", "a guerrilla column"; not "a group" alone."""
    inside = [s.tokens[k].low for k in range(phrase.core, phrase.head)]
    if any(w in nouns().doers or w in _marks() for w in inside):
        return True
    last = end_of_chain(s, phrase)
    behind = [s.tokens[k].low for k in range(phrase.last + 1, last + 1)]
    return any(w in nouns().doers or w in nouns().doer_persons for w in behind)


def _status_words(scene: Scene) -> list[tuple[int, int, str, bool]]:
    """(first token, last token, status, stands behind the doer) of words on what became of somebody."""
    found = []
    for pattern, status, behind in _statuses():
        for match in pattern.finditer(scene.line.text):
            first, last = scene.line.stretch(match)
            found.append((first, last, status, behind))
    return found


def _status(
    s: Parsed, phrase: NounPhrase, statuses: list[tuple[int, int, str, bool]]
) -> tuple[str, int, int] | None:
    """(status, first token, last token) where the words are on this phrase."""
    for first, last, status, behind in statuses:
        if behind and phrase.last < first <= phrase.last + _STATUS_REACH:
            between = s.tokens[phrase.last + 1 : first]
            relative = any(t.tag == "W" for t in between)
            if status != "at_large" and _is_open(s, phrase, first, last):
                continue
            if not any(t.tag in "VNU" for t in between) or (relative and between[0].low in (",", "who")):
                return status, phrase.first, last
        if not behind and 0 < phrase.first - last <= 2 and _hits(s, first, last, phrase):
            return status, first, phrase.last
    return None


def _is_open(s: Parsed, phrase: NounPhrase, first: int, last: int) -> bool:
    """True for "may face charges", and where the verb's number is not that of the doer."""
    lows = [t.low for t in s.tokens[phrase.last + 1 : last + 1]]
    if any(low in ("may", "might", "could", "would", "will", "any", "not", "never") for low in lows):
        return True
    return s.tokens[first].low in ("were", "are", "have") and number(s, phrase) == 1


def _hits(s: Parsed, first: int, last: int, phrase: NounPhrase) -> bool:
    """False for "shot by the suspect" and "have not arrested any suspects"."""
    if any(s.tokens[k].low in ("by", "with", "from") for k in range(last + 1, phrase.first)):
        return False
    group = [t.low for t in s.tokens[max(0, first - 3) : first]]
    denied = any(w in ("not", "never", "no", "cannot") or w.endswith("n't") for w in group)
    return not denied and s.tokens[phrase.first].low not in ("no", "any")


def _finding(
    scene: Scene, phrase: NounPhrase, agent: Argument | None, statuses: list[tuple[int, int, str, bool]]
) -> Finding:
    s = scene.parsed
    status = _status(s, phrase, statuses)
    last = end_of_chain(s, phrase) if head_word(s, phrase) in nouns().groups else phrase.last
    name, described = _wording(s, phrase, last)
    named = _apposed_name(s, phrase) if name is None else None
    if named is not None:
        name, last = words(s, named.name if named.name is not None else named.first, named.last), named.last
    links = load("parties")["perpetrators_links"]
    link, hedge = "stated", "none"
    for k in range(phrase.first, phrase.last + 1):
        if s.tokens[k].low in links:
            link, hedge = links[s.tokens[k].low], "probable"
    if name is not None and agent is not None and link == "stated" and scene.by in _AUTHORITIES:
        link = "accused"  # a person whom the police name has been accused by them, and by nobody else
    start, end = s.span(phrase.first, last)
    if status is not None:
        words_at = s.span(status[1], status[2])
        start, end = min(start, words_at[0]), max(end, words_at[1])
    elif agent is not None and abs(agent.verb - phrase.last) <= _STATUS_REACH:
        verb = s.span(agent.verb, agent.verb)
        start, end = min(start, verb[0]), max(end, verb[1])
    by = scene.by if scene.by and scene.by not in ("self",) and link != "stated" else "outlet"
    value = Individual(
        name=name,
        description=described,
        count=number(s, phrase),
        status=status[0] if status else None,
        link=link,
        by=by,
        hedge=hedge,  # type: ignore[arg-type]
    )
    sure = _AS_DOER if agent is not None else _AS_MENTION
    role = "prospective" if agent is not None and agent.meant else None
    return Finding(
        slot="perpetrator_individual", value=value, start=start, end=end, confidence=sure, role=role
    )


_NAMING = word_set("perpetrators_naming")


def _apposed_name(s: Parsed, phrase: NounPhrase) -> NounPhrase | None:
    """The name behind a doer: "the attacker, Jan Example,", "a gunman identified as …"."""
    j = phrase.last + 1
    told = False
    while (
        j < len(s.tokens)
        and s.at[j] is None
        and s.tokens[j].low in _NAMING
        and j - phrase.last <= _STATUS_REACH
    ):
        told = told or s.tokens[j].low in ("identified", "named", "called", ",", "(", "alias")
        j += 1
    following = s.at[j] if j < len(s.tokens) else None
    if not told or following is None or following.name is None or following.name != following.first:
        return None
    return following if following.last > following.first else None


def _wording(s: Parsed, phrase: NounPhrase, last: int) -> tuple[str | None, str | None]:
    """(name, description): "three hooded men" keeps its number, "ten gunmen" are gunmen."""
    first = phrase.core
    while first < phrase.head and s.tokens[first].low in frames()[0] and s.tokens[first].tag not in "J":
        first += 1  # a headline's verb read as a modifier: "Shopkeeper Kills Robbery Suspect"
    if not is_doer(s, phrase) and head_word(s, phrase) not in nouns().groups:
        while (
            first > phrase.first and s.tokens[first - 1].tag == "Q" and s.tokens[first - 1].low not in _LIFTED
        ):
            first -= 1
    if phrase.name is None or not is_name(s, phrase):
        return None, words(s, first, last)
    described = words(s, first, phrase.name - 1) if phrase.name > first else None
    if phrase.name == phrase.last and s.tokens[phrase.last].low in classes().open and described:
        return None, described  # "Gunman Sought", a headline
    return words(s, phrase.name, phrase.last), described


def full_names(findings: list[Finding]) -> list[Finding]:
    """Findings with a surname alone given the full name that another finding has."""
    names = sorted(
        {f.value.name for f in findings if isinstance(f.value, Individual) and f.value.name}, key=len
    )
    longer: dict[str, str] = {}
    for name in names:
        if " " in name:
            longer.setdefault(name.rsplit(" ", 1)[1].lower(), name)
    made = []
    for finding in findings:
        value = finding.value
        if isinstance(value, Individual) and value.name and " " not in value.name:
            better = longer.get(value.name.lower())
            if better:
                made.append(replace(finding, value=replace(value, name=better)))
                continue
        made.append(finding)
    return made
