"""Days of later steps, which do not time the act: a death of wounds, a claim taken back, the line of a date;
and the day on which a lasting act was brought to its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tacitus.extract.whens.bonds import Word
from tacitus.extract.whens.dating import word_set
from tacitus.lang.lexicon import load

_AROUND = 7
"""Words round a death in which the hospital, the wounds or its number stand."""
_FIND = 4
"""Words from "found" to its day."""
_BODY = 12
"""Words from the bodies to the day on which they were found."""
_BACK = 12
"""Words from a day back to the verb that ends an act."""
_AHEAD = 7
"""Words from a day on to "and ended a siege"."""
_SUBJECT = 4
"""Words from "stormed" back to the troops who did."""
_BRACKET = 40
"""Characters from an expression to the bracket that it stands in."""
_LINE = 9
"""Words in a line that holds an outlet's name and its date."""
_LOWER = re.compile(r"\b[a-z]+")


def is_later_death(words: Sequence[Word], trigger: tuple[int, int] | None) -> bool:
    """ "Who died in hospital on Friday", "an eighth guard died": a death that came after the act."""
    spots = [k for k, w in enumerate(words) if trigger is not None and w.trigger == trigger]
    if not spots or not any("death" in words[k].marks for k in spots):
        return False
    behind = {w.low for w in words[spots[-1] + 1 : spots[-1] + 1 + _AROUND]}
    before = {w.low for w in words[max(0, spots[0] - _AROUND) : spots[0]]}
    ordinals = {w for w, n in load("statistics")["ordinals"].items() if n > 2}
    return bool(behind & word_set("late_death") or before & ordinals)


def is_day_of_find(words: Sequence[Word], start: int, end: int) -> bool:
    """ "The bodies were found today": they had lain there for a time that is not said."""
    first = next((k for k, w in enumerate(words) if w.end > start), len(words))
    last = next((k for k, w in enumerate(words) if w.start >= end), len(words))
    reach = words[max(0, first - _FIND) : last + 2]
    spots = [k for k, w in enumerate(reach) if w.low in ("found", "discovered")]
    return bool(spots) and any(
        w.low in word_set("bodies") for w in words[max(0, first - _BODY) : last + _FIND]
    )


def tells_of_lasting(text: str) -> bool:
    """True when some word of the page names an act that lasts."""
    low = text.lower()
    return any(word in low for word in word_set("lasting"))


def is_over(words: Sequence[Word], start: int) -> bool:
    """True when the day at `start` is the one on which a lasting act was ended: "troops stormed the hotel on
    Friday", "on Friday and ended a siege", on a page that tells of one that lasts."""
    at = next((k for k, w in enumerate(words) if w.start >= start), len(words))
    verb = next(
        (
            k for k in range(at - 1, max(-1, at - 1 - _BACK), -1)
            if "ends_act" in words[k].marks or "begin" in words[k].marks
        ),
        None,
    )  # fmt: skip
    ahead = words[at : at + _AHEAD]
    if any("ending" in w.marks for w in ahead) and any("lasting" in w.marks for w in ahead):
        return True
    if verb is None or "ends_act" not in words[verb].marks:
        return False
    if "ending" in words[verb].marks:
        return any("lasting" in w.marks for w in words[max(0, verb - _SUBJECT) : at])
    return any("forces" in w.marks for w in words[max(0, verb - _SUBJECT) : verb])


def is_in_other_zone(text: str, start: int, end: int) -> bool:
    """ "At 2230 [0230 GMT on 12 January]": a bracket that tells the same moment by another clock."""
    opened = max(
        text.rfind("[", max(0, start - _BRACKET), start), text.rfind("(", max(0, start - _BRACKET), start)
    )
    if opened < 0 or any(mark in text[opened:start] for mark in ")]"):
        return False
    ends = (text.find("]", end, end + _BRACKET), text.find(")", end, end + _BRACKET))
    closed = min((k for k in ends if k >= 0), default=end)
    return any(zone in text[opened:closed] for zone in ("GMT", "UTC"))


def is_line_of_date(text: str, start: int, end: int) -> bool:
    """ "The Daily Star | 24 May 2018": behind a bar, or a line with nothing but names and a date."""
    if text[max(0, start - 3) : start].rstrip()[-1:] in ("|", "·", "•"):
        return True
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    rest = line[: start - first] + line[end - first :]
    if len(line.split()) > _LINE or text.strip() == line.strip():
        return False
    return all(w in word_set("date_line") for w in _LOWER.findall(rest)) and not line.rstrip().endswith(".")
