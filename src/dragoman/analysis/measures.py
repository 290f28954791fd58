"""What of a series is looked at: its measures, each with how it is read and taken together."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from dragoman.analysis.change_points import Kind
from dragoman.analysis.coverage import Coverage
from dragoman.analysis.rolling import rolling_mean, rolling_ratio
from dragoman.analysis.series import Point

Measure = Literal[
    "events", "cooperation", "conflict", "verbal_cooperation", "material_cooperation",
    "verbal_conflict", "material_conflict", "score", "mean", "per_100_reports", "share",
]  # fmt: skip
MEASURES: tuple[Measure, ...] = get_args(Measure)
_QUADS = {
    "verbal_cooperation": (0,),
    "material_cooperation": (1,),
    "verbal_conflict": (2,),
    "material_conflict": (3,),
    "cooperation": (0, 1),
    "conflict": (2, 3),
    "events": (0, 1, 2, 3),
}


class Counted(NamedTuple):
    """A series before a measure is chosen: its points; the coverage of the same periods, with the
    events of the series first told in each; and how many of the independent reports of each tell
    an event of the series."""

    points: Sequence[Point]
    coverage: Sequence[Coverage]
    telling: Sequence[int]


class Window(NamedTuple):
    """What a rolling mean is taken over; see ``rolling_mean``."""

    length: int
    least: int | None = None
    centred: bool = False


def kind_of(measure: Measure) -> Kind:
    """Whether a measure counts, or is a value of another kind."""
    return "count" if measure in _QUADS else "value"


def values_of(counted: Counted, measure: Measure) -> list[float | None]:
    """The measure of each period. None where it has none: the mean score of a period without
    events, and rates of one without reports."""
    parts, wholes = _ratio(counted, measure)
    if wholes is None:
        return [*parts]
    return [
        round(part / whole, 6) if whole else None for part, whole in zip(parts, wholes, strict=True)
    ]


def rolling_of(counted: Counted, measure: Measure, window: Window) -> list[float | None]:
    """The rolling mean of a measure. Of a mean or a rate it is that of the window as a whole: a
    period counts for as much as there is in it."""
    length, least, centred = window
    parts, wholes = _ratio(counted, measure)
    if wholes is None:
        found = rolling_mean(parts, length, least=least, centred=centred)
    else:
        found = rolling_ratio(parts, wholes, length, least=least, centred=centred)
    return [None if value is None else round(value, 6) for value in found]


def _ratio(counted: Counted, measure: Measure) -> tuple[list[float], list[float] | None]:
    """A measure as parts of wholes; the wholes are None for what is a sum."""
    points, coverage = counted.points, counted.coverage
    independent = [float(row.independent) for row in coverage]
    if measure == "mean":
        return [point.score for point in points], [float(point.events) for point in points]
    if measure == "per_100_reports":
        return [100.0 * row.told for row in coverage], independent
    if measure == "share":
        return [float(number) for number in counted.telling], independent
    if measure == "score":
        return [point.score for point in points], None
    quads = _QUADS[measure]
    return [float(sum(point.quads[quad] for quad in quads)) for point in points], None
