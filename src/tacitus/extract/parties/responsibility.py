"""Which group is linked to an act, how, by whom and how firmly: the slot perpetrator_organisation.

Three readings, strongest first: the words of claiming, denying, accusing and suspecting round a named group;
a group as the doer of a violent word; "no group has claimed responsibility", which names nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from tacitus.extract.findings import Finding
from tacitus.extract.parties.accusations import acted_against, bears_out, uses_weapon
from tacitus.extract.parties.chunks import Parsed
from tacitus.extract.parties.deeds import Argument
from tacitus.extract.parties.organisations import Mention, name_of
from tacitus.extract.parties.scenes import Scene
from tacitus.extract.parties.word_classes import word_set
from tacitus.lang.lexicon import load
from tacitus.model import Basis, Organisation

_FEW = r"(?:[^\s,;]+ ){0,3}?"
_NEAR = (
    r"(?:(?!no |not |den|who |which |that |sa(?:id|y|ys) |told |believe|think|search|look|hunt|arrest)"
    r"(?!for |to |when )"
    r"[^\s;,.\ue000]+ ){0,7}?"
)
_WHAT = (
    r"(?:(?:members|elements) of (?:the )?)?"
    r"(?:(?!of |for |in |with |at |by )[^\s,;]+ ){0,3}?"
)
_RUN = r"(?:(?!no |not |den)[^\s;.\ue000]+ ){0,14}?"
_ORG = r"\ue000(?P<org>\d+)(?: \[ [^\]]{1,60} \]| \( [^)]{1,60} \))?"
_SURE = {
    "claimed": 0.95,
    "withdrawn": 0.9,
    "accused": 0.85,
    "suspected": 0.8,
    "stated": 0.85,
    "inspired": 0.75,
    "denied": 0.85,
}
"""Share of claims of each link that were right in a sample read by hand."""
_SURE_FORCE = 0.6
"""The same for a force of a state, where an act of war, a raid and an arrest read alike."""
_FREEING = word_set("perpetrators_freeing")
_AGAIN = 0.5
_AUTHORITIES = frozenset(("court", "investigator", "government", "belligerent"))
_NO_BY = {"claimed": "self", "denied": "self", "withdrawn": "self"}


@dataclass(frozen=True, slots=True)
class _Pattern:
    link: str
    find: re.Pattern[str]


def _is_silent(lows: set[str]) -> bool:
    """True where the words may say that nobody has claimed the act, or that somebody unnamed did it."""
    if not lows.isdisjoint(_words("claims")):
        return True
    return not lows.isdisjoint(_words("nobody")) and not lows.isdisjoint(_words("deeds_claimed"))


@cache
def _patterns() -> tuple[tuple[_Pattern, ...], tuple[_Pattern, ...]]:
    """(those that name no group, those round a group)."""
    made = []
    for link, words in load("responsibility")["patterns"]:
        source = words.replace("{org}", _ORG).replace("{few}", _FEW).replace("{run}", _RUN)
        source = source.replace("{near}", _NEAR).replace("{what}", _WHAT)
        made.append(_Pattern(link, re.compile(source)))
    nameless = ("no_claim_reported", "unnamed")
    return tuple(p for p in made if p.link in nameless), tuple(p for p in made if p.link not in nameless)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("responsibility")[name].split())


@cache
def _modes() -> dict[str, str]:
    return {w: mode for mode, row in load("responsibility")["modes"].items() for w in row.split()}


def find_organisations(scene: Scene) -> list[Finding]:
    """Findings of perpetrator_organisation in one sentence, in order of the words."""
    s = scene.parsed
    named = list(scene.mentions)
    doers = _doers(scene, named)
    silent = _is_silent({t.low for t in s.tokens})
    if not named and not doers and not silent:
        return []
    line = scene.line
    taken: dict[int, tuple[str, int, int]] = {}
    found: list[Finding] = []
    without, with_name = _patterns()
    for pattern in (*(without if silent else ()), *(with_name if named else ())):
        for match in pattern.find.finditer(line.text):
            first, last = line.stretch(match)
            if pattern.link == "unnamed":
                found.append(_unnamed(s, first, last))
                continue
            if pattern.link == "no_claim_reported":
                if not any(link == pattern.link for link, _, _ in taken.values()):
                    taken[-1] = (pattern.link, first, last)
                    found.append(_nobody(s, first, last))
                continue
            number = int(match["org"])
            if not bears_out(scene, named[number], pattern.link, match[0], (first, last)):
                continue
            if number not in taken and not _is_speaker(scene, named[number], pattern.link):
                taken[number] = (pattern.link, min(first, named[number].first), max(last, named[number].last))
    for number, (link, first, last) in sorted(taken.items()):
        if number >= 0:
            found.append(_finding(scene, named[number], link, (first, last)))
    for mention, argument in doers:
        if mention not in [named[n] for n in taken if n >= 0]:
            found.append(_stated(scene, mention, argument))
    return sorted(found, key=lambda f: (f.start, f.end))


def _is_speaker(scene: Scene, mention: Mention, link: str) -> bool:
    """A group that accuses is not the accused."""
    source = scene.source
    return (
        link in ("accused", "suspected")
        and source is not None
        and source.by == "self"
        and source.first <= mention.first <= source.last
    )


def _doers(scene: Scene, mentions: list[Mention]) -> list[tuple[Mention, Argument]]:
    """Groups that are, or belong to, the doer of a violent word ("members of the Foo Front attacked…")."""
    s = scene.parsed
    found: list[tuple[Mention, Argument]] = []
    for argument in scene.arguments:
        if (
            argument.role not in ("agent", "modifier")
            or argument.frame.kind in ("die", "suffer")
            or argument.frame.weak
        ):
            continue
        first, last = argument.phrase.first, _reach(s, argument)
        inside = [m for m in mentions if first <= m.first <= last]
        if argument.role == "modifier":
            inside = [m for m in inside if not m.generic]
        if not uses_weapon(scene, argument):
            continue
        if not acted_against(scene, argument) or any(t.low in _FREEING for t in s.tokens):
            # "special forces stormed the school and freed nine": those who end it did not begin it
            inside = [m for m in inside if m.group.kind != "state_forces"]
        named = sorted(inside, key=lambda m: m.first - m.last)[:1]  # "soldiers of the Foo Army": the army
        found += [(m, argument) for m in named if m not in [x for x, _ in found]]
    return found


@dataclass(frozen=True, slots=True)
class Named:
    """A group where the document first names it."""

    mention: Mention
    as_written: str
    start: int
    end: int


def find_again(scene: Scene, groups: list[Named]) -> list[Finding]:
    """ "The rebels attacked…" where the document so far names one group and no other: inferred."""
    s = scene.parsed
    if len(groups) != 1 or any(not m.generic for m in scene.mentions):
        return []
    for argument in scene.arguments:
        phrase = argument.phrase
        if (
            argument.role != "agent"
            or argument.frame.kind in ("die", "suffer", "plan")
            or argument.frame.weak
        ):
            continue
        if s.tokens[phrase.first].low != "the" or s.tokens[phrase.head].low not in _again():
            continue
        found = _stated(scene, groups[0].mention, argument, groups[0].as_written)
        return [
            replace(found, basis=Basis.INFERRED, confidence=_AGAIN, extra=((groups[0].start, groups[0].end),))
        ]
    return []


@cache
def _again() -> frozenset[str]:
    return frozenset(load("responsibility")["same"]["nouns"].split())


def named_groups(scene: Scene) -> list[Named]:
    """The groups, not forces, that a sentence names."""
    s = scene.parsed
    return [
        Named(m, name_of(s, m.first, m.last), *s.span(m.first, m.last))
        for m in scene.mentions
        if not m.generic and m.group.kind in ("rebels", "political_militia", "identity_militia")
    ]


def _reach(s: Parsed, argument: Argument) -> int:
    """The last token of the doer with its of-phrases: "a column of the Foo Front"."""
    last = argument.phrase.last
    for _ in range(3):
        j = last + 1
        if j + 1 >= len(s.tokens):
            break
        if s.tokens[j].low in ("[", "("):
            last = min(len(s.tokens) - 1, j + 2)
            continue
        following = s.at[j + 1]
        if s.tokens[j].low in ("of", "from") and following is not None:
            last = following.last
            continue
        if s.tokens[j].low == "belonging" and j + 2 < len(s.tokens) and s.at[j + 2] is not None:
            last = j + 2
        break
    return last if last < argument.verb or argument.verb < argument.phrase.first else argument.phrase.last


def _nobody(s: Parsed, first: int, last: int) -> Finding:
    start, end = s.span(first, last)
    return Finding(
        slot="perpetrator_organisation",
        value=Organisation(link="no_claim_reported", by="outlet"),
        start=start,
        end=end,
        confidence=0.95,
    )


def _unnamed(s: Parsed, first: int, last: int) -> Finding:
    """ "Probably the work of one cell": somebody, and how sure the words are."""
    start, end = s.span(first, last)
    words = {t.low for t in s.tokens[first : last + 1]}
    value = Organisation(
        as_written=name_of(s, last - 1, last),
        link="suspected",
        by="unnamed",
        hedge="possible" if words & _words("possible") else "probable",
    )
    return Finding(slot="perpetrator_organisation", value=value, start=start, end=end, confidence=0.7)


def _hedge(s: Parsed, first: int, last: int, link: str) -> str:
    words = {t.low for t in s.tokens[max(0, first - 4) : last + 1]}
    if words & _words("possible"):
        return "possible"
    if link == "suspected" or (link in ("accused", "stated") and words & _words("probable")):
        return "probable"
    return "none"


def _finding(scene: Scene, mention: Mention, link: str, stretch: tuple[int, int]) -> Finding:
    s = scene.parsed
    first, last = stretch
    by = _by(scene, mention, link)
    hedge = _hedge(s, first, last, link)
    if link == "accused" and by == "outlet" and hedge != "none":
        link = "suspected"
    start, end = s.span(first, last)
    value = Organisation(
        name=mention.group.name,
        as_written=name_of(s, mention.first, mention.last),
        actor_kind=mention.group.kind,
        link=link,
        by=by,
        hedge=hedge if link not in ("claimed", "denied") else "none",  # type: ignore[arg-type]
        mode=_mode(scene, mention) if link in ("claimed", "withdrawn") else None,
        withdrawn=link == "withdrawn",
    )
    if link == "withdrawn":
        value = replace(value, link="claimed", hedge="none")
    return Finding(
        slot="perpetrator_organisation", value=value, start=start, end=end, confidence=_SURE.get(link, 0.6)
    )


def _mode(scene: Scene, mention: Mention) -> str | None:
    """How the claim was made: the word nearest behind the group, up to the next group; else any."""
    s = scene.parsed
    end = min((m.first for m in scene.mentions if m.first > mention.last), default=len(s.tokens))
    near = [
        *s.tokens[mention.last + 1 : end],
        *(s.tokens[: mention.first] if len(scene.mentions) == 1 else []),
    ]
    return next((_modes()[t.low] for t in near if t.low in _modes()), None)


def _by(scene: Scene, mention: Mention, link: str) -> str:
    if link in _NO_BY:
        return _NO_BY[link]
    by = scene.by
    if by == "self" or (by in ("government",) and mention.group.kind in ("state_forces", "external_forces")):
        by = "belligerent"
    if by is None or (by == "outlet" and link == "accused"):
        passive = any(t.low in _words("passive") for t in scene.parsed.tokens)
        by = "unnamed" if passive else "outlet"
    return by


def _stated(scene: Scene, mention: Mention, argument: Argument, again: str | None = None) -> Finding:
    """The group as doer in the text's own voice; in the mouth of another it is an accusation."""
    s = scene.parsed
    own = (mention.first, mention.last) if again is None else (argument.verb, argument.verb)
    first = min(argument.phrase.first, own[0], argument.verb)
    last = max(argument.phrase.last, own[1], argument.verb)
    by = _by(scene, mention, "stated") if scene.by else "outlet"
    hedge = _hedge(s, first, last, "stated")
    link = "stated"
    planned = argument.frame.kind == "plan"
    if by in _AUTHORITIES or by in ("witness", "victim", "expert") or (planned and scene.by):
        link = "accused"
    elif hedge != "none" or planned:
        link = "suspected"
    start, end = s.span(first, last)
    value = Organisation(
        name=mention.group.name,
        as_written=again or name_of(s, mention.first, mention.last),
        actor_kind=mention.group.kind,
        link=link,
        by=by,
        hedge=hedge,  # type: ignore[arg-type]
    )
    if planned:
        end = max(end, _end_of_plan(s, argument))
    return Finding(
        slot="perpetrator_organisation",
        value=value,
        start=start,
        end=end,
        role="prospective" if planned else None,
        confidence=_SURE_FORCE if mention.group.kind == "state_forces" else _SURE[link],
    )


def _end_of_plan(s: Parsed, argument: Argument) -> int:
    """To the end of what is planned."""
    for k in range(argument.verb + 1, min(len(s.tokens), argument.verb + 8)):
        if s.tokens[k].tag == "N" and s.at[k] is not None:
            phrase = s.at[k]
            assert phrase is not None
            return s.tokens[phrase.last].end
    return s.tokens[argument.verb].end
