"""Who is said to say or think what: source, cue and content of every attribution, as stretches of the text.

Each unit (sentence) is read for its cues from left to right; quotations without a cue of their own then go
to the attribution before them. `statements.py` makes statements of those that are speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tacitus.extract.statements.clauses import DASHES, Stretch, last_sign
from tacitus.extract.statements.cues import cue_table
from tacitus.extract.statements.drafts import drafts_of
from tacitus.extract.statements.fronts import Draft, rest_after, spoken_sense
from tacitus.extract.statements.units import Unit, units_of
from tacitus.lang.grammar import Token
from tacitus.model import Document

_TURN = re.compile(r"[\"“”'`]*([A-Z][A-Z.'’ -]{1,40}):\s+(?=\S)")
"""A turn of a printed interview, set in quotation marks: "POE: Well, …"."""


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


def find_attributions(document: Document) -> tuple[Attribution, ...]:
    """All attributions, in the order of their cues (those without a cue where their content stands)."""
    return attributions_in(units_of(document)[0])


def attributions_in(units: tuple[Unit, ...]) -> tuple[Attribution, ...]:
    """As find_attributions, for a document that is already in units."""
    units = _joined(units)
    found: list[Attribution] = []
    for number, unit in enumerate(units):
        drafts = drafts_of(unit)
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
            if known[1] == "past" and ({"clause", "quoted"} & set(frames)) and spoken_sense(frames).speech:
                return rest_after(items, k + 1, "told" in frames) is not None
    return False


def _placed(draft: Draft, number: int, unit: Unit) -> Attribution:
    def offsets(stretch: Stretch | None) -> Stretch | None:
        if stretch is None or stretch[0] >= stretch[1]:
            return None
        return (unit.items[stretch[0]].start, unit.items[stretch[1] - 1].end)

    cue = unit.items[draft.cue[0] : draft.cue[1]]
    content = tuple(span for span in map(offsets, draft.content) if span is not None)
    return Attribution(
        unit=number, source=offsets(draft.source), cue=offsets(draft.cue), content=content,
        lemma=draft.lemma, frame=draft.frame, act=draft.sense.act, speech=draft.sense.speech,
        negated=any(t.low in ("not", "never") or t.low.endswith("n't") for t in cue),
        addressee=offsets(draft.addressee),
    )  # fmt: skip


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
        out += here
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
    first = units[number].items[0]
    turn = _TURN.match(first.text)
    if turn is not None:
        start = first.start
        out.append(
            Attribution(
                unit=number, source=(start + turn.start(1), start + turn.end(1)),
                cue=(start + turn.end(1), start + turn.end(1) + 1), content=((start + turn.end(), span[1]),),
                lemma=":", frame="colon", act="report", speech=True,
            )
        )  # fmt: skip
        return len(out) - 1
    if first.text.strip("\"“”'`").startswith("("):
        return last
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
