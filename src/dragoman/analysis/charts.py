"""Results as charts: of series with their changes, of networks over time, of coverage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.analysis import drawing, vega
from dragoman.analysis.changing import ChangeRow
from dragoman.analysis.coverage import Coverage
from dragoman.analysis.dyadic import SeriesRow
from dragoman.analysis.network_time import NetworkRow
from dragoman.analysis.vega import Spec, time_of
from dragoman.errors import InputError


@dataclass(frozen=True)
class Chart:
    """A chart as its Vega-Lite specification. A notebook shows it by itself."""

    spec: Spec
    words: str

    def svg(self) -> bytes:
        """The chart as SVG."""
        return vega.picture(self.spec, "svg")

    def png(self) -> bytes:
        """The chart as PNG, twice as large as on the screen."""
        return vega.picture(self.spec, "png")

    def html(self) -> bytes:
        """The chart as a page that needs no network, with what is told of a mark under the
        pointer."""
        return vega.page(self.spec, self.words)

    def write(self, path: Path) -> None:
        """Write the chart as the end of the file's name says: .svg, .png or .html. Raises
        InputError where it says something else, OSError where it cannot be written."""
        ways = {".svg": self.svg, ".png": self.png, ".html": self.html}
        way = ways.get(path.suffix.lower())
        if way is None:
            raise InputError(f"{path}: a chart is written as .svg, .png or .html")
        path.write_bytes(way())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg().decode(), "text/plain": self.words}


def chart_of_series(
    rows: Sequence[SeriesRow], measure: str, changes: Sequence[ChangeRow] = ()
) -> Chart:
    """Each series as bars, in other colours where the reporting forbids to read them alone; the
    rolling mean as a line; and each change with its 95% interval."""
    several = len({row.status for row in rows}) > 1
    order = list(dict.fromkeys(_title(row, several) for row in rows))
    drawn = [_bar(row, _title(row, several)) for row in rows]
    ends: dict[tuple[str, str, str], str] = {
        (row.series, row.status, row.start): row.end for row in rows
    }
    drawn += [_mark(row, _title(row, several), ends) for row in changes]
    words = f"{measure} of {len(order)} series over {len({row.start for row in rows})} periods"
    return Chart(drawing.series_chart(drawn, order, measure.replace("_", " ")), words)


def chart_of_networks(rows: Sequence[NetworkRow]) -> Chart:
    """Actors, ties and density of the networks of periods that follow each other."""
    names = ("actors", "ties", "density")
    drawn = [
        {
            **time_of(row.start, row.end),
            "dyad": name,
            "value": getattr(row, name),
            "actors": row.actors,
            "ties": row.ties,
            "density": row.density,
        }
        for name in names
        for row in rows
    ]
    return Chart(drawing.networks_chart(drawn, names), f"networks of {len(rows)} periods")


def chart_of_coverage(rows: Sequence[Coverage]) -> Chart:
    """Reports over time, copies paler; below, events by independent report."""
    drawn = [
        {
            **time_of(row.start, row.end),
            "reports": row.reports,
            "independent": row.independent,
            "told": row.told,
            "per_report": row.per_report,
        }
        for row in rows
    ]
    return Chart(drawing.reports_chart(drawn), f"reports of {len(rows)} periods")


def _title(row: SeriesRow | ChangeRow, several: bool) -> str:
    return f"{row.series}, {row.status}" if several else row.series


def _bar(row: SeriesRow, title: str) -> dict[str, Any]:
    return {
        **time_of(row.start, row.end),
        "what": "period",
        "dyad": title,
        "value": row.value,
        "rolling": row.rolling,
        "events": row.events,
        "independent": row.independent,
        "per_100_reports": row.per_100_reports,
        "warning": row.warning or "",
        "reporting": _reporting(row.warning),
    }


def _reporting(warning: str | None) -> str:
    if warning is None:
        return drawing.REPORTING[0]
    changed = "rose" in warning or "fell" in warning
    return drawing.REPORTING[1 if changed else 2]


def _mark(row: ChangeRow, title: str, ends: Mapping[tuple[str, str, str], str]) -> dict[str, Any]:
    """A change: its period, and the interval around it."""
    earliest = time_of(row.earliest, row.earliest)
    latest = time_of(row.latest, ends[row.series, row.status, row.latest])
    return {
        **time_of(row.start, ends[row.series, row.status, row.start]),
        "what": "change",
        "dyad": title,
        "earliest": earliest["start"],
        "latest": latest["end"],
        "before": row.before,
        "after": row.after,
        "strength": row.strength,
    }
