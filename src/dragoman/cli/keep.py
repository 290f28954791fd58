"""``dragoman recode``, ``backup``, ``restore`` and ``check``: keeping a record in order."""

import sys
from pathlib import Path

import typer

from dragoman.cli.coded import CoderOfCommand
from dragoman.cli.harmless import say
from dragoman.cli.recorded import DEFAULT_RECORD, RecordOption, open_record


def recode(
    record: str = RecordOption,
    every: bool = typer.Option(False, "--all", help="Every report, not only the outdated ones."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes that code."),
    model: str | None = typer.Option(None, "--model", help="Another spaCy pipeline."),
    actors: Path | None = typer.Option(None, "--actors", help="A table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="A file of your own frames."),
) -> None:
    """Code again what an older version or another lexicon coded, and show what changed."""
    from dragoman.record.recoding import outdated, recode

    code = CoderOfCommand(model, actors, jobs, lexicon)
    with open_record(record, read_only=False) as kept:
        keys = (
            [report.key for report in kept.reports()]
            if every
            else outdated(kept.engine, code.coder.info)
        )
        changed = failed = 0
        for item in recode(kept.engine, sorted(keys), code):
            failed += item.failed is not None
            changed += bool(item.gained or item.lost or item.statements)
            for line in _lines(item.report, item.gained, item.lost, item.statements):
                print(line)
            if item.failed:
                say(f"{item.report}: {item.failed}")
    print(f"{len(keys)} reports coded again, {changed} changed, {failed} failed")
    if failed:
        raise typer.Exit(2)


def _lines(report: str, gained: tuple[str, ...], lost: tuple[str, ...], more: int) -> list[str]:
    lines = [f"{report}  + {event}" for event in gained]
    lines += [f"{report}  - {event}" for event in lost]
    if more:
        lines.append(f"{report}  {more:+} statements")
    return lines


def backup(
    file: Path = typer.Argument(..., help="Where the backup goes: one SQLite file."),
    record: str = RecordOption,
) -> None:
    """Write all of a record into one file, while others may go on using it."""
    from dragoman.record.backing import backup

    with open_record(record) as kept:
        backup(kept.engine, file)
    print(f"{file}: {file.stat().st_size:,} bytes")


def restore(
    file: Path = typer.Argument(..., help="A backup."),
    record: str = typer.Option(
        DEFAULT_RECORD, "--record", envvar="DRAGOMAN_RECORD", help="Where the record is to be made."
    ),
) -> None:
    """Make a record from a backup, where there is none yet."""
    from dragoman.record.backing import restore
    from dragoman.record.engine import shown_record

    restore(file, record)
    print(f"{shown_record(record)} is restored from {file}")


def check(record: str = RecordOption) -> None:
    """See that a record holds together: keys, spans, and merges that can be made again."""
    from dragoman.record.checking import check

    with open_record(record, read_only=False) as kept:
        faults = list(check(kept.engine))
        counts = kept.counts()
    for fault in faults:
        print(f"{fault.where}: {fault.what}")
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    print(f"{told}; {len(faults)} faults", file=sys.stderr)
    if faults:
        raise typer.Exit(1)
