"""In whose voice each claim is told. A voice belongs to a claim: a page that adds a sentence of its own to
agency copy is a voice for that sentence and not for the rest; what a page has from another outlet is that
outlet's.

All of it is a function of the pages of one incident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from tacitus.lang.lexicon import load
from tacitus.model import Claim, Document, Evidence, Figure, Report, Speaker

_WORD = re.compile(r"\w+")
_RUN = 3
"""Words in a run: a sentence is short, and each word that was changed breaks as many runs."""
_OWN = 0.34
"""Share of a sentence's runs in an earlier page of the voice, below which the sentence is the page's own. Two
who write of one thing share some: in the lead "people were killed", "police said on"."""
_COPIED = 0.7
"""The share from which a sentence is taken from a page of another voice."""
_FEWEST = 10
"""Runs of the shortest sentence that is taken to be copied across voices: shorter ones may meet by chance."""
_ORIGINS = 64
"""Pages of one incident that later ones are held against, the first published: so many copies are enough."""
OUTLET = "outlet:"
"""How the voice begins of an outlet that is cited and has no page of its own in the incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    document: Document
    reports: tuple[Report, ...]
    own: str
    """The voice of what is its own: that of the document where it is the first of its voice, else itself."""
    runs: Set[str]
    figures: frozenset[tuple[str, int, int | None]]


def claim_voices(
    told: Iterable[tuple[Document, Report]],
    voices: Mapping[str, str],
    speakers: Mapping[str, Speaker] | None = None,
) -> dict[str, str]:
    """Claim id -> its voice, where it is another than its document's.

    `told` are the reports of one incident, each with its document, text included; `voices` gives the voice
    of each document, `speakers` who makes the statements (by id) that claims come from. The order does not
    matter.
    """
    pages = _pages(told, voices)
    found: dict[str, str] = {}
    for number, page in enumerate(pages):
        usual = voices[page.document.id]
        earlier = pages[: min(number, _ORIGINS)]
        for report in page.reports:
            for claim in report.claims:
                speaker = (speakers or {}).get(claim.attributed_to or "")
                cited = _cited(page, claim.evidence[0], speaker, pages)
                voice = cited or _voice(page, claim, earlier, voices)
                if voice != usual:
                    found[claim.id] = voice
    return found


def _pages(told: Iterable[tuple[Document, Report]], voices: Mapping[str, str]) -> list[_Page]:
    """The pages, the first to speak first."""
    documents: dict[str, Document] = {}
    reports: dict[str, list[Report]] = {}
    for document, report in told:
        documents[document.id] = document
        reports.setdefault(document.id, []).append(report)
    pages: list[_Page] = []
    heard: set[str] = set()
    for document in sorted(documents.values(), key=lambda d: (d.spoken or "9999", d.id)):
        voice = voices[document.id]
        theirs = tuple(sorted(reports[document.id], key=lambda r: r.id))
        pages.append(
            _Page(
                document=document,
                reports=theirs,
                own=document.id if voice in heard else voice,
                runs=_runs(document.text),
                figures=frozenset(key for r in theirs for c in r.claims if (key := _figure(c))),
            )
        )
        heard.add(voice)
    return pages


def _runs(text: str) -> Set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1)}


def _figure(claim: Claim) -> tuple[str, int, int | None] | None:
    value = claim.value
    return (claim.slot, value.low, value.high) if isinstance(value, Figure) else None


def _voice(page: _Page, claim: Claim, earlier: Sequence[_Page], voices: Mapping[str, str]) -> str:
    """Whose words these are: of the first earlier page that has the sentence, else the page's own; that of
    the whole page where it cannot be told (a headline, a sentence that was edited)."""
    usual = voices[page.document.id]
    sentence = _sentence(page.document, claim.evidence[0])
    if not sentence:
        return usual
    shares = [len(sentence & other.runs) / len(sentence) for other in earlier]
    alike = [o for o in earlier if voices[o.document.id] == usual]
    figure = _figure(claim)
    if figure and alike and not any(figure in other.figures for other in alike):
        return page.own  # the copy with its number changed says something else
    for other, share in zip(earlier, shares, strict=True):
        if share >= _COPIED and (len(sentence) >= _FEWEST or other in alike):
            return other.own
    close = [share for other, share in zip(earlier, shares, strict=True) if other in alike]
    return page.own if close and max(close) < _OWN else usual


def _sentence(document: Document, evidence: Evidence) -> Set[str]:
    """The runs of the sentence that the words stand in; none for a title, which every outlet makes anew."""
    if evidence.start < len(document.title) or not document.sentences:
        return frozenset()
    start, end = document.sentences[document.sentence_of(evidence.start)]
    return _runs(document.text[start:end])


# ---- what is had from another outlet ----


def _cited(page: _Page, evidence: Evidence, speaker: Speaker | None, pages: Sequence[_Page]) -> str | None:
    """The voice of the outlet that the page has this from, where it names one."""
    named = {_folded(name) for name in _outlets_named(page.document, evidence)}
    if speaker:
        named |= {_folded(speaker.name or ""), _folded(speaker.as_written)}
    theirs = {_folded(page.document.publisher or ""), _folded(page.document.republisher or ""), ""}
    for name in sorted(named - theirs):
        own = [p.own for p in pages if _folded(p.document.publisher or "") == name]
        if own:
            return own[0]
        if name in _outlets():
            return OUTLET + name
    return None


def _outlets_named(document: Document, evidence: Evidence) -> list[str]:
    """The names in the sentence that stand where it says whom it has it from, and their beginnings."""
    if not document.sentences:
        return []
    start, end = document.sentences[document.sentence_of(evidence.start)]
    sentence = document.text[start:end]
    before, behind = _cues()
    names = [m[1] for m in before.finditer(sentence)] + [m[1] for m in behind.finditer(sentence)]
    words = [name.rstrip(".'’").split() for name in names]
    return [
        " ".join(some[a:b]) for some in words for a in range(len(some)) for b in range(a + 1, len(some) + 1)
    ]


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load("citing")
    name = r"((?:[A-Z][\w.&'’-]{0,30} ){0,4}[A-Z][\w.&'’-]{0,30})"
    before, behind, between = ("|".join(map(re.escape, table[k])) for k in ("before", "behind", "between"))
    return (
        re.compile(rf"\b(?i:{before}) (?:the )?{name}"),
        re.compile(rf"\b{name}(?: (?:{between}))?,? (?:{behind})\b"),
    )


@cache
def _outlets() -> frozenset[str]:
    table = load("outlets")
    return frozenset(map(_folded, table["domains"].values()))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
