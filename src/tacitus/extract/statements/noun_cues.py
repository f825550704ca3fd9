"""Cues that are no verbs: "his claim that", "is certain that", "according to"."""

from __future__ import annotations

from tacitus.extract.statements.clauses import Stretch, clause_end
from tacitus.extract.statements.cues import Sense, cue_table
from tacitus.extract.statements.fronts import Draft, front_start
from tacitus.extract.statements.subjects import subject_before, verb_group
from tacitus.lang.grammar import Token, has_clause, looks_finite, words_of


def adjective_cue(items: list[Token], at: int) -> Draft | None:
    """ "is certain that …", "was critical of …"."""
    sense = cue_table().adjectives.get(items[at].low)
    if sense is None or at == 0 or at + 2 > len(items):
        return None
    first = verb_group(items, at)
    if not any(t.tag == "AUX" or t.tag == "S" for t in items[first:at]):
        return None
    source = subject_before(items, first)
    if source is None or items[source[0]].low == "it":
        return None
    k = at + 1
    if k < len(items) and items[k].low in cue_table().lists["adjective_prepositions"]:
        k += 1
    elif k >= len(items) or items[k].tag not in ("THAT", "TO", "PRON", "WH"):
        return None
    end = clause_end(items, k, phrase=items[k].tag not in ("THAT", "PRON"))
    return Draft(source, (first, k), ((k, end),), items[at].low, "clause", sense) if end > k else None


def noun_cue(items: list[Token], at: int) -> Draft | None:
    """ "his claim that …", "the group's call for …", "issued a warning that …"."""
    act = cue_table().nouns.get(items[at].low)
    if act is None or at + 2 > len(items):
        return None
    k = at + 1
    after = items[k]
    quoted = after.text == "," and k + 1 < len(items) and items[k + 1].tag == "Q"
    spoken = quoted or after.tag == "THAT" or after.text == ":"
    begin, owner = _owner(items, at)
    light = _light(items, begin)
    if not spoken and after.tag != "TO" and not _governs(items[at].low, after.low, light is not None):
        return None
    if light is not None:
        source = subject_before(items, light)
        if source is None:
            return None
        begin = light
    elif owner is not None:
        source = owner
    else:
        return None
    content = k if after.tag == "THAT" or after.tag == "TO" else k + 1
    end = clause_end(items, content, phrase=not spoken)
    cue_end = k if after.tag in ("THAT", "TO") or after.tag == "P" else k + 1
    sense = Sense(act, spoken or light is not None)
    if end <= content:
        return None
    return Draft(source, (begin, cue_end), ((content, end),), items[at].low, "noun", sense)


def _governs(noun: str, preposition: str, light: bool) -> bool:
    """True when the content may stand after this preposition."""
    lists = cue_table().lists
    if light and preposition in lists["voiced_prepositions"]:
        return True
    return noun in cue_table().prepositional and preposition in lists["noun_prepositions"]


def _owner(items: list[Token], at: int) -> tuple[int, Stretch | None]:
    """Where the noun phrase of the noun at `at` begins, and whose it is ("his", "the group's")."""
    k = at
    while (
        k > 0
        and items[k - 1].tag in ("W", "NUM", "Q", "ADV")
        and at - k < 4
        and not looks_finite(items[k - 1])
    ):
        k -= 1
    if k and items[k - 1].low in words_of("possessives"):
        return k, (k - 1, k)
    if k > 1 and items[k - 1].tag == "S":
        edge = k - 1
        while edge > 0 and items[edge - 1].tag in ("NAME", "W", "DET") and not looks_finite(items[edge - 1]):
            edge -= 1
            if items[edge].tag == "DET":
                break
        return k, (edge, k - 1) if edge < k - 1 else None
    if k and items[k - 1].tag == "DET":
        k -= 1
    return k, None


def _light(items: list[Token], begin: int) -> int | None:
    """The verb group of an empty verb that governs the noun phrase at `begin`."""
    k = begin - 1
    if k >= 0 and items[k].low in ("his", "her", "their", "its"):
        k -= 1
    known = cue_table().verbs.get(items[k].low) if k >= 0 else None
    if known is not None and "object" in cue_table().frames.get(known[0], {}):
        return None  # the verb is a cue and takes the noun as its object
    if k < 0 or items[k].low not in cue_table().light or items[k].tag not in ("W", "AUX"):
        return None
    return verb_group(items, k)


def source_phrase(items: list[Token], at: int) -> Draft | None:
    """ "according to X", before or after what X says."""
    low = items[at].low
    words = next(
        (
            p
            for p in cue_table().phrases
            if p[0] == low and tuple(t.low for t in items[at : at + len(p)]) == p
        ),
        None,
    )
    if words is None:
        return None
    begin = at + len(words)
    end = begin
    head = at == 0 or all(t.tag in ("CC", "ADV", "P") for t in items[:at])
    stops = ("P", "SUB") if head else ("P", "SUB", "CC")
    while end < len(items) and not (
        items[end].tag in stops and items[end].text not in ("&", "’", "'", "/", "-")
    ):
        end += 1
    if end == begin:
        return None
    sense = Sense("report", True)
    if head:
        start = end + 1
        content = [(start, clause_end(items, start))] if start < len(items) else []
    else:
        stop = at - 1 if items[at - 1].tag == "P" and items[at - 1].text in (",", "—", "–", "--", "(") else at
        content = [(front_start(items, stop), stop)]
        inside = end + 1 < len(items) and items[end].text == ","
        if inside and items[end + 1].tag not in ("CC", "SUB", "REL") and has_clause(items[end + 1 : end + 4]):
            content.append((end + 1, clause_end(items, end + 1)))
    content = [c for c in content if c[0] < c[1]]
    return Draft((begin, end), (at, begin), tuple(content), " ".join(words), "source", sense)
