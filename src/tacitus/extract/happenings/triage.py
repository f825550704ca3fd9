"""Is there an attack in here at all? Cheap and first; recall before precision."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.extract.happenings.mentions import Mention, read_mentions
from tacitus.extract.happenings.topics import weigh_topics
from tacitus.lang.patterns import Word, words_of
from tacitus.model import Document

WEIGHTS = {"act": 3.0, "weak": 1.0, "tool": 0.5, "harm": 1.0}
"""Of one mention; a typed act settles it unless the page speaks of something else throughout."""
LEAD = 4
"""Sentences of an item that tell what it is about; a mention there counts double."""
ENOUGH = 3.0
"""One named act, or harm and violence together; lower lets accidents in, higher loses briefs of one line."""


@dataclass(frozen=True, slots=True)
class Triage:
    """Whether an attack may be told here; `score` is weight of violence minus weight of other topics."""

    relevant: bool
    score: float
    reasons: tuple[str, ...]


def triage(document: Document) -> Triage:
    """Judge all items of `document`; the best one decides."""
    tokens = words_of(document)
    mentions = read_mentions(document, tokens)
    best = Triage(False, 0.0, ("no word of violence",))
    for item in sorted({m.item for m in mentions}):
        judged = judge(document, tokens, [m for m in mentions if m.item == item])
        best = max(best, judged, key=lambda t: (t.relevant, t.score))
    return best


def judge(document: Document, tokens: Sequence[Word], mentions: Sequence[Mention]) -> Triage:
    """Judge the item that `mentions` (one at least) lie in; `tokens` are the words of the document."""
    first = min(m.sentence for m in mentions)
    start = document.items[mentions[0].item] if document.items else (0, len(document.text))
    opening = document.sentence_of(start[0]) if document.sentences else 0
    score = 0.0
    for m in mentions:
        weight = WEIGHTS[m.kind.strength] * (2.0 if m.sentence - opening < LEAD else 1.0)
        score += weight * (0.3 if "drill" in m.cues else 1.0)
    first_word, last_word = (bisect_left(tokens, place, key=lambda w: w.start) for place in start)
    other, topics = weigh_topics(tokens[first_word:last_word])
    said = {m.kind.strength for m in mentions}
    violent = "act" in said or len(said & {"harm", "weak", "tool"}) > 1
    score -= other
    reasons = (f"{len(mentions)} words of violence, first in sentence {first}", *topics)
    return Triage(violent and score >= ENOUGH, round(score, 2), reasons)
