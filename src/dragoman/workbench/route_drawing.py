"""The journey of an envoy on a map, made on the server: its stops in order over the outlines of the
countries around them. It needs no script, prints, and takes its colours from the style sheet.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians
from typing import NamedTuple

from dragoman.processes.dossier import Stop, Trip
from dragoman.workbench.countries import middle_of, outlines_within

_WIDTH = 640.0  # of the drawing, in its own units
_LEAST, _MARGIN = 6.0, 0.22  # degrees a map shows at least; share of them around the stops
_LOWEST, _HIGHEST = 0.34, 0.62  # height of a drawing by its width
_DOT, _LETTER, _HIGH = 11.0, 8.1, 12.0  # radius of a stop, width and height of letters
_BEND = 0.12  # how far a line bends out, so that ways there and back are two


class Drawn(NamedTuple):
    """A stop on the map, and where its name stands."""

    stop: Stop
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


class Leg(NamedTuple):
    """The way to a stop as a path of an SVG; ``sure`` where a report tells that it took place."""

    path: str
    sure: bool


class Route(NamedTuple):
    """A journey as it is drawn. ``left_out`` are stops that have no place on the map."""

    trip: Trip
    width: float
    height: float
    lands: tuple[str, ...]
    legs: tuple[Leg, ...]
    stops: tuple[Drawn, ...]
    left_out: tuple[str, ...]


class _Frame(NamedTuple):
    """Which part of the world is shown, and how degrees become units of the drawing."""

    west: float
    south: float
    east: float
    north: float
    scale: float
    squeeze: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (
            round((lon - self.west) * self.squeeze * self.scale, 1),
            round((self.north - lat) * self.scale, 1),
        )


def route(trip: Trip) -> Route | None:
    """The drawing of a journey; None where fewer than two of its stops are known places."""
    found = [(stop, place) for stop in trip.stops if (place := _place(stop)) is not None]
    placed, places = [stop for stop, _ in found], [place for _, place in found]
    if len(set(places)) < 2:
        return None
    frame = _frame(places)
    points = [frame.at(*place) for place in places]
    over = (frame.east - frame.west) * 0.02  # so that no cut edge is seen
    box = (frame.west - over, frame.south - over, frame.east + over, frame.north + over)
    height = round((frame.north - frame.south) * frame.scale, 1)
    lands = tuple(
        "".join(_ring([frame.at(*point) for point in ring]) for ring in rings)
        for rings in outlines_within(box)
    )
    legs = [
        Leg(_leg(here, there), bool(stop.reported))
        for here, there, stop in zip(points, points[1:], placed[1:], strict=False)
    ]
    return Route(
        trip=trip,
        width=_WIDTH,
        height=height,
        lands=lands,
        legs=tuple(legs),
        stops=tuple(_drawn(placed, points, height)),
        left_out=tuple(stop.place for stop in trip.stops if stop not in placed),
    )


def _place(stop: Stop) -> tuple[float, float] | None:
    """Where a stop is, as longitude and latitude; a country's is in its midst."""
    if stop.lat is not None and stop.lon is not None:
        return stop.lon, stop.lat
    return middle_of(stop.country) if stop.country else None


def _frame(points: Sequence[tuple[float, float]]) -> _Frame:
    """The part of the world around points, of a shape that a page has room for."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    middle_lon, middle_lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    squeeze = max(0.2, cos(radians(middle_lat)))
    wide = max(_LEAST, (max(lons) - min(lons)) * (1 + 2 * _MARGIN))
    high = max(_LEAST * _LOWEST, (max(lats) - min(lats)) * (1 + 2 * _MARGIN))
    if high < wide * squeeze * _LOWEST:
        high = wide * squeeze * _LOWEST
    if high > wide * squeeze * _HIGHEST:
        wide = high / _HIGHEST / squeeze
    north = min(89.0, middle_lat + high / 2)
    return _Frame(
        west=middle_lon - wide / 2,
        south=max(-89.0, north - high),
        east=middle_lon + wide / 2,
        north=north,
        scale=_WIDTH / (wide * squeeze),
        squeeze=squeeze,
    )


def _ring(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _leg(here: tuple[float, float], there: tuple[float, float]) -> str:
    """A line that bends to its left."""
    (x, y), (to_x, to_y) = here, there
    bend_x = (x + to_x) / 2 + (to_y - y) * _BEND
    bend_y = (y + to_y) / 2 - (to_x - x) * _BEND
    return f"M{x:g} {y:g}Q{bend_x:.1f} {bend_y:.1f} {to_x:g} {to_y:g}"


Box = tuple[float, float, float, float]  # left, top, right, bottom
# Where a name may stand: its place beside the stop and how it is aligned, the best first.
_PLACES = (
    (14.0, 4.5, "start"),
    (-14.0, 4.5, "end"),
    (0.0, -15.0, "middle"),
    (0.0, 24.0, "middle"),
    (10.0, -11.0, "start"),
    (10.0, 20.0, "start"),
    (-10.0, -11.0, "end"),
    (-10.0, 20.0, "end"),
)


def _drawn(
    stops: Sequence[Stop], points: Sequence[tuple[float, float]], height: float
) -> Iterator[Drawn]:
    """The stops with their names where least is covered: no other stop, name, or edge."""
    taken: list[Box] = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in points]
    for number, (stop, (x, y)) in enumerate(zip(stops, points, strict=True)):
        others = taken[:number] + taken[number + 1 :]
        boxes = [_label(stop.place, x + dx, y + dy, anchor) for dx, dy, anchor in _PLACES]
        best = min(range(len(boxes)), key=lambda n: (_covered(boxes[n], others, height), n))
        dx, dy, anchor = _PLACES[best]
        taken.append(boxes[best])
        yield Drawn(stop, x, y, round(x + dx, 1), round(y + dy, 1), anchor)


def _label(words: str, x: float, y: float, anchor: str) -> Box:
    wide = len(words) * _LETTER
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    return left, y - _HIGH, left + wide, y + _HIGH / 3


def _covered(box: Box, others: Iterable[Box], height: float) -> float:
    """How much a name would cover of others, and, which is worse, stand outside the drawing."""
    left, top, right, bottom = box
    out = max(0.0, -left) + max(0.0, right - _WIDTH) + max(0.0, -top) + max(0.0, bottom - height)
    over = sum(
        max(0.0, min(right, end) - max(left, start)) * max(0.0, min(bottom, low) - max(top, high))
        for start, high, end, low in others
    )
    return over + 100 * out
