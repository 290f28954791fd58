"""``dragoman network`` and ``dragoman coverage``: who has to do with whom; how much was read."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.cli.recorded import Format, FormatOption, RecordOption
from dragoman.cli.studied import (
    ActorOption,
    ByOption,
    ChartOption,
    Lens,
    LensOption,
    NameOption,
    SinceOption,
    StatusChoice,
    StatusOption,
    Step,
    ToOption,
    TypeOption,
    UntilOption,
    study,
    write_chart,
    write_study,
)
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.analysis.network_time import NetworkStudy

SHOWN = {
    "networks": (
        "start", "end", "actors", "ties", "density", "components", "communities", "modularity",
    ),
    "actors": (
        "start", "name", "country", "events", "partners", "strength", "degree", "betweenness",
        "community_name",
    ),
    "ties": ("start", "one_name", "other_name", "events", "contacts", "score"),
}  # fmt: skip
COVERAGE_SHOWN = ("start", "end", "reports", "independent", "told", "per_report", "warning")


class Part(StrEnum):
    """Which table of a network is printed."""

    networks = "networks"
    actors = "actors"
    ties = "ties"


class NetworkFormat(StrEnum):
    """What a network is printed as."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"
    graphml = "graphml"
    gexf = "gexf"


class TieChoice(StrEnum):
    """What makes a tie."""

    contacts = "contacts"
    events = "events"


def network(
    record: str = RecordOption,
    by: Step | None = typer.Option(
        None, "--by", help="A network for each day, week or month; by default one of all time."
    ),
    lens: Lens = LensOption,
    ties: TieChoice = typer.Option(
        TieChoice.contacts, "--ties", help="By contacts (CONSULT), or by events of every type."
    ),
    show: Part | None = typer.Option(
        None, "--show", help="networks (the default with --by), actors (the default) or ties."
    ),
    most: int = typer.Option(
        500, "--most", min=2, help="Only so many actors of each network, those with most ties."
    ),
    actor: str | None = ActorOption,
    event: list[str] | None = TypeOption,
    status: list[StatusChoice] = StatusOption,
    since: str | None = SinceOption,
    until: str | None = UntilOption,
    form: NetworkFormat = typer.Option(
        NetworkFormat.table,
        "--format",
        help="table, csv, json, jsonl, parquet; graphml or gexf for programs that draw graphs.",
    ),
    to: Path | None = ToOption,
    name: str = NameOption,
    chart: Path | None = ChartOption,
) -> None:
    """The network of actors, as a whole or over time: its size, who is central, who is tied."""
    from dragoman.analysis.network_time import network_study

    graph = form in (NetworkFormat.graphml, NetworkFormat.gexf)
    if graph and by is not None:
        raise InputError(f"{form.value} is one network: leave out --by, give --since and --until")
    if chart is not None and by is None:
        raise InputError("--chart shows networks over time: give --by")
    about = study(
        record, actor, event, status, since, until,
        by=by.value if by else None, lens=lens.value, ties=ties.value, most=most,
    )  # fmt: skip
    found = network_study(
        about.material,
        lens.value,
        by.value if by else None,
        about.since,
        about.until,
        weight="contacts" if ties is TieChoice.contacts else "score",
        statuses=about.statuses,
        most=most,
    )
    left_out = max((row.left_out for row in found.periods), default=0)
    if left_out:
        print(f"up to {left_out} actors left out; see --most", file=sys.stderr)
    if chart is not None:
        from dragoman.analysis.charts import chart_of_networks

        write_chart(chart_of_networks(found.periods.rows), chart)
    if graph:
        _write_graph(found, form, to, name)
    elif to is not None:
        write_study(about, found, to, name, Format(form.value))
    else:
        _print(found, show or (Part.networks if by else Part.actors), Format(form.value))


def _print(found: "NetworkStudy", show: Part, form: Format) -> None:
    from dragoman.cli.printing import print_frame

    frames: dict[Part, Any] = {
        Part.networks: found.periods,
        Part.actors: found.actors,
        Part.ties: found.ties,
    }
    print_frame(frames[show], form, SHOWN[show.value])


def _write_graph(found: "NetworkStudy", form: NetworkFormat, to: Path | None, name: str) -> None:
    from dragoman.analysis.graphs import graph_bytes

    content = graph_bytes(found, "graphml" if form is NetworkFormat.graphml else "gexf")
    if to is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = to / f"{name}.{form.value}"
    try:
        to.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as fault:
        raise InputError(f"{path}: cannot be written ({fault.strerror})") from None
    print(f"{path}: {len(found.actors)} actors, {len(found.ties)} ties")


def coverage(
    record: str = RecordOption,
    by: Step = ByOption,
    actor: str | None = ActorOption,
    event: list[str] | None = TypeOption,
    status: list[StatusChoice] = StatusOption,
    since: str | None = SinceOption,
    until: str | None = UntilOption,
    form: Format = FormatOption,
    to: Path | None = ToOption,
    name: str = NameOption,
    chart: Path | None = ChartOption,
) -> None:
    """Reports over time beside the events first told in them: whether more happened, or more was
    read."""
    from dragoman.analysis import coverage as covering
    from dragoman.analysis.frames import frame

    about = study(record, actor, event, status, since, until, by=by.value)
    chosen = [item for item in about.material.events if item.status in about.statuses]
    rows = covering.coverage(about.material.reports, chosen, by.value, about.since, about.until)
    if chart is not None:
        from dragoman.analysis.charts import chart_of_coverage

        write_chart(chart_of_coverage(rows), chart)
    found = frame(covering.COVERAGE, rows)
    if to is not None:
        write_study(about, [found], to, name, form)
        return
    from dragoman.cli.printing import print_frame

    print_frame(found, form, COVERAGE_SHOWN)
