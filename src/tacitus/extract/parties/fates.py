"""What became of a named person whom the page ties to an act: cleared, released, charged, convicted.

Read off the words beside a name, and beside its surname later on. Made for safety: who was cleared is ruled
out whatever else the page says, and nobody is convicted but by words of a court.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.parties.lines import compile_phrases
from tacitus.extract.parties.noun_kinds import nouns
from tacitus.lang.lexicon import load
from tacitus.lang.persons import PersonName, find_persons
from tacitus.lang.sentences import sentences_of
from tacitus.model import Document, Individual, Victim

_REACH = 170
"""Characters behind a name in which the words on its fate stand: an apposition lies between."""
_BEFORE = 60
_MOST = 40
"""Persons of a page whose surname is looked for further on; garbage has more."""
_GAP = re.compile(
    r" ?(?:(?:the|an?|mr|mrs|ms|dr)\.? )?"
    r"(?:(?!of|for|in|on|last|to|with|by|and|who|that|at)(?![a-z]+ing )[a-z-]+ ){0,2}"
)
"""What may stand between words before a name and the name ("charged the driver X")."""
_STOP = re.compile(
    r"[;:.!?\"“”]|\b(?:said|says|told|added|when|after|before|while|because|whose|killed|killing|that)\b"
)
_STEMS = re.compile(
    r"\b(?:arrest|detain|captur|apprehend|caught|surrender|charge|indict|arraign|convict|sentence|jail|imprison|acquit|clear(?:ed|s)|releas"
    r"|freed|set free|let go|guilty|innocent|wrong|mistak|falsely|misidentif|ruled out|exonerat"
    r"|nothing to do|connection|no link|involve|case against|serving|on trial|accus|wanted|sought|searching"
    r"|search for|hunt|looking for|at large|on the run"
    r"|named|shown as|custody|being held|walked free|withdr[ae]w)"
)
"""What a sentence must hold to tell of anybody's fate; looked for first, because most tell of none."""
_HINTS = re.compile(
    r"\b(?:innocent|exonerat|misidentif|wrong|mistak|falsely|nothing to do"
    r"|no (?:connection|link|involv)|not involved|withdr)"
)
"""The same for words that clear somebody."""
_SURE, _UNSURE = 0.85, 0.75
"""How sure a court's word or a clearing is that the person belongs to the act, and an arrest or a search."""
RANK = ("misidentified", "acquitted", "convicted", "charged", "released", "detained", "at_large")
"""The first of those that the page tells of somebody stands."""
_MARKS = str.maketrans('.,;:!?()"“”', " " * 11)
"""Marks as blanks: phrases end with one."""
_BY = {"convicted": "court", "acquitted": "court"}
_LINK = {"misidentified": "ruled_out", "acquitted": "accused", "convicted": "stated", "charged": "accused"}


@dataclass(frozen=True, slots=True)
class _Fate:
    status: str
    start: int
    end: int


@cache
def _cues() -> tuple[list[tuple[str, re.Pattern[str]]], list[tuple[str, re.Pattern[str]]], re.Pattern[str]]:
    """(status, words behind the name), (status, words before it), words that clear somebody on the page."""
    table = load("perpetrators")["fates"]
    behind = [(status, compile_phrases(rows, {})) for status, rows in table["behind"].items()]
    before = [(status, compile_phrases(rows, {})) for status, rows in table["before"].items()]
    return behind, before, compile_phrases(table["clearing"], {})


def find_fates(document: Document) -> list[Finding]:
    """One finding of perpetrator_individual for each named person whose fate the page tells."""
    text = document.text
    low = _folded(text)
    sentences = sentences_of(document) or ((0, len(text)),)
    openings = [start for start, _ in sentences]
    telling = sorted({max(0, bisect_right(openings, m.start()) - 1) for m in _STEMS.finditer(low)})
    if not telling:
        return []
    clearing = _cues()[2]
    hinted = {max(0, bisect_right(openings, m.start()) - 1) for m in _HINTS.finditer(low)}
    plain = low.translate(_MARKS) if hinted else low
    clears = [n for n in telling if n in hinted and clearing.search(plain, *sentences[n])]
    fates: dict[str, list[_Fate]] = {}
    persons = list(find_persons(text))
    told = set(telling)
    for name, start, end in _occurrences(text, persons):
        number = max(0, bisect_right(openings, start) - 1)
        if number in told:
            fates.setdefault(name, []).extend(_beside(low, (start, end), sentences[number], bool(clears)))
    for name in {p.name for p in persons if p.office} & fates.keys():
        fates[name] = [f for f in fates[name] if f.status == "misidentified"]  # he speaks of others' arrests
    found = [_finding(name, told_of, bool(clears)) for name, told_of in fates.items() if told_of]
    return [*found, *_described(text, plain, [sentences[n] for n in clears])]


def _folded(text: str) -> str:
    """Lower case with straight marks and blanks only, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").replace("\n", " ").replace("\t", " ")


def _occurrences(text: str, persons: Sequence[PersonName]) -> Iterator[tuple[str, int, int]]:
    """(full name, start, end) of each person, and of the surname alone."""
    parts = {p.end for p in persons}
    for p in persons:
        yield p.name, p.start, p.end
    full: dict[str, str] = {}
    for p in persons[:_MOST]:
        full.setdefault(p.name.split()[-1], p.name)
    if full:
        surnames = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(full)))})(?![\w-])")
        for match in surnames.finditer(text):
            if match.end() not in parts:
                yield full[match[0]], match.start(), match.end()


def _beside(low: str, name: tuple[int, int], sentence: tuple[int, int], cleared: bool) -> Iterator[_Fate]:
    behind, before, _ = _cues()
    after = low[name[1] : min(sentence[1], name[1] + _REACH)]
    stop = _STOP.search(after)
    piece = " " + re.sub(r"[,()]", " ", after[: stop.start() if stop else None])
    piece = " ".join(piece.split()) + " "
    for status, pattern in behind if _STEMS.search(piece) else ():
        match = pattern.search(piece)
        if match and status == "convicted" and "not guilty" in piece:
            continue
        if match and not (status == "named" and not cleared):
            end = name[1] + len(after[: stop.start() if stop else None].rstrip())
            yield _Fate("misidentified" if status == "named" else status, name[0], end)
    start = max(sentence[0], name[0] - _BEFORE)
    ahead = low[start : name[0]]
    for status, pattern in before if _STEMS.search(ahead) else ():
        for match in pattern.finditer(ahead):
            gap = ahead[match.end() :]
            if _GAP.fullmatch(gap):
                yield _Fate(status, start + match.start(), name[1])


def _finding(name: str, told: Sequence[_Fate], cleared: bool) -> Finding:
    best = min(told, key=lambda fate: (RANK.index(fate.status), fate.start))
    status = best.status
    if status == "released" and cleared:
        status = "misidentified"
    value = Individual(
        name=name,
        status=status,
        link=_LINK.get(status, "suspected"),
        by=_BY.get(status, "investigator"),
        hedge="none" if status in _LINK else "probable",
    )
    rest = tuple((f.start, f.end) for f in told if f is not best)
    return Finding(
        slot="perpetrator_individual",
        value=value,
        start=best.start,
        end=best.end,
        extra=rest,
        confidence=_SURE if status in _LINK else _UNSURE,
    )


@cache
def _person() -> re.Pattern[str]:
    table = nouns()
    words = "|".join(
        sorted(map(re.escape, (set(table.people) | table.doer_persons) - table.doers - {"police"}))
    )
    return re.compile(rf"\b(?:an?|the) (?:[a-z-]+ ){{0,2}}?(?:{words})\b(?! (?:said|says|told))")


def _described(text: str, plain: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """A person without a name whom the same sentence clears: "the driver … had nothing to do with it"."""
    for start, end in sentences:
        cue = _cues()[2].search(plain, start, end)
        who = _person().search(plain, start, cue.start()) if cue else None
        if cue is None or who is None:
            continue
        description = text[who.start() : who.end()].split(maxsplit=1)[1]
        value = Individual(
            description=" ".join(description.split()),
            status="misidentified",
            link="ruled_out",
            by="investigator",
        )
        yield Finding(
            slot="perpetrator_individual", value=value, start=who.start(), end=cue.end(), confidence=_SURE
        )


def settled(findings: Sequence[Finding], fates: Sequence[Finding]) -> list[Finding]:
    """`findings` with `fates`: what the page says of a person's fate takes the place of other claims that
    name them as a doer, and of a victim who was only arrested and let go."""
    known = {f.value.name: f.value for f in fates if isinstance(f.value, Individual) and f.value.name}
    kept = [f for f in findings if not _is_settled(f, known)]
    return [*kept, *(_with_words(fate, findings) for fate in fates)]


def _is_settled(finding: Finding, known: dict[str, Individual]) -> bool:
    value = finding.value
    if not isinstance(value, Individual | Victim) or not value.name:
        return False
    name = next((full for full in known if full == value.name or full.endswith(f" {value.name}")), None)
    if name is None:
        return False
    return isinstance(value, Individual) or value.effect in ("freed", "kidnapped", "unknown", "threatened")


def _with_words(fate: Finding, findings: Sequence[Finding]) -> Finding:
    """The fate with the description that another claim has ("the gunman, X")."""
    value = fate.value
    assert isinstance(value, Individual)
    same = (f.value for f in findings if isinstance(f.value, Individual) and f.value.name == value.name)
    described = next((v.description for v in same if v.description), None) if value.name else None
    return replace(fate, value=replace(value, description=described)) if described else fate
