"""``dragoman code``: code files and print what was found."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import typer

from dragoman.cli.coded import Refusals, code_reports
from dragoman.cli.codings import Format, shown


def code(
    files: list[str] = typer.Argument(
        ..., metavar="FILE...", help="Text, HTML or JSON-lines files, folders, or - for stdin."
    ),
    date: str | None = typer.Option(
        None, "--date", help="Publication day of the reports that do not say theirs (YYYY-MM-DD)."
    ),
    form: Format = typer.Option(Format.text, "--format", help="text is for people."),
    actors: Path | None = typer.Option(
        None,
        "--actors",
        help="CSV table of your own actors: name, aliases (;), kind, country, sectors (;), "
        "start, end.",
    ),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="CSV file of your own frames."),
    model: str | None = typer.Option(None, "--model", help="Another installed spaCy pipeline."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes to code with."),
    max_chars: int = typer.Option(
        1_000_000, "--max-chars", min=1, help="Longest report to code, in characters."
    ),
) -> None:
    """Code reports: who did what to whom, who said what, where and when.

    Exit status 2 if an input could not be coded; the others are coded all the same.
    """
    from dragoman.reading import iso_day, read_inputs

    published = iso_day(date, "--date") if date is not None else None
    refused = Refusals()
    reports = refused.drop(read_inputs(files, published, max_chars))
    codings = code_reports(reports, refused, model, actors, jobs, lexicon)
    with _progress() as advance:
        for chunk in shown(codings, form):
            sys.stdout.write(chunk)
            advance()
    sys.stdout.flush()
    refused.tell()


def _progress() -> Any:
    """A counter on stderr where that is a terminal and stdout is not."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return nullcontext(lambda: None)
    return _Counter()


class _Counter:
    """Counts codings on one line of the terminal."""

    def __enter__(self) -> Callable[[], None]:
        self.count = 0
        return self._advance

    def _advance(self) -> None:
        self.count += 1
        sys.stderr.write(f"\r{self.count} coded")
        sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        sys.stderr.write("\n")
