"""What the commands of an analysis share: their options, what they read, and where it goes."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from dragoman.cli.ask import event_query
from dragoman.cli.recorded import Format, open_record
from dragoman.errors import InputError
from dragoman.model import Status

if TYPE_CHECKING:
    from dragoman.analysis.charts import Chart
    from dragoman.analysis.frames import Frame
    from dragoman.analysis.material import Material
    from dragoman.analysis.writing import FrameFormat


class Step(StrEnum):
    """The length of a period."""

    day = "day"
    week = "week"
    month = "month"


class Lens(StrEnum):
    """What is counted as one."""

    country = "country"
    actor = "actor"


class StatusChoice(StrEnum):
    """The status of events."""

    actual = "actual"
    planned = "planned"
    negated = "negated"
    hypothetical = "hypothetical"
    historical = "historical"


ByOption = typer.Option(Step.month, "--by", help="day, week (ISO, from Monday) or month.")
LensOption = typer.Option(Lens.country, "--lens", help="Count countries, or actors.")
ActorOption = typer.Option(None, "--actor", help="Only events with this actor.")
TypeOption = typer.Option(None, "--type", help="Only events of this PLOVER type, as CONSULT.")
SinceOption = typer.Option(None, "--since", help="First day; by default of the first report.")
UntilOption = typer.Option(None, "--until", help="Last day; by default of the last report.")
StatusOption = typer.Option(
    [StatusChoice.actual], "--status", help="actual (the default), planned, …; each by itself."
)
ToOption = typer.Option(
    None, "--to", help="Write files and a manifest into this folder instead of printing."
)
NameOption = typer.Option("study", "--name", help="How the names of the files begin.")
ChartOption = typer.Option(
    None, "--chart", help="Draw it too, into a file that ends with .svg, .png or .html."
)


class Study(NamedTuple):
    """What a command works on, and the time it asks for. ``query`` are its options by name, for the
    manifest."""

    material: "Material"
    since: str
    until: str
    statuses: tuple[Status, ...]
    query: dict[str, str]


def study(
    record: str,
    actor: str | None,
    event: list[str] | None,
    status: Sequence[StatusChoice],
    since: str | None,
    until: str | None,
    **others: Any,
) -> Study:
    """Read a record, and say on stderr which events are in no period."""
    from dragoman.analysis.material import gather
    from dragoman.reading import iso_day

    statuses: tuple[Status, ...] = tuple(dict.fromkeys(choice.value for choice in status))
    with open_record(record) as kept:
        material = gather(kept, event_query(actor, None, event))
    first = iso_day(since, "--since") if since else None
    last = iso_day(until, "--until") if until else None
    if first is None or last is None:
        start, end = material.span(statuses)
        first, last = first or start, last or end
    if first > last:
        raise InputError(f"{first} is after {last}")
    outside = material.outside(first, last, statuses)
    if outside:
        print(f"{outside} events before {first}, after {last}, or without a day", file=sys.stderr)
    asked = {
        "actor": actor, "type": ",".join(event or ()), "status": ",".join(statuses),
        "since": first, "until": last, **others,
    }  # fmt: skip
    query = {name: str(value) for name, value in asked.items() if value not in (None, "", False)}
    return Study(material, first, last, statuses, query)


def write_study(
    asked: Study, frames: Sequence["Frame[Any]"], folder: Path, name: str, form: Format
) -> None:
    """Write tables with their manifest into a folder, and say which files there are."""
    from dragoman._version import __version__
    from dragoman.analysis.writing import write_frames
    from dragoman.formats.manifest import About

    about = About(
        made=datetime.now(UTC),
        dragoman=__version__,
        coders=asked.material.coders,
        query=asked.query,
    )
    kinds: dict[Format, FrameFormat] = {
        Format.table: "csv",
        Format.csv: "csv",
        Format.json: "json",
        Format.jsonl: "jsonl",
        Format.parquet: "parquet",
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        entries = len(asked.material.events)
        manifest = write_frames(frames, folder, name, kinds[form], about, entries=entries)
    except OSError as fault:
        raise InputError(f"{folder}: cannot be written ({fault.strerror})") from None
    for file in manifest.files:
        print(f"{folder / file.name}: {file.rows} rows, {file.bytes:,} bytes")
    print(f"digest: {manifest.digest}")


def write_chart(chart: "Chart", path: Path) -> None:
    """Write a chart, and say so on stderr."""
    try:
        chart.write(path)
    except OSError as fault:
        raise InputError(f"{path}: cannot be written ({fault.strerror})") from None
    print(f"{path}: {chart.words}", file=sys.stderr)
