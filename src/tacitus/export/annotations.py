"""The evidence as Web Annotations (W3C, JSON-LD): each claim on the stretch of the page that says it.

Offsets are Unicode code points of the page's text as tacitus read it, the end not included.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from tacitus.export.files import line
from tacitus.export.happening import Happening
from tacitus.export.sources import address
from tacitus.model import canonical

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


class Annotations:
    """An AnnotationPage, an annotation a line."""

    def __init__(self, out: IO[str]) -> None:
        self._out, self._count = out, 0
        out.write(f'{{"@context": "{CONTEXT}", "type": "AnnotationPage", "items": [')

    def write(self, found: Happening) -> None:
        """Every claim of the incident; words that are withheld are pointed at by nothing."""
        for annotation in _annotations(found):
            self._out.write(("," if self._count else "") + "\n" + line(annotation).rstrip("\n"))
            self._count += 1

    def close(self) -> None:
        self._out.write("\n]}\n")


def _annotations(found: Happening) -> Iterator[dict[str, Any]]:
    pages = {report["document"]: address(report) for report in found.reports}
    for ident, claim in sorted(found.claims.items()):
        for k, words in enumerate(claim["evidence"]):
            if "withheld" in words:
                continue
            selectors = [
                {"type": "TextPositionSelector", "start": words["start"], "end": words["end"]},
                {"type": "TextQuoteSelector", "exact": words["quote"]},
            ]
            document = claim["document"]
            source = {
                "id": pages.get(document) or f"urn:tacitus:{document}",
                "via": f"urn:tacitus:{document}",
            }
            value = {"format": "application/json", "value": canonical(claim["value"])}
            yield {
                "id": f"urn:tacitus:{found.id}:{ident}:{k}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": [
                    {"type": "TextualBody", "purpose": "tagging", "value": claim["slot"]},
                    {"type": "TextualBody", "purpose": "describing", **value},
                ],
                "target": {"source": source, "selector": selectors},
            }  # fmt: skip
