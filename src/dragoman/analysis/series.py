"""Counts and PLOVER score over time, with zeros where nothing happened."""

from collections.abc import Iterable, Sequence
from typing import Literal

from dragoman.analysis.dyads import Dyad, Lens, between, directed_pairs
from dragoman.analysis.periods import Step, period_of, periods
from dragoman.model import Record
from dragoman.record.happenings import Happening

Weight = Literal["events", "sources"]
WEIGHTS: tuple[Weight, ...] = ("events", "sources")


class Point(Record, frozen=True, kw_only=True):
    """One period of a series. ``quads`` counts the four quad classes in their order; ``events`` is
    their sum. ``score`` is the sum of PLOVER scores, ``mean`` that by event (None where there is
    none). ``undated`` of the events have no day of their own and stand on that of their first
    report."""

    start: str
    end: str
    events: int = 0
    quads: tuple[int, int, int, int] = (0, 0, 0, 0)
    score: float = 0.0
    mean: float | None = None
    undated: int = 0

    @property
    def cooperation(self) -> int:
        """Events of cooperation, verbal and material."""
        return self.quads[0] + self.quads[1]

    @property
    def conflict(self) -> int:
        """Events of conflict, verbal and material."""
        return self.quads[2] + self.quads[3]


def series(
    happenings: Iterable[Happening],
    step: Step,
    since: str,
    until: str,
    *,
    statuses: Sequence[str] = ("actual",),
    weight: Weight = "events",
) -> list[Point]:
    """Events of these statuses from a day to a day, both included, by day, week or month. The
    first and last week or month are named whole, but only days asked for are counted.

    An event of several days counts on its first. With ``weight="sources"`` it counts once for each
    independent source that tells it. Raises InputError where a day is none.
    """
    rows = periods(since, until, step)
    sums = {row.start: _Sum() for row in rows}
    for item in happenings:
        if item.status in statuses and item.day and since <= item.day[:10] <= until:
            times = item.sources if weight == "sources" else 1
            sums[period_of(item.day, step).start].add(item, times)
    return [sums[row.start].point(row.start, row.end) for row in rows]


def dyad_series(
    happenings: Iterable[Happening],
    dyad: Dyad,
    lens: Lens,
    step: Step,
    since: str,
    until: str,
    *,
    statuses: Sequence[str] = ("actual",),
    weight: Weight = "events",
    directed: bool = False,
) -> list[Point]:
    """The series of what is between two; with ``directed`` only what the first does to the
    second. See ``series``."""
    if directed:
        chosen = [item for item in happenings if dyad in directed_pairs(item, lens)]
    else:
        chosen = [item for item in happenings if between(item, dyad, lens)]
    return series(chosen, step, since, until, statuses=statuses, weight=weight)


def rolling_mean(values: Sequence[float], window: int) -> list[float | None]:
    """The mean of each value and those before it, ``window`` in all; None until there are so many.

    Raises ValueError where the window is less than one.
    """
    if window < 1:
        raise ValueError("a window has at least one value")
    return [
        sum(values[end - window : end]) / window if end >= window else None
        for end in range(1, len(values) + 1)
    ]


def rolling_score(points: Sequence[Point], window: int) -> list[float | None]:
    """The mean score by event over the last ``window`` periods; None until there are so many, and
    where nothing happened in them. A period with many events counts for more than one with few."""
    scores = rolling_mean([point.score for point in points], window)
    events = rolling_mean([float(point.events) for point in points], window)
    return [
        score / number if score is not None and number else None
        for score, number in zip(scores, events, strict=True)
    ]


def span_of(happenings: Iterable[Happening]) -> tuple[str, str] | None:
    """The first and last day of events; None where there is no day."""
    days = [item.day[:10] for item in happenings if item.day]
    return (min(days), max(days)) if days else None


class _Sum:
    """A period while it is counted."""

    def __init__(self) -> None:
        self.quads = [0, 0, 0, 0]
        self.score = 0.0
        self.undated = 0

    def add(self, item: Happening, times: int) -> None:
        self.quads[item.quad - 1] += times
        self.score += item.score * times
        self.undated += 0 if item.dated else times

    def point(self, start: str, end: str) -> Point:
        first, second, third, fourth = self.quads
        events = sum(self.quads)
        return Point(
            start=start,
            end=end,
            events=events,
            quads=(first, second, third, fourth),
            score=round(self.score, 6),
            mean=round(self.score / events, 6) if events else None,
            undated=self.undated,
        )
