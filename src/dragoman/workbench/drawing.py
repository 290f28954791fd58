"""The charts as Vega-Lite specifications, made by altair; and as pictures, made by vl-convert.

Colours come from the configuration alone, so that a page can put in its own for light and dark.
Names out of reports are only ever values of data, never part of an expression.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dragoman.workbench.wording import QUADS

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
Picture = Literal["png", "svg"]

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
_WIDTH = 640
_ORDER = list(QUADS.values())


def dyads_chart(rows: Rows, order: Sequence[str], top: int) -> Spec:
    """Cooperation upwards and conflict downwards, one row for each dyad. ``rows`` have ``dyad``,
    ``start``, ``end``, ``class``, ``events`` and the bar's ``low`` and ``high``; ``top`` is the
    longest bar."""
    import altair as alt

    bars = (
        alt.Chart()
        .mark_bar(stroke=None)
        .encode(
            x=_days("start:T"),
            x2="end:T",
            y=alt.Y(
                "low:Q",
                title=None,
                scale=alt.Scale(domain=[-top, top], nice=False),
                axis=alt.Axis(tickCount=min(2 * top, 4), format="d", labelExpr="abs(datum.value)"),
            ),
            y2="high:Q",
            color=alt.Color("class:N", title=None, scale=alt.Scale(domain=_ORDER)),
            tooltip=[
                *_tips(dyad="Between", period="Period", events="Events"),
                alt.Tooltip("class:N", title="Class"),
            ],
        )
    )
    zero = alt.Chart().mark_rule().encode(y=alt.datum(0))
    return _faceted(alt.layer(bars, zero), rows, order, 96)


def scores_chart(rows: Rows, order: Sequence[str]) -> Spec:
    """The mean PLOVER score of each period as bars, and the rolling mean as a line. ``rows`` have
    ``dyad``, ``start``, ``middle``, ``end``, ``mean``, ``rolling`` and ``events``."""
    import altair as alt

    y = alt.Y(
        "mean:Q",
        title=None,
        scale=alt.Scale(domain=[-10, 10]),
        axis=alt.Axis(values=[-10, -5, 0, 5, 10]),
    )
    bars = (
        alt.Chart()
        .mark_bar(stroke=None, opacity=0.55)
        .encode(
            x=_days("start:T"),
            x2="end:T",
            y=y,
            y2=alt.datum(0),
            color=alt.Color(
                "side:N",
                title=None,
                scale=alt.Scale(domain=_ORDER),
                legend=None,
            ),
            tooltip=_tips(dyad="Between", period="Period", mean="Mean score", events="Events"),
        )
    )
    line = (
        alt.Chart()
        .mark_line(strokeWidth=2, interpolate="monotone")
        .encode(x="middle:T", y=alt.Y("rolling:Q"))
    )
    zero = alt.Chart().mark_rule().encode(y=alt.datum(0))
    return _faceted(alt.layer(bars, zero, line), rows, order, 96)


def types_chart(rows: Rows, actors: Sequence[str], types: Sequence[str]) -> Spec:
    """Actors by types of event. ``rows`` have ``actor``, ``type``, ``class``, ``events`` and
    ``source``."""
    import altair as alt

    place: dict[str, Any] = {
        "x": alt.X(
            "type:N",
            sort=list(types),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-45, grid=True, domain=False, ticks=False),
        ),
        "y": alt.Y(
            "actor:N",
            sort=list(actors),
            title=None,
            axis=alt.Axis(grid=True, domain=False, ticks=False, labelLimit=180),
        ),
    }
    dots = (
        alt.Chart()
        .mark_circle(opacity=1)
        .encode(
            **place,
            size=alt.Size("events:Q", scale=alt.Scale(range=[40, 620]), legend=None),
            color=alt.Color("class:N", title=None, scale=alt.Scale(domain=_ORDER)),
            tooltip=_tips(actor="Actor", type="Type", events="Events", source="of them as source"),
        )
    )
    numbers = (
        alt.Chart()
        .mark_text(dx=15, align="left", fontSize=10)
        .encode(**place, text=alt.condition("datum.events > 1", "events:Q", alt.value("")))
    )
    chart = alt.layer(dots, numbers, data=_data(rows))
    return _spec(chart.properties(width=_WIDTH, height={"step": 26}))


def reports_chart(rows: Rows) -> Spec:
    """Reports over time, copies lighter; below, events by independent report. ``rows`` have
    ``start``, ``end``, ``reports``, ``independent``, ``told`` and ``per_report``."""
    import altair as alt

    x = _days("start:T")
    tips = _tips(
        period="Period",
        reports="Reports",
        independent="of them independent",
        told="Events first told",
        per_report="Events by report",
    )
    top = max([1, *(row["reports"] for row in rows)])
    count = alt.Axis(format="d", tickCount=min(top, 4))
    every = (
        alt.Chart()
        .mark_bar(stroke=None, opacity=0.35)
        .encode(
            x=x,
            x2="end:T",
            y=alt.Y("reports:Q", title="reports", axis=count),
            y2=alt.datum(0),
            tooltip=tips,
        )
    )
    own = (
        alt.Chart()
        .mark_bar(stroke=None)
        .encode(x=x, x2="end:T", y=alt.Y("independent:Q"), y2=alt.datum(0), tooltip=tips)
    )
    ratio = (
        alt.Chart()
        .mark_circle(size=55, opacity=1)
        .encode(
            x=_days("middle:T"),
            y=alt.Y("per_report:Q", title="events by report", axis=alt.Axis(tickCount=3)),
            tooltip=tips,
        )
    )
    chart = alt.vconcat(
        alt.layer(every, own).properties(width=_WIDTH, height=150),
        ratio.properties(width=_WIDTH, height=80),
        data=_data(rows),
    ).resolve_scale(x="shared")
    return _spec(chart, mark={"color": LIGHT["range"]["category"][1]})


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


def _faceted(layers: Any, rows: Rows, order: Sequence[str], height: int) -> Spec:
    import altair as alt

    row = alt.Row(
        "dyad:N",
        sort=list(order),
        title=None,
        header=alt.Header(
            labelAngle=0, labelAlign="left", labelOrient="top", labelAnchor="start", labelPadding=4
        ),
    )
    chart = layers.properties(width=_WIDTH, height=height).facet(row=row, data=_data(rows))
    return _spec(chart.properties(spacing=28))


def _days(field: str) -> Any:
    """An axis of days: "3 Jun", and the year where one begins."""
    import altair as alt

    label = "timeFormat(datum.value, dayofyear(datum.value) == 1 ? '%Y' : '%-d %b')"
    axis = alt.Axis(grid=False, labelExpr=label, labelOverlap="greedy", labelSeparation=10)
    return alt.X(field, title=None, axis=axis)


def _data(rows: Rows) -> Any:
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows])


def _tips(**fields: str) -> list[Any]:
    import altair as alt

    numbers = {"events", "source", "reports", "independent", "told", "per_report", "mean"}
    return [
        alt.Tooltip(f"{name}:{'Q' if name in numbers else 'N'}", title=title)
        for name, title in fields.items()
    ]


def _spec(chart: Any, **config: Any) -> Spec:
    spec: Spec = chart.to_dict()
    spec["config"] = {**LIGHT, **config}
    return spec
