"""The light clause grammar round a cue verb: its group, its subject, what follows it, where the clause ends.

All functions take the tokens of one unit and indices into them; stretches are half-open index pairs.
"""

from __future__ import annotations

from tacitus.extract.cues import cue_table
from tacitus.lang.phrases import Token, has_clause, looks_finite, noun_phrase, noun_phrase_of, words_of

Stretch = tuple[int, int]

DASHES = frozenset({"—", "–", "--", "-", "―"})
_BEFORE_VERB = frozenset({"AUX", "ADV"})
_APPOSED = frozenset({"DET", "W", "NUM", "REL", "NAME"})
_SPACE_PREPS = frozenset(
    ["in", "on", "at", "during", "after", "before", "by", "from", "via", "through", "over", "with", "to", "around", "outside", "near", "for"]
)


def verb_group(items: list[Token], at: int) -> int:
    """Index of the first word of the verb group that ends in items[at] ("has also repeatedly said")."""
    first = at
    while first > 0:
        before = items[first - 1]
        if (before.tag in _BEFORE_VERB and not _is_time_adverb(items, first - 1)) or (before.tag == "S" and first - 1 > 0 and items[first - 2].tag == "PRON"):
            first -= 1
        else:
            break
    while first < at and items[first].tag == "ADV" and items[first].low in ("today", "yesterday", "both"):
        first += 1
    return first


def _is_time_adverb(items: list[Token], at: int) -> bool:
    return items[at].low in ("today", "yesterday", "tonight") and at > 0 and items[at - 1].tag == "P"


def is_passive(items: list[Token], first: int, at: int, kind: str) -> bool:
    """True when a form of "be" governs the participle at `at`."""
    if kind not in ("past", "part"):
        return False
    return any(t.low in words_of("be") or t.tag == "S" for t in items[first:at])


def subject_before(items: list[Token], first: int) -> Stretch | None:
    """The subject that ends right before items[first], with its appositions; None where there is none."""
    if first == 0:
        return None
    last = items[first - 1]
    if last.tag in ("REL", "THAT"):
        return (first - 1, first)
    if last.tag == "P" and last.text in {",", ")", *DASHES}:
        return _interrupted(items, first - 1)
    if last.tag in ("P", "Q", "SUB", "CC", "TO", "WH", "PREP") and not (last.tag == "Q" and _short(last)):
        return None
    edge = _left_edge(items, first)
    found = _trimmed(items, edge, first)
    if found is None and edge > 0 and items[edge - 1].tag == "REL":
        return (edge - 1, edge)  # "who in March said"
    return found


def last_sign(quote: Token) -> str:
    """The last character inside the closing mark of a quotation."""
    return quote.text.rstrip("”\"'»’“")[-1:]


def _short(quote: Token) -> bool:
    return quote.text.count(" ") < 4 and last_sign(quote) not in ",.?!"


def _interrupted(items: list[Token], sign: int) -> Stretch | None:
    """ "X, the minister, said": the stretch before what stands between two commas (dashes, brackets)."""
    end = sign + 1 if items[sign].text == ")" else sign
    for _ in range(4):
        mate = _mate(items, sign)
        if mate is None or mate == 0 or sign - mate < 2:
            return None
        inside = items[mate + 1]
        edge = _left_edge(items, mate)
        before = items[mate - 1]
        if (
            edge < mate
            and before.tag in ("NAME", "W", "PRON", "S", "NUM", "TIME", "ADV")
            and inside.tag not in ("P", "Q", "CC")
        ):
            found = _trimmed(items, edge, mate)
            if found is None:
                return None
            keep = inside.tag in _APPOSED and not inside.low.endswith("ing")
            return (found[0], end) if keep else found
        if before.tag == "P":
            sign = mate - 1
        else:
            return None
    return None


def _mate(items: list[Token], sign: int) -> int | None:
    mark = "(" if items[sign].text == ")" else items[sign].text
    low = max(-1, sign - 40)
    for k in range(sign - 1, low, -1):
        if items[k].text == mark:
            return k
        if items[k].tag == "Q" and not _short(items[k]):
            return None
    return None


def _left_edge(items: list[Token], end: int) -> int:
    """How far left the noun phrase that ends at `end` may reach."""
    k = end
    while k > 0:
        t = items[k - 1]
        if t.tag in ("P", "SUB", "WH", "REL", "THAT", "TO", "AUX") or (t.tag == "Q" and not _short(t)):
            if not (
                t.text in ("&", "/", "#", "@", "'", "’", "%")
                or (t.text == "-" and k > 1 and items[k - 2].end == t.start)
            ):
                break
        if t.tag == "CC" and (k == 1 or t.low not in ("and", "or") or not _joins_nouns(items, k - 1)):
            break
        if t.tag == "W" and _is_cue_or_finite(items, k - 1, end):
            break
        if (
            t.tag == "PRON"
            and k < end
            and t.low not in ("one", "nobody", "none", "everyone", "someone", "anyone")
        ):
            break
        k -= 1
    return k


def _is_cue_or_finite(items: list[Token], at: int, end: int) -> bool:
    t = items[at]
    if at + 1 >= end:
        return False
    after = items[at + 1]
    if not looks_finite(t) or (at > 0 and items[at - 1].tag in ("DET", "S")):
        return False
    if t.low.endswith("ed") and (at == 0 or items[at - 1].tag in ("P", "Q", "CC", "SUB")):
        return False  # "retired general Jo Li"
    if t.low.endswith("ed"):  # "officials briefed on the plan": a participle, unless an object follows
        return after.tag in ("DET", "PRON", "OBJ", "NAME", "TIME")
    return True


def _joins_nouns(items: list[Token], at: int) -> bool:
    """True when the "and" at `at` joins two noun phrases, not two clauses."""
    k = at - 1
    while k >= 0 and items[k].tag not in ("P", "Q", "SUB"):
        if looks_finite(items[k]) and not items[k].low.endswith("ed"):
            return False
        k -= 1
    return k < 0 or items[k].text != "," or at - k > 1


def _trimmed(items: list[Token], start: int, end: int) -> Stretch | None:
    """Without what opens the sentence: "But", "On Monday", "In Leeds"."""
    k = start
    while k < end:
        t = items[k]
        if t.tag in ("CC", "ADV", "TIME", "P") and not (
            t.tag == "TIME" and k + 1 < end and items[k + 1].tag == "S"
        ):
            k += 1
        elif t.tag == "PREP":
            after = _after_opening_phrase(items, k, end)
            if after is None:
                return None
            k = after
        else:
            break
    while end > k and items[end - 1].tag in ("ADV", "TIME"):
        end -= 1
    return (k, end) if k < end and any(t.tag not in ("P", "S") for t in items[k:end]) else None


def _after_opening_phrase(items: list[Token], at: int, end: int) -> int | None:
    """Where the subject begins after a prepositional phrase without a comma ("In a letter Ms Poe")."""
    k = at + 1
    if k < end and items[k].tag in ("DET", "NUM"):
        k += 1
    while k < end and items[k].tag in ("W", "TIME", "NUM"):
        k += 1
        if k < end and items[k].tag in ("DET", "PRON", "NAME"):
            return k
    while k < end and items[k].tag in ("NAME", "S"):
        k += 1
    return k if k < end else None


def subject_after(items: list[Token], at: int) -> Stretch | None:
    """The inverted subject that begins at items[at] (`said Jo Li, the mayor,`)."""
    end = noun_phrase_of(items, at)
    if end == at or (items[at].tag == "OBJ"):
        return None
    k = end
    while k + 1 < len(items) and items[k].text == ",":
        opens = items[k + 1]
        inside = noun_phrase_of(items, k + 1)
        stop = inside
        if opens.tag == "REL":
            stop = k + 1
            while stop < len(items) and items[stop].tag != "P":
                stop += 1
        if stop == k + 1 or opens.tag not in ("DET", "W", "NUM", "REL", "NAME") or opens.low.endswith("ing"):
            break
        if stop < len(items) and looks_finite(items[stop]):
            break
        k = end = stop
    if end < len(items) and items[end].low == "who":
        while end < len(items) and items[end].tag != "P":
            end += 1
    return (at, end)


def after_adjuncts(items: list[Token], at: int) -> int:
    """Index after adverbs, times and phrases of place or occasion ("on Monday in a letter to the court")."""
    k = at
    for _ in range(6):
        if k >= len(items):
            return k
        t = items[k]
        if t.tag in ("ADV", "TIME"):
            k += 1
        elif t.tag == "PREP" and t.low in _SPACE_PREPS:
            end = _phrase_end(items, k + 1)
            if end == k + 1:
                return k
            k = end
        else:
            return k
    return k


def _phrase_end(items: list[Token], at: int) -> int:
    k = at
    while k < len(items) and items[k].tag == "TIME":
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
    if t.low == "according" and after.low == "to":
        return True
    return False


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
