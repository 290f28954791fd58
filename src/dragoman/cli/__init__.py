"""The command line: thin, one module a command group.

stdout is for data, stderr for talk. A user's mistake ends with one sentence and exit status 2.
Modules that take long to import are imported where a command needs them, so that help is quick.
"""

import errno
import os
import sys

import typer

from dragoman._version import __version__
from dragoman.cli import (
    actor,
    actors,
    add,
    ask,
    code,
    corpus,
    demo,
    doctor,
    evaluate,
    explain,
    export,
    foreign,
    gazetteer,
    keep,
    lexicon,
    network,
    process,
    quotes,
    review,
    series,
    serve,
    users,
    watch,
)
from dragoman.cli.harmless import say
from dragoman.errors import DragomanError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}  # of a disk

app = typer.Typer(
    name="dragoman",
    help="Read news reports of politics and diplomacy and keep the record: who did what to whom, "
    "who said what, where and when, every line with its words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("code")(code.code)
app.command("actor")(actor.actor)
app.command("explain")(explain.explain)
app.command("evaluate")(evaluate.evaluate)
app.command("quotes")(quotes.quotes)
app.command("add")(add.add)
app.command("watch")(watch.watch)
app.command("events")(ask.events)
app.command("statements")(ask.statements)
app.command("reports")(ask.reports)
app.command("agenda")(ask.agenda)
app.command("show")(ask.show)
app.command("sql")(ask.sql)
app.command("export")(export.export)
app.command("series")(series.series)
app.command("network")(network.network)
app.command("coverage")(network.coverage)
app.command("recode")(keep.recode)
app.command("backup")(keep.backup)
app.command("restore")(keep.restore)
app.command("check")(keep.check)
app.command("dossier")(process.dossier)
app.command("diff")(process.diff)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)
actors.app.callback(invoke_without_command=True)(ask.actors)
app.add_typer(actors.app, name="actors")
app.add_typer(corpus.app, name="corpus")
app.add_typer(process.app, name="process")
app.add_typer(review.app, name="review")
app.add_typer(foreign.app, name="foreign")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(users.app, name="users")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Read news reports of politics and diplomacy and keep the record."""


def main() -> None:
    """Run the command line; the entry point of the ``dragoman`` command."""
    # One thread for linear algebra: the parser is faster so, and several processes share the cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        try:
            app(prog_name="dragoman")
        finally:
            sys.stdout.flush()  # what cannot be written is told below, and not at the very end
    except DragomanError as fault:
        say(fault)
        sys.exit(2)
    except KeyboardInterrupt:
        print("dragoman: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone, as in "dragoman code … | head".
        _drop_output()
        sys.exit(141)
    except OSError as fault:
        if fault.errno not in _NO_ROOM:
            raise
        _drop_output()
        where = fault.filename or "the output"
        print(f"dragoman: {where} could not be written: {fault.strerror}", file=sys.stderr)
        sys.exit(2)


def _drop_output() -> None:
    """Let what is still to be written to standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
