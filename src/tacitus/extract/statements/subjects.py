"""The verb group of a cue and its subject, to the left or, inverted, to the right.

All functions take the tokens of one unit and indices into them; stretches are half-open index pairs.
"""

from __future__ import annotations

from tacitus.extract.statements.clauses import DASHES, Stretch, last_sign
from tacitus.lang.grammar import Token, looks_finite, noun_phrase_of, words_of

_JOINING = frozenset("&/#@'’%")
_ENDING = frozenset({"P", "SUB", "WH", "REL", "THAT", "TO", "AUX"})
_BEFORE_VERB = frozenset({"AUX", "ADV"})


_APPOSED = frozenset({"DET", "W", "NUM", "REL", "NAME"})


def verb_group(items: list[Token], at: int) -> int:
    """Index of the first word of the verb group that ends in items[at] ("has also repeatedly said")."""
    first = at
    while first > 0:
        before = items[first - 1]
        if (before.tag in _BEFORE_VERB and not _is_time_adverb(items, first - 1)) or (
            before.tag == "S" and first - 1 > 0 and items[first - 2].tag == "PRON"
        ):
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
    owner = _antecedent(items, edge)
    if owner is not None:
        begun = _trimmed(items, _left_edge(items, owner), owner)
        if begun is not None:
            return (begun[0], first)
    found = _trimmed(items, edge, first)
    if found is None and edge > 0 and items[edge - 1].tag == "REL":
        return (edge - 1, edge)  # "who in March said"
    return found


def _participle(items: list[Token], at: int) -> bool:
    """ "…, said a man involved in the plan": no clause follows before the next sign."""
    if not (items[at].tag == "W" and items[at].low.endswith("ed")) or at + 1 >= len(items):
        return False
    return items[at + 1].tag == "PREP"


def _antecedent(items: list[Token], edge: int) -> int | None:
    """Index of "who" or "that" where the verb left of `edge` is that of a relative clause inside the subject
    ("an aide who left the party said")."""
    k = edge - 1
    while k > 0 and edge - k < 5 and (looks_finite(items[k]) or items[k].tag == "ADV"):
        k -= 1
    if k < 1 or k == edge - 1 or items[k].low not in ("who", "that", "which"):
        return None
    return k if items[k - 1].tag in ("W", "NAME", "NUM", "DET") else None


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
            further = items[edge - 1].text == "," and edge > 1 and items[edge].tag == "DET"
            if further and items[edge - 2].tag == "NAME":
                first = _trimmed(items, _left_edge(items, edge - 1), edge - 1)
                return (
                    (first[0], end) if first else found
                )  # "Jo Li, the mayor of Ayr, one of the hosts, said"
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
        joins = t.text in _JOINING or (t.text == "-" and k > 1 and items[k - 2].end == t.start)
        if not joins and (t.tag in _ENDING or (t.tag == "Q" and not _short(t))):
            break
        if t.tag == "CC" and (k == 1 or t.low not in ("and", "or") or not _joins_nouns(items, k - 1)):
            break
        if t.tag == "W" and _is_cue_or_finite(items, k - 1, end):
            break
        if t.tag == "PRON" and k < end and t.low not in words_of("indefinite_pronouns"):
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
    if end > at and end < len(items) and items[end].low == "and":
        further = noun_phrase_of(items, end + 1)
        if further > end + 1 and (further == len(items) or items[further].tag == "P"):
            end = further
    if end < len(items) and (items[end].low in ("who", "familiar", "close") or _participle(items, end)):
        while end < len(items) and items[end].tag != "P":
            end += 1
    return (at, end)
