"""What happened to whom: words of harm tied to the people they are said of, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tacitus.extract.figures.group_lists import list_of
from tacitus.extract.figures.group_words import Group
from tacitus.extract.figures.harm_words import (
    ING,
    Cue,
    find_cues,
    harm_table,
    small_words,
    time_words,
)
from tacitus.extract.figures.pages import Page
from tacitus.extract.figures.stances import stance_of
from tacitus.lang.lexicon import load
from tacitus.lang.words import Word
from tacitus.model import Of

_REACH = 30
"""Words between a subject and what happened to it; further away the tie is a guess."""
_CAUSE_REACH = 6
"""Words behind "died" in which a hospital says that it was later."""
_LATER = "later in hospital"
_LONGEST_ASIDE = 12
"""Words that a bracket between a subject and its verb may hold."""
_LONGEST_EVIDENCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """`group` had `slot` happen to it; [start, end) is the shortest stretch that holds both.

    `stance`: asserted, hedged, or denied ("was not injured"); `inside`: the words name it as part of a
    group before it ("including two children"); `toll`: a toll is said to have become this number;
    `also`: said to come on top; `behind`: the sentence has just told of others who fared otherwise;
    `apart`: it goes on to another moment ("later", "then"); `doer`: who did it, where the harm is an act of his.
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
    apart: bool = False
    cause: str | None = None
    doer: Group | None = None


def find_casualties(page: Page) -> tuple[Casualty, ...]:
    """Every tie of harm and people on the page, in the order of the text."""
    found: list[Casualty] = []
    accident = any(word in page.low for word in harm_table().accident)
    for number, row in enumerate(page.rows):
        cues = find_cues(row.words)
        if cues:
            found += _Sentence(row.words, page.groups(number), cues, number, accident=accident).read()
    return tuple(found)


class _Sentence:
    """One sentence while it is read: its words, groups and cues by the index of their words."""

    def __init__(
        self, row: list[Word], groups: list[Group], cues: list[Cue], number: int, *, accident: bool
    ) -> None:
        self.row, self.groups, self.cues, self.number, self.accident = row, groups, cues, number, accident
        self.table = harm_table()
        self.begins = {g.first: g for g in self.groups}
        self.ends = {g.last: g for g in self.groups}
        self.cue_at = {k: c for c in self.cues for k in range(c.first, c.last)}
        self.subject_of: dict[int, Group] = {}
        self.objects: set[int] = set()
        self.apart = any(w.low in small_words("sequence") for w in row)

    def read(self) -> list[Casualty]:
        """The ties of the sentence, in the order of their cues."""
        found: list[Casualty] = []
        for cue in self.cues:
            tie = self._tie(cue)
            if tie is not None:
                fresh = self._made(cue, *tie)
                if "both" in cue.forms:  # "no casualties" is none killed and none injured
                    fresh += [replace(c, slot="injured") for c in fresh]
                if "self" in cue.forms:
                    fresh += self._with_oneself(cue)
                if tie[0].high == 0:
                    fresh += self._nor(cue, fresh)
                behind = any(c.slot != cue.slot for c in found)
                found += [replace(c, behind=behind) for c in fresh]
        return found

    def _tie(self, cue: Cue) -> tuple[Group, str] | None:
        """The people of a cue and the form in which they stand to it."""
        if "none" in cue.forms:
            return self._nobody(cue), "none"
        if among := self._among(cue):
            return among, "among"
        passive = self._has_auxiliary(cue)
        if "of" in cue.forms and (group := self._right(cue.last, article=True)):
            return group, "of"
        named = (
            cue.forms == ING and cue.first > 0 and self.row[cue.first - 1].low in small_words("articles")
        )  # "the shooting"
        if cue.forms & {"active", "ing"} and not passive and not named and (group := self._right(cue.last)):
            self.objects.add(group.first)
            if self._to_death(group):
                return group, "death"
            return self._with_the_rest(group), "active"
        if "self" in cue.forms:
            return self._oneself(cue), "passive" if self.accident else "self"
        if "noun" in cue.forms and (group := self._adjacent(cue)) and self._is_headed(cue, group):
            return None if self._is_handled(cue) else (group, "noun")
        if not passive and "state" not in cue.forms and self._has_object(cue):
            return None
        if cue.forms & {"passive", "state"} and (group := self._left(cue)):
            if self._may_be_doer(cue, group, passive=passive):
                return None
            self.subject_of[cue.last] = group
            return group, "condition" if "condition" in cue.forms else "passive"
        if "alone" in cue.forms and (group := self._adjacent(cue)):
            return group, "alone"
        return None

    def _among(self, cue: Cue) -> Group | None:
        """ "Among the dead were three children", "a nurse was among the wounded"."""
        before = [w.low for w in self.row[max(0, cue.first - 2) : cue.first]]
        if len(before) < 2 or before[0] not in small_words("among") or before[1] not in ("the", "those"):
            return None
        k = cue.last
        while k < len(self.row) and (
            self.row[k].low in small_words("be") or self.row[k].low in self.table.adverbs
        ):
            k += 1
        if k > cue.last and (group := self.begins.get(k)):
            return group
        k = cue.first - 2
        while (
            k > 0
            and k not in self.ends
            and (
                self.row[k - 1].low in small_words("be")
                or self.row[k - 1].low in self.table.adverbs
                or self.row[k - 1].low == ","
            )
        ):
            k -= 1
        return self.ends.get(k)

    def _nobody(self, cue: Cue) -> Group:
        row = self.row
        return Group(
            first=cue.first, last=cue.last, start=row[cue.first].start, end=row[cue.last - 1].end,
            kind="count", low=0, high=0, point=0, plain=True,
        )  # fmt: skip

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

    def _to_death(self, group: Group) -> bool:
        """ "stabbed a guard to death", "shot two men dead"."""
        after = [w.low for w in self.row[group.last : group.last + 2]]
        return after[:1] in (["dead"], ["fatally"]) or after == ["to", "death"]

    def _oneself(self, cue: Cue) -> Group:
        """Who did it to himself: the nearest single person before who is nobody's object and fits in sex."""
        word = self.row[cue.last - 1].low
        sex = {"himself": "male", "herself": "female"}.get(word)
        for group in reversed(self.groups):
            single = group.kind in ("one", "name", "pronoun") or (
                word == "themselves" and group.kind == "count"
            )
            free = group.last <= cue.first and single and group.first not in self.objects
            if free and (sex is None or group.of.sex in (None, sex)):
                return group
        row = self.row
        return Group(
            first=cue.first, last=cue.last, start=row[cue.first].start, end=row[cue.last - 1].end,
            kind="pronoun", of=Of(side="attackers", sex=sex or "unknown"), definite=True,
        )  # fmt: skip

    def _nor(self, cue: Cue, told: list[Casualty]) -> list[Casualty]:
        """ "Nobody was killed or wounded": none of either."""
        other = self.cue_at.get(cue.last + 1) if cue.last < len(self.row) else None
        if other is None or self.row[cue.last].low not in ("or", "nor") or other.slot == cue.slot:
            return []
        end = self.row[other.last - 1].end
        return [replace(c, slot=other.slot, end=end) for c in told]

    def _with_oneself(self, cue: Cue) -> list[Casualty]:
        """ "Killed himself and a guard": who else his act killed."""
        group = self.begins.get(cue.last - 1)
        others = [m for m in group.members if m.noun != "self"] if group else []
        whole = list_of(others) if len(others) > 1 else others[0] if others else None
        return self._made(cue, whole, "active") if whole else []

    def _is_handled(self, cue: Cue) -> bool:
        """ "Two bodies were counted twice", "nine bodies were identified": no toll."""
        if self.row[cue.last - 1].low not in small_words("remains"):
            return False
        k = cue.last
        while k < len(self.row) and (
            self.row[k].low in self.table.auxiliaries or self.row[k].low in self.table.adverbs
        ):
            k += 1
        return k > cue.last and k < len(self.row) and self.row[k].low in small_words("handled")

    def _is_headed(self, cue: Cue, group: Group) -> bool:
        """ "12 dead" counts the dead; "he shot" has no noun in it."""
        if group.kind == "count":
            return True
        return "passive" in cue.forms and not self._may_be_doer(cue, group, passive=self._has_auxiliary(cue))

    def _may_be_doer(self, cue: Cue, group: Group, *, passive: bool) -> bool:
        """ "The suspect shot", "he shot at them": without an auxiliary, said of the one who fired."""
        known = group.kind in ("pronoun", "name") or group.definite
        return (
            cue.slot == "hit" and "active" in cue.forms and "state" not in cue.forms and not passive and known
        )

    def _has_object(self, cue: Cue) -> bool:
        """True when what follows looks like an object that no table knows: the verb is active."""
        if cue.last >= len(self.row) or not cue.forms & {"active", "ing"}:
            return False
        after = self.row[cue.last]
        if after.low in small_words("object_opens"):
            return True
        return after.is_name and after.low not in time_words() and not self.row[cue.first].is_name

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
            word = self.row[k - 1]
            opened = self._opened_at(k - 1) if word.text == ")" else self._parted_at(k - 1)
            if opened:
                k = opened
                continue
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

    def _opened_at(self, k: int) -> int:
        """The index of the bracket that the one at word `k` closes, or 0: an aside within the sentence."""
        floor = max(0, k - _LONGEST_ASIDE)
        return next((at for at in range(k - 1, floor, -1) if self.row[at].text == "("), 0)

    def _parted_at(self, k: int) -> int:
        """The index of the comma that opens an aside on some of the people ("…, most of them nurses, …"), or 0,
        where the one at word `k` closes it."""
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

    def _made(self, cue: Cue, group: Group, form: str) -> list[Casualty]:
        stance = stance_of(self.row, cue.first, cue.last, self.ends)
        stance = "denied" if stance and self._is_denied(group) else stance
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
        main = Casualty(
            slot=slot, group=group, start=start, end=end, sentence=self.number, stance=stance, form=form,
            also=self._also(cue, group), by_self=form == "self",
            inside=form == "among" or (self._is_part(group) and form != "of"),
            apart=self.apart, cause=self._cause(cue), doer=self._doer(cue) if form in ("active", "death") else None,
        )  # fmt: skip
        return [main, *self._parts(main)]

    def _doer(self, cue: Cue) -> Group | None:
        """Whoever stands right before the verb, adverbs and an auxiliary aside."""
        k = cue.first
        while k > 0 and k not in self.ends and self._is_passed(self.row[k - 1].low):
            k -= 1
        return self.ends.get(k)

    def _is_passed(self, low: str) -> bool:
        return low in self.table.adverbs or low in self.table.auxiliaries

    def _cause(self, cue: Cue) -> str | None:
        """What they died of where the words of death say it: "drowned", "later died in hospital"."""
        if cue.slot != "killed":
            return None
        around = {w.low for w in self.row[max(0, cue.first - 2) : cue.last + _CAUSE_REACH]}
        causes: dict[str, str] = load("casualties")["causes"]
        said = next((causes[w.low] for w in self.row[cue.first : cue.last] if w.low in causes), None)
        return said or (_LATER if around & self.table.hospitals else None)

    def _is_denied(self, group: Group) -> bool:
        """ "The army denied that 40 clerks were killed"."""
        return any(w.low in small_words("denials") for w in self.row[max(0, group.first - 3) : group.first])

    def _also(self, cue: Cue, group: Group) -> bool:
        if any(w.low in small_words("added") for w in self.row[:2]):
            return True
        between = self.row[min(group.last, cue.last) : max(group.first, cue.first)]
        return any(w.low == "also" for w in (*between, self.row[max(0, cue.first - 1)]))

    def _is_round(self, cue: Cue, group: Group) -> bool:
        """ "fired one shot" counts bullets."""
        row, k = self.row, group.first
        if cue.slot != "hit" or group.point != 1 or not group.plain:
            return False
        if k == 0 or group.last != cue.first:
            return False
        return (
            row[k].low in ("one", "a", "single")
            and row[k - 1].text[0].isalpha()
            and row[k - 1].low not in small_words("before_one")
        )

    def _parts(self, main: Casualty) -> list[Casualty]:
        """ "12 people, including 3 children, were killed": the groups named as part of the main one."""
        found: list[Casualty] = []
        end_of_last = main.group.last
        for group in self.groups:
            near = end_of_last <= group.first <= end_of_last + 4
            if (
                group is not main.group
                and near
                and self._is_part(group)
                and group.kind in ("count", "one", "list")
            ):
                end_of_last = group.last  # "including four clerks including a guard"
                start, end = min(main.start, group.start), max(main.end, group.end)
                if end - start <= _LONGEST_EVIDENCE:
                    found.append(replace(main, group=group, start=start, end=end, inside=True, form="part"))
        return found
