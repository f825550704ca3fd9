"""All attributions of one unit: each cue from left to right, then what they share and where they part."""

from __future__ import annotations

from dataclasses import replace

from tacitus.extract.statements.clauses import DASHES, Stretch, last_sign
from tacitus.extract.statements.cues import Sense, cue_table
from tacitus.extract.statements.fronts import Draft
from tacitus.extract.statements.noun_cues import adjective_cue, noun_cue, source_phrase
from tacitus.extract.statements.subjects import subject_before, verb_group
from tacitus.extract.statements.units import Unit
from tacitus.extract.statements.verb_cues import verb_cue
from tacitus.lang.grammar import Token, has_clause, looks_finite


def drafts_of(unit: Unit) -> list[Draft]:
    """The drafts of one unit in the order of their cues."""
    items = unit.items
    headline = unit.headline
    found: list[Draft] = []
    heading = _heading(items) or _signed(items)
    if heading is not None:
        return [heading]
    cues = cue_table().words
    for at, token in enumerate(items):
        draft = None
        if token.low not in cues:
            continue
        if token.tag == "W" or (token.tag in ("NAME", "SUB", "PREP") and (headline or at == 0)):
            draft = (
                verb_cue(items, at, headline)
                or adjective_cue(items, at)
                or noun_cue(items, at)
                or source_phrase(items, at)
            )
        if draft is not None and (draft.content or draft.frame == "colon"):
            found.append(_with_subject(draft, found, items))
    found = [_under(draft, found) for draft in found]
    return [_parted(draft, found, items) for draft in found]


def _under(draft: Draft, others: list[Draft]) -> Draft:
    """Cut where the content of a later cue ends: "she hopes to stay, he said"."""
    if not draft.content:
        return draft
    start, end = draft.content[-1]
    for other in others:
        if other is draft or not other.content or other.cue[0] <= draft.cue[0]:
            continue
        a, b = other.content[0]
        if a <= draft.cue[0] and draft.cue[1] <= b < end and start < b <= other.cue[0]:
            return replace(draft, content=(*draft.content[:-1], (start, b)))
    return draft


def _parted(draft: Draft, others: list[Draft], items: list[Token]) -> Draft:
    """Cut before the subject of a further quotation: "Asked why she left, Poe replied: …"."""
    if not draft.content or draft.frame in ("quote", "colon") or draft.content[-1][0] < draft.cue[1]:
        return draft
    start, end = draft.content[-1]
    for other in others:
        if other.frame not in ("quote", "colon") or other.source is None or not other.content:
            continue
        sign = other.source[0] - 1
        after = start < sign < end and other.cue[0] > start and other.content[0][0] > other.cue[0]
        quoted = items[sign].tag == "Q" and last_sign(items[sign]) == ","
        if after and (quoted or items[sign].text == ","):
            stop = sign + 1 if quoted else sign
            return replace(draft, content=(*draft.content[:-1], (start, stop)))
    return draft


def _with_subject(draft: Draft, before: list[Draft], items: list[Token]) -> Draft:
    if draft.source is not None or not draft.shared:
        return draft
    for other in reversed(before):
        if other.source is not None and not _inside(draft.cue, other.content):
            return replace(draft, source=other.source)
    for other in reversed(before):
        if other.source is not None:
            return replace(draft, source=other.source)
    return replace(draft, source=_first_subject(items, draft.cue[0]))


def _inside(cue: Stretch, content: tuple[Stretch, ...]) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in content)


def _first_subject(items: list[Token], before: int) -> Stretch | None:
    """The subject of the first finite verb of the unit; for an opening participle, of the clause after it."""
    for k, token in enumerate(items):
        if k != before and looks_finite(token) and token.tag in ("AUX", "W"):
            subject = subject_before(items, verb_group(items, k))
            if subject is not None and items[subject[0]].tag not in ("REL", "THAT"):
                return subject
    return None


def _heading(items: list[Token]) -> Draft | None:
    """ "Poe: the bridge is safe", "POE: ..." at the head of a paragraph: a name, a colon, what is said."""
    colon = next((k for k, t in enumerate(items[:7]) if t.text == ":"), None)
    if not colon or colon + 2 > len(items):
        return None
    if cue_table().verbs.get(items[0].low, ("", ""))[1] == "past" and colon > 1:
        return Draft((1, colon), (0, 1), ((colon + 1, len(items)),), "say", "colon", Sense("report", True))
    if not all(t.tag in ("NAME", "S") or t.text == "." for t in items[:colon]):
        return None
    if any(t.low in cue_table().headings for t in items[:colon]):
        return None
    end = len(items)
    while end > colon and items[end - 1].text == ".":
        end -= 1
    content = (colon + 1, end)
    return Draft((0, colon), (colon, colon + 1), (content,), ":", "colon", Sense("report", True))


def _signed(items: list[Token]) -> Draft | None:
    """A quotation, a dash, a name: `"…" — Jo Li`."""
    if len(items) < 3 or items[0].tag != "Q" or items[1].text not in DASHES:
        return None
    end = len(items)
    while end > 2 and items[end - 1].text in (".", ","):
        end -= 1
    if items[2].tag != "NAME" or end - 2 > 12 or has_clause(items[2:end]):
        return None
    return Draft((2, end), (1, 2), ((0, 1),), "—", "quote", Sense("report", True))
