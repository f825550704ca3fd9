"""Mentions: each word of violence with what the words round it say about whether, when and which."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tacitus.extract.happenings.kinds import Kind, spot
from tacitus.lang.lexicon import load
from tacitus.lang.patterns import Match, Patterns, Word, words_of
from tacitus.lang.sentences import sentences_of
from tacitus.model import Document

REACH = {
    "warned_of": 6,
    "denied": 4,
    "attempted": 6,
    "another": 4,
    "elsewhere": 12,
    "also": 5,
    "series": 4,
    "staged": 4,
    "drill": 3,
    "retracted": 14,
    "foiled": 8,
}
"""Words that may stand between a cue and what it governs; a modal or a negation governs only what is near."""
FRONTED = ("older", "another", "elsewhere", "total")
"""Cues that govern the whole sentence from a short phrase set before it ("Last year, …")."""
FRONT = 8
"""Words in such a phrase at most."""
FAR = 12
LINKED, JUDGED = 4, 25
"""Words between "for" and the act that a court decided on; words before it in which the decision stands."""
SAID, FAR_REPORT = ("denied", "retracted", "elsewhere"), 5
"""Cues that govern such a clause from farther off ("retracted its report that")."""
FAR_RETRACTED = 10
"""A retraction names the day of the report between ("retracted its report of 8 May that")."""
REPORT = 2
"""Words before a clause with "that" that still govern it ("denied that", "warned him that")."""
WINDOW = 20
"""Words to either side of the trigger that are looked at within its clause; garbage has endless clauses."""
NEAR_BEHIND = frozenset({"planned", "warned_of", "attempted", "drill", "aftermath", "past_business"})
"""Cues behind the trigger that must follow at once ("attack plot"); the others may stand anywhere
behind it."""
_PARTS = re.compile(r"[,;:()\[\]—–]|\s-+\s|\.\.\.")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Characters [start, end) name an act of `kind`. `cues` are the names of the cue tables of
    lexicons/roles.toml that govern it, with the stretch of each; `clause` is its clause in characters;
    `years` are those named in the clause; `number` is definite, indefinite, counted, plural or bare; `real`
    when the form tells of something that happened (a past verb, a noun with an article or a number); `front`
    is the phrase before the sentence's first comma when it is short ("In the north, …")."""

    start: int
    end: int
    kind: Kind
    sentence: int
    paragraph: int
    item: int
    clause: tuple[int, int]
    cues: dict[str, tuple[int, int]]
    years: tuple[int, ...]
    number: str
    real: bool
    front: tuple[int, int] | None = None
    sentence_start: int = 0
    sentence_end: int = 0


@cache
def _cues(side: str) -> Patterns[str]:
    table = load("roles")
    return Patterns([(phrase, e["cue"]) for e in table[side] for phrase in e["phrases"]], {})


@cache
def _openers() -> frozenset[str]:
    return frozenset(load("roles")["clause_openers"])


@cache
def _no_denial() -> frozenset[str]:
    return frozenset(load("roles")["no_denial"])


def read_mentions(document: Document, tokens: Sequence[Word] | None = None) -> tuple[Mention, ...]:
    """All mentions of `document`, in order; `tokens` are its words, where they have been read already."""
    text = document.text
    tokens = words_of(document) if tokens is None else tokens
    found = spot(tokens)
    if not found:
        return ()
    before, behind = _cues("before").find(tokens), _cues("after").find(tokens)
    bounds = _clause_starts(text, tokens)
    breaks = [m.start() for m in _PARAGRAPH.finditer(text)]
    reader = _Reader(tokens, bounds, (before, behind), [tokens[m.first].start for m in found])
    sentences = sentences_of(document)
    mentions = []
    for match in found:
        start = tokens[match.first].start
        mention = reader.read(match, bisect_right(breaks, start), document.item_of(start))
        first, last = sentences[mention.sentence] if sentences else (0, len(text))
        mentions.append(replace(mention, sentence_start=first, sentence_end=last))
    return tuple(mentions)


class _Reader:
    """Reads what stands round one trigger."""

    def __init__(
        self,
        tokens: Sequence[Word],
        bounds: Sequence[int],
        cues: tuple[Sequence[Match[str]], Sequence[Match[str]]],
        triggers: Sequence[int],
    ) -> None:
        self._triggers = triggers
        self._tokens, self._bounds, self._cues = tokens, bounds, cues
        self._openings: dict[int, tuple[int, int]] = {}
        for first, last in pairwise([*bounds, len(tokens)]):
            self._openings.setdefault(tokens[first].sentence, (first, last))

    def read(self, match: Match[Kind], paragraph: int, item: int) -> Mention:
        tokens = self._tokens
        clause = _clause(self._bounds, match, len(tokens))
        front = self._front(clause[0])
        number = _number(tokens, match, clause[0])
        cues = self._fronted(front) | _governing(tokens, match, clause, self._cues)
        cues = self._judged(match) | cues
        if number == "definite" and self._belongs_to_next(match, cues.get("older")):
            del cues["older"]
        return Mention(
            start=tokens[match.first].start,
            end=tokens[match.last].end,
            kind=match.row,
            sentence=tokens[match.first].sentence,
            paragraph=paragraph,
            item=item,
            clause=(tokens[clause[0]].start, tokens[clause[1] - 1].end),
            cues=cues,
            years=_years(tokens, _window(match, clause)) + (_years(tokens, front) if front else ()),
            number=number,
            real=_is_real(tokens, match, number),
            front=(tokens[front[0]].start, tokens[front[1] - 1].end) if front else None,
        )

    def _judged(self, match: Match[Kind]) -> dict[str, tuple[int, int]]:
        """ "sentenced A, 41, to life on Friday for the shooting": what a court decided governs the act
        that it decided on from anywhere before it in the sentence."""
        if match.row.form != "noun":
            return {}
        tokens, first = self._tokens, match.first
        linked = [n for n in range(max(0, first - LINKED), first) if tokens[n].text in ("for", "over")]
        if not linked or any(not tokens[n].joined for n in range(linked[-1] + 1, first + 1)):
            return {}
        before = self._cues[0]
        found: dict[str, tuple[int, int]] = {}
        for n in range(bisect_left(before, linked[-1] - JUDGED, key=lambda c: c.first), len(before)):
            cue = before[n]
            if cue.first >= first:
                break
            if cue.row == "past_business" and tokens[cue.first].sentence == tokens[first].sentence:
                found[cue.row] = (tokens[cue.first].start, tokens[cue.last].end)
        return found

    def _belongs_to_next(self, match: Match[Kind], cue: tuple[int, int] | None) -> bool:
        """True when another trigger stands between this one and the time behind it ("the blast came after a
        raid last month")."""
        if cue is None:
            return False
        following = bisect_right(self._triggers, self._tokens[match.last].start)
        return following < len(self._triggers) and self._triggers[following] < cue[0]

    def _front(self, clause_start: int) -> tuple[int, int] | None:
        """Words before the first comma of the sentence, where they are few and the trigger stands behind."""
        first, last = self._openings[self._tokens[clause_start].sentence]
        if last > clause_start or last - first > FRONT or self._tokens[last].joined:
            return None
        return first, last

    def _fronted(self, front: tuple[int, int] | None) -> dict[str, tuple[int, int]]:
        if front is None:
            return {}
        return {
            cue.row: (self._tokens[cue.first].start, self._tokens[cue.last].end)
            for side in self._cues
            for cue in side[bisect_left(side, front[0], key=lambda c: c.first) :][:FRONT]
            if cue.row in FRONTED and cue.last < front[1]
        }


def _clause_starts(text: str, tokens: Sequence[Word]) -> list[int]:
    """Numbers of the words that open a clause."""
    openers = _openers()
    starts = [0]
    for n in range(1, len(tokens)):
        word, last = tokens[n], tokens[n - 1]
        if (
            word.sentence != last.sentence
            or word.text in openers
            or (not word.joined and _PARTS.search(text, last.end, word.start))
        ):
            starts.append(n)
    return starts


def _clause(bounds: Sequence[int], match: Match[Kind], total: int) -> tuple[int, int]:
    """[first, last) words of the clause; a trigger that runs over a clause's end takes the next one in."""
    left = bounds[bisect_right(bounds, match.first) - 1]
    right = bisect_right(bounds, match.last)
    return left, bounds[right] if right < len(bounds) else total


def _window(match: Match[Kind], clause: tuple[int, int]) -> tuple[int, int]:
    return max(clause[0], match.first - WINDOW), min(clause[1], match.last + 1 + WINDOW)


def _governing(
    tokens: Sequence[Word],
    match: Match[Kind],
    clause: tuple[int, int],
    cues: tuple[Sequence[Match[str]], Sequence[Match[str]]],
) -> dict[str, tuple[int, int]]:
    before, behind = cues
    found: dict[str, tuple[int, int]] = {}
    clause = _window(match, clause)
    reported = tokens[clause[0]].text == "that" and clause[0] > 0
    begin = clause[0] - (FAR_RETRACTED if reported else 0)
    for n in range(bisect_left(before, begin, key=lambda c: c.first), len(before)):
        cue = before[n]
        if cue.first >= match.first:
            break
        if cue.first < clause[0] - REPORT and cue.row not in SAID:
            continue
        if cue.first < clause[0] - FAR_REPORT and cue.row != "retracted":
            continue
        if cue.row == "denied" and tokens[cue.last + 1].text in _no_denial():
            continue
        if cue.last < match.first and match.first - cue.last <= REACH.get(cue.row, FAR):
            found[cue.row] = (tokens[cue.first].start, tokens[cue.last].end)
    for n in range(bisect_left(behind, match.last + 1, key=lambda c: c.first), len(behind)):
        cue = behind[n]
        if cue.first >= clause[1]:
            break
        if cue.row not in NEAR_BEHIND or cue.first == match.last + 1:
            found.setdefault(cue.row, (tokens[cue.first].start, tokens[cue.last].end))
    return found


def _years(tokens: Sequence[Word], clause: tuple[int, int]) -> tuple[int, ...]:
    return tuple(int(w.text) for w in tokens[clause[0] : clause[1]] if _YEAR.fullmatch(w.text))


def _number(tokens: Sequence[Word], match: Match[Kind], clause_start: int) -> str:
    """Definiteness of a noun by the nearest determiner up to five words before it."""
    if match.row.form != "noun":
        return "bare"
    table = load("roles")
    for n in range(match.first - 1, max(clause_start, match.first - 5) - 1, -1):
        if not tokens[n + 1].joined:
            break
        word = tokens[n].text
        if word in table["plural"] or word.isdigit():
            return "counted"
        for name in ("definite", "indefinite"):
            if word in table[name] or (name == "definite" and word.endswith(("'s", "s'"))):
                return name
    return "plural" if tokens[match.last].text.endswith("s") else "bare"


def _is_real(tokens: Sequence[Word], match: Match[Kind], number: str) -> bool:
    """A noun with an article or a number; a verb in a past form, or in -ing behind a comma ("…, killing")."""
    if match.row.form == "noun":
        return number in ("definite", "indefinite", "counted")
    table = load("roles")
    first = tokens[match.first]
    before = tokens[match.first - 1].text if match.first and first.joined else ""
    if before in table["unreal"]:
        return False
    if match.first == match.last:
        if first.text.endswith("ing"):
            return not first.joined
        if before in table["definite"] or before in table["indefinite"]:
            return False  # "the murdered priests"
    inside = [w.text for w in tokens[match.first : match.last + 1]]
    return any(w.endswith("ed") or w in table["past"] for w in inside)
