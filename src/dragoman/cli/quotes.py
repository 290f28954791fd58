"""``dragoman quotes``: who said what, searched by speaker and words, as a list to paste."""

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.coded import Refusals, code_reports
from dragoman.cli.harmless import harmless, say

if TYPE_CHECKING:
    from dragoman.errors import InputError
    from dragoman.formats.quotes import Quote, Search
    from dragoman.model import Coding


class Format(StrEnum):
    """How the quotations are printed."""

    text = "text"
    csv = "csv"
    json = "json"


class Kind(StrEnum):
    """How the words are given."""

    direct = "direct"
    indirect = "indirect"
    mixed = "mixed"


def quotes(
    files: list[str] = typer.Argument(
        ...,
        metavar="FILE...",
        help="What `code` reads, or codings that it made: .json, .jsonl, or - for stdin.",
    ),
    speaker: str | None = typer.Option(
        None, "--speaker", help="Only speakers with these words in name, aliases or roles."
    ),
    words: str | None = typer.Option(
        None,
        "--words",
        help='Only statements with all these words; "in quotation marks": a phrase; word*: a '
        "beginning.",
    ),
    kind: Kind | None = typer.Option(None, "--kind", help="Only statements of this kind."),
    speech_only: bool = typer.Option(
        False, "--speech-only", help="Leave out what was thought, wished, planned, decided, found."
    ),
    date: str | None = typer.Option(
        None, "--date", help="Publication day of the reports that do not say theirs (YYYY-MM-DD)."
    ),
    form: Format = typer.Option(Format.text, "--format", help="text is one line a quotation."),
    actors: Path | None = typer.Option(None, "--actors", help="CSV table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="CSV file of your own frames."),
    model: str | None = typer.Option(None, "--model", help="Another installed spaCy pipeline."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes to code with."),
    max_chars: int = typer.Option(
        1_000_000, "--max-chars", min=1, help="Longest report to code, in characters."
    ),
) -> None:
    """List who said what: speaker, role, words, day, medium and report of every statement.

    Exit status 2 if an input could not be read; the others are searched all the same.
    """
    from dragoman.formats.quotes import Search
    from dragoman.formats.seeking import Words
    from dragoman.reading import iso_day, read_inputs

    search = Search(
        speaker=Words(speaker, "--speaker") if speaker is not None else None,
        words=Words(words, "--words") if words is not None else None,
        kind=kind.value if kind is not None else None,
        speech_only=speech_only,
    )
    published = iso_day(date, "--date") if date is not None else None
    refused = Refusals()

    def code(paths: Iterable[str]) -> "Iterator[Coding]":
        reports = refused.drop(read_inputs(paths, published, max_chars))
        return code_reports(reports, refused, model, actors, jobs, lexicon)

    found = _Found(refused.drop(_codings(files, code)), search)
    for chunk in _chunks(found, form):
        sys.stdout.write(chunk)
    sys.stdout.flush()
    found.tell_if_none()
    refused.tell()


def _codings(
    files: list[str], code: "Callable[[Iterable[str]], Iterator[Coding]]"
) -> "Iterator[Coding | InputError]":
    """The codings of all files in order: read back where they were made before, else made now."""
    from dragoman.reading.codings import holds_codings, read_codings

    for made, paths in groupby(files, holds_codings):
        if made:
            for path in paths:
                yield from read_codings(path)
        else:
            yield from code(paths)


class _Found:
    """The quotations that a search finds in codings, counted as they come."""

    def __init__(self, codings: "Iterator[Coding]", search: "Search") -> None:
        self.codings = codings
        self.search = search
        self.reports = self.listed = 0

    def __iter__(self) -> "Iterator[Quote]":
        from dragoman.formats.quotes import quotes as rows_of

        for coding in self.codings:
            self.reports += 1
            for quote in rows_of(coding, self.search):
                self.listed += 1
                yield quote

    def tell_if_none(self) -> None:
        """Say on stderr that reports were read and nothing in them fits."""
        if self.reports and not self.listed:
            say(f"no such statement in {self.reports} reports")


def _chunks(found: "Iterable[Quote]", form: Format) -> Iterator[str]:
    """What is printed; JSON is one array with a quotation a line."""
    from dragoman.formats.quotes import csv_header, csv_row, json_row, text_row

    if form is Format.json:
        opening = "[\n"
        for quote in found:
            yield opening + json_row(quote)
            opening = ",\n"
        yield "[]\n" if opening == "[\n" else "\n]\n"
        return
    if form is Format.csv:
        yield csv_header() + "\n"
    for quote in found:
        yield (csv_row(quote) if form is Format.csv else harmless(text_row(quote))) + "\n"
