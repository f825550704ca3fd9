"""The score of a pair as a waterfall: each feature a bar that begins where the one above it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from tacitus.linkage import ASK, JOIN
from tacitus.model.wording import plain

Data = Mapping[str, Any]
WIDTH = 200
"""Of the picture, in its own units; the page stretches it."""
WORDS = {
    "always": "before anything is compared",
    "words": "words in common",
    "rare_words": "rare words in common",
    "rare_names": "rare names in common",
    "names_share": "share of the names in common",
    "title": "words of both titles",
    "title_told": "title told again in the other page",
    "same_people": "a person named alike",
    "person_named": "a victim or suspect named in the other",
    "other_people": "other people named",
    "ages": "ages in common",
    "ages_in_one": "ages in one page alone",
    "other_ages": "other ages",
    "published_apart": "published days apart",
    "follow_up_apart": "published later, as a follow-up",
    "same_day": "same day",
    "same_day_later": "same day, published later",
    "other_day": "another day",
    "follow_up_other_day": "another day, in a follow-up",
    "same_day_and_town": "same day and town",
    "kilometres": "kilometres between the towns",
    "no_town": "no town to compare",
    "area_holds": "the area of one holds the other",
    "place_named": "place named in the other page",
}
"""Features whose name alone does not say what they mean."""
SAID = {
    "auto": "one happening, by the score",
    "ask": "too close for the score to say",
    "never": "two happenings, by the score",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A feature: what it is, its value, its share of the sum and the sum so far as they are shown; `x` and
    `width` of its bar in units of the picture."""

    words: str
    value: str
    share: str
    so_far: str
    speaks_for: bool
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """A pair: its sum, what is said of it, its bars; where the picture has zero and the sum that joins."""

    one: str
    other: str
    total: float
    said: str
    bars: tuple[Bar, ...]
    zero: float
    join: float


def waterfall(pair: Data) -> Waterfall:
    """Arrange a pair as `linkage.why` gives it; features without a share are left out."""
    parts = [part for part in pair["features"] if part["share"]]
    ends: list[float] = list(accumulate((part["share"] for part in parts), initial=0.0))
    low, high = min(*ends, ASK), max(*ends, JOIN)

    def at(sum_: float) -> float:
        return round(float(WIDTH * (sum_ - low) / (high - low)), 2)

    bars = []
    for part, begin, end in zip(parts, ends, ends[1:], strict=False):
        left, right = at(min(begin, end)), at(max(begin, end))
        width = max(1.0, round(right - left, 2))
        bars.append(
            Bar(
                words=WORDS.get(part["name"], plain(part["name"])), value=f"{part['value']:g}",
                share=signed(part["share"]), so_far=signed(end), speaks_for=part["share"] > 0,
                x=min(left, WIDTH - width), width=width,
            )
        )  # fmt: skip
    return Waterfall(
        one=pair["one"]["report"], other=pair["other"]["report"], total=pair["log_odds"], said=said(pair),
        bars=tuple(bars), zero=at(0.0), join=at(JOIN),
    )  # fmt: skip


def said(pair: Data) -> str:
    """What a person, a bar or the score says of a pair, in words."""
    told = [f"a person said: {pair['decision']}"] if pair["decision"] else []
    told += [f"never, whatever the score: {pair['forbidden']}"] if pair["forbidden"] else []
    told += [] if pair["compared"] else ["the two were never compared: they share too little"]
    return "; ".join(told) or SAID[pair["band"]]


def signed(share: float) -> str:
    """ "+1.80", "−0.30", with the sign that has the width of the plus."""
    return f"{share:+.2f}".replace("-", "−")
