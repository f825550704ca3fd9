"""Numbers as news writes them: digits, words, ranges, bounds, none and vague ones, and what kind each is.

Each modifier stands for one interval. `unit(N)` is the largest power of ten that divides N, or a tenth of
it where it equals N, and at least 1 (70 -> 10, 100 -> 10, 39 -> 1):

    at least N, N or more, N-plus   N .. open        up to N, as many as N    1 .. N
    more than N, over N             N+1 .. open      fewer than N, under N    0 .. N-1
    just over N                     N+1 .. N+unit    nearly N, almost N       N-unit .. N
    about N, some N, N-odd          N-unit .. N+unit exactly N, only N        N .. N
    dozens, scores, several …       as the table `vague` of lexicons/numbers.toml says, without a point

A number that is no count keeps its kind: year, date, time, age, money, percent, measure, phone, calibre,
street, label ("Route 66"), score, ordinal, fraction, compound ("two-storey").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tacitus.lang import number_kinds
from tacitus.lang.lexicon import load
from tacitus.lang.words import Phrases, Word, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number at [start, end), its modifier included; `high` None is unbounded.

    `point` is the number as written, None for a range or a vague word. `first`, `last` are the half-open
    indices of its words where it was read from a row of words; `modifier` is as written.
    """

    start: int
    end: int
    low: int
    high: int | None
    modifier: str | None = None
    point: int | None = None
    kind: str = "count"
    words: str = ""
    first: int = 0
    last: int = 0


def unit(n: int) -> int:
    """How coarse a round number is: 70 -> 10, 100 -> 10, 39 -> 1, 1200 -> 100."""
    power = 1
    while n and n % (power * 10) == 0:
        power *= 10
    return max(1, power // 10 if power == n else power)


_RULES: MappingProxyType[str, Callable[[int], tuple[int, int | None]]] = MappingProxyType(
    {
        "at_least": lambda n: (n, None),
        "more_than": lambda n: (n + 1, None),
        "just_over": lambda n: (n + 1, n + unit(n)),
        "up_to": lambda n: (min(1, n), n),
        "fewer_than": lambda n: (0, max(0, n - 1)),
        "nearly": lambda n: (n - unit(n) if n else 0, n),
        "about": lambda n: (max(0, n - unit(n)), n + unit(n)),
        "exact": lambda n: (n, n),
    }
)


def find_numbers(text: str, start: int = 0, end: int | None = None) -> tuple[Number, ...]:
    """Every number of text[start:end], in order, without overlap, each with its kind."""
    return tuple(numbers_in(text, words(text, start, end)))


def numbers_in(text: str, row: list[Word]) -> list[Number]:
    """The numbers of a row of words of `text`, in order, with the indices of their words."""
    found: list[Number] = []
    openers = _table().openers
    i, size = 0, len(row)
    while i < size:
        word = row[i]
        opens = word.low in openers or word.text[0].isdigit()
        number = _number_at(text, row, i) if opens else None
        if number is None:
            i += 1
            continue
        found.append(_with_modifier(text, row, number, found[-1].last if found else 0))
        i = number.last
    return found


def _may_begin(word: Word) -> bool:
    return word.text[0].isdigit() or word.low in _table().openers


@dataclass(frozen=True, slots=True)
class _Table:
    openers: frozenset[str]
    small: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    fixed: Phrases[int]
    vague: Phrases[tuple[int, int]]
    none: Phrases[int]
    after: Phrases[str]
    before: dict[tuple[str, ...], str]


@cache
def _table() -> _Table:
    t = load("numbers")
    none = dict.fromkeys([*t["none"]["pronouns"], *t["none"]["pairs"]], 0)
    single = [*t["units"], *t["tens"], *t["scales"]]
    phrases = [p.split()[0].split("-")[0] for p in (*t["fixed"], *t["vague"], *none)]
    before = {tuple(w.low for w in words(phrase)): rule for phrase, rule in t["before"].items()}
    return _Table(
        openers=frozenset([*single, *phrases, "a", "an", "between"]),
        small=t["units"],
        tens=t["tens"],
        scales=t["scales"],
        fixed=Phrases(t["fixed"]),
        vague=Phrases({p: (v[0], v[1]) for p, v in t["vague"].items()}),
        none=Phrases(none),
        after=Phrases(t["after"]),
        before=before,
    )


def _number_at(text: str, row: list[Word], i: int) -> Number | None:
    table = _table()
    if row[i].low == "between":
        return _between(text, row, i)
    if none := table.none.at(row, i):
        return _made(text, row, i, none[0], low=0, high=0, point=0)
    if row[i].low == "many" and i and row[i - 1].low in ("as", "how", "so", "too"):
        return None
    if vague := table.vague.at(row, i):
        low, high = vague[1]
        kind = number_kinds.kind_by_next(row, vague[0]) or "count"
        return _made(text, row, i, vague[0], low=low, high=None if high < 0 else high, point=None, kind=kind)
    value = _value(row, i)
    if value is None:
        return None
    stop, n, whole = value
    kind = number_kinds.kind_of(row, i, stop)
    kind = "measure" if kind == "count" and not whole else kind
    if kind == "count" and (pair := _range(row, i, stop, n)):
        kind = number_kinds.kind_of_range(row, i, pair[0], n, pair[1])
        return _made(text, row, i, pair[0], low=n, high=pair[1], point=None, kind=kind)
    return _made(text, row, i, stop, low=n, high=n, point=n, kind=kind)


def _made(
    text: str, row: list[Word], i: int, stop: int, *, low: int, high: int | None, point: int | None,
    kind: str = "count",
) -> Number:  # fmt: skip
    start, end = row[i].start, row[stop - 1].end
    return Number(
        start=start, end=end, low=low, high=high, point=point, kind=kind, words=text[start:end],
        first=i, last=stop,
    )  # fmt: skip


def _value(row: list[Word], i: int) -> tuple[int, int, bool] | None:
    """(index after it, the number, whether it is a whole number) of the number that begins at word `i`."""
    table = _table()
    if fixed := table.fixed.at(row, i):
        stop, n = fixed
        if stop < len(row) and row[stop].low in table.scales:
            return stop + 1, n * table.scales[row[stop].low], True
        return stop, n, True
    if row[i].is_digits:
        return _digits(row, i)
    return _spelled(row, i)


def _digits(row: list[Word], i: int) -> tuple[int, int, bool]:
    scale, stop = 1, i + 1
    while stop < len(row) and row[stop].low in _table().scales and stop <= i + 2:
        scale *= _table().scales[row[stop].low]
        stop += 1
    plain = row[i].text.replace(",", "")
    if ":" in plain or plain.count(".") > 1 or len(plain) > 12:
        return stop, 0, False
    value = float(plain) * scale
    return stop, round(value), value == round(value) and ("." not in plain or scale > 1)


def _spelled(row: list[Word], i: int) -> tuple[int, int, bool] | None:
    table = _table()
    total = current = 0
    k, seen = i, False
    while k < len(row):
        low = row[k].low
        if low in table.small and current % 10 == 0 and (not seen or current % 100 != 10):
            current, seen = current + table.small[low], True
            if table.small[low] > 9 and current % 100 != table.small[low]:
                return (k, total + current - table.small[low], True)
        elif low in table.tens and current % 100 == 0:
            current, seen = current + table.tens[low], True
        elif seen and current % 100 >= 20 and current % 10 == 0 and low.isdigit() and 0 < int(low) < 10:
            current += int(low)
        elif low in table.scales and (seen or (k == i + 1 and row[i].low in ("a", "an"))):
            total, current, seen = _scaled(total, current or 1, table.scales[low])
        elif not _joins(row, k, i, current + total):
            break
        k += 1
    while k > i and row[k - 1].low in ("and", "-"):
        k -= 1
    return (k, total + current, True) if seen else None


def _scaled(total: int, current: int, scale: int) -> tuple[int, int, bool]:
    """A hundred or a dozen multiplies what stands before it; a thousand and more closes it."""
    return (total, current * scale, True) if scale < 1000 else (total + current * scale, 0, True)


def _joins(row: list[Word], k: int, i: int, so_far: int) -> bool:
    """True when "a", "and" or a hyphen at word `k` belongs to the number that began at word `i`."""
    table = _table()
    after = row[k + 1].low if k + 1 < len(row) else ""
    if row[k].low in ("a", "an"):
        return k == i and after in table.scales
    if row[k].low == "and":
        return so_far >= 100 and so_far % 100 == 0 and (after in table.small or after in table.tens)
    tight = k > i and row[k].start == row[k - 1].end
    return (
        row[k].low == "-"
        and tight
        and (
            (after in table.small and table.small[after] < 10 and so_far % 100 >= 20) or after in table.scales
        )
    )


def _range(row: list[Word], i: int, k: int, n: int) -> tuple[int, int] | None:
    """(index after it, its upper end) of a range whose lower end `n` has just been read."""
    if k + 1 >= len(row) or row[k].low not in ("-", "–", "—", "to", "or"):
        return None
    if row[k].low in ("-", "–", "—") and (row[k].start != row[k - 1].end or row[k + 1].start != row[k].end):
        return None
    if row[k].low == "to" and i and row[i - 1].low == "from" and i > 1:  # "rose from 35 to 39" is a change
        return None
    if row[k + 1].low in ("a", "an") or not _may_begin(row[k + 1]):
        return None
    value = _value(row, k + 1)
    if value is None or not value[2] or value[1] <= n:
        return None
    return value[0], value[1]


def _between(text: str, row: list[Word], i: int) -> Number | None:
    if i + 1 >= len(row) or not _may_begin(row[i + 1]):
        return None
    first = _value(row, i + 1)
    if first is None or first[0] + 1 >= len(row) or row[first[0]].low not in ("and", "to"):
        return None
    second = _value(row, first[0] + 1) if _may_begin(row[first[0] + 1]) else None
    if second is None or not first[1] < second[1]:
        return None
    kind = number_kinds.kind_of(row, first[0] + 1, second[0])
    return _made(text, row, i, second[0], low=first[1], high=second[1], point=None, kind=kind)


def _with_modifier(text: str, row: list[Word], number: Number, floor: int) -> Number:
    """The number with the words before or after it that bound it; words before index `floor` are taken."""
    if number.kind not in ("count", "percent", "money", "measure", "age"):
        return number
    rule, first, last = None, number.first, number.last
    for size in (4, 3, 2, 1):
        begin = number.first - size
        if begin >= floor and (rule := _table().before.get(tuple(w.low for w in row[begin : number.first]))):
            first = begin
            break
    if rule is None and last < len(row) and (after := _table().after.at(row, last)):
        last, rule = after
    if rule is None:
        return number
    return _bounded(text, row, number, rule, first, last)


def _bounded(text: str, row: list[Word], number: Number, rule: str, first: int, last: int) -> Number:
    apply = _RULES[rule]
    low, high = apply(number.low)[0], number.high
    if number.point is not None:
        low, high = apply(number.point)
    elif rule in ("at_least", "more_than"):
        low, high = number.low, None
    modifier = text[row[first].start : row[number.first].start].strip()
    modifier = modifier or text[row[number.last - 1].end : row[last - 1].end].strip(" -")
    start, end = row[first].start, row[last - 1].end
    return Number(
        start=start, end=end, low=max(0, low), high=high, modifier=modifier, point=number.point,
        kind=number.kind, words=number.words, first=first, last=last,
    )  # fmt: skip
