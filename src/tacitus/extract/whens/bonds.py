"""What a time expression of a sentence could time: the words round it, and what each of them costs on the way
to the trigger."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from tacitus.extract.whens.dating import marks
from tacitus.lang.times import TimeExpression

_REACH = 14.0
"""What binding may cost at most; a word between costs one half, a comma one, a clause or a verb three."""
_NEAR = 4
"""A word of saying so few words before an expression takes it ("told a news conference on Tuesday")."""
_BLOCKING = 3.5
"""What may stand between an expression and a word of saying or reaction that takes it: one verb at most."""
_COSTS = {",": 1.0, ";": 4.0, ":": 2.0, "-": 1.0, "–": 1.0, "—": 1.0}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|[^\w\s]")
_PAST_VERB = re.compile(r"[a-z]{3,}ed")

_BREAKING = frozenset({"clause", "speech", "prepositions"})
_UNMARKED: frozenset[str] = frozenset()
_TAKE = ("took", "takes", "take", "taken", "taking")


class Word(NamedTuple):
    """A word or mark at [start, end) in small letters: the trigger that it is part of, whether it is part of
    a time expression, and the rows of the table `whens` that it stands in."""

    start: int
    end: int
    low: str
    trigger: tuple[int, int] | None
    timed: bool
    marks: frozenset[str]


class Bond(NamedTuple):
    """The trigger that an expression times (None: "it happened") and what the way to it cost."""

    cost: float
    trigger: tuple[int, int] | None


def words_of(
    text: str, sentence: tuple[int, int], spots: Sequence[tuple[int, int]], times: Sequence[TimeExpression]
) -> list[Word]:
    """The words of a sentence, in order."""
    words = []
    table = marks()
    ahead = iter([t for t in times if t.end > sentence[0]])
    time = next(ahead, None)
    k = bisect_right(spots, (sentence[0], len(text))) - 1
    for found in _WORD.finditer(text, *sentence):
        start, end = found.span()
        while time is not None and time.end <= start:
            time = next(ahead, None)
        while k + 1 < len(spots) and spots[k + 1][0] <= start:
            k += 1
        trigger = spots[k] if k >= 0 and start < spots[k][1] else None
        low = found[0].lower()
        timed = time is not None and time.start <= start
        words.append(Word(start, end, low, trigger, timed, table.get(low, _UNMARKED)))
    for k, (verb, particle) in enumerate(pairwise(words)):
        if verb.low in _TAKE and particle.low == "back" and verb.trigger is None:
            words[k] = verb._replace(low="retracted", marks=table["retracted"])  # "took back its claim"
    return words


def bind(words: list[Word], time: TimeExpression) -> Bond | None:
    """What the expression times; None where that is a saying, something that came after, or nothing known."""
    first = next((k for k, w in enumerate(words) if w.end > time.start), len(words))
    last = next((k for k, w in enumerate(words) if w.start >= time.end), len(words))
    if last < len(words) and words[last].low in ("'s", "’s"):
        last += 1
    elif _names_a_thing(words, last, time):
        return None
    if _is_dateline(words, first, last):
        return None
    if time.kind == "event-relative":
        behind = _scan(iter(words[last:]))
        return behind if isinstance(behind, Bond) and behind.trigger else None
    closing = _ends_a_clause(words, first, last)
    follows = _attributive(words[last : last + 3])
    if follows is not None and not closing:
        return follows
    if not _follows_act(words[:first]) and _times_what_follows(words[last : last + 3], time):
        return None
    before = _scan(reversed(words[:first]))
    if before == "blocked":
        return None
    if before is None or before.trigger is None:
        before = _same_moment(words[last:]) or before
    opens = first == 0 or all(w.low in _LEAD or w.timed for w in words[:first])
    opens = opens or words[first - 1].low in _OPENERS or _before_its_verb(words, last, time)
    after = _scan(iter(words[last:]), fronted=True) if opens and not closing else None
    bonds = [b for b in (before, after) if isinstance(b, Bond)]
    return min(bonds, key=lambda b: (b.trigger is None, b.cost), default=None)


def _attributive(words: Sequence[Word]) -> Bond | None:
    """ "Monday's deadly attack": the trigger follows with nothing but adjectives between."""
    for word in words:
        if word.trigger is not None:
            return Bond(cost=0.5, trigger=word.trigger)
        if _breaks(word):
            return None
    return None


def _ends_a_clause(words: Sequence[Word], first: int, last: int) -> bool:
    """ "The guard hit when gunmen seized the radio on July 9 died": the day is that of the clause before."""
    if first < 1 or last >= len(words) or words[first - 1].low not in ("on", "in"):
        return False
    if "death" not in words[last].marks:
        return False
    clause = next((k for k in range(first - 1, -1, -1) if "clause" in words[k].marks), first)
    return any(w.trigger is not None for w in words[clause:first])


def _is_dateline(words: list[Word], first: int, last: int) -> bool:
    """ "SANTIAGO, 3 March 91 (EFE) --": the day of writing, which times nothing in the text."""
    if first > _DATELINE or any(w.trigger for w in words[:first]):
        return False
    rest = words[last : last + 2]
    if rest and rest[0].low.isdigit():
        rest = rest[1:]
    return bool(rest) and rest[0].low in ("(", "-", "–", "—", "[")


_DATELINE = 7
"""Words that may stand before the day of a dateline (a town, a country, commas)."""
_LEAD = frozenset(
    {"on", "in", "at", "about", "around", "early", "late", "by", "just", "the", "during", ",", '"', "“", "("}
)


def _breaks(word: Word) -> bool:
    return word.low in _COSTS or not word.marks.isdisjoint(_BREAKING)


def _names_a_thing(words: Sequence[Word], last: int, time: TimeExpression) -> bool:
    """ "The Christmas market", "the 8 April elections": a day in the name of something else."""
    if time.kind not in ("holiday", "partial", "explicit") or last >= len(words):
        return False
    return "occasions" in words[last].marks or (time.kind != "holiday" and "namesakes" in words[last].marks)


def _follows_act(before: Sequence[Word]) -> bool:
    """ "The blast on Monday recalled": the day stands right behind the act, not before the verb."""
    rest = before[:-1] if before and before[-1].low in _LEAD else before
    return bool(rest) and rest[-1].trigger is not None


def _before_its_verb(words: Sequence[Word], last: int, time: TimeExpression) -> bool:
    """ "The front today carried out an attack": a word for a day right before the verb that it times."""
    if time.kind not in ("relative", "weekday") or last >= len(words):
        return False
    return "deed" in words[last].marks or bool(_PAST_VERB.fullmatch(words[last].low))


def _times_what_follows(words: Sequence[Word], time: TimeExpression) -> bool:
    """ "Today admitted": the verb of saying; ", last week, was sentenced": the passive after the comma."""
    if words and time.kind in ("relative", "weekday") and not words[0].marks.isdisjoint(_LATER):
        return True
    return len(words) == 3 and words[0].low == "," and words[1].low in _BE and "reaction" in words[2].marks


_OPENERS = frozenset({",", "that", "on", "in", "and", "when", "-", "–", "—", ";", ":", ")", "]"})
_LATER = frozenset({"speech", "reaction"})
_BE = ("was", "were", "is", "are")


def _same_moment(words: Sequence[Word]) -> Bond | None:
    """ "was at home on Monday when he was shot": the clause with "when" tells of the same moment."""
    link = next((k for k, w in enumerate(words) if "same_moment" in w.marks), None)
    if link is None or any("speech" in w.marks for w in words[:link]):
        return None
    trigger = next((w.trigger for w in words[link:] if w.trigger), None)
    return Bond(cost=6.0, trigger=trigger) if trigger else None


def _scan(words: Iterator[Word], *, fronted: bool = False) -> Bond | Literal["blocked"] | None:
    """The first trigger on the way and what stands between; "blocked" by a nearer word of saying. `fronted`:
    the act that another one answers ("on Friday in revenge for the bombing") is passed by."""
    cost, steps, implicit, crossed, answered = 0.0, 0, None, False, False
    for word in words:
        if word.trigger is not None and not answered:
            return Bond(cost=cost, trigger=word.trigger)
        answered = fronted and ("answer" in word.marks or (answered and word.trigger is None))
        if word.timed:
            continue
        steps += 1
        if fronted and "says" in word.marks:
            cost += 2.0
        elif "speech" in word.marks or "reaction" in word.marks:
            if implicit is None and not crossed and cost <= _BLOCKING and steps <= _NEAR * 2:
                return "blocked"
            cost += 3.0
        elif implicit is None and ("occurrence" in word.marks or "response" in word.marks):
            implicit = Bond(cost=cost, trigger=None)
        elif "clause" in word.marks or _PAST_VERB.fullmatch(word.low):
            cost += 3.0
            crossed = crossed or "clause" in word.marks
        else:
            cost += _COSTS.get(word.low, 0.5)
        if cost > _REACH:
            break
    return implicit
