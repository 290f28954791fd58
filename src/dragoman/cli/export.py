"""``dragoman export``: the events of a record in the formats of the field."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import typer

from dragoman.cli.ask import event_query
from dragoman.cli.recorded import RecordOption, open_record
from dragoman.errors import InputError


class ExportFormat(StrEnum):
    """The formats; docs/formats.md says what each holds."""

    plover = "plover"
    csv = "csv"
    parquet = "parquet"
    json = "json"
    jsonl = "jsonl"
    icews = "icews"
    gdelt = "gdelt"
    polecat = "polecat"


def export(
    form: ExportFormat = typer.Argument(..., metavar="FORMAT", help="One of the formats."),
    folder: Path = typer.Argument(..., help="Where the files go; it is made if need be."),
    record: str = RecordOption,
    name: str = typer.Option("events", "--name", help="How the names of the files begin."),
    actor: str | None = typer.Option(None, "--actor", help="As of dragoman events."),
    dyad: str | None = typer.Option(None, "--dyad", help="Two actors, as USA:IRN."),
    event: list[str] | None = typer.Option(None, "--type", help="PLOVER type."),
    status: list[str] | None = typer.Option(
        None, "--status", help="By default all; actual for what has happened."
    ),
    since: str | None = typer.Option(None, "--since", help="From this day on."),
    until: str | None = typer.Option(None, "--until", help="Up to this day."),
    sources: int | None = typer.Option(
        None, "--sources", min=1, help="Told by at least so many independent sources."
    ),
    pairs: bool = typer.Option(
        True,
        "--pairs/--no-pairs",
        help="A row for each pair of actors, in formats of dyads.",
    ),
) -> None:
    """Write the events of a record in a format of the field, with their evidence and a manifest."""
    from dragoman._version import __version__
    from dragoman.formats.export import export_events
    from dragoman.formats.manifest import About

    query = event_query(actor, dyad, event, status, since, until, sources=sources)
    asked = {
        "actor": actor, "dyad": dyad, "type": ",".join(event or ()),
        "status": ",".join(status or ()), "since": since, "until": until,
        "sources": str(sources) if sources else None,
    }  # fmt: skip
    with open_record(record) as kept:
        about = About(
            made=datetime.now(UTC),
            dragoman=__version__,
            coders=tuple(kept.coders()),
            query={key: value for key, value in asked.items() if value},
        )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            events = kept.events(query, tellings=True)
            manifest = export_events(events, folder, name, form.value, about, pairs=pairs)
        except OSError as fault:
            raise InputError(f"{folder}: cannot be written ({fault.strerror})") from None
    for file in manifest.files:
        print(f"{folder / file.name}: {file.rows} rows, {file.bytes:,} bytes")
    for why, count in manifest.left_out.items():
        print(f"left out: {count} ({why})")
