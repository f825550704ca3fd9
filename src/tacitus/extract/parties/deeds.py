"""Who did what to whom: the frames of violent verbs and nouns read off the noun phrases of a sentence.

A frame gives its arguments by position and voice alone: the doer left of an active verb or behind "by", the
one hit right of it or left of a passive one, lists joined by commas and "and" taken as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tacitus.extract.parties.chunks import NounPhrase, Parsed, sub_phrase
from tacitus.extract.parties.positions import (
    REACH,
    behind_amount,
    coordinated_right,
    end_of_chain,
    objects,
    subjects,
)
from tacitus.extract.parties.reality import is_denied, is_meant
from tacitus.extract.parties.word_classes import word_set
from tacitus.lang.lexicon import load

_BE = word_set("deeds_be")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word of violence does to its arguments; `weak` for words that are as often peaceful."""

    kind: str
    effect: str
    weak: bool = False
    preps: frozenset[str] = frozenset()
    things_only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase in a role (agent, object, place) of the word at token `verb`.

    `meant`: the deed is only possible, wished or planned.
    """

    role: str
    phrase: NounPhrase
    sentence: Parsed
    verb: int
    frame: Frame
    passive: bool = False
    meant: bool = False


PLAN = Frame("plan", "planned")
"""To plan an attack: the subject means to do one."""


@cache
def frames() -> tuple[dict[str, Frame], dict[str, Frame]]:
    """(verb form -> frame, noun -> frame)."""
    table = load("deeds")
    verbs: dict[str, Frame] = {}
    for row in table["verbs"]:
        made = Frame(row["frame"], row["effect"], row.get("weak", False))
        for form in row["forms"].split():
            verbs.setdefault(form, made)
    return verbs, {form: _noun(row) for row in table["nouns"] for form in row["forms"].split()}


def _noun(row: dict[str, Any]) -> Frame:
    things_only = frozenset(row.get("things_only", "").split())
    return Frame("noun", row["effect"], False, frozenset(row["preps"].split()), things_only)


@cache
def _planning() -> tuple[frozenset[str], frozenset[str]]:
    table = load("deeds")["planning"]
    return frozenset(table["forms"].split()), frozenset(table["objects"].split())


def arguments(s: Parsed) -> list[Argument]:
    """All arguments of all violent words of the sentence, in the order of the words."""
    verbs, nouns = frames()
    plans, planned = _planning()
    found: list[Argument] = []
    for i, token in enumerate(s.tokens):
        if (
            token.tag in "VG"
            and token.low in plans
            and any(t.low in planned for t in s.tokens[i + 1 : i + 8])
        ):
            found += [Argument("agent", p, s, i, PLAN) for p in subjects(s, i)]
        if token.low in ("fire", "ablaze") and i:
            found += _set_on_fire(s, i) + _opened_fire(s, i)
        if token.tag in "VG" and token.low in verbs:
            found += _real(s, i, _verb(s, i, verbs[token.low]))
        elif token.tag == "N" and token.low in nouns:
            found += _noun_arguments(s, i, nouns[token.low])
    return found


def _real(s: Parsed, i: int, found: list[Argument]) -> list[Argument]:
    """Nothing of what was not done; what was only meant is marked."""
    if not found or is_denied(s, i):
        return []
    return [replace(a, meant=True) for a in found] if is_meant(s, i) else found


# ---- verbs ---------------------------------------------------------------------------------------


def _verb(s: Parsed, i: int, frame: Frame) -> list[Argument]:
    passive = is_passive(s, i)
    left = subjects(s, i)
    if s.tokens[i].tag == "G" and i and s.tokens[i - 1].tag in "NU":
        left = [
            p for p in left if not is_hurt(s, p)
        ]  # "hit a bus with officials killing two": the hitter did
    if frame.kind == "commit":
        return _committed(s, i, frame, left, passive)
    if passive:
        found = [Argument("object", p, s, i, frame, True) for p in left]
        found += [Argument("agent", p, s, i, frame, True) for p in _by(s, i)]
    else:
        found = [Argument("agent", p, s, i, frame) for p in left]
        found += [Argument("object", p, s, i, frame) for p in objects(s, i)]
        if s.tokens[i].low in _SHOOT:
            found += [Argument("place", p, s, i, frame) for p in _aimed_at(s, i)]
    if frame.kind in ("explode", "place"):
        found += [Argument("place", p, s, i, frame, passive) for p in _places(s, i)]
    return found


@cache
def _acts() -> frozenset[str]:
    return frozenset(load("deeds")["committed"]["nouns"].split())


def _committed(s: Parsed, i: int, frame: Frame, left: list[NounPhrase], passive: bool) -> list[Argument]:
    """The doer of an act that a noun names: "the raid was carried out by…", "they committed the murders"."""
    near = s.tokens[i + 1 : i + 8] if not passive else s.tokens[max(0, i - REACH) : i]
    if not any(t.low in _acts() for t in near):
        return []
    return [Argument("agent", p, s, i, frame, passive) for p in (_by(s, i) if passive else left)]


def is_passive(s: Parsed, i: int) -> bool:
    """True when the verb at `i` is passive, by its auxiliary or as a participle without one."""
    token = s.tokens[i]
    if token.tag == "G":
        return False
    j = i - 1
    while j >= 0 and s.tokens[j].tag in "BX":
        if s.tokens[j].low in _BE:
            return token.low not in ("explode", "went", "goes", "go")
        j -= 1
    if j >= 1 and s.tokens[j].low in ("and", "or", ",") and s.tokens[j - 1].tag == "V":
        return is_passive(s, j - 1)
    return _is_reduced(s, i)


def _is_reduced(s: Parsed, i: int) -> bool:
    """A participle without its "was": "the priests killed by rebels", "one dead, three wounded"."""
    token = s.tokens[i]
    frame = frames()[0].get(token.low)
    after = s.tokens[i + 1] if i + 1 < len(s.tokens) else None
    if after is None or after.low == "by":
        return token.low.endswith(("ed", "n", "t"))
    if frame is None or frame.kind not in ("harm", "strike"):
        return False
    if frame.kind == "harm" and _has_no_object(s, i):
        return True
    if not token.low.endswith("ed") or after.tag not in ".,PCT" or objects(s, i):
        return False
    return not (after.low == "and" and i + 2 < len(s.tokens) and s.tokens[i + 2].tag in "VX")


def _has_no_object(s: Parsed, i: int) -> bool:
    """ "Three people shot dead inside a house": a word that needs an object and has none is a participle.

    Not so behind a doer, or behind "who", where the object is only unnamed.
    """
    low = s.tokens[i].low
    if not low.endswith(("ed", "n", "t")) or objects(s, i):
        return False
    after = i + 1
    while after < len(s.tokens) and (s.tokens[after].tag == "B" or s.tokens[after].low == "and"):
        after += 1
    following = s.tokens[after] if after < len(s.tokens) else None
    if following is not None and (following.tag == "R" or following.low in _unreal_table()["aimed"]):
        return False
    left = subjects(s, i)
    behind = s.tokens[i - 1].tag if i else ""
    return bool(left) and behind not in "WX" and all(is_hurt(s, p) for p in left)


@cache
def _unreal_table() -> dict[str, frozenset[str]]:
    return {key: frozenset(row.split()) for key, row in load("deeds")["unreal"].items()}


def is_hurt(s: Parsed, phrase: NounPhrase) -> bool:
    """True for a phrase that names people and no doer: those who are hurt where nobody is said to hurt."""
    return s.tokens[phrase.head].low in _people()


@cache
def _people() -> frozenset[str]:
    doers = frozenset(load("perpetrators")["heads"].split())
    return frozenset(w for row in load("targets")["people"].values() for w in row.split()) - doers


def _by(s: Parsed, i: int) -> list[NounPhrase]:
    """The doer behind "by", within the clause of the passive verb at `i`."""
    for j in range(i + 1, min(len(s.tokens) - 1, i + REACH)):
        token = s.tokens[j]
        if (token.tag == "V" and s.tokens[j - 1].low not in ("and", "or")) or token.low in (";", ":"):
            return []
        if token.low == "by":
            k = behind_amount(s, j + 1)
            while k < len(s.tokens) and s.tokens[k].tag == "B" and s.at[k] is None:
                k += 1
            phrase = s.at[k] if k < len(s.tokens) else None
            return coordinated_right(s, phrase) if phrase is not None and phrase.first <= k else []
    return []


def _places(s: Parsed, i: int) -> list[NounPhrase]:
    """What stands behind the place prepositions after the verb at `i`, in its clause."""
    preps, _ = _place_words()
    found: list[NounPhrase] = []
    for j in range(i + 1, min(len(s.tokens) - 1, i + 2 * REACH)):
        token = s.tokens[j]
        if token.tag == "V" or token.low in (";", ":"):
            break
        if token.low not in preps:
            continue
        phrase = s.at[j + 1]
        if phrase is None and s.tokens[j + 1].low in ("of", "to") and j + 2 < len(s.tokens):
            phrase = s.at[j + 2]
        phrase = _behind_front(s, phrase) if phrase is not None else None
        if phrase is not None:
            found += [p for p in coordinated_right(s, phrase) if p not in found]
    return found


def _behind_front(s: Parsed, phrase: NounPhrase) -> NounPhrase | None:
    """From "the entrance" to "the bank" in "at the entrance of the bank"."""
    if s.tokens[phrase.head].low not in _place_words()[1]:
        return phrase
    j = phrase.last + 1
    if j + 1 < len(s.tokens) and s.tokens[j].low in ("of", "to"):
        return s.at[j + 1]
    return phrase


@cache
def _place_words() -> tuple[frozenset[str], frozenset[str]]:
    places = load("deeds")["places"]
    return frozenset(places["preps"].split()), frozenset(places["front"].split())


_FIRE = Frame("strike", "damaged")
_FIRE_AT = Frame("strike", "unknown")
_SET = word_set("deeds_set")


def _set_on_fire(s: Parsed, i: int) -> list[Argument]:
    """ "Set fire to the bus", "set the bus on fire", "set ablaze"; `i` is the fire."""
    if s.tokens[i - 1].low in _SET and i + 2 < len(s.tokens) and s.tokens[i + 1].low == "to":
        verb, phrase = i - 1, s.at[i + 2]
    else:
        near = range(i - 1, max(-1, i - 8), -1)
        verb = next((k for k in near if s.tokens[k].low in _SET), -1)
        phrase = s.at[verb + 1] if verb >= 0 and verb + 1 < i - 1 else None
    if verb < 0:
        return []
    if phrase is None:
        return (
            [Argument("object", p, s, verb, _FIRE, True) for p in subjects(s, verb)]
            if is_passive(s, verb)
            else []
        )
    found = [Argument("agent", p, s, verb, _FIRE) for p in subjects(s, verb)]
    return found + [Argument("object", p, s, verb, _FIRE) for p in coordinated_right(s, phrase)]


_SHOOT, _OPEN, _AIM = (word_set(f"deeds_{key}") for key in ("shoot", "open", "aim"))


def _opened_fire(s: Parsed, i: int) -> list[Argument]:
    """ "Opened fire on the crowd"; `i` is the fire."""
    if s.tokens[i - 1].low not in _OPEN:
        return []
    found = [Argument("agent", p, s, i - 1, _FIRE_AT) for p in subjects(s, i - 1)]
    return _real(s, i - 1, found + [Argument("place", p, s, i - 1, _FIRE_AT) for p in _aimed_at(s, i)])


def _aimed_at(s: Parsed, i: int) -> list[NounPhrase]:
    """Whom or what a shot is aimed at: behind "at" or "on" right after the word at `i`."""
    if i + 2 >= len(s.tokens) or s.tokens[i + 1].low not in _AIM:
        return []
    j = behind_amount(s, i + 2)
    phrase = s.at[j] if j < len(s.tokens) else None
    if phrase is None or s.tokens[phrase.head].low in ("air", "sky"):
        return []
    return coordinated_right(s, phrase)


# ---- nouns ---------------------------------------------------------------------------------------

_CARRIED = word_set("deeds_carried")


def _noun_arguments(s: Parsed, i: int, frame: Frame) -> list[Argument]:
    phrase = s.at[i]
    if phrase is None:
        return []
    found: list[Argument] = []
    owner = _owner(s, phrase, i)
    if owner is not None:
        found.append(Argument("agent" if frame.effect == "unknown" else "object", owner, s, i, frame))
    elif frame.effect in ("unknown", "damaged") and phrase.core < i and phrase.last == i:
        before = sub_phrase(s, phrase.first, i - 1)
        found += [Argument("modifier", before, s, i, frame)] if before is not None else []
    last = i
    for _ in range(3 if phrase.last == i else 0):
        j = last + 1
        if j + 1 >= len(s.tokens):
            break
        prep, following = s.tokens[j].low, s.at[j + 1]
        if s.tokens[j].tag in "TV" and prep in _CARRIED:
            last = j + (1 if s.tokens[j + 1].low == "out" else 0)
            continue
        if following is None or following.first != j + 1:
            break
        if prep == "by":
            found += [Argument("agent", p, s, i, frame) for p in coordinated_right(s, following)]
        elif prep in frame.preps:
            role = "place" if prep in frame.things_only else "object"
            found += [Argument(role, p, s, i, frame) for p in coordinated_right(s, following)]
        last = end_of_chain(s, following)
    return found


def _owner(s: Parsed, phrase: NounPhrase, i: int) -> NounPhrase | None:
    """The phrase before a possessive mark: "the mayor" in "the mayor's murder"."""
    for k in range(i - 1, phrase.first, -1):
        if s.tokens[k].tag == "S":
            return sub_phrase(s, phrase.first, k - 1)
    return None
