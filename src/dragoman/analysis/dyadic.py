"""Series of dyads beside the reports they were read from, as one table."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from dragoman.analysis.coverage import Coverage, coverage
from dragoman.analysis.dyads import Dyad, Lens, between, count_dyads, directed_pairs, key_of
from dragoman.analysis.frames import Frame, frame, table_of
from dragoman.analysis.material import Material
from dragoman.analysis.measures import Counted, Measure, Window, rolling_of, values_of
from dragoman.analysis.periods import Step, period_of
from dragoman.analysis.series import Weight, series
from dragoman.model import Record, Status
from dragoman.record.happenings import Happening

Way = Literal["all", "between", "to"]


class Asked(Record, frozen=True, kw_only=True):
    """What series are asked for. Without ``dyads`` it is the ``most`` dyads with most events; with
    ``together`` one series of all events. ``directed`` adds what each does to the other. Each
    status makes series of its own. ``measure`` is what ``value`` and ``rolling`` are of."""

    dyads: tuple[Dyad, ...] = ()
    together: bool = False
    directed: bool = False
    most: int = 5
    lens: Lens = "country"
    step: Step = "month"
    since: str
    until: str
    statuses: tuple[Status, ...] = ("actual",)
    weight: Weight = "events"
    measure: Measure = "events"
    window: Window | None = None


class SeriesRow(Record, frozen=True, kw_only=True):
    """One period of one series. What the columns mean stands in docs/analysis.md."""

    series: str
    one: str | None
    other: str | None
    way: Way
    status: Status
    start: str
    end: str
    value: float | None
    rolling: float | None
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    score: float
    mean: float | None
    undated: int
    sources: int
    reports: int
    published: int
    independent: int
    told: int
    per_100_reports: float | None
    telling: int
    share: float | None
    warning: str | None


SERIES = table_of("series", SeriesRow)


class Line(NamedTuple):
    """One series: what it is called, whose it is, and what was counted."""

    label: str
    dyad: Dyad | None
    way: Way
    status: Status
    counted: Counted


def lines(material: Material, asked: Asked) -> list[Line]:
    """The series that are asked for. Raises InputError where a day is none or the periods are too
    many."""
    base = _Base(material, asked)
    return [
        Line(label, dyad, way, status, base.counted(status, dyad, way))
        for status in asked.statuses
        for label, dyad, way in _subjects(material, asked)
    ]


def series_frame(found: Sequence[Line], asked: Asked) -> Frame[SeriesRow]:
    """A row for each series and period, zeros too."""
    rows = [row for line in found for row in _rows(line, asked)]
    return frame(SERIES, rows)


def _subjects(material: Material, asked: Asked) -> list[tuple[str, Dyad | None, Way]]:
    if asked.together:
        return [("all events", None, "all")]
    since, until = asked.since, asked.until
    inside = [x for x in material.events if x.day and since <= x.day[:10] <= until]
    counts = count_dyads(inside, asked.lens, asked.statuses)
    dyads = asked.dyads or tuple(count.dyad for count in counts[: asked.most])
    found: list[tuple[str, Dyad | None, Way]] = []
    for dyad in dyads:
        one, other = (material.label(key, asked.lens) for key in dyad)
        found.append((f"{one} and {other}", dyad, "between"))
        if asked.directed and dyad[0] != dyad[1]:
            found.append((f"{one} to {other}", dyad, "to"))
            found.append((f"{other} to {one}", (dyad[1], dyad[0]), "to"))
    return found


class _Base:
    """What all series have in common, found once: the coverage of the periods, and in which events
    an actor is."""

    def __init__(self, material: Material, asked: Asked) -> None:
        self._material, self._asked = material, asked
        self._time = (asked.step, asked.since, asked.until)
        self._coverage = coverage(material.reports, (), *self._time)
        self._roots = {
            entry.key: period_of(entry.published, asked.step).start
            for entry in material.reports
            if entry.published
            and entry.key == entry.family
            and asked.since <= entry.published[:10] <= asked.until
        }
        self._with: dict[str, set[int]] = defaultdict(set)
        for place, item in enumerate(material.events):
            for member in item.parties:
                key = key_of(member, asked.lens)
                if key:
                    self._with[key].add(place)

    def counted(self, status: Status, dyad: Dyad | None, way: Way) -> Counted:
        """One series."""
        chosen = [item for item in self._events(dyad, way) if item.status == status]
        points = series(chosen, *self._time, statuses=(status,), weight=self._asked.weight)
        return Counted(points, self._covered(chosen), self._telling(chosen))

    def _events(self, dyad: Dyad | None, way: Way) -> list[Happening]:
        events, lens = self._material.events, self._asked.lens
        if dyad is None:
            return list(events)
        both = [events[n] for n in sorted(self._with[dyad[0]] & self._with[dyad[1]])]
        if way == "to":
            return [item for item in both if dyad in directed_pairs(item, lens)]
        return [item for item in both if between(item, dyad, lens)]

    def _covered(self, chosen: Sequence[Happening]) -> list[Coverage]:
        """The coverage, with the events of the series alone."""
        own = coverage((), chosen, *self._time)
        return [
            replace(
                row,
                told=one.told,
                per_report=round(one.told / row.independent, 6) if row.independent else None,
            )
            for row, one in zip(self._coverage, own, strict=True)
        ]

    def _telling(self, chosen: Sequence[Happening]) -> list[int]:
        """How many of the independent reports of each period tell one of the events."""
        tellers = self._material.tellers
        families = {family for item in chosen for family in tellers.get(item.id, ())}
        counts = Counter(self._roots[family] for family in families if family in self._roots)
        return [counts[row.start] for row in self._coverage]


def _rows(line: Line, asked: Asked) -> list[SeriesRow]:
    counted = line.counted
    values = values_of(counted, asked.measure)
    window = asked.window
    rolled = rolling_of(counted, asked.measure, window) if window else [None] * len(values)
    rates = values_of(counted, "per_100_reports")
    shares = values_of(counted, "share")
    return [
        SeriesRow(
            series=line.label,
            one=line.dyad[0] if line.dyad else None,
            other=line.dyad[1] if line.dyad else None,
            way=line.way,
            status=line.status,
            start=point.start,
            end=point.end,
            value=values[n],
            rolling=rolled[n],
            events=point.events,
            verbal_cooperation=point.quads[0],
            material_cooperation=point.quads[1],
            verbal_conflict=point.quads[2],
            material_conflict=point.quads[3],
            score=point.score,
            mean=point.mean,
            undated=point.undated,
            sources=point.sources,
            reports=point.reports,
            published=counted.coverage[n].reports,
            independent=counted.coverage[n].independent,
            told=counted.coverage[n].told,
            per_100_reports=rates[n],
            telling=counted.telling[n],
            share=shares[n],
            warning=counted.coverage[n].warning,
        )
        for n, point in enumerate(counted.points)
    ]
