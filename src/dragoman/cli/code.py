"""``dragoman code``: code files and print what was found."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.cli.coded import Refusals, code_reports
from dragoman.cli.harmless import harmless

if TYPE_CHECKING:
    from dragoman.model import Coding


class Format(StrEnum):
    """How the codings are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


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
        for chunk in _chunks(codings, form):
            sys.stdout.write(chunk)
            advance()
    sys.stdout.flush()
    refused.tell()


def _chunks(codings: "Iterable[Coding]", form: Format) -> Iterator[str]:
    """What is printed, one string a coding, so that an interruption leaves whole lines."""
    if form is Format.text:
        yield from _pages(codings)
    elif form is Format.csv:
        from dragoman.formats.table import csv_header, csv_rows

        yield csv_header() + "\n"
        for coding in codings:
            yield "".join(row + "\n" for row in csv_rows(coding))
    else:
        yield from _objects(codings, form)


def _objects(codings: "Iterable[Coding]", form: Format) -> Iterator[str]:
    """JSON: one coding alone is indented, several stand one a line."""
    from dragoman.formats.lines import json_line, json_page

    stream = iter(codings)
    first = next(stream, None)
    if first is None:
        return
    second = next(stream, None) if form is Format.json else None
    alone = form is Format.json and second is None
    yield (json_page(first) if alone else json_line(first)) + "\n"
    for coding in chain((second,) if second else (), stream):
        yield json_line(coding) + "\n"


def _pages(codings: "Iterable[Coding]") -> Iterator[str]:
    from io import StringIO

    from rich.console import Console

    from dragoman.formats.page import WIDTH, describe

    for coding in codings:
        out = StringIO()
        console = Console(
            file=out,
            width=WIDTH,
            highlight=False,
            force_terminal=sys.stdout.isatty(),
            soft_wrap=True,
        )
        for line in describe(coding):
            line.plain = harmless(line.plain)
            console.print(line)
        yield out.getvalue()


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
