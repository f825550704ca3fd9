"""A verb that says that somebody says something: its subject before, after or shared, and its content."""

from __future__ import annotations

from dataclasses import replace

from tacitus.extract.statements.clauses import Stretch, clause_end, last_sign
from tacitus.extract.statements.complements import Complement, Frames, complement, frames_at
from tacitus.extract.statements.cues import Sense, cue_table
from tacitus.extract.statements.fronts import (
    Draft,
    as_clause,
    front_content,
    front_start,
    later_quote,
    rest_after,
    rest_end,
    sayable,
    spoken_sense,
)
from tacitus.extract.statements.subjects import is_passive, subject_after, subject_before, verb_group
from tacitus.lang.grammar import Token, has_clause, looks_finite, noun_phrase_of

_AFTER_VERB = frozenset({"THAT", "DET", "PRON", "TO", "WH", "NAME", "Q", "P", "OBJ"})
_BETWEEN = 12
"""So many tokens may stand between a cue and its quotation."""


def verb_cue(items: list[Token], at: int, headline: bool) -> Draft | None:
    """The attribution whose cue is the verb items[at]; None where the word is no cue or no verb here."""
    known = cue_table().verbs.get(items[at].low)
    if known is None:
        return None
    lemma, kind = known
    first = verb_group(items, at)
    if not _is_verb(items, first, at, kind, headline):
        return None
    if is_passive(items, first, at, kind):
        return _passive(items, first, at, lemma)
    if "raising" in cue_table().frames.get(lemma, {}):
        return _raised(items, first, at, lemma)
    first = _chained(items, first)
    return (
        _asked(items, first, at, known)
        or _inverted(items, first, at, lemma)
        or _active(items, first, at, known)
    )


def _active(items: list[Token], first: int, at: int, known: tuple[str, str]) -> Draft | None:
    """A cue with its subject before it, or shared with a verb before it."""
    lemma, kind = known
    frames, after = frames_at(items, at + 1, lemma)
    subject = _subject(items, first, at, kind, spoken_sense(frames))
    if subject is None:
        return None
    source, shared = subject
    found = complement(items, after, lemma, frames)
    content = as_clause(items, source, frames, after)
    content = content or front_content(items, source, found, frames, after)
    if content is None and spoken_sense(frames).speech and "clause" in frames:
        content = _relative(items, source, after)
        found = _quoted_later(items, after, found, frames)
    if content is not None:
        frame = "quote" if any(t.tag == "Q" for a, b in content for t in items[a:b]) else "clause"
        return Draft(source, (first, after), content, lemma, frame, spoken_sense(frames), shared)
    if found is None:
        return None
    found = _limited(items, source or (first, first), found)
    addressee = found.addressee or _addressed_before(items, first)
    cue, pieces = (first, found.cue_end), _pieces(items, found)
    return Draft(source, cue, pieces, lemma, found.frame, found.sense, shared, addressee)


def _subject(
    items: list[Token], first: int, at: int, kind: str, sense: Sense
) -> tuple[Stretch | None, bool] | None:
    """(the subject or None, whether it is shared with a verb before); None where the verb can have none."""
    before = items[first - 1] if first else None
    if kind == "ing" and not any(t.tag in ("AUX", "S") for t in items[first:at]):
        if before is None or before.tag in ("P", "Q", "CC", "PREP", "SUB", "TO"):
            return (None, True)
        if not sense.speech:
            return None
    source = subject_before(items, first)
    if source is not None:
        return (source, False)
    if before is not None and (before.tag in ("CC", "TO") or before.text == ","):
        return (None, True)
    return None


def _quoted_later(
    items: list[Token], after: int, found: Complement | None, frames: Frames
) -> Complement | None:
    """ "said of the mayor, “…”": the quotation is what is said, whatever stands between."""
    if found is not None and found.frame not in ("object", "prep"):
        return found
    quote = later_quote(items, after)
    if quote is None or (found is not None and found.content[0] < quote - _BETWEEN):
        return found
    return Complement("quote", spoken_sense(frames), after, (quote, rest_end(items, quote)))


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


def _relative(items: list[Token], source: Stretch | None, after: int) -> tuple[Stretch, ...] | None:
    """ "policies which he said had failed": the relative word and the verb after the cue."""
    if source is None or source[0] == 0 or after >= len(items):
        return None
    if items[source[0] - 1].tag not in ("REL", "THAT") or not looks_finite(items[after]):
        return None
    return ((source[0] - 1, source[0]), (after, clause_end(items, after, phrase=True)))


def _limited(items: list[Token], source: Stretch, found: Complement) -> Complement:
    """In a clause that opens the sentence ("While …, the mayor said") the content ends at its comma."""
    k = source[0] - 1
    while k > 0 and items[k].tag not in ("SUB", "P", "Q", "WH"):
        k -= 1
    led = items[k].tag in ("SUB", "WH") and not any(t.tag == "P" or looks_finite(t) for t in items[1:k])
    head = items[0].tag in ("SUB", "PREP", "CC", "ADV") or items[0].low.endswith(("ing", "ed"))
    if not (k >= 0 and led and head):
        return found
    start, end = found.content
    for k in range(start, end):
        if items[k].text == "," or (items[k].tag == "Q" and last_sign(items[k]) == ","):
            stop = k if items[k].text == "," else k + 1
            if has_clause(items[k + 1 : end]):
                return replace(found, content=(start, stop))
    return found


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
    governor = items[first - 1] if first else None
    if kind == "both":
        kind = "past" if governor is not None and governor.tag != "TO" else "base"
    if kind == "base":
        return any(t.tag == "AUX" for t in items[first:at]) or _is_base(items, at, governor, headline)
    if kind == "s":
        return _is_third(items, at, governor)
    if kind in ("past", "part") and before.tag == "PREP":
        return False
    return not (kind == "part" and first == at)


def _is_base(items: list[Token], at: int, governor: Token | None, headline: bool) -> bool:
    """ "officials say", "to say": a base form that is no noun."""
    if governor is None:
        return False
    if governor.tag in ("TO", "PRON", "REL"):
        return governor.tag == "TO" or not _like_noun(items, at)
    lemma = cue_table().verbs[items[at].low][0]
    if items[at].low not in cue_table().ambiguous and "clause" in cue_table().frames.get(lemma, {}):
        plain = governor.tag in ("W", "NAME", "NUM", "TIME")
        return plain or governor.text in (",", ")", "%")
    plural = governor.tag in ("W", "NAME") and (
        governor.low.endswith("s") or governor.low in ("police", "people")
    )
    return (plural or (headline and governor.tag == "NAME")) and not _like_noun(items, at)


def _is_third(items: list[Token], at: int, governor: Token | None) -> bool:
    """ "the mayor claims": a form in -s that is no plural."""
    if governor is None:
        return False
    if items[at].low in cue_table().ambiguous and governor.tag in ("W", "NAME"):
        after = items[at + 1] if at + 1 < len(items) else None
        if after is not None and after.tag not in _AFTER_VERB:
            return False
    if governor.tag == "W" and cue_table().verbs.get(governor.low, ("", ""))[1] in ("past", "s", "both"):
        return False  # "denied reports that"
    if governor.tag == "W" and governor.low.endswith("s") and governor.low[-2:] != "ss":
        return False
    return governor.tag in ("NAME", "PRON", "REL", "W", "Q", "CC") or governor.text in (",", ")", "—")


def _like_noun(items: list[Token], at: int) -> bool:
    """An ambiguous form before what no object or clause begins with."""
    after = items[at + 1] if at + 1 < len(items) else None
    noun = items[at].low in cue_table().ambiguous
    return noun and after is not None and after.tag in ("W", "PREP", "P", "AUX", "CC")


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


def _inverted(items: list[Token], first: int, at: int, lemma: str) -> Draft | None:
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
    rest = rest_after(items, subject[1], False)
    if rest is None:
        if sign.tag != "Q":
            return None
        rest = len(items)
    end = first if sign.tag == "Q" else first - 1
    start = front_start(items, end)
    if start >= end or not sayable(items, start, end):
        return None
    pieces = [(start, end)]
    if rest < len(items):
        pieces.append((rest, rest_end(items, rest)))
    frame = "quote" if any(t.tag == "Q" for t in items[start:end]) else "clause"
    return Draft(subject, (first, at + 1), tuple(pieces), lemma, frame, spoken_sense(frames))


def _raised(items: list[Token], first: int, at: int, lemma: str) -> Draft | None:
    """ "The truce appears to hold": nobody says so; the subject belongs to what is thought."""
    sense = cue_table().frames[lemma]["raising"]
    subject = subject_before(items, first)
    if subject is None or at + 2 > len(items):
        return None
    follows = items[at + 1]
    if follows.tag == "THAT" and items[subject[0]].low == "it":
        return Draft(None, (first, at + 1), ((at + 1, clause_end(items, at + 1)),), lemma, "passive", sense)
    if follows.tag != "TO" or items[subject[0]].tag in ("REL", "THAT"):
        return None
    return Draft(
        None,
        (first, at + 1),
        (subject, (at + 1, clause_end(items, at + 1, phrase=True))),
        lemma,
        "passive",
        sense,
    )


def _asked(items: list[Token], first: int, at: int, known: tuple[str, str]) -> Draft | None:
    """ "Asked whether he knew, …": a participle without "be"; who asks is not said."""
    lemma, kind = known
    sense = cue_table().frames.get(lemma, {}).get("charge")
    if kind != "past" or sense is None or first != at or lemma not in ("ask", "press", "tell"):
        return None
    if first and items[first - 1].low not in ("when", "if", "once", ",", "and", "but"):
        return None
    k = at + 1
    if k < len(items) and items[k].low == "about":
        content, cue_end = k + 1, k + 1
    elif k < len(items) and (
        items[k].tag == "WH" or items[k].low in ("if", "whether", "what", "which", "who")
    ):
        content, cue_end = k, k
    else:
        return None
    end = content
    while end < len(items) and items[end].text not in (",", ".", ";"):
        end += 1
    return (
        Draft(None, (first, cue_end), ((content, end),), lemma, "passive", sense) if end > content else None
    )


def _passive(items: list[Token], first: int, at: int, lemma: str) -> Draft | None:
    """ "is believed to have fled": the content is the subject and what follows; the speaker, the "by"."""
    frames = cue_table().frames.get(lemma, {})
    subject = subject_before(items, first)
    if at + 1 < len(items) and items[at + 1].low == "by":
        end = noun_phrase_of(items, at + 2)
        sense = next(iter(frames.values()), None)
        if end > at + 2 and subject is not None and sense is not None:
            return Draft((at + 2, end), (first, at + 1), (subject,), lemma, "object", sense)
        return None
    found = complement(items, at + 1, lemma, frames, passive=True)
    spoken = frames.get("clause")
    if found is not None and found.frame in ("clause", "quote", "prep"):
        if spoken is None or subject is None or items[subject[0]].low in ("it", "that"):
            return Draft(None, (first, found.cue_end), (found.content,), lemma, found.frame, found.sense)
        return Draft(
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
        return Draft(None, (first, at + 1), (subject, (at + 1, end)), lemma, "passive", sense)
    return None
