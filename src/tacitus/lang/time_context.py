"""What stands around an expression: whether its words mean a time at all, and the tense of its clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tacitus.lang.time_frames import spoken_year
from tacitus.lang.time_grammar import Match, Token, Words

# How far, in words, a verb may be from the expression to tell its tense
_TENSE_REACH = 14
# Years that a bare four-digit number may mean without a preposition
_MODERN = range(1900, 2051)
# A text tells of ancient history when it names the era at least so often; then "in 480" is a year
_ERAS_NEEDED = 3

# How far back, in words, the bracket that an expression stands in may have been opened
_BRACKET_REACH = 25
# Directly before a day these look ahead: "until Tuesday", "as early as Monday"
_AHEAD = ("until", "till", "as")
# A bare number is a year where the text surely names one so near to it
_NEAR = 12

# Before "a week" these make it a repeat or a rate
_RATES = ("%", "once", "twice", "times")
_JOINERS = ("COMMA", "DASH", "OPEN", "SIGN")


class Context:
    """Tests on the neighbourhood of a match in one text."""

    def __init__(self, words: Words, style: str) -> None:
        self.tokens = words.tokens
        self.style = style
        eras = (words.tokens[k] for k in words.places("ERA"))
        self.ancient = sum(t.classes["ERA"] == -1 for t in eras) >= _ERAS_NEEDED
        self._known_years = _sure_years(words)
        self._guards: Mapping[str, Callable[[Match], bool]] = {
            "year": self._year,
            "eranumber": self._era_number,
            "wordyear": self._word_year,
            "clock": self._clock,
            "hour": self._hour,
            "feast": self._feast,
            "fiscal": self._fiscal,
            "article": self._article,
            "units": self._units,
            "decade": self._decade,
            "decadefigure": self._decade_figure,
            "newyear": self._new_year,
            "yearrange": self._year_range,
            "yearpair": self._year_pair,
            "yeartail": self._year_tail,
            "oneunit": self._one_unit,
            "counted": self._counted,
            "freq": self._freq,
            "period": self._period,
            "ref": self._ref,
        }

    def accept(self, match: Match) -> bool:
        """True when the guard of the match's rule holds."""
        return not match.guard or self._guards[match.guard](match)

    def at(self, index: int) -> Token | None:
        """The token there; None outside the text."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def has(self, index: int, *names: str) -> bool:
        """True when the token there is of one of these classes or shapes."""
        token = self.at(index)
        return token is not None and any(n in token.classes or token.shape == n for n in names)

    def _year(self, match: Match) -> bool:
        last = match.last - 1
        if self.has(last, "ERA"):
            return True
        number = next((t for t in reversed(self.tokens[match.first : match.last]) if t.shape == "Y4"), None)
        if number is None:
            return match.last - match.first > 1 or self.has(match.first - 1, "PREP")
        return self._is_year(int(number.text), match)

    def _is_year(self, value: int, match: Match) -> bool:
        before, after = match.first - 1, self.at(match.last)
        if self.has(before, "DOLLAR", "NUMBER", "DAYN", "N2", "N3", "AROUND", "FRACTION", "DECADED"):
            return self.has(before, "PREP")
        if self.has(before, "DASH") and self.has(before - 1, "DAYN", "N2", "N3", "NUMBER"):
            return False
        follower = after is not None and (
            after.classes.keys() & {"UNITS", "UNIT", "WH", "AMPM"} or after.text.lower() == "%"
        )
        if follower or (after is not None and after.text.lower() in ("°", "/", "'")):
            return False
        if self._is_address(match, after):
            return False
        counted = after is not None and after.shape == "LOWER" and after.text.endswith("s")
        introduced = match.last - match.first > 1 or self.has(before, "PREP")
        introduced = introduced or self.has(before, "THE")
        if value in _MODERN or any(y in self._known_years for y in range(value - _NEAR, value + _NEAR + 1)):
            return introduced or not counted
        linked = introduced or self.has(before, "AND", *_JOINERS) or self._and_year(before)
        stops = after is None or after.shape in (
            "COMMA",
            "STOP",
            "CLOSE",
            "DASH",
            "PARA",
            "ED",
            "X",
            "WORD",
            "SIGN",
        )
        return linked and not counted and (stops or self.has(before, "PREP")) and value >= 1000

    def _is_address(self, match: Match, after: Token | None) -> bool:
        """ "in the 1900 block", "at 1236 Mill Road", "1000 (1600 GMT)": a house or an hour."""
        before = self.at(match.first - 1)
        if after is None:
            return False
        alone = match.last - match.first == 1
        led = alone and before is not None and before.text.lower() == "at"
        hour = after.shape == "OPEN" and self.has(match.last + 2, "ZONE")
        if led and _is_hour(self.tokens[match.last - 1].text):
            return True
        return hour or after.text.lower() == "block" or (led and after.shape in ("X", "LOWER"))

    def _and_year(self, index: int) -> bool:
        token, prior = self.at(index), self.at(index - 1)
        return (
            token is not None
            and token.text.lower() in ("and", "or")
            and prior is not None
            and prior.shape == "Y4"
        )

    def _era_number(self, match: Match) -> bool:
        if not self.ancient:
            return False
        before, after = match.first - 1, self.at(match.last)
        introduced = match.last - match.first > 1 or self.has(before, "PREP")
        stops = after is None or after.shape in ("COMMA", "STOP", "CLOSE", "PARA", "DASH", "X", "WORD")
        blocked = after is not None and bool(after.classes.keys() & {"UNIT", "UNITS", "WH"})
        return introduced and stops and not blocked and self.tokens[match.last - 1].shape == "N3"

    def _word_year(self, match: Match) -> bool:
        year = spoken_year(self.tokens[match.first : match.last])
        after = self.at(match.last)
        blocked = after is not None and bool(after.classes.keys() & {"UNIT", "UNITS", "WH"})
        return year is not None and year in range(1500, 2100) and not blocked

    def _clock(self, match: Match) -> bool:
        """A bare 7:15 may be a score or a verse: "a.m." or a preposition of time must be there."""
        tokens = self.tokens[match.first : match.last]
        if len(tokens) > 1 or tokens[0].shape != "CLOCK":
            return True
        before = self.at(match.first - 1)
        return before is not None and before.text.lower() in (
            "at",
            "around",
            "about",
            "by",
            "until",
            "from",
            "to",
            "since",
        )

    def _feast(self, match: Match) -> bool:
        """ "Good Friday", not "a good Friday"."""
        return self.tokens[match.first].text[0].isupper()

    def _hour(self, match: Match) -> bool:
        """ "At 1130 two men": an hour of four figures, not the number of a house before its street."""
        return _is_hour(self.tokens[match.first].text) and not self.has(match.last, "X", "LOWER", "COMMA")

    def _fiscal(self, match: Match) -> bool:
        tokens = self.tokens[match.first : match.last]
        return any(t.text.lower() in ("fiscal", "financial") for t in tokens) and (
            any(t.shape in ("Y4", "YR2") for t in tokens) or tokens[-1].text.lower() == "year"
        )

    def _article(self, match: Match) -> bool:
        after = self.at(match.last)
        return after is None or after.shape in (
            "STOP",
            "COMMA",
            "WORD",
            "PARA",
            "POSS",
            "CLOSE",
            "LOWER",
            "ED",
        )

    def _year_pair(self, match: Match) -> bool:
        """1861-1863, 499-493 BC: figures joined by a dash are years where they rise, or fall BC."""
        if self.style == "timex3" and self.has(match.last + 1, "N2", "DAYN"):
            return False
        first, second = int(self.tokens[match.first].text), self.at(match.last + 1)
        if self.tokens[match.first].shape == "N3" or second is None or not second.text.isdigit():
            return self.ancient and second is not None and second.text.isdigit() and int(second.text) < first
        return second.shape != "N3" and self.has(match.last + 1, "Y4") and int(second.text) >= first

    def _year_tail(self, match: Match) -> bool:
        first, tail = self.tokens[match.first - 2].text, self.tokens[match.first].text
        return self.style == "timex2" and len(tail) == 2 and int(tail) > int(first[2:])

    def _one_unit(self, match: Match) -> bool:
        """ "a year", not "$5 million a year", "a quarter of" or "one day" for some day to come."""
        unit = self.tokens[match.last - 1].text.lower()
        rate = self.has(
            match.first - 1, "NUMBER", "N2", "N3", "DAYN", "Y4", "WH", "UNITS", "DOLLAR", "FRACTION"
        )
        before = self.at(match.first - 1)
        rate = rate or (
            before is not None
            and ((before.shape == "LOWER" and before.text[-1] == "s") or before.text.lower() in _RATES)
        )
        return not rate and not unit.startswith("quarter")

    def _counted(self, match: Match) -> bool:
        """Not the age of a person in TIMEX3, not "three-quarters of"."""
        tokens = self.tokens[match.first : match.last]
        last = tokens[-1].text.lower()
        if self.style == "timex3" and last == "old":
            return any(t.text.lower() in ("month", "months", "week", "weeks", "day", "days") for t in tokens)
        if last.startswith("quarter"):
            following = self.at(match.last)
            return (
                not (following is not None and following.text.lower() == "of") and tokens[-2].shape != "DASH"
            )
        after = self.at(match.last + 1)
        return not (
            self.has(match.last, "DASH")
            and after is not None
            and after.text.lower() == "old"
            and self.style == "timex3"
        )

    def _freq(self, match: Match) -> bool:
        """ "paid quarterly", not "the quarterly dividend"."""
        word = self.tokens[match.first].text.lower()
        return word in ("daily", "hourly", "everyday") or not self.has(match.last, "LOWER", "X")

    def _period(self, match: Match) -> bool:
        """ "the quarter" and "the latest period" are times; "a quarter" mostly is not."""
        tokens = self.tokens[match.first : match.last]
        if tokens[-1].text.lower() == "period":
            return len(tokens) > 2 and self.style == "timex3"
        return len(tokens) > 1 and "ORD" not in (self.tokens[match.first - 1].classes if match.first else {})

    def _ref(self, match: Match) -> bool:
        """ "future" as a noun, not "a future" that there may be; before a noun it says little of when."""
        word = self.tokens[match.first].text.lower()
        if word != "future" or self.style == "timex2":
            return True
        return not self.has(match.last, "LOWER") and not self.has(match.first - 1, "ARTICLE")

    def _units(self, match: Match) -> bool:
        """Bare "years" says too little; with "recent" or "many" before it, it is a stretch of time."""
        return match.last - match.first > 1

    def _decade(self, match: Match) -> bool:
        """ "in the eighties", not "the man in his eighties"."""
        tokens = self.tokens[match.first : match.last]
        return "THE" in tokens[0].classes and not self.has(match.last, "LOWER")

    def _decade_figure(self, match: Match) -> bool:
        """ "in the 50s"; "in her late 50s" is an age."""
        before = self.at(match.first - 1)
        tokens = self.tokens[match.first : match.last]
        short = any(t.shape == "DECADED" and not t.text[:3].isdigit() for t in tokens)
        return (
            not short or "THE" in tokens[0].classes or (before is not None and before.text.lower() == "the")
        )

    def _new_year(self, match: Match) -> bool:
        texts = [t.text.lower() for t in self.tokens[match.first : match.last]]
        return "eve" in texts or "day" in texts or any(t.startswith(("'", "’")) for t in texts)

    def _year_range(self, match: Match) -> bool:
        """2015-16, 1998-9: the second number follows the first and is no month or other count."""
        first, second = self.tokens[match.first], self.tokens[match.last - 1]
        joined = first.end + 1 == second.start
        return (
            self.style == "timex3"
            and joined
            and len(second.text) == 2
            and int(second.text) > int(first.text[2:])
        )

    def tense(self, match: Match) -> int:
        """-1 past, 1 future, 0 where no verb tells: the nearest cue before, else after."""
        lead = self.at(match.first - 1)
        if self.has(match.last, "POSS"):
            return -1  # "Monday's ruling" is one that news has told of
        if lead is not None and lead.text.lower() in _AHEAD and not self._opens_past(match):
            return 1
        before = range(match.first - 1, max(-1, match.first - 1 - _TENSE_REACH), -1)
        after = range(match.last, min(len(self.tokens), match.last + _TENSE_REACH))
        return self._cue(before) or self._cue(after, modal=True)

    def _opens_past(self, match: Match) -> bool:
        """ "Until Friday, nobody had called": the clause behind the comma tells."""
        opens = match.first < 2 or self.has(match.first - 2, "STOP", "PARA", "SIGN")
        if not opens or not self.has(match.last, "COMMA"):
            return False
        after = range(match.last, min(len(self.tokens), match.last + _TENSE_REACH))
        return self._cue(after) == -1

    def in_brackets(self, match: Match) -> bool:
        """True where a bracket that was opened shortly before is still open."""
        for k in range(match.first - 1, max(-1, match.first - 1 - _BRACKET_REACH), -1):
            shape = self.tokens[k].shape
            if shape in ("CLOSE", "PARA"):
                return False
            if shape == "OPEN":
                return True
        return False

    def is_title(self, match: Match) -> bool:
        """ "This Week" inside a sentence is a name."""
        tokens = self.tokens[match.first : match.last]
        before = self.at(match.first - 1)
        inside = before is not None and before.shape in ("LOWER", "X", "ED", "WORD", "POSS", "COMMA", "SIGN")
        if len(tokens) > 1:
            return all(t.text[0].isupper() and not t.text.isupper() for t in tokens[1:] if t.shape == "WORD")
        return inside and before is not None and before.shape in ("X", "POSS") and tokens[0].text.istitle()

    def _had(self, index: int) -> bool:
        """ "had been due", "as previously planned": what lay ahead then is past now."""
        return any(
            t.text.lower() in ("had", "previously", "originally")
            for t in self.tokens[max(0, index - 3) : index]
        )

    def _cue(self, indices: range, modal: bool = False) -> int:
        """The first cue on the way; `modal`: of words that look ahead only "will" and its like."""
        for k in indices:
            token = self.tokens[k]
            if token.shape in ("STOP", "PARA"):
                return 0
            if token.classes.get("FUTURE", 0) > modal:
                return -1 if self._had(k) else 1
            if (
                token.text.lower() in ("is", "are", "set", "ready")
                and self.tokens[min(k + 1, len(self.tokens) - 1)].text.lower() == "to"
            ):
                return 1
            if ("PAST" in token.classes or token.shape == "ED") and not self._is_participle(k):
                return -1
        return 0

    def _is_participle(self, index: int) -> bool:
        """ "will be named", "a still unnamed town": says nothing of when."""
        before = self.tokens[max(0, index - 2) : index]
        if any("ARTICLE" in t.classes for t in before):
            return True
        if len(before) < 2 or before[1].text.lower() != "be":
            return False
        modal = before[0].text.lower()
        return modal == "to" or ("FUTURE" in before[0].classes and modal != "could")


def _is_hour(figures: str) -> bool:
    return figures.isdigit() and figures < "2400" and figures[2:] < "60"


def _sure_years(words: Words) -> frozenset[int]:
    """Years that stand after "in", "of" or "since", or after a month or a day of one."""
    sure = set()
    for k in words.places("Y4"):
        before = words.tokens[k - 1] if k else None
        if before is not None and (
            before.text.lower() in ("in", "of", "since", ",", "during")
            or before.classes.keys() & {"MONTH", "MONTHA"}
        ):
            sure.add(int(words.tokens[k].text))
    return frozenset(sure)
