"""Which pages tell of one incident: all are read, their reports linked, a page named by its first report."""

from __future__ import annotations

from pathlib import Path

from benchmarks.rows import document, rows, tools
from tacitus import pipeline


def predict(source: Path) -> dict[str, str]:
    """{document id: cluster}; a page without a report is left out, and so stands alone."""
    loaded = tools()
    records = {
        str(row["id"]): pipeline.understand(document(row, as_is=False), loaded) for row in rows(source)
    }
    clustering, _ = pipeline.cluster(pipeline.gather(records.values()))
    cluster_of = {
        report: str(number) for number, cluster in enumerate(clustering.clusters) for report in cluster
    }
    found: dict[str, str] = {}
    for ident, record in records.items():
        reports = sorted(record.reports, key=lambda r: r.role not in ("main", "aftermath"))
        if reports and reports[0].id in cluster_of:
            found[ident] = cluster_of[reports[0].id]
    return found
