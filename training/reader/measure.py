"""The exported file on what was held back: figures of each role, appended to runs.jsonl.

The templates that the file makes of MUC-4's dev part without any rule are scored as well.

The unit is a name or description as written, once a page. A role's threshold is chosen on four folds of a
part (by the id's hash) and counted on the fifth: no page is counted with a threshold it helped choose.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reader.examples import PAGE, Example, examples, fold_of
from reader.fit import log
from reader.settings import Settings
from reader.templates import score_templates, templates
from tacitus.extract.tagger import Reading, Tagger

STEPS = [k / 20 for k in range(6, 20)]


@dataclass(frozen=True, slots=True)
class Chance:
    """Something proposed, or told and not proposed (`score` 0): is it right, was it told at all."""

    score: float
    right: bool
    told: bool
    fold: int


def measure(settings: Settings) -> None:
    """Read every page held back and log the figures, the speed and the size of the file."""
    path = settings.work / "reader.onnx"
    tagger = Tagger.load(path)
    tables: dict[tuple[str, str], list[Chance]] = defaultdict(list)
    folds, held = settings.data["folds"], settings.data["held_fold"]
    began, pages = time.process_time(), 0
    predicted: dict[str, list[dict[str, Any]]] = {}
    for example in examples(settings.bench, folds, held):
        if example.part != "train":
            reading = tagger.read(example.text)
            add(tables, example, reading, fold_of(example.id, folds))
            if example.part == "dev" and tagger.kinds:
                predicted[example.id] = templates(example.text, reading)
            pages += 1
    seconds = time.process_time() - began
    log({
        "stage": "measure", "version": settings.version, "megabytes": round(path.stat().st_size / 1e6, 1),
        "pages_a_second": round(pages / seconds, 1),
        "figures": {" ".join(key): figures(chances) for key, chances in sorted(tables.items())},
        "templates": score_templates(settings.bench, settings.work, predicted),
    })  # fmt: skip


def add(tables: dict[tuple[str, str], list[Chance]], example: Example, reading: Reading, fold: int) -> None:
    """Put what one page adds into the tables of its suite."""
    for role in example.known:
        told = {words(example.text[a:b]) for a, b in example.spans.get(role, ())}
        best: dict[str, float] = defaultdict(float)
        for proposal in reading.proposals:
            if proposal.role == role:
                written = example.text[proposal.start : proposal.end]
                if role in example.names_only and written.islower():
                    continue  # the corpus tells nothing of it
                name = words(written)
                best[name] = max(best[name], proposal.score)
        table = tables[example.suite, role]
        table += [Chance(score, name in told, False, fold) for name, score in best.items()]
        table += [Chance(best.get(name, 0.0), name in best, True, fold) for name in told]
    if example.page is not None:
        label = PAGE[0]
        told_relevant = example.page[0] > 0
        tables[example.suite, label].append(Chance(reading.page[label], told_relevant, False, fold))
        if told_relevant:
            tables[example.suite, label].append(Chance(reading.page[label], True, True, fold))


def words(text: str) -> str:
    """What counts of a wording: its words, whatever the case and the article."""
    return " ".join(text.lower().replace('"', " ").split()).removeprefix("the ")


def figures(chances: Sequence[Chance]) -> dict[str, float]:
    """P, R and F1 in percent with thresholds from other folds; `threshold` is the best over all."""
    chosen = {
        fold: best_threshold([c for c in chances if c.fold != fold]) for fold in {c.fold for c in chances}
    }
    precision, recall, f1 = score(chances, lambda c: chosen[c.fold])
    return {
        "P": round(100 * precision, 1), "R": round(100 * recall, 1), "F1": round(100 * f1, 1),
        "told": sum(c.told for c in chances), "threshold": best_threshold(chances),
    }  # fmt: skip


def best_threshold(chances: Sequence[Chance]) -> float:
    return max(STEPS, key=lambda step: score(chances, lambda _: step)[2])


def score(chances: Iterable[Chance], threshold: Callable[[Chance], float]) -> tuple[float, float, float]:
    """Precision, recall and F1, each 0 to 1."""
    right = proposed = found = told = 0
    for c in chances:
        taken = c.score >= threshold(c)
        told += c.told
        found += c.told and taken
        proposed += not c.told and taken
        right += not c.told and taken and c.right
    precision, recall = right / max(1, proposed), found / max(1, told)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
