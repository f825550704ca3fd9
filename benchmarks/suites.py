"""Every dev suite of ../shared/bench: its input, its scorer, and the figures that go into the table."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BENCH = Path(__file__).parents[2] / "shared" / "bench"
SEED = BENCH.parent / "seed"
OUT = Path(__file__).parents[1] / "bench-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """`figures` are paths into the scorer's JSON, dots between keys, with the goal from
    ../shared/bench/README.md."""

    name: str
    scorer: str
    source: str
    gold: str
    figures: tuple[tuple[str, float | None], ...]
    flags: tuple[str, ...] = ()


_COUNTS = ("killed.exact", "killed.in_interval", "injured.exact", "injured.in_interval")
_TIMES = ("relaxed.F1", "strict.F1", "value.F1")

SUITES = (
    Suite(name="muc4", scorer="muc4", source="muc4.dev.input.jsonl", gold="muc4/dev.jsonl", figures=(
        ("GTT_exact.F1", 52), ("CEAF-RME_phi3.F1", 44), ("CEAF-REE.F1", 56), ("relevance.F1", 88),
        ("slots.type.accuracy", 95), ("slots.stage.accuracy", 96), ("slots.victim_effect.accuracy", 75),
        ("slots.org_confidence.accuracy", 68), ("slots.date.accuracy", None), ("slots.location.accuracy",
        None))), Suite(name="merge gva", scorer="merge", source="gva.dev.input.jsonl",
        gold="gva/docs.dev.jsonl", figures=(("B3.F1", 95.5), ("pairwise.P", 92), ("pairwise.F1", 88),
        ("CEAFe.F1", None), ("hard.P", 94), ("hard.R", None)), flags=("--hard",)),
    Suite(name="counts gva", scorer="counts", source="gva.dev.input.jsonl",
        gold="gva/docs.dev.jsonl", figures=tuple(zip(_COUNTS, (87, None, 75, None), strict=True))),
    Suite(name="counts gvdb", scorer="counts", source="gvdb.dev.input.jsonl", gold="gvdb/dev.jsonl",
          figures=tuple(zip(_COUNTS, (90, None, 86, None), strict=True))),
    Suite(name="counts summaries", scorer="counts", source="attack_summaries.dev.input.jsonl",
          gold="attack_summaries/dev.jsonl",
          figures=(*zip(_COUNTS, (76, None, 64, None), strict=True), ("perpetrator.accuracy", 80))),
    Suite(name="quotes", scorer="quotes", source="polnear.dev.input.jsonl", gold="polnear/dev.jsonl",
          figures=(("direct.F1", 94), ("direct.source_accuracy", 86), ("all.content.F1", 78),
          ("complete.F1", 58))), *(Suite(name=f"places {name}", scorer="places",
          source=f"places.{name}-dev.input.jsonl", gold=f"places/{name}.dev.jsonl", figures=(("all.acc161",
          acc), ("recognition.F1", f1))) for name, acc, f1 in (("lgl", 70, 82), ("geovirus", 78, 88))),
    *(Suite(name=f"times {name}", scorer="times", source=f"times.{name}-dev.input.jsonl",
            gold=f"times/{name}.dev.jsonl", figures=tuple(zip(_TIMES, (93, None, value), strict=True)))
      for name, value in (("timebank", 84), ("aquaint", 79), ("wikiwars", 88))),
    Suite(name="pages aeb", scorer="pages", source="pages.aeb-dev.input", gold="pages/aeb/ground-truth.json",
          figures=(("F1", 97.5), ("accuracy", 40))),
    Suite(name="pages wcxb", scorer="pages", source="pages.wcxb-dev.input", gold="pages/wcxb/ground-truth",
          figures=(("F1", 95.2),)),
    Suite(name="dates", scorer="dates", source="pages.dates-dev.input", gold="pages/dates/ground-truth.json",
          figures=(("precision", 94), ("coverage", 95), ("accuracy", None))),
    Suite(name="event types", scorer="eventtypes", source="case2021.dev.input.jsonl",
    gold="case2021/dev.jsonl", figures=(("attack_macro_F1", 80), ("macro_F1", None))),
)  # fmt: skip


def run_all(only: str) -> int:
    """Run and score every suite whose name holds `only`; exit code 0, or 1 where one failed."""
    if not BENCH.is_dir():
        sys.stderr.write(f"no benchmarks at {BENCH}\n")
        return 2
    inputs = OUT / "in"
    if not inputs.is_dir():
        subprocess.run(
            [sys.executable, BENCH / "score" / "inputs.py", BENCH, inputs], check=True, capture_output=True
        )
    print(f"{'suite':<18} {'figure':<32} {'dev':>7} {'goal':>6}   {'seconds':>7}")
    failed = 0
    if only in "seed":
        failed += _seed()
    for suite in SUITES:
        if only in suite.name:
            failed += _run(suite, inputs)
    return 1 if failed else 0


def _run(suite: Suite, inputs: Path) -> int:
    prediction = OUT / f"{suite.name.replace(' ', '-')}.json"
    begun = time.monotonic()
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks", suite.scorer, inputs / suite.source, prediction],
        capture_output=True,
        text=True,
    )
    seconds = time.monotonic() - begun
    if made.returncode:
        print(f"{suite.name:<18} failed: {made.stderr.strip().splitlines()[-1:]}")
        return 1
    command: list[str | Path] = [
        sys.executable,
        BENCH / "score" / f"{suite.scorer}.py",
        BENCH / suite.gold,
        prediction,
        *suite.flags,
    ]
    scored = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(scored.stdout)
    for number, (path, goal) in enumerate(suite.figures):
        aim = "" if goal is None else goal
        shown = f"{seconds:7.1f}" if number == 0 else ""
        print(f"{suite.name:<18} {path:<32} {_value(result, path):>7} {aim:>6}   {shown}")
    return 0


def _value(result: Any, path: str) -> Any:
    for key in path.split("."):
        result = result.get(key, {}) if isinstance(result, dict) else {}
    return result if isinstance(result, int | float) else "-"


def _seed() -> int:
    prediction = OUT / "seed.json"
    command = [sys.executable, "-m", "tacitus.cli", "read", str(SEED / "page.txt"), "--json"]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        print(f"{'seed':<18} failed: {made.stderr.strip().splitlines()[-1:]}")
        return 1
    prediction.write_text(made.stdout, encoding="utf-8")
    command = [sys.executable, str(BENCH / "score" / "seed.py"), str(SEED / "expected.json"), str(prediction)]
    scored = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(scored.stdout.strip().splitlines()[-1])
    for figure in ("must", "faults", "claims_without_evidence", "evidence_verbatim"):
        print(f"{'seed':<18} {figure:<32} {result[figure]:>7}")
    return 0
