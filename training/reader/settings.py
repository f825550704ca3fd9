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
    """One run: `bench` is read, `work` holds all that the stages leave behind."""

    version: str
    seed: int
    bench: Path
    work: Path
    base: dict[str, str]
    data: dict[str, int]
    fit: dict[str, Any]


def read_settings(path: Path) -> Settings:
    """The settings in `path`; its work folder is made."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    work = REPOSITORY / raw["work"]
    work.mkdir(parents=True, exist_ok=True)
    return Settings(**{**raw, "bench": REPOSITORY / raw["bench"], "work": work})
