"""Every place, time and quotation that a page names, as plain data: what `tacitus read --mentions` adds."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.extract.places import PlaceMention
from tacitus.lang.times import find_times
from tacitus.model import Document, Mention, Statement


def list_mentions(
    document: Document, places: Sequence[PlaceMention], statements: Sequence[Statement]
) -> tuple[Mention, ...]:
    """Mentions of kind place, time and quotation, in the order of the text."""
    published = document.published
    times = find_times(document.text, published.latest if published else None)
    found = [
        *(Mention(kind="place", start=p.start, end=p.end, value=_place(p)) for p in places),
        *(
            Mention(kind="time", start=t.start, end=t.end, value={"type": t.type, "value": t.value})
            for t in times
        ),
        *(
            Mention(kind="quotation", start=s.content.start, end=s.content.end, value=_said(s))
            for s in statements
        ),
    ]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.kind)))


def _place(mention: PlaceMention) -> dict[str, str | int | float | None]:
    place = mention.place
    return {
        "name": place.name,
        "kind": mention.kind,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "gazetteer_id": place.gazetteer_id,
    }


def _said(statement: Statement) -> dict[str, str | int | float | None]:
    speaker = statement.speaker
    return {"statement": statement.id, "speaker": speaker.name or speaker.as_written if speaker else None}
