"""Which happening a finding belongs to: by its role, then by clause, sentence, paragraph and item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tacitus.extract.findings import Finding
from tacitus.extract.happenings import Happening
from tacitus.lang.sentences import sentences_of
from tacitus.model import Document
from tacitus.model.slots import FIGURE_SLOTS

TOLD = ("main", "aftermath")
"""Roles of what a document is about; what stands near no trigger belongs to these."""
_CASUALTIES = frozenset(FIGURE_SLOTS) | {"victim"}
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n")


class Binder:
    """Binds findings of `document` to one of `happenings`; `of` gives its number or None.

    A reader that knows the trigger which its finding speaks of puts it among the finding's further stretches.
    """

    def __init__(self, document: Document, happenings: Sequence[Happening]) -> None:
        self._document = document
        self._happenings = happenings
        self._sentences = sentences_of(document)
        self._starts = [start for start, _ in self._sentences]
        self._breaks = [m.start() for m in _PARAGRAPH.finditer(document.text)]
        self._named = {spot: n for n, h in enumerate(happenings) for spot in h.triggers}
        self._clauses = [
            [(t, start, end) for t in h.triggers for start, end in h.clauses if start <= t[0] < end]
            for h in happenings
        ]
        self._spots = sorted((s, e, n) for n, h in enumerate(happenings) for s, e in h.triggers)

    def of(self, finding: Finding) -> int | None:
        item = self._document.item_of(finding.start)
        near = [n for n, h in enumerate(self._happenings) if h.item == item]
        if finding.role is not None:
            wanted = TOLD if finding.role in TOLD else (finding.role,)
            # a total over a month or a year is not that of an operation of one day
            same = [n for n in near if self._happenings[n].role in wanted and not self._is_whole(n)]
            if not same and finding.role == "background":  # an old act that the page is about: a trial
                same = [n for n in near if self._happenings[n].role == "aftermath"]
            return self._nearest(finding, same)
        for span in finding.extra:
            if span in self._named:
                return self._named[span]
        if finding.slot in _CASUALTIES:
            near = [n for n in near if self._happenings[n].role != "prospective"]
        told = [n for n in near if self._happenings[n].role in TOLD]
        for chosen in (self._in_clause(finding, near), self._in_sentence(finding, near, told)):
            if chosen is not None:
                return chosen
        if told:
            return self._before(finding, told)
        return near[0] if len(near) == 1 and finding.slot not in _CASUALTIES else None

    def _is_whole(self, number: int) -> bool:
        happening = self._happenings[number]
        return happening.role == "aggregate" and happening.operation is not None

    def _in_clause(self, finding: Finding, near: Sequence[int]) -> int | None:
        """The happening with the nearest trigger among those with a clause that the finding touches."""
        there = [
            (self._gap(finding, spot), n)
            for n in near
            for spot, start, end in self._clauses[n]
            if finding.start < end and start < finding.end
        ]
        return min(there)[1] if there else None

    def _in_sentence(self, finding: Finding, near: Sequence[int], told: Sequence[int]) -> int | None:
        number = self._sentence(finding.start)
        told_here = [n for n in told if number in self._happenings[n].sentences]
        if told_here:
            return self._nearest(finding, told_here)
        return self._nearest(finding, [n for n in near if number in self._happenings[n].sentences])

    def _before(self, finding: Finding, told: Sequence[int]) -> int:
        """The happening last spoken of in this paragraph, else the one told first."""
        paragraph = bisect_right(self._breaks, finding.start)
        last = None
        for start, _, n in self._spots:
            if start < finding.start and n in told and bisect_right(self._breaks, start) == paragraph:
                last = n
        return told[0] if last is None else last

    def _nearest(self, finding: Finding, numbers: Sequence[int]) -> int | None:
        gaps = [(self._gap(finding, spot), n) for n in numbers for spot in self._happenings[n].triggers]
        return min(gaps)[1] if gaps else None

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    @staticmethod
    def _gap(finding: Finding, spot: tuple[int, int]) -> int:
        return max(0, spot[0] - finding.end, finding.start - spot[1])
