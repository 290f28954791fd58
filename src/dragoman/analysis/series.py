"""Counts and PLOVER score over time, with zeros where nothing happened."""

from collections.abc import Iterable, Sequence
from typing import Literal

from dragoman.analysis.dyads import Dyad, Lens, between, directed_pairs
from dragoman.analysis.periods import Step, period_of, periods
from dragoman.model import Record
from dragoman.record.happenings import Happening

Weight = Literal["events", "sources"]
WEIGHTS: tuple[Weight, ...] = ("events", "sources")
# The quad classes of PLOVER, in their order.
QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


class Point(Record, frozen=True, kw_only=True):
    """One period of a series. ``quads`` counts the four quad classes in their order; ``events`` is
    their sum. ``score`` is the sum of PLOVER scores, ``mean`` that by event (None where there is
    none). ``undated`` of the events have no day of their own and stand on that of their first
    report. ``sources`` and ``reports`` are how many times independent sources, and reports, tell
    the events of the period, whenever they appeared."""

    start: str
    end: str
    events: int = 0
    quads: tuple[int, int, int, int] = (0, 0, 0, 0)
    score: float = 0.0
    mean: float | None = None
    undated: int = 0
    sources: int = 0
    reports: int = 0

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
        self.sources = 0
        self.reports = 0

    def add(self, item: Happening, times: int) -> None:
        self.quads[item.quad - 1] += times
        self.score += item.score * times
        self.undated += 0 if item.dated else times
        self.sources += item.sources
        self.reports += item.reports

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
            sources=self.sources,
            reports=self.reports,
        )
