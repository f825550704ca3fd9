"""Who said what: the attributions that are speech, made into statements with speaker, act and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tacitus.extract.statements.attributions import Attribution, attributions_in
from tacitus.extract.statements.cues import cue_table
from tacitus.extract.statements.quotes import Quote
from tacitus.extract.statements.speakers import Cast, words
from tacitus.extract.statements.speech_acts import act_of
from tacitus.extract.statements.tones import toned
from tacitus.extract.statements.units import Unit, units_of
from tacitus.extract.statements.verdicts import find_verdicts
from tacitus.lang.grammar import Token, words_of
from tacitus.model import Document, Speaker, Statement

_LONGEST = 500
"""A statement's content is a passage to check, not an article; longer speech is split at its sentences."""
_MOST = 45
"""A page with more has no statement worth its neighbours; speech in quotation marks is kept first."""
_NOBODY = re.compile(r"(?:no|neither|none|nobody|no-one)\b", re.IGNORECASE)
_SUBJECT_IS_NOBODY = re.compile(r"\b(?:no (?:group|organi[sz]ation|one)|nobody)\b", re.IGNORECASE)
_REACH = 80
_LIFE = re.compile(r"\blife[ -]$", re.IGNORECASE)
_TRIM = "\"“”„«»'`‘’ ,\n\t"


@dataclass(frozen=True, slots=True)
class _Piece:
    attribution: int
    start: int
    end: int
    kind: str


def find_statements(document: Document) -> tuple[Statement, ...]:
    """The statements of a document in the order of their words, at most 45, each of at most 500 characters.

    `about` is None; `statements.find_disputes` says which statement a denial denies.
    """
    units, by_start = units_of(document)
    quotes = tuple(by_start.values())
    attributions = attributions_in(units)
    cast = Cast(document, units)
    pieces = [
        p
        for n, a in enumerate(attributions)
        if _is_statement(a) and not _says_nothing(document.text, a)
        for p in _pieces(document, n, a, quotes)
    ]
    made: dict[int, list[Statement]] = {}
    for piece in _strongest(pieces):
        statement = _statement(document, attributions[piece.attribution], piece, cast, units)
        made.setdefault(piece.attribution, []).append(statement)
    placed = [replace(s, within=_within(attributions[n], made)) for n, found in made.items() for s in found]
    placed += find_verdicts(document)
    return toned(document, sorted(placed, key=lambda s: (s.content.start, s.content.end, s.id)))


def _is_statement(attribution: Attribution) -> bool:
    """Speech, or a belief that a named or described source is reported to hold; nothing that was not said."""
    if attribution.negated or attribution.frame == "passive" or attribution.cue is None:
        return False
    if attribution.source is None:
        return False
    return attribution.speech or (
        attribution.lemma in cue_table().lists["beliefs"] and attribution.frame == "clause"
    )


def _says_nothing(text: str, attribution: Attribution) -> bool:
    """ "No group has claimed responsibility" has no speaker; "life-threatening" injuries threaten nobody."""
    assert attribution.source is not None
    assert attribution.cue is not None
    start, end = attribution.source
    between = text[end : attribution.cue[0]][:_REACH].strip(_TRIM)
    if _NOBODY.match(text[start:end].strip(_TRIM)) or _SUBJECT_IS_NOBODY.search(between):
        return True
    return attribution.lemma == "threaten" and bool(_LIFE.search(text[: attribution.cue[0]][-8:]))


def _pieces(
    document: Document, number: int, attribution: Attribution, quotes: tuple[Quote, ...]
) -> list[_Piece]:
    text = document.text
    spans = list(attribution.content)
    inside = [q for q in quotes if any(s <= q.start < e for s, e in spans)]
    if not inside and len(spans) > 1:
        spans = [(spans[0][0], spans[-1][1])] if spans[-1][1] - spans[0][0] <= _LONGEST else spans
    found: list[_Piece] = []
    for start, end in spans:
        kind = _kind(text, start, end, inside)
        found += [_Piece(number, s, e, kind) for s, e in _split(document, start, end)]
    return found


def _kind(text: str, start: int, end: int, quotes: list[Quote]) -> str:
    here = [q for q in quotes if q.start < end and start < q.end]
    if not here:
        return "indirect"
    outside = text[start:end]
    for quote in reversed(here):
        outside = outside[: max(0, quote.start - start)] + outside[max(0, quote.end - start) :]
    return "mixed" if re.search(r"\w", outside) else "direct"


def _split(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Pieces of at most 500 characters, cut where sentences end, else after a word."""
    found: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        ends = [e for _, e in document.sentences if start < e <= start + _LONGEST]
        blank = document.text.rfind(" ", start + 1, start + _LONGEST)
        cut = ends[-1] if ends else blank if blank > start else start + _LONGEST
        found.append((start, cut))
        start = cut
        while start < end and document.text[start].isspace():
            start += 1
    found.append((start, end))
    return [(s, e) for s, e in found if document.text[s:e].strip(_TRIM)]


def _statement(
    document: Document, attribution: Attribution, piece: _Piece, cast: Cast, units: tuple[Unit, ...]
) -> Statement:
    content = document.quote(piece.start, piece.end)
    speaker = cast.speaker(attribution)
    expert = speaker is not None and _is_expert(speaker)
    act = act_of(attribution.lemma, attribution.frame, attribution.act, content.quote, expert=expert)
    return Statement(
        id=Statement.id_of(content, speaker.span if speaker else None),
        document=document.id,
        speaker=speaker,
        act=act,
        kind=piece.kind,
        content=content,
        cue=document.quote(*attribution.cue) if attribution.cue else None,
        addressee=document.text[slice(*attribution.addressee)] if attribution.addressee else None,
        when=_when(document, attribution, units[attribution.unit]),
    )


def _is_expert(speaker: Speaker) -> bool:
    said = f"{speaker.as_written} {speaker.role or ''}".lower()
    return any(word in words("experts") for word in re.findall(r"[\w-]+", said))


def _when(document: Document, attribution: Attribution, unit: Unit) -> str | None:
    """The words of time in the unit, outside what is said."""
    free = [t for t in unit.items if not any(s <= t.start < e for s, e in attribution.content)]
    runs: list[list[Token]] = [[]]
    for k, token in enumerate(free):
        after = free[k + 1] if k + 1 < len(free) else None
        opens = after is not None and after.tag == "TIME" and token.tag in ("PREP", "DET", "NUM", "SUB", "W")
        if (
            token.tag == "TIME"
            or (runs[-1] and token.tag == "NUM")
            or (opens and token.low in words_of("time_openers"))
            or token.low in ("yesterday", "today", "tonight")
        ):
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    run = next((r for r in runs if any(t.tag == "TIME" or t.low in words_of("times") for t in r)), None)
    return document.text[run[0].start : run[-1].end] if run else None


def _within(attribution: Attribution, made: dict[int, list[Statement]]) -> str | None:
    outer = attribution.outer
    if outer is None or outer not in made or attribution.cue is None:
        return None
    start = attribution.cue[0]
    return next((s.id for s in made[outer] if s.content.start <= start < s.content.end), None)


def _strongest(pieces: list[_Piece]) -> list[_Piece]:
    """No words twice, and no more than a page can bear: speech in quotation marks first."""
    once: dict[tuple[int, int], _Piece] = {}
    for piece in pieces:
        once.setdefault((piece.start, piece.end), piece)
    order = {"direct": 0, "mixed": 1, "indirect": 2}
    kept = sorted(once.values(), key=lambda p: (order[p.kind], p.start, p.end))[:_MOST]
    return sorted(kept, key=lambda p: (p.start, p.end))
