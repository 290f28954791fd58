"""The map: where events took place, over the outlines of countries."""

from typing import Any, NamedTuple

from litestar import Response, get

from dragoman.analysis.places import PlaceCount, by_country, by_place
from dragoman.formats.cells import csv_line
from dragoman.formats.flat import csv_cell
from dragoman.workbench import answers, choices, vendor
from dragoman.workbench.asking import Asked
from dragoman.workbench.countries import countries_json
from dragoman.workbench.seeing import SHARED, View, view
from dragoman.workbench.state import Asking, Workbench

_A_DAY = "public, max-age=86400"


class Seen(NamedTuple):
    """The page's question, read, and its answer."""

    asked: Asked
    view: View
    places: list[PlaceCount]


def _read(request: Asking, bench: Workbench) -> Seen:
    asked = answers.asked(request, "/map", SHARED)
    seen = view(bench.record, asked, whole=True)
    return Seen(asked, seen, by_place(seen.inside))


@get("/map", sync_to_thread=True)
def page(request: Asking, bench: Workbench) -> Response[str]:
    """The map, with its countries and places in a table."""
    read = _read(request, bench)
    grouped: dict[str, list[PlaceCount]] = {}
    for place in read.places:
        grouped.setdefault(place.country or "", []).append(place)
    return bench.page(
        request,
        "map.html",
        asked=read.asked,
        seen=read.view,
        countries=by_country(read.view.inside),
        places=grouped,
        without=sum(item.spot is None for item in read.view.inside),
        pointless=sum(place.events for place in read.places if place.lat is None),
        kinds=choices.kinds(),
    )


@get("/map.json", sync_to_thread=True)
def map_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """Events by place and by country."""
    read = _read(request, bench)
    answers.refuse(read.asked)
    return answers.data(
        {
            "since": read.view.since,
            "until": read.view.until,
            "status": read.view.status,
            "places": read.places,
            "countries": by_country(read.view.inside),
        }
    )


@get("/map.csv", sync_to_thread=True)
def map_csv(request: Asking, bench: Workbench) -> Response[bytes]:
    """Events by place as CSV."""
    read = _read(request, bench)
    answers.refuse(read.asked)
    names = PlaceCount.__struct_fields__
    rows: list[Any] = [names, *([getattr(x, name) for name in names] for x in read.places)]
    body = "".join(csv_line(map(csv_cell, row)) + "\n" for row in rows)
    headers = {"Content-Disposition": 'attachment; filename="map.csv"'}
    return Response(body.encode(), media_type="text/csv; charset=utf-8", headers=headers)


@get("/map/countries.json", sync_to_thread=True)
def outlines() -> Response[bytes]:
    """The outlines of the countries as GeoJSON; the same until the program is another."""
    return Response(
        countries_json(), media_type="application/json", headers={"Cache-Control": _A_DAY}
    )


routes = [page, map_json, map_csv, outlines]
assets = {"leaflet.js": vendor.leaflet_js, "leaflet.css": vendor.leaflet_css}
