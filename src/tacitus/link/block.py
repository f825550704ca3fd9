"""Candidate pairs: never all with all. Two reports meet where both take a seat that is not crowded.

A seat is a number for something rare that a report holds: a full name, a victim or perpetrator, a place
with its days or its month, a rare name, a telling word with the weeks of its publication. Which seats a
report takes depends on the report and on the table of rare words alone, so a new report changes nobody
else's. A full name, a person or a place with its time makes a candidate by itself; of words it takes two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from tacitus.link.rarity import Rarity
from tacitus.link.signature import Signature

_CROWD = 12
"""A word's seat that more reports take joins none of them: it would make a square of them. On GVA train more
cost time and gain nothing."""
_CROWD_ALONE = 60
"""The same for a full name or a place with its days: an attack of the day may have as many voices."""
_TELLING = 3.5
"""Weight of a word that tells pages apart: it stands on fewer than one page in thirty."""
_WORDS = 24
"""Telling words of a report that take a seat, names first, else by a hash that is the same for all."""
_PHRASES = 12
"""Full names that do, likewise; they are sought in all time, as a trial comes years after its deed."""
_NAMES = 16
"""Rare single names that take a seat in all time, likewise: two of them lead from a trial to its deed."""
_RARE = 5.0
"""Weight of a rare name: on fewer than one page in 150."""
_SHORTEST = 3
"""Letters of a telling word."""
_WEEKS = 32
"""Days apart that pages may be published and still meet by words."""
_DAYS = 3
"""Days apart that happenings in one place may be and still meet by it."""

_TOPIC_BITS = 33
_TOPIC = (1 << _TOPIC_BITS) - 1
_ALONE = 1
_HASHES = 1 << 17
"""Words whose hash is held: a page's words are mostly those of other pages."""


def seats(signature: Signature, rarity: Rarity) -> tuple[int, ...]:
    """The seats of a report, sorted. Above, the period, so that what is new lies together on disk; then 32
    bits of a hash of the topic; the lowest bit says whether the topic makes a candidate alone."""
    found = {_topic("name", phrase) for phrase in _first(_phrases(signature, rarity), _PHRASES)}
    happened = signature.day.earliest if signature.day else None
    day = signature.published or happened
    named, others = _telling(signature, rarity)
    rare = [word for word in named if rarity.weight(word) >= _RARE]
    found |= {_topic("word", word) for word in rare[:_NAMES]}
    found |= {_topic("person", person) for person in signature.people}
    chosen = named[:_WORDS]
    chosen += others[: _WORDS - len(chosen)]
    found.update(_within(day, _WEEKS, [_topic("word", word) for word in chosen]))
    happened = happened or signature.published
    for place in signature.places if happened else ():
        topic = _topic("place", place.gazetteer_id or place.name.lower())
        found.update(_within(happened, _DAYS, [topic]))
        found |= {_topic("month", f"{topic} {month}") for month in _months(signature)}
    return tuple(sorted(found))


def is_crowded(seat: int, holders: int) -> bool:
    """Whether so many holders are too many for this seat."""
    return holders > (_CROWD_ALONE if seat & _ALONE else _CROWD)


def is_timeless(seat: int) -> bool:
    """True of a seat that is none of a period: of a name, or of a place with its month."""
    return seat <= _TOPIC


def is_full(seat: int, holders: int) -> bool:
    """Whether so many hold a crowded seat that who they are need not be kept: it is seldom free again."""
    return is_crowded(seat, holders // 2)


def _months(signature: Signature) -> set[str]:
    """The months of the first and the last day that are given for the happening: a trial may name no more."""
    day = signature.day
    if day is None or day.earliest is None or day.latest is None or day.basis == "assumed":
        return set()
    return {f"{d:%Y-%m}" for d in (day.earliest, day.latest)}


def meet(shared: Iterable[int]) -> bool:
    """Whether two reports that share these seats, none of them crowded, are worth comparing."""
    first = None
    for seat in shared:
        if seat & _ALONE or first not in (None, seat & _TOPIC):
            return True
        first = seat & _TOPIC
    return False


def met_at(own: Iterable[int], holders: Mapping[int, Iterable[int]]) -> set[int]:
    """Those that `meet` one who takes the seats `own`; `holders` of seats, none of them crowded."""
    met: set[int] = set()
    first: dict[int, int] = {}
    for seat in own:
        topic = seat & _TOPIC
        for other in holders.get(seat, ()):
            if seat & _ALONE or first.setdefault(other, topic) != topic:
                met.add(other)
    return met


def candidates(signatures: Sequence[Signature], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs of indices (i < j) that are worth comparing, in order."""
    holders: dict[int, list[int]] = defaultdict(list)
    for i, signature in enumerate(signatures):
        for seat in seats(signature, rarity):
            holders[seat].append(i)
    shared: dict[tuple[int, int], list[int]] = defaultdict(list)
    for seat, held in holders.items():
        if not is_crowded(seat, len(held)):
            for pair in combinations(held, 2):
                shared[pair].append(seat)
    yield from (pair for pair in sorted(shared) if meet(shared[pair]))


def _within(day: date | None, span: int, topics: list[int]) -> list[int]:
    """The topics' seats in the period of the day and the next: whoever is less than one apart shares one."""
    if day is None:
        return topics
    period = (day.toordinal() // span) << _TOPIC_BITS
    after = period + (1 << _TOPIC_BITS)
    return [period | topic for topic in topics] + [after | topic for topic in topics]


@lru_cache(maxsize=_HASHES)
def _topic(kind: str, name: str) -> int:
    number = _hash(f"{kind} {name}") << 1
    return number if kind == "word" else number | _ALONE


def _first(names: Iterable[str], count: int) -> list[str]:
    """The `count` names of the smallest hashes, of two alike the one that comes first: two reports that
    share many are likely to choose the same."""
    return sorted(names, key=_order)[:count]


@lru_cache(maxsize=_HASHES)
def _order(name: str) -> int:
    return _hash(name)


def _hash(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass"))


def _telling(signature: Signature, rarity: Rarity) -> tuple[list[str], list[str]]:
    """The telling words, names and others, those of the smallest hashes first."""
    names, weights, unseen = frozenset(signature.names), rarity.weights, rarity.unseen
    words = [w for w, _ in signature.words if weights.get(w, unseen) >= _TELLING and len(w) >= _SHORTEST]
    words.sort(key=_order)
    return [w for w in words if w in names], [w for w in words if w not in names]


def _phrases(signature: Signature, rarity: Rarity) -> list[str]:
    """Names of several words, one of them telling."""
    return [p for p in signature.phrases if any(rarity.weight(w) >= _TELLING for w in p.split())]
