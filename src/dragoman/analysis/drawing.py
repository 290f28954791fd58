"""The charts as Vega-Lite specifications, made by altair: one function a chart, for the workbench,
the command line and a notebook alike."""

from collections.abc import Sequence
from typing import Any

from dragoman.analysis.series import QUADS
from dragoman.analysis.vega import LIGHT, WIDTH, Rows, Spec, days, faceted, finished, inline, tips

_ORDER = list(QUADS.values())
# How many reports a period has: as those before it, many more or fewer, or hardly any.
REPORTING = ("as many reports as before", "reporting rose or fell", "few reports or none")
_SHADES = [LIGHT["range"]["category"][1], LIGHT["range"]["category"][2], "#a9bdd6"]
_CHANGE = LIGHT["range"]["category"][3]


def dyads_chart(rows: Rows, order: Sequence[str], top: int) -> Spec:
    """Cooperation upwards and conflict downwards, one row for each dyad. ``rows`` have ``dyad``,
    ``start``, ``end``, ``class``, ``events`` and the bar's ``low`` and ``high``; ``top`` is the
    longest bar."""
    import altair as alt

    bars = (
        alt.Chart()
        .mark_bar(stroke=None)
        .encode(
            x=days("start:T"),
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
                *tips(dyad="Between", period="Period", events="Events"),
                alt.Tooltip("class:N", title="Class"),
            ],
        )
    )
    zero = alt.Chart().mark_rule().encode(y=alt.datum(0))
    return faceted(alt.layer(bars, zero), rows, order, 96)


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
            x=days("start:T"),
            x2="end:T",
            y=y,
            y2=alt.datum(0),
            color=alt.Color(
                "side:N",
                title=None,
                scale=alt.Scale(domain=_ORDER),
                legend=None,
            ),
            tooltip=tips(dyad="Between", period="Period", mean="Mean score", events="Events"),
        )
    )
    line = (
        alt.Chart()
        .mark_line(strokeWidth=2, interpolate="monotone")
        .encode(x="middle:T", y=alt.Y("rolling:Q"))
    )
    zero = alt.Chart().mark_rule().encode(y=alt.datum(0))
    return faceted(alt.layer(bars, zero, line), rows, order, 96)


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
            tooltip=tips(actor="Actor", type="Type", events="Events", source="of them as source"),
        )
    )
    numbers = (
        alt.Chart()
        .mark_text(dx=15, align="left", fontSize=10)
        .encode(**place, text=alt.condition("datum.events > 1", "events:Q", alt.value("")))
    )
    chart = alt.layer(dots, numbers, data=inline(rows))
    return finished(chart.properties(width=WIDTH, height={"step": 26}))


def reports_chart(rows: Rows) -> Spec:
    """Reports over time, copies lighter; below, events by independent report. ``rows`` have
    ``start``, ``end``, ``reports``, ``independent``, ``told`` and ``per_report``."""
    import altair as alt

    x = days("start:T")
    told = tips(
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
            tooltip=told,
        )
    )
    own = (
        alt.Chart()
        .mark_bar(stroke=None)
        .encode(x=x, x2="end:T", y=alt.Y("independent:Q"), y2=alt.datum(0), tooltip=told)
    )
    ratio = (
        alt.Chart()
        .mark_circle(size=55, opacity=1)
        .encode(
            x=days("middle:T"),
            y=alt.Y("per_report:Q", title="events by report", axis=alt.Axis(tickCount=3)),
            tooltip=told,
        )
    )
    chart = alt.vconcat(
        alt.layer(every, own).properties(width=WIDTH, height=150),
        ratio.properties(width=WIDTH, height=80),
        data=inline(rows),
    ).resolve_scale(x="shared")
    return finished(chart, mark={"color": LIGHT["range"]["category"][1]})


def series_chart(rows: Rows, order: Sequence[str], measure: str) -> Spec:
    """A measure over time, one panel for each series. ``rows`` are of two kinds (``what``): periods
    with ``start``, ``middle``, ``end``, ``value``, ``rolling`` and ``reporting``, which colours
    them; and changes with ``start``, ``earliest``, ``latest``, ``before`` and ``after``."""
    import altair as alt

    own = "datum.what == 'period'"
    bars = (
        alt.Chart()
        .transform_filter(own)
        .mark_bar(stroke=None)
        .encode(
            x=days("start:T"),
            x2="end:T",
            y=alt.Y("value:Q", title=measure),
            y2=alt.datum(0),
            color=alt.Color(
                "reporting:N",
                title=None,
                scale=alt.Scale(domain=list(REPORTING), range=_SHADES),
            ),
            tooltip=tips(
                dyad="Series", period="Period", value=measure, rolling="Rolling mean",
                events="Events", independent="Independent reports",
                per_100_reports="Events by 100 reports", warning="Warning",
            ),
        )
    )  # fmt: skip
    line = (
        alt.Chart()
        .transform_filter(own)
        .mark_line(strokeWidth=2)
        .encode(x="middle:T", y="rolling:Q")
    )
    zero = alt.Chart().mark_rule().encode(y=alt.datum(0))
    # A layer without a mark would have an axis without an end.
    layers = [bars, zero]
    if any(row.get("rolling") is not None for row in rows):
        layers.append(line)
    if any(row["what"] == "change" for row in rows):
        band, place = _changes()
        layers = [band, *layers, place]
    return faceted(alt.layer(*layers), rows, order, 110)


def _changes() -> list[Any]:
    """The layers of changes: the interval as a band, the place as a dashed line."""
    import altair as alt

    marked = alt.Chart().transform_filter("datum.what == 'change'")
    band = marked.mark_rect(opacity=0.25, color=_CHANGE).encode(x="earliest:T", x2="latest:T")
    place = marked.mark_rule(strokeDash=[4, 3], strokeWidth=1.5, color=_CHANGE).encode(
        x="start:T",
        tooltip=tips(
            dyad="Series", period="Changed", before="Before", after="After", strength="Strength"
        ),
    )
    return [band, place]


def networks_chart(rows: Rows, order: Sequence[str]) -> Spec:
    """Numbers of a network over time, one panel for each. ``rows`` have ``start``, ``end``, the
    name of the number as ``dyad``, and its ``value``."""
    import altair as alt

    bars = (
        alt.Chart()
        .mark_bar(stroke=None)
        .encode(
            x=days("start:T"),
            x2="end:T",
            y=alt.Y("value:Q", title=None),
            y2=alt.datum(0),
            tooltip=tips(period="Period", actors="Actors", ties="Ties", density="Density"),
        )
    )
    spec = faceted(alt.layer(bars), rows, order, 80)
    spec["resolve"] = {"scale": {"y": "independent"}}
    spec["config"]["mark"] = {"color": LIGHT["range"]["category"][1]}
    return spec
