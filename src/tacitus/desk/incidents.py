"""The incidents of a selection: the table with its filters, and the files that they leave as."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from tacitus import public
from tacitus.desk import shown, timeline, veil
from tacitus.desk.context import Desk, Here
from tacitus.desk.selection import CLOSED, Selection
from tacitus.export.asked import circumstances, leaving
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.formats import format_named, formats
from tacitus.store import views

router = APIRouter()
PER_PAGE = 50
TOP = 8
"""Values of a facet that are shown before "more"."""
ASIDE = ("country", "type", "actor", "link", "target")
"""Facets counted beside the table."""


@router.get("/incidents")
def table(here: Here, request: Request) -> HTMLResponse:
    """The table; a part of it alone where htmx asks."""
    chosen = selection(here, request)
    page = public.incident_page(
        here.store,
        chosen.wanted,
        order=chosen.order,
        after=chosen.after,
        limit=PER_PAGE,
        unmasked=here.unmasked,
    )
    total = views.count(here.store, chosen.wanted)
    counts = views.facets(here.store, chosen.wanted, ASIDE, fitting=total)
    return here.page(
        "incidents_found.html" if here.in_part else "incidents.html",
        chosen=chosen,
        rows=page.rows,
        left_out=len(veil.hidden(here)),
        next=chosen.query(after=page.after) if page.after else None,
        total=total,
        facets={name: counts.get(name, ()) for name in ASIDE},
        top=TOP,
        closed=CLOSED,
        days=shown.days,
        forms=tuple(formats()),
        bars=timeline.bars(views.months(here.store, chosen.wanted), chosen),
        width=timeline.WIDTH,
        height=timeline.HEIGHT,
    )


@router.get("/incidents.geojson")
def geojson(here: Here, request: Request) -> JSONResponse:
    """The points of the map: GeoJSON, with how sure each place is."""
    return JSONResponse(points(here, selection(here, request)))


def points(here: Desk, chosen: Selection) -> dict[str, Any]:
    """The points of a selection as a GeoJSON FeatureCollection."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
            "properties": {
                "id": point.id, "title": point.title, "day": point.day, "precision": point.precision,
                "type": point.type, "killed": point.killed,
            },
        }
        for point in views.points(here.store, chosen.wanted)
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


@router.get("/incidents/export/{form}")
def export(here: Here, request: Request, form: str) -> Response:
    """The selection as an archive: the file of the format, and beside it the provenance of every cell, what
    is left out and why. Names are masked whatever this browser shows."""
    chosen = format_named(form)
    made = circumstances(here.store, chosen)
    with TemporaryDirectory() as folder:
        found = leaving(here.store, made, selection(here, request).wanted)
        write_bundle(found, chosen, Place(Path(folder), chosen.file), made, Wanted())
        body = BytesIO()
        with ZipFile(body, "w", ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.writestr(ZipInfo(path.name), path.read_bytes(), ZIP_DEFLATED)
    name = f"tacitus-{form}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body.getvalue(), media_type="application/zip", headers=headers)


def selection(here: Desk, request: Request) -> Selection:
    """What the address of a request asks for, of what this person may see."""
    params = request.query_params
    chosen = Selection.of({key: params.getlist(key) for key in params})
    return replace(chosen, wanted=veil.narrowed(here, chosen.wanted))
