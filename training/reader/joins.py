"""How a file's proposals are joined with what the rules find: the stage "joins".

Fitted on pages that the file was not trained on: MUC-4 dev and the held-back folds of GVDB, WikiEvents and
the attack summaries. The table lies beside the file; a bar is the one with the best F1 of chances that were
each fitted without the page's fold.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.examples import Example, examples, fold_of
from reader.settings import Settings
from tacitus.extract.joins import FEATURES, KINDS, Joins, Sighting, logit
from tacitus.extract.parties import weigh_parties
from tacitus.extract.parties.joined import Wording, wording_of
from tacitus.extract.reader import Encoder, Reader
from tacitus.extract.tagger import Tagger
from tacitus.read import document_from_text

FOLDS, HELD = 5, 0
RIDGE = 1.0
STEPS = 25
"""Of Newton's method; it has settled long before."""
BARS = [k / 50 for k in range(4, 45)]
COUNTED, SURE = 0.5, 0.8
"""Chance from which a proposal is added in mixed case: of kinds of which SOME were right there, and of
others. What is fitted is mostly wire copy of 1990 in capitals; elsewhere only what is sure is taken."""
SOME = 5
ROLES_OF = {kind: (kind,) for kind in KINDS} | {
    "perpetrator_individual": ("perpetrator_individual", "suspect_name")
}

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One wording: what was seen of it and whether its corpus has it, in the fold of its page."""

    kind: str
    seen: Sighting
    right: bool
    fold: int
    suite: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of MUC-4 dev: the encoder's chance that it tells of an attack, and whether it has a template."""

    score: float
    right: bool


def sighted(encoder: Encoder, bench: Path) -> tuple[list[Case], list[Page]]:
    """The wordings of every page that the file was not trained on, in kinds that the page's corpus marks."""
    reader = Reader(encoder=encoder, joins=Joins(reader="", kinds={}, page=(0.0, 1.0)), method="")
    found: list[Case] = []
    pages: list[Page] = []
    for example in examples(bench, FOLDS, HELD):
        if example.part == "train" or not example.known:
            continue
        document = document_from_text(example.text, as_is=True)
        opinion = reader.read(document, "")
        fold = fold_of(example.id if example.part == "dev" else f"held {example.id}", FOLDS)
        found += [
            Case(wording.kind, seen, right(example, wording), fold, example.suite)
            for wording, seen in weigh_parties(document, opinion)
            if is_marked(example, wording)
        ]
        if example.page is not None:
            pages.append(Page(opinion.reading.page["relevant"], example.page[0] > 0))
    return found, pages


def is_marked(example: Example, wording: Wording) -> bool:
    """True where the corpus would have the wording if it were right: GVDB knows suspects by name alone."""
    if wording.kind == "perpetrator_individual" and wording.kind not in example.known:
        return wording.named and "suspect_name" in example.known
    return wording.kind in example.known


def right(example: Example, wording: Wording) -> bool:
    """True where one of the wordings is one that the corpus gives for the kind."""
    roles = ROLES_OF[wording.kind]
    told = {plain(example.text[a:b]) for role in roles for a, b in example.spans.get(role, ())}
    own = [wording_of(f) for f in wording.found] or [p.words for p in wording.proposed]
    return any(plain(words) in told for words in own)


def plain(words: str) -> str:
    """What counts of a wording: its letters and digits, in lower case, without the article."""
    bare = "".join(c if c.isalnum() else " " for c in words.lower())
    return " ".join(bare.split()).removeprefix("the ")


def fit(seen: Vector, told: Vector) -> Vector:
    """Weights of the columns of `seen`, the first of them constant, by logistic regression with a ridge."""
    weights = np.zeros(seen.shape[1])
    penalty = np.full(seen.shape[1], RIDGE)
    penalty[0] = 1e-3
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (told - chance) - penalty * weights
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + np.diag(penalty)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def matrix(some: Sequence[Case]) -> tuple[Vector, Vector]:
    """Features and answers of the cases."""
    seen = np.array([c.seen.features() for c in some]).reshape(len(some), len(FEATURES))
    return seen, np.array([float(c.right) for c in some])


def chances(some: Sequence[Case]) -> Vector:
    """The chance of each, by weights fitted without its fold."""
    seen, told = matrix(some)
    folds = np.array([c.fold for c in some])
    made = np.zeros(len(some))
    for fold in range(FOLDS):
        here = folds == fold
        made[here] = 1 / (1 + np.exp(-seen[here] @ fit(seen[~here], told[~here])))
    return made


def best_bar(chance: Vector, told: Vector) -> float:
    """The bar with the highest F1 of what stands at or above it."""

    def f1(bar: float) -> float:
        stands = chance >= bar
        return float(2 * (told * stands).sum() / max(1.0, stands.sum() + told.sum()))

    return max(BARS, key=f1)


def table(version: str, found: Sequence[Case], pages: Sequence[Page]) -> dict[str, Any]:
    """What lies beside a model file: weights from all pages, bars from chances out of fold."""
    kinds = {}
    for kind in KINDS:
        some = [c for c in found if c.kind == kind]
        seen, told = matrix(some)
        loud = np.array([c.seen.loud for c in some], dtype=bool)
        bar = best_bar(chances(some)[loud], told[loud])
        mixed = COUNTED if told[~loud].sum() >= SOME else SURE
        weights = zip(FEATURES, fit(seen, told), strict=True)
        kinds[kind] = {
            "weights": {name: round(float(w), 4) for name, w in weights},
            "keep": {"capitals": bar, "mixed": 0.0}, "add": {"capitals": bar, "mixed": mixed},
        }  # fmt: skip
    scores = np.array([[1.0, logit(p.score)] for p in pages])
    offset, slope = fit(scores, np.array([float(p.right) for p in pages]))
    page = {"offset": round(float(offset), 4), "slope": round(float(slope), 4)}
    return {"reader": version, "page": page, "kinds": kinds}


def fit_joins(settings: Settings) -> None:
    """Write the table of the exported file beside it."""
    path = settings.work / "reader.onnx"
    tagger = Tagger.load(path)
    write(path, table(tagger.version, *sighted(tagger, settings.bench)))


def write(model: Path, made: dict[str, Any]) -> None:
    """Put the table beside the model file."""
    text = json.dumps(made, indent=1, sort_keys=True)
    model.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
