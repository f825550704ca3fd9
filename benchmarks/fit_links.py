"""Fit the linker's weights: logistic regression on candidate pairs of reports of GVA train, never on dev.

    python -m benchmarks.fit_links [DOCUMENTS]

Prints the table for data/lexicons/link_weights.toml and how well the fit parts the pairs it was made on.
"""

from __future__ import annotations

import sys
from itertools import islice

import numpy as np

from benchmarks.rows import document, rows, tools
from benchmarks.suites import BENCH
from tacitus import pipeline
from tacitus.link.block import candidates
from tacitus.link.compare import Side, features, forbidden
from tacitus.link.rarity import Rarity, vector
from tacitus.link.signature import Signature, sign

_RIDGE = 1.0
"""Prior variance of a weight is 1: features are of order one, and the pairs are many."""


def main(count: int | None) -> None:
    """Read, pair, fit, print."""
    told = _signatures(count)
    signatures = [signature for _, signature in told]
    rarity = Rarity.shipped()
    sides = [Side(signature=s, vector=vector(s, rarity)) for s in signatures]
    pairs = [(i, j) for i, j in candidates(signatures, rarity) if not forbidden(signatures[i], signatures[j])]
    rows_of = [features(sides[i], sides[j], rarity) for i, j in pairs]
    names = list(rows_of[0])
    x = np.array([[row[name] for name in names] for row in rows_of])
    y = np.array([told[i][0] == told[j][0] for i, j in pairs], dtype=float)
    weights = fit(x, y)
    print("[weights]")
    for name, weight in zip(names, weights, strict=True):
        print(f"{name} = {weight:.2f}")
    guess = x @ weights > 0
    right = float((guess * y).sum())
    found, known = right / guess.sum(), right / y.sum()
    print(f"# {len(y)} pairs, {int(y.sum())} of one incident; precision {found:.3f}, recall {known:.3f}")


def _signatures(count: int | None) -> list[tuple[str, Signature]]:
    loaded = tools()
    gold = BENCH / "gva" / "docs.train.jsonl"
    made = []
    for row in islice((r for r in rows(gold) if not r["flags"]), count):
        record = pipeline.understand(document(row, as_is=False), loaded)
        mains = [r for r in record.reports if r.role in ("main", "aftermath")]
        made += [(row["incident_id"], sign(record.document, report, report.document)) for report in mains[:1]]
    return made


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of least penalised log loss, by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) + _RIDGE * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + _RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
