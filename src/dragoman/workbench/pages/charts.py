"""Charts: cooperation and conflict by dyad, types by actor, reports by day; each as a picture, a
specification and data."""

from litestar import Response, get
from litestar.exceptions import NotFoundException

from dragoman.analysis import vega
from dragoman.analysis.periods import STEPS
from dragoman.analysis.series import WEIGHTS
from dragoman.entries import ReportEntry
from dragoman.errors import InputError
from dragoman.formats.cells import csv_line
from dragoman.formats.flat import csv_cell
from dragoman.record.questions import ReportQuery
from dragoman.workbench import answers, choices, drawn, vendor
from dragoman.workbench.asking import Asked
from dragoman.workbench.drawn import Chart
from dragoman.workbench.lately import Lately, state_of
from dragoman.workbench.seeing import SHARED, View, dyad_of, one_of, step_of, view
from dragoman.workbench.state import Asking, Workbench

FILTERS = (*SHARED, "by", "step", "measure", "weight")
_KEPT = 6  # pages whose charts are kept: one holds some tens of megabytes for 100,000 events
MEASURES = ("events", "score")
_MEDIA = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "json": "application/json",
    "vl.json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


class Read:
    """What the page was asked, read, with the charts that were made of it."""

    def __init__(self, bench: Workbench, asked: Asked) -> None:
        self.asked = asked
        self.seen: View = view(bench.record, asked, with_dyad=False)
        self.step = step_of(asked, self.seen)
        self.measure = one_of(asked, "measure", MEASURES, "events")
        self._made: dict[drawn.Name, Chart] = {}

    def chart(self, bench: Workbench, name: drawn.Name) -> Chart:
        """A chart, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = _chart(bench, self, name)
        return self._made[name]


_lately: Lately[Read] = Lately(_KEPT)


def _read(request: Asking, bench: Workbench) -> Read:
    return read_charts(bench, answers.asked(request, "/charts", FILTERS))


def read_charts(bench: Workbench, asked: Asked) -> Read:
    """What an address asks of the charts; the same as before where it was asked lately of the
    record in this state."""
    key = (bench.record.engine, state_of(bench.record.engine), tuple(asked.pairs))
    return _lately.get(key, lambda: Read(bench, asked))


def warm(bench: Workbench) -> None:
    """Make the charts that the page begins with, so that they are there when it is opened."""
    read = read_charts(bench, Asked("/charts", FILTERS, []))
    for name in drawn.NAMES:
        read.chart(bench, name)


def _dyads(bench: Workbench, read: Read) -> Chart:
    weight = one_of(read.asked, "weight", WEIGHTS, "events")
    dyad = None
    try:
        dyad = dyad_of(bench.record, read.asked, read.seen.lens)
        found = drawn.lines(read.seen, read.step, weight, dyad)
    except InputError as fault:  # an actor the record does not have; days too far apart
        read.asked.faults.append(str(fault))
        found = []
    return drawn.dyads(found, read.step, read.measure)


def _reports(bench: Workbench, read: Read) -> Chart:
    last = f"{read.seen.until}T~"  # a day with a time of day is text behind the day alone
    query = ReportQuery(since=read.seen.since, until=last)
    found: list[ReportEntry] = list(bench.record.reports(query))
    return drawn.reports(read.seen, found, read.step)


def _chart(bench: Workbench, read: Read, name: drawn.Name) -> Chart:
    if name == "dyads":
        return _dyads(bench, read)
    return drawn.types(read.seen) if name == "types" else _reports(bench, read)


@get("/charts", opt={"csp": "chart"}, sync_to_thread=True)
def charts(request: Asking, bench: Workbench) -> Response[str]:
    """The charts, each with its numbers beside it."""
    read = _read(request, bench)
    made = {name: read.chart(bench, name) for name in drawn.NAMES}
    return bench.page(
        request,
        "charts.html",
        asked=read.asked,
        seen=read.seen,
        step=read.step,
        steps=STEPS,
        measure=read.measure,
        window=drawn.WINDOWS[read.step],
        charts=made,
        kinds=choices.kinds(),
    )


@get("/charts.json", sync_to_thread=True)
def charts_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The data of all charts."""
    read = _read(request, bench)
    made = {name: list(read.chart(bench, name).rows) for name in drawn.NAMES}
    answers.refuse(read.asked)
    head = {"since": read.seen.since, "until": read.seen.until, "step": read.step}
    return answers.data({**head, "by": read.seen.lens, "status": read.seen.status, **made})


@get("/charts/{file:str}", sync_to_thread=True)
def chart(request: Asking, bench: Workbench, file: str) -> Response[bytes]:
    """One chart as a file: ``dyads.png``, ``types.csv``, ``reports.vl.json`` …"""
    stem, _, kind = file.partition(".")
    name = next((name for name in drawn.NAMES if name == stem), None)
    if name is None or kind not in _MEDIA:
        raise NotFoundException(f"there is no chart {file}")
    read = _read(request, bench)
    made = read.chart(bench, name)
    answers.refuse(read.asked)
    headers = {"Cache-Control": "no-cache"}
    if kind != "vl.json":
        headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return Response(_body(made, kind), media_type=_MEDIA[kind], headers=headers)


def _body(made: Chart, kind: str) -> bytes:
    if kind == "csv":
        rows = [list(made.columns), *([row[name] for name in made.columns] for row in made.rows)]
        return "".join(csv_line(map(csv_cell, row)) + "\n" for row in rows).encode()
    if kind == "json":
        return answers.data(list(made.rows)).content
    if kind == "vl.json":
        return answers.data(made.draw()).content
    return vega.picture(made.draw(), "png" if kind == "png" else "svg")


routes = [charts, charts_json, chart]
assets = {"vega.js": vendor.vega}
