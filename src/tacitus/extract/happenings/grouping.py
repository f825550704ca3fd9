"""Which mentions tell of the same happening: by definiteness, kind of act, paragraph, and words of change.

An ordinary page tells of one main happening, and whatever nothing parts from it belongs to it. A page that
counts several in its opening, or brings in "another" or a new place before the comma, tells of more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tacitus.extract.happenings.groups import Group, fits
from tacitus.extract.happenings.listing import LEAD, counts_several, read_listing
from tacitus.extract.happenings.mentions import Mention
from tacitus.extract.happenings.parting import FirstUses, goes_on, is_aftermath, says_more, stays
from tacitus.extract.happenings.recall import (
    FEW,
    counts,
    day_told,
    is_of_other_day,
    is_set_apart,
    is_set_back,
)
from tacitus.extract.happenings.roles import PROSPECTIVE, has_ground, own_ground, role_of
from tacitus.extract.happenings.sides import crowd_of, read_parts

MOST = 30
"""Happenings of one item at most: no page tells of more, garbage does."""
NEXT = 2
"""Paragraphs on, in which the same plan may be spoken of again."""


def group(text: str, mentions: Sequence[Mention], year: int | None, body: int = 0) -> list[Group]:
    """The happenings that the `mentions` of one item name; `year` is that of publication, None if unknown.

    `body` is the number of the first sentence below the item's heading lines, which count as one sentence.
    """
    grouper = _Grouper(text, mentions, max(mentions[0].sentence, body - 1))
    for mention in mentions:
        grouper.add(mention, role_of(mention, year))
    return grouper.finish(dated=year is not None)


class _Grouper:
    def __init__(self, text: str, mentions: Sequence[Mention], first: int) -> None:
        self._text = text
        self._mentions = mentions
        self._first = first
        self._listing = read_listing(text, mentions, first)
        self._sides = None if self._listing else read_parts(text, mentions, first)
        self._listed: dict[int, Group] = {}
        self._roundup = any(counts_several(text, m, first) for m in mentions)
        self._uses = FirstUses(text)
        self._groups: list[Group] = []
        self._loose: list[Mention] = []
        self._last: Group | None = None
        self._recalled: Group | None = None
        self._total: Group | None = None
        self._whole: Group | None = None
        self._day: str | None = None

    def add(self, mention: Mention, role: str) -> None:
        if role == "vague" or self._is_idle(mention):
            return
        if role == "aggregate" and self._total is not None:
            chosen: Group | None = self._total
        elif role in ("main", "aftermath"):
            chosen = self._group_of_several(mention) or self._recalled_group(mention)
            chosen = chosen or self._told_group(mention)
        elif self._last and (self._continues(mention, role) or len(self._groups) >= MOST):
            chosen = self._last
        else:
            chosen = self._same_plan(mention) if role == "prospective" else None
            chosen = chosen or self._new(role)
            self._total = chosen if role == "aggregate" else self._total
        if chosen is None:
            self._loose.append(mention)
        else:
            chosen.take(mention)
            self._last = chosen

    def _new(self, role: str) -> Group:
        self._groups.append(Group(role))
        return self._groups[-1]

    def _group_of_several(self, mention: Mention) -> Group | None:
        """The group where the page tells of several acts by its form; None where it does not."""
        if self._listing is not None:
            return self._listed_group(mention)
        return self._crowd_group(mention) or self._part_group(mention)

    def _crowd_group(self, mention: Mention) -> Group | None:
        """What a crowd did after a force had shot at people, with those it hurt in the same sentence."""
        last = self._last
        if last is not None and last.crowd and last.mentions[-1].sentence == mention.sentence:
            return last
        forced = any("excessive_force" in m.kind.types for g in self._groups for m in g.mentions)
        crowd = crowd_of(self._text, mention) if forced else None
        if forced and "mob_violence" in mention.kind.types and mention.real:
            crowd = (mention.start, mention.end)
        if crowd is None:
            return None
        group = next((g for g in self._groups if g.crowd), None) or self._new("main")
        group.crowd = group.crowd or crowd
        return group

    def _part_group(self, mention: Mention) -> Group | None:
        """The part of an operation in several places that a sentence tells of; what tells of all is
        shared."""
        parts = self._sides
        if parts is None:
            return None
        if mention.sentence in parts.total:
            self._whole = self._whole or self._new("aggregate")
            self._whole.operation = parts.words
            return self._whole
        if mention.sentence not in parts.several and mention.sentence not in parts.part:
            return None
        for number in parts.told:
            if number not in self._listed:
                self._listed[number] = self._new("main")
                self._listed[number].operation = parts.words
        first, *others = parts.told
        if mention.sentence in parts.several:
            for number in others:
                self._listed[number].shared.append(mention)
        return self._listed.get(parts.part.get(mention.sentence, first), self._listed[first])

    def _listed_group(self, mention: Mention) -> Group | None:
        """In a round-up: the total of its opening, or the happening of the item; None outside of these."""
        listing = self._listing
        if listing is None:
            return None
        if mention.sentence in listing.total:
            self._total = self._total or self._new("aggregate")
            return self._total
        item = listing.item_of(mention)
        if item not in listing.opening:
            return None
        if item not in self._listed and len(self._groups) < MOST:
            self._listed[item] = self._new("main")
        return self._listed.get(item)

    def _is_idle(self, mention: Mention) -> bool:
        """True of a weapon or doer that no act stands beside ("terrorist groups are recruiting")."""
        beside = self._last is not None and self._last.mentions[-1].sentence == mention.sentence
        begins = mention.sentence - self._first < LEAD
        return mention.kind.strength == "tool" and mention.number != "definite" and not beside and not begins

    def _continues(self, mention: Mention, role: str) -> bool:
        last = self._last
        if last is None or last.mentions[-1].sentence != mention.sentence:
            return False
        return last.role == role or (
            role == "background" and says_more(self._text, mention, last.mentions[-1])
        )

    def _same_plan(self, mention: Mention) -> Group | None:
        """What is planned or threatened already: by the same cue, or "this attack", of a kind that fits."""
        last = next((g for g in reversed(self._groups) if g.role == "prospective"), None)
        if last is None or "another" in mention.cues or not fits(mention, last):
            return None
        cues = {cue for m in last.mentions[:FEW] for cue in m.cues if cue in PROSPECTIVE}
        near = mention.paragraph - last.mentions[-1].paragraph <= NEXT
        stopped = "foiled" in cues and "planned" in mention.cues
        same = stopped or cues.intersection(mention.cues) or mention.number == "definite"
        return last if near and same else None

    def _recalled_group(self, mention: Mention) -> Group | None:
        """The group of an act that the page sets days apart from the one it tells: "two days after a car bomb
        …", or "Monday's blast" where the page tells of Wednesday; with the people it hurt."""
        last = self._last
        beside = last is not None and last.mentions[-1].sentence == mention.sentence
        if last is not None and last is self._recalled and beside and stays(mention, last):
            return last
        apart = is_set_apart(self._text, mention) and self._has_another_act(mention)
        apart = apart or (self._is_told_before(mention) and is_set_back(self._text, mention))
        if not apart and not self._is_under_other_day(mention):
            return None
        if self._recalled is None or apart or not fits(mention, self._recalled):
            self._recalled = self._new("background")
        return self._recalled

    def _has_another_act(self, mention: Mention) -> bool:
        """True when the sentence tells of a real act outside the mention's clause."""
        at = bisect_left(self._mentions, mention.start, key=lambda m: m.start)
        around = self._mentions[max(0, at - FEW) : at + FEW]
        beside = (m for m in around if m.sentence == mention.sentence)
        acts = (m for m in beside if m.kind.strength in ("act", "weak") and m.real)
        return any(m.clause != mention.clause for m in acts)

    def _is_told_before(self, mention: Mention) -> bool:
        """True where a former sentence tells of the one main happening and its day."""
        main = [g for g in self._groups if g.role == "main"]
        former = len(main) == 1 and main[0].mentions[0].sentence < mention.sentence
        return former and self._told_day() is not None

    def _is_under_other_day(self, mention: Mention) -> bool:
        told = self._told_day()
        return told is not None and is_of_other_day(self._text, mention, told)

    def _told_day(self) -> str | None:
        """The weekday of the main happening, on a page that tells of one."""
        main = next((g for g in self._groups if g.role == "main"), None)
        if main is None or self._roundup:
            return None
        if self._day is None and len(main.mentions) <= FEW:
            self._day = day_told(self._text, main.mentions)
        return self._day

    def _told_group(self, mention: Mention) -> Group | None:
        """The main happening that the mention belongs to, a new one, or None while there is none yet."""
        told = [g for g in self._groups if g.role == "main" and g.crowd is None and g.mentions]
        if self._last is not None and goes_on(mention, self._last):
            return self._last
        here = self._last if self._last and self._last.mentions[-1].sentence == mention.sentence else None
        if mention.kind.strength not in ("act", "weak") or not mention.real:
            if here is not None and (here.role != "prospective" or mention.kind.strength == "tool"):
                return here
            return self._nearest(mention, told)
        if not told and not self._founds(mention):
            return None
        other_day = bool(told) and self._uses.is_other_day(mention)
        if not told or (len(self._groups) < MOST and (other_day or self._parts(mention, told))):
            return self._new("background" if other_day else "main")
        return self._nearest(mention, told)

    def _founds(self, mention: Mention) -> bool:
        """True when a happening can begin here: "the attacks" begin one only where the page opens."""
        several = mention.kind.form == "noun" and self._text[mention.end - 1].lower() == "s"
        return mention.sentence - self._first < LEAD or not several or mention.number == "counted"

    def _nearest(self, mention: Mention, told: Sequence[Group]) -> Group | None:
        for one in reversed(told):
            if one.mentions[-1].paragraph == mention.paragraph:
                return one
        fitting = [g for g in told if fits(mention, g)] or list(told)
        if not fitting:
            return None
        return fitting[-1] if mention.number == "definite" else fitting[0]

    def _parts(self, mention: Mention, told: Sequence[Group]) -> bool:
        """True when a real act is another one than those told so far."""
        if self._in_same_breath(mention, told) or counts_several(self._text, mention, self._first):
            return False
        if mention.number == "definite":
            return False
        noun = mention.kind.form == "noun"
        if noun and ("another" in mention.cues or "elsewhere" in mention.cues):
            return has_ground(self._text, mention, mention.sentence_end)
        if mention.kind.strength != "act" and not self._roundup:
            return False
        if self._uses.is_new_place(mention):
            return True
        if not has_ground(self._text, mention):
            return False
        if "elsewhere" in mention.cues or "also" in mention.cues:
            return True
        new_paragraph = all(g.mentions[-1].paragraph != mention.paragraph for g in told)
        alike = (
            any(fits(mention, g) for g in told)
            or "aftermath" in mention.cues
            or "past_business" in mention.cues
        )
        return new_paragraph and (self._roundup or not alike)

    def _in_same_breath(self, mention: Mention, told: Sequence[Group]) -> bool:
        """True when its sentence tells of one of `told` already; in a list, gunmen named before it do not."""
        last = (g.mentions[-1] for g in told)
        return any(
            m.sentence == mention.sentence and not (self._roundup and m.kind.strength == "tool") for m in last
        )

    def finish(self, dated: bool) -> list[Group]:
        """The groups that stand for happenings. `dated`: the day of publication is known, so that an older
        year is surely background."""
        told = [g for g in self._groups if g.role == "main"]
        if not told and any(self._opens(m) for m in self._loose):
            told = [Group("main")]
            self._groups.insert(0, told[0])
        if not told:
            told = [g for g in self._groups if g.role == "background" and self._is_past_business(g)][:1]
        if not told and not dated:
            early = (g for g in self._groups if g.role == "background" and self._stands(g))
            told = [g for g in early if g.mentions[0].sentence - self._first < LEAD][:1]
        several = [
            *self._listed.values(),
            *(g for g in self._groups if g.crowd or g is self._total or g is self._whole),
        ]
        for one in several if len(several) > 1 or several[:1] != [self._total] else ():
            one.listed = True
        if told:
            told[0].role = "main"
            told[0].mentions = sorted([*told[0].mentions, *self._loose], key=lambda m: m.start)
            acts = [m for m in told[0].mentions if m.kind.strength in ("act", "weak")]
            if is_aftermath(acts, max(acts[0].sentence, self._first) if acts else 0):
                told[0].role = "aftermath"
            elif (
                self._roundup
                and len(told) > 2
                and not (self._total or self._whole)
                and self._only_leads(acts)
            ):
                told[0].role = "aggregate"
        return [
            g for g in self._groups if g.mentions and (g.role in ("main", "aftermath") or self._stands(g))
        ]

    def _is_past_business(self, one: Group) -> bool:
        """The opening tells of an old act by way of a court: "upheld the sentence of A, who killed …"."""
        first = one.mentions[0]
        return first.sentence - self._first < LEAD and "past_business" in first.cues

    def _only_leads(self, acts: Sequence[Mention]) -> bool:
        return all(m.sentence - self._first < LEAD for m in acts)

    def _opens(self, mention: Mention) -> bool:
        """A headline without articles ("Massacre in …"): an act in the opening, with people hurt beside it or
        a place."""
        if mention.kind.strength not in ("act", "weak") or mention.sentence - self._first >= LEAD:
            return False
        beside = {m.kind.strength for m in self._loose if m.sentence == mention.sentence}
        return bool(beside & {"harm", "tool"}) or has_ground(self._text, mention)

    def _stands(self, one: Group) -> bool:
        acts = [m for m in one.mentions if m.kind.strength in ("act", "weak")]
        if one is self._recalled and (not acts or any(counts(self._text, m) for m in acts)):
            return True  # a toll under a day of its own
        return one.role == "aggregate" or any(own_ground(self._text, m) for m in acts)
