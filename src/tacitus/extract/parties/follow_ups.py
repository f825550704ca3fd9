"""What the sentences behind a claim of responsibility add to it: how it was made, and that it was taken back
("The claim came in a telephone call"; "It later withdrew the claim")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.parties.scenes import Scene
from tacitus.lang.lexicon import load
from tacitus.model import Organisation

_NEXT = 3
"""Sentences behind the claim in which its group is still meant by "it" or "the group"."""
_AGAIN = re.compile(
    r"(?:[^;.]{0,80}[,\"”] )?(?:hours later |days later |later )?"
    r"(?:the (?:group|claim|organi[sz]ation|statement|message|faction)|it|they|its (?:claim|statement))\b"
)
"""A sentence that goes on about the group or its claim."""
_QUOTED = re.compile(
    r".*[\"”] (?:the (?:group|organi[sz]ation|faction)|it|they) (?:said|says|wrote|announced)\b"
)
_BACK = re.compile(
    r"\b(?:took back|takes back|taken back|withdrew|withdrawn|retracted|withdraws) "
    r"(?:its|their|the|that) (?:\S+ ){0,2}?(?:claim|statement)"
    r"|\b(?:claim|statement) (?:was|has been|had been) (?:later )?(?:withdrawn|retracted|taken back)"
)


@cache
def _modes() -> dict[str, str]:
    return {w: mode for mode, row in load("responsibility")["modes"].items() for w in row.split()}


def with_follow_ups(scenes: Sequence[Scene], findings: Sequence[Finding]) -> list[Finding]:
    """`findings` of all scenes, claims completed by the sentences behind them; a group that took its claim
    back anywhere has taken it back."""
    made = [_completed(scenes, finding) for finding in findings]
    back = {f.value.name for f in made if isinstance(f.value, Organisation) and f.value.withdrawn}
    return [
        replace(f, value=replace(f.value, withdrawn=True))
        if isinstance(f.value, Organisation) and f.value.link == "claimed" and f.value.name in back
        else f
        for f in made
    ]


def _completed(scenes: Sequence[Scene], finding: Finding) -> Finding:
    value = finding.value
    if not isinstance(value, Organisation) or value.link != "claimed":
        return finding
    at = next((n for n, s in enumerate(scenes) if s.parsed.start <= finding.start < s.parsed.end), None)
    if at is None:
        return finding
    extra = []
    for scene in scenes[at + 1 : at + 1 + _NEXT]:
        if scene.item != scenes[at].item or any(not m.generic for m in scene.mentions):
            break
        text = scene.line.text
        if not (_AGAIN.match(text) or _QUOTED.match(text)):
            continue
        back = _BACK.search(text)
        mode = (
            None
            if value.mode
            else next((_modes()[t.low] for t in scene.parsed.tokens if t.low in _modes()), None)
        )
        if back or mode:
            value = replace(value, withdrawn=value.withdrawn or bool(back), mode=value.mode or mode)
            extra.append(scene.parsed.span(0, len(scene.parsed.tokens) - 1))
    return replace(finding, value=value, extra=(*finding.extra, *extra)) if extra else finding
