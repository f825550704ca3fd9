"""The settings of one run, read from its TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
RUNS = REPOSITORY / "training" / "runs.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run: `bench` is read, `work` holds all that the stages leave behind. `prepared` is the work folder
    that holds the windows and their tokenizer, `teacher` the one with what a teacher made of them."""

    version: str
    seed: int
    bench: Path
    work: Path
    prepared: Path
    teacher: Path | None
    base: dict[str, Any]
    data: dict[str, Any]
    fit: dict[str, Any]


def read_settings(path: Path) -> Settings:
    """The settings in `path`; its work folder is made."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    work = REPOSITORY / raw["work"]
    work.mkdir(parents=True, exist_ok=True)
    places = {
        "bench": REPOSITORY / raw["bench"], "work": work,
        "prepared": REPOSITORY / raw.get("prepared", raw["work"]),
        "teacher": REPOSITORY / raw["teacher"] if "teacher" in raw else None,
    }  # fmt: skip
    return Settings(**{**raw, **places})
