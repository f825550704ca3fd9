"""The rule books: which of several claims on a slot stands, each a small pure function with a trace in words.

For now there is one, `tacitus`: the newest figure of the best-placed independent voices, with low and high
over all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tacitus.model import Figure, Value
from tacitus.reconcile.testimony import HUMAN, Testimony, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a rule chose among figures: the testimony that stands, the bounds over all voices, and why."""

    chosen: Testimony
    low: int
    best: int | None
    high: int | None
    trace: str


FigureRule = Callable[[Sequence[Testimony]], Choice]


def tacitus(testimonies: Sequence[Testimony]) -> Choice:
    """Newest figure of the best-placed voices; where they speak on one day, that of most voices, then the
    larger."""
    ordered = in_order([t for t in testimonies if t.counts])
    best_place = ordered[0].place
    placed = [t for t in ordered if t.place == best_place]
    newest = max(t.spoken[:10] for t in placed)
    last = [t for t in placed if t.spoken[:10] == newest]
    voices: dict[Value, set[str]] = defaultdict(set)
    for testimony in last:
        voices[_numbers(testimony)].add(testimony.voice)
    chosen = min(last, key=lambda t: (-len(voices[_numbers(t)]), -_figure(t).low, t.claim.id))
    low, high = _span(ordered)
    return Choice(
        chosen=chosen, low=low, best=_figure(chosen).best, high=high, trace=_trace(chosen, last, voices,
        ordered)
    )  # fmt: skip


PROFILES: Mapping[str, FigureRule] = MappingProxyType({"tacitus": tacitus})


def _figure(testimony: Testimony) -> Figure:
    value = testimony.claim.value
    assert isinstance(value, Figure)  # the caller groups claims by slot, and the slot by type
    return value


def _numbers(testimony: Testimony) -> str:
    figure = _figure(testimony)
    return f"{figure.low}..{figure.high}"


def _span(testimonies: Sequence[Testimony]) -> tuple[int, int | None]:
    figures = [f for f in map(_figure, testimonies) if not f.unknown]
    bests = [f.best for f in figures if f.best is not None]
    if not bests:
        return 0, None
    return min(min(bests), *(f.low for f in figures)), max(max(bests), *(f.high or 0 for f in figures))


def _trace(
    chosen: Testimony,
    last: Sequence[Testimony],
    voices: Mapping[Value, set[str]],
    ordered: Sequence[Testimony],
) -> str:
    if chosen.is_human:
        return f"tacitus: corrected by {chosen.claim.method.removeprefix(HUMAN)}"
    agreeing = len({t.voice for t in ordered if _numbers(t) == _numbers(chosen)})
    all_voices = len({t.voice for t in ordered})
    day = f" of {chosen.spoken[:10]}" if chosen.spoken else ""
    said = f"tacitus: newest figure{day} of the best-placed voices; {agreeing} of {all_voices} voices say so"
    if len(voices) > 1:
        said += f"; {len(voices)} figures that day, the one of most voices, then the larger, stands"
    if {_figure(t).includes_attackers for t in last} > {"no"}:
        said += "; some may count attackers"
    return said
