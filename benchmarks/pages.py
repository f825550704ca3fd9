"""Article text of a page: {id: text}, by tacitus.read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus import read


def documents(folder: Path) -> Iterator[tuple[dict[str, Any], read.Raw]]:
    """The rows of `index.jsonl` {id, url, file}, each with its raw page."""
    with (folder / "index.jsonl").open(encoding="utf-8") as index:
        for line in index:
            row = json.loads(line)
            body = gzip.decompress((folder / row["file"]).read_bytes())
            yield row, read.Raw(source=row["file"], body=body, kind="html", url=row["url"])


def predict(folder: Path) -> dict[str, str]:
    """{id: text}; the suites want the article without its title, which we keep as the first line."""
    with read.Worker() as parser:
        read_all = ((row["id"], read.read_page(raw, parser=parser)) for row, raw in documents(folder))
        return {ident: page.text.removeprefix(f"{page.title}\n\n") for ident, page in read_all}
