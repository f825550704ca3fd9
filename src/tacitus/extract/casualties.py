"""What happened to whom: words of harm tied to the people they are said of, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from tacitus.extract.groups import Group, find_groups
from tacitus.lang.lexicon import load
from tacitus.lang.words import Phrases, Word, words
from tacitus.model import Document

SLOTS = (
    "killed", "injured", "hit", "missing", "arrested", "displaced", "hostages_taken", "hostages_released",
    "hostages_rescued", "hostages_escaped",
)  # fmt: skip
"""`hit` is no slot of a report: struck by a bullet, killed or injured."""
_FORMS = ("passive", "active", "ing", "state", "of", "noun", "alone")
_REACH = 30
"""Words between a subject and what happened to it; further away the tie is a guess."""
_LONGEST_EVIDENCE = 300
_HOSPITAL_REACH = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """`group` had `slot` happen to it; [start, end) is the shortest stretch that holds both.

    `stance`: asserted, hedged, or denied ("was not injured"); `inside`: the words name it as part of a
    group before it ("including two children"); `toll`: a toll is said to have become this number;
    `also`: said to come on top; `behind`: the sentence has just told of others who fared otherwise.
    """

    slot: str
    group: Group
    start: int
    end: int
    sentence: int
    stance: str = "asserted"
    inside: bool = False
    toll: bool = False
    form: str = "passive"
    by_self: bool = False
    also: bool = False
    behind: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    first: int
    last: int
    slot: str
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Table:
    cues: Phrases[tuple[str, frozenset[str]]]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    stops: frozenset[str]
    parts: frozenset[str]
    hypothetical: frozenset[str]
    passed_by: frozenset[str]
    hedged: frozenset[str]
    negated: frozenset[str]
    accident: frozenset[str]
    brought: frozenset[str]
    hospitals: frozenset[str]


@cache
def _table() -> _Table:
    t = load("casualties")
    cues: dict[str, tuple[str, frozenset[str]]] = {}
    for slot in SLOTS:
        for form in _FORMS:
            for phrase in t[slot][form]:
                known = cues.get(phrase)
                if known is None or known[0] == slot:
                    cues[phrase] = (slot, (known[1] if known else frozenset()) | {form})
    for phrase in t["self"]["killed"]:
        cues[phrase] = ("killed", frozenset(["self"]))
    for phrase in t["self"]["blast"]:
        cues[phrase] = ("killed", frozenset(["self"]))
    for phrase in t["self"]["hit"]:
        cues[phrase] = ("hit", frozenset(["self"]))
    for slot in ("killed", "injured"):
        for phrase in t["none"][f"phrases_{slot}"]:
            cues[phrase] = (slot, frozenset(["none"]))
    links, hypothetical = t["links"], t["hypothetical"]
    return _Table(
        cues=Phrases(cues),
        auxiliaries=frozenset(links["auxiliaries"]),
        adverbs=frozenset(links["adverbs"]),
        prepositions=frozenset(links["prepositions"]),
        stops=frozenset(links["stops"]),
        parts=frozenset(links["parts"]),
        hypothetical=frozenset(hypothetical["before"]),
        passed_by=frozenset(hypothetical["passed_by"]),
        hedged=frozenset(hypothetical["hedged"]),
        negated=frozenset(hypothetical["negated"]),
        accident=frozenset(t["self"]["accident"]),
        brought=frozenset(t["hospital"]["brought"]),
        hospitals=frozenset(t["hospital"]["places"]),
    )


def find_casualties(document: Document) -> tuple[Casualty, ...]:
    """Every tie of harm and people in the document, in the order of the text."""
    found: list[Casualty] = []
    lowered = document.text.lower()
    accident = any(word in lowered for word in _table().accident)
    for number, (start, end) in enumerate(document.sentences):
        row = words(document.text, start, end)
        found += _Sentence(document.text, row, number, accident=accident).read()
    return tuple(found)


class _Sentence:
    """One sentence while it is read: its words, groups and cues by the index of their words."""

    def __init__(self, text: str, row: list[Word], number: int, *, accident: bool) -> None:
        self.row, self.number, self.accident = row, number, accident
        self.table = _table()
        self.cues = self._find_cues()
        self.groups = find_groups(text, row) if self.cues else []
        self.begins = {g.first: g for g in self.groups}
        self.ends = {g.last: g for g in self.groups}
        self.cue_at = {k: c for c in self.cues for k in range(c.first, c.last)}
        self.subject_of: dict[int, Group] = {}

    def _find_cues(self) -> list[_Cue]:
        found: list[_Cue] = []
        i = 0
        while i < len(self.row):
            hit = self.table.cues.at(self.row, i)
            if hit and not self._hyphened(i, hit[0]):
                found.append(_Cue(i, hit[0], *hit[1]))
            elif self.row[i].low in self.table.brought and self._hospital_after(i):
                found.append(_Cue(i, i + 1, "hit", _SENT if self.row[i].low in _SENDS else _STATE))
            i = hit[0] if hit else i + 1
        return found

    def _hyphened(self, i: int, stop: int) -> bool:
        """ "die-in", "half-dead": part of another word."""
        row = self.row
        before = i > 0 and row[i - 1].text == "-" and row[i - 1].end == row[i].start
        behind = stop < len(row) and row[stop].text == "-" and row[stop].start == row[stop - 1].end
        return before or behind

    def _hospital_after(self, i: int) -> bool:
        ahead = self.row[i + 1 : i + 1 + _HOSPITAL_REACH]
        return any(w.low in self.table.hospitals for w in ahead) and any(
            w.low in ("to", "at", "by", "in") for w in ahead[:4]
        )

    def read(self) -> list[Casualty]:
        found: list[Casualty] = []
        for cue in self.cues:
            tie = self._tie(cue)
            if tie is not None:
                fresh = self._made(cue, *tie)
                behind = any(c.slot != cue.slot for c in found)
                found += [replace(c, behind=behind) for c in fresh]
        return found

    def _tie(self, cue: _Cue) -> tuple[Group, str] | None:
        """The people of a cue and the form in which they stand to it."""
        if "none" in cue.forms:
            return self._nobody(cue), "none"
        if among := self._among(cue):
            return among, "among"
        passive = self._has_auxiliary(cue)
        if "of" in cue.forms and (group := self._right(cue.last, article=True)):
            return group, "of"
        named = cue.forms == _ING and cue.first > 0 and self.row[cue.first - 1].low in _ARTICLES  # "the shooting"
        if cue.forms & {"active", "ing"} and not passive and not named and (group := self._right(cue.last)):
            if self._to_death(group):
                return group, "death"
            return group, "active"
        if "self" in cue.forms:
            subject = self._left(cue)
            harmless = self.accident and cue.slot == "hit"
            return (subject, "passive" if harmless else "self") if subject else None
        if (
            "noun" in cue.forms
            and (group := self._adjacent(cue))
            and (group.kind == "count" or "passive" in cue.forms)
        ):
            return group, "noun"
        if not passive and "state" not in cue.forms and self._has_object(cue):
            return None
        if cue.forms & {"passive", "state"} and (group := self._left(cue)):
            self.subject_of[cue.last] = group
            return group, "passive"
        if "alone" in cue.forms and (group := self._adjacent(cue)):
            return group, "alone"
        return None

    def _among(self, cue: _Cue) -> Group | None:
        """ "Among the dead were three children", "a nurse was among the wounded"."""
        before = [w.low for w in self.row[max(0, cue.first - 2) : cue.first]]
        if len(before) < 2 or before[0] not in _AMONG or before[1] not in ("the", "those"):
            return None
        k = cue.last
        while k < len(self.row) and (self.row[k].low in _BE or self.row[k].low in self.table.adverbs):
            k += 1
        if k > cue.last and (group := self.begins.get(k)):
            return group
        k = cue.first - 2
        while (
            k > 0
            and k not in self.ends
            and (
                self.row[k - 1].low in _BE
                or self.row[k - 1].low in self.table.adverbs
                or self.row[k - 1].low == ","
            )
        ):
            k -= 1
        return self.ends.get(k)

    def _nobody(self, cue: _Cue) -> Group:
        row = self.row
        return Group(
            first=cue.first, last=cue.last, start=row[cue.first].start, end=row[cue.last - 1].end,
            kind="count", low=0, high=0, point=0, plain=True,
        )  # fmt: skip

    def _has_auxiliary(self, cue: _Cue) -> bool:
        """True when a form of "be" stands right before the cue, adverbs aside: the passive."""
        k = cue.first - 1
        while k >= 0 and self.row[k].low in self.table.adverbs:
            k -= 1
        return k >= 0 and self.row[k].low in _BE

    def _right(self, k: int, *, article: bool = False) -> Group | None:
        """The group that begins at word `k`, adverbs and "and wounded" aside."""
        steps = 0
        while k < len(self.row) and steps < 3:
            if group := self.begins.get(k):
                return None if group.kind == "pronoun" and self.row[k].low in ("who", "he", "she") else group
            low = self.row[k].low
            if low in ("and", "or") and k + 1 in self.cue_at:
                k = self.cue_at[k + 1].last
            elif low in ("both", "also", ":", "instantly", "all") and not article:
                k += 1
            else:
                return None
            steps += 1
        return None

    def _to_death(self, group: Group) -> bool:
        """ "stabbed a guard to death", "shot two men dead"."""
        after = [w.low for w in self.row[group.last : group.last + 2]]
        return after[:1] in (["dead"], ["fatally"]) or after == ["to", "death"]

    def _has_object(self, cue: _Cue) -> bool:
        """True when what follows looks like an object that no table knows: the verb is active."""
        if cue.last >= len(self.row) or not cue.forms & {"active", "ing"}:
            return False
        after = self.row[cue.last]
        if after.low in _OPENS_OBJECT:
            return True
        return after.is_name and after.low not in _times() and not self.row[cue.first].is_name

    def _adjacent(self, cue: _Cue) -> Group | None:
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

    def _left(self, cue: _Cue) -> Group | None:
        """The subject of a cue: the group before it across auxiliaries, adverbs and what else may stand there."""
        finite = self._finite(cue)
        k, fallback, clause = cue.first, None, False
        floor = max(0, cue.first - _REACH)
        while k > floor:
            if group := self.ends.get(k):
                if group.kind == "pronoun" and not finite and k != cue.first:
                    return None
                if not self._governed(group) or (k == cue.first and group.kind != "many"):
                    return group
                fallback = fallback or (None if self._is_part(group) else group)
                k = group.first
                continue
            word = self.row[k - 1]
            if prior := self.cue_at.get(k - 1):
                together = self._coordinated(prior, cue)
                shared = self.subject_of.get(prior.last)
                if shared and (clause or finite or together):
                    return shared
                if not finite and not together:
                    return None
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

    def _finite(self, cue: _Cue) -> bool:
        """True when the cue has a verb of its own, so that its subject may stand further off."""
        return "state" in cue.forms or self._has_auxiliary(cue)

    def _governed(self, group: Group) -> bool:
        """True when a preposition stands before the group: it is no subject."""
        k = group.first - 1
        while k >= 0 and (self.row[k].is_name or self.row[k].low in _ARTICLES) and k + 1 not in self.ends:
            if self.row[k].low in self.table.prepositions:
                break
            k -= 1
        return k >= 0 and (self.row[k].low in self.table.prepositions or self.row[k].low in self.table.parts)

    def _is_part(self, group: Group) -> bool:
        k = group.first - 1
        if k > 0 and self.row[k].low == "," and (before := self.ends.get(k)):
            return self._is_part(before)
        if k > 0 and self.row[k].low in ("them", "whom") and self.row[k - 1].low in _AMONG:
            return True
        return k >= 0 and self.row[k].low in self.table.parts and k not in self.cue_at

    def _coordinated(self, prior: _Cue, cue: _Cue) -> bool:
        gap = self.row[prior.last : cue.first]
        return all(
            w.low in ("and", "or", ",", "then")
            or w.low in self.table.adverbs
            or w.low in self.table.auxiliaries
            for w in gap
        )

    def _stance(self, cue: _Cue, form: str) -> str | None:
        """asserted, hedged or denied; None for what is only planned, wished or possible."""
        k = cue.first - 1
        hedged = False
        for _ in range(7):
            if k < 0 or k + 1 in self.ends:
                break
            low = self.row[k].low
            if low in self.table.negated or low.endswith(("n't", "n’t")):
                return "denied"
            hedged = hedged or low in self.table.hedged
            if low in self.table.hypothetical and not (low == "to" and self._reported(k)):
                return None
            if (
                low not in self.table.passed_by
                and low not in self.table.auxiliaries
                and low not in self.table.adverbs
                and low not in self.table.hedged
                and low != "to"
            ):
                break
            k -= 1
        return "hedged" if hedged else "asserted"

    def _reported(self, k: int) -> bool:
        """ "believed to have been killed" tells; "plans to kill" does not."""
        before = self.row[k - 1].low if k else ""
        after = self.row[k + 1].low if k + 1 < len(self.row) else ""
        return after in ("have", "be") and before in (
            "believed",
            "thought",
            "reported",
            "said",
            "feared",
            "known",
            "confirmed",
            "appears",
            "appeared",
            "presumed",
            "understood",
            "alleged",
        )

    def _made(self, cue: _Cue, group: Group, form: str) -> list[Casualty]:
        stance = self._stance(cue, form)
        if group.high == 0 and (group.other or cue.slot == "hit"):
            return []
        if self._is_round(cue, group):
            return []
        if stance is None or (form != "none" and group.kind == "pronoun" and group.of.sex is None):
            return []
        start = min(group.start, self.row[cue.first].start)
        end = max(group.end, self.row[cue.last - 1].end)
        if end - start > _LONGEST_EVIDENCE:
            return []
        slot = "killed" if form == "death" and cue.slot in ("injured", "hit") else cue.slot
        also = any(w.low == "also" for w in self.row[min(group.last, cue.last) : max(group.first, cue.first)])
        main = Casualty(
            slot=slot, also=also or self.row[max(0, cue.first - 1)].low == "also", group=group, start=start, end=end, sentence=self.number, stance=stance, form=form,
            inside=form == "among" or (self._is_part(group) and form != "of"), by_self=form == "self",
        )  # fmt: skip
        return [main, *self._parts(main)]

    def _is_round(self, cue: _Cue, group: Group) -> bool:
        """ "fired one shot" counts bullets."""
        row, k = self.row, group.first
        if cue.slot != "hit" or group.point != 1 or not group.plain or k == 0 or group.last != cue.first:
            return False
        return row[k].low in ("one", "a", "single") and row[k - 1].text[0].isalpha() and row[k - 1].low not in (
            "and", "with", "leaves", "leaving", "left",
        )  # fmt: skip

    def _parts(self, main: Casualty) -> list[Casualty]:
        """ "12 people, including 3 children, were killed": the groups named as part of the main one."""
        found: list[Casualty] = []
        for group in self.groups:
            near = main.group.last <= group.first <= main.group.last + 4
            if (
                group is not main.group
                and near
                and self._is_part(group)
                and group.kind in ("count", "one", "list")
            ):
                start, end = min(main.start, group.start), max(main.end, group.end)
                if end - start <= _LONGEST_EVIDENCE:
                    found.append(replace(main, group=group, start=start, end=end, inside=True, form="part"))
        return found


_OPENS_OBJECT = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
        "him",
        "them",
        "himself",
        "herself",
        "that",
        "this",
        "each",
        "every",
        "both",
    ]
)


@cache
def _times() -> frozenset[str]:
    return frozenset(load("grammar")["times"].split())


_ING = frozenset(["ing"])
_STATE, _SENT = frozenset(["state"]), frozenset(["state", "active"])
_SENDS = frozenset(["sent", "sends", "sending", "took", "rushed", "drove", "put"])
_AMONG = frozenset(["among", "amongst", "amid"])
_ARTICLES = frozenset(["the", "a", "an", "his", "her", "their", "this", "that"])
_BE = frozenset(
    ["was", "were", "is", "are", "been", "being", "be", "got", "get", "gets", "wasn't", "weren't"]
)
