"""Who is said to say or think what: source, cue and content of every attribution, as stretches of the text.

Each unit (sentence) is read for its cues from left to right; quotations without a cue of their own then go
to the attribution before them. `statements.py` makes statements of those that are speech.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tacitus.extract.clauses import (
    DASHES,
    Stretch,
    after_adjuncts,
    clause_end,
    is_passive,
    last_sign,
    subject_after,
    subject_before,
    verb_group,
)
from tacitus.extract.complements import Complement, Frames, complement, frames_at
from tacitus.extract.cues import Sense, cue_table
from tacitus.extract.units import Unit, units_of
from tacitus.lang.phrases import Token, has_clause, looks_finite, looks_verbal, noun_phrase_of
from tacitus.model import Document

_SPEECH_SIGNS = ",.?!…—-"
_NOUN_PREPS = frozenset({"of", "for", "about", "on", "against"})
_SPOKEN = ("clause", "quoted", "told")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Offsets into the document's text. `frame`: the shape of the content; `speech`: False for an attitude;
    `outer`: number of the attribution whose content holds this one's cue."""

    unit: int
    source: Stretch | None
    cue: Stretch | None
    content: tuple[Stretch, ...]
    lemma: str
    frame: str
    act: str
    speech: bool
    negated: bool = False
    addressee: Stretch | None = None
    outer: int | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """As Attribution, in token indices of its unit; `shared`: its subject is that of the draft before it."""

    source: Stretch | None
    cue: Stretch
    content: tuple[Stretch, ...]
    lemma: str
    frame: str
    sense: Sense
    shared: bool = False
    addressee: Stretch | None = None


def find_attributions(document: Document) -> tuple[Attribution, ...]:
    """All attributions, in the order of their cues (those without a cue where their content stands)."""
    units, _ = units_of(document)
    units = _joined(units)
    found: list[Attribution] = []
    for number, unit in enumerate(units):
        drafts = _drafts(unit)
        found += [_placed(draft, number, unit) for draft in drafts]
    found = _with_loose_quotes(found, units)
    return _nested(found)


def _joined(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """With the cue that follows a finished quotation in its unit: `"Is it?" Poe asked.`, `"It is." — Jo Li`.

    The second unit is left empty-handed: the numbers of the units stay as they are.
    """
    out = list(units)
    for k in range(1, len(out)):
        one, two = out[k - 1], out[k]
        if not one.items or one.paragraph != two.paragraph or one.items[-1].tag != "Q" or not two.items:
            continue
        if two.items[0].text in DASHES or (last_sign(one.items[-1]) in "?!…—-" and _bare_cue(two.items)):
            out[k] = Unit([*one.items, *two.items], two.paragraph, two.item)
            out[k - 1] = Unit([], one.paragraph, one.item)
    return tuple(out)


def _bare_cue(items: list[Token]) -> bool:
    """True when the unit says who speaks and nothing of what is said."""
    for k, token in enumerate(items[:10]):
        known = cue_table().verbs.get(token.low) if token.tag == "W" else None
        if known is not None and k:
            frames = cue_table().frames.get(known[0], {})
            if known[1] == "past" and ({"clause", "quoted"} & set(frames)) and _spoken(frames).speech:
                return _rest(items, k + 1, "told" in frames) is not None
    return False


def _placed(draft: _Draft, number: int, unit: Unit) -> Attribution:
    def offsets(stretch: Stretch | None) -> Stretch | None:
        if stretch is None or stretch[0] >= stretch[1]:
            return None
        return (unit.items[stretch[0]].start, unit.items[stretch[1] - 1].end)

    content = tuple(span for span in map(offsets, draft.content) if span is not None)
    return Attribution(
        unit=number, source=offsets(draft.source), cue=offsets(draft.cue), content=content,
        lemma=draft.lemma, frame=draft.frame, act=draft.sense.act, speech=draft.sense.speech,
        negated=any(t.low in ("not", "n't", "never") or t.low.endswith("n't") for t in unit.items[slice(*draft.cue)]),
        addressee=offsets(draft.addressee),
    )  # fmt: skip


# ---- one unit ----


def _drafts(unit: Unit) -> list[_Draft]:
    items = unit.items
    found: list[_Draft] = []
    heading = _heading(items) or _signed(items)
    if heading is not None:
        return [heading]
    for at, token in enumerate(items):
        draft = None
        if token.tag == "W" or (token.tag in ("NAME", "SUB", "PREP") and (unit.headline or at == 0)):
            draft = (
                _verb(items, at, unit.headline)
                or _adjective(items, at)
                or _noun(items, at)
                or _phrase(items, at)
            )
        if draft is not None and (draft.content or draft.frame == "colon"):
            found.append(_with_subject(draft, found, items))
    return [_parted(draft, found, items) for draft in found]


def _parted(draft: _Draft, others: list[_Draft], items: list[Token]) -> _Draft:
    """Cut before the subject of a further quotation in the same sentence: "Asked why she left, Poe replied: …"."""
    if not draft.content or draft.frame in ("quote", "colon") or draft.content[-1][0] < draft.cue[1]:
        return draft
    start, end = draft.content[-1]
    for other in others:
        if other.frame not in ("quote", "colon") or other.source is None or not other.content:
            continue
        sign = other.source[0] - 1
        if start < sign < end and other.cue[0] > start and other.content[0][0] > other.cue[0]:
            if items[sign].text == "," or (items[sign].tag == "Q" and last_sign(items[sign]) == ","):
                stop = sign if items[sign].text == "," else sign + 1
                return replace(draft, content=(*draft.content[:-1], (start, stop)))
    return draft


def _with_subject(draft: _Draft, before: list[_Draft], items: list[Token]) -> _Draft:
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


def _heading(items: list[Token]) -> _Draft | None:
    """ "Poe: the bridge is safe", "POE: ..." at the head of a paragraph: a name, a colon, what is said."""
    colon = next((k for k, t in enumerate(items[:7]) if t.text == ":"), None)
    if not colon or colon + 2 > len(items):
        return None
    if items[0].low in cue_table().verbs and colon > 1:
        return _Draft((1, colon), (0, 1), ((colon + 1, len(items)),), "say", "colon", Sense("report", True))
    if not all(t.tag in ("NAME", "S") or t.text == "." for t in items[:colon]):
        return None
    if any(t.low in cue_table().headings for t in items[:colon]):
        return None
    end = len(items)
    while end > colon and items[end - 1].text == ".":
        end -= 1
    content = (colon + 1, end)
    return _Draft((0, colon), (colon, colon + 1), (content,), ":", "colon", Sense("report", True))


def _signed(items: list[Token]) -> _Draft | None:
    """A quotation, a dash, a name: `"…" — Jo Li`."""
    if len(items) < 3 or items[0].tag != "Q" or items[1].text not in DASHES:
        return None
    end = len(items)
    while end > 2 and items[end - 1].text in (".", ","):
        end -= 1
    if items[2].tag != "NAME" or end - 2 > 12 or has_clause(items[2:end]):
        return None
    return _Draft((2, end), (1, 2), ((0, 1),), "—", "quote", Sense("report", True))


def _verb(items: list[Token], at: int, headline: bool) -> _Draft | None:
    table = cue_table()
    known = table.verbs.get(items[at].low)
    if known is None:
        return None
    lemma, kind = known
    first = verb_group(items, at)
    if not _is_verb(items, first, at, kind, headline):
        return None
    if is_passive(items, first, at, kind):
        return _passive(items, first, at, lemma)
    first = _chained(items, first)
    frames, after = frames_at(items, at + 1, lemma)
    inverted = _inverted(items, first, at, lemma)
    if inverted is not None:
        return inverted
    shared = False
    source = subject_before(items, first)
    if kind == "ing" and not any(t.tag in ("AUX", "S") for t in items[first:at]):
        if (
            first
            and items[first - 1].tag not in ("P", "Q", "CC", "PREP", "SUB", "TO")
            and not _spoken(cue_table().frames.get(lemma, {})).speech
        ):
            return None
        if first == 0 or items[first - 1].tag in ("P", "Q", "CC", "PREP", "SUB", "TO"):
            source, shared = None, True
    elif source is None:
        shared = first > 0 and (items[first - 1].tag in ("CC", "TO") or items[first - 1].text == ",")
    if source is None and not shared:
        return None
    quoting = _as_clause(items, source, frames, after)
    if quoting is not None:
        return _Draft(source, (first, after), quoting, lemma, "clause", _spoken(frames), shared)
    found = complement(items, after, lemma, frames)
    content = _front(items, source, found, frames, after)
    if content is not None:
        frame = "quote" if any(t.tag == "Q" for a, b in content for t in items[a:b]) else "clause"
        return _Draft(source, (first, after), content, lemma, frame, _spoken(frames), shared)
    if found is None:
        return None
    found = _limited(items, source or (first, first), found)
    addressee = found.addressee or _addressed_before(items, first)
    return _Draft(
        source,
        (first, found.cue_end),
        _pieces(items, found),
        lemma,
        found.frame,
        found.sense,
        shared,
        addressee,
    )


def _addressed_before(items: list[Token], first: int) -> Stretch | None:
    """ "wrote to the mayor to offer …": whom the first of two verbs addresses."""
    if first < 3 or items[first - 1].tag != "TO":
        return None
    for k in range(first - 3, max(0, first - 12), -1):
        if items[k].tag == "TO" and items[k - 1].low in cue_table().verbs:
            return (k + 1, first - 1) if noun_phrase_of(items, k + 1) == first - 1 else None
    return None


def _pieces(items: list[Token], found: Complement) -> tuple[Stretch, ...]:
    start, end = found.content
    while end > start and items[end - 1].text in (".", ","):
        end -= 1
    return ((start, end),) if end > start else ()


def _as_clause(
    items: list[Token], source: Stretch | None, frames: Frames, after: int
) -> tuple[Stretch, ...] | None:
    """ "As the mayor put it, …" and "…, as the mayor said": the content is the main clause."""
    if source is None or source[0] == 0 or items[source[0] - 1].low != "as" or not _spoken(frames).speech:
        return None
    at = source[0] - 1
    k = after_adjuncts(items, after)
    if all(t.tag in ("CC", "ADV", "P") for t in items[:at]):
        if k + 1 < len(items) and items[k].text in (",", ":"):
            return ((k + 1, _rest_end(items, k + 1)),)
        return None
    end = at - 1 if items[at - 1].text in (",", "—", "–") else at
    if end < 1 or (k < len(items) and items[k].tag != "P") or (items[at - 1].tag not in ("P", "Q")):
        return None
    start = _front_start(items, end)
    return ((start, end),) if start < end and _sayable(items, start, end) else None


def _limited(items: list[Token], source: Stretch, found: Complement) -> Complement:
    """In a clause that opens the sentence ("As/While/Despite …, the mayor said") the content ends at the comma."""
    k = source[0] - 1
    while k > 0 and items[k].tag not in ("SUB", "P", "Q", "WH"):
        k -= 1
    opening = k >= 0 and items[k].tag == "SUB" and all(t.tag in ("CC", "ADV", "P") for t in items[:k])
    if not opening:
        return found
    start, end = found.content
    for k in range(start, end):
        if items[k].text == "," or (items[k].tag == "Q" and last_sign(items[k]) == ","):
            stop = k if items[k].text == "," else k + 1
            if has_clause(items[k + 1 : end]):
                return replace(found, content=(start, stop))
    return found


def _spoken(frames: Frames) -> Sense:
    return frames.get("clause") or frames.get("quoted") or frames.get("told") or Sense("report", True)


def _is_verb(items: list[Token], first: int, at: int, kind: str, headline: bool) -> bool:
    """True when the word is a verb here, not the noun or adjective of the same form."""
    token = items[at]
    before = items[at - 1] if at else None
    if token.tag == "NAME" and not headline:
        return kind == "ing" and at == 0
    if before is None:
        return kind == "ing"
    if before.tag == "DET" or (before.tag == "S" and first == at):
        return False
    governed = items[first - 1] if first else None
    if kind == "base":
        if first < at and any(t.tag == "AUX" for t in items[first:at]):
            return True
        if governed is None:
            return False
        follows = items[at + 1] if at + 1 < len(items) else None
        if (
            items[at].low in cue_table().ambiguous
            and governed.tag != "TO"
            and follows is not None
            and follows.tag in ("W", "PREP", "P", "AUX", "CC")
        ):
            return False
        plural = (
            (governed.tag in ("W", "NAME")
            and governed.low.endswith("s"))
            or governed.low in ("police", "people", "voters")
        )
        return governed.tag in ("TO", "PRON", "REL") or plural or (headline and governed.tag == "NAME")
    if kind == "both":
        kind = "past" if governed is not None and governed.tag != "TO" else "base"
    if kind == "s":
        after = items[at + 1] if at + 1 < len(items) else None
        noun = items[at].low in cue_table().ambiguous
        if (
            noun
            and governed is not None
            and governed.tag in ("W", "NAME")
            and after is not None
            and after.tag not in ("THAT", "DET", "PRON", "TO", "WH", "NAME", "Q", "P", "OBJ")
        ):
            return False
        return (
            governed is not None
            and (governed.tag in ("NAME", "PRON", "REL", "W", "Q", "CC") or governed.text in (",", ")", "—"))
            and not (governed.tag == "W" and governed.low.endswith("s") and governed.low[-2:] != "ss")
        )
    if kind in ("past", "part") and before.tag == "PREP":
        return False
    return not (kind == "part" and first == at)


def _chained(items: list[Token], first: int) -> int:
    """ "went on to say", "tried to explain": the whole chain is the cue, unless its head is a cue itself."""
    if first < 2 or items[first - 1].tag != "TO":
        return first
    k = first - 2
    if items[k].low == "on" and k:
        k -= 1
    head = items[k]
    if head.low in cue_table().verbs or not (looks_finite(head) or head.low in ("going", "trying")):
        return first
    return verb_group(items, k)


def _front(
    items: list[Token], source: Stretch | None, found: Complement | None, frames: Frames, at: int
) -> tuple[Stretch, ...] | None:
    """The content before the subject (`"…," she said`; `The bridge fell, she said`), with what goes on after.
    `at`: index after the cue."""
    if source is None or source[0] < 1 or not any(s.speech for n, s in frames.items() if n in _SPOKEN):
        return None
    sign = items[source[0] - 1]
    spoken = sign.tag == "Q" and last_sign(sign) in _SPEECH_SIGNS
    if not spoken and sign.text not in (",", "—", "–", "--") and sign.tag != "Q":
        return None
    rest = _rest(items, at, "told" in frames)
    if rest is None and not (
        spoken and (found is None or found.frame in ("quote", "colon", "object", "clause"))
    ):
        return None
    end = source[0] if sign.tag == "Q" else source[0] - 1
    start = _front_start(items, end)
    if start >= end:
        return None
    if not _sayable(items, start, end):
        if rest is None or rest >= len(items) or sign.tag == "Q":
            return None
        goes_on = (rest, _rest_end(items, rest))
        names = any(t.tag in ("W", "NAME", "DET") for t in items[start:end])
        if items[start].tag in ("PREP", "SUB") or not looks_verbal(items[rest]):
            return None if names else (goes_on,)
        return ((start, end), goes_on)
    if found is not None and items[start].tag != "Q" and not has_clause(items[start:end]):
        return None  # `In "Hamlet," she said …`: a title in an opening phrase
    pieces = [(start, end)]
    if rest is not None and rest < len(items):
        pieces.append((rest, _rest_end(items, rest)))
    return tuple(pieces)


def _sayable(items: list[Token], start: int, end: int) -> bool:
    return has_clause(items[start:end]) or any(t.tag == "Q" for t in items[start:end])


def _front_start(items: list[Token], end: int) -> int:
    start = 0
    for k in range(end - 2, 0, -1):
        if items[k].text == ";" or (items[k].tag == "Q" and last_sign(items[k]) in ".?!"):
            start = k + 1
            break
    while start < end and (items[start].tag == "CC" or items[start].tag == "P"):
        start += 1
    return start


def _rest(items: list[Token], at: int, told: bool) -> int | None:
    """Where the interrupted content goes on after the cue; the unit's length where nothing follows; None where
    the cue has a complement of its own."""
    k = after_adjuncts(items, at)
    if told and k == at:
        k = after_adjuncts(items, noun_phrase_of(items, at))
    if k >= len(items) or all(t.text in ".…!?)" for t in items[k:]):
        return len(items)
    t = items[k]
    if t.text in (",", ".", "—", "–", "--", ":", ";"):
        after = items[k + 1] if k + 1 < len(items) else None
        if after is None:
            return len(items)
        if after.tag == "Q":
            return k + 1
        if after.tag == "CC" and k + 2 < len(items) and items[k + 2].tag == "Q":
            return k + 1
        verb = cue_table().verbs.get(after.low)
        if (
            t.text == ";"
            or after.tag in ("CC", "SUB", "REL")
            or after.low.endswith("ing")
            or verb is not None
            or after.low == "according"
        ):
            return len(items)
        return k + 1 if t.text in (",", "—", "–", "--") and has_clause(items[k + 1 :]) else len(items)
    if t.tag in ("SUB", "CC") or t.low.endswith("ing") or t.tag == "PREP":
        return len(items)
    return k if t.tag == "Q" else None


def _rest_end(items: list[Token], at: int) -> int:
    if items[at].tag == "Q" and last_sign(items[at]) in ".?!":
        return at + 1
    return clause_end(items, at)


def _inverted(items: list[Token], first: int, at: int, lemma: str) -> _Draft | None:
    """`"…," said Jo Li, the mayor.`"""
    frames = cue_table().frames.get(lemma, {})
    if first == 0 or first != at or not ({"clause", "quoted"} & set(frames)):
        return None
    sign = items[first - 1]
    if sign.tag != "Q" and sign.text not in (",", "—", "–", "--", "”"):
        return None
    subject = subject_after(items, at + 1)
    if subject is None or (subject[1] < len(items) and looks_finite(items[subject[1]]) and sign.tag != "Q"):
        return None
    if items[at].low.endswith("ing"):
        return None
    rest = _rest(items, subject[1], False)
    if rest is None:
        if sign.tag != "Q":
            return None
        rest = len(items)
    end = first if sign.tag == "Q" else first - 1
    start = _front_start(items, end)
    if start >= end or not _sayable(items, start, end):
        return None
    pieces = [(start, end)]
    if rest < len(items):
        pieces.append((rest, _rest_end(items, rest)))
    frame = "quote" if any(t.tag == "Q" for t in items[start:end]) else "clause"
    return _Draft(subject, (first, at + 1), tuple(pieces), lemma, frame, _spoken(frames))


def _passive(items: list[Token], first: int, at: int, lemma: str) -> _Draft | None:
    """ "is believed to have fled": the content is the subject and what follows; the speaker, the "by"."""
    frames = cue_table().frames.get(lemma, {})
    subject = subject_before(items, first)
    if at + 1 < len(items) and items[at + 1].low == "by":
        end = noun_phrase_of(items, at + 2)
        sense = next(iter(frames.values()), None)
        if end > at + 2 and subject is not None and sense is not None:
            return _Draft((at + 2, end), (first, at + 1), (subject,), lemma, "object", sense)
        return None
    found = complement(items, at + 1, lemma, frames, passive=True)
    spoken = frames.get("clause")
    if found is not None and found.frame in ("clause", "quote"):
        if spoken is None or subject is None or items[subject[0]].low in ("it", "that"):
            return _Draft(None, (first, found.cue_end), (found.content,), lemma, found.frame, found.sense)
        return _Draft(
            None, (first, found.cue_end), (found.content,), lemma, found.frame, found.sense, False, subject
        )
    follows = items[at + 1] if at + 1 < len(items) else None
    sense = frames.get("charge") or frames.get("clause") or frames.get("object")
    if (
        follows is not None
        and subject is not None
        and sense is not None
        and (follows.tag == "TO" or follows.low == "as")
    ):
        end = clause_end(items, at + 1, phrase=follows.tag != "TO")
        return _Draft(None, (first, at + 1), (subject, (at + 1, end)), lemma, "passive", sense)
    return None


def _adjective(items: list[Token], at: int) -> _Draft | None:
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
    if k < len(items) and items[k].low in ("of", "about", "in", "with", "at", "over", "for"):
        k += 1
    elif k >= len(items) or items[k].tag not in ("THAT", "TO", "PRON", "WH"):
        return None
    end = clause_end(items, k, phrase=items[k].tag not in ("THAT", "PRON"))
    return _Draft(source, (first, k), ((k, end),), items[at].low, "clause", sense) if end > k else None


def _noun(items: list[Token], at: int) -> _Draft | None:
    """ "his claim that …", "the group's call for …", "issued a warning that …"."""
    act = cue_table().nouns.get(items[at].low)
    if act is None or at + 2 > len(items):
        return None
    k = at + 1
    after = items[k]
    spoken = (
        after.tag == "THAT"
        or after.text == ":"
        or (after.text == "," and items[k + 1 : k + 2] and items[k + 1].tag == "Q")
    )
    prepositional = items[at].low in cue_table().prepositional
    if not spoken and after.tag != "TO" and not (prepositional and after.low in _NOUN_PREPS):
        return None
    begin, owner = _owner(items, at)
    light = _light(items, begin)
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
    return (
        _Draft(source, (begin, cue_end), ((content, end),), items[at].low, "noun", sense)
        if end > content
        else None
    )


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
    if k and items[k - 1].low in ("his", "her", "their", "its", "my", "our", "your"):
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


def _phrase(items: list[Token], at: int) -> _Draft | None:
    """ "according to X", before or after what X says."""
    words = next((p for p in cue_table().phrases if tuple(t.low for t in items[at : at + len(p)]) == p), None)
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
        content = [(_front_start(items, stop), stop)]
        if end + 1 < len(items) and items[end].text == "," and items[end + 1].tag not in ("CC", "SUB", "REL"):
            if has_clause(items[end + 1 : end + 4]):
                content.append((end + 1, clause_end(items, end + 1)))
    content = [c for c in content if c[0] < c[1]]
    return _Draft((begin, end), (at, begin), tuple(content), " ".join(words), "source", sense)


# ---- quotations without a cue, across units ----


def _with_loose_quotes(found: list[Attribution], units: tuple[Unit, ...]) -> list[Attribution]:
    """Give every unit that is nothing but quotation to the attribution it goes on from."""
    out: list[Attribution] = []
    by_unit: dict[int, list[Attribution]] = {}
    for attribution in found:
        by_unit.setdefault(attribution.unit, []).append(attribution)
    last: int | None = None
    pending: list[Stretch] = []
    for number, unit in enumerate(units):
        if not unit.items:
            continue
        here = by_unit.get(number, [])
        if unit.only_quotes and not here:
            last = _append_loose(out, last, number, units, pending)
            continue
        here = [_reaching_back(a, pending) if k == 0 else a for k, a in enumerate(here)]
        pending = []
        for attribution in here:
            out.append(attribution)
        spoken = [
            k for k in range(len(out) - len(here), len(out)) if out[k].speech and out[k].source is not None
        ]
        empty = [k for k in range(len(out) - len(here), len(out)) if not out[k].content]
        last = (
            empty[-1]
            if empty
            else spoken[0]
            if spoken
            else (len(out) - 1 if here else last if _near(units, number, out, last) else None)
        )
    return [a for a in out if a.content]


def _near(units: tuple[Unit, ...], number: int, out: list[Attribution], last: int | None) -> bool:
    return last is not None and units[out[last].unit].paragraph == units[number].paragraph


def _append_loose(
    out: list[Attribution], last: int | None, number: int, units: tuple[Unit, ...], pending: list[Stretch]
) -> int | None:
    span = (units[number].start, units[number].end)
    if last is not None and units[out[last].unit].item == units[number].item:
        out[last] = replace(out[last], content=(*out[last].content, span))
        return last
    pending.append(span)
    return None


def _reaching_back(attribution: Attribution, pending: list[Stretch]) -> Attribution:
    """`"Is it?" Poe asked.`: the quotation stands in the unit before."""
    empty = not attribution.content
    return replace(attribution, content=tuple(pending)) if empty and pending else attribution


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """With the number of the attribution of the same unit whose content holds the cue, where there is one."""
    by_unit: dict[int, list[int]] = {}
    for k, attribution in enumerate(found):
        by_unit.setdefault(attribution.unit, []).append(k)
    out: list[Attribution] = []
    for k, attribution in enumerate(found):
        cue = attribution.cue
        outer = None
        if cue is not None:
            near = (n for n in by_unit[attribution.unit] if n != k)
            outer = next(
                (n for n in near if any(s <= cue[0] and cue[1] <= e for s, e in found[n].content)), None
            )
        out.append(replace(attribution, outer=outer))
    return tuple(out)
