"""How often claims of each confidence are right: 0.9 should mean nine in ten.

A claim is right where its suite gives the wording for the page (MUC-4 dev: that wording; GVDB and the attack
summaries: a name that holds it or that it holds; GVDB knows names alone). MUC-4 counts
only what belongs to an act that the task of 1992 has a template for, and only in its own wording, so its
shares are below those that a reader's eye finds.
"""

from __future__ import annotations

from collections import defaultdict

from benchmarks.golds import Page, pages, plain
from benchmarks.parties import told
from benchmarks.rows import document, tools
from tacitus.pipeline import understand

BANDS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1.01))


def run_calibration() -> int:
    """Print one line for each suite, kind and band: mean confidence, share that is right, how many."""
    counted: dict[tuple[str, str, int], list[tuple[float, bool]]] = defaultdict(list)
    with tools() as stages:
        for suite in ("muc4", "gvdb", "attack_summaries"):
            for page in pages(suite):
                for one in told(understand(document(page.row), stages)):
                    if one.kind in page.told and (suite != "gvdb" or one.named):
                        band = next(k for k, (low, high) in enumerate(BANDS) if low <= one.confidence < high)
                        right = is_right(page, one.kind, plain(one.words))
                        counted[suite, one.kind, band].append((one.confidence, right))
        print(f"read by {stages.method}")
    print(f"{'suite':<18} {'kind':<26} {'confidence':<12} {'mean':>5} {'right':>6} {'claims':>7}")
    for (suite, kind, band), found in sorted(counted.items()):
        low, high = BANDS[band]
        mean, right = (sum(x) / len(found) for x in zip(*found, strict=True))
        shown = f"{low:.2f}-{min(high, 1):.2f}"
        print(f"{suite:<18} {kind:<26} {shown:<12} {mean:>5.2f} {right:>6.2f} {len(found):>7}")
    return 0


def is_right(page: Page, kind: str, words: str) -> bool:
    """True where the suite gives the wording for the page."""
    given = {w for entity in page.told[kind] for w in entity}
    if page.suite == "muc4":
        return words in given
    return any(_holds(name, words) or _holds(words, name) for name in given)


def _holds(longer: str, shorter: str) -> bool:
    return bool(shorter) and f" {shorter} " in f" {longer} "
