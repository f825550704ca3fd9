"""Who was hurt, taken or freed, as persons and described groups: the slot victim.

A victim is the one that a violent verb or noun hits; a bare "people" or a figure without a noun is left to
the figures. Names take the fullest form that the document gives. Lists of names are victim_lists.py's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tacitus.extract.findings import Finding
from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.deeds import Argument
from tacitus.extract.parties.noun_kinds import (
    head_word,
    is_doer,
    is_minor,
    is_name,
    number,
    person_kind,
    words,
)
from tacitus.extract.parties.positions import end_of_chain
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.word_classes import classes, word_set
from tacitus.model import Of, Victim

_BARE = word_set("victims_bare")
_MEN = word_set("victims_men")
_WOMEN = word_set("victims_women")
_CUSTODY, _SHOT, _DEADLY = (word_set(f"victims_{key}") for key in ("custody", "shot", "deadly"))
_SURE, _UNSURE = 0.9, 0.6
"""Share that was right in a sample read by hand, with and without a word on how it ended."""
_FATE = 14
"""Tokens behind "shot" in which the sentence may say that it was deadly."""
_CLOSES = frozenset((",", ".", ";"))
_LONGEST_NAME = 5
_EVIDENCE = 24
"""Tokens of evidence round the phrase at most: the words that say what happened to whom."""


def find_victims(scene: Scene) -> list[Finding]:
    """Findings of victim in one sentence, in order of the words."""
    s = scene.parsed
    found: list[Finding] = []
    seen: set[tuple[int, str]] = set()
    last: Argument | None = None
    for argument in scene.arguments:
        effect = _effect(s, argument)
        if effect is None or is_doer(s, argument.phrase):
            continue
        made = _victim(s, argument, effect)
        if made is None:
            continue
        made = _with_apposed_name(s, argument.phrase, made)
        made = replace(made, role="prospective") if argument.meant else made
        if last is not None and _is_apposed(s, last, argument):
            found[-1] = _joined(found[-1], made)
            last = None
        elif (argument.phrase.first, effect) not in seen:
            seen.add((argument.phrase.first, effect))
            found.append(made)
            last = argument
    return found


def _is_apposed(s: Parsed, before: Argument, a: Argument) -> bool:
    """ "The mayor, Jan Example," and "Jan Example, the mayor," are one person, told twice."""
    first, second = before.phrase, a.phrase
    if before.verb != a.verb or before.role != a.role or second.first != first.last + 2:
        return False
    if s.tokens[first.last + 1].low != "," or (first.name is None) == (second.name is None):
        return False
    described = first if first.name is None else second
    closed = second.last + 1 >= len(s.tokens) or s.tokens[second.last + 1].low in _CLOSES
    return number(s, described) == 1 and closed


def _with_apposed_name(s: Parsed, phrase: NounPhrase, made: Finding) -> Finding:
    """ "A waitress, Jan Example, died": the name between commas is that of the one person described."""
    value, j = made.value, phrase.last + 1
    assert isinstance(value, Victim)
    name = s.at[j + 1] if j + 2 < len(s.tokens) and s.tokens[j].low == "," else None
    if value.name or name is None or name.first != j + 1 or name.name != name.first:
        return made
    closed = name.last + 1 < len(s.tokens) and s.tokens[name.last + 1].low in (",", "(")
    if number(s, phrase) != 1 or name.last == name.first or not closed:
        return made
    value = replace(value, name=words(s, name.first, name.last), minor=value.minor or is_minor(s, name))
    return replace(made, value=value, end=max(made.end, s.tokens[name.last].end))


def _joined(first: Finding, second: Finding) -> Finding:
    one, other = first.value, second.value
    assert isinstance(one, Victim)
    assert isinstance(other, Victim)
    value = replace(
        one,
        name=one.name or other.name,
        description=one.description or other.description,
        minor=one.minor or other.minor,
    )
    return replace(first, value=value, end=max(first.end, second.end))


def _effect(s: Parsed, a: Argument) -> str | None:
    """What happens to the argument; None where nothing does."""
    kind = a.frame.kind
    if kind in ("die", "suffer"):
        return a.frame.effect if a.role == "agent" else None
    if a.role != "object":
        return None
    effect = a.frame.effect if a.frame.effect != "damaged" else "unknown"
    if effect == "freed" and any(t.low in _CUSTODY for t in s.tokens):
        return None  # let out by a court, not by a captor
    if a.frame.kind == "noun" and effect == "unknown" and number(s, a.phrase) != 1:
        return None  # "the attack on shoppers" says whom it was aimed at: that is the target
    if effect == "injured" and _to_death(s, a):
        return "killed"
    if effect == "unknown" and s.tokens[a.verb].low in _SHOT:
        return "killed" if _was_deadly(s, a.verb) else "injured"
    return effect


def _to_death(s: Parsed, a: Argument) -> bool:
    """ "Stabbed to death", "beat an officer to death"."""
    last = max(a.verb, end_of_chain(s, a.phrase) if a.phrase.first > a.verb else a.verb)
    behind = [t.low for t in s.tokens[last + 1 : last + 3]]
    return behind == ["to", "death"]


def _was_deadly(s: Parsed, i: int) -> bool:
    """True for "fatally shot", "shot dead", "shot in the chest and pronounced dead"."""
    if i and s.tokens[i - 1].low == "fatally":
        return True
    after = [t.low for t in s.tokens[i : i + _FATE]]
    end = next((k for k, low in enumerate(after) if low in (";", "but", "while")), len(after))
    return any(low in _DEADLY for low in after[:end]) or ("and" in after[:6] and "killed" in after[:6])


def _victim(s: Parsed, a: Argument, effect: str) -> Finding | None:
    phrase = a.phrase
    kind = person_kind(s, phrase)
    if kind is None and not _named_object(s, a):
        return None
    name = (
        words(s, phrase.name, phrase.last)
        if (phrase.name is not None and phrase.name != phrase.head)
        or (phrase.name is not None and (is_name(s, phrase) or kind is None))
        else None
    )
    if name is None and head_word(s, phrase) in _BARE:
        return None
    return _finding(s, phrase, name, effect, (min(a.verb, phrase.first), max(a.verb, phrase.last)))


def _named_object(s: Parsed, a: Argument) -> bool:
    """A name that nothing else marks as a person, where only persons can stand: "killed X"."""
    harm = a.frame.kind == "harm" or (a.frame.kind == "noun" and a.frame.effect in ("killed", "kidnapped"))
    phrase = a.phrase
    return (
        harm
        and a.frame.effect not in ("freed", "threatened")
        and phrase.name is not None
        and phrase.name == phrase.core
        and phrase.first == phrase.core
        and not any(t.low in classes().nationalities for t in s.tokens[phrase.first : phrase.last + 1])
    )


def _finding(
    s: Parsed, phrase: NounPhrase, name: str | None, effect: str, stretch: tuple[int, int]
) -> Finding:
    described = None
    if phrase.name is None or phrase.name > phrase.core or name is None:
        last = phrase.last if name is None else (phrase.name or phrase.last) - 1
        first = phrase.core
        if name is None and s.tokens[last].low == head_word(s, phrase):
            last = min(end_of_chain(s, phrase), phrase.last)
        described = words(s, first, last) if last >= first else None
    first, last = stretch
    if last - first > _EVIDENCE:
        first, last = phrase.first, phrase.last
    start, end = s.span(first, last)
    value = Victim(
        name=name,
        description=described if described or name else words(s, phrase.core, phrase.last),
        number=number(s, phrase),
        of=_of(s, phrase),
        effect=effect if effect in ("killed", "injured", "kidnapped", "freed", "threatened") else "unknown",
        minor=is_minor(s, phrase),
    )
    sure = _SURE if effect != "unknown" else _UNSURE
    return Finding(slot="victim", value=value, start=start, end=end, confidence=sure)


def _of(s: Parsed, phrase: NounPhrase) -> Of:
    inside = [t.low for t in s.tokens[phrase.core : phrase.last + 1]]
    nationality = next((w for w in inside if w in classes().nationalities and w not in ("foreign",)), None)
    sex = "male" if any(w in _MEN for w in inside) else "female" if any(w in _WOMEN for w in inside) else None
    return Of(nationality=nationality, sex=sex)


def named_victim(s: Parsed, phrase: NounPhrase, effect: str) -> Finding:
    """One whom a list of the harmed names or describes."""
    name = None
    if phrase.name is not None and (is_name(s, phrase) or phrase.name < phrase.last):
        name = words(s, phrase.name, phrase.last)
    return _finding(s, phrase, name, effect, (phrase.first, phrase.last))


def full_names(findings: list[Finding], persons: Sequence[str]) -> list[Finding]:
    """Victims named by a part of a name take the longest of `persons`, the document's names, that has it."""
    names = sorted(set(persons), key=lambda n: (-len(n), n))
    made = []
    for finding in findings:
        value = finding.value
        if isinstance(value, Victim) and value.name:
            better = next((n for n in names if _extends(n, value.name)), None)
            if better:
                made.append(replace(finding, value=replace(value, name=better)))
                continue
        made.append(finding)
    return made


def _extends(longer: str, name: str) -> bool:
    a, b = longer.lower().split(), name.lower().split()
    return len(b) < len(a) <= _LONGEST_NAME and any(a[k : k + len(b)] == b for k in range(len(a)))
