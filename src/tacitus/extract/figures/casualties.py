"""What happened to whom: words of harm tied to the people they are said of, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tacitus.extract.figures.clauses import Clause
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

_CAUSE_REACH = 6
"""Words behind "died" in which a hospital says that it was later."""
_LATER = "later in hospital"
_LONGEST_EVIDENCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """`group` had `slot` happen to it; [start, end) is the shortest stretch that holds both.

    `stance`: asserted, hedged, or denied ("was not injured"); `inside`: the words name it as part of a
    group before it ("including two children"); `toll`: a toll is said to have become this number;
    `also`: said to come on top; `behind`: the sentence has just told of others who fared otherwise;
    `apart`: it goes on to another moment ("later", "then"); `cause`: of death; `doer`: who did it, where the
    harm is an act of his.
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


class _Sentence(Clause):
    """One sentence while it is read: its words, groups and cues by the index of their words."""

    def __init__(
        self, row: list[Word], groups: list[Group], cues: list[Cue], number: int, *, accident: bool
    ) -> None:
        super().__init__(row, groups, cues)
        self.number, self.accident = number, accident
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
            if self._may_be_doer(cue, group, passive=passive) or self._is_one_of_whom(cue, group):
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
        side = None if self.accident else "attackers"  # who hit himself by accident is the victim
        return Group(
            first=cue.first, last=cue.last, start=row[cue.first].start, end=row[cue.last - 1].end,
            kind="pronoun", of=Of(side=side, sex=sex or "unknown"), definite=True,
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
        if group.kind == "pronoun" and group.last == cue.first and not passive and "state" not in cue.forms:
            return "active" in cue.forms  # "he killed": done to him, it needs an auxiliary
        return (
            cue.slot == "hit" and "active" in cue.forms and "state" not in cue.forms and not passive and known
        )

    def _is_one_of_whom(self, cue: Cue, group: Group) -> bool:
        """ "Hundreds buried the clerk, who was shot": the pronoun and its verb speak of one, not of many."""
        before = [w.low for w in self.row[max(0, cue.first - 2) : cue.first]]
        return before == ["who", "was"] and group.kind == "count" and group.low > 1

    def _has_object(self, cue: Cue) -> bool:
        """True when what follows looks like an object that no table knows: the verb is active."""
        if cue.last >= len(self.row) or not cue.forms & {"active", "ing"}:
            return False
        after = self.row[cue.last]
        if after.low in small_words("object_opens"):
            return True
        return after.is_name and after.low not in time_words() and not self.row[cue.first].is_name

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
            apart=self.apart, cause=self._cause(cue),
            doer=self._doer(cue) if form in ("active", "death") else None,
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
