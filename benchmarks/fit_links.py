"""Fit the linker's weights: logistic regression on candidate pairs of reports of GVA train, never on dev.

    python -m benchmarks.fit_links [DOCUMENTS]

Prints the table for data/lexicons/link_weights.toml and how well the fit parts the pairs it was made on. The
weights in its table `set` are left as they are. A weight keeps the sign that its name promises, or is 0:
candidates are chosen by place and day, so among them a shared town seems to speak against.
"""

from __future__ import annotations

import sys
from itertools import islice

import numpy as np

from benchmarks.rows import document, rows, tools
from benchmarks.suites import BENCH
from tacitus import pipeline
from tacitus.lang.lexicon import load
from tacitus.link.block import candidates
from tacitus.link.compare import Side, features, forbidden
from tacitus.link.rarity import Rarity
from tacitus.link.signature import Signature, sign

_RIDGE = 1.0
"""Prior variance of a weight is 1: features are of order one, and the pairs are many."""
_AGAINST = (
    "ages_in_one", "published_apart", "same_day_later", "follow_up_other_day", "kilometres", "no_town",
)  # fmt: skip
"""Features that speak against one happening, as all whose names begin with "other" do."""


def main(count: int | None) -> None:
    """Read, pair, fit, print."""
    told = _signatures(count)
    signatures = [signature for _, signature in told]
    rarity = Rarity.shipped()
    sides = [Side.of(s, rarity) for s in signatures]
    pairs = [(i, j) for i, j in candidates(signatures, rarity) if not forbidden(signatures[i], signatures[j])]
    rows_of = [features(sides[i], sides[j], rarity) for i, j in pairs]
    chosen = load("link_weights")["set"]
    names = [name for name in rows_of[0] if name not in chosen]
    x = np.array([[row[name] for name in names] for row in rows_of])
    given = np.array([sum(chosen[name] * row[name] for name in chosen) for row in rows_of])
    y = np.array([told[i][0] == told[j][0] for i, j in pairs], dtype=float)
    weights = fit_signed(x, y, given, np.array([sign_of(name) for name in names]))
    print("[weights]")
    for name, weight in zip(names, weights, strict=True):
        print(f"{name} = {weight:.2f}")
    guess = x @ weights + given > 0
    right = float((guess * y).sum())
    found, known = right / guess.sum(), right / y.sum()
    print(f"# {len(y)} pairs, {int(y.sum())} of one incident; precision {found:.3f}, recall {known:.3f}")


def sign_of(name: str) -> int:
    """The sign that a feature's name promises: 1 for one happening, -1 against, 0 either."""
    if name == "always":
        return 0
    return -1 if name.startswith("other_") or name in _AGAINST else 1


def _signatures(count: int | None) -> list[tuple[str, Signature]]:
    loaded = tools()
    gold = BENCH / "gva" / "docs.train.jsonl"
    made = []
    for row in islice((r for r in rows(gold) if not r["flags"]), count):
        record = pipeline.understand(document(row, as_is=False), loaded)
        mains = [r for r in record.reports if r.role in ("main", "aftermath")]
        made += [(row["incident_id"], sign(record.document, report, report.document)) for report in mains[:1]]
    return made


def fit_signed(x: np.ndarray, y: np.ndarray, given: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Weights of least penalised log loss on top of the scores `given`; of a sign in `signs` that is not 0,
    or 0: the furthest wrong is left out until all are right."""
    live = list(range(x.shape[1]))
    while True:
        found = fit(x[:, live], y, given)
        wrong = {k: abs(w) for k, w in zip(live, found, strict=True) if signs[k] * w < 0}
        if not wrong:
            break
        live.remove(max(wrong, key=wrong.__getitem__))
    weights = np.zeros(x.shape[1])
    weights[live] = found
    return weights


def fit(x: np.ndarray, y: np.ndarray, given: np.ndarray | float = 0.0) -> np.ndarray:
    """The same with any sign, by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights + given, -30, 30)))
        slope = x.T @ (chance - y) + _RIDGE * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + _RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < 1e-6:
            break
    return weights


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
