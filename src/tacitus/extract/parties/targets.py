"""What an act was aimed at, and where it happened: the slots target and site.

A target is what a violent verb or noun hits, or what stands behind the place preposition of a bomb or blast;
a site is a named or described spot of a kind that the table of sites knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.extract.findings import Finding
from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.deeds import Argument, frames
from tacitus.extract.parties.noun_kinds import head_word, is_doer, nouns, person_kind, thing_kind, words
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.weapons import weapon_at
from tacitus.extract.parties.word_classes import word_set
from tacitus.model import Site, Target

_EMPTY = word_set("targets_empty")
_ROADS = word_set("targets_roads")
_SURE_HIT, _SURE_PLACE = 0.8, 0.75
_SURE_SITE, _SURE_SPOT = 0.85, 0.6
_ACTS = ("harm", "strike", "explode")
_WEAPON_REACH = 10
_SCENE_REACH = 26
"""Tokens before a spot in which the act stands that happened there."""


def find_targets(scene: Scene) -> list[Finding]:
    """Findings of target in one sentence, in order of the words."""
    s = scene.parsed
    found: list[Finding] = []
    seen: set[int] = set()
    for a in scene.arguments:
        if a.role not in ("object", "place") or a.frame.weak or a.phrase.first in seen:
            continue
        made = _target(s, a)
        if made is not None:
            seen.add(a.phrase.first)
            found.append(made)
    return found


def _target(s: Parsed, a: Argument) -> Finding | None:
    phrase = a.phrase
    thing = thing_kind(s, phrase)
    person = person_kind(s, phrase) if thing is None else None
    if is_doer(s, phrase) or head_word(s, phrase) in _EMPTY or (thing and _is_road(s, a)):
        return None
    if thing is None and (person is None or a.role == "place"):
        return None
    if a.frame.kind == "harm" and thing is not None:
        return None
    if a.frame.kind in ("explode", "place") and (a.role != "place" or not _with_weapon(s, a.verb)):
        return None
    effect = "unknown" if person is not None else None
    if person is not None and a.frame.effect in ("killed", "injured", "kidnapped", "threatened"):
        effect = a.frame.effect
    last = _full_end(s, phrase) if thing is not None else phrase.last
    core = phrase.core
    while core < phrase.head and s.tokens[core].tag == "B":
        core += 1  # "especially", "only"
    name = words(s, core, last)
    first, end_token = min(a.verb, phrase.first), max(a.verb, last)
    if end_token - first > 20:
        first, end_token = phrase.first, last
    start, end = s.span(first, end_token)
    sure = _SURE_HIT if a.role == "object" else _SURE_PLACE
    return Finding(
        slot="target",
        value=Target(name=name, kind=thing or person, effect=effect),
        start=start,
        end=end,
        confidence=sure,
        role="prospective" if a.meant else None,
    )


def _is_road(s: Parsed, a: Argument) -> bool:
    """A street behind a preposition is where it happened, not what was hit."""
    return (a.role == "place" or a.frame.kind == "noun") and s.tokens[a.phrase.last].low in _ROADS


def _with_weapon(s: Parsed, verb: int) -> bool:
    """True when the verb of placing or throwing stands near a weapon: bombs, not crops, are planted."""
    near = range(max(0, verb - _WEAPON_REACH), min(len(s.tokens), verb + _WEAPON_REACH))
    return any(weapon_at(s, k) is not None for k in near)


def _full_end(s: Parsed, phrase: NounPhrase) -> int:
    """With the of-phrase that says whose it is ("headquarters of the union"), not where it is."""
    j = phrase.last + 1
    if j + 1 < len(s.tokens) and s.tokens[j].low == "of" and s.at[j + 1] is not None:
        following = s.at[j + 1]
        assert following is not None
        if head_word(s, phrase) in word_set("targets_owned"):
            return following.last
    return phrase.last


def find_sites(scene: Scene) -> list[Finding]:
    """Findings of site: named spots ("the Foo club") and described ones, in the place of an act.

    The preposition before the spot must hang on the act: where the hurt lie, speak or are tried is no site.
    """
    s = scene.parsed
    acted = {
        a.phrase.first
        for a in scene.arguments
        if not a.meant and (a.role == "place" or (a.role == "object" and a.frame.kind != "place"))
    }
    found = []
    for phrase in s.phrases:
        word = head_word(s, phrase)
        last = s.tokens[phrase.last].low
        if word not in nouns().sites and last not in nouns().sites:
            continue
        named = _proper(s, phrase)
        behind = phrase.first > 0 and s.tokens[phrase.first - 1].low in word_set("targets_within")
        if not (phrase.first in acted or (behind and _is_scene(scene, phrase))):
            continue
        start, end = s.span(phrase.first, phrase.last)
        value = Site(name=words(s, phrase.core, phrase.last), kind=thing_kind(s, phrase))
        sure = _SURE_SITE if named else _SURE_SPOT
        found.append(Finding(slot="site", value=value, start=start, end=end, confidence=sure))
    return found


def _is_scene(scene: Scene, phrase: NounPhrase) -> bool:
    """True where the verb or noun that "at the club" hangs on is an act or tells that one took place."""
    s = scene.parsed
    verbs, acts = frames()
    for k in range(phrase.first - 2, max(-1, phrase.first - _SCENE_REACH), -1):
        token = s.tokens[k]
        if token.low in word_set("targets_held"):
            return False
        if (token.low in acts and token.tag in "NJ") or token.low in word_set("targets_happens"):
            return True
        if token.tag in "VG" and token.low in verbs and not verbs[token.low].weak:
            return True
        if token.low in (";", ":", '"', "”") or (token.tag == "W" and token.low in ("that", "whether")):
            return False
    told = next((t.low for t in s.tokens[phrase.last + 1 :] if t.tag == "V"), "")
    return told in verbs and verbs[told].kind in _ACTS and told not in word_set("targets_held")


def one_of_a_kind(findings: Sequence[Finding]) -> list[Finding]:
    """Without the bare sites ("a nightclub", "the club") of a document that names one of that kind."""
    sites = [f.value for f in findings if isinstance(f.value, Site)]
    named = {s.kind for s in sites if s.name and s.name != s.name.lower() and not s.name.isupper()}
    return [
        f
        for f in findings
        if not (
            isinstance(f.value, Site) and f.value.name and f.value.name.islower() and f.value.kind in named
        )
    ]


def _proper(s: Parsed, phrase: NounPhrase) -> bool:
    """True when the phrase holds a name besides its head."""
    return any(t.tag == "U" or (t.capital and not s.loud) for t in s.tokens[phrase.core : phrase.last + 1])
