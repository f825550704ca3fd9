"""What the learned reader makes of one document."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.extract.joins import Joins
from tacitus.extract.tagger import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a reader makes of one document, and how its proposals are joined. `method` names the reader,
    `weighed` the rules and it: who is behind a finding of the rules that it bears out. `loud`: the page is
    written in capitals, as most of what the first readers were trained on is."""

    reading: Reading
    loud: bool
    joins: Joins
    method: str
    weighed: str
