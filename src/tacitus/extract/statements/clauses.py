"""What follows a cue verb: adjuncts, the addressee, and where the clause that is said ends.

All functions take the tokens of one unit and indices into them; stretches are half-open index pairs.
"""

from __future__ import annotations

from tacitus.extract.statements.cues import cue_table
from tacitus.lang.grammar import Token, has_clause, noun_phrase, noun_phrase_of, words_of

Stretch = tuple[int, int]


DASHES = frozenset({"—", "–", "--", "-", "―"})


def last_sign(quote: Token) -> str:
    """The last character inside the closing mark of a quotation."""
    return quote.text.rstrip("”\"'»’“")[-1:]


def after_adjuncts(items: list[Token], at: int) -> int:
    """Index after adverbs, times and phrases of place or occasion ("on Monday in a letter to the court")."""
    k = at
    for _ in range(6):
        if k >= len(items):
            return k
        t = items[k]
        if t.tag in ("ADV", "TIME"):
            k += 1
        elif t.tag == "PREP" and t.low in words_of("adjunct_prepositions"):
            end = _phrase_end(items, k + 1)
            if end == k + 1:
                return k
            k = end
        else:
            return k
    return k


def _phrase_end(items: list[Token], at: int) -> int:
    k = at
    while k < len(items) and (items[k].tag == "TIME" or (k > at and items[k].tag == "NUM")):
        k += 1
    if k > at:
        return k
    end = noun_phrase_of(items, at)
    while end < len(items) and items[end].tag == "TIME":
        end += 1
    for k in range(at + 1, end):  # "on Fox that", "in Ayr the police": a second phrase begins
        if items[k].tag in ("DET", "PRON") and items[k - 1].tag not in ("PREP", "DET", "S"):
            return k
    return end


def addressee_after(items: list[Token], at: int) -> int:
    """End of the addressee that begins at `at` ("told reporters in Leeds on Monday")."""
    if at < len(items) and items[at].tag in ("OBJ", "PRON"):
        return at + 1
    if (
        at < len(items)
        and items[at].low == "her"
        and (at + 1 == len(items) or items[at + 1].tag not in ("W", "NAME"))
    ):
        return at + 1
    end = noun_phrase(items, at)
    for k in range(at + 1, end):
        if items[k].tag in ("DET", "PRON") and items[k - 1].tag != "S":
            return k
        if items[k].tag == "NAME" and items[k - 1].tag == "W" and items[k - 1].low.endswith("s"):
            return k
    return end


def clause_end(items: list[Token], at: int, *, phrase: bool = False) -> int:
    """End of the content that begins at items[at]. `phrase`: a noun phrase is said, not a clause, and ends
    at the first sign of a new clause."""
    depth = 0
    k = at
    end = len(items)
    while k < end:
        t = items[k]
        if t.text == "(":
            depth += 1
        elif t.text == ")":
            if depth == 0:
                return k
            depth -= 1
        elif depth == 0 and k > at and _cuts(items, k, at, phrase):
            return k
        elif t.tag == "Q" and depth == 0 and k + 1 < end and _ends_at_quote(items, k, at, phrase):
            return k + 1
        k += 1
    return _without_stop(items, at, end)


def _ends_at_quote(items: list[Token], k: int, at: int, phrase: bool) -> bool:
    """True when the stop or comma inside the closing mark ends the content."""
    last = last_sign(items[k])
    if last in ".?!":
        return items[k + 1].text not in (",", ".", ";")
    if last != ",":
        return False
    after = items[k + 1]
    pure = k == at and (after.tag in ("SUB", "REL", "WH") or after.low == "but" or after.low.endswith("ing"))
    return pure or _comma_cuts(items, k, at, phrase)


def _without_stop(items: list[Token], at: int, end: int) -> int:
    while end > at and items[end - 1].text in (".", ",", "…", "..."):
        end -= 1
    return end


def _cuts(items: list[Token], k: int, at: int, phrase: bool) -> bool:
    t = items[k]
    after = items[k + 1] if k + 1 < len(items) else None
    if t.text == ";":
        return True
    if after is None:
        return False
    if t.text == "," or t.text in DASHES:
        return _comma_cuts(items, k, at, phrase)
    if t.tag == "CC" and t.low in ("and", "but"):
        return _new_predicate(items, k + 1, at)
    if (
        phrase
        and t.tag == "TIME"
        and items[k - 1].tag in ("W", "NAME", "Q", "P")
        and after.tag in ("P", "PREP", "ADV")
    ):
        return True
    if (
        phrase
        and t.low == "by"
        and (verb := cue_table().verbs.get(after.low)) is not None
        and verb[1] == "ing"
    ):
        return True
    if phrase and t.tag == "SUB" and t.low not in ("than", "whether", "where", "as"):
        return True
    return t.low == "according" and after.low == "to"


def _comma_cuts(items: list[Token], k: int, at: int, phrase: bool) -> bool:
    after = items[k + 1]
    further = items[k + 2] if k + 2 < len(items) else after
    verb = cue_table().verbs.get(after.low)
    if after.low == "according" or (after.low == "as" and _cue_soon(items, k + 2)):
        return True
    if verb is not None and verb[1] == "ing":
        return True
    if after.tag == "ADV" and (mate := cue_table().verbs.get(further.low)) is not None and mate[1] == "ing":
        return True
    if after.tag == "CC" and (_new_predicate(items, k + 2, at) or _new_speaker(items, k + 2)):
        return True
    if after.low in ("while", "although", "though", "whereas") or (after.low == "but" and not phrase):
        return True
    if not phrase:
        return False
    if items[k].text in DASHES:
        return True
    if after.tag in ("SUB", "PREP", "ADV", "WH", "REL") or after.low.endswith("ing") or after.low == "but":
        return True
    return after.tag == "CC" and has_clause(items[k + 2 : k + 8])


def _cue_soon(items: list[Token], at: int) -> bool:
    return any(t.low in cue_table().verbs and t.tag == "W" for t in items[at : at + 5])


def _new_speaker(items: list[Token], at: int) -> bool:
    """ "…, and he urged the council to act": a pronoun and a cue verb."""
    if at >= len(items) or items[at].low not in ("he", "she", "they"):
        return False
    k = at + 1
    while k < len(items) and items[k].tag in ("ADV", "AUX"):
        k += 1
    known = cue_table().verbs.get(items[k].low) if k < len(items) else None
    return known is not None and any(s.speech for s in cue_table().frames.get(known[0], {}).values())


def _new_predicate(items: list[Token], at: int, begin: int) -> bool:
    """True when the words after "and" go on with what the speaker does ("… and said that")."""
    k = at
    while k < len(items) and items[k].tag in ("ADV", "AUX"):
        k += 1
    if k >= len(items):
        return False
    verb = cue_table().verbs.get(items[k].low)
    if verb is None or items[k].tag != "W":
        return False
    sense = cue_table().frames.get(verb[0], {})
    if verb[1] not in ("past", "s", "part", "both") or k + 1 >= len(items):
        return False
    after = items[k + 1]
    if after.tag in ("THAT", "DET", "Q", "PRON", "WH", "OBJ") or after.text == ":":
        return True
    speech = any(s.speech for s in sense.values())
    return speech and (
        after.tag in ("TO", "NAME", "TIME") or after.text == "," or (after.tag == "W" and verb[1] != "s")
    )
