"""Time expressions: TimeBank, AQUAINT (TIMEX3, with a day of writing), WikiWars (TIMEX2, without)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tacitus.lang.times import find_times


def predict(input: Path) -> dict[str, Any]:
    """{document id: [{"start", "end", "value", "type"}]} for a file of {"id", "dct", "text"} lines.

    Documents without a day of writing are histories annotated in TIMEX2; that is the style asked for.
    """
    out: dict[str, Any] = {}
    for line in input.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        anchor = date.fromisoformat(row["dct"][:10]) if row.get("dct") else None
        found = find_times(row["text"], anchor, style="timex3" if anchor else "timex2")
        out[row["id"]] = [{"start": t.start, "end": t.end, "value": t.value, "type": t.type} for t in found]
    return out
