"""Incidents that are told as an aftermath alone, and the earlier incidents that they are the aftermath of.

The rule is in link/aftermath.py. It is asked when an incident is looked at, of those that share its names in
the index of linking, so that a new page needs no relation written anew; of two that fit, none is tied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tacitus.lens import Look
from tacitus.link import Account, Signature, Tie, ends, is_aftermath, may_be_tied, near, signatures_of, tie
from tacitus.link import town_key as key_of
from tacitus.model import Claim, Evidence, Individual, Organisation, Place, Relation, Site, Victim, When
from tacitus.store import LinkIndex, Store, views
from tacitus.store.views import Telling

KIND = "aftermath_of"


def aftermaths(store: Store, ident: str, look: Look | None = None) -> tuple[Relation, ...]:
    """The relation of this incident, where it is an aftermath, to the one that it is of, or else those of its
    aftermaths to it; each with the words of both that tie them. As of a day, of what was told by then."""
    with store.moment():
        return tuple(_Accounts(store, look).relations(ident))


class _Accounts:
    """What is told of incidents, looked up as it is asked for."""

    def __init__(self, store: Store, look: Look | None) -> None:
        self._store = store
        self._look = look if look is not None and look.day is not None else None
        self._index = LinkIndex(store, looking=True)
        self._signatures: dict[str, list[Signature]] = {}

    def relations(self, ident: str) -> Iterator[Relation]:
        own = self._told(ident)
        if not own or not may_be_tied(Account.of(own)):
            return
        if is_aftermath(own):
            found = self._deed_of(ident)
            pairs = [(ident, *found)] if found else []
        else:
            near_by = [other for other, told in self._near(ident).items() if is_aftermath(told)]
            later = [other for other in near_by if is_aftermath(self._told(other))]
            deeds = ((other, self._deed_of(other)) for other in later if self._tie(other, ident))
            pairs = [(other, *deed) for other, deed in deeds if deed is not None and deed[0] == ident]
        for later_one, earlier, shared in pairs:
            words = {*self._words(later_one, shared), *self._words(earlier, shared)}
            yield Relation(from_=later_one, to=earlier, kind=KIND, evidence=tuple(sorted(words)))

    def _deed_of(self, later: str) -> tuple[str, Tie] | None:
        """The one incident that this aftermath fits; None where there are several."""
        others = (o for o in self._near(later) if self._told(o) and not is_aftermath(self._told(o)))
        fitting = [(other, found) for other in others if (found := self._tie(later, other))]
        return fitting[0] if len(fitting) == 1 else None

    def _tie(self, later: str, earlier: str) -> Tie | None:
        return tie(Account.of(self._told(later)), Account.of(self._told(earlier)))

    def _near(self, ident: str) -> dict[str, list[Signature]]:
        """The incidents that share its names, in all time, by id, each with those of its reports that do."""
        reports = near(self._index, [s.report for s in self._told(ident)], ever=True)
        incident_of = views.incidents_of(self._store, reports)
        found: dict[str, list[Signature]] = {}
        for report, signature in signatures_of(self._index, reports).items():
            other = incident_of[report]
            if other is not None and other != ident:
                found.setdefault(other, []).append(signature)
        return dict(sorted(found.items()))

    def _told(self, ident: str) -> list[Signature]:
        """The reports of the incident that are seen; a plan is none of its accounts."""
        if ident not in self._signatures:
            found = signatures_of(self._index, self._reports(ident)).values()
            self._signatures[ident] = sorted(
                (s for s in found if s.role != "prospective"), key=lambda s: s.report
            )
        return self._signatures[ident]

    def _reports(self, ident: str) -> Sequence[str]:
        if self._look is None:
            return views.reports_of(self._store, ident)
        return [telling.report.id for telling in self._tellings(ident)]

    def _tellings(self, ident: str) -> list[Telling]:
        told = views.incident_tellings(self._store, [ident])[ident]
        if self._look is None:
            return told
        return [seen for telling in told if (seen := self._look.seen(telling))]

    def _words(self, ident: str, shared: Tie) -> Iterator[Evidence]:
        """The words of this incident's pages for each thing that it shares, the first of each."""
        told = sorted(self._tellings(ident), key=lambda t: (t.document.spoken or "9999", t.report.id))
        claims = [claim for telling in told for claim in telling.report.claims if claim.stance != "denied"]
        for name in sorted(shared.people):
            found = _first(c for c in claims if _names(c, name))
            yield from found or self._in_text(told, name)
        for slot, names in (("site", shared.sites), ("perpetrator_organisation", shared.groups)):
            for name in sorted(names):
                yield from _first(c for c in claims if c.slot == slot and _name(c) == name)
        yield from _first(c for c in claims if isinstance(c.value, Place) and key_of(c.value) in shared.towns)
        if shared.day:
            yield from _first(c for c in claims if c.slot == "started" and _is_read(c))

    def _in_text(self, told: Sequence[Telling], name: str) -> list[Evidence]:
        """A person whom the page names and no claim does."""
        pages = views.documents_whole(self._store, {t.document.id for t in told})
        for telling in told:
            page = pages[telling.document.id].document
            match = re.search(rf"\b{re.escape(name)}\b", page.text, re.IGNORECASE)
            if match:
                return [page.quote(*match.span())]
        return []


def _first(claims: Iterator[Claim]) -> list[Evidence]:
    return next(([claim.evidence[0]] for claim in claims), [])


def _names(claim: Claim, name: str) -> bool:
    value = claim.value
    named = isinstance(value, Victim | Individual) and value.name
    return bool(named) and ends(str(named)) == ends(name)


def _name(claim: Claim) -> str:
    value = claim.value
    return (value.name or "").lower() if isinstance(value, Organisation | Site) else ""


def _is_read(claim: Claim) -> bool:
    return isinstance(claim.value, When) and claim.basis != "assumed"
