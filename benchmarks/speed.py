"""Documents per second a core and peak memory of each stage, each in a process of its own.

HTML pages are those of AEB, texts those of GVA dev (../shared/bench); `figures+times+places` reads texts cut
to 350 words at the end of a sentence. Timings never fail a test.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from benchmarks.rows import document, rows, tools
from benchmarks.suites import BENCH
from tacitus import extract, pipeline
from tacitus.model import Document
from tacitus.read import Raw, Worker, read_page, sources

STAGES = (
    "read",
    "extract",
    "happenings",
    "figures",
    "whens",
    "places",
    "figures+times+places",
    "parties",
    "statements",
    "statistics",
)

TOGETHER = "figures+times+places"
WORDS = 350


def run_speed(count: int) -> int:
    """Print one line a stage; exit code."""
    if not BENCH.is_dir():
        sys.stderr.write(f"no pages at {BENCH}\n")
        return 2
    print(f"{'stage':<20} {'documents':>9} {'per second':>11} {'ms each':>8} {'peak MB':>8}")
    spawn = multiprocessing.get_context("spawn")
    for name in STAGES:
        queue: Any = spawn.Queue()
        worker = spawn.Process(target=_measure, args=(name, count, queue))
        worker.start()
        done, seconds, megabytes = queue.get()
        worker.join()
        print(f"{name:<20} {done:>9} {done / seconds:>11.1f} {1000 * seconds / done:>8.2f} {megabytes:>8.0f}")
    return 0


def _measure(name: str, count: int, queue: Any) -> None:
    loaded = tools()
    if name == "read":
        raws = (raw for raw in sources(BENCH / "pages" / "aeb" / "html") if isinstance(raw, Raw))
        done, seconds = _timed(lambda raw: read_page(raw, parser=loaded.parser), list(islice(raws, count)))
        if isinstance(loaded.parser, Worker):
            loaded.parser.close()
    else:
        texts = [document(row) for row in islice(rows(BENCH / "gva" / "docs.dev.jsonl"), count)]
        if name == TOGETHER:
            texts = [_cut(text) for text in texts if len(text.text.split()) >= WORDS]
        done, seconds = _timed(_work(name, loaded), texts)
    own, children = (
        resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    queue.put((done, seconds, (own + children) / 1024))


def _cut(whole: Document) -> Document:
    """The first sentences of a document, up to `WORDS` words; at least one."""
    seen, end = 0, whole.sentences[0][1]
    for start, stop in whole.sentences:
        seen += len(whole.text[start:stop].split())
        if seen > WORDS:
            break
        end = stop
    return document({"text": whole.text[:end], "url": whole.url})


def _three(text: Document, loaded: pipeline.Tools) -> None:
    """Figures, times and places of one text, from the plain text on."""
    extract.read_people(text)
    extract.find_whens(text)
    extract.find_places(text, loaded.gazetteer)


def _timed(work: Callable[[Any], object], items: Sequence[Any]) -> tuple[int, float]:
    work(items[0])  # what is loaded once is no page's cost
    begun = time.perf_counter()
    for item in items:
        work(item)
    return len(items), time.perf_counter() - begun


def _work(name: str, loaded: pipeline.Tools) -> Callable[[Document], object]:
    return {
        "extract": lambda d: pipeline.understand(d, loaded),
        "happenings": extract.find_happenings,
        "figures": extract.read_people,
        "whens": extract.find_whens,
        "places": lambda d: extract.find_places(d, loaded.gazetteer),
        TOGETHER: lambda d: _three(d, loaded),
        "parties": extract.find_parties,
        "statements": extract.find_statements,
        "statistics": lambda d: (extract.find_series(d), extract.find_statistics(d)),
    }[name]
