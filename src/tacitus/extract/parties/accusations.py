"""What keeps a group out of the dock: whether words that name one do link it to an act of violence.

A false accusation is worse than a missing one. Forces of a state are named in most reports because they
arrive, search, arrest and speak; they are doers only where an act of theirs hits somebody.
"""

from __future__ import annotations

from functools import cache

from tacitus.extract.parties.chunks import NounPhrase, Parsed
from tacitus.extract.parties.deeds import Argument, frames
from tacitus.extract.parties.noun_kinds import is_doer, nouns, person_kind, thing_kind
from tacitus.extract.parties.organisations import Mention
from tacitus.extract.parties.positions import end_of_chain
from tacitus.extract.parties.reality import is_denied, is_meant
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.weapons import weapon_at
from tacitus.extract.parties.word_classes import word_set
from tacitus.lang.lexicon import load

_COMPLEMENT = 9
"""Tokens behind "responsible for", "blamed for", "accused of" in which the act must be named."""
_NEAR = 6
"""Tokens before a participle in which the weapon stands: "a bomb, apparently planted by"."""
_FORCE_EFFECTS = ("killed", "injured", "unknown", "damaged")
"""What a force does that is an attack; to seize and to free is its work."""


_AIR = word_set("deeds_air")
_FOLLOWERS = ("support", "follow", "sympathi", "admir")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("responsibility")["deeds"][name].split())


def bears_out(scene: Scene, mention: Mention, link: str, words: str, stretch: tuple[int, int]) -> bool:
    """True when `words`, matched at the tokens of `stretch`, link the group to violence by `link`."""
    s = scene.parsed
    force = mention.generic or mention.group.kind == "state_forces"
    if link in ("suspected", "inspired", "ruled_out") and force:
        return False
    if link == "claimed" and force:
        struck = _said_of_itself(words) and any(
            f" {verb} " in words for verb in ("hit", "struck", "shelled", "bombed")
        )
        if stretch[0] == mention.first and not (struck or _is_subject(s, mention.last + 1)):
            return False
        return "responsib" in words or "credit" in words or _said_of_itself(words)
    if link == "accused":
        return _accuses(s, mention, stretch, force=force)
    if link == "inspired" and any(stem in words for stem in _FOLLOWERS):
        return _inspired_a_doer(scene, mention)
    if link == "suspected" and words.startswith(("belong", "member")):
        return _members_before(s, stretch[0])
    return True


def _said_of_itself(words: str) -> bool:
    """ "The army said it had bombed": its own account of its own act."""
    return " said " in f" {words} " and (" it " in words or " its " in words)


def _accuses(s: Parsed, mention: Mention, stretch: tuple[int, int], *, force: bool) -> bool:
    """True when what the group is accused of is violence; of a force, that it is the subject itself."""
    first, last = stretch[0], max(stretch[1], mention.last)
    if first < mention.first and (is_meant(s, first) or is_denied(s, first)):
        return False  # "they could accuse X", "nobody did blame X"
    if force and mention.first == first and not _is_subject(s, mention.last + 1):
        return False
    after = s.tokens[last + 1 : last + 1 + _COMPLEMENT]
    if not after or after[0].low not in ("for", "of", "in"):
        return True
    comma = next((k for k, t in enumerate(after) if t.low in (",", ";")), len(after))
    lows = [t.low for t in after[:comma]]
    if any(w in _words("failures") for w in lows[:3]):
        return False
    verbs, nouns = frames()
    return any(w in verbs or w in nouns or w in _words("nouns") for w in lows)


def _is_subject(s: Parsed, k: int) -> bool:
    """True where the verb comes right behind the force: else it searches for, or reports of, the doer."""
    while k < len(s.tokens) and s.tokens[k].low in _words("own"):
        k += 1
    k += k + 1 < len(s.tokens) and s.tokens[k].low == ","
    return k < len(s.tokens) and s.tokens[k].tag in "XB"


def _inspired_a_doer(scene: Scene, mention: Mention) -> bool:
    """True where an act or a doer was inspired: followers who were attacked, or who speak, are no doers."""
    s = scene.parsed
    hit = [a.phrase for a in scene.arguments if a.role in ("object", "place")]
    if any(p.first <= mention.first <= end_of_chain(s, p) for p in hit):
        return False
    doers = any(is_doer(s, p) for p in s.phrases)
    return doers or bool(scene.arguments) or any(t.low in frames()[1] for t in s.tokens)


def _members_before(s: Parsed, first: int) -> bool:
    """True for "gunmen belonging to" and "attackers were members of", not for "staff belonging to"."""
    k = first - 1
    while k > 0 and (
        s.tokens[k].tag in "BXW" or s.tokens[k].low in (",", "that", "to", "believed", "thought")
    ):
        k -= 1
    charged = k > 0 and s.tokens[k].low in ("of", "for") and s.tokens[k - 1].low in ("charged", "accused")
    return k >= 0 and (charged or s.tokens[k].low in _words("members"))


def uses_weapon(scene: Scene, a: Argument) -> bool:
    """True where what is placed, left or thrown is a weapon, or what is launched an attack."""
    s = a.sentence
    if a.frame.kind != "place" or s.tokens[a.verb].low not in _weaponless():
        return True
    moved = [b.phrase for b in scene.arguments if b.verb == a.verb and b.role == "object"]
    if a.passive and any(weapon_at(s, k) is not None for k in range(max(0, a.verb - _NEAR), a.verb)):
        return True
    return any(
        weapon_at(s, k) is not None or s.tokens[k].low in frames()[1]
        for p in moved
        for k in range(p.first, end_of_chain(s, p) + 1)
    )


@cache
def _weaponless() -> frozenset[str]:
    return frozenset(load("deeds")["unreal"]["weaponless"].split())


def _takes_people(s: Parsed, argument: Argument, hit: list[NounPhrase]) -> bool:
    """True for "kidnapped by soldiers", and for "captured" where soldiers, not police, take persons."""
    if s.tokens[argument.verb].low in _words("taking"):
        return True
    agent = range(argument.phrase.first, argument.phrase.last + 1)
    police = any(s.tokens[k].low in _words("arresting") for k in agent)
    return argument.frame.effect == "kidnapped" and not police and any(person_kind(s, p) for p in hit)


def acted_against(scene: Scene, argument: Argument) -> bool:
    """True when the act of a force is an attack: it hits people or things, and no doer."""
    s = scene.parsed
    if s.tokens[argument.phrase.last].low in _words("disguise"):
        return False
    if argument.frame.kind in ("commit", "noun"):
        return s.tokens[argument.verb].low not in _words("work")
    if argument.frame.weak or argument.meant:
        return False
    hit = [a.phrase for a in scene.arguments if a.verb == argument.verb and a.role in ("object", "place")]
    if argument.frame.effect not in _FORCE_EFFECTS and not _takes_people(s, argument, hit):
        return False
    if argument.frame.kind == "place":
        fired = s.tokens[argument.verb].low in _words("forces")
        armed = any(person_kind(s, p) for p in hit) or any(
            weapon_at(s, k) is not None for p in hit for k in range(p.core, p.last + 1)
        )
        return fired and armed
    struck = [p for p in hit if person_kind(s, p) or thing_kind(s, p) or p.name is not None]
    if any(t.low in _AIR for t in s.tokens):
        return bool(struck)  # who is hit from the air was not shot to end an attack
    unarmed = all(s.tokens[p.head].low not in nouns().doer_persons for p in struck)
    return (
        bool(struck)
        and (unarmed or not _fights_back(s, argument.verb))
        and not any(is_doer(s, p) or s.tokens[p.head].low in ("suspect", "suspects") for p in hit)
    )


def _fights_back(s: Parsed, i: int) -> bool:
    """True where those whom a force shot did violence themselves: "police shot a man after he stabbed"."""
    verbs = frames()[0]
    for k in range(i + 2, len(s.tokens)):
        low, frame = s.tokens[k].low, verbs.get(s.tokens[k].low)
        if low in ("armed", "opened") or (low in _words("wielding")):
            return True
        behind = [t.low for t in s.tokens[max(0, k - 3) : k]]
        if (
            frame is not None
            and frame.kind in ("harm", "strike", "place")
            and s.tokens[k].tag == "V"
            and any(low in ("he", "she", "they", "who") for low in behind)
            and not any(low in ("was", "were", "been", "being") for low in behind)
        ):
            return True
    return False
