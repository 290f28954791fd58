"""``dragoman add``: reports into a record."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.coded import CoderOfCommand
from dragoman.cli.harmless import say
from dragoman.cli.recorded import RecordOption, open_record

if TYPE_CHECKING:
    from dragoman.cluster.loading import CodedCorpus
    from dragoman.reading import InputOptions, Reading, Refusal
    from dragoman.record.adding import Code, Incoming, Outcome, RunReport


def add(
    sources: list[str] = typer.Argument(
        ...,
        metavar="PATH|URL...",
        help="Texts, pages, folders, JSON lines, CSV and Parquet tables, RSS and Atom feeds, WARC "
        "files, web addresses of pages or feeds; - for standard input; or a corpus coded before.",
    ),
    record: str = RecordOption,
    date: str | None = typer.Option(
        None, "--date", help="Publication day (YYYY-MM-DD) of reports that do not say theirs."
    ),
    publisher: str | None = typer.Option(
        None, "--publisher", help="Publisher of reports that do not name theirs."
    ),
    columns: str | None = typer.Option(
        None,
        "--columns",
        help="Columns of tables, as in text=body,title=headline,published=date.",
    ),
    articles: bool | None = typer.Option(
        None, "--articles/--no-articles", help="Fetch the articles that a feed links to."
    ),
    allow_private: bool = typer.Option(
        False, "--allow-private", help="Allow addresses of this machine and of private networks."
    ),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes that code."),
    model: str | None = typer.Option(None, "--model", help="Another spaCy pipeline."),
    actors: Path | None = typer.Option(None, "--actors", help="A table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="A file of your own frames."),
    max_chars: int = typer.Option(1_000_000, "--max-chars", min=1, help="Longest report read."),
    as_json: bool = typer.Option(False, "--json", help="Print the run report as JSON."),
) -> None:
    """Code reports and keep them in a record, merged with what it has."""
    from dragoman.reading import InputOptions, iso_day, parse_columns
    from dragoman.reading.urls import shown
    from dragoman.record.record import utc_now

    options = InputOptions(
        published=iso_day(date, "--date") if date is not None else None,
        publisher=publisher,
        retrieved=utc_now(),
        limit=max_chars,
        columns=parse_columns(columns) if columns else {},
        articles=articles,
    )
    told = [shown(source) for source in sources]
    asked = json.dumps([told, date, publisher, columns, articles], ensure_ascii=False)
    corpus = _corpus(sources, options)
    inputs: Iterable[Incoming]
    code: Code
    if corpus is not None:
        inputs, code = corpus.incoming(), corpus.code
    else:
        inputs = incoming(sources, options, allow_private=allow_private)
        code = CoderOfCommand(model, actors, jobs, lexicon)
    with open_record(record, create=True) as kept:
        teller = Teller()
        report = kept.add(inputs, code, asked=asked, told=teller.hear)
        teller.end()
        print_run(report, as_json=as_json)
    if report.states.get("failed") or report.states.get("refused"):
        raise typer.Exit(2)


def _corpus(sources: list[str], options: "InputOptions") -> "CodedCorpus | None":
    """The sources as coded corpora; None where they are reports.

    Raises InputError for both in one command.
    """
    if not any(os.path.isdir(source) for source in sources):
        return None
    from dragoman.cluster.loading import CodedCorpus, is_corpus
    from dragoman.errors import InputError

    coded = [source for source in sources if is_corpus(source)]
    if not coded:
        return None
    if len(coded) < len(sources):
        raise InputError(f"{coded[0]}: is coded already; add it in a command of its own")
    return CodedCorpus(coded, options.retrieved)


def incoming(
    sources: Iterable[str], options: "InputOptions", *, allow_private: bool = False
) -> Iterator["Incoming"]:
    """What is read, as the record takes it."""
    from dragoman.reading import open_fetcher, read_sources

    with open_fetcher(allow_private=allow_private) as fetcher:
        yield from as_incoming(read_sources(sources, options, fetcher))


def as_incoming(found: "Iterable[Reading | Refusal]") -> Iterator["Incoming"]:
    """Readings and refusals as the record takes them."""
    from dragoman.reading import Refusal
    from dragoman.record.adding import Incoming

    for item in found:
        if isinstance(item, Refusal):
            yield Incoming(name=item.source, state=item.state, why=item.why)
        else:
            yield Incoming(name=item.source, report=item.report, retrieved=item.retrieved)


class Teller:
    """Tells what could not be added as it comes and, on a terminal, how far the work is."""

    def __init__(self) -> None:
        self._count = 0
        self._shows = sys.stderr.isatty()

    def hear(self, outcome: "Outcome") -> None:
        """Take note of what became of an input."""
        self._count += 1
        if outcome.state in ("failed", "refused"):
            self._clear()
            say(f"{outcome.name}: {outcome.why}")
        if self._shows:
            sys.stderr.write(f"\r{self._count} done")
            sys.stderr.flush()

    def _clear(self) -> None:
        if self._shows:
            sys.stderr.write("\r\x1b[K")

    def end(self) -> None:
        """Leave the line of the counter."""
        if self._shows and self._count:
            sys.stderr.write("\n")


def print_run(report: "RunReport", *, as_json: bool = False) -> None:
    """What a run did, in one line."""
    if as_json:
        import msgspec

        print(json.dumps(msgspec.to_builtins(report)))
        return
    total = sum(report.states.values())
    counts = ", ".join(f"{count} {state}" for state, count in report.states.items())
    resumed = f" ({report.resumed} of them before an interruption)" if report.resumed else ""
    print(f"run {report.run}: {total} inputs{resumed}: {counts or 'nothing to read'}")
