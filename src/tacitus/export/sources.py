"""The pages that an incident rests on, as the formats cite them: one of each voice, the earliest."""

from __future__ import annotations

from typing import Any

from tacitus.export.happening import Happening

Object = dict[str, Any]


def one_of_each_voice(found: Happening) -> list[Object]:
    """The earliest report of each voice, by day; voices are counted, not pages."""
    first: dict[str, Object] = {}
    for report in sorted(found.reports, key=lambda r: (not day_of(r), day_of(r), r["id"])):
        first.setdefault(report["voice"] or report["document"], report)
    return list(first.values())


def citations(found: Happening) -> list[tuple[str, str]]:
    """("title", publisher, day, address) of each voice, and the report it is."""
    made = []
    for report in one_of_each_voice(found):
        title = f'"{report["title"]}"' if report["title"] else ""
        parts = (title, report["publisher"], day_of(report), address(report))
        made.append((", ".join(part for part in parts if part), report["id"]))
    return made


def address(report: Object) -> str:
    """Where the page stands: its URL, else the path it was given by."""
    return str(report["url"] or report["source"])


def day_of(report: Object) -> str:
    """The day of publication in ISO, "" where it is not known."""
    published = report["published"] or {}
    return str(published.get("latest") or published.get("earliest") or "")
