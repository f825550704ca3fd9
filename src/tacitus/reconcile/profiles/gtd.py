"""GTD-style: the latest of the credible independent sources, then the majority, then the lowest."""

from __future__ import annotations

from tacitus.reconcile.profiles.case import (
    Case,
    Count,
    asserted,
    attackers_beside,
    best_placed,
    listed,
    stated_number,
    vague_word,
    votes,
)
from tacitus.reconcile.testimony import Testimony, said_last


def gtd(case: Case) -> Count:
    """Latest figure of the best-placed voices; equally late ones by majority, else the lowest. A count that
    no number states is left blank."""
    told = said_last(asserted(case.told))
    known = [t for t in told if number_of(t) is not None]
    if not known:
        word = next((w for w in map(vague_word, told) if w), None)
        why = f"“{word}” gives no number" if word else "no number is given"
        return Count(chosen=None, trace=f"blank: {why}", flags=("blank",), rules=("vague",))
    placed = best_placed(known)
    newest = max(t.day for t in placed)
    last = [(number, t) for t in placed if t.day == newest and (number := number_of(t)) is not None]
    voices = votes(last)
    everyone = {t.voice for _, t in last}
    majority = [n for n, who in voices.items() if 2 * len(who) > len(everyone)]
    # a voice that gives two numbers, by two speakers, makes no majority for both
    number, how = (majority[0], "the majority") if len(majority) == 1 else (min(voices), "the lowest")
    how = f"{how} of the latest, {listed(voices)}" if len(voices) > 1 else "the latest"
    chosen = min((t for n, t in last if n == number), key=lambda t: (t.rank, t.claim.id))
    rules = ["latest", "credible", *(["minimum"] if chosen.figure.low != chosen.figure.high else [])]
    more, also = attackers_beside(case, chosen, number_of)
    day = f" ({newest})" if newest else ""
    trace = f"{number}: {how}{day}; {len(voices[number])} of {len(everyone)} voices then"
    if more:
        trace, rules = f"{trace}; and {more} attackers", [*rules, "attackers"]
    total = number + more
    return Count(chosen=chosen, low=total, best=total, high=total, trace=trace, also=also, rules=tuple(rules))


def number_of(t: Testimony) -> int | None:
    """The smallest valid number; None where the words give none."""
    return None if vague_word(t) else stated_number(t)
