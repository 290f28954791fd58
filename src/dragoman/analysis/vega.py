"""What all charts share: colours, axes of days, and the ways out of a specification.

Colours come from the configuration alone, so that a page can put in its own for light and dark.
Names out of reports are only ever values of data, never part of an expression.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any, Literal

from dragoman.formats.lines import json_line

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
Picture = Literal["png", "svg"]

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
</head>
<body>
<div id="chart"></div>
<script>{runtime}</script>
<script>vegaEmbed("#chart", {data}, {{mode: "vega-lite", renderer: "svg"}});</script>
</body>
</html>
"""
# The light colours of dragoman.css, for pictures that leave the workbench.
LIGHT: Mapping[str, Any] = {
    "background": "#fdfcfa",
    "font": "sans-serif",
    "axis": {
        "labelColor": "#56524b",
        "titleColor": "#56524b",
        "titleFontWeight": "normal",
        "gridColor": "#e6e1d6",
        "domainColor": "#8a857a",
        "tickColor": "#8a857a",
        "labelFontSize": 12,
        "titleFontSize": 12,
    },
    "legend": {
        "labelColor": "#1c1b19",
        "titleColor": "#56524b",
        "labelFontSize": 12,
        "orient": "top",
        "columns": 2,
        "labelLimit": 0,
    },
    "header": {"labelColor": "#1c1b19", "labelFontSize": 13, "labelFontWeight": "bold"},
    "title": {"color": "#1c1b19"},
    "view": {"stroke": None},
    "range": {"category": ["#5da48c", "#1f4e8c", "#d59a3c", "#9c2f1f"]},
    "rule": {"color": "#8a857a"},
    "line": {"color": "#1c1b19"},
    "text": {"color": "#1c1b19"},
}
WIDTH = 640
# Fields that are numbers; all others are names, days and words.
_NUMBERS = frozenset(
    {
        "events", "source", "reports", "independent", "told", "per_report", "mean", "value",
        "rolling", "per_100_reports", "before", "after", "strength", "actors", "ties", "density",
    }
)  # fmt: skip


def picture(spec: Spec, kind: Picture) -> bytes:
    """A chart as a picture. Nothing is loaded from anywhere for it."""
    import vl_convert

    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]))


def runtime() -> bytes:
    """The chart runtime for browsers, out of vl-convert: ``vega``, ``vegaLite``, ``vegaEmbed``."""
    import vl_convert

    bundle: Any = vl_convert.javascript_bundle  # its stub knows no default
    return str(bundle()).encode()


def page(spec: Spec, title: str) -> bytes:
    """A chart as a page of HTML that needs nothing else and may load nothing: the runtime is in it.
    Names out of reports stand in its data, where they can end no script."""
    data = json_line(spec)
    for mark in "<>&":
        data = data.replace(mark, f"\\u{ord(mark):04x}")
    script = runtime().decode()
    return _PAGE.format(title=escape(title), runtime=script, data=data).encode()


def time_of(start: str, end: str, words: str | None = None) -> dict[str, str]:
    """Where a period begins, has its middle, and ends on an axis, and what it is called."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    after = last + timedelta(days=1)
    middle = first + (after - first) / 2
    return {
        "start": f"{first}T00:00",
        "middle": f"{middle}T{'12' if (after - first).days % 2 else '00'}:00",
        "end": f"{after}T00:00",
        "period": words or (start if start == end else f"{start} to {end}"),
    }


def faceted(layers: Any, rows: Rows, order: Sequence[str], height: int) -> Spec:
    """Layers over the same rows, one panel for each dyad, in this order."""
    import altair as alt

    row = alt.Row(
        "dyad:N",
        sort=list(order),
        title=None,
        header=alt.Header(
            labelAngle=0, labelAlign="left", labelOrient="top", labelAnchor="start", labelPadding=4
        ),
    )
    chart = layers.properties(width=WIDTH, height=height).facet(row=row, data=inline(rows))
    return finished(chart.properties(spacing=28))


def days(field: str) -> Any:
    """An axis of days: "3 Jun", and the year where one begins."""
    import altair as alt

    label = "timeFormat(datum.value, dayofyear(datum.value) == 1 ? '%Y' : '%-d %b')"
    axis = alt.Axis(grid=False, labelExpr=label, labelOverlap="greedy", labelSeparation=10)
    return alt.X(field, title=None, axis=axis)


def inline(rows: Rows) -> Any:
    """Rows as the data of a chart."""
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows])


def tips(**fields: str) -> list[Any]:
    """What is told of a mark under the pointer: fields with their titles."""
    import altair as alt

    return [
        alt.Tooltip(f"{name}:{'Q' if name in _NUMBERS else 'N'}", title=title)
        for name, title in fields.items()
    ]


def finished(chart: Any, **config: Any) -> Spec:
    """The specification of a chart, with our configuration and what is added to it."""
    made: Spec = chart.to_dict()
    made["config"] = {**LIGHT, **config}
    return made
