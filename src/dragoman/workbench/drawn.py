"""What the charts show, as rows: the same are drawn, listed beside the chart and downloaded."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from dragoman.analysis import drawing
from dragoman.analysis.coverage import Coverage, coverage
from dragoman.analysis.dyads import MANY, Dyad, pairs
from dragoman.analysis.periods import Step
from dragoman.analysis.rolling import WINDOWS as WINDOWS
from dragoman.analysis.rolling import rolling_score
from dragoman.analysis.series import Point, Weight, dyad_series
from dragoman.analysis.types import types_by_actor
from dragoman.analysis.vega import Rows, Spec, time_of
from dragoman.entries import ReportEntry
from dragoman.record.happenings import Happening
from dragoman.workbench.seeing import View
from dragoman.workbench.wording import QUADS, span_of_days

Name = Literal["dyads", "types", "reports"]
NAMES: tuple[Name, ...] = ("dyads", "types", "reports")
MOST_DYADS = 5
MOST_ACTORS = 15


class Line(NamedTuple):
    """The series of one dyad with its name."""

    label: str
    dyad: Dyad
    directed: bool
    points: Sequence[Point]


class Chart(NamedTuple):
    """One chart: its rows by their columns, and how it is drawn, where it is."""

    name: Name
    columns: tuple[str, ...]
    rows: Rows
    draw: Callable[[], Spec]


def lines(
    seen: View, step: Step, weight: Weight, dyad: Dyad | None = None, most: int = MOST_DYADS
) -> list[Line]:
    """The series to draw: of one dyad, together and in each direction; or of the dyads of most
    events."""
    if dyad is not None:
        one, other = seen.label(dyad[0]), seen.label(dyad[1])
        asked = [(f"{one} and {other}", dyad, False)]
        if one != other:
            asked += [(f"{one} to {other}", dyad, True)]
            asked += [(f"{other} to {one}", (dyad[1], dyad[0]), True)]
        events = {pair: seen.inside for _, pair, _ in asked}
    else:
        events = _busiest(seen, most)
        asked = [(f"{seen.label(a)} and {seen.label(b)}", (a, b), False) for a, b in events]
    return [
        Line(label, pair, directed, _points(seen, events[pair], pair, step, weight, directed))
        for label, pair, directed in asked
    ]


def _busiest(seen: View, most: int) -> dict[Dyad, list[Happening]]:
    """The dyads of most events, each with its events, found at one go. An event of very many
    parties makes no dyad busy, but may be between any."""
    found: dict[Dyad, list[Happening]] = {}
    crowded = []
    for item in seen.inside:
        met = pairs(item, seen.lens)
        for pair in met:
            found.setdefault(pair, []).append(item)
        if not met and len(item.parties) > MANY:
            crowded.append(item)
    first = sorted(found, key=lambda pair: (-len(found[pair]), pair))[:most]
    return {pair: found[pair] + crowded for pair in first}


def _points(
    seen: View, events: Sequence[Happening], pair: Dyad, step: Step, weight: Weight, directed: bool
) -> list[Point]:
    return dyad_series(
        events,
        pair,
        seen.lens,
        step,
        seen.since,
        seen.until,
        statuses=(seen.status,),
        weight=weight,
        directed=directed,
    )


DYAD_COLUMNS = (
    "dyad", "one", "other", "directed", "start", "end", "events", "verbal_cooperation",
    "material_cooperation", "verbal_conflict", "material_conflict", "score", "mean", "rolling",
    "undated",
)  # fmt: skip


def dyad_rows(found: Sequence[Line], step: Step) -> list[dict[str, Any]]:
    """One row for each dyad and period, zeros too."""
    return [
        {
            "dyad": line.label,
            "one": line.dyad[0],
            "other": line.dyad[1],
            "directed": line.directed,
            "start": point.start,
            "end": point.end,
            "events": point.events,
            **{QUADS[n].replace(" ", "_"): point.quads[n - 1] for n in QUADS},
            "score": point.score,
            "mean": point.mean,
            "rolling": rolling,
            "undated": point.undated,
        }
        for line in found
        for point, rolling in zip(
            line.points, rolling_score(line.points, WINDOWS[step]), strict=True
        )
    ]


def dyads(found: Sequence[Line], step: Step, measure: str) -> Chart:
    """The chart of dyads: events by class, or the score."""
    rows = dyad_rows(found, step)
    order = [line.label for line in found]

    def draw() -> Spec:
        if measure == "score":
            return drawing.scores_chart([_scored(row) for row in rows], order)
        bars = [bar for row in rows for bar in _bars(row)]
        return drawing.dyads_chart(bars, order, max([2, *(abs(bar["high"]) for bar in bars)]))

    return Chart("dyads", DYAD_COLUMNS, rows, draw)


def _bars(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The bars of one dyad and period, stacked from zero up and down."""
    found = []
    ends = {1: 0, -1: 0}
    for number, words in QUADS.items():
        events = row[words.replace(" ", "_")]
        way = 1 if number < 3 else -1
        bar = {"class": words, "events": events, "low": ends[way]}
        ends[way] += way * events
        if events or number == 1:  # one bar of nothing, so that a dyad without events has an axis
            found.append({**_time(row), "dyad": row["dyad"], **bar, "high": ends[way]})
    return found


def _scored(row: Mapping[str, Any]) -> dict[str, Any]:
    side = QUADS[1] if (row["mean"] or 0) >= 0 else QUADS[4]
    return {**_time(row), "side": side, **{name: row[name] for name in _SCORES}}


_SCORES = ("dyad", "events", "mean", "rolling")


def _time(row: Mapping[str, Any]) -> dict[str, str]:
    """Where a period begins, has its middle, and ends on an axis, and what it is called."""
    words = span_of_days(row["start"], row["end"])
    return time_of(row["start"], row["end"], words)


TYPE_COLUMNS = ("actor", "key", "type", "class", "events", "source")


def types(seen: View) -> Chart:
    """The chart of types of event by actor."""
    classes = _classes(seen.inside)
    cells = types_by_actor(seen.inside, seen.lens, statuses=(seen.status,), most=MOST_ACTORS)
    rows = [
        {
            "actor": seen.label(cell.key),
            "key": cell.key,
            "type": cell.event,
            "class": QUADS[classes[cell.event]],
            "events": cell.events,
            "source": cell.as_source,
        }
        for cell in cells
    ]
    order = sorted({cell.event for cell in cells}, key=lambda name: (classes[name], name))
    actors = list(dict.fromkeys(str(row["actor"]) for row in rows))
    return Chart("types", TYPE_COLUMNS, rows, lambda: drawing.types_chart(rows, actors, order))


def _classes(items: Sequence[Happening]) -> dict[str, int]:
    """The quad class that most events of a type have."""
    counts: dict[str, Counter[int]] = {}
    for item in items:
        counts.setdefault(item.event, Counter())[item.quad] += 1
    return {name: min(found, key=lambda q: (-found[q], q)) for name, found in counts.items()}


REPORT_COLUMNS = ("start", "end", "reports", "independent", "told", "per_report")


def reports(seen: View, found: Sequence[ReportEntry], step: Step) -> Chart:
    """The chart of reports over time."""
    rows = [
        {name: getattr(row, name) for name in REPORT_COLUMNS}
        for row in _coverage(seen, found, step)
    ]

    def draw() -> Spec:
        return drawing.reports_chart([{**row, **_time(row)} for row in rows])

    return Chart("reports", REPORT_COLUMNS, rows, draw)


def _coverage(seen: View, found: Sequence[ReportEntry], step: Step) -> list[Coverage]:
    return coverage(found, seen.all, step, seen.since, seen.until)
