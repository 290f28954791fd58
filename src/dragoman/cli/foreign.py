"""``dragoman foreign …``: events of ICEWS, GDELT and POLECAT beside our own."""

import re
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.cli.ask import pair_of
from dragoman.cli.harmless import say
from dragoman.cli.recorded import RecordOption, open_record, print_table

if TYPE_CHECKING:
    from dragoman.formats.foreign import Rejected
    from dragoman.formats.foreign_cells import ForeignEvent

app = typer.Typer(
    help="Load files of ICEWS, GDELT or POLECAT beside our own events, and compare counts.",
    no_args_is_help=True,
)


class System(StrEnum):
    """Whose files they are."""

    icews = "icews"
    gdelt = "gdelt"
    polecat = "polecat"


@app.command()
def load(
    files: list[Path] = typer.Argument(..., help="Event files."),
    record: str = RecordOption,
    system: System | None = typer.Option(
        None, "--system", help="icews, gdelt or polecat; by default, as the file looks."
    ),
) -> None:
    """Keep the events of another system beside our own. They are never mixed."""
    from dragoman.errors import InputError
    from dragoman.formats.foreign import read_foreign
    from dragoman.record.engine import writing
    from dragoman.record.foreign import add_foreign

    rejected = 0
    with open_record(record, create=True) as kept:
        for file in files:
            drop = _Rejections(str(file))
            try:
                with writing(kept.engine) as connection:
                    found = drop.events(read_foreign(file, system.value if system else None))
                    count = add_foreign(connection, (_row(event) for event in found))
            except OSError as fault:
                raise InputError(f"{file}: cannot be read ({fault.strerror})") from None
            rejected += drop.count
            print(f"{file}: {count} events, {drop.count} lines rejected")
    if rejected:
        raise typer.Exit(2)


class _Rejections:
    """Lines that are no event: told on stderr, counted."""

    def __init__(self, name: str) -> None:
        self.name, self.count = name, 0

    def events(self, found: "Iterable[ForeignEvent | Rejected]") -> "Iterator[ForeignEvent]":
        """The events among what was read."""
        from dragoman.formats.foreign_cells import ForeignEvent

        for item in found:
            if isinstance(item, ForeignEvent):
                yield item
            else:
                self.count += 1
                say(f"{self.name}, line {item.line}: {item.why}")


def _row(event: "ForeignEvent") -> dict[str, Any]:
    import msgspec

    return {
        "system": event.system,
        "id": event.id,
        "day": event.day,
        "event": event.event,
        "cameo": event.cameo,
        "body": msgspec.json.encode(event).decode(),
    }


@app.command()
def compare(
    system: System = typer.Argument(..., help="icews, gdelt or polecat."),
    record: str = RecordOption,
    by_type: bool = typer.Option(False, "--by-type", help="Counts by PLOVER type too."),
    directed: bool = typer.Option(
        True, "--directed/--undirected", help="Who acts on whom, or between two."
    ),
    dyad: str | None = typer.Option(
        None, "--dyad", help="Only between two countries, by their codes, as USA:IRN."
    ),
    since: str | None = typer.Option(None, "--since", help="From this day on: 2019-06-01."),
    until: str | None = typer.Option(None, "--until", help="Until this day: 2019-06-30."),
    as_csv: bool = typer.Option(False, "--csv", help="Print CSV."),
) -> None:
    """Count events by dyad and month, ours beside theirs."""
    import msgspec

    from dragoman.formats.comparing import COLUMNS, compare, write_comparison
    from dragoman.formats.foreign_cells import ForeignEvent
    from dragoman.reading import iso_day
    from dragoman.record.engine import reading
    from dragoman.record.foreign import foreign_bodies

    decoder = msgspec.json.Decoder(ForeignEvent)
    between = _countries(dyad) if dyad is not None else None
    first = iso_day(since, "--since") if since else None
    last = iso_day(until, "--until") if until else None
    with open_record(record) as kept, reading(kept.engine) as connection:
        bodies = foreign_bodies(connection, system.value, first, last)
        rows = compare(
            kept.events(),
            (decoder.decode(body) for body in bodies),
            by_type=by_type,
            directed=directed,
            dyad=between,
            since=first,
            until=last,
        )
    if as_csv:
        write_comparison(rows, sys.stdout)
        return
    cells = [[str(getattr(row, name) or "") for name in COLUMNS[:4]] for row in rows]
    counts = [[str(row.ours), str(row.theirs)] for row in rows]
    print_table(list(COLUMNS), [one + two for one, two in zip(cells, counts, strict=True)])


def _countries(dyad: str) -> tuple[str, str]:
    from dragoman.errors import InputError

    one, other = pair_of(dyad)
    if not all(re.fullmatch("[A-Z]{3}", code) for code in (one, other)):
        raise InputError(f"--dyad {dyad}: give two countries by their codes, as USA:IRN")
    return one, other
