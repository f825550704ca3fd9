"""What kind of speaker gives a claim: one who counts, an official, a witness, a party to the fight …

The words are in lexicons/stations.toml. A speaker whom no word there fits is a `speaker`, and is taken as
well placed as the outlet: only what is known of a speaker lowers its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.model import Claim, Organisation, Speaker

_KINDS = ("counts", "party", "witness", "unnamed", "official")
_STATE = ("state_forces", "external_forces")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who is said to have done it: names, folded; `state` is True where state forces are, or where the act
    is force against a crowd: whoever then speaks for the executive speaks about itself."""

    names: frozenset[str] = frozenset()
    state: bool = False


def parties_of(claims: Iterable[Claim]) -> Parties:
    """The parties to the happening that these claims tell of; whoever denies it was named too."""
    names: set[str] = set()
    state = False
    for claim in claims:
        value = claim.value
        if isinstance(value, Organisation) and value.link != "no_claim_reported":
            names |= {_folded(name) for name in (value.name, value.as_written) if name}
            state = state or value.actor_kind in _STATE
        elif claim.slot == "type" and claim.stance != "denied":
            state = state or value == "excessive_force"
    return Parties(names=frozenset(names - {""}), state=state)


def station_of(speaker: Speaker | None, parties: Parties) -> str:
    """counts, official, outlet, speaker, witness, unnamed or party."""
    if speaker is None:
        return "outlet"
    said = _folded(" ".join(filter(None, (speaker.as_written, speaker.role, speaker.name))))
    if any(f" {name} " in f" {said} " for name in parties.names):
        return "party"
    words = frozenset(said.split())
    kind = next(
        (
            kind
            for kind, (single, phrases) in _words().items()
            if words & single or any(f" {phrase} " in f" {said} " for phrase in phrases)
        ),
        None,
    )
    if kind == "official" and parties.state:
        return "party"
    return kind or "speaker"


def _folded(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold())).removeprefix("the ")


@cache
def _words() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Kind of speaker -> its words, and its phrases of several words; earlier kinds win."""
    table = load("stations")
    listed = {kind: table[kind].split() for kind in _KINDS}
    return {
        kind: (
            frozenset(word for word in words if "-" not in word),
            tuple(word.replace("-", " ") for word in words if "-" in word),
        )
        for kind, words in listed.items()
    }
