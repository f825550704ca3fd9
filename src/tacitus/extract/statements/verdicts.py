"""What a court pronounces: a statement of act sentence, its content the penalty."""

from __future__ import annotations

import re

from tacitus.model import Document, Speaker, Statement

_VERDICT = re.compile(
    r"\b(?P<who>(?:[Aa]n?|[Tt]he) (?:[\w'’-]+ ){0,3}?(?:court|judge|tribunal|jury))\b"
    r"(?P<between>[^.;\n]{0,160}?)\b(?P<cue>sentenced)\b[^.;\n]{0,100}?\bto "
    r"(?P<what>(?:death|life|\d|[a-z]+ (?:years?|months?|life|consecutive))[^.,;\n]{0,60}?)"
    r"(?= on | for | over | after |[.,;\n]|$)"
)
_SAID = re.compile(r"\b(?:said|says|told|heard)\b")


def find_verdicts(document: Document) -> tuple[Statement, ...]:
    """The sentences that courts of the page pronounced, in order."""
    found = []
    for match in _VERDICT.finditer(document.text):
        if _SAID.search(match["between"]):
            continue
        who, content = document.quote(*match.span("who")), document.quote(*match.span("what"))
        speaker = Speaker(name=None, as_written=who.quote, span=who.span)
        found.append(
            Statement(
                id=Statement.id_of(content, speaker.span),
                document=document.id,
                speaker=speaker,
                act="sentence",
                kind="indirect",
                content=content,
                cue=document.quote(*match.span("cue")),
            )
        )
    return tuple(found)
