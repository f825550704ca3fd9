"""One incident's data, arranged as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tacitus.desk.shown import bounds, published, publisher, value_words
from tacitus.model.slots import FIGURE_SLOTS, SLOTS
from tacitus.model.wording import plain
from tacitus.public import Page

Data = Mapping[str, Any]
FIRST = (
    *FIGURE_SLOTS,
    "type",
    "started",
    "ended",
    "place",
    "perpetrator_organisation",
    "perpetrator_individual",
)
"""What a reader asks first; the other slots follow in their own order."""
CONTEXT = 220
"""Signs of the sentence shown on either side of the words that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a claim in their sentence, who published them when, and the further pages of one voice."""

    claim: str
    document: str
    start: int
    before: str
    quote: str
    after: str
    publisher: str
    published: str
    speaker: str
    stance: str
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A resolution as it is shown; `chosen` are the claims that give just this value, the first of them in
    `report`."""

    slot: str
    words: str
    bounds: str
    trace: str
    profile: str
    supporting: tuple[Words, ...]
    opposing: tuple[Words, ...]
    chosen: tuple[str, ...]
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An independent origin: its first report, and the re-posts and copies folded under it."""

    first: Data
    copies: tuple[Data, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement as it is shown; incitement is folded."""

    act: str
    speaker: str
    role: str
    words: str
    document: str
    start: int
    published: str
    folded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands by slot, the voices, the course of the toll (plain data for the picture), statements."""

    slots: tuple[tuple[str, tuple[Value, ...]], ...]
    against: tuple[Words, ...]
    voices: tuple[Voice, ...]
    course: tuple[Data, ...]
    statements: tuple[Said, ...]


def shown(found: Data, pages: Mapping[str, Page]) -> Shown:
    """Arrange the data of `public.incident`; `pages` are the texts that its evidence stands in."""
    arranger = _Arranger(found, pages)
    ordered = sorted(found["slots"], key=rank)
    against = [c["id"] for c in found["claims"] if c["slot"] == "occurrence"]
    return Shown(
        slots=tuple((slot, tuple(arranger.value(slot, r) for r in found["slots"][slot])) for slot in ordered),
        against=arranger.side(against),
        voices=arranger.voices(),
        course=arranger.course("killed"),
        statements=arranger.statements(),
    )


def rank(slot: str) -> tuple[int, int]:
    """Sorts slots as a reader asks for them."""
    return (FIRST.index(slot) if slot in FIRST else len(FIRST)), list(SLOTS).index(slot)


class _Arranger:
    def __init__(self, found: Data, pages: Mapping[str, Page]) -> None:
        self._found, self._pages = found, pages
        self._claims = {claim["id"]: claim for claim in found["claims"]}
        self._reports = {report["document"]: report for report in found["reports"]}
        self._said = {said["id"]: said for said in found["statements"]}

    def value(self, slot: str, resolution: Data) -> Value:
        profile, _, trace = resolution["trace"].partition(": ")
        giving = [i for i in resolution["supporting"] if i in self._claims]
        chosen = tuple(i for i in giving if self._claims[i]["value"] == resolution["value"]) or tuple(giving)
        return Value(
            slot=slot,
            words=value_words(resolution["value"], slot),
            bounds=bounds(resolution),
            trace=trace or profile,
            profile=plain(resolution["profile"]),
            supporting=self.side(resolution["supporting"]),
            opposing=self.side(resolution["opposing"]),
            chosen=chosen,
            report=self._claims[chosen[0]]["report"] if chosen else "",
        )

    def side(self, ids: Sequence[str]) -> tuple[Words, ...]:
        """A row for each voice and wording, the earliest first."""
        told: dict[tuple[str, str], list[Data]] = {}
        claims = [self._claims[ident] for ident in ids if ident in self._claims]
        for claim in sorted(claims, key=lambda c: (_spoken(self._reports.get(c["document"], {})), c["id"])):
            told.setdefault((claim["voice"] or "", claim["evidence"][0]["quote"]), []).append(claim)
        return tuple(self._words(same) for same in told.values())

    def _words(self, same: Sequence[Data]) -> Words:
        claim = same[0]
        evidence, report = claim["evidence"][0], self._reports.get(claim["document"], {})
        page, start, end = self._pages.get(claim["document"]), evidence["start"], evidence["end"]
        before, quote, after = "", evidence["quote"], ""
        if page is not None:
            first, last = page.sentence(start, end)
            before, after = (
                page.text[max(first, start - CONTEXT) : start],
                page.text[end : min(last, end + CONTEXT)],
            )
            quote = page.text[start:end]
        speaker = (self._said.get(claim["attributed_to"] or "") or {}).get("speaker") or {}
        return Words(
            claim=claim["id"], document=claim["document"], start=start,
            before=before, quote=quote, after=after,
            publisher=publisher(report), published=published(report),
            speaker=speaker.get("name") or speaker.get("as_written") or "", stance=claim["stance"],
            copies=len(same) - 1,
        )  # fmt: skip

    def course(self, slot: str) -> tuple[Data, ...]:
        """Each figure over time: {at, low, high, voice, name}; () where there are not two days of them."""
        names = {v.first["voice"] or v.first["document"]: publisher(v.first) for v in self.voices()}
        points = [
            {
                "at": point["as_of"],
                "low": point["low"],
                "high": point["high"],
                "voice": point["voice"] or "",
                "name": names.get(point["voice"] or "", "a voice"),
            }
            for point in self._found["course"].get(slot, ())
            if point["as_of"]
        ]
        return tuple(points) if len({point["at"] for point in points}) > 1 else ()

    def statements(self) -> tuple[Said, ...]:
        """Everything said, in the order of the days and pages."""
        ordered = sorted(
            self._found["statements"],
            key=lambda s: (
                _spoken(self._reports.get(s["document"], {})),
                s["document"],
                s["content"]["start"],
            ),
        )
        return tuple(
            Said(
                act=said["act"],
                speaker=(said["speaker"] or {}).get("name")
                or (said["speaker"] or {}).get("as_written")
                or "",
                role=(said["speaker"] or {}).get("role") or "",
                words=said["content"]["quote"],
                document=said["document"],
                start=said["content"]["start"],
                published=published(self._reports.get(said["document"], {})),
                folded=said["act"] == "incite",
            )
            for said in ordered
        )

    def voices(self) -> tuple[Voice, ...]:
        by_voice: dict[str, list[Data]] = {}
        for report in sorted(self._found["reports"], key=_spoken):
            by_voice.setdefault(report["voice"] or report["document"], []).append(report)
        return tuple(Voice(first=same[0], copies=tuple(same[1:])) for same in by_voice.values())


def _spoken(report: Data) -> tuple[str, str]:
    return ((report.get("published") or {}).get("earliest") or "9999", report.get("id", ""))
