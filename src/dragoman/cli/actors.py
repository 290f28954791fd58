"""``dragoman actors``: tables of actors from elsewhere."""

import sys
from pathlib import Path

import typer

app = typer.Typer(
    help="Look after your own tables of actors.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def options() -> None:
    """Look after your own tables of actors."""


@app.command("import")
def import_(
    source: Path = typer.Argument(
        ...,
        metavar="FILE",
        help="A CSV or TSV table, the result of a Wikidata query as JSON, or lines of a Wikidata "
        "entity dump.",
    ),
    to: Path | None = typer.Option(
        None, "--output", "-o", metavar="TABLE.csv", help="Where to write. [default: stdout]"
    ),
) -> None:
    """Make a table that --actors takes out of one that is made otherwise."""
    from dragoman.errors import InputError
    from dragoman.lexicon.actor_files import import_actors
    from dragoman.lexicon.actors import load_actors
    from dragoman.lexicon.importing import Codes, write_table
    from dragoman.lexicon.tables import DATA

    rows = import_actors(source, Codes(load_actors(DATA / "actors")))
    text = write_table(rows)
    if to is None:
        sys.stdout.write(text)
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise InputError(f"{to}: cannot be written ({fault.strerror})") from fault
    names = len({row.name for row in rows})
    print(f"{names:,} actors in {len(rows):,} rows written to {to}")
