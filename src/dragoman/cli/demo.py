"""``dragoman demo``: code the sample reports, keep them in a record, and open the workbench."""

import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from dragoman.model import Coding, Report


def demo(
    every: bool = typer.Option(False, "--all", help="Show every sample report in full."),
    record: Path | None = typer.Option(
        None, "--record", help="Keep the record in this file; by default it is gone in the end."
    ),
    serve: bool | None = typer.Option(
        None, "--serve/--no-serve", help="Open the workbench; by default on a terminal only."
    ),
) -> None:
    """Code the sample reports that come with Dragoman, show what was found, and open the workbench
    over them."""
    from dragoman.cli.codings import Format, shown
    from dragoman.coder import Coder
    from dragoman.samples import sample_reports

    codings = list(Coder().code_all(sample_reports()))
    for chunk in shown(codings if every else codings[:1], Format.text):
        sys.stdout.write(chunk)
    print("\nTHE SAMPLE REPORTS")
    print(f"{'report':<38}{'published':<12}{'events':>8}{'statements':>12}{'actors':>8}")
    for coding in codings:
        print(
            f"{coding.report.id[:37]:<38}{coding.report.published or 'unknown':<12}"
            f"{len(coding.events):>8}{len(coding.statements):>12}{len(coding.actors):>8}"
        )
    with TemporaryDirectory(prefix="dragoman-demo-") as folder:
        _keep(codings, str(record or Path(folder) / "demo.db"), serve)
    if not every:
        print("\nAll of them in full: dragoman demo --all. Your own: dragoman code FILE.")


def _keep(codings: "list[Coding]", where: str, serve: bool | None) -> None:
    """A record of the sample reports, in numbers and in the browser."""
    from msgspec.structs import replace

    from dragoman.record.adding import Incoming
    from dragoman.record.record import Record

    known = {coding.report.text: coding for coding in codings}

    def again(reports: "Iterable[Report]") -> "Iterator[Coding]":
        return (replace(known[report.text], report=report) for report in reports)

    with Record.open(where, create=True) as kept:
        inputs = (Incoming(name=c.report.id, report=c.report) for c in codings)
        kept.add(inputs, again, asked="the sample reports")
        counts = kept.counts()
    print("\nIN A RECORD")
    print(", ".join(f"{counts[name]:,} {name}" for name in ("reports", "events", "actors")))
    if serve if serve is not None else sys.stdout.isatty():
        _open_workbench(where)


def _open_workbench(where: str) -> None:
    from dragoman.cli.serve import run
    from dragoman.workbench.settings import WorkbenchSettings

    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port = listening.getsockname()[1]
        run(WorkbenchSettings(record=where, host="127.0.0.1", port=port, warm=True), listening)
