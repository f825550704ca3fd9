"""Where in a sentence the people of a word of harm stand: its object, its subject, what is beside it."""

from __future__ import annotations

from tacitus.extract.figures.group_lists import list_of
from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.harm_words import Cue, harm_table, small_words
from tacitus.lang.words import Word

_REACH = 30
"""Words between a subject and what happened to it; further away the tie is a guess."""
_LONGEST_ASIDE = 12
"""Words that a bracket, or commas, between a subject and its verb may hold."""


class Clause:
    """The words, groups and cues of one sentence, by the index of their words."""

    def __init__(self, row: list[Word], groups: list[Group], cues: list[Cue]) -> None:
        self.row, self.groups, self.cues = row, groups, cues
        self.table = harm_table()
        self.begins = {g.first: g for g in groups}
        self.ends = {g.last: g for g in groups}
        self.cue_at = {k: c for c in cues for k in range(c.first, c.last)}
        self.subject_of: dict[int, Group] = {}

    def _has_auxiliary(self, cue: Cue) -> bool:
        """True when a form of "be" stands right before the cue, adverbs aside: the passive."""
        k = cue.first - 1
        while k >= 0 and self.row[k].low in self.table.adverbs:
            k -= 1
        return k >= 0 and self.row[k].low in small_words("be")

    def _right(self, k: int, *, article: bool = False) -> Group | None:
        """The group that begins at word `k`, adverbs and "and wounded" aside."""
        steps = 0
        while k < len(self.row) and steps < 3:
            if group := self.begins.get(k):
                return None if group.kind == "pronoun" and self.row[k].low in ("who", "he", "she") else group
            low = self.row[k].low
            if low in ("and", "or") and k + 1 in self.cue_at:
                k = self.cue_at[k + 1].last
            elif low in small_words("before_object") and not article:
                k += 1
            else:
                return None
            steps += 1
        return None

    def _with_the_rest(self, group: Group) -> Group:
        """ "Killed a clerk running for office, his driver and a guard": a list goes on behind an aside."""
        rest = next((g for g in self.groups if g.first > group.last), None)
        if group.kind not in ("one", "name") or rest is None or rest.kind != "list":
            return group
        between = self.row[group.last : rest.first]
        reach = 1 < len(between) <= _LONGEST_ASIDE and between[-1].text == ","
        verb = between[0].low.endswith(("ing", "ed")) or between[0].low == "who"
        k = rest.last
        ends = k >= len(self.row) or self.row[k].text in ".,;" or self.row[k].low in ("and", "in", "on", "at")
        if not (reach and verb and ends) or any(c.first in range(group.last, rest.first) for c in self.cues):
            return group
        return list_of([group, *rest.members])

    def _adjacent(self, cue: Cue) -> Group | None:
        inside = next((g for g in self.groups if g.first <= cue.first and cue.last <= g.last), None)
        if inside:
            return inside
        k = cue.first
        while (
            k > 0
            and (self.row[k - 1].low in self.table.adverbs or self.row[k - 1].text in ("(", "–", "—", "-"))
            and k not in self.ends
        ):
            k -= 1
        return self.ends.get(k)

    def _left(self, cue: Cue) -> Group | None:
        """The subject of a cue: the group before it across auxiliaries, adverbs and the like."""
        if cue.first and self.row[cue.first - 1].low in small_words(
            "articles"
        ):  # "the dead", "a wounded guard"
            return None
        finite = self._finite(cue)
        k, fallback, clause = cue.first, None, False
        floor = max(0, cue.first - _REACH)
        while k > floor:
            if group := self.ends.get(k):
                if k != cue.first and self._is_aside(group, finite=finite):
                    return None
                who = self.row[group.last].low == "who"
                if who or not self._governed(group) or (k == cue.first and group.kind != "many"):
                    return group
                fallback = fallback or (None if self._is_part(group) else group)
                k = group.first
                continue
            if opened := self._aside_at(k - 1):
                k = opened
                continue
            word = self.row[k - 1]
            if prior := self.cue_at.get(k - 1):
                together = self._coordinated(prior, cue)
                shared = self.subject_of.get(prior.last)
                if (shared and (clause or finite or together)) or not (finite or together):
                    return shared if clause or finite or together else None
            if word.text in ";:”“" and k != cue.first:
                return fallback
            k -= 1
            if word.low in self.table.auxiliaries or word.low in self.table.adverbs:
                continue
            if word.text != "," and word.low != "who":
                if not finite:
                    return None
                if word.low in self.table.stops and word.low != "and":
                    return fallback
            clause = True
        return fallback

    def _aside_at(self, k: int) -> int:
        """The index of the mark that opens the aside which the one at word `k` closes, or 0."""
        return self._opened_at(k) if self.row[k].text == ")" else self._parted_at(k)

    def _opened_at(self, k: int) -> int:
        """The index of the bracket that the one at word `k` closes, or 0."""
        floor = max(0, k - _LONGEST_ASIDE)
        return next((at for at in range(k - 1, floor, -1) if self.row[at].text == "("), 0)

    def _parted_at(self, k: int) -> int:
        """The index of the comma that opens an aside on some of them ("…, most of them nurses, …") which
        the one at word `k` closes, or 0."""
        if self.row[k].text != ",":
            return 0
        floor = max(0, k - _LONGEST_ASIDE)
        at = next((at for at in range(k - 1, floor, -1) if self.row[at].text == ","), 0)
        some = any(w.low in small_words("some_of") for w in self.row[at + 1 : at + 5]) if at else False
        return at if some and at in self.ends else 0

    def _is_aside(self, group: Group, *, finite: bool) -> bool:
        """A pronoun or a bare number before a comma is not what the harm is said of."""
        bare = (
            group.kind == "count"
            and group.noun is None
            and not group.other
            and self.row[group.last].text in ",–—-"
        )
        return bare or (group.kind == "pronoun" and not finite)

    def _finite(self, cue: Cue) -> bool:
        """True when the cue has a verb of its own, so that its subject may stand further off."""
        return ("state" in cue.forms and "brought" not in cue.forms) or self._has_auxiliary(cue)

    def _governed(self, group: Group) -> bool:
        """True when a preposition stands before the group: it is no subject."""
        k = group.first - 1
        while (
            k >= 0
            and (self.row[k].is_name or self.row[k].text == "." or self.row[k].low in small_words("articles"))
            and k + 1 not in self.ends
        ):
            if self.row[k].low in self.table.prepositions:
                break
            k -= 1
        return k >= 0 and (self.row[k].low in self.table.prepositions or self.row[k].low in self.table.parts)

    def _is_part(self, group: Group) -> bool:
        k = group.first - 1
        if k > 0 and self.row[k].low == "," and (before := self.ends.get(k)):
            return self._is_part(before)
        if k > 0 and self.row[k].low in ("them", "whom") and self.row[k - 1].low in small_words("among"):
            return True
        if k > 0 and self.row[k].low.endswith("ing") and self.row[k - 1].low in ("not", "without"):
            return False  # "not counting two attackers"
        return k >= 0 and self.row[k].low in self.table.parts and k not in self.cue_at

    def _coordinated(self, prior: Cue, cue: Cue) -> bool:
        gap = self.row[prior.last : cue.first]
        return all(
            w.low in ("and", "or", ",", "then")
            or w.low in self.table.adverbs
            or w.low in self.table.auxiliaries
            for w in gap
        )
