"""What a cue verb governs: the content after it, the addressee between, the words that belong to the cue."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tacitus.extract.statements.clauses import Stretch, addressee_after, after_adjuncts, clause_end
from tacitus.extract.statements.cues import Sense, cue_table
from tacitus.lang.grammar import Token, looks_finite, noun_phrase, words_of

_NOMINAL = frozenset({"DET", "NAME", "W", "NUM", "PRON", "Q", "OBJ", "S", "TIME", "REL"})
_WINDOW = 28


@dataclass(frozen=True, slots=True)
class Complement:
    """`cue_end`: index after the last word of the cue; `content`: where the words said stand (empty
    after a colon that ends the unit: they come in the next paragraph)."""

    frame: str
    sense: Sense
    cue_end: int
    content: Stretch
    addressee: Stretch | None = None


Frames = dict[str, Sense]


def frames_at(items: list[Token], at: int, lemma: str) -> tuple[Frames, int]:
    """The frames of the cue whose verb ends before items[at], and where the cue ends ("put it")."""
    for words, frames in cue_table().compounds.get(lemma, {}).items():
        if tuple(t.low for t in items[at : at + len(words)]) == words:
            return frames, at + len(words)
    return cue_table().frames.get(lemma, {}), at


def complement(
    items: list[Token], at: int, lemma: str, frames: Frames, *, passive: bool = False
) -> Complement | None:
    """The complement of the verb `lemma` whose last word is items[at - 1]; None where nothing it may govern
    follows."""
    k = at
    while k < len(items) and items[k].tag == "ADV" and k < at + 2:
        k += 1
    if k >= len(items):
        return None
    found = _prepositional(items, at, lemma)
    if found is not None:
        return found
    speech = frames.get("clause") or frames.get("quoted") or frames.get("told")
    found = _marked(items, k, _with_occasion(items, at), frames)
    if found is None and ("told" in frames or "charge" in frames) and not passive:
        found = _addressed(items, k, at, frames)
    if found is None and not passive:
        found = _bare(items, k, at, frames)
    if found is None and speech is not None and speech.speech:
        further = after_adjuncts(items, k)
        if k < further < len(items):
            end = _with_occasion(items, at)
            found = _marked(items, further, end, frames) or (
                _bare(items, further, end, {n: s for n, s in frames.items() if n == "clause"})
                if not passive
                else None
            )
    return found


def _with_occasion(items: list[Token], at: int) -> int:
    """End of the cue with "in a statement" after it: the occasion that is itself speech."""
    if at + 2 < len(items) and items[at].low in ("in", "on", "via") and items[at + 1].tag == "DET":
        for k in range(at + 2, min(at + 5, len(items))):
            if items[k].low in cue_table().lists["occasions"]:
                return k + 1
    return at


def _prepositional(items: list[Token], at: int, lemma: str) -> Complement | None:
    best: Complement | None = None
    for words, sense in cue_table().preps.get(lemma, {}).items():
        end = at + len(words)
        if end >= len(items) or tuple(t.low for t in items[at:end]) != words:
            continue
        if words[-1] == "to" and items[end].tag == "W" and lemma in ("vow", "appeal"):
            continue
        stop = clause_end(items, end, phrase=items[end].tag != "THAT")
        if stop > end and (best is None or end > best.cue_end):
            best = Complement("prep", sense, end, (end, stop))
    return best


def _marked(items: list[Token], k: int, cue_end: int, frames: dict[str, Sense]) -> Complement | None:
    """A complement that a word or sign announces: colon, quotation, "that", a question word, "to"."""
    t = items[k]
    after = items[k + 1] if k + 1 < len(items) else None
    clause = frames.get("clause") or frames.get("told")
    spoken = clause or frames.get("quoted")
    if t.text == ":" and (spoken or frames.get("object")):
        sense = spoken or frames["object"]
        quoted = after is not None and after.tag == "Q"
        return Complement("colon", sense, k + 1, (k + 1, _quote_end(items, k + 1) if quoted else len(items)))
    if spoken and t.tag == "P" and t.text in (",", "—", "–", "--") and after is not None and after.tag == "Q":
        return Complement("quote", spoken, cue_end, (k + 1, _quote_end(items, k + 1)))
    if spoken and t.tag == "Q" and not _is_noun_like(items, k):
        return Complement("quote", spoken, cue_end, (k, _quote_end(items, k)))
    if clause and (t.tag == "THAT" or t.low in words_of("content_questions")) and after is not None:
        return Complement("clause", clause, cue_end, (k, clause_end(items, k)))
    if (
        "infinitive" in frames
        and t.tag == "TO"
        and after is not None
        and after.tag in ("W", "AUX", "ADV", "NAME")
    ):
        return Complement("infinitive", frames["infinitive"], cue_end, (k, clause_end(items, k, phrase=True)))
    return None


def _is_noun_like(items: list[Token], k: int) -> bool:
    """A short quotation that begins a longer clause ("said “Hamlet” would open")."""
    return items[k].text.count(" ") < 4 and k + 1 < len(items) and looks_finite(items[k + 1])


def _quote_end(items: list[Token], k: int) -> int:
    """End of a content that begins with a quotation: the quotation, or the clause that it begins."""
    last = items[k].text.rstrip("”\"'»’")[-1:]
    if last in ".?!" or k + 1 >= len(items):
        return k + 1
    return clause_end(items, k)


def _addressed(items: list[Token], k: int, cue_end: int, frames: dict[str, Sense]) -> Complement | None:
    end = addressee_after(items, k)
    if end == k or end >= len(items):
        return None
    inner = {n: s for n, s in frames.items() if n == "told"}
    told = frames.get("told")
    found = _after_addressee(items, end, cue_end, inner, frames.get("charge"))
    if found is None:
        further = after_adjuncts(items, end)
        if end < further < len(items):
            found = _after_addressee(items, further, cue_end, inner, frames.get("charge"))
    if found is None and told is not None and items[end].low in ("of", "about") and end + 1 < len(items):
        stop = clause_end(items, end + 1, phrase=True)
        found = Complement("told", told, cue_end, (end + 1, stop))
    if found is None and told is not None:
        further = after_adjuncts(items, end)
        if further < len(items) and items[further].tag in _NOMINAL and _finite_near(items, further):
            found = Complement("told", told, cue_end, (further, clause_end(items, further)))
    return replace(found, addressee=(k, end)) if found else None


def _after_addressee(
    items: list[Token], at: int, cue_end: int, told: dict[str, Sense], charge: Sense | None
) -> Complement | None:
    if (charge is not None and items[at].tag == "TO") or (charge and items[at].low == "not"):
        return Complement("charge", charge, cue_end, (at, clause_end(items, at)))
    return _marked(items, at, cue_end, told) if told else None


def _bare(items: list[Token], k: int, cue_end: int, frames: dict[str, Sense]) -> Complement | None:
    """A clause without "that", or the object of the verb."""
    t = items[k]
    if t.low == "what" and "object" in frames and k + 1 < len(items):
        return Complement("object", frames["object"], cue_end, (k, clause_end(items, k)))
    if t.tag not in _NOMINAL and t.low not in (
        "in",
        "for",
        "after",
        "when",
        "because",
        "as",
        "not",
        "there",
        "despite",
    ):
        return None
    clause, obj = frames.get("clause"), frames.get("object")
    loose = (
        obj is None
        and clause is not None
        and clause.speech
        and len(items) - k >= 2
        and t.tag in ("DET", "NAME", "PRON", "W", "NUM")
    )
    if clause is not None and (loose or _clause_follows(items, k, strict=obj is not None)):
        return Complement("clause", clause, cue_end, (k, clause_end(items, k)))
    if obj is not None and t.tag in _NOMINAL:
        end = clause_end(items, k, phrase=True)
        return Complement("object", _by_noun(items, k, obj), cue_end, (k, end)) if end > k else None
    return None


def _by_noun(items: list[Token], k: int, sense: Sense) -> Sense:
    """ "offered condolences", "issued a threat": the noun, not the verb, names the act."""
    for t in items[k : noun_phrase(items, k)]:
        act = cue_table().nouns.get(t.low)
        if act is not None and t.tag == "W" and items[k - 1].low in cue_table().light:
            return Sense(act, sense.speech)
    return sense


def _clause_follows(items: list[Token], k: int, *, strict: bool) -> bool:
    if not strict:
        return _finite_near(items, k)
    for at in range(k, min(len(items), k + 14)):
        t = items[at]
        if t.tag in ("P", "SUB", "REL", "THAT", "WH", "CC", "TO"):
            return False
        if (
            at > k
            and looks_finite(t)
            and (t.tag == "AUX" or not t.low.endswith("ed") or items[at - 1].tag == "PRON")
        ):
            return True
        if t.tag == "S" and items[at - 1].tag == "PRON":
            return True
    return False


def _finite_near(items: list[Token], k: int) -> bool:
    """True when a subject and a finite verb seem to follow."""
    for at in range(k, min(len(items), k + _WINDOW)):
        t = items[at]
        if t.text in (";", ":", "—"):
            return False
        after = items[at + 1] if at + 1 < len(items) else None
        if t.tag == "PRON" and after is not None and after.tag in ("W", "ADV", "AUX"):
            return True
        if at > k and (
            looks_finite(t)
            or (t.tag == "W" and t.low.endswith("s") and items[at - 1].tag in ("NAME", "PRON"))
        ):
            return True
        if t.tag == "S" and at > 0 and items[at - 1].tag in ("PRON", "DET"):
            return True
    return False
