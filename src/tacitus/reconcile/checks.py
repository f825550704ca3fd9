"""Parts against wholes: what cannot be true together is said, and never mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tacitus.model import Of
from tacitus.model.wording import plain, words
from tacitus.reconcile.testimony import Testimony

_DIMENSIONS = ("side", "nationality", "role", "sex", "age", "cause")


def check_parts(slot: str, best: int, high: int, parts: Sequence[Testimony]) -> tuple[str, ...]:
    """Sentences on parts that are larger than the whole (`best`; `high` over all voices), or that one voice
    counts to more than it; sorted."""
    found: set[str] = set()
    sums: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for t in parts:
        figure = t.figure
        if figure.unknown or (figure.of.side == "attackers" and figure.scope != "part"):
            continue  # attackers stand beside the victims unless they are told as a part
        if figure.low > best:
            beyond = "any voice's whole" if figure.low > high else "the whole that stands"
            found.add(f"a part of {plain(slot)}, {words(figure)}, is larger than {beyond} ({best})")
        dimension = _only(figure.of)
        if dimension:
            name = str(getattr(figure.of, dimension))
            mine = sums[t.voice, dimension]
            mine[name] = max(mine.get(name, 0), figure.low)
    for (_, dimension), mine in sums.items():
        if len(mine) > 1 and sum(mine.values()) > best and max(mine.values()) <= best:
            told = ", ".join(f"{number} {plain(name)}" for name, number in sorted(mine.items()))
            total = sum(mine.values())
            found.add(f"parts of {plain(slot)} by {dimension} ({told}) sum to {total}, more than {best}")
    return tuple(sorted(found))


def _only(of: Of) -> str | None:
    """The one dimension that a group is named by; two groups that differ in it share nobody."""
    named = [dimension for dimension in _DIMENSIONS if getattr(of, dimension) is not None]
    return named[0] if len(named) == 1 and named[0] in ("side", "nationality", "sex") else None
