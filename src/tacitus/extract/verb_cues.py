"""A verb that says that somebody says something: with its subject before, after or shared, and its content."""

from __future__ import annotations

from dataclasses import replace

from tacitus.extract.clauses import Stretch, clause_end, last_sign
from tacitus.extract.complements import Complement, complement, frames_at
from tacitus.extract.cues import cue_table
from tacitus.extract.fronts import (
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
from tacitus.extract.subjects import is_passive, subject_after, subject_before, verb_group
from tacitus.lang.phrases import Token, has_clause, looks_finite, noun_phrase_of


def verb_cue(items: list[Token], at: int, headline: bool) -> Draft | None:
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
    if "raising" in cue_table().frames.get(lemma, {}):
        return _raised(items, first, at, lemma)
    asked = _asked(items, first, at, known)
    if asked is not None:
        return asked
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
            and not spoken_sense(cue_table().frames.get(lemma, {})).speech
        ):
            return None
        if first == 0 or items[first - 1].tag in ("P", "Q", "CC", "PREP", "SUB", "TO"):
            source, shared = None, True
    elif source is None:
        shared = first > 0 and (items[first - 1].tag in ("CC", "TO") or items[first - 1].text == ",")
    if source is None and not shared:
        return None
    quoting = as_clause(items, source, frames, after)
    if quoting is not None:
        return Draft(source, (first, after), quoting, lemma, "clause", spoken_sense(frames), shared)
    found = complement(items, after, lemma, frames)
    content = front_content(items, source, found, frames, after)
    if content is not None:
        frame = "quote" if any(t.tag == "Q" for a, b in content for t in items[a:b]) else "clause"
        return Draft(source, (first, after), content, lemma, frame, spoken_sense(frames), shared)
    relative = _relative(items, source, after)
    if relative is not None and spoken_sense(frames).speech and "clause" in frames:
        return Draft(source, (first, after), relative, lemma, "clause", spoken_sense(frames))
    if found is None and spoken_sense(frames).speech and "clause" in frames:
        quote = later_quote(items, after)
        if quote is not None:
            found = Complement("quote", spoken_sense(frames), after, (quote, rest_end(items, quote)))
    if found is None:
        return None
    if found.frame in ("object", "prep", "clause") and spoken_sense(frames).speech and "clause" in frames:
        quote = later_quote(items, after)
        if quote is not None and found.content[0] >= quote - 12 and found.frame != "clause":
            found = replace(found, frame="quote", content=(quote, rest_end(items, quote)))
    found = _limited(items, source or (first, first), found)
    addressee = found.addressee or _addressed_before(items, first)
    return Draft(
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


def _relative(items: list[Token], source: Stretch | None, after: int) -> tuple[Stretch, ...] | None:
    """ "policies which he said had failed": the relative word and the verb after the cue."""
    if source is None or source[0] == 0 or after >= len(items):
        return None
    if items[source[0] - 1].tag not in ("REL", "THAT") or not looks_finite(items[after]):
        return None
    return ((source[0] - 1, source[0]), (after, clause_end(items, after, phrase=True)))


def _limited(items: list[Token], source: Stretch, found: Complement) -> Complement:
    """In a clause that opens the sentence ("As/While/Despite …, the mayor said") the content ends at the comma."""
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
        plural = (governed.tag in ("W", "NAME") and governed.low.endswith("s")) or governed.low in (
            "police",
            "people",
            "voters",
        )
        sure = items[at].low not in cue_table().ambiguous and (
            governed.tag in ("W", "NAME", "NUM", "TIME") or governed.text in (",", ")", "%")
        )
        return (
            governed.tag in ("TO", "PRON", "REL") or sure or plural or (headline and governed.tag == "NAME")
        )
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
