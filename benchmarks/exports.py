"""What an export costs: rows a second and the peak of memory of each format, over the incidents of the
demo set repeated under other ids. The incidents are at hand before the clock starts; with a store, asking
for them is measured by itself.

python -m benchmarks.exports [COPIES]
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from benchmarks.rows import tools
from tacitus import archive
from tacitus.export import withheld
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.formats import formats
from tacitus.export.package import Circumstances
from tacitus.store import open_store
from tacitus.store.views import IncidentFilter

COPIES = 50
_MADE = Circumstances(profile="tacitus", as_of=None, version="-", method="-", linker="-")


def demo_incidents(folder: Path) -> tuple[list[str], float]:
    """The incidents of the demo set as JSON, and the seconds it took to ask the store for them."""
    with (
        resources.as_file(resources.files("tacitus.data") / "demo") as pages,
        open_store(folder / "demo.db") as store,
        tools() as loaded,
    ):
        archive.ingest([str(pages)], store, loaded, now=lambda: "2030-01-01T00:00:00Z", step=lambda _: None)
        archive.relink(store)
        begun = time.process_time()
        found = [json.dumps(one) for one in withheld.leaving(store, IncidentFilter())]
        return found, time.process_time() - begun


def repeated(found: list[str], copies: int) -> Iterator[dict[str, Any]]:
    """Each incident so many times, each time under another id; one is held at a time."""
    for copy in range(copies):
        for text in found:
            incident = json.loads(text)
            yield incident | {"id": f"{incident['id']}{copy:06}"}


def cost(name: str, found: list[str], copies: int, folder: str) -> tuple[int, float, int]:
    """Rows, busy seconds, peak MB of this process."""
    form = formats()[name]
    begun = time.process_time()
    counts = write_bundle(
        repeated(found, copies), form, Place(Path(folder) / name, form.file), _MADE, Wanted()
    )
    return counts.rows, time.process_time() - begun, _peak()


def _peak() -> int:
    """The most memory this process had so far, in MB; that of its parent is not counted in."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def main(copies: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found, asked = demo_incidents(Path(folder))
        print(f"asking the store: {len(found) / asked:,.0f} incidents/s")
        for name in formats():
            for times in (copies, 4 * copies):
                context = multiprocessing.get_context("spawn")
                with context.Pool(1) as pool:
                    rows, seconds, peak = pool.apply(cost, (name, found, times, folder))
                total = times * len(found)
                print(
                    f"{name:8} {total:6,} incidents {rows:7,} rows {rows / seconds:8,.0f} rows/s "
                    f"{total / seconds:7,.0f} incidents/s {peak:4} MB"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES)
